"""What is known of a person with where it comes from: as valid on a day, and as it was known at a moment."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Any

from sqlalchemy import Select, exists, select
from sqlalchemy.orm import Session

from core.actor import NotFound
from core.people.models import FactEntry, IdentityEntry, Person
from core.people.values import from_json


@dataclass(frozen=True)
class Held:
    """The statements that hold, by fact."""

    entries: Mapping[str, FactEntry | IdentityEntry]

    @cached_property
    def facts(self) -> dict[str, Any]:
        """As Python values; unknown facts are absent."""
        return {name: from_json(name, entry.value) for name, entry in self.entries.items()}

    @cached_property
    def sources(self) -> dict[str, str]:
        """Who says so: "self", "document" or "office"."""
        return {name: entry.source for name, entry in self.entries.items()}


def held(session: Session, person_id: str, on: date, known_at: datetime | None = None) -> Held:
    """The latest statements that are valid on the day: all, or those that were written down by a moment. Raises NotFound."""
    if not session.scalar(select(exists().where(Person.id == person_id))):
        raise NotFound(f"There is no person '{person_id}'")
    found: dict[str, FactEntry | IdentityEntry] = {}
    for kind in (IdentityEntry, FactEntry):
        found.update((entry.fact, entry) for entry in session.scalars(_written(kind, person_id, on, known_at)))
    return Held({name: entry for name, entry in found.items() if entry.value is not None})


def _written(kind: type[FactEntry] | type[IdentityEntry], person_id: str, on: date, known_at: datetime | None) -> Select[Any]:
    """Rising: the last one of a fact is the one that holds."""
    query = select(kind).where(kind.person_id == person_id, kind.valid_from <= on)
    if known_at is not None:
        query = query.where(kind.written_at <= known_at)
    return query.order_by(kind.valid_from, kind.version, kind.id)

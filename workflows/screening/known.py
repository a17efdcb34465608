"""What is known of several people at once, as rules read it: three questions to the database, however many they are."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core.people.models import FactEntry, Facts, Identity, IdentityEntry
from core.people.registry import current
from workflows.models import Case


@dataclass(frozen=True, slots=True)
class Known:
    """Facts, and where each of them is known from."""

    facts: Mapping[str, Any]
    sources: Mapping[str, str]


def known_of(session: Session, people: Collection[str], on: date) -> dict[str, Known]:
    """By person id: what the registry knows now, with the programmes that she takes part in on the day."""
    running, sources = taking_part(session, people, on), _sources(session, people)
    rows = session.execute(
        select(Facts, Identity).join(Identity, Identity.person_id == Facts.person_id).where(Facts.person_id.in_(people))
    )
    return {
        row.Facts.person_id: Known(
            {**current(row.Identity), **current(row.Facts), "enrolments": running.get(row.Facts.person_id, frozenset())},
            sources.get(row.Facts.person_id, {}),
        )
        for row in rows
    }


def taking_part(session: Session, people: Collection[str], on: date) -> dict[str, frozenset[str]]:
    """Person id → the programmes that she takes part in on the day, not as a mentor or the like."""
    query = select(Case.person_id, Case.programme).where(Case.person_id.in_(people), Case.track == "", Case.entered_on <= on)
    found: dict[str, set[str]] = {}
    for person_id, programme in session.execute(query.where(or_(Case.closed_on.is_(None), Case.closed_on > on))):
        found.setdefault(person_id, set()).add(programme)
    return {person_id: frozenset(each) for person_id, each in found.items()}


def _sources(session: Session, people: Collection[str]) -> dict[str, dict[str, str]]:
    """Person id → fact → the source of the statement that holds: the last of its fact."""
    found: dict[str, dict[str, str]] = {}
    for kind in (FactEntry, IdentityEntry):
        rows = select(kind.person_id, kind.fact, kind.source).where(kind.person_id.in_(people))
        for person_id, fact, source in session.execute(rows.order_by(kind.valid_from, kind.version, kind.id)):
            found.setdefault(person_id, {})[fact] = source
    return found

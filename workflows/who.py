"""Whom a list speaks of: name and number of people, each name only to those who may see it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.people.models import Identity, Person


@dataclass(frozen=True, slots=True)
class Who:
    """A person as a line of a list shows her. `name` is empty for who may not see it, or where none is known."""

    id: str
    number: str
    name: str = ""
    synthetic: bool = False

    def __str__(self) -> str:
        return self.name or self.number


def who(session: Session, actor: Actor, person_ids: Iterable[str]) -> dict[str, Who]:
    """By person id. Two queries, however many people."""
    ids = set(person_ids)
    if not ids:
        return {}
    # the caller has shown that the actor may see what these ids come from; the number is a pseudonym
    rows = session.execute(select(Person.id, Person.number, Person.synthetic).where(Person.id.in_(ids))).all()
    named = names_of(session, actor, ids)
    return {row.id: Who(row.id, row.number, named.get(row.id, ""), row.synthetic) for row in rows}


def names_of(session: Session, actor: Actor, ids: set[str]) -> dict[str, str]:
    query = (
        select(Identity.person_id, Identity.family_name, Identity.given_name)
        .join(Person, Person.id == Identity.person_id)
        .where(Person.id.in_(ids), Person.scope(actor, "see_identity"))
    )
    named = session.execute(query).all()
    return {row.person_id: ", ".join(part for part in (row.family_name, row.given_name) if part) for row in named}

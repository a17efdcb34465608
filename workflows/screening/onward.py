"""From the talk into the registry: its answers are recorded with a person, each with its source, and none is asked for again."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from core.actor import Actor, fetch
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import known, record, register
from workflows.screening.models import Talk
from workflows.screening.talk import answers

IDENTITY = ("family_name", "given_name", "phone", "email")
"""What a new person is asked for; the rest comes from the talk."""


@dataclass(frozen=True, slots=True)
class Compared:
    """An answer of the talk beside what the file says; `before` is None where the file says nothing."""

    fact: str
    value: Any
    before: Any

    @property
    def state(self) -> str:
        return "new" if self.before is None else "same" if self.before == self.value else "other"


def compared(session: Session, talk: Talk) -> list[Compared]:
    """The answers beside the file of the talk's person."""
    file = known(session, talk.person_id) if talk.person_id else {}
    return [Compared(fact, value, file.get(fact)) for fact, value in answers(talk).items()]


def belongs_to(session: Session, actor: Actor, talk: Talk, person_id: str) -> None:
    """It is this person's talk. Raises NotFound for somebody whom the actor may not take in or correct."""
    fetch(session, actor, Person, person_id, "edit_people")
    fetch(session, actor, Person, person_id, "open_case")
    talk.person_id = person_id


def is_new(
    session: Session, actor: Actor, talk: Talk, unit_id: str, identity: Mapping[str, Any], source: str, now: datetime
) -> None:
    """Register whom the talk was about, with all answers. The same talk twice makes one person. Raises NotFound, Refused."""
    if talk.person_id is not None:
        return
    unit = fetch(session, actor, Unit, unit_id, "edit_people")
    person = register(session, actor, unit, identity, {}, source=source, now=now)
    talk.person_id = person.id
    session.flush()
    take_along(session, actor, talk, answers(talk), now)


def take_along(session: Session, actor: Actor, talk: Talk, chosen: Collection[str], now: datetime) -> None:
    """Record the chosen answers with the talk's person; then the talk is empty, and stands on the file. Raises NotFound."""
    assert talk.person_id is not None
    fetch(session, actor, Person, talk.person_id, "edit_people")
    told: dict[str, dict[str, Any]] = {}
    for fact, value in answers(talk).items():
        if fact in chosen:
            told.setdefault(talk.given[fact]["source"], {})[fact] = value
    for source, values in told.items():
        record(session, actor, talk.person_id, values, source=source, now=now)
    talk.given, talk.updated_at = {}, now

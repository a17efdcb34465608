"""Offerings: make one, change it, keep what its form says, close it; and who may."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, fetch
from core.clock import today
from core.database import new_id
from core.definitions import Offering as Kind
from core.definitions import Programme, WholeNumber
from core.events import (
    OfferingChanged,
    OfferingClosed,
    OfferingMade,
    SignUpCancelled,
)
from core.journal import announce
from core.organisations.models import Unit
from forms.kinds.registry import to_json
from workflows.offering_about import About, CannotOffer, check_about, columns_of
from workflows.offering_models import Attendance, Offering
from workflows.offering_seats import kind_of, locked, seats
from workflows.run import plays
from workflows.sign_ups import move_up, tell


def may_run(actor: Actor, offering: Offering) -> bool:
    """Whether the actor runs this offering: changes it, keeps its list, closes it."""
    programme = catalogue.definition(offering.revision)
    return plays(actor, programme.role(kind_of(offering).role), offering)


def may_make(actor: Actor, programme: Programme, kind: Kind, unit: Unit) -> bool:
    """Whether the actor may make one of this kind at this unit."""
    return plays(actor, programme.role(kind.role), _Place(unit.path, programme.id))


def may_make_somewhere(actor: Actor, programme: Programme, kind: Kind) -> bool:
    """Whether there is a unit at which the actor may make one of this kind. Asks no database."""
    role = programme.role(kind.role)
    return any(plays(actor, role, _Place(grant.unit_path, programme.id)) for grant in actor.grants)


def make(
    session: Session, actor: Actor, programme_id: str, kind_id: str, unit_id: str, about: About, now: datetime, *, id: str = ""
) -> Offering:
    """A new offering of the programme's current revision; the same `id` twice gives the first one again.

    Raises NotFound, CannotOffer.
    """
    if id and (found := session.get(Offering, id)) is not None and found.created_by == actor.user_id:
        return found
    revision = catalogue.current(programme_id)
    programme = catalogue.definition(revision.digest)
    kind = next((each for each in programme.offerings if each.id == kind_id), None)
    unit = fetch(session, actor, Unit, unit_id, "do_task")
    if kind is None or not may_make(actor, programme, kind, unit):
        raise NotFound("There is no such record.")
    check_about(kind, about)
    offering = Offering(
        id=id or new_id(),
        programme=programme_id,
        kind=kind_id,
        revision=revision.digest,
        unit_id=unit.id,
        unit_path=unit.path,
        **columns_of(kind, about),
        answers={},
        numbers={},
        created_at=now,
        created_by=actor.user_id,
        synthetic=unit.synthetic,
    )
    session.add(offering)
    session.flush()
    announce(session, OfferingMade(subject_id=offering.id, programme=programme_id, kind=kind_id), actor=actor, now=now)
    return offering


def change(session: Session, actor: Actor, offering_id: str, about: About, version: int, now: datetime) -> Offering:
    """Say something else of an offering. Further places are given to who waits. Raises NotFound, CannotOffer, Overtaken."""
    offering = unclosed(session, actor, offering_id)
    if offering.version != version:
        raise Overtaken
    kind = kind_of(offering)
    check_about(kind, about)
    new = columns_of(kind, about)
    taken = seats(session, offering).taken
    if kind.places and (new["places"] or 0) < taken:
        raise CannotOffer({"places": [_("%(taken)s people have a place already: there must be at least as many.", taken=taken)]})
    what = tuple(name for name, value in new.items() if getattr(offering, name) != value)
    for name in what:
        setattr(offering, name, new[name])
    if what:
        offering.version += 1
        session.flush()
        announce(session, OfferingChanged(subject_id=offering.id, what=what), actor=actor, now=now)
        move_up(session, actor, offering, now)
    return offering


class Overtaken(Exception):
    """Somebody else has changed the offering since it was shown."""


def take_answers(
    session: Session, actor: Actor, offering_id: str, submission_id: str, answers: Mapping[str, Any], now: datetime
) -> str | None:
    """Keep what the kind's form says; where heads alone are counted, its whole numbers are the heads.

    Returns the submission that said it before, if there is one. Raises NotFound, CannotOffer.
    """
    offering = unclosed(session, actor, offering_id)
    kind = kind_of(offering)
    form = catalogue.definition(offering.revision).form(kind.form or "")
    fields = form.fields if form else ()
    before, offering.submission_id, offering.answers = offering.submission_id, submission_id, to_json(fields, dict(answers))
    if kind.attendance == "numbers":
        counted = [field.id for field in fields if isinstance(field, WholeNumber) and field.id in answers]
        offering.numbers = {name: int(answers[name]) for name in counted}
    session.flush()
    announce(session, OfferingChanged(subject_id=offering.id, what=("answers",)), actor=actor, now=now)
    return before


def close(session: Session, actor: Actor, offering_id: str, now: datetime) -> Offering:
    """End an offering: nobody is signed up any more, who waited has waited in vain. Raises NotFound."""
    offering = running(session, actor, offering_id)
    if offering.closed_on is not None:
        return offering
    offering.closed_on = today(now)
    offering.version += 1
    waiting = Attendance.offering_id == offering.id, Attendance.status == "waiting"
    for row in session.scalars(select(Attendance).where(*waiting).order_by(Attendance.since, Attendance.id)):
        tell(session, actor, SignUpCancelled, row, now)
    session.execute(update(Attendance).where(*waiting).values(status="cancelled", version=Attendance.version + 1))
    session.flush()
    announce(session, OfferingClosed(subject_id=offering.id), actor=actor, now=now)
    return offering


def running(session: Session, actor: Actor, offering_id: str) -> Offering:
    """The offering, locked, for somebody who runs it. Raises NotFound."""
    offering = locked(session, actor, offering_id)
    if not may_run(actor, offering):
        raise NotFound("There is no such record.")
    return offering


def unclosed(session: Session, actor: Actor, offering_id: str) -> Offering:
    """As `running`, of one that is not closed. Raises NotFound, CannotOffer."""
    offering = running(session, actor, offering_id)
    if offering.closed_on is not None:
        raise CannotOffer({"": [_("It is closed: nothing of it can be changed any more.")]})
    return offering


@dataclass(frozen=True, slots=True)
class _Place:
    unit_path: str
    programme: str

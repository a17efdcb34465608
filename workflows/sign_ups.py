"""Sign people up for an offering while there are places, and take them off its list; who has waited longest moves up."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, fetch
from core.clock import today
from core.database import new_id
from core.definitions import Offering as Kind
from core.definitions import Programme, vocabulary
from core.events import (
    Event,
    MovedUp,
    SignedUp,
    SignUpCancelled,
)
from core.journal import announce
from core.people.models import Person
from core.rules import Decider, Verdict
from workflows.eligibility import told
from workflows.models import Case
from workflows.offering_models import Attendance, Offering
from workflows.offering_seats import kind_of, locked, seats

LEAVING = ("signed_up", "waiting", "attending")
"""Who may be taken off the list: who has completed, or did not come, has had the place."""


class CannotSignUp(Exception):
    """The person cannot be signed up; `reason` says why. With a `verdict` when the offering's own criteria are not met."""

    def __init__(self, reason: str, verdict: Verdict | None = None) -> None:
        super().__init__(reason)
        self.reason, self.verdict = reason, verdict


def sign_up(
    session: Session, actor: Actor, offering_id: str, person_id: str, now: datetime, *, case_id: str | None = None
) -> Attendance:
    """Give a person a place, or the last one of the waiting list. Who is on the list already stays where she is.

    The actor must see the offering and the person (or the case, whose person it is then). Raises NotFound, CannotSignUp.
    """
    person_id = _person(session, actor, person_id, case_id)
    offering = locked(session, actor, offering_id)
    kind = kind_of(offering)
    _refuse(session, offering, kind, person_id, now)
    mine = Attendance.offering_id == offering.id, Attendance.person_id == person_id
    row = session.scalar(select(Attendance).where(*mine).execution_options(populate_existing=True))
    if row is not None and row.status != "cancelled":
        return row
    left = seats(session, offering).left
    if row is None:
        row = Attendance(id=new_id(), offering_id=offering.id, person_id=person_id, version=0, note="")
        session.add(row)
    row.programme, row.unit_path, row.case_id = offering.programme, offering.unit_path, case_id
    row.status, row.since, row.version = "signed_up" if left is None or left > 0 else "waiting", now, row.version + 1
    session.flush()
    tell(session, actor, SignedUp, row, now, waiting=row.status == "waiting")
    return row


def cancel(session: Session, actor: Actor, attendance_id: str, now: datetime) -> Attendance:
    """Take somebody off the list; the place goes to who has waited longest. What is over stays as it was. Raises NotFound."""
    row = fetch(session, actor, Attendance, attendance_id, "do_task")
    offering = session.get_one(Offering, row.offering_id, with_for_update=True, populate_existing=True)
    row = session.get_one(Attendance, row.id, populate_existing=True)
    if row.status not in LEAVING or offering.closed_on:
        return row
    row.status, row.version = "cancelled", row.version + 1
    session.flush()
    tell(session, actor, SignUpCancelled, row, now)
    move_up(session, actor, offering, now)
    return row


def _person(session: Session, actor: Actor, person_id: str, case_id: str | None) -> str:
    if case_id is not None:
        return fetch(session, actor, Case, case_id, "see_case").person_id
    return fetch(session, actor, Person, person_id, "see_people").id


def _refuse(session: Session, offering: Offering, kind: Kind, person_id: str, now: datetime) -> None:
    if kind.attendance == "numbers":
        raise CannotSignUp(_("Here only heads are counted; nobody is signed up by name."))
    if offering.closed_on or (offering.ends_on and offering.ends_on < today(now)):
        raise CannotSignUp(_("It is over: nobody can be signed up any more."))
    if not kind.eligibility:
        return
    decider = catalogue.compiled(offering.revision, ("offering", kind.id), lambda programme: _decider(programme, kind.id))
    facts, sources = told(session, person_id, min(offering.starts_on, today(now)))
    verdict = decider.decide(facts, offering.starts_on, sources=sources)
    if verdict.outcome != "eligible":
        text = _("The conditions of this offering are not met.") if verdict.outcome == "not eligible" else _("Facts are missing.")
        raise CannotSignUp(text, verdict)


def _decider(programme: Programme, kind_id: str) -> Decider:
    words, kind = vocabulary(), next(each for each in programme.offerings if each.id == kind_id)
    return Decider(kind.eligibility, words.entry_scope, categories=words.categories, validities=words.validities)


def move_up(session: Session, actor: Actor, offering: Offering, now: datetime) -> None:
    """Free places go to who has waited longest; the offering is locked."""
    left = seats(session, offering).left
    if left == 0 or offering.closed_on:
        return
    waiting = Attendance.offering_id == offering.id, Attendance.status == "waiting"
    query = select(Attendance).where(*waiting).order_by(Attendance.since, Attendance.id).limit(left)
    for row in session.scalars(query.execution_options(populate_existing=True)).all():
        row.status, row.version = "signed_up", row.version + 1
        session.flush()
        tell(session, actor, MovedUp, row, now)


def tell(session: Session, actor: Actor, event: type[Event], row: Attendance, now: datetime, **more: Any) -> None:
    told = event(subject_id=row.offering_id, person_id=row.person_id, case_id=row.case_id, **more)
    announce(session, told, actor=actor, now=now)

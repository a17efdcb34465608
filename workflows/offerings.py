"""Offerings: make one, change it, sign people up while there are places, cancel, close. What takes a place holds its lock."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, fetch, scoped
from core.clock import today
from core.database import new_id
from core.definitions import Offering as Kind
from core.definitions import Programme, WholeNumber, vocabulary
from core.events import (
    Event,
    MovedUp,
    OfferingChanged,
    OfferingClosed,
    OfferingMade,
    SignedUp,
    SignUpCancelled,
)
from core.journal import announce
from core.organisations.models import Unit
from core.people.models import Person
from core.rules import Decider, Verdict
from forms.kinds.registry import to_json
from workflows.eligibility import told
from workflows.models import Case
from workflows.offering_models import SEATED, Attendance, Offering
from workflows.run import plays

LONGEST_TITLE = 200
MOST_PLACES = 10_000
LEAVING = ("signed_up", "waiting", "attending")
"""Who may be taken off the list: who has completed, or did not come, has had the place."""


class CannotOffer(ValueError):
    """What was said of an offering does not go; `errors` has the reasons by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(message for found in errors.values() for message in found))
        self.errors = dict(errors)


class CannotSignUp(Exception):
    """The person cannot be signed up; `reason` says why. With a `verdict` when the offering's own criteria are not met."""

    def __init__(self, reason: str, verdict: Verdict | None = None) -> None:
        super().__init__(reason)
        self.reason, self.verdict = reason, verdict


@dataclass(frozen=True, slots=True)
class About:
    """What staff say of an offering, beside its kind's form."""

    title: str
    starts_on: date | None
    ends_on: date | None = None
    places: int | None = None
    units: int | None = None


@dataclass(frozen=True, slots=True)
class Seats:
    """How full an offering is. `left` is None where as many may come as like."""

    taken: int
    waiting: int
    places: int | None

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(0, self.places - self.taken)


def kind_of(offering: Offering) -> Kind:
    """The kind as the offering's revision has it."""
    return next(kind for kind in catalogue.definition(offering.revision).offerings if kind.id == offering.kind)


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
        **_columns(kind, about),
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
    new = _columns(kind, about)
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
        _move_up(session, actor, offering, now)
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
    _tell(session, actor, SignedUp, row, now, waiting=row.status == "waiting")
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
    _tell(session, actor, SignUpCancelled, row, now)
    _move_up(session, actor, offering, now)
    return row


def close(session: Session, actor: Actor, offering_id: str, now: datetime) -> Offering:
    """End an offering: nobody is signed up any more, who waited has waited in vain. Raises NotFound."""
    offering = running(session, actor, offering_id)
    if offering.closed_on is not None:
        return offering
    offering.closed_on = today(now)
    offering.version += 1
    waiting = Attendance.offering_id == offering.id, Attendance.status == "waiting"
    for row in session.scalars(select(Attendance).where(*waiting).order_by(Attendance.since, Attendance.id)):
        _tell(session, actor, SignUpCancelled, row, now)
    session.execute(update(Attendance).where(*waiting).values(status="cancelled", version=Attendance.version + 1))
    session.flush()
    announce(session, OfferingClosed(subject_id=offering.id), actor=actor, now=now)
    return offering


def seats(session: Session, offering: Offering) -> Seats:
    return seats_of(session, [offering])[offering.id]


def seats_of(session: Session, offerings: Sequence[Offering]) -> dict[str, Seats]:
    """How full each of these is, by one query."""
    ids = [each.id for each in offerings]
    query = select(Attendance.offering_id, Attendance.status, func.count()).where(Attendance.offering_id.in_(ids))
    found: dict[str, dict[str, int]] = {id: {} for id in ids}
    for id, status, count in session.execute(query.group_by(Attendance.offering_id, Attendance.status)) if ids else ():
        found[id][status] = count
    return {
        each.id: Seats(sum(found[each.id].get(status, 0) for status in SEATED), found[each.id].get("waiting", 0), each.places)
        for each in offerings
    }


def locked(session: Session, actor: Actor, offering_id: str) -> Offering:
    """The offering that the actor sees, with everybody else who would take a place waiting. Raises NotFound."""
    query = scoped(actor, Offering, "see_case").where(Offering.id == offering_id).with_for_update()
    found: Offering | None = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such record.")
    return found


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


def check_about(kind: Kind, about: About) -> None:
    """Raises CannotOffer with all that is missing or does not fit together."""
    errors: dict[str, list[str]] = {}
    if not about.title.strip():
        errors["title"] = [_("Give it a name by which people know it, for example: German course in the morning.")]
    elif len(about.title.strip()) > LONGEST_TITLE:
        errors["title"] = [_("At most %(most)s characters fit here.", most=LONGEST_TITLE)]
    if about.starts_on is None:
        errors["starts_on"] = [_("Say when it begins, for example 1.3.2027.")]
    elif about.ends_on is not None and about.ends_on < about.starts_on:
        errors["ends_on"] = [_("The end lies before the beginning.")]
    if kind.places and not 0 < (about.places or 0) <= MOST_PLACES:
        errors["places"] = [_("Say how many places there are: a whole number from 1.")]
    if kind.units and about.units is not None and (reason := units_fault(kind, about.units)):
        errors["units"] = [reason]
    if errors:
        raise CannotOffer(errors)


def units_fault(kind: Kind, units: int) -> str:
    """Why these teaching units are too few or too many; empty when they are right."""
    if units < 0:
        return _("Teaching units cannot be less than 0.")
    least, most = kind.least_units or 0, kind.most_units or MOST_PLACES
    if units < least:
        return _("%(units)s teaching units are too few: at least %(least)s are needed.", units=units, least=least)
    return _("%(units)s teaching units are too many: at most %(most)s count.", units=units, most=most) if units > most else ""


@dataclass(frozen=True, slots=True)
class _Place:
    unit_path: str
    programme: str


def _columns(kind: Kind, about: About) -> dict[str, Any]:
    return {
        "title": " ".join(about.title.split()),
        "starts_on": about.starts_on,
        "ends_on": about.ends_on,
        "places": about.places if kind.places else None,
        "units": about.units if kind.units else None,
    }


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


def _move_up(session: Session, actor: Actor, offering: Offering, now: datetime) -> None:
    """Free places go to who has waited longest; the offering is locked."""
    left = seats(session, offering).left
    if left == 0 or offering.closed_on:
        return
    waiting = Attendance.offering_id == offering.id, Attendance.status == "waiting"
    query = select(Attendance).where(*waiting).order_by(Attendance.since, Attendance.id).limit(left)
    for row in session.scalars(query.execution_options(populate_existing=True)).all():
        row.status, row.version = "signed_up", row.version + 1
        session.flush()
        _tell(session, actor, MovedUp, row, now)


def _tell(session: Session, actor: Actor, event: type[Event], row: Attendance, now: datetime, **more: Any) -> None:
    told = event(subject_id=row.offering_id, person_id=row.person_id, case_id=row.case_id, **more)
    announce(session, told, actor=actor, now=now)

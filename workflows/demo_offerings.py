"""What the demo offers: a course that is full, with people waiting, training for mentors, a company's offer, two events."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from random import Random
from typing import NamedTuple

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.clock import today
from core.definitions import Offering as Kind
from core.definitions import Programme
from core.organisations.models import Unit
from forms.drafts import open_draft
from forms.kinds.asker import Asker
from forms.revisions import plan_of
from forms.submit import submit
from workflows.attendance import Presence, record
from workflows.demo_answers import Answers
from workflows.models import Case
from workflows.offering_about import About
from workflows.offering_models import Attendance, Offering
from workflows.offerings import make, may_make, take_answers
from workflows.sign_ups import CannotSignUp, sign_up

WAITING = 3


class Offer(NamedTuple):
    """`days`: how many days ago it begins, and how many it lasts. `track`: whose cases are signed up."""

    programme: str
    kind: str
    at: str
    title: str
    days: tuple[int, int]
    places: int | None = None
    units: int | None = None
    track: str = ""


OFFERS = (
    Offer("wir", "deutsch4u", "bergstrasse", "Deutsch4U am Vormittag", (6, 120), places=6, units=300),
    Offer("wir", "public_event", "bergstrasse", "Tag der offenen Tür im Vielfaltszentrum", (20, 0)),
    Offer("wir_onnfit", "information_event", "hersfeld", "Infoabend für Betriebe und Ehrenamtliche", (12, 0)),
    Offer("drei_phasen_modell", "mentor_training", "hilden", "Schulung für Mentorinnen und Mentoren", (30, 0), track="mentor"),
    Offer("drei_phasen_modell", "company_offer", "hilden", "Zwei Praktikumsplätze in der Backstube", (-10, 30), places=2),
)


def add_offerings(session: Session, staff: list[Actor], units: Mapping[str, Unit], rng: Random, now: dt.datetime) -> None:
    """Those whose programme is here."""
    offered = {programme.id: programme for programme in catalogue.offered()}
    for offer in OFFERS:
        programme = offered.get(offer.programme)
        kind = next((each for each in programme.offerings if each.id == offer.kind), None) if programme else None
        if programme is not None and kind is not None:
            _add(session, staff, units[offer.at], rng, now, offer, programme, kind)


def _add(
    session: Session,
    staff: list[Actor],
    unit: Unit,
    rng: Random,
    now: dt.datetime,
    offer: Offer,
    programme: Programme,
    kind: Kind,
) -> None:
    actor = next(actor for actor in staff if may_make(actor, programme, kind, unit))
    begins = today(now) - dt.timedelta(days=offer.days[0])
    about = About(offer.title, begins, begins + dt.timedelta(days=offer.days[1]), offer.places, offer.units)
    # it was made, and people signed up, before it began; what begins later is made now
    made = min(now, now - dt.timedelta(days=offer.days[0] + 5))
    offering = make(session, actor, programme.id, kind.id, unit.id, about, made)
    if kind.form:
        _particulars(session, actor, offering, kind.form, rng, made)
    if kind.attendance == "people":
        _sign_up(session, actor, offering, offer, made)
    if kind.attendance == "people" and offer.days[0] > 0:
        _present(session, actor, offering, rng, now)


def _particulars(session: Session, actor: Actor, offering: Offering, form: str, rng: Random, now: dt.datetime) -> None:
    plan = plan_of(offering.revision, form)
    facts = {"entry_date": offering.starts_on}
    # the course says of itself what its offering says
    known = {"from": offering.starts_on, "to": offering.ends_on, "on": offering.starts_on, "units": offering.units}
    wishes = {field.id: value for field in plan.asked if (value := known.get(field.id.rpartition("_")[2])) is not None}
    answers = Answers(rng, Asker(session, actor, now, plan.digest), facts, wishes).of(plan)
    if answers is None:
        return
    draft = open_draft(session, actor, f"offering:{offering.id}", plan.digest, form, now=now, unit_path=offering.unit_path)
    onward = f"/offerings/{offering.id}"
    submission, _fresh = submit(session, actor, draft.id, plan, answers, now=now, known=facts, onward=onward)
    take_answers(session, actor, offering.id, submission.id, answers, now)


def _sign_up(session: Session, actor: Actor, offering: Offering, offer: Offer, now: dt.datetime) -> None:
    """The programme's people, until the places are taken and some wait."""
    mine = Case.programme == offer.programme, Case.track == offer.track, Case.unit_path.startswith(offering.unit_path)
    wanted = (offer.places or 5) + (WAITING if (offer.places or 0) > WAITING else 0)
    listed = 0
    for case in session.scalars(select(Case).where(*mine).order_by(Case.created_at)).all():
        if listed == wanted:
            return
        try:
            sign_up(session, actor, offering.id, case.person_id, now, case_id=case.id)
            listed += 1
        except CannotSignUp:
            continue


def _present(session: Session, actor: Actor, offering: Offering, rng: Random, now: dt.datetime) -> None:
    seated = Attendance.offering_id == offering.id, Attendance.status == "signed_up"
    rows = session.scalars(select(Attendance).where(*seated).order_by(Attendance.since)).all()
    # whoever is absent leaves a place free: a course that is full has nobody who is
    how = ["attending"] if offering.places else ["attending", "attending", "absent"]
    said = {row.id: Presence(rng.choice(how), None, "", row.version) for row in rows}
    record(session, actor, offering.id, said, now)

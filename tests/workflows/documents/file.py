"""A person with cases in three programmes, a profile, a result, a course, and things that are nobody's business."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import SYSTEM
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.models import Person
from core.people.registry import record, register
from forms.models import Submission
from tests.workflows.sample import NOW, TODAY
from workflows.models import BlockPlace, Case, Task
from workflows.offering_models import Attendance, Offering

KIND = "competence_credential"
HOSTILE = 'Koch #import "x.typ": * \\ $x^2$ *fett* _kursiv_ `c` <l> @r // k /* */ #panic("x") ${jndi} {{ 7*7 }} <script>'
SECRET = {
    "residence_title": "d60a",
    "work_ban": "none",
    "benefits": frozenset({"asylblg"}),
    "employment_status": "unemployed",
    "nationality": "af",
}
PROFILE: dict[str, Any] = {
    "languages": [{"language": "fa", "level": "native"}, {"language": "en", "level": "b1"}],
    "german_level": "b1",
    "german_proof": "certificate",
    "schools": [{"school": "Gymnasium in Herat", "country": "af", "from_year": 2003, "to_year": 2012, "certificate": True}],
    "trainings": [{"occupation": "Schneiderin", "country": "ir", "from_year": 2013, "to_year": 2015, "finished": True}],
    "jobs": [{"occupation": HOSTILE, "tasks": "Suppen\nSoßen", "months": 18}],
    "informal_skills": "Nähen und Sticken",
    "work_restrictions": ["lifting"],
    "cares_for_children": True,
    "childcare_settled": False,
    "obstacles": "Schulden",
    "next_step": "Praktikum suchen",
}


def filed(session: Session, unit: Unit, *, family: str = "Beispiel", profile: dict[str, Any] | None = None) -> Person:
    """The person at this unit, with all of it."""
    identity = {"family_name": family, "given_name": "Ada", "phone": "06172 1234"}
    known = {"date_of_birth": dt.date(1996, 3, 2), "german_level": "b1", "school_certificate": "abitur", **SECRET}
    person = register(session, SYSTEM, unit, identity, {}, source="self", now=NOW)
    record(session, SYSTEM, person.id, known, source="document", now=NOW)
    cases = {name: case(session, person, unit, name) for name in ("wir", "my_turn", "gemeinsam_durchstarten")}
    handed_in(session, person, unit, "wir", {**PROFILE, "informal_skills": "veraltet"}, NOW - dt.timedelta(days=9))
    handed_in(session, person, unit, "my_turn", {**PROFILE, **(profile or {})}, NOW)
    placed = handed_in(
        session, person, unit, "my_turn", {"placement_kind": "minijob"}, NOW, form=_form_of("my_turn", "placement_kind")
    )
    step = next(each for each in _programme("my_turn").steps if each.outcome == "placement_kind")
    session.add(
        Task(
            case_id=cases["my_turn"].id,
            programme="my_turn",
            step=step.id,
            status="done",
            role=step.role,
            unit_path=unit.path,
            opened_at=NOW,
            done_at=NOW,
            submission_id=placed.id,
        )
    )
    school = add_unit(session, "Volkshochschule", "provider", unit, NOW)
    course(session, person, school, "Deutsch für den Beruf", cases["wir"])
    session.flush()
    return person


def case(session: Session, person: Person, unit: Unit, programme: str) -> Case:
    made = Case(
        number=f"{programme[:6]}-{person.number}",
        person_id=person.id,
        programme=programme,
        revision=_digest(programme),
        unit_id=unit.id,
        unit_path=unit.path,
        state={},
        entered_on=TODAY,
        verdict={},
        created_at=NOW,
    )
    session.add(made)
    session.flush()
    return made


def handed_in(
    session: Session,
    person: Person,
    unit: Unit,
    programme: str,
    answers: dict[str, Any],
    at: dt.datetime,
    form: str = "competence_profile",
) -> Submission:
    made = Submission(
        draft_id=f"{at:%d}-{person.number}-{form}-{programme}"[:36],
        subject=f"person:{person.id}",
        form=form,
        digest=_digest(programme),
        person_id=person.id,
        unit_path=unit.path,
        answers=answers,
        source="self",
        submitted_at=at,
        user_name="Konto",
    )
    session.add(made)
    session.flush()
    return made


def course(session: Session, person: Person, unit: Unit, title: str, of: Case) -> None:
    offering = Offering(
        programme="wir",
        kind="deutsch4u",
        revision=_digest("wir"),
        unit_id=unit.id,
        unit_path=unit.path,
        title=title,
        starts_on=dt.date(2025, 9, 1),
        ends_on=dt.date(2025, 12, 19),
        created_at=NOW,
    )
    session.add(offering)
    session.flush()
    session.add(
        Attendance(
            offering_id=offering.id,
            programme="wir",
            unit_path=unit.path,
            person_id=person.id,
            case_id=of.id,
            status="completed",
            units=280,
            since=NOW,
        )
    )


def _programme(id: str) -> Any:
    return catalogue.definition(_digest(id))


def _digest(programme: str) -> str:
    return catalogue.current(programme).digest


def _form_of(programme: str, field: str) -> str:
    return next(form.id for form in _programme(programme).forms if any(each.id == field for each in form.fields))


def step_done(session: Session, person_id: str, programme: str, form: str, rounds: list[Any], block: str = "") -> None:
    """The step of this form done with these results, round after round; and its block completed, where it is named."""
    of = session.scalars(select(Case).where(Case.person_id == person_id, Case.programme == programme)).one()
    person, unit = session.get_one(Person, person_id), session.get_one(Unit, of.unit_id)
    step = next(each for each in _programme(programme).steps if each.form == form)
    first = 2 if form == "placement" else 1
    for number, result in enumerate(rounds, first):
        at = NOW + dt.timedelta(days=number)
        made = handed_in(session, person, unit, programme, {step.outcome or "": result}, at, form)
        task = Task(case_id=of.id, programme=programme, step=step.id, status="done", role=step.role, unit_path=unit.path)
        task.round, task.opened_at, task.done_at, task.submission_id = number, at, at, made.id
        session.add(task)
    if block:
        session.add(BlockPlace(case_id=of.id, programme=programme, block=block, status="completed", since=NOW))
    session.flush()

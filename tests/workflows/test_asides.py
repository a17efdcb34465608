"""Rules ask which steps are done and what the person takes part in: in steps, and in the forms of tasks."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import ship
from core.definitions import Criterion, Form, Programme, Role, Step, Text, YesNo
from core.people.models import Person
from tests.core.organisations.rooms import Tree
from tests.workflows.sample import NOW, TODAY, enrolled, w
from workflows.asides import asides
from workflows.models import Case, Task
from workflows.run import open_case, take

ASKING = Programme(
    "asking",
    w("Fragt"),
    eligibility=[Criterion("beside", 'enrolled("sample")', w("Ist im Beispielprogramm"), source="§ 1")],
    roles=[Role("adviser", w("Beratung"))],
    forms=[
        Form(
            "plan",
            w("Plan"),
            fields=[
                Text("after_talk", w("Nach dem Gespräch"), shown_if='done("talk")'),
                Text("beside", w("Daneben"), required_if='enrolled("sample")'),
            ],
        ),
        Form("plain", w("Schlicht"), fields=[YesNo("agreed", w("Einverstanden"))]),
    ],
    steps=[
        Step("talk", w("Gespräch"), role="adviser", form="plain"),
        Step("plan", w("Plan"), role="adviser", form="plan"),
        Step(
            "both", w("Beides"), role="adviser", after=["talk"], when='enrolled("asking") and enrolled("sample") and done("talk")'
        ),
        Step("none", w("Keins"), role="adviser", after=["talk"], when='enrolled("my_turn") or done("plan")'),
    ],
)


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    found = enrolled(session, tree.town)
    ship(session, [ASKING], NOW)
    open_case(session, SYSTEM, found.id, "sample", tree.town.id, now=NOW)
    return found


@pytest.fixture
def case(session: Session, tree: Tree, person: Person) -> Case:
    return open_case(session, SYSTEM, person.id, "asking", tree.town.id, now=NOW)


def test_a_form_gets_what_it_reads_and_nothing_else(session: Session, case: Case) -> None:
    assert asides(session, case, "plain", TODAY) == {}
    assert asides(session, case, "plan", TODAY) == {"done_steps": frozenset(), "enrolments": frozenset({"asking", "sample"})}


def test_steps_open_by_what_is_done_and_by_enrolments(session: Session, case: Case) -> None:
    talk = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.step == "talk")).one()
    take(session, SYSTEM, talk, "submission", {}, NOW + dt.timedelta(hours=1))
    tasks = dict(session.execute(select(Task.step, Task.status).where(Task.case_id == case.id)).all())
    assert tasks == {"talk": "done", "plan": "open", "both": "open", "none": "skipped"}
    fresh = session.get_one(Case, case.id, populate_existing=True)
    assert asides(session, fresh, "plan", TODAY)["done_steps"] == {"talk"}

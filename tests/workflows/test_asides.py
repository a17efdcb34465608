"""Rules ask which steps are done and what the person takes part in: in steps, and in the forms of tasks."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import ship
from core.definitions import Computed, Criterion, Form, Programme, Role, Step, Text, YesNo
from core.people.models import Person
from forms.fill import fill
from forms.kinds.builtin import BUILT_IN
from forms.kinds.registry import register
from forms.models import Submission
from forms.revisions import plan_of
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
        Form(
            "plain",
            w("Schlicht"),
            fields=[
                YesNo("agreed", w("Einverstanden")),
                Computed("stand", w("Stand"), rule='if agreed then "yes" else "no"', gives="text"),
            ],
        ),
        Form(
            "end",
            w("Ende"),
            fields=[
                Text("closing", w("Schluss")),
                Computed("stand_then", w("Stand damals"), rule="stand", gives="text", earlier=True),
                Computed("was_agreed", w("War einverstanden"), rule='stand_then = "yes"'),
            ],
        ),
    ],
    steps=[
        Step("talk", w("Gespräch"), role="adviser", form="plain"),
        Step("plan", w("Plan"), role="adviser", form="plan"),
        Step(
            "both", w("Beides"), role="adviser", after=["talk"], when='enrolled("asking") and enrolled("sample") and done("talk")'
        ),
        Step("end", w("Ende"), role="adviser", form="end", after=["talk"]),
        Step("none", w("Keins"), role="adviser", after=["talk"], when='enrolled("my_turn") or done("plan")'),
    ],
)


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    register(BUILT_IN)
    found = enrolled(session, tree.town)
    ship(session, [ASKING], NOW)
    open_case(session, SYSTEM, found.id, "sample", tree.town.id, now=NOW)
    return found


@pytest.fixture
def case(session: Session, tree: Tree, person: Person) -> Case:
    return open_case(session, SYSTEM, person.id, "asking", tree.town.id, now=NOW)


def test_a_form_gets_what_it_reads_and_nothing_else(session: Session, case: Case) -> None:
    assert asides(session, case, "plain", TODAY, case_id=case.id) == {}
    assert asides(session, case, "plan", TODAY, case_id=case.id) == {
        "done_steps": frozenset(),
        "enrolments": frozenset({"asking", "sample"}),
    }


def test_steps_open_by_what_is_done_and_by_enrolments(session: Session, case: Case) -> None:
    talk = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.step == "talk")).one()
    take(session, SYSTEM, talk, "submission", {}, NOW + dt.timedelta(hours=1))
    tasks = dict(session.execute(select(Task.step, Task.status).where(Task.case_id == case.id)).all())
    assert tasks == {"talk": "done", "plan": "open", "both": "open", "end": "open", "none": "skipped"}
    fresh = session.get_one(Case, case.id, populate_existing=True)
    assert asides(session, fresh, "plan", TODAY, case_id=fresh.id)["done_steps"] == {"talk"}


@pytest.mark.parametrize(("agreed", "brought", "counts"), [("yes", "yes", True), ("no", "no", False), ("", None, None)])
def test_an_answer_of_another_form_is_brought_along(
    session: Session, case: Case, agreed: str, brought: str | None, counts: bool | None
) -> None:
    """As it was handed in last; what was not answered stays unknown."""
    assert asides(session, case, "end", TODAY, case_id=case.id) == {}, "nothing was handed in yet"
    answers = fill(plan_of(case.revision, "plain"), None, {"agreed": [agreed]}, {}, "de").answers
    assert answers.get("stand") == brought
    hand_in(session, case, "talk", answers)
    known = asides(session, case, "end", TODAY, case_id=case.id)
    assert known == ({"stand": brought} if brought else {})
    answers = fill(plan_of(case.revision, "end"), None, {"closing": ["x"]}, known, "de").answers
    assert (answers.get("stand_then"), answers.get("was_agreed")) == (brought, counts)


def hand_in(session: Session, case: Case, step: str, answers: dict[str, Any]) -> None:
    task = session.scalars(select(Task).where(Task.case_id == case.id, Task.step == step)).one()
    made = Submission(draft_id="d", subject=f"task:{task.id}", form="plain", digest=case.revision, person_id=case.person_id)
    made.unit_path, made.answers, made.source = case.unit_path, answers, "self"
    made.submitted_at, made.user_name = NOW, "Konto"
    session.add(made)
    session.flush()
    take(session, SYSTEM, task.id, made.id, answers, NOW + dt.timedelta(hours=1))

"""Tasks that would appear or vanish: equal cases are worked out once, and each case gets what its own move would give."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import publish
from core.definitions import Step
from core.people.registry import register
from forms.models import Submission
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.moves.test_batch import AFTER, FACTS, made
from tests.workflows.sample import IDENTITY, NOW, PROGRAMME, w
from workflows.impact import tasks
from workflows.impact.tasks import Kind, affected, counts, speaks_of_days
from workflows.models import Case, Task
from workflows.moves.bridge import bridge
from workflows.moves.judge import judge
from workflows.run import open_case, take
from workflows.state import State

LATER = NOW + dt.timedelta(days=3)


@pytest.fixture
def cases(session: Session, tree: Tree) -> list[str]:
    return made(session, tree, 5, 3)


def test_equal_cases_are_worked_out_once(session: Session, cases: list[str], monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(tasks, "AT_ONCE", 3)
    steps: list[tuple[int, int]] = []
    found = counts(session, AFTER, LATER, lambda *told: steps.append(told))
    assert (found.cases, found.shapes) == (8, 2)
    assert found.answers == {"safe": 5, "needs_answer": 3}
    assert found.missing == {"car": 3}
    assert found.kinds[Kind("not_to_come", "talk")] == 8
    assert found.kinds[Kind("to_come", "drive")] == 8
    assert steps == [(3, 8), (6, 8), (8, 8)]


def test_each_case_gets_what_its_own_move_would_give(session: Session, tree: Tree, cases: list[str]):
    # one that entered on another day stands like the others all the same
    person = register(session, SYSTEM, tree.south, IDENTITY, {"migration_background": True, **FACTS}, source="self", now=NOW)
    after = PROGRAMME.but(steps=[*PROGRAMME.steps, Step("now", w("Neu"), role="adviser", after=["needs"])])
    publish(session, PROGRAMME, actor=SYSTEM, now=LATER)
    case = open_case(session, SYSTEM, person.id, "sample", tree.south.id, now=LATER)
    found = {row.case_id: row.shape for row in affected(session, SYSTEM, after, LATER, lambda _shape: True).rows}
    assert set(found) == {*cases, case.id}
    for row in session.execute(select(Case.id, Case.state)):
        judged = judge(bridge(PROGRAMME, after), State.from_json(row.state), {}, LATER)
        assert found[row.id].answer == judged.answer
        opens = any(task.step == "now" and task.status == "open" for task in judged.state.tasks)
        assert (Kind("opened", "now") in found[row.id].kinds) == opens
    assert counts(session, after, LATER).shapes == 2


def test_lists_go_on_behind_the_last_case_and_are_for_who_may_see_them(session: Session, tree: Tree, cases: list[str]):
    wanted = affected(session, SYSTEM, AFTER, LATER, lambda shape: shape.answer == "needs_answer", limit=2)
    then = affected(session, SYSTEM, AFTER, LATER, lambda shape: shape.answer == "needs_answer", wanted.after)
    assert (len(wanted.rows), len(then.rows), then.after) == (2, 1, "")
    assert affected(session, actor("case_worker", tree.south), AFTER, LATER, lambda _shape: True).rows == []
    assert affected(session, actor("programme_admin", tree.land), AFTER, LATER, lambda _shape: True).rows == []


def test_days_tell_cases_apart_where_rules_speak_of_days(session: Session, tree: Tree, cases: list[str]):
    dated = PROGRAMME.but(steps=[*PROGRAMME.steps, Step("new", w("Neu"), role="adviser", when='entry_date > date("2026-03-01")')])
    assert speaks_of_days(dated)
    assert not speaks_of_days(PROGRAMME)
    session.execute(Case.__table__.update().where(Case.id == cases[0]).values(state=_entered(session, cases[0], "2026-02-01")))
    found = counts(session, dated, LATER)
    assert found.shapes == 3
    assert found.kinds[Kind("opened", "new")] == 7


def _entered(session: Session, case_id: str, day: str) -> dict[str, object]:
    return {**session.scalars(select(Case.state).where(Case.id == case_id)).one(), "entered": day}


def test_what_was_handed_in_before_is_known(session: Session, tree: Tree, cases: list[str]):
    """A rule that speaks of an answer that no rule spoke of before: it is found in what was handed in."""
    after = PROGRAMME.but(steps=[*PROGRAMME.steps, Step("more", w("Mehr"), role="adviser", when="more_lessons")])
    task = session.scalars(select(Task.id).where(Task.case_id == cases[1], Task.step == "lessons")).one()
    session.add(
        Submission(
            draft_id="d1", subject=f"task:{task}", form="lessons", digest=PROGRAMME.digest, answers={"more_lessons": False},
            source="self", submitted_at=NOW, user_name="",
        )
    )  # fmt: skip
    session.flush()
    submission = session.scalars(select(Submission.id)).one()
    take(session, SYSTEM, task, submission, {"more_lessons": False}, NOW)
    rows = affected(session, SYSTEM, after, LATER, lambda shape: Kind("to_come", "more") in shape.kinds).rows
    assert cases[1] not in {row.case_id for row in rows}

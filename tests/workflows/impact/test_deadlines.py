"""Tasks that fall due on another day: the database gives the days that the move of a case would give."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.clock import today
from core.definitions import Deadline, Programme
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import PROGRAMME, enrolled
from workflows.impact.deadlines import Count, changed, counts, shifted
from workflows.models import Case, Task
from workflows.moves.bridge import bridge
from workflows.moves.judge import judge
from workflows.run import open_case, take
from workflows.state import State

LATE = dt.datetime(2026, 8, 30, 23, 30, tzinfo=dt.UTC)
"""In Berlin it is the 31st."""
DAY = dt.date(2026, 8, 31)


def due(step: str, deadline: Deadline | None) -> Programme:
    return PROGRAMME.but(steps=[each.but(due=deadline) if each.id == step else each for each in PROGRAMME.steps])


@pytest.fixture
def case(session: Session, tree: Tree) -> Case:
    """Entered on the last of August; the profile was done that day, the needs ten days later."""
    case = open_case(session, SYSTEM, enrolled(session, tree.town).id, "sample", tree.town.id, now=LATE)
    for step, days, answers in (("profile", 0, {}), ("needs", 10, {"needs_lessons": True})):
        found = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.step == step)).one()
        take(session, SYSTEM, found, None, answers, LATE + dt.timedelta(days=days))
    return session.get_one(Case, case.id, populate_existing=True)


DEADLINES = [
    Deadline(days=3),
    Deadline(months=1),
    Deadline(months=1, days=1),
    Deadline(days=20, after="opened"),
    Deadline(months=3, after="profile"),
    Deadline(days=1, months=2, after="needs"),
    Deadline(days=5, after="talk"),
    None,
]


@pytest.mark.parametrize(
    "deadline", DEADLINES, ids=lambda each: f"{each.months} months {each.days} days after {each.after}" if each else "none"
)
def test_the_day_is_the_one_that_a_move_gives(session: Session, case: Case, deadline: Deadline | None):
    after = due("lessons", deadline)
    judged = judge(bridge(PROGRAMME, after), State.from_json(case.state), {}, LATE + dt.timedelta(days=12))
    task = judged.state.task(("lessons", 1))
    assert task is not None
    row = shifted(session, SYSTEM, changed(PROGRAMME, after), DAY).rows[0]
    assert (row.step, row.after) == ("lessons", task.due)
    assert row.before == dt.date(2026, 10, 10)


def test_who_becomes_overdue_is_listed_and_counted(session: Session, tree: Tree):
    cases: list[Case] = []
    for days in (0, 7, 12, 25):
        moment = LATE + dt.timedelta(days=days)
        person = enrolled(session, tree.south if days == 12 else tree.town)
        cases.append(open_case(session, SYSTEM, person.id, "sample", person.unit_id, now=moment))
    what, on = changed(PROGRAMME, due("profile", Deadline(days=14))), today(LATE) + dt.timedelta(days=27)
    # the first two have been due for 13 and 6 days, the third for one day; none was overdue at four weeks
    assert counts(session, what, on) == [Count("profile", 4, 3)]
    found = shifted(session, SYSTEM, what, on, only_overdue=True)
    assert [row.case_id for row in found.rows] == [case.id for case in cases[:3]]
    assert [row.after for row in found.rows] == [DAY + dt.timedelta(days=days) for days in (14, 21, 26)]
    first = shifted(session, SYSTEM, what, on, limit=2)
    then = shifted(session, SYSTEM, what, on, key=first.after)
    assert [row.case_id for row in (*first.rows, *then.rows)] == [case.id for case in cases]
    mine = shifted(session, actor("case_worker", tree.south), what, on)
    assert [row.case_id for row in mine.rows] == [cases[2].id]
    assert shifted(session, actor("programme_admin", tree.land), what, on).rows == []


def test_where_no_deadline_changes_nothing_is_asked(session: Session):
    told: Any = changed(PROGRAMME, PROGRAMME)
    assert not told
    assert (counts(session, told, DAY), list(shifted(session, SYSTEM, told, DAY).rows)) == ([], [])
    assert not changed(PROGRAMME, due("profile", Deadline(days=28, source="§ 9")))

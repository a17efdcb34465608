"""Figures count what the actor may see, and the median is the one in the middle."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.database import new_id
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, PROGRAMME, TODAY, enrolled
from workflows.charts import Bar, busiest, by_month, by_phase, in_step
from workflows.models import Case, Task
from workflows.run import exit_case, open_case


@pytest.fixture
def cases(session: Session, tree: Tree) -> list[str]:
    return [
        open_case(session, SYSTEM, enrolled(session, unit).id, "sample", unit.id, now=NOW).id
        for unit in (tree.town, tree.town, tree.south)
    ]


def test_running_cases_by_phase_in_the_programmes_order(session: Session, tree: Tree, cases: list[str]) -> None:
    session.execute(update(Case).where(Case.id == cases[1]).values(phase="work"))
    for who, numbers in ((actor("case_worker", tree.north), [1, 0, 1]), (actor("auditor", tree.land), [2, 0, 1])):
        assert [number for _phase, number in by_phase(session, who, PROGRAMME)] == numbers
    session.execute(update(Case).where(Case.id == cases[1]).values(phase=None))
    assert [(phase and phase.id, number) for phase, number in by_phase(session, SYSTEM, PROGRAMME)][-1] == (None, 1)
    exit_case(session, SYSTEM, cases[1], "work", NOW)
    assert [number for _phase, number in by_phase(session, SYSTEM, PROGRAMME)] == [2, 0, 0]
    assert [number for _phase, number in by_phase(session, actor("case_worker", tree.north, "other"), PROGRAMME)] == [0, 0, 0]


def test_without_a_choice_one_sees_what_most_is_going_on_in(session: Session, tree: Tree, cases: list[str]) -> None:
    worker = actor("case_worker", tree.north)
    assert busiest(session, worker) == "sample"
    assert busiest(session, actor("case_worker", tree.north, "other")) is None
    session.execute(update(Case).values(closed_on=TODAY))
    assert busiest(session, worker) is None


def test_what_stands_open_at_any_time_has_no_time(session: Session, tree: Tree, cases: list[str]) -> None:
    row = dict(session.execute(select(Task.__table__).where(Task.case_id == cases[0], Task.step == "note")).mappings().one())
    done = {
        **row,
        "id": new_id(),
        "status": "done",
        "round": 9,
        "opened_at": NOW - dt.timedelta(9),
        "done_at": NOW - dt.timedelta(1),
    }
    session.execute(insert(Task), [done])
    assert in_step(session, SYSTEM, PROGRAMME, TODAY) == []


def test_entries_of_twelve_months(session: Session, tree: Tree, cases: list[str]) -> None:
    days = (dt.date(2025, 4, 1), dt.date(2025, 3, 31), dt.date(2026, 3, 31))
    for id, day in zip(cases, days, strict=True):
        session.execute(update(Case).where(Case.id == id).values(entered_on=day))
    months = by_month(session, SYSTEM, PROGRAMME, TODAY)
    assert len(months) == 12
    assert months[0] == (dt.date(2025, 4, 1), 1)
    assert months[-1] == (dt.date(2026, 3, 1), 1)
    assert sum(number for _month, number in months) == 2


@pytest.mark.parametrize(
    ("days", "median"),
    [([4.0], 4.0), ([1.0, 4.0], 2.5), ([1.0, 4.0, 9.0], 4.0), ([1.0, 2.0, 4.0, 90.0], 3.0), ([0.0] * 5 + [7.0] * 6, 7.0)],
)
def test_the_median_of_the_time_in_a_step(
    session: Session, tree: Tree, cases: list[str], days: list[float], median: float
) -> None:
    row = dict(session.execute(select(Task.__table__).where(Task.case_id == cases[0], Task.step == "needs")).mappings().one())
    done = {**row, "status": "done", "opened_at": NOW - dt.timedelta(200)}
    session.execute(
        insert(Task),
        [
            {**done, "id": new_id(), "round": number + 2, "done_at": done["opened_at"] + dt.timedelta(each)}
            for number, each in enumerate(days)
        ],
    )
    old = {**done, "id": new_id(), "round": 99, "opened_at": NOW - dt.timedelta(900), "done_at": NOW - dt.timedelta(500)}
    session.execute(insert(Task), [old])
    [found] = in_step(session, actor("case_worker", tree.north), PROGRAMME, TODAY)
    assert (found.step, found.tasks) == ("needs", len(days))
    assert found.days == pytest.approx(median, abs=0.001)
    assert in_step(session, actor("case_worker", tree.south), PROGRAMME, TODAY) == []


def test_a_bar_says_its_number() -> None:
    assert Bar("a", 3).said == "3"
    assert Bar("a", 0.5, "12 hours").said == "12 hours"

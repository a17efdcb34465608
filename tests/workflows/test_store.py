"""The one statement of PostgreSQL and the steps of SQLite leave the same rows behind."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import Table, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.journal.models import Entry
from core.organisations.tree import add_unit
from core.people.models import Person
from tests.workflows.sample import NOW, enrolled
from workflows import store as back_ends
from workflows.models import Case, Task
from workflows.run import open_case
from workflows.store import CASE, DELIVERY, ENTRY, TASK, WORKLIST, Move, Overtaken, store

LATER = NOW + dt.timedelta(days=3, microseconds=7)


@pytest.fixture
def case(session: Session) -> Case:
    town = add_unit(session, "Usingen", "town", None, NOW)
    person: Person = enrolled(session, town)
    return open_case(session, SYSTEM, person.id, "sample", town.id, now=NOW)


def move(session: Session, case: Case, **changes: Any) -> Move:
    """A move that touches every table, with each type of value that its rows have."""
    done = session.scalars(select(Task).where(Task.case_id == case.id, Task.step == "profile")).one()
    common = {
        "case_id": case.id,
        "programme": "sample",
        "step": "lessons",
        "role": "teacher",
        "unit_path": case.unit_path,
        "opened_at": LATER,
    }
    task = {**common, "id": "t2", "round": 1, "status": "open", "due": dt.date(2026, 5, 1), "done_at": None, "done_by": None,
            "done_by_name": None, "assignee_id": None, "submission_id": None, "follows_id": done.id}  # fmt: skip
    listed = {**common, "task_id": "t2", "person_id": case.person_id, "phase": None, "held_by": " coordinator ",
              "unit_id": case.unit_id, "assignee_id": None, "due": dt.date(2026, 5, 1),
              "due_key": dt.date(2026, 5, 1), "optional": False}  # fmt: skip
    entry = {"id": "e1", "at": LATER, "actor_id": None, "actor_name": "Zoë <'\"\\>", "event": "step_done", "subject_id": case.id,
             "person_id": case.person_id, "case_id": case.id, "data": {"step": "profile", "list": [1, None, "ü"]}}  # fmt: skip
    delivery = {"id": "d1", "entry_id": "e1", "plugin": "sample", "event": "step_done", "due_at": LATER, "attempts": 0}
    whole: dict[str, Any] = {
        "case_id": case.id,
        "version": 1,
        "unit_path": case.unit_path,
        "case": {"state": {"tasks": ["ü"]}, "phase": "learn", "closed_on": None, "exit_reason": None},
        "now": LATER,
        "task_id": done.id,
        "done": {"done_by": "u1", "done_by_name": "Zoë", "submission_id": "s1"},
        "tasks": [task],
        "worklist": [listed],
        "entries": [entry],
        "deliveries": [delivery],
    }
    return Move(**{**whole, **changes})


def everything(session: Session) -> dict[str, list[dict[str, Any]]]:
    return {table.name: rows(session, table) for table in (CASE, TASK, WORKLIST, ENTRY, DELIVERY)}


def rows(session: Session, table: Table) -> list[dict[str, Any]]:
    return [dict(row) for row in session.execute(select(table).order_by(*table.primary_key)).mappings()]


@pytest.mark.parametrize("changes", [{}, {"closing": True}, {"task_id": "", "done": None, "closing": True}, {"deliveries": []}])
def test_both_ways_leave_the_same(session: Session, case: Case, changes: dict[str, Any]) -> None:
    ways = [back_ends._one_by_one, *([back_ends._at_once] if session.get_bind().dialect.name == "postgresql" else [])]
    found = []
    for way in ways:
        with session.begin_nested() as savepoint:
            way(session.connection(), move(session, case, **changes))
            found.append(everything(session))
            savepoint.rollback()
    assert found == [found[0]] * len(ways)


def test_what_a_move_writes(session: Session, case: Case) -> None:
    store(session, move(session, case))
    found = everything(session)
    assert found["case_"][0]["version"] == 2
    assert found["case_"][0]["state"] == {"tasks": ["ü"]}
    assert sorted((row["step"], row["status"]) for row in found["task"]) == [
        ("lessons", "open"), ("needs", "open"), ("note", "open"), ("profile", "done"),
    ]  # fmt: skip
    assert sorted(row["step"] for row in found["worklist"]) == ["lessons", "needs", "note"]
    assert session.get_one(Entry, "e1").data == {"step": "profile", "list": [1, None, "ü"]}
    assert session.get_one(Entry, "e1").at == LATER
    assert [row["plugin"] for row in found["delivery"]] == ["sample"]


def test_a_move_of_an_older_version_writes_nothing_at_all(session: Session, case: Case) -> None:
    before = everything(session)
    with pytest.raises(Overtaken), session.begin_nested():
        store(session, move(session, case, version=7))
    assert everything(session) == before


def test_nor_does_one_of_a_case_whose_unit_was_moved(session: Session, case: Case) -> None:
    before = everything(session)
    with pytest.raises(Overtaken), session.begin_nested():
        store(session, move(session, case, unit_path="/elsewhere/"))
    assert everything(session) == before

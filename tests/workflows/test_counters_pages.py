"""A form that counts, handed in by staff: counted with the task, refused over the cap with everything typed kept."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import event, select

from core.actor import SYSTEM
from core.database import db, transaction
from tests.workflows.offering_sample import NOW
from tests.workflows.test_offerings_pages import Fair
from workflows.models import Task
from workflows.offering_models import Tally
from workflows.reopening import reopen_task


@pytest.fixture
def fair(tmp_path: Path, database_url: str) -> Iterator[Fair]:
    made = Fair(tmp_path / "data", database_url)
    yield made
    made.close()


def task(fair: Fair, step: str) -> str:
    query = select(Task.id).where(Task.step == step, Task.status == "open").order_by(Task.round.desc())
    return f"/tasks/{fair.all(query)[0]}"


def test_hours_are_counted_with_the_task_and_refused_over_the_cap(fair: Fair) -> None:
    worker, person = fair.visitor("case_worker"), fair.person()
    case = fair.case(person)
    day = {"guiding_day": "2.3.2026", "_do": "next"}
    assert worker.post(task(fair, "guiding"), guiding_minutes="330", **day).status_code == 303
    (entry,) = fair.all(select(Tally))
    assert (entry.amount, entry.case_id, entry.person_id, entry.cost) == (330, case, person, 2750)
    assert entry.submission_id
    over = worker.post(task(fair, "guiding"), guiding_minutes="31", guiding_what="Begleitung zum Amt", **day)
    assert over.status_code == 422
    for text in ("5\u00a0h\u00a030\u00a0min", "6\u00a0h", "31\u00a0min", "Begleitung zum Amt", 'value="31"'):
        assert text in over.text
    assert len(fair.all(select(Tally))) == 1
    negative = worker.post(task(fair, "guiding"), guiding_minutes="-5", **day)
    assert negative.status_code == 422
    assert worker.post(task(fair, "guiding"), guiding_minutes="30", **day).status_code == 303
    assert worker.post(task(fair, "guiding"), guiding_minutes="1", **day).status_code == 422
    assert sorted(fair.all(select(Tally.amount))) == [30, 330]


def test_a_budget_that_would_be_overdrawn_refuses_the_form(fair: Fair) -> None:
    worker, person = fair.visitor("case_worker"), fair.person()
    fair.case(person)
    day = {"mentoring_day": "2.3.2026", "_do": "next"}
    assert worker.post(task(fair, "mentoring"), mentoring_minutes="400", **day).status_code == 303
    refused = worker.post(task(fair, "mentoring"), mentoring_minutes="1", **day)
    assert refused.status_code == 422
    assert "100,00\u00a0€" in refused.text
    unpaid = worker.post(task(fair, "mentoring"), mentoring_minutes="", **day)
    assert unpaid.status_code == 303
    assert fair.all(select(Tally.cost)) == [10_000]


def test_a_task_that_is_opened_again_counts_no_more(fair: Fair) -> None:
    worker, person = fair.visitor("case_worker"), fair.person()
    fair.case(person)
    first, day = task(fair, "tour"), {"guiding_day": "2.3.2026", "_do": "next"}
    assert worker.post(first, guiding_minutes="360", **day).status_code == 303
    assert worker.post(task(fair, "guiding"), guiding_minutes="360", **day).status_code == 422
    with fair.app.app_context(), transaction() as session:
        reopen_task(session, SYSTEM, first.removeprefix("/tasks/"), "Falscher Tag", NOW)
    assert sorted(fair.all(select(Tally.amount))) == [-360, 360]
    assert worker.post(task(fair, "guiding"), guiding_minutes="350", **day).status_code == 303


def test_lists_ask_the_database_no_more_for_more_rows(fair: Fair) -> None:
    worker, person = fair.visitor("case_worker"), fair.person()
    case = fair.case(person)
    fair.count("talk", 1, person, case)
    pages = ("/programmes/fair/counters/talk", "/programmes/fair/budget", f"/cases/{case}")
    for path in pages:  # what is compiled once a process is compiled now
        worker.get(path)
    before = [_statements(fair, lambda path=path: worker.get(path)) for path in pages]
    for minutes in range(2, 12):
        fair.count("talk", minutes, person, case)
    assert [_statements(fair, lambda path=path: worker.get(path)) for path in pages] == before


def _statements(fair: Fair, work: object) -> int:
    found: list[str] = []
    with fair.app.app_context():
        engine = db.engine

    def heard(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        found.append(statement)

    event.listen(engine, "before_cursor_execute", heard)
    try:
        assert work().status_code == 200  # type: ignore[operator]
    finally:
        event.remove(engine, "before_cursor_execute", heard)
    return len([each for each in found if each.lstrip().upper().startswith("SELECT")])

"""Handing in a task's form: how little it asks of the database, and that who is overtaken on the way loses nothing."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.actor import SYSTEM
from core.database import db, transaction
from forms.models import Draft, Submission
from tests.forms.walking import controls
from tests.workflows.sample import NOW
from tests.workflows.test_statements import counted
from tests.workflows.web import HERE, Town, Visitor
from workflows import pages
from workflows.models import Case, Task
from workflows.run import open_case, read_task, take

MOST = {"postgresql": 5, "sqlite": 13}
"""Actor, task, draft with person; then the submission and the step: on SQLite row by row."""


@pytest.fixture
def tasks(town: Town) -> dict[str, str]:
    """The open tasks of a new case, by step."""
    person = town.person()
    with town.app.app_context(), transaction() as session:
        case = open_case(session, SYSTEM, person, "sample", town.town_id, now=NOW)
        return dict(session.execute(select(Task.step, Task.id).where(Task.case_id == case.id)).all())


def hand_in(worker: Visitor, task: str, **answers: str) -> tuple[TestResponse, list[str]]:
    """The answer to the filled in form, and the statements that it took."""
    data = {**controls(worker.get(f"/tasks/{task}")), "_do": "submit", **answers}
    with worker.client.application.app_context(), counted() as said:
        sent = worker.client.post(f"/tasks/{task}", base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})
    return sent, [text for text in said if not text.startswith(("BEGIN", "PRAGMA"))]


def test_it_costs_few_statements(town: Town, tasks: dict[str, str]) -> None:
    worker = town.visitor("case_worker")
    hand_in(worker, tasks["profile"], skills="kochen")  # what is compiled once is compiled
    sent, said = hand_in(worker, tasks["needs"], needs_lessons="yes")
    assert "/receipts/" in sent.headers["Location"]
    with town.app.app_context():
        most = MOST[db.engine.dialect.name]
    assert len(said) <= most, "\n".join(text[:160] for text in said)


def test_a_case_that_moves_between_reading_and_writing_is_read_once_more(
    town: Town, tasks: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = town.visitor("case_worker")

    def overtaken(session: Any, actor: Any, task_id: str) -> Any:
        found = read_task(session, actor, task_id)
        with town.app.app_context(), transaction() as other:
            take(other, SYSTEM, tasks["profile"], None, {"skills": "kochen"}, NOW)
        return found

    with monkeypatch.context() as patched:
        worker.get(f"/tasks/{tasks['needs']}")
        held = {**controls(worker.get(f"/tasks/{tasks['needs']}")), "_do": "submit", "needs_lessons": "yes"}
        patched.setattr(pages, "read_task", overtaken)
        sent = worker.client.post(f"/tasks/{tasks['needs']}", base_url=HERE, data=held, headers={"Sec-Fetch-Site": "same-origin"})
    assert "/receipts/" in sent.headers["Location"]
    with town.app.app_context():
        done = select(Task.step).where(Task.id.in_([tasks["profile"], tasks["needs"]]), Task.status == "done")
        assert set(db.session.scalars(done)) == {"profile", "needs"}
        assert db.session.scalar(select(Case.version)) == 3
        assert len(db.session.scalars(select(Submission)).all()) == 1


def test_what_cannot_be_handed_in_is_saved_and_shown(town: Town, tasks: dict[str, str]) -> None:
    worker = town.visitor("case_worker")
    sent, _said = hand_in(worker, tasks["needs"], needs_lessons="")
    assert sent.status_code == 422
    with town.app.app_context():
        draft = db.session.scalars(select(Draft)).one()
        assert (draft.version, draft.open_key is None) == (1, False)
        assert not db.session.scalars(select(Submission)).all()

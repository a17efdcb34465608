"""A form is handed in and its case moved at the same moment, on two connections: both happen, one after the other."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from core import clock
from core.actor import SYSTEM
from core.catalogue import publish
from core.database import db, transaction
from core.definitions import Programme, Text
from forms import handing_in
from forms.drafts import open_draft, save_draft
from forms.models import Draft, Submission
from tests.conftest import NewDatabase
from tests.forms.walking import controls
from tests.workflows.meeting import Meeting, both
from tests.workflows.sample import NOW, PROGRAMME, w
from tests.workflows.web import HERE, Town, Visitor
from workflows import pages
from workflows.models import Case, Task
from workflows.moves import some
from workflows.moves.batch import begin_move, go_on, undo
from workflows.run import open_case


def asking(*more: Text) -> Programme:
    forms = [
        form.but(pages=[form.pages[0].but(fields=[*form.fields, *more])]) if form.id == "profile" else form
        for form in PROGRAMME.forms
    ]
    return PROGRAMME.but(forms=forms)


AFTER = asking(Text("hobby", w("Hobby"), required=True))


@pytest.fixture
def town(tmp_path: Path, new_database: NewDatabase) -> Iterator[Town]:
    """SQLite has one writer, who waits for nobody."""
    made = Town(tmp_path / "data", new_database("postgresql"))
    yield made
    made.close()


@pytest.fixture
def task(town: Town) -> str:
    """The address of the task whose form is changed."""
    person = town.person()
    with town.app.app_context(), transaction() as session:
        case = open_case(session, SYSTEM, person, "sample", town.town_id, now=NOW)
        found = session.scalar(select(Task.id).where(Task.case_id == case.id, Task.step == "profile"))
    return f"/tasks/{found}"


def send(worker: Visitor, url: str, page: dict[str, str], **typed: str) -> TestResponse:
    return worker.client.post(url, base_url=HERE, data={**page, **typed}, headers={"Sec-Fetch-Site": "same-origin"})


def moving(town: Town, programme: Programme = AFTER) -> tuple[str, Callable[[], object]]:
    """A move that is begun, and how it goes on."""
    with town.app.app_context(), transaction() as session:
        publish(session, programme, actor=SYSTEM, now=clock.now())
        move = begin_move(session, SYSTEM, "sample", programme.digest, clock.now()).id

    def work() -> object:
        with town.app.app_context(), transaction() as session:
            return go_on(session, SYSTEM, move, clock.now()).status

    return move, work


def on(town: Town) -> tuple[str, list[Submission]]:
    """The revision of the case, and what was handed in."""
    with town.app.app_context():
        found = db.session.scalars(select(Case.revision)).one(), list(db.session.scalars(select(Submission)))
        db.session.expunge_all()
    return found


def test_who_was_first_to_hand_in_is_not_aborted(town: Town, task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = town.visitor("case_worker")
    open_page = controls(worker.get(task))
    _move, move_on = moving(town)
    meeting = Meeting(monkeypatch)
    meeting.at(pages, "complete")  # the draft is filed, the case is next
    meeting.at(some, "told_of")  # what is to be locked is locked, the drafts are next
    sent, moved = both(lambda: send(worker, task, open_page, skills="Nähen", _do="submit"), meeting.second(move_on))
    assert (sent.status_code, moved) == (303, "done"), (sent, moved)
    revision, filed = on(town)
    assert revision == AFTER.digest
    assert [(one.digest, one.answers) for one in filed] == [(PROGRAMME.digest, {"skills": "Nähen"})]


def test_who_was_first_to_undo_is_not_aborted_either(town: Town, task: str, monkeypatch: pytest.MonkeyPatch) -> None:
    worker = town.visitor("case_worker")
    worker.get(task)
    move, move_on = moving(town)
    move_on()
    page = controls(worker.get(task))
    with town.app.app_context(), transaction() as session:
        undo(session, SYSTEM, move)
    meeting = Meeting(monkeypatch)
    meeting.at(pages, "complete")
    meeting.at(some, "move_back")
    typed = {"skills": "Nähen", "hobby": "Schach", "_do": "submit"}
    sent, moved = both(lambda: send(worker, task, page, **typed), meeting.second(move_on))
    assert (sent.status_code, moved) == (303, "undone"), (sent, moved)
    _revision, filed = on(town)
    assert [one.answers for one in filed] == [{"skills": "Nähen", "hobby": "Schach"}]


@pytest.mark.parametrize("way", ["at_once", "after_saving"])
def test_a_draft_that_is_carried_over_while_it_is_sent_is_not_filed_as_it_was(
    town: Town, task: str, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = town.visitor("case_worker")
    open_page = controls(worker.get(task))
    _move, move_on = moving(town)
    if way == "after_saving":
        monkeypatch.setattr("forms.serve.hand_in_at_once", lambda *_given: None)
    meeting = Meeting(monkeypatch)
    meeting.at(handing_in, {"at_once": "submit_unchanged", "after_saving": "submit"}[way])  # it was read, and is locked next
    meeting.at(some, "told_of")
    sent, moved = both(lambda: send(worker, task, open_page, skills="Nähen", _do="submit"), move_on)
    assert moved == "done", moved
    assert on(town) == (AFTER.digest, [])
    page = sent if sent.status_code == 200 else worker.get(task)
    assert "Nähen" in html.unescape(page.text)
    assert "Dieses Formular" in page.text or "This form was changed" in page.text
    again = send(worker, task, controls(page), skills="Nähen", hobby="Schach", _do="submit")
    assert again.status_code == 303
    assert [(one.digest, one.answers) for one in on(town)[1]] == [(AFTER.digest, {"skills": "Nähen", "hobby": "Schach"})]
    with town.app.app_context():
        assert not db.session.scalars(select(Draft).where(Draft.open_key.is_not(None))).all()


def test_a_draft_that_is_begun_while_its_case_moves_is_carried_over_when_it_is_sent(town: Town, task: str) -> None:
    worker = town.visitor("case_worker")
    _move, move_on = moving(town)
    move_on()
    with town.app.app_context(), transaction() as session:
        # as a page leaves it whose task was read before the move, and its draft begun after it
        open_draft(session, SYSTEM, f"task:{task.rpartition('/')[2]}", PROGRAMME.digest, "profile", now=NOW)
    page = worker.get(task)
    assert 'name="hobby"' in page.text
    assert send(worker, task, controls(page), skills="Nähen", hobby="Schach", _do="submit").status_code == 303
    assert [one.digest for one in on(town)[1]] == [AFTER.digest]


def test_what_a_colleague_saved_before_the_move_is_not_overwritten_unseen(town: Town, task: str) -> None:
    worker, colleague = town.visitor("case_worker"), town.visitor("case_worker")
    stood_open = controls(worker.get(task))
    send(colleague, task, controls(colleague.get(task)), skills="Kochen", _do="save")
    _move, move_on = moving(town)
    move_on()
    page = html.unescape(send(worker, task, stood_open, skills="Nähen", _do="submit").text)
    assert "Nähen" in page
    heading = re.search(r"In denselben Feldern von jemand anderem eingegeben.*?Kochen", page, re.S)
    assert heading
    assert "nicht mehr gefragt" not in page
    assert on(town) == (AFTER.digest, [])


def test_what_another_tab_saves_while_the_form_is_handed_in_is_not_lost(
    town: Town, task: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    worker = town.visitor("case_worker")
    open_page = controls(worker.get(task))
    monkeypatch.setattr("forms.serve.hand_in_at_once", lambda *_given: None)
    real = handing_in.submit

    def later(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(handing_in, "submit", real)
        with town.app.app_context(), transaction() as session:
            draft = session.scalars(select(Draft)).one()
            save_draft(session, SYSTEM, draft.id, "main", {"skills": ["Nähen, Kochen"]}, draft.version, now=NOW)
        return real(*given, **named)

    monkeypatch.setattr(handing_in, "submit", later)
    sent = send(worker, task, open_page, skills="Nähen", _do="submit")
    assert sent.status_code == 303
    assert on(town)[1] == []
    assert "Nähen, Kochen" in html.unescape(worker.get(task).text)

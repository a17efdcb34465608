"""A form that is sent twice, or too late, is filed once; who has typed something else is told, and shown it once more."""

from __future__ import annotations

import html
from typing import Any

import pytest
from sqlalchemy import select
from werkzeug.test import TestResponse

from core import clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.database import db, transaction
from core.journal.models import Entry
from core.organisations.models import Unit
from forms import handing_in
from forms.models import Submission
from tests.forms.walking import controls
from tests.workflows.meeting import Meeting, both
from tests.workflows.sample import NOW
from tests.workflows.web import HERE, PASSWORD, Town, Visitor
from workflows import pages
from workflows.models import Case, Task
from workflows.reopening import reopen_task
from workflows.run import exit_case, open_case, take


@pytest.fixture
def tasks(town: Town) -> dict[str, str]:
    """The addresses of the open tasks of a new case, by step."""
    person = town.person()
    with town.app.app_context(), transaction() as session:
        case = open_case(session, SYSTEM, person, "sample", town.town_id, now=NOW)
        found = session.execute(select(Task.step, Task.id).where(Task.case_id == case.id)).all()
    return {step: f"/tasks/{id}" for step, id in found}


def send(worker: Visitor, url: str, page: dict[str, str], skills: str) -> TestResponse:
    data = {**page, "skills": skills, "_do": "submit"}
    return worker.client.post(url, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})


def filed(town: Town) -> list[Any]:
    """The answers of all submissions; each was told of once, and led to one step."""
    with town.app.app_context():
        answers = list(db.session.scalars(select(Submission.answers).order_by(Submission.id)))
        told = select(Entry.event).where(Entry.event.in_(("form_submitted", "step_done")), Entry.actor_name != SYSTEM.name)
        assert sorted(db.session.scalars(told)) == ["form_submitted"] * len(answers) + ["step_done"] * len(answers)
    return answers


def close(town: Town) -> None:
    with town.app.app_context(), transaction() as session:
        exit_case(session, SYSTEM, session.scalars(select(Case.id)).one(), "moved", clock.now())


@pytest.mark.parametrize("second", ["Nähen", "Kochen"], ids=["the_same", "another_text"])
def test_two_at_the_same_moment(town: Town, tasks: dict[str, str], second: str, monkeypatch: pytest.MonkeyPatch) -> None:
    one, other = town.visitor("case_worker"), town.visitor("case_worker")
    url, page = tasks["profile"], controls(one.get(tasks["profile"]))
    also = {**page, "csrf_token": controls(other.get(url))["csrf_token"]}
    Meeting(monkeypatch).at(handing_in, "submit_unchanged", times=2)
    answers = both(lambda: send(one, url, page, "Nähen"), lambda: send(other, url, also, second))
    (kept,) = filed(town)
    if second == "Nähen":
        assert [each.status_code for each in answers] == [303, 303]
        assert answers[0].location == answers[1].location
        return
    assert sorted(each.status_code for each in answers) == [303, 409]
    told = next(each for each in answers if each.status_code == 409)
    (lost,) = {"Nähen", "Kochen"} - {kept["skills"]}
    assert lost in html.unescape(told.text)


def test_who_never_got_the_answer_and_sends_again_gets_the_receipt(town: Town, tasks: dict[str, str]) -> None:
    worker, url = town.visitor("case_worker"), tasks["profile"]
    page = controls(worker.get(url))
    receipts = {send(worker, url, page, "  Nähen ").location for _turn in range(3)}
    assert len(receipts) == 1
    assert filed(town) == [{"skills": "Nähen"}]


def test_a_form_that_was_open_when_the_case_was_closed_is_not_filed_and_not_lost(town: Town, tasks: dict[str, str]) -> None:
    worker, url = town.visitor("case_worker"), tasks["profile"]
    page = controls(worker.get(url))
    close(town)
    sent = send(worker, url, page, "Nähen")
    assert (sent.status_code, "Nähen" in html.unescape(sent.text)) == (409, True)
    assert filed(town) == []


def test_nor_when_it_is_closed_between_reading_and_writing(
    town: Town, tasks: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    worker, url = town.visitor("case_worker"), tasks["profile"]
    page = controls(worker.get(url))
    real = pages.serve

    def late(*given: Any, **named: Any) -> Any:
        monkeypatch.setattr(pages, "serve", real)
        close(town)
        return real(*given, **named)

    monkeypatch.setattr(pages, "serve", late)
    sent = send(worker, url, page, "Nähen")
    assert (sent.status_code, "Nähen" in html.unescape(sent.text)) == (409, True)
    assert filed(town) == []


def test_what_was_typed_when_a_session_ended_is_shown_though_a_colleague_handed_in_meanwhile(
    town: Town, tasks: dict[str, str]
) -> None:
    worker, url = town.visitor("case_worker"), tasks["profile"]
    page = controls(worker.get(url))
    worker.client.delete_cookie("foerderkette", domain="127.0.0.1")
    assert send(worker, url, page, "Nähen").status_code == 302
    with town.app.app_context(), transaction() as session:
        town_unit = session.get_one(Unit, town.town_id)
        other = create_user(session, "other@example.org", "Konto other", PASSWORD, now=NOW)
        grant(session, other, "case_worker", town_unit, now=NOW)
    colleague = town.visitor("other")
    assert send(colleague, url, controls(colleague.get(url)), "Kochen").status_code == 303
    assert "Nähen" in html.unescape(town.visitor("case_worker").get(url).text)
    assert "Nähen" not in html.unescape(colleague.client.get(url, base_url=HERE, follow_redirects=True).text)
    assert filed(town) == [{"skills": "Kochen"}]


def test_nor_when_its_task_was_taken_back(town: Town, tasks: dict[str, str]) -> None:
    worker = town.visitor("case_worker")
    with town.app.app_context(), transaction() as session:
        for step, answers in (("profile", {"skills": "viele"}), ("needs", {"needs_lessons": False})):
            take(session, SYSTEM, tasks[step].rpartition("/")[2], None, answers, NOW)
        take(session, SYSTEM, session.scalars(select(Task.id).where(Task.step == "talk")).one(), None, {}, NOW)
        leave = session.scalars(select(Task.id).where(Task.step == "leave")).one()
    page = controls(worker.get(f"/tasks/{leave}"))
    with town.app.app_context(), transaction() as session:
        talk = session.scalars(select(Task.id).where(Task.step == "talk")).one()
        reopen_task(session, SYSTEM, talk, "zu früh", NOW)
    data = {**page, "reason": "work", "_do": "submit"}
    url = f"/tasks/{leave}"
    sent = worker.client.post(url, base_url=HERE, data=data, headers={"Sec-Fetch-Site": "same-origin"})
    assert (sent.status_code, "Arbeit" in sent.text) == (409, True)
    assert filed(town) == []

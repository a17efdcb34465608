"""What the page of a case shows and does beside its tasks, and what a unit sees of a case that was referred to it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import select

from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.clock import now
from core.database import db, transaction
from core.journal import deliver_all
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from tests.workflows.web import PASSWORD, Town, links
from tests.workflows.wider import enrolled
from workflows.blocks import enter_block
from workflows.models import BlockPlace, Case, Task
from workflows.run import open_case, take


class Wide(Town):
    """The town with the wider programme, a coordinator, and a provider elsewhere with staff of its own."""

    def __init__(self, folder: Path, url: str) -> None:
        super().__init__(folder, url)
        with self.app.app_context(), transaction() as session:
            provider = add_unit(session, "Bildungswerk", "provider", None, now())
            town = session.get_one(Unit, self.town_id)
            for name, role, unit in (("boss", "coordinator", town), ("receiver", "provider_staff", provider)):
                user = create_user(session, f"{name}@example.org", f"Konto {name}", PASSWORD, now=now())
                grant(session, user, role, unit, now=now())
            self.provider_id = provider.id

    def case(self, name: str = "Beispiel", track: str = "", **facts: object) -> str:
        with self.app.app_context(), transaction() as session:
            person = enrolled(session, session.get_one(Unit, self.town_id), family_name=name, **facts)
            return open_case(session, SYSTEM, person.id, "wider", self.town_id, now=now(), track=track).id

    def task(self, case: str, step: str) -> str:
        with self.app.app_context():
            query = select(Task.id).where(Task.case_id == case, Task.step == step).order_by(Task.round.desc())
            return db.session.scalars(query).first() or ""

    def do(self, case: str, step: str, **answers: object) -> None:
        task = self.task(case, step)
        with self.app.app_context(), transaction() as session:
            take(session, SYSTEM, task, None, answers, now())

    def place(self, case: str, block: str = "course") -> str:
        with self.app.app_context():
            return db.session.get_one(BlockPlace, (case, block)).status


@pytest.fixture
def wide(tmp_path: Path, database_url: str) -> Iterator[Wide]:
    made = Wide(tmp_path / "data", database_url)
    yield made
    made.close()


def test_a_block_is_entered_left_and_waited_for(wide: Wide) -> None:
    case, worker = wide.case(), wide.visitor("case_worker")
    page = worker.get(f"/cases/{case}").text
    assert "Sprachkurs" in page
    assert "Volkshochschule" in page
    assert worker.post(f"/cases/{case}/blocks/course", _do="enter").status_code == 303
    assert wide.place(case) == "entered"
    second = wide.case("Zweite")
    assert worker.post(f"/cases/{second}/blocks/course", _do="enter").status_code == 303
    assert wide.place(second) == "waiting"
    assert worker.post(f"/cases/{case}/blocks/course", _do="leave", reason=" ").status_code == 422
    assert worker.post(f"/cases/{case}/blocks/course", _do="leave", reason="Umzug").status_code == 303
    assert wide.place(case) == "left"
    page = worker.get(f"/cases/{case}").text
    assert "Umzug" in page
    assert "In einen Baustein eingetreten" in page
    assert "Einen Baustein verlassen" in page


def test_an_exception_for_a_block_names_a_second_person(wide: Wide) -> None:
    case, worker = wide.case(date_of_birth=dt.date(1980, 1, 1)), wide.visitor("case_worker")
    alone = worker.post(
        f"/cases/{case}/blocks/course", _do="enter", **{"reason.young": "passt", "second.young": "Konto case_worker"}
    )
    assert alone.status_code == 422
    both = worker.post(f"/cases/{case}/blocks/course", _do="enter", **{"reason.young": "passt", "second.young": "Max Muster"})
    assert both.status_code == 303
    assert "Max Muster" in worker.get(f"/cases/{case}").text


def test_facts_that_a_block_lacks_are_given_on_its_page(wide: Wide) -> None:
    case, worker = wide.case(date_of_birth=None), wide.visitor("case_worker")
    assert 'value="enter"' not in worker.get(f"/cases/{case}/blocks/course").text
    assert worker.post(f"/cases/{case}/blocks/course", _do="facts", date_of_birth="31.2.2001").status_code == 422
    assert worker.post(f"/cases/{case}/blocks/course", _do="facts", date_of_birth="1.2.2001").status_code == 303
    assert 'value="enter"' in worker.get(f"/cases/{case}/blocks/course").text


def test_a_track_is_chosen_when_a_case_is_opened(wide: Wide) -> None:
    case, worker = wide.case(), wide.visitor("case_worker")
    with wide.app.app_context():
        person = db.session.get_one(Case, case).person_id
    assert f"/people/{person}/programmes/wider?track=mentor" in worker.get(f"/people/{person}").text
    page = f"/people/{person}/programmes/wider?track=mentor"
    assert "Volljährig" in worker.get(page).text
    assert worker.get(f"/people/{person}/programmes/wider?track=guide").status_code == 404
    opened = worker.post(page, _do="enter").headers["Location"]
    assert "Mentorinnen und Mentoren" in worker.get(opened).text
    exits = worker.get(f"{opened}/exit").text
    assert "Ehrenamt beendet" in exits
    assert 'value="work"' not in exits


def test_the_receiver_sees_the_case_and_does_its_task(wide: Wide) -> None:
    case, receiver = wide.case("Geheimname"), wide.visitor("receiver")
    assert receiver.get(f"/cases/{case}").status_code == 404
    wide.do(case, "refer", referred_to=wide.provider_id)
    page = receiver.get(f"/cases/{case}")
    assert "Geheimname" in page.text
    assert links(page, "/tasks/") == [f"/tasks/{wide.task(case, 'answer')}"]
    for path in (f"/cases/{case}/exit", f"/cases/{case}/blocks/course", f"/cases/{case}/responsible"):
        assert receiver.get(path).status_code in (403, 404)
    with wide.app.app_context():
        person = db.session.get_one(Case, case).person_id
    assert "Geheimname" in receiver.get(f"/people/{person}").text
    assert receiver.get(f"/people/{person}/edit").status_code in (403, 404)
    task = f"/tasks/{wide.task(case, 'answer')}"
    assert receiver.get(task).status_code == 200
    sent = receiver.post(task, _do="next", accepted="yes", why="gern")
    if "page=" in sent.headers["Location"]:
        sent = receiver.post(sent.headers["Location"], _do="submit")
    assert receiver.get(sent.headers["Location"]).status_code == 200
    worker = wide.visitor("case_worker")
    assert "Bildungswerk" in worker.get(f"/cases/{case}").text
    assert "gern" in worker.get(sent.headers["Location"]).text


def test_a_case_is_handed_over_to_staff_who_may_work_in_it(wide: Wide) -> None:
    case, worker = wide.case(), wide.visitor("case_worker")
    page = worker.get(f"/cases/{case}/responsible").text
    assert "Konto boss" in page
    assert "Konto stranger" not in page
    assert "Konto auditor" not in page
    user = page.split('">Konto boss')[0].rsplit('value="', 1)[1]
    assert worker.post(f"/cases/{case}/responsible", user="somebody").status_code == 422
    assert worker.post(f"/cases/{case}/responsible", user=user).status_code == 303
    assert "Konto boss" in worker.get(f"/cases/{case}").text
    assert wide.visitor("stranger").get(f"/cases/{case}/responsible").status_code == 404


def test_the_last_task_is_taken_back_with_a_reason(wide: Wide) -> None:
    case, worker = wide.case(), wide.visitor("case_worker")
    wide.do(case, "refer", referred_to=wide.provider_id)
    task = wide.task(case, "refer")
    assert f"/tasks/{task}/reopen" in worker.get(f"/cases/{case}").text
    assert "Antworten" in worker.get(f"/tasks/{task}/reopen").text
    assert worker.post(f"/tasks/{task}/reopen", reason="").status_code == 422
    assert worker.post(f"/tasks/{task}/reopen", reason="falsche Stelle").status_code == 303
    page = worker.get(f"/cases/{case}").text
    assert "falsche Stelle" in page
    assert wide.visitor("receiver").get(f"/cases/{case}").status_code == 404
    again = worker.get(f"/tasks/{task}/reopen")
    assert again.headers["Location"] == f"/cases/{case}"
    with wide.app.app_context():
        steps = db.session.execute(select(Task.step, Task.round, Task.status).where(Task.case_id == case)).all()
    assert ("refer", 2, "open") in map(tuple, steps)
    assert ("answer", 1, "cancelled") in map(tuple, steps)


def test_the_page_costs_the_same_however_many_blocks_are_entered(wide: Wide) -> None:
    case, worker = wide.case(), wide.visitor("case_worker")
    before = worker.get(f"/cases/{case}").text
    with wide.app.app_context(), transaction() as session:
        enter_block(session, SYSTEM, case, "coaching", now=now())
    assert worker.get(f"/cases/{case}").text.count("fk-card") >= before.count("fk-card")


def test_who_waits_moves_up_by_what_the_journal_delivers(wide: Wide) -> None:
    first, second = wide.case("Erste"), wide.case("Zweite")
    with wide.app.app_context(), transaction() as session:
        for case in (first, second):
            enter_block(session, SYSTEM, case, "course", now=now())
    worker = wide.visitor("case_worker")
    assert worker.post(f"/cases/{first}/blocks/course", _do="leave", reason="Umzug").status_code == 303
    with wide.app.app_context():
        deliver_all()
    assert wide.place(second) == "entered"
    assert "nachgerückt" in worker.get(f"/cases/{second}").text

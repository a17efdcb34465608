"""What pages show beyond today: horizon, next questions, sources, other programmes, and how a case was decided."""

from __future__ import annotations

import datetime as dt

import pytest

from core.actor import SYSTEM
from core.catalogue import ship
from core.clock import now, today
from core.database import db, transaction
from core.definitions import Combination, Criterion
from core.people.registry import record
from core.web.i18n import day_text
from tests.workflows.sample import PROGRAMME, w
from tests.workflows.web import Town
from workflows.models import Case
from workflows.run import open_case

WARNED = PROGRAMME.but(
    id="warned",
    title=w("Gewarntes"),
    combinations=[Combination("sample", wording=w("Bitte im Bescheid nachsehen."), source="§ 9")],
)
BARRED = PROGRAMME.but(
    id="barred", title=w("Gesperrtes"), combinations=[Combination("sample", "bar", wording=w("Nicht zugleich."))]
)
PROVEN = PROGRAMME.but(
    id="proven",
    title=w("Belegtes"),
    eligibility=[
        Criterion("title", 'residence_title = "d60a"', w("Hat eine Duldung"), proof="document_seen"),
        Criterion("level", 'german_level >= "b1"', w("Deutsch ab B1")),
    ],
)


@pytest.fixture
def town(town: Town) -> Town:
    with town.app.app_context(), transaction() as session:
        for each in (WARNED, BARRED, PROVEN):
            ship(session, [each], now())
    return town


def inside(town: Town, person: str, programme: str = "sample") -> str:
    with town.app.app_context(), transaction() as session:
        return open_case(session, SYSTEM, person, programme, town.town_id, now=now(), acknowledged=["sample"]).id


def said(day: dt.date) -> str:
    return day_text(day, "de")


def young(years: int) -> dt.date:
    return today(now()).replace(day=1) - dt.timedelta(days=years * 366)


def test_the_page_of_entry_says_until_when_and_because_of_what(town: Town) -> None:
    person = town.person(date_of_birth=young(38))
    page = town.visitor("case_worker").get(f"/people/{person}/programmes/sample").text
    birthday = young(38).replace(year=young(38).year + 41)
    assert said(birthday) in page
    assert said(birthday - dt.timedelta(days=1)) in page
    assert "41 Jahre alt" in page


def test_a_fact_that_nobody_has_seen_a_paper_for_is_named_and_asked_for(town: Town) -> None:
    person = town.person(residence_title="d60a")
    worker = town.visitor("case_worker")
    page = worker.get(f"/people/{person}/programmes/proven").text
    assert "Dokument noch ansehen" in page
    assert 'value="d60a" selected' in page
    assert (
        worker.post(
            f"/people/{person}/programmes/proven", _do="facts", _source="document", residence_title="d60a", german_level="b1"
        ).status_code
        == 303
    )
    assert "Dokument noch ansehen" not in worker.get(f"/people/{person}/programmes/proven").text
    assert worker.post(f"/people/{person}/programmes/proven", _do="enter").status_code == 303


def test_an_expired_paper_is_named(town: Town) -> None:
    person = town.person()
    with town.app.app_context(), transaction() as session:
        paper = {"residence_title": "d60a", "residence_valid_until": today(now()) - dt.timedelta(days=1)}
        record(session, SYSTEM, person, paper, source="document", now=now())
    worker, page = town.visitor("case_worker"), f"/people/{person}/programmes/proven"
    assert "Es fehlen Angaben" in worker.get(page).text
    with town.app.app_context(), transaction() as session:
        record(session, SYSTEM, person, {"german_level": "b1"}, source="self", now=now())
    assert "Es fehlen Angaben" not in worker.get(page).text.split("fk-columns")[0]
    assert "Ein Dokument ist noch anzusehen" in worker.get(page).text
    assert "Dokument ist abgelaufen" in worker.get(page).text
    until = f"{today(now()) + dt.timedelta(days=90):%d.%m.%Y}"
    renewed = {"residence_title": "d60a", "residence_valid_until": until}
    assert worker.post(page, _do="facts", _source="document", **renewed).status_code == 303
    entered = worker.post(page, _do="enter")
    assert entered.status_code == 303
    with town.app.app_context(), transaction() as session:
        withdrawn = {"residence_valid_until": today(now()) - dt.timedelta(days=1)}
        record(session, SYSTEM, person, withdrawn, source="office", now=now())
    assert "Dokument ist abgelaufen" in worker.get(entered.location).text


def test_a_warning_is_read_before_somebody_enters_a_second_programme(town: Town) -> None:
    person, worker = town.person(), town.visitor("case_worker")
    inside(town, person)
    page = worker.get(f"/people/{person}/programmes/warned").text
    assert "Bitte im Bescheid nachsehen." in page
    assert worker.post(f"/people/{person}/programmes/warned", _do="enter").status_code == 422
    entered = worker.post(f"/people/{person}/programmes/warned", _do="enter", **{"both.sample": "yes"})
    assert entered.status_code == 303
    case = entered.location.rpartition("/")[2]
    with town.app.app_context():
        assert db.session.get_one(Case, case).verdict["combinations"][0]["acknowledged"] is True
    assert "Bitte im Bescheid nachsehen." in worker.get(f"/cases/{case}").text
    assert "Bitte im Bescheid nachsehen." in worker.get(f"/people/{person}").text
    ledger = worker.get("/two-programmes").text
    assert "Gewarntes" in ledger
    assert "Beispielprogramm" in ledger
    assert "Gewarntes" not in town.visitor("stranger").get("/two-programmes").text


def test_a_bar_has_no_door(town: Town) -> None:
    person, worker = town.person(), town.visitor("case_worker")
    inside(town, person)
    assert "nicht zugleich" in worker.get(f"/people/{person}").text
    page = worker.get(f"/people/{person}/programmes/barred").text
    assert "Nicht zugleich." in page
    assert 'value="enter"' not in page
    forced = worker.post(f"/people/{person}/programmes/barred", _do="enter", **{"both.sample": "yes"})
    assert forced.status_code == 422


def test_the_case_says_how_it_was_decided_and_what_was_corrected(town: Town) -> None:
    person, worker = town.person(), town.visitor("case_worker")
    case = inside(town, person)
    assert f"/cases/{case}/decided" in worker.get(f"/cases/{case}").text
    assert "Es hat sich nichts geändert" in worker.get(f"/cases/{case}/decided").text
    with town.app.app_context(), transaction() as session:
        wrong = {"date_of_birth": dt.date(1950, 5, 17)}
        record(session, SYSTEM, person, wrong, source="document", now=now(), valid_from=today(now()))
    page = worker.get(f"/cases/{case}/decided").text
    assert said(dt.date(1950, 5, 17)) in page
    assert said(dt.date(1996, 3, 2)) in page


@pytest.mark.parametrize("day", ["2026-02-31", "nonsense", "2999-01-01", "1999-01-01"])
def test_a_day_that_cannot_be_replayed_is_answered_in_words(town: Town, day: str) -> None:
    case = inside(town, town.person())
    answer = town.visitor("case_worker").get(f"/cases/{case}/decided?on={day}")
    assert answer.status_code == 422
    assert "fk-errors" in answer.text


def test_strangers_see_nothing_of_it(town: Town) -> None:
    case = inside(town, town.person())
    assert town.visitor("stranger").get(f"/cases/{case}/decided").status_code == 404
    assert town.visitor("auditor").get(f"/cases/{case}/decided").status_code in (403, 404)

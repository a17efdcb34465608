"""The page of the registry by programme: numbers that lead to people, what is missing, and nothing for others."""

from __future__ import annotations

import datetime as dt

import pytest

from core import catalogue
from core.actor import SYSTEM
from core.database import transaction
from tests.workflows.web import Town, Visitor
from workflows.screening import overview

ONNFIT = {"district": "Landkreis Fulda", "residence_title": "d60a", "work_ban": "none", "refugee_background": True}
PAGE = "/screening?programme=wir_onnfit"


@pytest.fixture(scope="module")
def people(town: Town) -> dict[str, str]:
    """By what ONnFIT says to them."""
    young = dt.date(2001, 5, 17)
    return {
        "open": town.person(date_of_birth=young, district="Landkreis Fulda", family_name="Offen"),
        "not eligible": town.person(date_of_birth=young, **{**ONNFIT, "district": "Kreis Unna"}, family_name="Nein"),
    }


def test_numbers_lead_to_people_with_what_is_missing(worker: Visitor, people: dict[str, str]) -> None:
    page = worker.get("/screening").text
    assert "Wählen Sie ein Programm und ein Ergebnis" in page
    assert "/screening?programme=wir_onnfit&amp;verdict=open" in page
    open_ = worker.get(f"{PAGE}&verdict=open").text
    assert f"/people/{people['open']}" in open_
    assert people["not eligible"] not in open_
    assert "Es fehlt:" in open_
    closed = worker.get(f"{PAGE}&verdict=not+eligible").text
    assert f"/people/{people['not eligible']}" in closed
    assert "Nicht erfüllt:" in closed
    everybody = worker.get(PAGE).text
    assert all(id in everybody for id in people.values())


def test_the_day_of_entry_is_chosen(worker: Visitor, people: dict[str, str]) -> None:
    before = worker.get(f"{PAGE}&on=2012-01-01&verdict=open").text
    assert people["open"] not in before, "too young then"
    assert 'datetime="2012-01-01"' in before
    assert "on=2012-01-01" in before


def test_the_last_screening_is_shown_where_people_are_many(
    town: Town, worker: Visitor, people: dict[str, str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(overview, "LIVE", 0)
    page = worker.get(PAGE).text
    assert "Noch nicht geprüft" in page
    assert "foerderkette screen --stored" in page
    with town.app.app_context(), transaction() as session:
        overview.keep(session, catalogue.offered(), dt.date(2012, 1, 1), SYSTEM)
    page = worker.get(f"{PAGE}&verdict=not+eligible").text
    assert 'datetime="2012-01-01"' in page
    assert all(id in page for id in people.values())


def test_a_strange_address_gives_the_usual_page(worker: Visitor, people: dict[str, str]) -> None:
    for query in (
        "on=31.02.2026",
        "on=0000",
        "programme=nothing&verdict=x",
        "programme=wir&after=zzz",
        "on=99999-1-1",
        "on=0001-01-01",
        "on=9999-12-31",
    ):
        assert worker.get(f"/screening?programme=wir_onnfit&{query}").status_code == 200, query


def test_others_see_nobody(town: Town, people: dict[str, str]) -> None:
    page = town.visitor("stranger").get(PAGE).text
    assert not any(id in page for id in people.values())
    assert "niemanden unter den Personen" in page
    assert town.visitor("auditor").get("/screening").status_code == 403

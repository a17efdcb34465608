"""Horizon, next questions, sources, two programmes and the replay in a real browser: axe finds nothing, nothing is too wide."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from core.actor import SYSTEM
from core.catalogue import ship
from core.clock import now, today
from core.database import db, transaction
from core.people.registry import record
from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.test_outlook_pages import BARRED, PROVEN, WARNED, inside, young
from tests.workflows.web import PASSWORD, Town
from workflows.models import Case

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    folder = tmp_path_factory.mktemp("outlook")
    made = Town(folder / "data", f"sqlite:///{folder}/outlook.sqlite")
    with made.app.app_context(), transaction() as session:
        for each in (WARNED, BARRED, PROVEN):
            ship(session, [each], now())
    yield made
    made.close()


@pytest.fixture(scope="module")
def addresses(town: Town) -> dict[str, str]:
    person = town.person(date_of_birth=young(38), residence_title="d60a")
    too_old = town.person(date_of_birth=young(50))
    unknown = town.person(date_of_birth=None, migration_background=None)
    case = inside(town, person)
    inside(town, person, "warned")
    alone, beside = inside(town, town.person()), town.person()
    inside(town, beside)
    with town.app.app_context(), transaction() as session:
        day = today(now())
        wrong = {"date_of_birth": dt.date(1950, 5, 17)}
        record(session, SYSTEM, session.get_one(Case, alone).person_id, wrong, source="document", now=now(), valid_from=day)
    with town.app.app_context():
        assert db.session.get_one(Case, case).closed_on is None
    return {
        "excluded": f"/people/{too_old}/programmes/sample",
        "open": f"/people/{unknown}/programmes/sample",
        "unproven": f"/people/{person}/programmes/proven",
        "warned": f"/people/{beside}/programmes/warned",
        "barred": f"/people/{beside}/programmes/barred",
        "person": f"/people/{person}",
        "case": f"/cases/{case}",
        "replay": f"/cases/{alone}/decided",
        "replay-same": f"/cases/{case}/decided",
        "replay-wrong": f"/cases/{case}/decided?on=2026-02-31",
        "ledger": "/two-programmes",
    }


def comes_in(tab: Screen) -> None:
    tab.comes_in("case_worker@example.org", PASSWORD)


def opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "de"), (DESKTOP, "en")])
def test_every_page_is_fit_to_be_used(
    browser: Browser, town: Town, addresses: dict[str, str], size: tuple[int, int], language: str
) -> None:
    with served(town.app) as base, screen(browser, base, size) as tab:
        comes_in(tab)
        found = tab.seen_all(addresses, language, opened)
        assert not (found + tab.faults), "\n".join(found + tab.faults)

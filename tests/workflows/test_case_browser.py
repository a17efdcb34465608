"""The page of a case with all its parts in a real browser: axe finds nothing, nothing is wider than a small phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser
from sqlalchemy import select

from core import catalogue
from core.actor import SYSTEM
from core.clock import now
from core.database import db, transaction
from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.test_case_pages import Wide
from tests.workflows.web import PASSWORD
from workflows.blocks import enter_block, leave_block
from workflows.links import follow
from workflows.models import Case

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def wide(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Wide]:
    folder = tmp_path_factory.mktemp("wide")
    made = Wide(folder / "data", f"sqlite:///{folder}/wide.sqlite")
    yield made
    made.close()


@pytest.fixture(scope="module")
def addresses(wide: Wide) -> dict[str, str]:
    """Every page, with something on it and without."""
    case, second = wide.case("Musterfrau-Langername"), wide.case("Zweite")
    mentor, old = wide.case("Mentorin", "mentor"), wide.case("Alt", date_of_birth=dt.date(1970, 1, 1))
    missing = wide.case("Unbekannt", date_of_birth=None)
    wide.do(case, "refer", referred_to=wide.provider_id)
    with wide.app.app_context(), transaction() as session:
        enter_block(session, SYSTEM, case, "course", now=now())
        enter_block(session, SYSTEM, second, "course", now=now())
        enter_block(session, SYSTEM, case, "coaching", now=now())
        leave_block(session, SYSTEM, case, "coaching", "Die Person hat jetzt Arbeit", now())
        found = session.get_one(Case, case)
        chosen = {"mentor": session.get_one(Case, mentor).person_id}
        follow(session, SYSTEM, found, catalogue.definition(found.revision), "choose", chosen, now())
        person = found.person_id
    wide.do(second, "refer", referred_to=wide.provider_id)
    wide.do(second, "answer", accepted=False)
    with wide.app.app_context():
        assert db.session.scalars(select(Case.id)).all()
    return {
        "case": f"/cases/{case}",
        "second": f"/cases/{second}",
        "mentor": f"/cases/{mentor}",
        "old": f"/cases/{old}",
        "entered": f"/cases/{case}/blocks/course",
        "waiting": f"/cases/{second}/blocks/course",
        "exception": f"/cases/{old}/blocks/course",
        "missing": f"/cases/{missing}/blocks/course",
        "responsible": f"/cases/{case}/responsible",
        "reopen": f"/tasks/{wide.task(case, 'refer')}/reopen",
        "track": f"/people/{person}/programmes/wider?track=mentor",
        "exit": f"/cases/{mentor}/exit",
        "places": "/admin/places/",
        "links": "/admin/links/",
    }


def comes_in(tab: Screen) -> None:
    tab.comes_in("boss@example.org", PASSWORD)


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "de"), (NARROW, "en")])
def test_every_page_is_fit_to_be_used(
    browser: Browser, wide: Wide, addresses: dict[str, str], size: tuple[int, int], language: str
) -> None:
    with served(wide.app) as base, screen(browser, base, size) as tab:
        comes_in(tab)
        assert tab.seen_all(addresses, language) == []

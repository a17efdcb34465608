"""The pages of screening in Chromium, full and empty: axe finds nothing, nothing is wider than a small phone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.clock import today
from core.database import transaction
from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.screening.house import PASSWORD, House
from workflows.screening import talk

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder: Path = tmp_path_factory.mktemp("house")
    made = House(f"sqlite:///{folder}/house.sqlite", folder)
    yield made
    made.close()


@pytest.fixture(scope="module")
def addresses(house: House) -> dict[str, str]:
    now = clock.now()
    soon = today(now) + dt.timedelta(days=40)
    born = soon.replace(year=soon.year - 15, day=min(soon.day, 28))
    facts = {"date_of_birth": born, "district": "Landkreis Fulda", "residence_title": "g55", "residence_valid_until": soon}
    person = house.person(family_name="Musterfrau-Langername", **facts)
    with house.app.app_context(), transaction() as session:
        nameless = talk.begin(session, house.worker, now)
        talk.answer(nameless, {"residence_title": "a25_3", "benefits": frozenset({"sgb2", "asylblg"})}, "document", now)
        talk.nobody_knows(nameless, "district", now)
        hers = talk.begin(session, house.worker, now, person)
        talk.answer(hers, {"residence_title": "d60a", "sex": "female"}, "self", now)
        return {
            "talks": "/talks",
            "talk": f"/talks/{nameless.id}",
            "talk-asked": f"/talks/{nameless.id}?ask=support_needs",
            "talk-person": f"/talks/{hers.id}",
            "find": f"/talks/{nameless.id}/onward?programme=wir&q=Musterfrau",
            "find-nobody": f"/talks/{nameless.id}/onward?q=qqqq",
            "compare": f"/talks/{hers.id}/onward?programme=wir_onnfit",
            "outlook": "/outlook",
            "outlook-month": f"/outlook?month={soon:%Y-%m}",
            "outlook-empty": "/outlook?programme=wir",
        }


def comes_in(tab: Screen, name: str = "one") -> None:
    tab.comes_in(f"{name}@example.org", PASSWORD)


def opened(page: Page) -> None:
    page.evaluate("document.querySelectorAll('main details').forEach(each => { each.open = true })")


@pytest.mark.parametrize(("size", "language", "scheme"), [(DESKTOP, "de", "light"), (NARROW, "en", "dark")])
def test_every_page_is_fit_to_be_used(
    browser: Browser, house: House, addresses: dict[str, str], size: tuple[int, int], language: str, scheme: str
) -> None:
    with served(house.app) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab)
        found = tab.seen_all(addresses, language, opened)
        assert found == []


def test_by_keyboard_and_without_a_new_page(browser: Browser, house: House) -> None:
    """Each answer is sent by the Enter key; the page stays, and the focus stands on the next question."""
    with served(house.app) as base, screen(browser, base) as tab:
        comes_in(tab, "two")
        page = tab.go("/talks")
        page.get_by_role("button", name="Gespräch beginnen").press("Enter")
        page.wait_for_url("**/talks/*")
        page.evaluate("window.here = true")
        page.locator(".fk-ask [name=district]").press_sequentially("Landkreis Fulda")
        page.keyboard.press("Enter")
        expect(page.locator("aside")).to_contain_text("Landkreis Fulda")
        expect(page.locator("#ask")).to_be_focused()
        assert page.evaluate("window.here === true")
        _back_by_the_browser(page)


def _back_by_the_browser(page: Page) -> None:
    page.locator("#talk a[href$='?ask=date_of_birth']:visible").first.click()
    expect(page.locator(".fk-ask input[name=_fact]")).to_have_value("date_of_birth")
    page.go_back()
    expect(page.locator("aside")).to_contain_text("Landkreis Fulda")

"""Change sets in a real browser: the age limit goes up and comes back by keyboard alone, and all pages are fit to be used."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from core import clock
from core.actor import SYSTEM
from core.catalogue import ChangeSet, publish, ship
from core.database import transaction
from core.definitions import Programme, t
from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.changes.desk import HOME, PROGRAMME, Desk
from tests.workflows.changes.test_pages import TWENTY_NINE, rule
from tests.workflows.reading.test_browser import comes_in
from workflows.eligibility import NotEligible

pytestmark = pytest.mark.browser
MOST_TABS = 120


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until this stands in focus."""
    for _ in range(MOST_TABS):
        if page.evaluate("selector => document.activeElement?.matches(selector) ?? false", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} cannot be reached by keyboard on {page.url}")


def presses(page: Page, selector: str) -> None:
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def writes(page: Page, selector: str, text: str) -> None:
    tab_to(page, selector)
    page.keyboard.press("Control+A")
    page.keyboard.insert_text(text)


def test_the_age_limit_by_keyboard_alone(browser: Browser, desk: Desk) -> None:
    with desk.app.app_context(), transaction() as session:
        publish(session, desk.offered().but(four_eyes=True), actor=SYSTEM, now=clock.now(), note="Vier Augen")
    with served(desk.app) as base, screen(browser, base) as anna, screen(browser, base) as berta:
        comes_in(anna, "anna")
        comes_in(berta, "berta")
        url = _opens(anna)
        _edits(anna, url)
        presses(anna.page, "#do-accept")
        presses(anna.page, "#do-ask")
        expect(anna.page.locator("#do-sign")).to_have_count(0)
        berta.go(url)
        presses(berta.page, "#do-sign")
        anna.go(url)
        presses(anna.page, "#do-publish")
        assert rule(desk.offered()) == "age in [18..30]"
        assert desk.case(TWENTY_NINE) == desk.offered().digest
        _goes_back(anna)
        berta.go(anna.page.url.removeprefix(base))
        presses(berta.page, "#do-sign")
        presses(berta.page, "#do-publish")
    assert rule(desk.offered()) == "age in [18..27]"
    with pytest.raises(NotEligible):
        desk.case(TWENTY_NINE)


def _opens(tab: Screen) -> str:
    """Gives the address of the change set."""
    page = tab.go(HOME)
    tab_to(page, "#programme")
    page.keyboard.type("Gemeinsam")
    writes(page, "#title", "Altersgrenze 30")
    presses(page, "#open-change")
    expect(page.get_by_role("heading", level=1)).to_have_text("Altersgrenze 30")
    return page.url.removeprefix(tab.base)


def _edits(tab: Screen, url: str) -> None:
    page = tab.page
    presses(page, "a[href$='/text']")
    page = tab.go(f"{url}/text?part=eligibility")
    before = page.input_value("#text")
    writes(page, "#text", before.replace("age in [18..27]", "age in [18..30]"))
    presses(page, "main form[method=post] button")
    expect(page.locator("main")).to_contain_text("zwischen 18 und 30 Jahre alt")


def _goes_back(tab: Screen) -> None:
    page = tab.go(f"{HOME}programmes/{PROGRAMME}")
    tab_to(page, "#publication")
    page.keyboard.type("2")
    writes(page, "#reason", "Der Erlass gilt nicht mehr")
    presses(page, "main form[method=post] button")
    expect(page.locator("main")).to_contain_text(re.compile("wartet auf eine Unterschrift", re.IGNORECASE))


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "en")])
def test_the_pages_are_fit_to_be_used(browser: Browser, desk: Desk, size: tuple[int, int], language: str) -> None:
    url = desk.opened()
    desk.writes(url, "eligibility", "age in [18..27]", "age in [18..30]")
    upgrade, found = _upgrade(desk), []
    pages = {
        "list": HOME,
        "one": url,
        "text": f"{url}/text?part=steps",
        "upgrade": upgrade,
        "sides": f"{upgrade}/sides",
        "history": f"{HOME}programmes/small?a=1&b=2",
        "new": f"{HOME}new",
        "import": f"{HOME}import",
    }
    with served(desk.app) as base, screen(browser, base, size) as tab:
        comes_in(tab, "anna")
        for name, path in pages.items():
            tab.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
            found += tab.look(f"{name} {language}")
        tab.go(url)
        tab.page.click("#do-publish")
        tab.page.wait_for_selector("#wrong")
        found += tab.look(f"refused {language}")
    assert found == []


def _upgrade(desk: Desk) -> str:
    def small(**more: object) -> Programme:
        return Programme("small", t(de="Kleines Programm"), **more)  # type: ignore[arg-type]  # any property

    with desk.app.app_context(), transaction() as session:
        ship(session, [small(summary=t(de="Alt"))], clock.now())
        publish(session, small(summary=t(de="Hier")), actor=SYSTEM, now=clock.now(), note="Angepasst")
        ship(session, [small(summary=t(de="Neu"), version="2", source="§ 3")], clock.now())
        return f"{HOME}{session.query(ChangeSet).filter_by(kind='upgrade').one().id}"

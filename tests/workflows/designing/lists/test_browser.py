"""Code lists in a real browser: by keyboard alone one is made, filled and ordered; in sizes, languages and schemes axe finds
nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.core.web.test_browser import served
from tests.forms.designing.tabs import WIDE, reach, tab_at
from tests.journeys.screen import DESKTOP, PHONE, screen
from tests.workflows.designing.stepper import Stepper
from tests.workflows.reading.test_browser import comes_in

pytestmark = pytest.mark.browser


def test_a_list_is_made_filled_and_ordered_by_keyboard_alone(browser: Browser, house: Flask, lists: Stepper) -> None:
    with tab_at(browser, house, f"{lists.url}?lang=de") as tab:
        page = tab.page
        reach(page, "new-list")
        page.keyboard.press("Enter")
        expect(page.locator("#w--title-de")).to_be_focused()
        page.keyboard.type("Räume")
        page.keyboard.press("Tab")
        expect(page.locator("#open-lists--neue_codeliste")).to_contain_text("Räume")
        reach(page, "option-label")
        page.keyboard.type("Blau")
        page.keyboard.press("Enter")
        expect(page.locator("#w-entries--blau-title-de")).to_have_value("Blau")
        expect(page.locator("#option-label")).to_be_focused()
        page.keyboard.type("Rot")
        page.keyboard.press("Enter")
        expect(page.locator("#w-entries--rot-title-de")).to_have_value("Rot")
        reach(page, "up-lists--neue_codeliste--entries--rot")
        page.keyboard.press("Enter")
        expect(page.locator("#said")).to_contain_text("Nach oben gerückt.")
        assert lists.programme.lists[0].codes == ("rot", "blau")
        page.locator("#many summary").focus()
        page.keyboard.press("Enter")
        reach(page, "lines")
        page.keyboard.insert_text("gelb|Gelb\nweiß|Weiß")
        reach(page, "lines-add")
        page.keyboard.press("Enter")
        expect(page.locator("#lines-error")).to_contain_text("Zeile 2: „weiß“ ist keine Kennung.")
        expect(page.locator("#lines")).to_be_focused()
        expect(page.locator("#lines")).to_have_value("gelb|Gelb\nweiß|Weiß")
        page.keyboard.press("ControlOrMeta+a")
        page.keyboard.insert_text("gelb|Gelb\nweiss|Weiß")
        reach(page, "lines-add")
        page.keyboard.press("Enter")
        expect(page.locator("#w-entries--weiss-title-de")).to_have_value("Weiß")
        reach(page, "undo")
        page.keyboard.press("Enter")
        expect(page.locator("#w-entries--weiss-title-de")).to_have_count(0)


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(PHONE, "de", "light"), (DESKTOP, "en", "dark"), (WIDE, "de", "light"), (PHONE, "ar", "dark")],
    ids=["phone", "desktop-dark", "wide", "phone-arabic"],
)
def test_its_pages_are_fit_to_be_used(
    browser: Browser, house: Flask, lists: Stepper, basics: Stepper, size: tuple[int, int], language: str, scheme: str
) -> None:
    lists.sends("new", _title="Räume im Haus")
    part = "lists/raeume_im_haus"
    lists.sends(f"lines:{part}", part, _lines="\n".join(f"r{number}\tRaum {number}" for number in range(55)))
    lists.sends("set", part, **{"p:entries/r2:hidden": ["no", "yes"], "p:entries/r1:attributes": "floor: 2"})
    lists.sends("new", _title="Leer")
    basics.sends("set", **{"p::retention": ["3", "exit", "§ 1", ""], "p::four_eyes": ["no", "yes"]})
    found: list[str] = []
    with served(house) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "programme_admin")
        for name, at in (("none", ""), ("own", part), ("empty", "lists/leer"), ("shared", "shared/german_level")):
            tab.go(f"{lists.url}?lang={language}&at={at}&in=en")
            found += tab.seen(f"lists-{name}-{language}-{scheme}")
        for name, at in parts(basics):
            tab.go(f"{basics.url}?lang={language}&at={at}&in=en")
            found += tab.seen(f"basics-{name}-{language}-{scheme}")
        assert tab.faults == []
    assert found == []


def parts(here: Stepper) -> list[tuple[str, str]]:
    """The programme itself and one part of each sort."""
    here.sends("new:offerings")
    here.sends("new:combinations", _with="my_turn")
    made = here.programme
    counters = [("counter", f"counters/{each.id}") for each in made.counters[:1]]
    other = f"combinations/{made.combinations[-1].with_}"
    return [("programme", ""), ("offering", f"offerings/{made.offerings[-1].id}"), ("combination", other), *counters]

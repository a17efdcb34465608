"""The rule builder inside the form designer, in a real browser: by mouse, by keyboard alone, without JavaScript."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page, expect

from tests.core.web.test_browser import served
from tests.forms.designing.designer import Designer
from tests.forms.designing.tabs import WIDE, reach, tab_at
from tests.forms.designing.test_browser import settled, wir
from tests.journeys.screen import DESKTOP, PHONE, Screen, screen
from tests.workflows.reading.test_browser import comes_in

__all__ = ["wir"]
pytestmark = pytest.mark.browser
PLACE, RULE = "fields/family_name", "#r--shown_if"
NESTED = 'age >= 18 and (german_level >= "b1" or residence_category in ("duldung", "gestattung")) and not(in_state_reception)'


@pytest.fixture
def tab(browser: Browser, house: Flask, wir: Designer) -> Iterator[Screen]:
    """At one question."""
    with tab_at(browser, house, f"{wir.url}?lang=de&at={PLACE}") as made:
        yield made


def shown_if(wir: Designer) -> str | None:
    return wir.field("family_name").shown_if


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement?.id"))


def test_by_mouse(tab: Screen, wir: Designer) -> None:
    page = tab.page
    page.select_option(f"{RULE}--new", "age")
    page.click(f"{RULE}--begin")
    expect(page.locator(f"{RULE}--operator")).to_be_visible()
    page.select_option(f"{RULE}--operator", ">=")
    expect(page.locator(f"{RULE}--value2")).to_be_hidden()
    page.fill(f"{RULE}--value", "18")
    page.locator(f"{RULE}--fact").focus()
    expect(page.locator("#p--shown_if-said")).to_contain_text("mindestens 18 Jahre alt")
    page.click(f"{RULE}--all")
    expect(page.locator(f"{RULE}-1--fact")).to_be_focused()
    page.select_option(f"{RULE}-1--fact", "german_level")
    expect(page.locator(f"select{RULE}-1--value")).to_be_attached()
    page.select_option(f"{RULE}-1--operator", ">=")
    page.select_option(f"{RULE}-1--value", "b1")
    expect(page.locator("#p--shown_if-said")).to_contain_text("B1")
    assert shown_if(wir) == 'age >= 18 and german_level >= "b1"'
    # pulled by its handle before the other one
    start = page.locator("[data-rule-part='1'] [data-rule-handle]").bounding_box()
    goal = page.locator("[data-rule-part='0'] > .fk-build__said").bounding_box()
    assert start
    assert goal
    page.mouse.move(start["x"] + 5, start["y"] + 5)
    page.mouse.down()
    page.mouse.move(goal["x"] + 20, goal["y"] + 2, steps=6)
    page.mouse.up()
    settled(page, "Die Regel ist geändert.")
    assert shown_if(wir) == 'german_level >= "b1" and age >= 18'
    found = tab.seen("ruling-by-mouse")
    page.click("#undo")
    page.locator(f"{RULE}-1", has_text="B1").wait_for(state="attached")
    assert shown_if(wir) == 'age >= 18 and german_level >= "b1"'
    assert found == []


def test_by_keyboard_alone(tab: Screen, wir: Designer) -> None:
    page = tab.page
    wir.sends("set", PLACE, **{"p::shown_if": "age >= 18 and in_state_reception"})
    page.reload()
    page.locator(f"{RULE}-0 > summary").focus()
    page.keyboard.press("Enter")
    reach(page, "r--shown_if-0--value")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("neunzehn")
    page.keyboard.press("Enter")
    expect(page.locator(f"{RULE}-0--error")).to_be_visible()
    expect(page.locator(f"{RULE}-0--value")).to_be_focused()
    expect(page.locator(f"{RULE}-0--value")).to_have_value("neunzehn")
    found = tab.seen("ruling-refused")
    expect(page.locator(f"{RULE}-0--error"), "nothing sent after it wipes it away").to_be_visible()
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("19")
    page.keyboard.press("Enter")
    expect(page.locator("#p--shown_if-said")).to_contain_text("19")
    reach(page, "r--shown_if-0--down")
    page.keyboard.press("Enter")
    settled(page, "Die Regel ist geändert.")
    assert shown_if(wir) == "in_state_reception and age >= 19"
    assert focused(page).startswith("r--shown_if-1"), "the focus goes with the condition"
    reach(page, "r--shown_if-1--any")
    page.keyboard.press("Enter")
    expect(page.locator(f"{RULE}-1-1--fact")).to_be_focused()
    # the arrows pass many entries: one of them is taken, when the list is left
    version = wir.row[0]
    page.keyboard.type("Geburtsdatum")
    expect(page.locator(f"{RULE}-1-1--fact")).to_have_value("date_of_birth")
    assert wir.row[0] == version
    page.keyboard.press("Tab")
    expect(page.locator(f"{RULE}-1-1--value[type=date]")).to_be_attached()
    assert (wir.row[0], shown_if(wir)) == (version + 1, "in_state_reception and (age >= 19 or is known(date_of_birth))")
    assert focused(page) == "r--shown_if-1-1--operator"
    reach(page, "r--shown_if-1-1--delete")
    page.keyboard.press("Enter")
    page.locator(f"{RULE}-1-1").wait_for(state="detached")
    assert shown_if(wir) == "in_state_reception and age >= 19"
    assert page.evaluate("document.activeElement.closest('#r--shown_if-rule') !== null"), "the focus stays in the rule"
    assert found == []


def test_without_javascript(browser: Browser, house: Flask, wir: Designer) -> None:
    with served(house) as base, screen(browser, base, WIDE, java_script_enabled=False) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(f"{wir.url}?lang=de&at={PLACE}")
        page.select_option(f"{RULE}--new", "age")
        page.click(f"{RULE}--begin")
        page.select_option(f"{RULE}--operator", "<=")
        page.fill(f"{RULE}--value", "27")
        page.click(f"{RULE}--any")
        assert shown_if(wir) == "age <= 27 or is known(age)"
        page.select_option(f"{RULE}-1--fact", "in_state_reception")
        page.click(f"{RULE}-1--set")
        assert shown_if(wir) == "age <= 27 or is known(in_state_reception)"
        assert tab.faults == []


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(PHONE, "de", "light"), (DESKTOP, "en", "dark"), (PHONE, "en", "dark")],
    ids=["phone", "dark", "en"],
)
def test_it_is_fit_to_be_used(
    browser: Browser, house: Flask, wir: Designer, size: tuple[int, int], language: str, scheme: str
) -> None:
    wir.sends("set", PLACE, **{"p::shown_if": NESTED, "p::required_if": "age > 3"})
    found: list[str] = []
    with served(house) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "programme_admin")
        for part in ("1", "1.1", "2"):
            tab.go(f"{wir.url}?lang={language}&at={PLACE}&in=ar&rule=shown_if:{part}")
            tab.page.locator("#p--shown_if-box").scroll_into_view_if_needed()
            found += tab.seen(f"ruling-{part}-{language}-{scheme}")
        assert tab.faults == []
    assert found == []

"""Letters in a real browser: one is written by keyboard alone, a placeholder from the palette; axe and the CSP find nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.forms.designing.conftest import house
from tests.forms.designing.tabs import reach, tab_at
from tests.journeys.screen import PHONE, Screen
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

__all__ = ["house"]
pytestmark = pytest.mark.browser


@pytest.fixture
def letters(house: Flask) -> Stepper:
    visitor = Visitor(house.test_client()).comes_in("programme_admin@example.org")
    return Stepper(house, visitor, "wir_sind_usingen", "letters")


@pytest.fixture
def tab(browser: Browser, house: Flask, letters: Stepper) -> Iterator[Screen]:
    with tab_at(browser, house, f"{letters.url}?lang=de") as made:
        yield made


def test_a_letter_is_written_by_keyboard_alone(tab: Screen, letters: Stepper) -> None:
    page = tab.page
    reach(page, "new-letter")
    page.keyboard.press("Enter")
    expect(page.locator("#w--title-de")).to_be_focused()
    page.keyboard.type("Gruß")
    reach(page, "w--text-de")
    page.keyboard.press("Control+A")
    page.keyboard.type("Guten Tag ")
    page.keyboard.press("Tab")
    expect(page.locator(".fk-design__letter")).to_contain_text("Guten Tag")
    page.locator("#palette > summary").focus()
    page.keyboard.press("Enter")
    reach(page, "put-person-given_name")
    page.keyboard.press("Enter")
    expect(page.locator("#w--text-de")).to_be_focused()
    expect(page.locator("#w--text-de")).to_have_value("Guten Tag {person.given_name}")
    expect(page.locator(".fk-design__letter").first).to_contain_text("Guten Tag Ada")
    page.keyboard.type(" {person.nam}")
    page.keyboard.press("Tab")
    expect(page.locator("#w--text-de-error")).to_contain_text("Meinten Sie")
    found = tab.seen("letter-wrong")
    page.locator("#w--text-de").fill("Guten Tag {person.given_name}")
    page.locator("#w--text-de").press("Tab")
    expect(page.locator("#w--text-de-error")).to_have_count(0)
    found += tab.seen("letter-designed")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found += tab.seen("letter-designed-phone")
    tab.go(f"{letters.url}?lang=en&in=ar&at=letters/letter")
    found += tab.seen("letter-designed-arabic")
    assert found == []
    made = letters.programme.letter("letter")
    assert made is not None
    assert made.text.text() == "Guten Tag {person.given_name}"
    reach(page, "undo")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Taken back")

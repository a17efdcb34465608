"""Letters in a real browser: one is written by keyboard alone, a placeholder from the palette; axe and the CSP find nothing."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect

from tests.core.web.test_browser import served
from tests.forms.designing.conftest import house
from tests.forms.designing.test_browser import reach
from tests.journeys.screen import PHONE, Screen, screen
from tests.workflows.designing.stepper import Stepper
from tests.workflows.reading.test_browser import comes_in
from tests.workflows.web import Visitor

__all__ = ["house"]
pytestmark = pytest.mark.browser
PICTURES = os.environ.get("PICTURES")


@pytest.fixture
def letters(house: Flask) -> Stepper:
    visitor = Visitor(house.test_client()).comes_in("programme_admin@example.org")
    return Stepper(house, visitor, "wir_sind_usingen", "letters")


@pytest.fixture
def tab(browser: Browser, house: Flask, letters: Stepper) -> Iterator[Screen]:
    """At the letters of a new draft; nothing may have gone wrong at the end."""
    with served(house) as base, screen(browser, base, (1440, 1000)) as made:
        made.page.context.set_default_timeout(8_000)
        comes_in(made, "programme_admin")
        made.go(f"{letters.url}?lang=de")
        yield made
        assert [fault for fault in made.faults if "status of 422" not in fault] == []


def seen(tab: Screen, name: str) -> list[str]:
    if PICTURES:
        width = (tab.page.viewport_size or {"width": 0})["width"]
        tab.page.screenshot(path=Path(PICTURES) / f"{name}-{width}.png", full_page=True)
    return tab.look(name)


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
    found = seen(tab, "letter-wrong")
    page.locator("#w--text-de").fill("Guten Tag {person.given_name}")
    page.locator("#w--text-de").press("Tab")
    expect(page.locator("#w--text-de-error")).to_have_count(0)
    found += seen(tab, "letter-designed")
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    found += seen(tab, "letter-designed-phone")
    tab.go(f"{letters.url}?lang=en&in=ar&at=letters/letter")
    found += seen(tab, "letter-designed-arabic")
    assert found == []
    made = letters.programme.letter("letter")
    assert made is not None
    assert made.text.text() == "Guten Tag {person.given_name}"
    reach(page, "undo")
    page.keyboard.press("Enter")
    expect(page.locator("#said")).to_contain_text("Taken back")

"""The builder in a real browser: by keyboard alone, by pointer, in two sizes and languages; axe and the CSP find nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser, Page

from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.building.builder import CHANGES, HOME, Builder
from tests.workflows.reading.test_browser import comes_in

pytestmark = pytest.mark.browser
NESTED = (
    'age in [18..27] and (german_level >= "b1" or not(residence_category in ("duldung", "gestattung"))) and count(benefits) < 3'
)


def looked_at(tab: Screen, name: str, path: str, language: str) -> list[str]:
    tab.go(f"{path}{'&' if '?' in path else '?'}lang={language}")
    return tab.seen(f"{name}-{language}")


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "en")])
def test_its_pages_are_fit_to_be_used(
    browser: Browser, app: Flask, builder: Builder, size: tuple[int, int], language: str
) -> None:
    found = []
    with served(app) as base, screen(browser, base, size) as tab:
        comes_in(tab, "programme_admin")
        found += looked_at(tab, "build-none", HOME, language)
        builder.starts()
        age, status, table = builder.url("age"), builder.url("status"), builder.url("district")
        builder.sends(age, _do="text", text=NESTED)
        builder.sends(table, _do="to_table")
        builder.sends(table, _do="add_input", input="age")
        builder.sends(table, _do="add_row")
        builder.sends(table, _do="cells", **{"cell-1-1": "[18..27]", "hit": "U", "otherwise": ""})
        for name, path in {"programmes": HOME, "criteria": builder.list, "nested": age, "table": table}.items():
            found += looked_at(tab, f"build-{name}", path, language)
        for name, path in {"open": f"{age}?open=1.0", "group": f"{age}?open=1", "codes": f"{status}?open="}.items():
            found += looked_at(tab, f"build-{name}", path, language)
        tab.go(age)
        tab.page.fill("#text", "age in [18..27] and\nagee > 3")
        tab.page.click("#expert-text")
        tab.page.wait_for_selector("#wrong")
        found += tab.seen("build-wrong")
        tab.go(age)
        builder.sends(age, _do="text", text="age > 20")
        tab.page.fill("#text", "age > 30")
        tab.page.click("#expert-text")
        tab.page.get_by_text("age > 30").wait_for()
        found += tab.seen("build-stale")
        builder.sends(f"{CHANGES}{builder.change}", _do="discard", sure="yes")
        found += looked_at(tab, "build-over", age, language)
        tab.faults[:] = [fault for fault in tab.faults if "409" not in fault]
    assert found == []


def presses(page: Page, selector: str) -> None:
    """Tab forward until this control has the focus."""
    for _ in range(200):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no way to {selector} by the Tab key")


def test_the_age_limit_is_changed_by_keyboard_alone(browser: Browser, app: Flask, builder: Builder) -> None:
    url = builder.starts().url("age")
    with served(app) as base, screen(browser, base) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(f"{url}?lang=de")
        turned = page.locator("[data-persona][data-changed]")
        assert turned.count() == 0
        presses(page, "#b > summary")
        page.keyboard.press("Enter")
        presses(page, "#b--value2")
        page.keyboard.press("Control+A")
        page.keyboard.type("20")
        page.keyboard.press("Enter")
        page.locator("[data-sentence=de]", has_text="zwischen 18 und 20").wait_for()
        assert "between 18 and 20" in (page.locator("[data-sentence=en]").text_content() or "")
        assert turned.count() > 0
        assert page.evaluate("document.activeElement.closest('#builder') !== null"), "the focus stays in the rule"
        assert page.locator("#text").input_value() == "age in [18..20]"
        presses(page, "#undo-undo")
        page.keyboard.press("Enter")
        page.locator("[data-sentence=de]", has_text="zwischen 18 und 27").wait_for()
        assert turned.count() == 0
    assert builder.rule("age") == "age in [18..27]"


def test_a_condition_is_moved_into_a_group_by_keyboard(browser: Browser, app: Flask, builder: Builder) -> None:
    url = builder.starts().url("age")
    builder.sends(url, _do="text", text="(age > 1 or age > 2) and age > 3")
    with served(app) as base, screen(browser, base) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(url)
        presses(page, "#b-1 > summary")
        page.keyboard.press("Enter")
        presses(page, "#b-1--in")
        page.keyboard.press("Enter")
        page.wait_for_selector("#b-2--up", state="attached")
    assert builder.rule("age") == "age > 1 or age > 2 or age > 3"


def test_a_condition_is_pulled_by_its_handle(browser: Browser, app: Flask, builder: Builder) -> None:
    url = builder.starts().url("age")
    builder.sends(url, _do="text", text="age > 1 and (age > 2 or age > 3) and age > 4")
    with served(app) as base, screen(browser, base) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(url)
        page.locator("[data-rule-part='2'] [data-rule-handle]").scroll_into_view_if_needed()
        start = page.locator("[data-rule-part='2'] [data-rule-handle]").bounding_box()
        goal = page.locator("[data-rule-part='1.0'] .fk-build__said").bounding_box()
        assert start
        assert goal
        page.mouse.move(start["x"] + 5, start["y"] + 5)
        page.mouse.down()
        page.mouse.move(goal["x"] + 20, goal["y"] + goal["height"] - 2, steps=6)
        page.mouse.up()
        page.wait_for_selector("[data-rule-part='1.2']")
    assert builder.rule("age") == "age > 1 and (age > 2 or age > 4 or age > 3)"

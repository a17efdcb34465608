"""The designer in a real browser: by mouse, by keyboard alone, in sizes, languages and schemes; axe and the CSP find nothing."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, Locator, Page, expect

from tests.core.web.test_browser import served
from tests.forms.designing.designer import Designer
from tests.forms.designing.tabs import WIDE, reach, tab_at
from tests.journeys.screen import DESKTOP, PHONE, Screen, screen
from tests.workflows.reading.test_browser import comes_in
from tests.workflows.web import Visitor

pytestmark = pytest.mark.browser
FAMILY, GIVEN = "fields--family_name", "fields--given_name"


@pytest.fixture
def wir(house: Flask) -> Designer:
    return Designer(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir", "master_sheet")


@pytest.fixture
def tab(browser: Browser, house: Flask, wir: Designer) -> Iterator[Screen]:
    with tab_at(browser, house, f"{wir.url}?lang=de") as made:
        yield made


def ids(page: Page, into: str) -> list[str]:
    """The questions of a page of the form, as they stand on the screen."""
    found = page.locator(f'[data-list="fields"][data-into="{into}"] > [data-part]')
    return [str(each).removeprefix("fields/") for each in found.evaluate_all("all => all.map(one => one.dataset.part)")]


def settled(page: Page, said: str) -> None:
    expect(page.locator("#said")).to_have_text(said)
    expect(page.locator("#designer")).not_to_have_class("fk-design__busy")


def stands_at(page: Page, version: int) -> None:
    """The page shows the draft as the server has it."""
    expect(page.locator("#designer [name=_version]")).to_have_value(str(version))


def drag(page: Page, what: Locator, to: Locator, *, below: bool = False) -> None:
    # at the edge of the window the page would scroll under the pointer
    to.evaluate("one => one.scrollIntoView({ block: 'center' })")
    lift(page, what)
    for _turn in range(40):
        carry(page, to, below)
        page.wait_for_timeout(MAKE_WAY)
        if to.evaluate(BESIDE):
            break
    page.mouse.up()


def lift(page: Page, what: Locator) -> None:
    """Take it by the middle. What still moved when it was to be taken is taken once more."""
    for _turn in range(10):
        what.hover()
        start = what.bounding_box()
        assert start
        page.mouse.down()
        page.mouse.move(start["x"] + start["width"] / 2 + 6, start["y"] + start["height"] / 2 + 6, steps=3)
        page.wait_for_timeout(MAKE_WAY)
        if page.locator(".fk-design__ghost").count():
            return
        page.mouse.up()
    raise AssertionError(f"{what} cannot be lifted")


MAKE_WAY = 150
"""Milliseconds: the rows move for 120 of them."""
BESIDE = """one => [one.previousElementSibling, one.nextElementSibling].some(
    each => each?.classList.contains("fk-design__ghost"))"""
"""What is carried stands next to it: a hand looks where it is before it lets go."""


def carry(page: Page, to: Locator, below: bool) -> None:
    """To where the row is now: the rows make way for what is carried, on a busy machine late."""
    end = to.bounding_box()
    assert end
    y = end["y"] + (end["height"] - 4 if below else 4)
    page.mouse.move(end["x"] + end["width"] / 2, y + (6 if below else -2), steps=12)
    page.mouse.move(end["x"] + end["width"] / 2, y, steps=4)
    page.wait_for_timeout(100)


def test_by_mouse(tab: Screen, wir: Designer) -> None:
    page = tab.page
    first, second = (f"pages/{each.id}" for each in wir.form.pages[:2])
    page.click(f"#open-{FAMILY}")
    expect(page.locator("#w--label-de")).to_have_value("Familienname")
    # one answer is taken at once, the preview follows, the mark tells the shipped value
    page.fill("#w--label-de", "Nachname")
    page.locator("#w--help-de").click()
    expect(page.locator(f"#open-{FAMILY}")).to_contain_text("Nachname")
    expect(page.locator("#w--help-de")).to_be_focused()
    expect(page.frame_locator("#preview-frame").locator("label[for=family_name]")).to_contain_text("Nachname")
    expect(page.locator("#designer")).to_contain_text("Familienname")
    assert wir.field("family_name").label.root["de"] == "Nachname"
    found = tab.seen("designer-marked")
    # out of the palette, then to another place, then to another page
    version = wir.row[0]
    drag(page, page.locator("#add-date"), page.locator(f"#card-{GIVEN}"))
    stands_at(page, version + 1)
    expect(page.locator("#card-fields--date")).to_be_visible()
    stands = ids(page, first)
    assert abs(stands.index("date") - stands.index("given_name")) == 1, "a pointer is not exact to one row"
    expect(page.locator("#w--label-de")).to_be_focused()
    drag(page, page.locator("#card-fields--date [data-handle]"), page.locator(f"#card-{FAMILY}"))
    stands_at(page, version + 2)
    expect(page.locator(f"#card-fields--date ~ #card-{GIVEN}")).to_be_visible()
    last = ids(page, first)[-1]
    goal = page.locator(f'[data-into="{second}"] > [data-part]').first
    drag(page, page.locator(f"#card-fields--{last} [data-handle]"), goal)
    stands_at(page, version + 3)
    expect(page.locator(f'[data-into="{second}"] #card-fields--{last}')).to_be_visible()
    assert last in [field.id for field in wir.form.pages[1].fields]
    # all of it goes back step by step
    version = wir.row[0]
    for turn in range(4):
        page.click("#undo")
        stands_at(page, version + turn + 1)
    expect(page.locator("#undo")).to_be_disabled()
    assert wir.field("family_name").label.root["de"] == "Familienname"
    assert found + tab.seen("designer-back") == []


def test_by_keyboard_alone(tab: Screen, wir: Designer) -> None:
    page = tab.page
    first, second = (f"pages/{each.id}" for each in wir.form.pages[:2])
    reach(page, f"open-{FAMILY}")
    page.keyboard.press("Enter")
    expect(page.locator("#card-fields--family_name")).to_have_class("fk-design__card fk-design__card--chosen")
    reach(page, f"down-{FAMILY}")
    page.keyboard.press("Enter")
    settled(page, "Nach unten gerückt.")
    assert ids(page, first)[:2] == ["given_name", "family_name"]
    assert page.evaluate("document.activeElement?.id") == f"down-{FAMILY}", "the focus stays with the button"
    page.keyboard.press("Enter")
    expect(page.locator(f"#card-{FAMILY} + #card-fields--sex")).to_be_visible()
    reach(page, "w--label-de")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("Nachname")
    page.keyboard.press("Tab")
    expect(page.locator(f"#open-{FAMILY}")).to_contain_text("Nachname")
    assert page.evaluate("document.activeElement?.id") == "w--help-de"
    reach(page, "to-page")
    reach(page, "to-page-go")
    page.keyboard.press("Enter")
    expect(page.locator(f'[data-into="{second}"] #card-{FAMILY}')).to_be_visible()
    # a refused rule is told at its place and the keyboard is led there
    page.locator("#p--shown_if-text > summary").focus()
    page.keyboard.press("Enter")
    reach(page, "p--shown_if")
    page.keyboard.type("aeg > 3")
    page.keyboard.press("Tab")
    expect(page.locator("#p--shown_if-error")).to_be_visible()
    expect(page.locator("#p--shown_if")).to_be_focused()
    found = tab.seen("designer-refused")
    page.keyboard.press("ControlOrMeta+a")
    page.keyboard.type("age > 3")
    page.keyboard.press("Tab")
    expect(page.locator("#p--shown_if-said")).to_be_visible()
    assert wir.field("family_name").shown_if == "age > 3"
    # a new question is named at once
    page.locator("main").focus()
    reach(page, "add-choice")
    page.keyboard.press("Enter")
    expect(page.locator("#w--label-de")).to_be_focused()
    page.keyboard.type("Wie geht es?")
    page.keyboard.press("Enter")
    expect(page.locator("#open-fields--choice")).to_contain_text("Wie geht es?")
    reach(page, "option-label")
    page.keyboard.type("Gut")
    page.keyboard.press("Enter")
    expect(page.locator("#card-fields--choice--options--gut")).to_be_visible()
    expect(page.locator("#option-label")).to_be_focused()
    expect(page.locator("#option-label")).to_have_value("")
    reach(page, "remove-fields--choice--options--option_1")
    page.keyboard.press("Enter")
    settled(page, "Herausgenommen.")
    assert found + tab.seen("designer-keyboard") == []


@pytest.mark.parametrize(
    ("size", "language", "scheme"),
    [(PHONE, "de", "light"), (DESKTOP, "en", "dark"), (WIDE, "de", "dark"), ((320, 640), "en", "light")],
    ids=["phone", "desktop-dark", "wide-dark", "narrow"],
)
def test_its_pages_are_fit_to_be_used(
    browser: Browser, house: Flask, wir: Designer, size: tuple[int, int], language: str, scheme: str
) -> None:
    wir.sends("set", "fields/family_name", **{"w::label:de": "Nachname", "p::required": "no"})
    wir.sends("add:choice", "fields/sex")
    wir.sends("remove:fields/given_name")
    wir.sends("check")
    found: list[str] = []
    with served(house) as base, screen(browser, base, size, color_scheme=scheme) as tab:
        comes_in(tab, "programme_admin")
        for at in ("", "fields/family_name", "fields/choice", "pages/person", "checks/check"):
            tab.go(f"{wir.url}?lang={language}&at={at}&in=ar")
            found += tab.seen(f"designer-{at.replace('/', '-') or 'form'}-{language}-{scheme}")
        for look in ("phone", "print"):
            tab.go(f"{wir.url}/preview?in=ar&as={look}")
            found += tab.seen(f"designer-preview-{look}-{language}")
        for name, path in {"drafts": "/admin/changes/forms", "forms": f"/admin/changes/{wir.change}/forms"}.items():
            tab.go(path)
            found += tab.seen(f"designer-{name}-{language}")
        assert tab.faults == []
    assert found == []


def test_the_preview_is_tried(tab: Screen, wir: Designer) -> None:
    frame = tab.page.frame_locator("#preview-frame")
    frame.locator("[name=_do][value=next]").last.click()
    expect(frame.locator("[data-error-summary]")).to_be_visible()
    frame.locator("#family_name").fill("Muster")
    # what was typed there stays while the form is changed beside it
    tab.page.click("#page-add")
    expect(tab.page.locator("#open-pages--page")).to_be_visible()
    expect(frame.locator("#family_name")).to_have_value("Muster")
    assert tab.look("tried") == []


def test_what_did_not_arrive_goes_along_later(tab: Screen, wir: Designer) -> None:
    page = tab.page
    page.click(f"#open-{FAMILY}")
    page.fill("#w--help-de", "Wie im Ausweis")
    page.context.set_offline(True)
    page.keyboard.press("Tab")
    expect(page.locator("#said")).to_have_text(page.locator("#designer").get_attribute("data-unsaved") or "-")
    page.context.set_offline(False)
    tab.faults.clear()
    assert wir.field("family_name").help != "Wie im Ausweis"
    page.fill("#w--label-de", "Nachname")
    page.keyboard.press("Tab")
    expect(page.locator(f"#open-{FAMILY}")).to_contain_text("Nachname")
    assert "Wie im Ausweis" in str(wir.field("family_name").help)


def test_without_javascript_every_button_is_a_plain_post(browser: Browser, house: Flask, wir: Designer) -> None:
    with served(house) as base, screen(browser, base, WIDE, java_script_enabled=False) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(f"{wir.url}?lang=de")
        page.click(f"#open-{FAMILY}")
        page.fill("#w--label-de", "Nachname")
        page.click("#apply")
        expect(page.locator(f"#open-{FAMILY}")).to_contain_text("Nachname")
        page.click(f"#down-{FAMILY}")
        page.click("#add-date")
        expect(page.locator(f"#card-{FAMILY} + #card-fields--date")).to_be_visible()
        page.click("#p--shown_if-text > summary")
        page.fill("#p--shown_if", "aeg > 3")
        page.press("#w--label-de", "Enter")
        expect(page.locator("#p--shown_if-error")).to_be_visible()
        expect(page.locator("#p--shown_if")).to_have_value("aeg > 3")
        assert wir.field("date").shown_if is None
        assert tab.faults == []

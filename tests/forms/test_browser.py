"""A form in a real browser: questions come and go at once, entries are saved by themselves, nothing stands in a reader's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Browser, expect
from werkzeug.serving import make_server

from core.testing import close, make_app
from tests.conftest import NewDatabase
from tests.core.access.doors import PASSWORD, fill
from tests.forms.conftest import PLUGINS
from tests.journeys.screen import PHONE, Screen, screen

pytestmark = pytest.mark.browser


@pytest.fixture
def app(new_database: NewDatabase, tmp_path: Path) -> Iterator[Flask]:
    made = make_app(new_database("sqlite"), tmp_path / "data", plugins_dir=(PLUGINS,))
    fill(made)
    yield made
    close(made)


@pytest.fixture
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def sign_in(tab: Screen) -> None:
    tab.go("/sign-in")
    tab.page.fill("[name=email]", "worker@example.org")
    tab.page.fill("[name=password]", PASSWORD)
    with tab.page.expect_navigation():
        tab.page.press("[name=password]", "Enter")


def test_questions_come_and_go_and_entries_save_themselves(browser: Browser, served: str) -> None:
    with screen(browser, served, PHONE) as tab:
        sign_in(tab)
        page = tab.go("/ask/one/long")
        page.get_by_label("Rufname").fill("Ada")
        page.get_by_role("group", name="Arbeitet?").get_by_label("Ja").check()
        expect(page.get_by_label("Arbeitgeber")).to_be_visible()
        assert page.get_by_label("Rufname").input_value() == "Ada"
        page.get_by_label("Arbeitgeber").fill("Bäckerei")
        page.get_by_label("Arbeitgeber").blur()
        expect(page.locator("[data-save-status]")).to_contain_text("Gespeichert")
        expect(page.get_by_label("Stunden")).to_be_visible()
        assert tab.look("first page") == []
        tab.go("/ask/one/long")
        assert page.get_by_label("Arbeitgeber").input_value() == "Bäckerei"
        page.get_by_label("Geburtsdatum").fill("31.02.2000")
        page.get_by_role("button", name="Weiter").last.click()
        expect(page.locator("[data-error-summary]")).to_be_focused()
        assert tab.look("errors") == []
        page.locator("[data-error-summary] a").first.click()
        expect(page.get_by_label("Geburtsdatum")).to_be_focused()
        page.get_by_label("Geburtsdatum").fill("28.02.2000")
        page.get_by_role("button", name="Weiter").last.click()
        expect(page.get_by_label("Werdegang")).to_be_visible()
        assert tab.look("second page") == []
        page.get_by_role("button", name="Weiter").last.click()
        assert tab.look("all answers") == []
        page.get_by_role("button", name="Einreichen").click()
        expect(page.get_by_role("heading", level=1)).to_be_visible()
        assert tab.look("receipt") == []


def test_a_signature_is_drawn_kept_and_printed(browser: Browser, served: str) -> None:
    with screen(browser, served, PHONE) as tab:
        sign_in(tab)
        page = tab.go("/ask/two/kinds")
        page.get_by_role("button", name="Weiter").last.click()
        page.get_by_label("Name der unterschreibenden Person").fill("Ada Muster")
        sheet = page.locator("canvas")
        sheet.scroll_into_view_if_needed()
        box = sheet.bounding_box()
        assert box
        page.mouse.move(box["x"] + 30, box["y"] + 30)
        page.mouse.down()
        page.mouse.move(box["x"] + 120, box["y"] + 60, steps=5)
        page.mouse.move(box["x"] + 200, box["y"] + 20, steps=5)
        page.mouse.up()
        expect(page.locator("[data-save-status]")).to_contain_text("Gespeichert")
        assert tab.look("sheet to sign on") == []
        page.reload()
        drawn = page.locator("input[name='signed.drawn']")
        assert drawn.input_value().startswith("[[")
        page.get_by_role("button", name="Löschen").click()
        assert drawn.input_value() == ""
        page.get_by_label("Ich unterschreibe").check()  # for whoever has no pointer
        page.get_by_role("button", name="Weiter").last.click()
        expect(page.get_by_text("Unterschrieben von Ada Muster")).to_be_visible()


def test_what_is_worked_out_follows_at_once(browser: Browser, served: str) -> None:
    with screen(browser, served) as tab:
        sign_in(tab)
        page = tab.go("/ask/three/kinds")
        page.get_by_label("Beginn").fill("1.1.2026")
        page.get_by_label("Ende").fill("2.3.2026")
        page.get_by_label("Ende").blur()
        expect(page.locator("#days")).to_have_text("60")
        expect(page.get_by_label("Warum so lang?")).to_be_visible()


def test_a_page_that_is_read_from_the_right_says_which_words_are_german(browser: Browser, served: str) -> None:
    with screen(browser, served, PHONE) as tab:
        sign_in(tab)
        page = tab.go("/ask/four/kinds?lang=ar")
        assert page.locator("html").get_attribute("dir") == "rtl"
        assert page.locator("#form").get_attribute("lang") == "de"
        languages = "els => els.map(e => e.closest('[lang]').lang)"
        assert set(page.locator("#form label, #form button").evaluate_all(languages)) == {"de"}
        assert page.locator("h1 [lang=de][dir=ltr]").count() == 1
        assert tab.look("from the right") == []


@contextmanager
def cut_off(browser: Browser, served: str) -> Iterator[Screen]:
    """A phone whose connection comes and goes: what the browser says of saves that did not get through is no fault."""
    with screen(browser, served, PHONE) as tab:
        sign_in(tab)
        yield tab
        tab.faults[:] = [fault for fault in tab.faults if "ERR_INTERNET_DISCONNECTED" not in fault]


def test_a_page_follows_its_rules_without_a_connection(browser: Browser, served: str) -> None:
    with cut_off(browser, served) as tab:
        page = tab.go("/ask/five/long")
        expect(page.get_by_label("Arbeitgeber")).to_be_hidden()
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        works = page.get_by_role("group", name="Arbeitet?").get_by_label("Ja")
        works.check()
        expect(page.get_by_label("Arbeitgeber")).to_be_visible()
        expect(works).to_be_focused()
        expect(page.locator("[data-said]")).to_have_text("Weitere Frage: Arbeitgeber")
        expect(page.locator("[data-optional=employer]")).to_be_hidden()
        expect(page.get_by_label("Arbeitgeber")).to_have_attribute("aria-required", "true")
        page.get_by_label("Arbeitgeber").press_sequentially("B")
        expect(page.get_by_label("Stunden")).to_be_visible()
        expect(page.get_by_label("Arbeitgeber")).to_be_focused()
        assert tab.look("followed without a connection") == []
        page.get_by_role("group", name="Arbeitet?").get_by_label("Nein").check()
        expect(page.get_by_label("Arbeitgeber")).to_be_hidden()
        expect(page.get_by_label("Stunden")).to_be_hidden()
        works.check()
        assert page.get_by_label("Arbeitgeber").input_value() == "B"
        page.context.set_offline(False)
        page.get_by_label("Rufname").fill("Ada")
        page.get_by_role("button", name="Weiter").last.click()
        expect(page.get_by_label("Werdegang")).to_be_visible()
        tab.go("/ask/five/long?page=who")
        expect(page.get_by_label("Arbeitgeber")).to_be_visible()
        assert page.get_by_label("Arbeitgeber").input_value() == "B"


def test_checks_are_hints_while_somebody_types(browser: Browser, served: str) -> None:
    with cut_off(browser, served) as tab:
        page = tab.go("/ask/six/kinds")
        page.wait_for_load_state("networkidle")
        page.context.set_offline(True)
        page.get_by_label("Beginn").fill("2.3.2026")
        page.get_by_label("Ende").fill("1.1.2026")
        hint = page.locator(".fk-live")
        expect(hint).to_have_text("Ende vor Beginn.")
        expect(page.locator("[data-said]")).to_have_text("Ende vor Beginn.")
        expect(page.locator("#days")).to_have_text("-60")
        assert "ended--order" in (page.get_by_label("Ende").get_attribute("aria-describedby") or "")
        assert tab.look("a hint") == []
        page.get_by_label("Ende").fill("2.3.2026")
        expect(hint).to_have_count(0)
        expect(page.locator("#over")).to_have_text("Nein")
        page.get_by_label("Ende").fill("1.1.2026")
        page.context.set_offline(False)
        page.get_by_role("button", name="Weiter").last.click()
        expect(page.locator("[data-error-summary]")).to_be_focused()
        expect(page.locator("#ended-error")).to_be_visible()
        expect(hint).to_have_count(0)


def test_questions_that_appear_stand_right_in_a_page_from_the_right(browser: Browser, served: str) -> None:
    with screen(browser, served, PHONE) as tab:
        sign_in(tab)
        page = tab.go("/ask/seven/long?lang=ar")
        page.locator("[name=works][value=yes]").check()
        expect(page.locator("[name=employer]")).to_be_visible()
        assert page.locator("[data-said]").evaluate("one => one.closest('[lang]').lang") == "de"
        assert tab.look("appeared from the right") == []


def test_what_only_the_server_can_tell_is_asked_there_at_once(browser: Browser, served: str) -> None:
    with screen(browser, served) as tab:
        sign_in(tab)
        page = tab.go("/ask/eight/reach")
        expect(page.locator("[data-progress]")).to_have_text("Seite 1 von 3")
        page.get_by_role("group", name="Besuch?").get_by_label("Ja").check()
        expect(page.get_by_label("An welcher Tür?")).to_be_visible()
        expect(page.locator("[data-progress]")).to_have_text("Seite 1 von 4")
        page.get_by_label("An welcher Tür?").fill("links")
        expect(page.get_by_label("Wann anrufen?")).to_have_count(0)
        page.get_by_label("Telefon").fill("02305 123456")
        page.get_by_label("Telefon").blur()
        expect(page.get_by_label("Wann anrufen?")).to_be_visible()
        assert page.get_by_label("An welcher Tür?").input_value() == "links"
        expect(page.locator("[data-progress]")).to_have_text("Seite 1 von 4")
        page.get_by_role("group", name="Besuch?").get_by_label("Nein").check()
        expect(page.get_by_label("An welcher Tür?")).to_be_hidden()
        expect(page.locator("[data-progress]")).to_have_text("Seite 1 von 3")

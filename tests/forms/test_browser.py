"""A form in a real browser: questions come and go at once, entries are saved by themselves, nothing stands in a reader's way."""

from __future__ import annotations

import threading
from collections.abc import Iterator
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

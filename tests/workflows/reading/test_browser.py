"""Programmes in words, and documents, in a real browser: the graph is drawn, axe finds nothing, the CSP refuses nothing."""

from __future__ import annotations

import pytest
from flask import Flask
from playwright.sync_api import Browser

from tests.core.web.test_browser import served
from tests.journeys.screen import DESKTOP, NARROW, Screen, screen
from tests.workflows.documents.file import KIND
from tests.workflows.web import PASSWORD

pytestmark = pytest.mark.browser
HOME = "/admin/definitions/"
READING = {
    "list": HOME,
    "wir": f"{HOME}wir",
    "durchstarten": f"{HOME}gemeinsam_durchstarten",
    "onnfit": f"{HOME}wir_onnfit",
    "my-turn": f"{HOME}my_turn/forms/need",
    "my-turn-with-a-table": f"{HOME}my_turn",
    "hilden": f"{HOME}drei_phasen_modell",
    "form": f"{HOME}wir/forms/competence_profile",
    "form-en": f"{HOME}wir/forms/referral?in=en",
}


def comes_in(tab: Screen, role: str) -> None:
    tab.comes_in(f"{role}@example.org", PASSWORD)


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "en")])
def test_programmes_in_words_are_fit_to_be_read(browser: Browser, app: Flask, size: tuple[int, int], language: str) -> None:
    with served(app) as base, screen(browser, base, size) as tab:
        comes_in(tab, "programme_admin")
        assert tab.seen_all(READING, language) == []


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "en")])
def test_verdicts_are_fit_to_be_read(browser: Browser, app: Flask, size: tuple[int, int], language: str) -> None:
    programmes = ("wir", "wir_onnfit", "my_turn", "gemeinsam_durchstarten")
    pages = {f"verdict-{id}": f"/people/{app.config['PERSON']}/programmes/{id}" for id in programmes}
    with served(app) as base, screen(browser, base, size) as tab:
        comes_in(tab, "case_worker")
        assert tab.seen_all(pages, language) == []


@pytest.mark.parametrize(("size", "language"), [(DESKTOP, "de"), (NARROW, "en")])
def test_documents_are_fit_to_be_made(browser: Browser, app: Flask, size: tuple[int, int], language: str) -> None:
    person = app.config["PERSON"]
    pages = {
        "document": f"/people/{person}/documents/{KIND}",
        "employers": f"/people/{person}/documents/{KIND}?audience=employers",
    }
    with served(app) as base, screen(browser, base, size) as tab:
        comes_in(tab, "case_worker")
        tab.go(f"{pages['document']}?lang={language}")
        tab.page.locator("form[method=post] button.kern-btn--primary").click()
        tab.page.locator("a[href$='.pdf']").first.wait_for()
        assert tab.seen_all(pages, language) == []


@pytest.mark.parametrize(
    "id", ["wir", "wir_onnfit", "my_turn", "gemeinsam_durchstarten", "drei_phasen_modell", "wir_sind_usingen"]
)
def test_the_graph_draws_every_step_and_every_way(browser: Browser, app: Flask, id: str) -> None:
    with served(app) as base, screen(browser, base) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(f"{HOME}{id}")
        page.locator(".fk-graph svg").first.wait_for()
        rows = page.locator("tr[data-step]")
        assert page.locator(".fk-graph__step").count() == rows.count() > 0
        ways = "rows => rows.flatMap(({ dataset: d }) => `${d.after} ${d.any} ${d.back}`.split(' ')).filter(Boolean).length"
        assert page.locator(".fk-graph__way").count() == rows.evaluate_all(ways)
        page.emulate_media(media="print")
        assert not page.locator(".fk-admin__menu--wide").is_visible()
        assert page.locator(".fk-graph svg").first.is_visible()


def test_without_javascript_the_table_says_it(browser: Browser, app: Flask) -> None:
    with served(app) as base, screen(browser, base, java_script_enabled=False) as tab:
        comes_in(tab, "programme_admin")
        page = tab.go(f"{HOME}wir")
        assert not page.locator(".fk-graph").is_visible()
        assert page.locator("tr[data-step]").first.is_visible()

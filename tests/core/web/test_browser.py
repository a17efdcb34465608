"""The shell in a real browser: what foerderkette.js does, no broken rule of the CSP, and axe finding nothing."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask, jsonify, render_template_string, request
from playwright.sync_api import Browser, Page
from werkzeug.serving import make_server

from core.web.gate import PUBLIC, policy
from tests.browser import axe_violations
from tests.core.web.frame import actor, add, bare_app

pytestmark = pytest.mark.browser

FORM = """{% extends "base.html" %}{% set heading = "Form" %}{% block content %}
{{ ui.error_summary({"name": ["Missing."]}, {"name": "Name"}) if request.args.wrong }}
{{ ui.progress([{"text": "one", "state": "done"}, {"text": "two", "state": "current"}]) }}
{{ ui.badge("overdue") }} {{ ui.due(none) }}
{% call ui.data_table("Table", ["A", "B"]) %}<tr class="kern-table__row"><td class="kern-table__cell" data-label="A">a</td>
<td class="kern-table__cell" data-label="B">{{ ui.bdi("b") }}</td></tr>{% endcall %}
<form method="post" class="fk-form" action="/take" data-autosave="/save">
<input type="hidden" name="csrf_token" value="{{ csrf_token() }}"><input type="hidden" name="_version" value="1">
{{ ui.input("name", "Name", required=true) }}{{ ui.save_status() }}
<button class="kern-btn kern-btn--primary" name="_do" value="next"><span class="kern-label">Send</span></button>
<button class="kern-btn kern-btn--secondary" name="_do" value="drop" data-confirm="Sure?">
<span class="kern-label">Drop</span></button>
</form>{% endblock %}"""

GUARDED = """{% extends "base.html" %}{% set heading = "Form" %}{% block content %}<a href="/form">Away</a>
{{ ui.error_summary({"name": ["Missing."]}, {"name": "Name"}) if request.args.wrong }}
<form method="post" class="fk-form" action="/take" data-guard><input type="hidden" name="csrf_token" value="{{ csrf_token() }}">
{{ ui.input("name", "Name") }}<button class="kern-btn"><span class="kern-label">Send</span></button><a href="/form">Cancel</a>
</form>{% endblock %}"""


class Received:
    """What the server got, and how it answers autosaves."""

    def __init__(self) -> None:
        self.saved: list[dict[str, str]] = []
        self.taken: list[dict[str, str]] = []
        self.status = 200
        self.hold = threading.Event()
        self.hold.set()


def routes(received: Received) -> Any:
    def save() -> Any:
        received.hold.wait(10)
        received.saved.append(dict(request.form))
        return jsonify(version=len(received.saved) + 1), received.status

    @policy(PUBLIC)
    def take() -> str:
        received.taken.append(dict(request.form))
        return "taken"

    def add_all(app: Flask) -> None:
        add(app, "/form", "form", lambda: render_template_string(FORM))
        add(app, "/guarded", "guarded", lambda: render_template_string(GUARDED))
        add(app, "/save", "save", save, methods=["POST"])
        app.view_functions["take"] = take

    return add_all


@contextmanager
def served(app: Flask) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture
def received() -> Received:
    return Received()


@pytest.fixture
def page(browser: Browser, tmp_path: Path, received: Received) -> Iterator[Page]:
    """Not yet anywhere: `page.goto("/form")`. Ends with a failure when the console told of an error."""
    with served(bare_app(tmp_path, actor("mentor"), routes=routes(received))) as address:
        context = browser.new_context(base_url=address, locale="de-DE")
        page = context.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text) if "Content Security" in message.text else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        yield page
        context.close()
        assert said == []


def test_errors_are_met_first(page: Page) -> None:
    page.goto("/form?wrong=1")
    assert page.evaluate("document.activeElement.dataset.errorSummary") == ""
    page.get_by_role("link", name="Name: Missing.").click()
    assert page.evaluate("document.activeElement.id") == "name"


def test_entries_are_saved_while_typing_and_the_version_goes_on(page: Page, received: Received) -> None:
    page.goto("/form?lang=de")
    page.fill("#name", "Amina")
    page.locator("#name").blur()
    page.get_by_text("Gespeichert um").wait_for()
    assert received.saved[-1]["name"] == "Amina"
    assert page.input_value("[name=_version]") == "2"


@pytest.mark.parametrize(
    ("status", "text"), [(409, "an anderer Stelle geändert"), (401, "Sitzung ist beendet"), (422, "prüfen Sie")]
)
def test_what_was_not_saved_is_said(page: Page, received: Received, status: int, text: str) -> None:
    received.status = status
    page.goto("/form?lang=de")
    page.fill("#name", "Amina")
    page.locator("#name").blur()
    page.get_by_text(text).wait_for()
    assert page.input_value("#name") == "Amina"


def test_without_a_connection_nothing_is_lost(page: Page, received: Received) -> None:
    page.goto("/form?lang=de")
    page.context.set_offline(True)
    page.fill("#name", "Amina")
    page.locator("#name").blur()
    page.get_by_text("keine Verbindung").wait_for()
    page.context.set_offline(False)
    page.get_by_text("Gespeichert um").wait_for()
    assert received.saved[-1]["name"] == "Amina"


@pytest.mark.parametrize("wrong", ["", "?wrong=yes"], ids=["typed", "answered"])
def test_what_was_typed_and_not_sent_is_not_left_unasked(page: Page, received: Received, wrong: str) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.dismiss()))
    page.goto(f"/guarded{wrong}")
    if not wrong:
        page.get_by_role("link", name="Away").click()
        page.wait_for_url("**/form")
        assert asked == [], "nothing was typed"
        page.go_back()
    page.locator("#name").fill("Ada")
    page.get_by_role("link", name="Away").click(no_wait_after=True)
    page.wait_for_function("document.querySelector('#name').value === 'Ada'")
    assert asked == ["beforeunload"]
    assert "/guarded" in page.url
    page.get_by_role("button", name="Send").click()
    page.get_by_text("taken").wait_for()
    assert received.taken[0]["name"] == "Ada"
    page.goto(f"/guarded{wrong}")
    page.locator("#name").fill("Ada")
    page.get_by_role("link", name="Cancel").click()
    page.wait_for_url("**/form")
    assert asked == ["beforeunload"], "who sends or cancels is not asked"


def test_a_double_click_sends_once_and_the_button_is_part_of_it(page: Page, received: Received) -> None:
    page.goto("/form")
    page.fill("#name", "Amina")
    page.get_by_role("button", name="Send").dblclick()
    page.get_by_text("taken").wait_for()
    assert [(one["name"], one["_do"]) for one in received.taken] == [("Amina", "next")]


def test_a_save_under_way_is_no_conflict(page: Page, received: Received) -> None:
    page.goto("/form?lang=de")
    received.hold.clear()
    page.fill("#name", "Amina")
    page.locator("#name").blur()
    page.get_by_text("Wird gespeichert").wait_for()
    page.get_by_role("button", name="Send").click()
    assert received.taken == []
    received.hold.set()
    page.get_by_text("taken").wait_for()
    assert (len(received.saved), received.taken[0]["_version"], received.taken[0]["_do"]) == (1, "2", "next")


def test_a_question_may_be_answered_with_no(page: Page, received: Received) -> None:
    page.goto("/form")
    page.fill("#name", "Amina")
    page.once("dialog", lambda dialog: dialog.dismiss())
    page.get_by_role("button", name="Drop").click()
    assert received.taken == []
    page.once("dialog", lambda dialog: dialog.accept())
    page.get_by_role("button", name="Drop").click()
    page.get_by_text("taken").wait_for()
    assert received.taken[0]["_do"] == "drop"


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("path", ["/form?wrong=1&lang=de", "/form?lang=ar", "/privacy?lang=en", "/accessibility", "/not-there"])
def test_axe_finds_nothing_and_nothing_overflows(page: Page, path: str, width: int, scheme: Any) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.emulate_media(color_scheme=scheme)
    page.goto(path)
    assert [(one["id"], one["nodes"][0]["html"]) for one in axe_violations(page)] == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")


def test_the_menu_opens_by_keyboard_and_closes_with_escape(page: Page) -> None:
    page.goto("/form?lang=de")
    page.locator("[data-menu] summary").focus()
    page.keyboard.press("Enter")
    assert page.locator("[data-menu][open]").count() == 1
    page.keyboard.press("Escape")
    assert page.locator("[data-menu][open]").count() == 0


def test_the_first_tab_skips_to_the_content(page: Page) -> None:
    page.goto("/privacy?lang=de")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Zum Inhalt springen"

"""Which language a request speaks, and how dates and deadlines are said in it."""

import datetime as dt
from pathlib import Path

import pytest
from flask import Flask, render_template_string
from flask_babel import force_locale

from core.actor import ANONYMOUS
from core.definitions import t
from core.web import i18n
from tests.core.web.frame import actor, add, bare_app

DAY = dt.date(2026, 3, 10)


def says(tmp_path: Path, url: str = "/which", *, own: str = "", accept: str = "", cookie: str = "") -> str:
    """The language that the page spoke."""
    asks = actor("mentor", language=own)
    client = bare_app(tmp_path, asks, routes=lambda app: add(app, "/which", "which", lambda: i18n.language())).test_client()
    if cookie:
        client.set_cookie("language", cookie)
    return client.get(url, headers={"Accept-Language": accept} if accept else {}).text


def test_the_order_in_which_a_language_is_found(tmp_path: Path) -> None:
    assert says(tmp_path) == "de"
    assert says(tmp_path, accept="xx, fr-CA;q=0.8, en;q=0.5") == "fr"
    assert says(tmp_path, accept="fr", own="tr") == "tr"
    assert says(tmp_path, accept="fr", own="tr", cookie="uk") == "uk"
    assert says(tmp_path, "/which?lang=en", accept="fr", own="tr", cookie="uk") == "en"


def test_a_stranger_is_spoken_to_in_the_language_of_her_browser(tmp_path: Path) -> None:
    client = bare_app(tmp_path, ANONYMOUS).test_client()
    assert '<html lang="en"' in client.get("/privacy", headers={"Accept-Language": "en-GB,en;q=0.9"}).text
    assert '<html lang="de"' in client.get("/privacy").text


@pytest.mark.parametrize("unknown", ["xx", "../../etc", "de'", "", "DE"])
def test_an_unknown_language_is_passed_over(tmp_path: Path, unknown: str) -> None:
    assert says(tmp_path, f"/which?lang={unknown}", own="en", cookie=unknown) == "en"


def test_a_choice_is_kept(tmp_path: Path) -> None:
    client = bare_app(tmp_path, routes=lambda app: add(app, "/which", "which", lambda: i18n.language())).test_client()
    assert client.get("/which?lang=en").text == "en"
    assert client.get("/which").text == "en"


def test_the_shell_speaks_german_where_it_does_not_speak_the_language(tmp_path: Path) -> None:
    html = bare_app(tmp_path).test_client().get("/privacy?lang=ar").text
    assert '<html lang="ar" dir="rtl">' in html
    assert "kern.rtl.css" in html
    assert "Datenschutz" in html
    assert '<header class="fk-header" lang="de">' in html


def test_german_and_english(tmp_path: Path) -> None:
    client = bare_app(tmp_path).test_client()
    assert "Datenschutz" in client.get("/privacy").text
    english = client.get("/privacy?lang=en").text
    assert '<html lang="en" dir="ltr">' in english
    assert "Datenschutz" not in english


@pytest.mark.parametrize(
    ("code", "expected"), [("ar", "rtl"), ("fa", "rtl"), ("ckb", "rtl"), ("he", "rtl"), ("de", "ltr"), ("ku", "ltr")]
)
def test_direction(code: str, expected: str) -> None:
    assert i18n.direction(code) == expected


@pytest.fixture
def frame(tmp_path: Path) -> Flask:
    return bare_app(tmp_path)


def in_language(app: Flask, language: str, call: object, *values: object) -> object:
    with app.test_request_context(f"/?lang={language}"):
        return call(*values)  # type: ignore[operator]  # a function of i18n


@pytest.mark.parametrize(
    ("days", "german", "english", "state"),
    [
        (-3, "seit 3 Tagen überfällig", "overdue by 3 days", "overdue"),
        (-1, "seit 1 Tag überfällig", "overdue by 1 day", "overdue"),
        (0, "heute fällig", "due today", "soon"),
        (1, "morgen fällig", "due tomorrow", "soon"),
        (7, "in 7 Tagen fällig", "due in 7 days", "soon"),
        (8, "in 8 Tagen fällig", "due in 8 days", "later"),
    ],
)
def test_a_deadline_in_words(frame: Flask, days: int, german: str, english: str, state: str) -> None:
    due = DAY + dt.timedelta(days)
    assert in_language(frame, "de", i18n.due_text, due, DAY) == german
    assert in_language(frame, "en", i18n.due_text, due, DAY) == english
    assert i18n.due_state(due, DAY) == state


def test_no_deadline(frame: Flask) -> None:
    assert in_language(frame, "de", i18n.due_text, None) == "keine Frist"
    assert i18n.due_state(None) == "none"


def test_dates_are_those_of_berlin(frame: Flask) -> None:
    just_before_midnight_utc = dt.datetime(2026, 6, 30, 22, 30, tzinfo=dt.UTC)
    assert in_language(frame, "de", i18n.show_date, just_before_midnight_utc) == "01.07.2026"
    assert in_language(frame, "en", i18n.show_date, DAY) == "10 March 2026"
    assert in_language(frame, "de", i18n.show_moment, just_before_midnight_utc) == "01.07.2026,\u00a000:30"
    assert in_language(frame, "de", i18n.show_date, None) == ""


def test_a_wording_falls_back_to_german(frame: Flask) -> None:
    wording = t(de="Alter", en="Age")
    assert in_language(frame, "en", i18n.wording_text, wording) == "Age"
    assert in_language(frame, "ar", i18n.wording_text, wording) == "Alter"
    assert in_language(frame, "ar", i18n.wording_text, "plain") == "plain"


def test_a_text_in_another_language_leaves_the_page_in_its_own(tmp_path: Path) -> None:
    def page() -> str:
        before = render_template_string("{{ _('Sign in') }}")
        with force_locale("en"):
            between = render_template_string("{{ _('Sign in') }}")
        days = render_template_string("{{ ngettext('overdue by %(num)d day', 'overdue by %(num)d days', 2) }}")
        return f"{before}, {between}, {days}"

    client = bare_app(tmp_path, routes=lambda app: add(app, "/page", "page", page)).test_client()
    assert client.get("/page?lang=de").text == "Anmelden, Sign in, seit 2 Tagen überfällig"
    assert client.get("/page?lang=en").text == "Sign in, Sign in, overdue by 2 days"

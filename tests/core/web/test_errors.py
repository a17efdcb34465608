"""Error pages: plain words, the reader's language, the form that the caller reads, and nothing that tells more than it should."""

import re
from pathlib import Path

import pytest
from flask import Flask, abort
from sqlalchemy.exc import DataError, OperationalError

from core.actor import Forbidden, NotFound
from core.web.errors import TEXTS
from tests.core.web.frame import actor, add, bare_app


def routes(app: Flask) -> None:
    def raising(error: Exception) -> object:
        def view(**_parts: str) -> str:
            raise error

        return view

    add(app, "/abort/<int:status>", "abort", lambda status: abort(status))
    add(app, "/forbidden", "forbidden", raising(Forbidden("secret reason")))  # type: ignore[arg-type]  # a view
    add(app, "/record/<id>", "record", raising(NotFound("There is no such record.")))  # type: ignore[arg-type]
    add(app, "/broken", "broken", raising(RuntimeError("secret detail")))  # type: ignore[arg-type]
    add(app, "/no-database", "no_database", raising(OperationalError("SELECT secret", {}, Exception())))  # type: ignore[arg-type]
    add(app, "/nul", "nul", raising(DataError("INSERT secret", {}, Exception("NUL"))), methods=["GET", "POST"])  # type: ignore[arg-type]
    add(app, "/half", "half", lambda: "\ud800".encode(), methods=["GET", "POST"])


@pytest.mark.parametrize("status", [400, 403, 404, 405, 413, 422, 429, 500, 503])
def test_each_status_has_a_page_in_both_languages(tmp_path: Path, status: int) -> None:
    client = bare_app(tmp_path, actor("mentor"), routes=routes).test_client()
    german, english = client.get(f"/abort/{status}?lang=de"), client.get(f"/abort/{status}?lang=en")
    assert german.status_code == english.status_code == status
    title = str(TEXTS[status][0])
    assert f'<h1 class="kern-heading-large">{title}</h1>' in english.text
    assert title not in german.text
    assert "<html" in german.text


def test_programs_get_json(tmp_path: Path) -> None:
    client = bare_app(tmp_path, routes=routes).test_client()
    for answer in (client.get("/api/v1/nothing"), client.get("/nothing", headers={"Accept": "application/json"})):
        assert answer.status_code == 404
        assert answer.get_json()["status"] == 404


def test_htmx_gets_a_fragment(tmp_path: Path) -> None:
    text = bare_app(tmp_path, routes=routes).test_client().get("/nothing", headers={"HX-Request": "true"}).text
    assert "<html" not in text
    assert 'role="alert"' in text


def test_a_foreign_and_a_missing_record_give_the_same_body(tmp_path: Path) -> None:
    client = bare_app(tmp_path, actor("mentor"), routes=routes).test_client()
    bodies = {client.get(address).text for address in ("/record/foreign", "/record/missing", "/never-was")}
    assert len(bodies) == 1


def test_a_missing_right_is_no_missing_page(tmp_path: Path) -> None:
    answer = bare_app(tmp_path, actor("mentor"), routes=routes).test_client().get("/forbidden")
    assert answer.status_code == 403
    assert "secret" not in answer.text


@pytest.mark.parametrize(("address", "status"), [("/broken", 500), ("/no-database", 503)])
def test_what_broke_is_not_shown_and_nothing_is_asked_for_the_page(tmp_path: Path, address: str, status: int) -> None:
    app = bare_app(tmp_path, actor("mentor"), routes=routes)
    answer = app.test_client().get(address)
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert "fk-nav" not in answer.text


@pytest.mark.parametrize("address", ["/nul", "/half"])
def test_text_that_cannot_be_stored(tmp_path: Path, address: str) -> None:
    app = bare_app(tmp_path, actor("mentor"), routes=routes)
    app.config["WTF_CSRF_ENABLED"] = False
    assert app.test_client().get(address).status_code == 400
    assert app.test_client().post(address).status_code == 422


def test_what_is_allowed_is_said(tmp_path: Path) -> None:
    answer = bare_app(tmp_path).test_client().get("/take")
    assert answer.status_code == 405
    assert "POST" in answer.headers["Allow"]


def test_an_address_is_not_echoed(tmp_path: Path) -> None:
    text = bare_app(tmp_path).test_client().get("/<script>alert(1)</script>?x=<b>").text
    assert not re.search(r"alert\(1\)|<b>", text)


OURS = {"Origin": "http://localhost"}
SENT = {
    "family_name": "Müller <b>",
    "remarks": "Lang\ngetippt\0",
    "empty": " ",
    "_key": "k-1",
    "password": "geheim",
    "unit": "01a205f1-1236-7285-898b-7dcd0e40d912",
}


@pytest.mark.parametrize(("address", "status"), [("/take", 400), ("/nul", 400)])
def test_what_was_typed_into_a_form_that_is_no_longer_valid_is_shown_to_be_copied(
    tmp_path: Path, address: str, status: int
) -> None:
    answer = bare_app(tmp_path, actor("mentor"), routes=routes).test_client().post(address, data=SENT, headers=OURS)
    assert answer.status_code == status
    assert "<bdi>Müller &lt;b&gt;</bdi>" in answer.text
    assert "Familienname" in answer.text
    assert "getippt\N{REPLACEMENT CHARACTER}" in answer.text
    assert not [hidden for hidden in ("geheim", "k-1", "01a205f1", "empty") if hidden in answer.text]


@pytest.mark.parametrize("headers", [{}, {"Origin": "https://elsewhere.example"}, {"Sec-Fetch-Site": "cross-site"}])
def test_the_words_of_a_foreign_site_never_stand_on_a_page_of_ours(tmp_path: Path, headers: dict[str, str]) -> None:
    answer = bare_app(tmp_path, actor("mentor")).test_client().post("/take", data={"remarks": "Rufen Sie an"}, headers=headers)
    assert answer.status_code in (400, 403)
    assert "Rufen Sie an" not in answer.text


def test_a_page_that_only_says_it_is_broken_shows_it_too(tmp_path: Path) -> None:
    app = bare_app(tmp_path, actor("mentor"), routes=routes)
    app.config["WTF_CSRF_ENABLED"] = False
    add(app, "/breaks", "breaks", lambda: 1 / 0, methods=["POST"])
    app.extensions["foerderkette_gate"]["breaks"] = "public"
    answer = app.test_client().post("/breaks", data=SENT, headers=OURS)
    assert answer.status_code == 500
    assert "Müller" in answer.text


def test_the_page_of_a_form_that_is_no_longer_valid_is_one_press_away(tmp_path: Path) -> None:
    client = bare_app(tmp_path, actor("mentor"), routes=routes).test_client()
    assert 'href="/half?a=1"' in client.post("/half?a=1", data={"q": "x"}, headers=OURS).text
    assert 'href="/take' not in client.post("/take", data={"q": "x"}, headers=OURS).text, "nothing is to be read there"

"""Headers on every answer, and what is refused before any view sees it."""

import re
from pathlib import Path

import pytest
from flask import Flask, request
from hypothesis import HealthCheck, given
from hypothesis import settings as setting
from hypothesis import strategies as st

from tests.core.web.frame import actor, add, bare_app

PAGES = ["/accessibility", "/privacy", "/not-there", "/static/foerderkette.css", "/take", "/boom"]


def boom(app: Flask) -> None:
    def view() -> str:
        raise RuntimeError("boom")

    add(app, "/boom", "boom", view)


@pytest.mark.parametrize("page", PAGES)
def test_every_answer_carries_the_headers(tmp_path: Path, page: str) -> None:
    headers = bare_app(tmp_path, routes=boom).test_client().get(page).headers
    policy = headers["Content-Security-Policy"]
    assert policy.startswith("default-src 'none'; script-src 'self' 'nonce-")
    assert "unsafe" not in policy
    for rule in ("frame-ancestors 'none'", "base-uri 'none'", "form-action 'self'"):
        assert rule in policy
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "Strict-Transport-Security" not in headers


def test_the_nonce_is_new_each_time(tmp_path: Path) -> None:
    client = bare_app(tmp_path).test_client()
    assert len({client.get("/privacy").headers["Content-Security-Policy"] for _ in range(3)}) == 3


@pytest.mark.parametrize("page", ["/accessibility", "/privacy", "/not-there"])
def test_no_page_has_inline_code(tmp_path: Path, page: str) -> None:
    html = bare_app(tmp_path, actor("mentor")).test_client().get(page).text
    assert not re.search(r"\son[a-z]+=|\sstyle=|javascript:|<style|<script(?![^>]*\ssrc=)", html)


def test_pages_are_stored_nowhere_and_files_with_a_version_for_long(tmp_path: Path) -> None:
    client = bare_app(tmp_path).test_client()
    for page in ("/privacy", "/not-there", "/static/not-there.css?v=1"):
        assert client.get(page).headers["Cache-Control"] == "no-store"
    assert "immutable" in client.get("/static/foerderkette.css?v=1").headers["Cache-Control"]
    assert "immutable" not in client.get("/static/foerderkette.css").headers["Cache-Control"]


def test_https_is_remembered(tmp_path: Path) -> None:
    answer = bare_app(tmp_path).test_client().get("/privacy", base_url="https://localhost")
    assert answer.headers["Strict-Transport-Security"].startswith("max-age=31536000")


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "127.0.0.1.evil.example", "evil.example:8000", "a b", ""]
)
def test_a_foreign_host_name_is_refused_without_any_link(tmp_path: Path, host: str) -> None:
    answer = bare_app(tmp_path).test_client().get("/privacy", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in answer.text
    assert "<h1" in answer.text


def test_hosts_of_the_settings_are_served(tmp_path: Path) -> None:
    client = bare_app(tmp_path, trusted_hosts="amt.example, .kreis.example").test_client()
    assert client.get("/privacy", headers={"Host": "amt.example"}).status_code == 200
    assert client.get("/privacy", headers={"Host": "foerderung.kreis.example"}).status_code == 200
    assert client.get("/privacy", headers={"Host": "kreis.example.org"}).status_code == 400


def test_nothing_is_taken_without_a_token(tmp_path: Path) -> None:
    answer = bare_app(tmp_path).test_client().post("/take")
    assert answer.status_code == 400
    assert "Sie das Formular noch einmal" in answer.text or "send the form again" in answer.text


class TestForeignSites:
    def post(self, tmp_path: Path, **headers: str) -> int:
        app = bare_app(tmp_path)
        app.config["WTF_CSRF_ENABLED"] = False
        return (
            app.test_client()
            .post("/take", headers={name.replace("_", "-"): value for name, value in headers.items()})
            .status_code
        )

    @pytest.mark.parametrize("site", ["cross-site", "same-site", "anything"])
    def test_the_browsers_own_word_is_believed(self, tmp_path: Path, site: str) -> None:
        assert self.post(tmp_path, Sec_Fetch_Site=site) == 403

    @pytest.mark.parametrize("site", ["same-origin", "none"])
    def test_our_own_pages_may(self, tmp_path: Path, site: str) -> None:
        assert self.post(tmp_path, Sec_Fetch_Site=site) == 200

    @pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost.evil.example", "http://localhost:1"])
    def test_an_older_browser_is_known_by_its_origin(self, tmp_path: Path, origin: str) -> None:
        assert self.post(tmp_path, Origin=origin) == 403

    def test_the_same_origin_may(self, tmp_path: Path) -> None:
        assert self.post(tmp_path, Origin="http://localhost") == 200


@pytest.mark.parametrize(("secure", "name"), [(False, "foerderkette"), (True, "__Host-foerderkette")])
def test_the_session_cookie_is_guarded(tmp_path: Path, secure: bool, name: str) -> None:
    def remember(app: Flask) -> None:
        from flask import session

        add(app, "/remember", "remember", lambda: session.update(a=1) or "")

    answer = (
        bare_app(tmp_path, routes=remember, secure_cookies=secure).test_client().get("/remember", base_url="https://localhost")
    )
    cookie = answer.headers["Set-Cookie"]
    assert cookie.startswith(f"{name}=")
    assert "HttpOnly" in cookie
    assert "SameSite=Lax" in cookie
    assert "Path=/" in cookie
    assert ("Secure" in cookie) is secure


class TestSizes:
    def post(self, tmp_path: Path, **data: object) -> int:
        app = bare_app(tmp_path, upload_limit=1024)
        app.config["WTF_CSRF_ENABLED"] = False
        app.view_functions["take"] = lambda: str(len(request.form))
        return app.test_client().post("/take", **data).status_code  # type: ignore[arg-type]  # as given

    def test_at_the_limit(self, tmp_path: Path) -> None:
        assert self.post(tmp_path, data={"a": "x" * 1024 * 1024}) == 200

    def test_beyond_the_limit(self, tmp_path: Path) -> None:
        assert self.post(tmp_path, data={"a": "x" * (1024 * 1024 + 2000)}) == 413

    def test_too_many_parts(self, tmp_path: Path) -> None:
        many = {f"f{number}": "" for number in range(5_001)}
        assert self.post(tmp_path, data=many, content_type="multipart/form-data") == 413


# half characters have tests of their own: no client can encode them
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=30) | st.sampled_from(
    ["\x00", "a\x00b", "\u202e", "%ff", "%ed%a0%80", "\ufffe", "'"]
)


@setting(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(path=TEXT, value=TEXT)
def test_no_address_and_no_form_breaks_the_frame(tmp_path: Path, path: str, value: str) -> None:
    app = bare_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    client = app.test_client()
    assert client.get("/" + path.lstrip("/")).status_code < 500
    assert client.get("/privacy", query_string={"q": value}).status_code in (200, 400)
    assert client.post("/take", data={"q": value}).status_code == 200


@pytest.mark.parametrize(("address", "status"), [("/a%00b", 404), ("/privacy?q=%00", 400), ("/privacy?%00=1", 400)])
def test_nul_in_an_address(tmp_path: Path, address: str, status: int) -> None:
    assert bare_app(tmp_path).test_client().get(address).status_code == status


@pytest.mark.parametrize("raw", ["/%ed%a0%80", "/privacy?q=%ed%a0%80", "/%ff%fe", "/privacy?lang=%ed%a0%80"])
def test_half_a_character_in_an_address(tmp_path: Path, raw: str) -> None:
    assert bare_app(tmp_path).test_client().get(raw).status_code < 500


@pytest.mark.parametrize("raw", [b"q=%ED%A0%80", b"q=a%FFb", b"%ED%BF%BF=1", b"q=\xff", b"q=ok&csrf_token=%C3"])
@pytest.mark.parametrize("tokens", [True, False])
def test_half_a_character_in_a_form(tmp_path: Path, raw: bytes, tokens: bool) -> None:
    app = bare_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = tokens
    app.view_functions["take"] = lambda: str(list(request.form.items()))
    answer = app.test_client().post("/take", data=raw, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 422
    assert "nicht gespeichert" in answer.text or "Zeichen" in answer.text


@pytest.mark.parametrize(
    ("value", "status"), [(b"\xed\xa0\x80", 422), (b"\xff", 422), ("Müller 😀".encode(), 200), (b"%ED%A0%80", 200)]
)
def test_half_a_character_in_a_multipart_form(tmp_path: Path, value: bytes, status: int) -> None:
    app = bare_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    app.view_functions["take"] = lambda: str(list(request.form.items()))
    body = b'--x\r\nContent-Disposition: form-data; name="q"\r\n\r\n' + value + b"\r\n--x--\r\n"
    assert app.test_client().post("/take", data=body, content_type="multipart/form-data; boundary=x").status_code == status


def test_what_looks_like_half_a_character_is_text(tmp_path: Path) -> None:
    app = bare_app(tmp_path)
    app.config["WTF_CSRF_ENABLED"] = False
    assert app.test_client().post("/take", data={"q": "%ED%A0%80 100 %"}).status_code == 200

"""Sessions: a new one at sign-in, gone at sign-out and with a new password, never in an address; guessing is slowed down."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.access import throttle
from core.access.accounts import create_user, grant, revoke
from core.access.models import User
from core.database import db, transaction
from core.organisations.tree import add_unit
from tests.security.world import PASSWORD, TOKEN

WORKER, OTHER = "worker@example.org", "other@example.org"


@pytest.fixture
def staff(app: Flask) -> Flask:
    with app.app_context(), transaction() as session:
        unit = add_unit(session, "Stadt", "town", None, clock.now())
        for email in (WORKER, OTHER):
            user = create_user(session, email, "Fatma Muster", PASSWORD, unit=unit, now=clock.now())
            grant(session, user, "coordinator", unit, now=clock.now())
    return app


def token(client: FlaskClient, url: str = "/sign-in") -> str:
    found = TOKEN.search(client.get(url).text)
    assert found, url
    return found[1]


def enter(client: FlaskClient, email: str = WORKER, password: str = PASSWORD, **more: str) -> int:
    data = {"csrf_token": token(client), "email": email, "password": password, **more}
    return client.post("/sign-in", data=data).status_code


def browser(app: Flask, email: str = WORKER) -> FlaskClient:
    client = app.test_client()
    assert enter(client, email) == 302
    return client


def cookie(app: Flask, client: FlaskClient) -> str:
    found = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    assert found
    return found.value


def with_cookie(app: Flask, value: str) -> FlaskClient:
    client = app.test_client()
    client.set_cookie(app.config["SESSION_COOKIE_NAME"], value)
    return client


def is_in(client: FlaskClient) -> bool:
    return client.get("/password").status_code == 200


def test_a_planted_session_is_not_the_one_that_is_signed_in(staff: Flask) -> None:
    """Fixation: who plants a cookie in somebody's browser has neither her session nor a token that counts in it."""
    thief = staff.test_client()
    planted_token = token(thief)
    planted = cookie(staff, thief)
    victim = with_cookie(staff, planted)
    assert enter(victim) == 302
    assert cookie(staff, victim) != planted
    assert not is_in(with_cookie(staff, planted))
    data = {"csrf_token": planted_token, "old": PASSWORD, "new": "x", "again": "y"}
    assert victim.post("/password", data=data).status_code == 400, "the thief's token counts in the victim's session"


def test_signing_in_over_somebodys_session_leaves_nothing_of_it(staff: Flask) -> None:
    client = browser(staff)
    before = cookie(staff, client)
    client.post("/sign-out", data={"csrf_token": token(client, "/password")})
    assert not is_in(client)
    assert not is_in(with_cookie(staff, before)), "signing out ends the session for a copy of its cookie too"
    assert enter(client, OTHER) == 302
    assert not is_in(with_cookie(staff, before))


def test_a_cookie_that_was_changed_is_none(staff: Flask) -> None:
    value = cookie(staff, browser(staff))
    body, _, rest = value.partition(".")
    signed, _, signature = value.rpartition(".")
    for changed in (
        # the last sign of a signature carries bits that nobody reads, the first one does not
        f"{signed}.{'A' if signature[0] != 'A' else 'B'}{signature[1:]}",
        f"{body}x.{rest}",
        body,
        "",
        "..",
        "a" * 3_000,
        f"{value}.x",
    ):
        assert not is_in(with_cookie(staff, changed)), changed


def test_a_new_password_ends_the_other_sessions(staff: Flask) -> None:
    here, there = browser(staff), browser(staff)
    new = {"old": PASSWORD, "new": "ein anderer Satz am Morgen", "again": "ein anderer Satz am Morgen"}
    assert here.post("/password", data=new | {"csrf_token": token(here, "/password")}).status_code == 302
    assert is_in(here)
    assert not is_in(there)
    assert enter(staff.test_client(), WORKER) == 200, "the old password opens nothing"


def test_rights_that_are_taken_away_are_gone_at_once(staff: Flask) -> None:
    client = browser(staff)
    assert client.get("/people").status_code == 200
    with staff.app_context(), transaction() as session:
        user = session.query(User).filter_by(email=WORKER).one()
        revoke(session, user.grants[0], now=clock.now())
    assert client.get("/people").status_code == 403
    assert "/people" not in client.get("/").text


def test_cookies_are_for_the_server_alone(staff: Flask) -> None:
    client = staff.test_client()
    data = {"csrf_token": token(client), "email": WORKER, "password": PASSWORD}
    answers = [client.post("/sign-in", data=data), client.get("/?lang=en"), client.get("/people")]
    cookies = [one for answer in answers for one in answer.headers.getlist("Set-Cookie")]
    assert len(cookies) > 2
    for one in cookies:
        assert "HttpOnly" in one
        assert "SameSite=Lax" in one
        assert "Path=/" in one
        assert "Domain" not in one


def test_the_cookie_tells_nothing_about_who_it_is(staff: Flask) -> None:
    client = browser(staff)
    with client.session_transaction() as session:
        said = str(dict(session))
    assert "example.org" not in said
    assert "Fatma" not in said
    assert PASSWORD not in said


def test_nothing_secret_stands_in_an_address(staff: Flask) -> None:
    """Links, forms and redirects: no token, no password, no e-mail address, no name."""
    client = browser(staff)
    secret = re.compile(r"[?&](csrf_token|token|password|auth_token|email|session|_seal)=", re.IGNORECASE)
    for page in ("/", "/people", "/people/new", "/worklist", "/password", "/admin/", "/admin/units/", "/admin/cases/"):
        addresses = re.findall(r'(?:href|action|src|hx-\w+)="([^"]*)"', client.get(page).text)
        assert addresses
        assert not [one for one in addresses if secret.search(one) or "example.org" in one], page
    answer = staff.test_client().get("/people?q=Muster")
    assert not secret.search(answer.location)
    assert not re.search(r'<form[^>]+method="get"[^>]*>(?:(?!</form>).)*csrf_token', client.get("/people").text, re.DOTALL | re.I)


class TestGuessing:
    def test_an_account_is_closed_for_a_while_whoever_else_signs_in(self, staff: Flask) -> None:
        """A guesser with an account of her own signs in now and then: that opens nothing for the other account."""
        guesser, tried = staff.test_client(), []
        for number in range(throttle.PER_ACCOUNT.amount * 2):
            tried.append(enter(guesser, WORKER, f"wrong {number}"))
            if number % 3 == 2:
                enter(staff.test_client(), OTHER)
        assert tried.count(200) <= throttle.PER_ACCOUNT.amount
        assert tried[-1] == 429
        assert enter(staff.test_client(), WORKER) == 429, "the right password does not tell either"

    def test_other_spellings_are_the_same_account(self, staff: Flask) -> None:
        spellings = [WORKER, WORKER.upper(), f" {WORKER}", f"{WORKER}  ", WORKER.title(), f"\t{WORKER}\n"]
        tried = [
            enter(staff.test_client(), spellings[n % len(spellings)], "wrong") for n in range(throttle.PER_ACCOUNT.amount + 6)
        ]
        assert tried.count(200) <= throttle.PER_ACCOUNT.amount

    def test_an_address_is_closed_whoever_succeeds_from_it(self, staff: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        """Success forgives an account, never an address: one's own account does not pay for guesses at a hundred others."""
        monkeypatch.setattr(throttle, "PER_ADDRESS", throttle.parse("12 per 10 minutes"))
        tried = []
        for number in range(20):
            tried.append(enter(staff.test_client(), f"nobody{number}@example.org", "wrong"))
            if number < 12:
                enter(staff.test_client(), OTHER)
        assert tried.count(200) == 12
        assert tried[-1] == 429

    def test_a_header_does_not_make_another_address(self, staff: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(throttle, "PER_ADDRESS", throttle.parse("3 per 10 minutes"))
        tried = []
        for number in range(6):
            client = staff.test_client()
            data = {"csrf_token": token(client), "email": f"nobody{number}@example.org", "password": "wrong"}
            headers = {
                "X-Forwarded-For": f"10.0.0.{number}",
                "Forwarded": f"for=10.0.0.{number}",
                "X-Real-IP": f"10.0.0.{number}",
            }
            tried.append(client.post("/sign-in", data=data, headers=headers).status_code)
        assert tried == [200] * 3 + [429] * 3

    def test_the_present_password_is_not_guessed_on_its_own_page(self, staff: Flask) -> None:
        """A session left open is no place to try passwords."""
        client, tried = browser(staff), []
        for number in range(throttle.PER_ACCOUNT.amount + 3):
            data = {"csrf_token": token(client, "/password"), "old": f"wrong {number}", "new": "x", "again": "x"}
            tried.append(client.post("/password", data=data).status_code)
        assert tried[-1] == 429
        assert tried.count(422) <= throttle.PER_ACCOUNT.amount

    def test_failing_on_that_page_is_written_down(self, staff: Flask) -> None:
        from sqlalchemy import func, select

        from core.journal import Entry

        client = browser(staff)
        client.post("/password", data={"csrf_token": token(client, "/password"), "old": "wrong", "new": "x", "again": "x"})
        with staff.app_context():
            failed = db.session.scalar(select(func.count()).where(Entry.event == "sign_in_failed"))
        assert failed == 1

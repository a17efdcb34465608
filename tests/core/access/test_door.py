"""Signing in and out, sessions, throttle, and rights that end with the next request."""

import datetime as dt

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.access import door, throttle
from core.access.accounts import grant, revoke, set_active
from core.access.local import is_local
from core.access.models import GrantRow, User
from core.database import db, transaction
from core.journal import Entry
from tests.core.access.doors import PASSWORD, House, post, sign_in, signed_in, token, unit
from tests.core.access.test_local import INSIDE, OUTSIDE
from tests.core.organisations.rooms import NOW

ALERT = "kern-alert--danger"


def events(app: Flask, name: str) -> list[str]:
    with app.app_context():
        return list(db.session.scalars(select(Entry.subject_id).where(Entry.event == name).order_by(Entry.id)))


def is_in(client: FlaskClient) -> bool:
    return client.get("/password").status_code == 200


def test_one_signs_in_and_out(app: Flask, house: House, client: FlaskClient):
    answer = client.get("/password")
    assert (answer.status_code, answer.location) == (302, "/sign-in?next=/password")
    answer = sign_in(client, "worker", next="/password")
    assert (answer.status_code, answer.location) == (302, "/password")
    page = client.get("/password")
    assert page.status_code == 200
    assert "Test Worker" in page.text
    assert page.headers["Cache-Control"] == "no-store"
    assert post(client, "/sign-out", page="/password").status_code == 302
    assert not is_in(client)
    assert events(app, "signed_in") == events(app, "signed_out") == [house.users["worker"]]


def test_the_cookie_is_for_this_server_alone(house: House, client: FlaskClient):
    cookies = sign_in(client, "worker").headers.getlist("Set-Cookie")
    assert cookies
    assert all("HttpOnly" in cookie and "SameSite=Lax" in cookie for cookie in cookies)
    assert not any("Expires" in cookie or "Domain" in cookie for cookie in cookies)


def test_over_https_the_cookie_is_secure(app: Flask):
    app.config["SESSION_COOKIE_SECURE"] = True
    answer = app.test_client().get("/sign-in", base_url="https://localhost")
    assert all("Secure" in cookie for cookie in answer.headers.getlist("Set-Cookie"))


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("worker@example.org", "wrong"),
        ("stranger@example.org", PASSWORD),
        ("", PASSWORD),
        ("worker@example.org", ""),
        ("worker@example.org", "x" * 100_000),
        ("x" * 100_000, PASSWORD),
        ("work\0er@example.org", PASSWORD),
        ("worker@example.org", "a\0b"),
        ("%@example.org", PASSWORD),
        ("' or 1=1 --", PASSWORD),
    ],
)
def test_all_failures_look_alike(app: Flask, house: House, client: FlaskClient, email: str, password: str):
    def shown(typed: str, secret: str) -> str:
        answer = client.post("/sign-in", data={"csrf_token": token(client), "email": typed, "password": secret})
        assert answer.status_code in (200, 400, 422)
        assert not is_in(client)
        start = answer.text.find('role="alert"')
        return answer.text[start : answer.text.find("</div>", start)] if ALERT in answer.text else answer.text

    first = shown("worker@example.org", "wrong password")
    assert "alert" in first
    if "\0" not in email + password:
        assert shown(email, password) == first


def test_failures_are_in_the_audit_trail(app: Flask, house: House, client: FlaskClient):
    sign_in(client, "worker", "wrong password")
    sign_in(client, "stranger", "wrong password")
    assert events(app, "sign_in_failed") == [house.users["worker"], "unknown"]
    with app.app_context():
        assert all(not entry.data for entry in db.session.scalars(select(Entry).where(Entry.event == "sign_in_failed")))


def test_who_is_not_active_cannot_sign_in(app: Flask, house: House, client: FlaskClient):
    with app.app_context(), transaction() as session:
        set_active(session, session.get_one(User, house.users["worker"]), False, now=NOW)
    assert ALERT in sign_in(client, "worker").text
    assert not is_in(client)


def test_guessing_is_slowed_down_for_an_account(house: House, client: FlaskClient, app: Flask):
    for _ in range(throttle.PER_ACCOUNT.amount):
        assert sign_in(client, "worker", "wrong password").status_code == 200
    for password in ("wrong password", PASSWORD):
        answer = sign_in(client, "worker", password)
        assert answer.status_code == 429
        assert int(answer.headers["Retry-After"]) > 0
    assert sign_in(client, "WORKER").status_code == 429
    assert sign_in(app.test_client(), "foreign").status_code == 302


def test_guessing_is_slowed_down_for_an_address(house: House, client: FlaskClient, monkeypatch):
    monkeypatch.setattr(throttle, "PER_ADDRESS", throttle.parse("3 per 10 minutes"))
    for number in range(3):
        assert sign_in(client, f"stranger{number}", "x").status_code == 200
    assert sign_in(client, "stranger9", "x").status_code == 429


def test_who_signs_in_often_is_not_slowed_down(house: House, app: Flask):
    for _ in range(throttle.PER_ACCOUNT.amount + 2):
        assert sign_in(app.test_client(), "worker").status_code == 302


@pytest.mark.parametrize("way", ["form", "query", "both"])
def test_next_leads_nowhere_but_here(house: House, app: Flask, way: str, monkeypatch):
    monkeypatch.setattr(
        door.SignIn, "_found", lambda self: door.find_user(db.session(), self.email.data)
    )  # argon2 250 times is slow
    client = app.test_client()
    for target in [*OUTSIDE, *INSIDE]:
        query = {"next": target} if way != "form" else {}
        data = {"next": target} if way != "query" else {}
        fresh = {"csrf_token": token(client), "email": "worker@example.org", "password": "x", **data}
        answer = client.post("/sign-in", data=fresh, query_string=query)
        if answer.status_code == 400:  # NUL in an address is refused before anybody looks at it
            continue
        assert answer.status_code == 302, target
        assert answer.location == target if target in INSIDE else is_local(answer.location), target
        # already in: the same holds for the page that sends on
        again = client.get("/sign-in", query_string={"next": target or ""})
        assert again.location is None or is_local(again.location), target
        post(client, "/sign-out", page="/password")


def test_the_page_keeps_where_one_wanted_to_go(house: House, client: FlaskClient):
    assert 'name="next" value="/password?a=1"' in client.get("/sign-in?next=/password%3Fa=1").text
    assert 'name="next"' not in client.get("/sign-in?next=//evil.example").text


def test_sign_out_is_no_link_and_needs_a_token(house: House, app: Flask):
    client = signed_in(app, "worker")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400
    assert is_in(client)


def test_sign_in_needs_a_token(house: House, client: FlaskClient):
    assert client.post("/sign-in", data={"email": "worker@example.org", "password": PASSWORD}).status_code == 400
    assert not is_in(client)


def test_a_stolen_cookie_is_worth_nothing_after_sign_out(house: House, app: Flask):
    client, thief = signed_in(app, "worker"), app.test_client()
    cookie = client.get_cookie(app.config["SESSION_COOKIE_NAME"])
    thief.set_cookie(cookie.key, cookie.value)
    assert is_in(thief)
    post(client, "/sign-out", page="/password")
    assert not is_in(thief)


def test_a_session_ends_after_minutes_of_silence(house: House, app: Flask, monkeypatch):
    client = signed_in(app, "worker")
    minutes = app.config["SETTINGS"].session_minutes
    real = dt.datetime.now(dt.UTC).timestamp()

    def later(by: float) -> None:
        monkeypatch.setattr("itsdangerous.timed.time.time", lambda: real + by * 60)

    later(minutes - 1)
    assert is_in(client)
    later(2 * minutes - 2)
    assert is_in(client), "each request prolongs the session"
    later(3 * minutes)
    assert not is_in(client)


def test_a_session_ends_with_the_day(house: House, app: Flask):
    client = signed_in(app, "worker")
    with client.session_transaction() as session:
        session["fs_paa"] -= door.LONGEST_SESSION.total_seconds() + 1
    assert not is_in(client)


def test_rights_end_with_the_next_request(house: House, app: Flask):
    client = signed_in(app, "admin")
    seen = []
    app.before_request_funcs[None].append(lambda: seen.append(door.g.actor.may("edit_users")))
    client.get("/password")
    with app.app_context(), transaction() as session:
        row = session.scalars(select(GrantRow).where(GrantRow.user_id == house.users["admin"])).one()
        revoke(session, row, now=NOW)
    client.get("/password")
    with app.app_context(), transaction() as session:
        grant(session, session.get_one(User, house.users["admin"]), "system_admin", unit(house.units["town"]), now=NOW)
    client.get("/password")
    assert seen == [True, False, True]


def test_who_is_switched_off_is_out_at_once(house: House, app: Flask):
    client = signed_in(app, "worker")
    with app.app_context(), transaction() as session:
        set_active(session, session.get_one(User, house.users["worker"]), False, now=NOW)
    assert not is_in(client)


def test_tokens_in_addresses_and_headers_open_nothing(house: House, app: Flask):
    client = app.test_client()
    with app.test_request_context():
        key = db.session.get_one(User, house.users["worker"]).get_auth_token()
    assert client.get("/password", query_string={"auth_token": key}).status_code == 302
    assert client.get("/password", headers={"Authentication-Token": key}).status_code == 302


def test_static_files_ask_nothing_of_the_database(house: House, app: Flask, monkeypatch):
    client = signed_in(app, "worker")

    def never(*_args):
        raise AssertionError("a picture needs no user")

    monkeypatch.setattr(door, "signed_in_actor", never)
    assert client.get("/static/foerderkette.css").status_code == 200


def test_one_query_finds_the_actor(house: House, app: Flask):
    from sqlalchemy import event

    client = signed_in(app, "worker")
    asked = []
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", lambda c, cur, statement, *rest: asked.append(statement))
    client.get("/accessibility")
    assert len([statement for statement in asked if statement.startswith("SELECT")]) == 1


def test_the_own_menu_leads_to_the_password(house: House, app: Flask):
    assert 'href="/password"' in signed_in(app, "worker").get("/password").text


@pytest.mark.parametrize("host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "127.0.0.1.evil.example"])
def test_a_foreign_host_name_is_refused(house: House, app: Flask, host: str):
    client = app.test_client()
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "evil" not in (answer.location or "")


def change(client: FlaskClient, **typed: str) -> int:
    data = {"old": PASSWORD, "new": "a quiet evening at home", "again": "a quiet evening at home", **typed}
    return post(client, "/password", data).status_code


def test_one_changes_the_own_password(house: House, app: Flask):
    here, elsewhere = signed_in(app, "worker"), signed_in(app, "worker")
    assert change(here) == 302
    assert is_in(here)
    assert not is_in(elsewhere)
    assert sign_in(app.test_client(), "worker").status_code == 200
    assert sign_in(app.test_client(), "worker", "a quiet evening at home").status_code == 302
    assert events(app, "user_changed")[-1] == house.users["worker"]


@pytest.mark.parametrize(
    "typed",
    [
        {"old": "wrong"},
        {"old": "x" * 100_000},
        {"again": "another"},
        {"new": "short", "again": "short"},
        {"new": "x" * 300, "again": "x" * 300},
    ],
)
def test_a_password_is_not_changed_by_mistake(house: House, app: Flask, typed: dict[str, str]):
    client = signed_in(app, "worker")
    assert change(client, **typed) == 422
    assert sign_in(app.test_client(), "worker").status_code == 302


def test_the_old_password_cannot_be_guessed_here_either(house: House, app: Flask):
    client = signed_in(app, "worker")
    answers = [change(client, old="wrong") for _ in range(throttle.PER_ACCOUNT.amount + 1)]
    assert answers[-1] == 429

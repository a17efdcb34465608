"""Tokens do what their account may do now, and nothing once they have ended."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from core.access.accounts import revoke, set_active
from core.access.models import GrantRow, User
from core.access.tokens import LONGEST, Token, make_token, revoke_tokens, user_of
from core.clock import now
from core.database import db, transaction
from tests.core.access.doors import House, signed_in

ADDRESS = "/api/v1/screenings"
BODY = {"people": [{"date_of_birth": "2001-05-17"}]}


def token_for(app: Flask, house: House, who: str = "worker", days: int = 1) -> str:
    with app.app_context(), transaction() as session:
        return make_token(session, session.get_one(User, house.users[who]), "test", now=now(), days=days)


def bearer(token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


def asked(app: Flask, token: str) -> int:
    return app.test_client().post(ADDRESS, json=BODY, headers=bearer(token)).status_code


def test_only_its_digest_is_kept(app: Flask, house: House) -> None:
    written = token_for(app, house)
    with app.app_context():
        kept = db.session.scalars(select(Token)).one()
        assert written.startswith("fk_")
        assert len(written) > 40
        assert written not in (kept.digest, kept.name, kept.id)


def test_it_opens_the_api_without_a_session_and_without_a_csrf_token(app: Flask, house: House) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert asked(app, token_for(app, house)) == 200
    assert asked(app, token_for(app, house, "nobody")) == 403, "its account may not"


@pytest.mark.parametrize("wrong", ["", "fk_", "fk_" + "x" * 43, "x" * 5000, "fk_\u00e4"])
def test_what_is_no_token_is_a_stranger(app: Flask, house: House, wrong: str) -> None:
    assert asked(app, wrong.encode("utf-8").decode("latin-1")) == 401


def test_a_wrong_token_is_a_stranger_though_the_session_is_right(app: Flask, house: House) -> None:
    app.config["WTF_CSRF_ENABLED"] = False
    client = signed_in(app, "worker")
    assert client.post(ADDRESS, json=BODY).status_code == 200
    assert client.post(ADDRESS, json=BODY, headers=bearer("fk_wrong")).status_code == 401


def test_a_session_needs_its_csrf_token_there_too(app: Flask, house: House) -> None:
    app.config["WTF_CSRF_ENABLED"] = True
    assert signed_in(app, "worker").post(ADDRESS, json=BODY).status_code == 400


def test_a_token_opens_no_page(app: Flask, house: House) -> None:
    assert app.test_client().get("/people", headers=bearer(token_for(app, house))).status_code == 302


def test_it_ends_by_itself_to_the_second(app: Flask, house: House) -> None:
    written = token_for(app, house)
    with app.app_context():
        ends = db.session.scalars(select(Token.expires_at)).one()
        assert user_of(db.session(), written, ends - dt.timedelta(seconds=1))
        assert user_of(db.session(), written, ends) is None


@pytest.mark.parametrize("end", ["tokens", "account", "rights"])
def test_what_is_taken_away_is_gone_with_the_next_request(app: Flask, house: House, end: str) -> None:
    written = token_for(app, house)
    assert asked(app, written) == 200
    with app.app_context(), transaction() as session:
        user = session.get_one(User, house.users["worker"])
        if end == "tokens":
            assert revoke_tokens(session, user, now=now()) == 1
        elif end == "account":
            set_active(session, user, False, now=now())
        else:
            revoke(session, session.scalars(select(GrantRow).where(GrantRow.user_id == user.id)).one(), now=now())
    assert asked(app, written) == (403 if end == "rights" else 401)


@pytest.mark.parametrize("days", [0, -1, LONGEST.days + 1])
def test_no_token_holds_for_ever(app: Flask, house: House, days: int) -> None:
    with pytest.raises(ValueError, match="A token holds for 1 to 366 days"):
        token_for(app, house, days=days)

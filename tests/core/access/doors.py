"""How tests of pages sign in: as a browser without JavaScript does."""

import re
from dataclasses import dataclass

from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from core.access.accounts import create_user, grant
from core.database import db, transaction
from core.organisations.models import Unit
from tests.core.organisations.rooms import NOW, make_tree

PASSWORD = "a long walk at dusk"
TOKEN = re.compile(r'name="csrf_token" value="([^"]+)"')


@dataclass
class House:
    """A tree of units and one user per role and place; ids only, since each request has a session of its own."""

    units: dict[str, str]
    users: dict[str, str]


def fill(app: Flask) -> House:
    """Units, and the users worker (north), foreign (south), auditor (land), admin (north) and nobody (no grant)."""
    with app.app_context(), transaction() as session:
        tree = make_tree(session)
        users = {}
        for name, role, unit in (
            ("worker", "case_worker", tree.north),
            ("foreign", "case_worker", tree.south),
            ("auditor", "auditor", tree.land),
            ("mentor", "mentor", tree.north),
            ("admin", "system_admin", tree.north),
            ("nobody", "", tree.north),
        ):
            user = create_user(session, f"{name}@example.org", f"Test {name.title()}", PASSWORD, unit=unit, now=NOW)
            if role:
                grant(session, user, role, unit, now=NOW)
            users[name] = user.id
        units = {name: getattr(tree, name).id for name in ("land", "north", "south", "town")}
        return House(units, users)


def token(client: FlaskClient, url: str = "/sign-in") -> str:
    found = TOKEN.search(client.get(url).text)
    assert found, f"no token on {url}"
    return found.group(1)


def sign_in(client: FlaskClient, name: str, password: str = PASSWORD, **more: str) -> TestResponse:
    data = {"csrf_token": token(client), "email": f"{name}@example.org", "password": password, **more}
    return client.post("/sign-in", data=data)


def post(client: FlaskClient, url: str, data: dict | None = None, page: str | None = None) -> TestResponse:
    return client.post(url, data={"csrf_token": token(client, page or url), **(data or {})})


def signed_in(app: Flask, name: str) -> FlaskClient:
    client = app.test_client()
    assert sign_in(client, name).status_code == 302
    return client


def unit(id: str) -> Unit:
    return db.session.get_one(Unit, id)

"""A whole app, with the sample programme, a town, and staff who can sign in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from core.access.accounts import create_user, grant
from core.app import create_app, prepare
from core.database import db, transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.settings import load_settings
from core.testing import close, make_tables
from tests.workflows.sample import NOW, enrolled

PASSWORD = "ein langer Satz zum Testen"
HERE = "http://127.0.0.1"
ROLES = ("case_worker", "provider_staff", "auditor")


def prepared(folder: Path, url: str, **settings: Any) -> Flask:
    """An app whose programmes were shipped at NOW, on an empty database or on a copy of such a one."""
    app = create_app(load_settings(data_dir=folder, database_url=url, **settings))
    with app.app_context():
        make_tables()
    prepare(app, NOW)
    return app


@contextmanager
def staffed(folder: Path, url: str, people: Mapping[str, str], **only: tuple[str, str]) -> Iterator[Flask]:
    """An app with all programmes and a town. `people` and `only` are accounts by name: with this role, in this one programme."""
    app = prepared(folder, url)
    with app.app_context(), transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        for name, (role, programme) in {**{name: (role, None) for name, role in people.items()}, **only}.items():
            user = create_user(session, f"{name}@example.org", f"Konto {name}", PASSWORD, now=NOW)
            grant(session, user, role, town, programme=programme, now=NOW)
    yield app
    close(app)


def _furnished(session: Session) -> str:
    town = add_unit(session, "Usingen", "town", None, NOW)
    elsewhere = add_unit(session, "Anderswo", "town", None, NOW)
    for role, unit, name in [*((role, town, role) for role in ROLES), ("case_worker", elsewhere, "stranger")]:
        user = create_user(session, f"{name}@example.org", f"Konto {name}", PASSWORD, now=NOW)
        grant(session, user, role, unit, now=NOW)
    return town.id


class Town:
    """An app with one town; `stranger` is a case worker of another one. The database is empty, or a copy of a town's."""

    def __init__(self, folder: Path, url: str) -> None:
        self.app: Flask = prepared(folder, url, plugins_off="wir_sind_usingen")
        with self.app.app_context(), transaction() as session:
            self.town_id = session.scalar(select(Unit.id).where(Unit.name == "Usingen")) or _furnished(session)

    def person(self, **facts: object) -> str:
        with self.app.app_context(), transaction() as session:
            return enrolled(session, session.get_one(Unit, self.town_id), **facts).id

    def visitor(self, name: str) -> Visitor:
        return Visitor(self.app.test_client()).comes_in(f"{name}@example.org")

    def close(self) -> None:
        with self.app.app_context():
            db.session.remove()
            db.engine.dispose()


class Visitor:
    """Somebody with a browser that knows no JavaScript: the inputs that a page hides go along with what is typed."""

    def __init__(self, client: FlaskClient) -> None:
        self.client = client

    def comes_in(self, email: str) -> Visitor:
        self.get("/sign-in")
        assert self.post("/sign-in", email=email, password=PASSWORD).status_code == 302
        return self

    def get(self, path: str) -> TestResponse:
        return self.client.get(path, base_url=HERE)

    def post(self, path: str, **typed: str) -> TestResponse:
        """Send the first form of the page that has a button of this `_do`, with these inputs."""
        page = self.get(path).text
        forms = [
            form for form in re.findall(r"<form.*?</form>", page, re.S) if 'method="post"' in form and "sign-out" not in form
        ]
        form = next((form for form in forms if f'value="{typed.get("_do")}"' in form), forms[0])
        hidden = dict(re.findall(r'type="hidden" name="([^"]+)" value="([^"]*)"', form))
        return self.client.post(path, base_url=HERE, data={**hidden, **typed}, headers={"Sec-Fetch-Site": "same-origin"})


def links(page: TestResponse, start: str) -> list[str]:
    """The addresses on a page that begin so, each once, in their order."""
    return list(dict.fromkeys(re.findall(rf'href="({re.escape(start)}[^"?#]*)', page.text)))

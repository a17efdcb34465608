"""An app with all programmes on offer, and people who may and may not edit their criteria."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from core.access.accounts import create_user, grant
from core.app import create_app, prepare
from core.catalogue.change_models import ChangeSet, ChangeStep
from core.database import Base, db, transaction
from core.organisations.tree import add_unit
from core.settings import load_settings
from tests.workflows.building.builder import Builder
from tests.workflows.sample import NOW
from tests.workflows.web import PASSWORD, Visitor

PEOPLE = ("programme_admin", "auditor", "case_worker", "system_admin")


@pytest.fixture(scope="module")
def app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("building")
    made = create_app(load_settings(data_dir=folder / "data", database_url=f"sqlite:///{folder}/building.sqlite"))
    with made.app_context():
        Base.metadata.create_all(db.engine)
    prepare(made, NOW)
    with made.app_context(), transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        for role in PEOPLE:
            grant(session, create_user(session, f"{role}@example.org", f"Konto {role}", PASSWORD, now=NOW), role, town, now=NOW)
        only = create_user(session, "only_wir@example.org", "Konto wir", PASSWORD, now=NOW)
        grant(session, only, "programme_admin", town, programme="wir", now=NOW)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def builder(app: Flask) -> Iterator[Builder]:
    yield Builder(app, Visitor(app.test_client()).comes_in("programme_admin@example.org"))
    with app.app_context(), transaction() as session:
        session.query(ChangeStep).delete()
        session.query(ChangeSet).delete()

"""An app with all programmes on offer, a draft of one of them, and people who may and may not edit it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from core.access.accounts import create_user, grant
from core.app import create_app, prepare
from core.database import Base, db, transaction
from core.organisations.tree import add_unit
from core.settings import load_settings
from tests.forms.designing.designer import Designer
from tests.workflows.sample import NOW
from tests.workflows.web import PASSWORD, Visitor

PEOPLE = ("programme_admin", "auditor", "case_worker", "system_admin")


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder = tmp_path_factory.mktemp("designing")
    made = create_app(load_settings(data_dir=folder / "data", database_url=f"sqlite:///{folder}/designing.sqlite"))
    with made.app_context():
        Base.metadata.create_all(db.engine)
    prepare(made, NOW)
    with made.app_context(), transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        for role in PEOPLE:
            grant(session, create_user(session, f"{role}@example.org", f"Konto {role}", PASSWORD, now=NOW), role, town, now=NOW)
        other = create_user(session, "other@example.org", "Konto other", PASSWORD, now=NOW)
        grant(session, other, "programme_admin", town, now=NOW)
        only = create_user(session, "only_my_turn@example.org", "Konto my_turn", PASSWORD, now=NOW)
        grant(session, only, "programme_admin", town, programme="my_turn", now=NOW)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def designer(house: Flask) -> Designer:
    """The programme admin at a new draft."""
    return Designer(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"))

"""An app with the plugin `asking`, a case worker signed in, and a person in the registry."""

import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core.actor import SYSTEM
from core.database import transaction
from core.organisations.models import Unit
from core.people.registry import register
from core.testing import close, make_app
from tests.core.access.doors import House, fill, signed_in
from tests.core.organisations.rooms import NOW

PLUGINS = Path(__file__).parent / "asking"


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    made = make_app(database_url, tmp_path / "data", plugins_dir=(PLUGINS,))
    yield made
    close(made)


@pytest.fixture
def house(app: Flask) -> House:
    return fill(app)


@pytest.fixture
def worker(app: Flask, house: House) -> FlaskClient:
    return signed_in(app, "worker")


@pytest.fixture
def person(app: Flask, house: House) -> str:
    with app.app_context(), transaction() as session:
        unit = session.get_one(Unit, house.units["north"])
        facts = {"date_of_birth": date(2000, 2, 29), "german_level": "a2"}
        return register(session, SYSTEM, unit, {"family_name": "Muster"}, facts, source="document", now=NOW).id


@pytest.fixture
def calls() -> list[str]:
    """What the page that asked was told."""
    found: list[str] = sys.modules[
        next(name for name in sys.modules if name.endswith("asking") and hasattr(sys.modules[name], "calls"))
    ].calls
    found.clear()
    return found

"""An app with a few users, a person whom they know, and the shared fixtures of the rooms."""

import datetime as dt

import pytest
from flask import Flask

from core.actor import SYSTEM
from core.clock import now
from core.database import transaction
from core.people.registry import record, register
from core.testing import app, client
from tests.core.access.conftest import house
from tests.core.access.doors import House, unit
from tests.core.organisations.rooms import session, tree
from tests.core.people.sheets import CANARY

__all__ = ["app", "client", "house", "session", "tree"]


@pytest.fixture
def known(app: Flask, house: House) -> str:
    """A person in the north, with every sort of fact."""
    with app.app_context(), transaction() as session:
        identity = {"family_name": CANARY, "given_name": "Ada", "phone": "06081 4711"}
        facts = {
            "date_of_birth": dt.date(2001, 5, 17),
            "german_level": "a1",
            "benefits": {"sgb2"},
            "disability": "yes",
            "seeking_work": True,
        }
        person = register(
            session, SYSTEM, unit(house.units["town"]), identity, facts, source="self", now=now(), valid_from=dt.date(2025, 1, 1)
        )
        record(session, SYSTEM, person.id, {"german_level": "b1"}, source="document", now=now())
        return person.id

"""What the tests of organisations, people and access share: an app with a database of its own, and a small tree of units."""

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor, Grant
from core.database import Base, db, init_database
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.plugin_manager import Plugins

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)


@dataclass
class Tree:
    """A Land with two districts and a town in the first."""

    land: Unit
    north: Unit
    south: Unit
    town: Unit


def make_tree(session: Session) -> Tree:
    land = add_unit(session, "Land", "land", None, NOW)
    north = add_unit(session, "Nordkreis", "district", land, NOW)
    south = add_unit(session, "Südkreis", "district", land, NOW)
    return Tree(land, north, south, add_unit(session, "Nordstadt", "town", north, NOW))


def actor(role: str, unit: Unit, programme: str | None = None) -> Actor:
    return Actor(f"user-{role}", f"Test {role}", grants=(Grant(role, unit.id, unit.path, programme),))


@pytest.fixture
def session(database_url: str) -> Iterator[Session]:
    """A session on an empty schema; verbs run in it as inside one transaction."""
    app = Flask("rooms")
    app.extensions["plugins"] = Plugins()
    init_database(app, database_url)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        yield db.session()
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def tree(session: Session) -> Tree:
    return make_tree(session)


__all__ = ["NOW", "SYSTEM", "Tree", "actor", "make_tree", "session", "tree"]

"""Fixtures lent to the authors of plugins: `pytest_plugins = ["core.testing"]`, given a fixture `database_url` of your own."""

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.app import create_app, gather_parts, prepare
from core.database import db
from core.definitions import Programme, check, load_programme, read_yaml, resolve, vocabulary, write_yaml
from core.definitions.parts import Parts
from core.plugin_manager import Plugins, installed
from core.plugin_probe import in_folders
from core.rules import Decider, Verdict
from core.settings import load_settings


def make_app(database_url: str, data_dir: Path, **settings: Any) -> Flask:
    """An app on a database that is filled with its tables and shipped programmes; no deliverer runs, call `deliver` yourself."""
    app = create_app(load_settings(database_url=database_url, data_dir=data_dir, **settings))
    app.testing = True
    with app.app_context():
        db.create_all()
    prepare(app, clock.now())
    return app


def close(app: Flask) -> None:
    """Give back the app's connections."""
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def app(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An app on the test's database. No context is pushed: requests of one test must not share `g`."""
    made = make_app(database_url, tmp_path / "data")
    yield made
    close(made)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript, signed out."""
    return app.test_client()


@cache
def shared_parts() -> Parts:
    """The shared forms and pages of all plugins that are here."""
    loaded = Plugins()
    for source in [*in_folders(load_settings().plugins_dir), *installed()]:
        loaded.load(source)
    return gather_parts(loaded)


def resolved(programme: Programme) -> Programme:
    """The programme as it is shipped: with shared parts in their places. Raises DefinitionError where there is no such part."""
    return resolve(programme, shared_parts())


def faults(programme: Programme) -> list[str]:
    """What `foerderkette programme check` finds, a sentence each; a programme that may be offered gives an empty list."""
    return [str(fault) for fault in check(resolved(programme), vocabulary())]


def copies(programme: Programme) -> tuple[Programme, Programme]:
    """The programme once through JSON and once through YAML: both equal it, or a revision would lose something."""
    return load_programme(json.loads(programme.as_json())), read_yaml(write_yaml(programme))


def verdict(programme: Programme, on: date, **known: Any) -> Verdict:
    """May somebody of whom these facts are known enter the programme on this day?"""
    words = vocabulary()
    return Decider(programme.eligibility, words.scope, categories=words.categories).decide(known, on)

"""Fixtures lent to the authors of plugins: `pytest_plugins = ["core.testing"]`, given a fixture `database_url` of your own."""

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.app import create_app, prepare
from core.database import db
from core.definitions import Programme, check, load_programme, read_yaml, vocabulary, write_yaml
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


def faults(programme: Programme) -> list[str]:
    """What `foerderkette programme check` finds, a sentence each; a programme that may be offered gives an empty list."""
    return [str(fault) for fault in check(programme, vocabulary())]


def copies(programme: Programme) -> tuple[Programme, Programme]:
    """The programme once through JSON and once through YAML: both equal it, or a revision would lose something."""
    return load_programme(json.loads(programme.as_json())), read_yaml(write_yaml(programme))


def verdict(programme: Programme, on: date, **known: Any) -> Verdict:
    """May somebody of whom these facts are known enter the programme on this day?"""
    words = vocabulary()
    return Decider(programme.eligibility, words.scope, categories=words.categories).decide(known, on)

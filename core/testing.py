"""Fixtures lent to the authors of plugins: `pytest_plugins = ["core.testing"]`, given a fixture `database_url` of your own."""

import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import Any, Self

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import inspect

from core import clock
from core.app import create_app, gather_parts, prepare
from core.database import db
from core.definitions import Computed, Form, Programme, check, load_programme, read_yaml, resolve, vocabulary, write_yaml
from core.definitions.checks import form_scope, wordings
from core.definitions.parts import Parts
from core.plugin_manager import Plugins, installed
from core.plugin_probe import in_folders
from core.rules import BOOLEAN, Decider, Verdict, compile_rules, derive
from core.rules.tables import Ruled, tree_of
from core.settings import load_settings


def make_app(database_url: str, data_dir: Path, **settings: Any) -> Flask:
    """An app on a database that is filled with its tables and shipped programmes; no deliverer runs, call `deliver` yourself."""
    app = create_app(load_settings(database_url=database_url, data_dir=data_dir, **settings))
    app.testing = True
    with app.app_context():
        make_tables()
    prepare(app, clock.now())
    return app


def make_tables() -> None:
    """Those that the database lacks; `create_all` would ask for each, which on a copied database is most of the work."""
    there = set(inspect(db.engine).get_table_names())
    if missing := [table for name, table in db.metadata.tables.items() if name not in there]:
        db.metadata.create_all(db.engine, missing)


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
    return Decider(programme.eligibility, words.entry_scope, categories=words.categories).decide(known, on)


def untranslated(programme: Programme) -> list[str]:
    """The addresses of texts that lack German or English."""
    return [path for path, wording in wordings(programme) if not {"de", "en"} <= wording.languages]


def form_of(programme: Programme, id: str) -> Form:
    """A form of the programme with shared parts in their places."""
    found = resolved(programme).form(id)
    if found is None:
        raise LookupError(f"The programme {programme.id} has no form {id!r}.")
    return found


def computed(form: Form, on: date, **answers: Any) -> dict[str, Any]:
    """What the computed fields of a form give for these answers and facts; None where it is unknown."""
    rules: dict[str, Ruled] = {field.id: field for field in form.fields if isinstance(field, Computed)}
    return _values(form, rules, on, answers, {field.id: field.type(vocabulary()) for field in form.fields})


def refused(form: Form, on: date, **answers: Any) -> set[str]:
    """The checks across answers that refuse these answers; unknown refuses nothing. `on` is the day of entry."""
    values = _values(form, {check.id: check for check in form.checks}, on, answers, {})
    return {id for id, value in values.items() if value is False}


def _values(form: Form, rules: Mapping[str, Ruled], on: date, answers: dict[str, Any], types: dict[str, Any]) -> dict[str, Any]:
    scope = form_scope(form, vocabulary())
    trees = {id: tree_of(rule, scope, types.get(id, BOOLEAN)) for id, rule in rules.items()}
    facts = derive(answers, on, categories=vocabulary().categories)
    return dict(zip(trees, compile_rules(trees, scope)(facts), strict=True)) if trees else {}


class Way:
    """One person's way through a programme in the real engine, without a database: do tasks, look at what stands open."""

    def __init__(self, programme: Programme, now: datetime, **known: Any) -> None:
        # by name, as the app loads it: the core stands below the wings
        self._engine = import_module("workflows.engine")
        self._programme, self.now = resolved(programme), now
        self.state, _effects = self._engine.begin(self._programme, known, now)

    def do(self, step: str, **answers: Any) -> Self:
        """Do the open round of a step with these answers. Raises LookupError when it is not open."""
        task = next((task for task in self.state.open() if task.step == step), None)
        if task is None:
            raise LookupError(f"{step} is not open; open are: {', '.join(sorted(self.open())) or 'none'}")
        outcome = self._engine.Outcome(task.key, answers)
        self.state, _effects = self._engine.advance(self._programme, self.state, outcome, self.now)
        return self

    def leave(self, reason: str) -> Self:
        """End the case for this reason, whatever is open."""
        self.state, _effects = self._engine.close(self._programme, self.state, reason, self.now)
        return self

    def open(self) -> set[str]:
        return {task.step for task in self.state.open()}

    def status(self, step: str) -> str:
        """The state of a step's latest round."""
        return max((task for task in self.state.tasks if task.step == step), key=lambda task: task.round).status

    def due(self, step: str) -> date | None:
        return max((task for task in self.state.tasks if task.step == step), key=lambda task: task.round).due

    @property
    def exit(self) -> str | None:
        return self.state.exit

"""Fixtures for every test: real databases, a real Redis, a real browser. Each starts when the first test asks for it."""

import gc
import secrets
import shutil
from collections.abc import Callable, Hashable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import psycopg
import pytest
from argon2 import PasswordHasher
from flask import Flask
from flask_babel import Babel, Domain
from flask_sqlalchemy import SQLAlchemy
from hypothesis import settings
from jinja2 import BytecodeCache
from jinja2.bccache import Bucket
from psycopg import sql
from sqlalchemy import Dialect, Engine
from sqlalchemy.engine import make_url
from sqlalchemy.engine.default import DefaultDialect
from sqlalchemy.util import LRUCache
from werkzeug.routing import Rule

from core import app as house
from core import plugin_probe
from core.access import passwords
from core.database import Base, db, init_database
from core.definitions import Programme
from core.definitions.parts import Parts
from core.testing import close, make_app
from hatch_build import compile_catalogues
from tests import memory, servers
from tests.browser import Browser, find_chromium
from tests.browser import browser as run_browser
from tests.workflows.web import Town, prepared

HERE = Path(__file__).parent
# files that take more than ten seconds, the longest first; a name may begin several
LONG = (
    "bench/",
    "journeys/test_in_the_browser",
    "faults/",
    "security/test_matrix",
    "journeys/test_change_from_blank",
    "journeys/",
    "forms/designing/test_browser",
    "security/test_bad_input",
    "core/access/test_door",
    "core/test_worker",
    "workflows/designing/test_browser",
    "core/web/test_browser",
    "workflows/reading/test_browser",
    "workflows/changes/test_bad_input",
    "forms/designing/test_rule_browser",
    "core/test_cli",
    "workflows/letters/test_letters",
    "workflows/test_day_browser",
    "security/test_logs",
    "rules/",
    "workflows/building/test_pages",
    "workflows/test_worklist",
    "core/catalogue/overlay/test_laws",
    "workflows/designing/lists/test_browser",
    "workflows/test_outlook_",
    "core/test_plugin_manager",
    "workflows/test_offerings_",
    "workflows/building/test_browser",
    "workflows/changes/test_",
    "workflows/impact/test_browser",
    "workflows/test_case_browser",
    "forms/test_browser",
    "forms/test_live",
    "core/people/test_pages",
    "core/rules/test_agreement",
    "workflows/documents",
    "workflows/screening/",
    "workflows/moves/",
    "workflows/test_day_pages",
    "workflows/test_demo",
    "workflows/designing/",
    "forms/test_walk",
    "forms/test_chosen",
    "house/test_wheel",
    "core/catalogue/test_catalogue",
    "core/admin/",
)
# nothing here is timed: the suite's other processes want their cores too; the rest as hypothesis has it here or where CI says so
settings.register_profile("untimed", settings.default, deadline=None)
settings.load_profile("untimed")
DATABASES = ("sqlite", "postgresql")
# which prepared database a fixture begins with a copy of; of several the first
BEGINS_WITH = {
    "app": "app",
    "town": "town",
    "wide": "town",
    "desk": "town",
    "session": "tables",
    "shop": "tables",
    "fair": "tables",
}
NewDatabase = Callable[..., str]


def _alike(one: Dialect, other: object) -> bool:
    """Databases of one kind and version speak alike, so that what was compiled for one of them serves all."""
    return type(one) is type(other) and vars(one).get("server_version_info") == vars(other).get("server_version_info")


def _compiled_once(patch: pytest.MonkeyPatch) -> None:
    """Statements are compiled once for all databases of a test process, not once for that of each test."""
    statements: LRUCache[Any, Any] = LRUCache(5_000)
    make_engine = SQLAlchemy._make_engine

    def made(self: SQLAlchemy, *given: Any) -> Engine:
        engine = make_engine(self, *given)
        engine.update_execution_options(compiled_cache=statements)
        return engine

    patch.setattr(SQLAlchemy, "_make_engine", made)
    patch.setattr(DefaultDialect, "__eq__", _alike)
    patch.setattr(DefaultDialect, "__hash__", lambda self: hash(type(self)))


class Kept(BytecodeCache):
    """Templates are compiled once for all apps of a test process; a changed source is another key."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        if (compiled := self._compiled.get(bucket.key)) is not None:
            bucket.bytecode_from_string(compiled)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


def _builders(compile_builder: Callable[..., Any]) -> Callable[..., Any]:
    """Werkzeug's own functions that write an address: they take their rule as an argument, so equal rules may share them."""
    kept: dict[Hashable, Any] = {}

    def shared(rule: Rule, append_unknown: bool = True) -> Any:
        key = (rule.rule, append_unknown, tuple(sorted((rule.defaults or {}).items())), rule.subdomain, rule.host, rule.websocket)
        if key not in kept:
            kept[key] = compile_builder(rule, append_unknown)
        return kept[key]

    return shared


def _wholes(resolve: Callable[..., Any]) -> Callable[..., Any]:
    """Shipped programmes are frozen: with the same parts in their places they are the same. Kept, so that ids are not reused."""
    kept: dict[Hashable, tuple[Any, ...]] = {}

    def shared(programme: Programme, parts: Parts) -> Any:
        key = (id(programme), *((name, id(part)) for name, part in parts.items()))
        if key not in kept:
            kept[key] = (programme, list(parts.values()), resolve(programme, parts))
        whole, faults = kept[key][2]
        return whole, list(faults)

    return shared


def pytest_report_header() -> list[str]:
    chromium = find_chromium()
    return [
        f"postgresql: {servers.find_postgres().source}",
        f"redis: {servers.find_redis().source}",
        f"chromium: {chromium.source if chromium else 'npm @sparticuz/chromium'}",
    ]


def pytest_configure(config: pytest.Config) -> None:
    """A .po that was edited since the last ./check speaks with its new words; test processes leave it to the first."""
    memory.write_there()
    if not hasattr(config, "workerinput"):
        compile_catalogues()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The long files first, so that all test processes end at the same time; the order within a file stays."""
    items.sort(key=lambda item: _place(item.path.as_posix().removeprefix(f"{HERE.as_posix()}/")))


def _place(file: str) -> int:
    return next((place for place, beginning in enumerate(LONG) if file.startswith(beginning)), len(LONG))


def pytest_collection_finish() -> None:
    """What is loaded by now stays: the collector need not look at it again after each few tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 20, 20)


@pytest.fixture(scope="session", autouse=True)
def _quick_houses() -> Iterator[None]:
    """Argon2 is slow on purpose; templates, texts, addresses and shipped programmes are made once for all apps of a test process.
    What Argon2 is set to is asserted in test_accounts.py. On a machine that is busy with tests no plugin is called too slow."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "_hasher", lambda: PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))
        patch.setattr(plugin_probe, "DEADLINE", 60.0)
        patch.setattr(Flask, "jinja_options", {**Flask.jinja_options, "bytecode_cache": Kept()})
        patch.setattr(Rule, "_compile_builder", _builders(Rule._compile_builder))
        patch.setattr(house, "_whole", _wholes(house._whole))
        patch.setattr(Babel, "domain_instance", Domain())  # it keeps the catalogues that it has read
        _compiled_once(patch)
        yield


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """The maintenance database of a server; tests take `database_url` or `new_database`, never this one's tables."""
    with servers.postgres() as url:
        yield url


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A Redis for the whole session, never emptied between tests: take a prefix or a queue name of your own."""
    with servers.redis_server() as url:
        yield url


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium by Playwright; a test makes its own context: browser.new_context(locale="de-DE")."""
    with run_browser() as running:
        yield running


@pytest.fixture
def new_database(tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[NewDatabase]:
    """new_database(kind, template=None) -> URL of a fresh database, a copy of the one behind the URL `template` if given.

    Nobody may be connected to a template. PostgreSQL is started by the first test that asks for it.
    """
    made: list[str] = []

    def make(kind: str, template: str | None = None) -> str:
        if kind == "sqlite":
            return copy_sqlite(tmp_path / f"{secrets.token_hex(4)}.sqlite", template)
        made.append(create_database(request.getfixturevalue("postgres_url"), template))
        return made[-1]

    yield make
    for url in made:
        drop_database(request.getfixturevalue("postgres_url"), url)


@pytest.fixture(params=DATABASES)
def database_url(request: pytest.FixtureRequest, new_database: NewDatabase) -> str:
    """A fresh database; the test runs once on SQLite and once on PostgreSQL.

    It is empty; but who asks for one of the fixtures of BEGINS_WITH on it gets a copy of one that has its tables, programmes or
    staff: copying is quicker.
    """
    wanted = next((world for one, world in BEGINS_WITH.items() if one in request.fixturenames), None)
    return new_database(request.param, request.getfixturevalue("ready")(request.param, wanted) if wanted else None)


@pytest.fixture(scope="session")
def ready(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Callable[[str, str], str]:
    """ready(kind, wanted) -> URL of a database to copy: that of `core.testing.app`, a `Town`, `programmes`, or bare tables."""

    @cache
    def made(kind: str, wanted: str) -> str:
        folder = tmp_path_factory.mktemp("ready")
        server = request.getfixturevalue("postgres_url") if kind == "postgresql" else ""
        url = create_database(server) if server else copy_sqlite(folder / "ready.sqlite", None)
        if wanted == "app":
            close(make_app(url, folder / "data"))
        elif wanted == "town":
            Town(folder / "data", url).close()
        elif wanted == "programmes":
            close(prepared(folder / "data", url))
        else:
            _make_tables(url)
        return url

    return made


def _make_tables(url: str) -> None:
    """Of the models that are known by now; the fixture adds those of which it hears later."""
    app = Flask("tables")
    init_database(app, url)
    with app.app_context():
        Base.metadata.create_all(db.engine)
    close(app)


def copy_sqlite(path: Path, template: str | None) -> str:
    if template:
        shutil.copyfile(str(make_url(template).database), path)
    return f"sqlite:///{path}"


def create_database(server: str, template: str | None = None) -> str:
    name = f"test_{secrets.token_hex(6)}"
    source = make_url(template).database if template else "template0"
    # copying files is the quicker way on a server that does not sync
    run_sql(server, "create database {} template {} strategy file_copy", name, str(source))
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def drop_database(server: str, url: str) -> None:
    run_sql(server, "drop database {} with (force)", str(make_url(url).database))


def run_sql(server: str, statement: str, *names: str) -> None:
    plain = make_url(server).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute(sql.SQL(statement).format(*map(sql.Identifier, names)))  # type: ignore[arg-type]  # a fixed text of this file

"""The doctor: what is well and what is wrong with settings and services, in words."""

import stat
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import redis
from flask import Flask
from sqlalchemy import text

from core import migrations
from core.app import create_app
from core.database import PRAGMAS, DatabaseNotReady, assert_ready, db
from core.settings import Settings

WEB = Path(__file__).parent / "web"


class Finding(NamedTuple):
    """One thing that was looked at."""

    fine: bool
    subject: str
    sentence: str


def findings(settings: Settings) -> Iterator[Finding]:
    """All findings, one after the other; a thing that cannot be looked at is a finding too."""
    yield from _settings(settings)
    app = create_app(settings)
    looks: list[Callable[[Settings], Iterator[Finding]]] = [_database, _migrations, _redis, _files]
    with app.app_context():
        for look in looks:
            try:
                yield from look(settings)
            except Exception as error:  # noqa: BLE001  # the doctor's task is to say what fails, whatever it is
                yield Finding(False, look.__name__.strip("_"), f"cannot be looked at: {str(error).splitlines()[0]}")
        yield from _plugins(app)


def _settings(settings: Settings) -> Iterator[Finding]:
    yield Finding(True, "settings", f"read; data lie in {settings.data_dir}")
    open_to_all = stat.S_IMODE(settings.data_dir.stat().st_mode) & 0o077
    hint = f"can be read by others: chmod 700 {settings.data_dir}" if open_to_all else "is closed to others"
    yield Finding(not open_to_all, "data folder", hint)
    local = settings.host in ("127.0.0.1", "localhost", "::1")
    if not local and not settings.trusted_hosts:
        yield Finding(
            False,
            "trusted hosts",
            "FOERDERKETTE_TRUSTED_HOSTS is empty: name the hosts that people type, e.g. foerderkette.example.org",
        )


def _database(settings: Settings) -> Iterator[Finding]:
    try:
        assert_ready(db.engine)
    except DatabaseNotReady as error:
        yield Finding(False, "database", str(error))
        return
    with db.engine.connect() as connection:
        if db.engine.dialect.name == "sqlite":
            version = connection.execute(text("SELECT sqlite_version()")).scalar()
            yield Finding(
                True, "database", f"SQLite {version} with " + ", ".join(f"{name}={value}" for name, value in PRAGMAS.items())
            )
            return
        yield Finding(True, "database", f"PostgreSQL {connection.execute(text('SHOW server_version')).scalar()}")
        for name in ("fsync", "synchronous_commit"):
            value = connection.execute(text(f"SHOW {name}")).scalar()
            yield Finding(
                value == "on",
                name,
                f"is {value}" + ("" if value == "on" else ": a crash of the machine would lose what was acknowledged"),
            )


def _migrations(settings: Settings) -> Iterator[Finding]:
    try:
        migrations.assert_current(db.engine)
    except DatabaseNotReady as error:
        yield Finding(False, "schema", str(error))
        return
    yield Finding(True, "schema", f"is up to date ({migrations.here(db.engine)})")


def _redis(settings: Settings) -> Iterator[Finding]:
    if not settings.redis_url:
        yield Finding(True, "redis", "is not set; deliveries are made by a thread")
        return
    try:
        with redis.Redis.from_url(settings.redis_url, socket_connect_timeout=2, socket_timeout=2) as connection:
            info: dict[str, str] = connection.info("server")
        yield Finding(True, "redis", f"answers, version {info.get('redis_version')}")
    except (redis.RedisError, OSError) as error:
        yield Finding(False, "redis", f"does not answer ({error}); deliveries are made all the same, some seconds later")


def _files(settings: Settings) -> Iterator[Finding]:
    vendor = WEB / "static" / "vendor"
    there = vendor.is_dir() and any(vendor.iterdir())
    yield Finding(there, "browser files", "are there" if there else "are missing: run 'python -m core.web.vendor', or ./start")
    catalogues = list(WEB.parent.glob("translations/*/LC_MESSAGES/*.mo"))
    yield Finding(
        bool(catalogues), "translations", "are compiled" if catalogues else "are not compiled: run ./start, or pybabel compile"
    )


def _plugins(app: Flask) -> Iterator[Finding]:
    for one in app.extensions["plugins"].states():
        yield Finding(one.state != "faulty", f"plugin {one.name}", one.error or f"is {one.state}")

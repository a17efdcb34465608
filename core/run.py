"""Serve: the embedded run (one process, waitress) and the production server (granian)."""

import datetime as dt
import json
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NoReturn

import click
import waitress
from flask import Flask
from sqlalchemy import inspect
from waitress.server import BaseWSGIServer

from core import clock
from core.app import prepare, start_deliverer
from core.database import Base, db, transaction
from core.plugin_manager import HookFailed, Plugins
from core.settings import Settings

THREADS = 8
SEED = 2026
RECORDS = ("unit", "user", "person")  # tables that a person fills: if all are empty, so is the database


class PortInUse(Exception):
    """The address cannot be listened on; the text is one sentence for the operator."""


def serve_embedded(app: Flask, *, demo: bool = False) -> None:
    """Web, deliverer and clock in one process until SIGTERM or Ctrl-C."""
    from core.migrations import upgrade  # Alembic is loaded where it is needed: most commands never ask for it

    settings: Settings = app.config["SETTINGS"]
    server = _listening(app, settings)
    now = clock.now()
    with app.app_context():
        upgrade(db.engine)
    prepare(app, now)
    if demo:
        fill_demo_once(app, now)
    deliverer = start_deliverer(app)
    _greet(settings, server, _sign_ins(settings) if demo else [])
    signal.signal(signal.SIGTERM, _leave)
    try:
        server.run()
    finally:
        deliverer.stop()


def serve_processes(settings: Settings) -> None:
    """Production: granian with several processes, each with threads; settings reach them by the environment."""
    from granian import Granian
    from granian.constants import Interfaces

    click.echo(f"Förderkette serves on http://{settings.host}:{settings.port} with {settings.workers} processes.")
    Granian(
        "core.app:serving",
        address=settings.host,
        port=settings.port,
        interface=Interfaces.WSGI,
        workers=settings.workers,
        blocking_threads=THREADS,
        respawn_failed_workers=True,
        workers_kill_timeout=30,
        factory=True,
        log_access=False,
    ).serve()


def fill_demo_once(app: Flask, now: dt.datetime) -> bool:
    """Let each plugin fill an empty database with synthetic data; False if it was not empty.

    All in one transaction, each plugin in a savepoint: what a faulty one began is undone, the others' stays.
    """
    with app.app_context():
        if not _empty():
            return False
        plugins: Plugins = app.extensions["plugins"]
        sign_ins: list[Mapping[str, str]] = []
        with transaction() as session:
            for name in plugins.listeners("fill_demo"):
                try:
                    with session.begin_nested():
                        sign_ins += plugins.call_one(name, "fill_demo", session=session, now=now, seed=SEED) or []
                except HookFailed as error:
                    click.echo(f"The demo data of {error} could not be filled in.", err=True)
        _kept(app.config["SETTINGS"]).write_text(json.dumps(sign_ins, ensure_ascii=False, indent=1), encoding="utf-8")
        return True


def _empty() -> bool:
    there = set(inspect(db.engine).get_table_names())
    tables = [Base.metadata.tables[name] for name in RECORDS if name in there and name in Base.metadata.tables]
    with db.engine.connect() as connection:
        return all(connection.execute(table.select().limit(1)).first() is None for table in tables)


def _kept(settings: Settings) -> Path:
    """The demo sign-ins of the first start, for the table that later starts print too."""
    return settings.data_dir / "demo-sign-ins.json"


def _sign_ins(settings: Settings) -> Sequence[Mapping[str, str]]:
    try:
        found: list[dict[str, str]] = json.loads(_kept(settings).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return []
    return found


def assert_free(settings: Settings) -> None:
    """Raises PortInUse unless the address can be listened on."""
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    with socket.socket(family) as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((settings.host, settings.port))
        except OSError as error:
            raise _in_use(settings, error) from error


def _listening(app: Flask, settings: Settings) -> BaseWSGIServer:
    """The port is taken before anything is written, so that a second start beside a first one changes nothing."""
    try:
        server: BaseWSGIServer = waitress.create_server(
            app,
            host=settings.host,
            port=settings.port,
            threads=THREADS,
            ident=None,
            clear_untrusted_proxy_headers=not settings.trusted_proxies,
        )
    except OSError as error:
        raise _in_use(settings, error) from error
    return server


def _in_use(settings: Settings, error: OSError) -> PortInUse:
    place = f"{settings.host}:{settings.port}"
    return PortInUse(f"The address {place} cannot be served: {error.strerror or error}. Take another with --port.")


def _greet(settings: Settings, server: Any, sign_ins: Sequence[Mapping[str, str]]) -> None:
    click.echo(f"Förderkette serves on http://{settings.host}:{server.effective_port}")
    if sign_ins:
        widths = {key: max(len(str(row.get(key, ""))) for row in sign_ins) for key in ("role", "name", "email")}
        click.echo("\nSign in with (all of them are invented):")
        for row in sign_ins:
            cells = [str(row.get(key, "")).ljust(width) for key, width in widths.items()]
            click.echo("  " + "   ".join([*cells, str(row.get("password", ""))]))
    sys.stdout.flush()


def _leave(_signal: int, _frame: Any) -> NoReturn:
    raise SystemExit(0)

"""A house on a day of the test's choosing: the server runs in this process, and what it takes for now can be moved."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import SimpleNamespace
from typing import Any

from flask import Flask
from sqlalchemy import text
from sqlalchemy.engine import make_url
from werkzeug.serving import WSGIRequestHandler, make_server

from core import clock
from core.access.accounts import create_user, grant
from core.database import db, transaction
from core.journal import deliver
from core.organisations.tree import add_unit
from core.testing import close, make_app
from tests.journeys.worker import Worker

PASSWORD = "ein-langer-Satz-fuer-Tests"
BEGAN = dt.datetime(2019, 1, 2, 9, tzinfo=dt.UTC)
# name, kind, unit above
UNITS = (
    ("Land Muster", "land", None),
    ("Kreis Muster", "district", "Land Muster"),
    ("Bildungsträger Muster", "provider", "Kreis Muster"),
    ("Betrieb Beispiel", "company", "Kreis Muster"),
)
# e-mail: role, unit
STAFF = {
    "worker@example.org": ("case_worker", "Kreis Muster"),
    "coordinator@example.org": ("coordinator", "Kreis Muster"),
    "provider@example.org": ("provider_staff", "Bildungsträger Muster"),
    "mentor@example.org": ("mentor", "Kreis Muster"),
}


class Hands:
    """The hands of the clock: `moment` is what the house takes for now."""

    def __init__(self) -> None:
        self.moment = dt.datetime.now(dt.UTC)

    def stand_in(self) -> SimpleNamespace:
        """What `core.clock` finds instead of the module `datetime`."""
        hands = self

        class Moved(dt.datetime):
            @classmethod
            def now(cls, tz: dt.tzinfo | None = None) -> dt.datetime:
                return hands.moment.astimezone(tz)

        return SimpleNamespace(**{**vars(dt), "datetime": Moved})


class Quiet(WSGIRequestHandler):
    def log(self, *_args: Any) -> None:
        """Requests are no news."""


@dataclass
class MovedHouse:
    """A house with a district, its provider and company, and their staff; `hands` is its clock."""

    app: Flask
    url: str
    hands: Hands
    database_url: str

    def comes_in(self, name: str) -> Worker:
        made = Worker(self.url)
        made.comes_in(f"{name}@example.org", PASSWORD)
        made.hands = self.hands
        return made

    def rows(self, statement: str, **values: object) -> list[tuple[Any, ...]]:
        with self.app.app_context(), db.engine.connect() as connection:
            return [tuple(row) for row in connection.execute(text(statement), values)]

    def delivers(self) -> None:
        """What the worker process does between requests."""
        with self.app.app_context():
            while deliver(clock.now()):
                pass

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Whatever happens inside is undone afterwards: the file of the database is put back. On SQLite only."""
        path = Path(str(make_url(self.database_url).database))
        self._rest(path)
        shutil.copyfile(path, path.with_suffix(".kept"))
        try:
            yield
        finally:
            self._rest(path)
            shutil.copyfile(path.with_suffix(".kept"), path)

    def _rest(self, path: Path) -> None:
        with self.app.app_context():
            with db.engine.connect() as connection:
                connection.execute(text("pragma wal_checkpoint(truncate)"))
            db.session.remove()
            db.engine.dispose()
        for leftover in ("-wal", "-shm"):
            path.with_name(path.name + leftover).unlink(missing_ok=True)


@contextmanager
def moved_house(folder: Path, database_url: str, hands: Hands) -> Iterator[MovedHouse]:
    """`core.clock.dt` has to be `hands.stand_in()` while it stands."""
    app = make_app(database_url, folder / "data")
    with app.app_context(), transaction() as session:
        units: dict[str | None, Any] = {None: None}
        for name, kind, above in UNITS:
            units[name] = add_unit(session, name, kind, units[above], BEGAN)
        for email, (role, unit) in STAFF.items():
            name = f"Konto {role.replace('_', ' ').title()}"
            user = create_user(session, email, name, PASSWORD, now=BEGAN, unit=units[unit])
            grant(session, user, role, units[unit], now=BEGAN)
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    thread = Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield MovedHouse(app, f"http://127.0.0.1:{server.server_port}", hands, database_url)
    finally:
        server.shutdown()
        thread.join()
        close(app)

"""The database: engine settings for SQLite and PostgreSQL, column types, ids, and the one door for writing."""

import datetime as dt
import logging
import os
import re
import sqlite3
import time
import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask, has_app_context
from flask_sqlalchemy import SQLAlchemy
from psycopg.pq import TransactionStatus
from sqlalchemy import JSON, DateTime, Dialect, Engine, MetaData, String, event, inspect, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.engine import ExceptionContext
from sqlalchemy.exc import DataError, DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session
from sqlalchemy.types import TypeDecorator

from core.rules import sqlite_functions

NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    "pk": "pk_%(table_name)s",
}
PRAGMAS = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1, "secure_delete": 1, "busy_timeout": 30_000}
WRITING = "foerderkette_writing"  # the execution option of connections that begin with the write lock
_AFTER = "foerderkette_after_commit"
_READS = re.compile(r"\s*(SELECT|PRAGMA|EXPLAIN|BEGIN)\b", re.IGNORECASE)  # all else may write


log = logging.getLogger(__name__)


class DatabaseNotReady(Exception):
    """The database cannot be used as it is; the text is one sentence for the operator."""


class Base(DeclarativeBase):
    """What every model derives from."""

    metadata = MetaData(naming_convention=NAMES)


# The models derive from Base, not db.Model, so that type checkers understand them; both share one MetaData.
db = SQLAlchemy(metadata=Base.metadata, session_options={"expire_on_commit": False})

Id = String(36)
Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


class UtcTime(TypeDecorator[dt.datetime]):
    """An aware moment; comes back in UTC on both databases. A naive one is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"The time {value} has no zone; use core.clock.now().")
        value = value.astimezone(dt.UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: dt.datetime | None, dialect: Dialect) -> dt.datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=dt.UTC) if dialect.name == "sqlite" else value.astimezone(dt.UTC)


def new_id() -> str:
    """A UUIDv7 as text: unguessable by 74 random bits, yet in order of time, so that indices grow at their end."""
    millis = time.time_ns() // 1_000_000
    number = millis << 80 | 0x7 << 76 | int.from_bytes(os.urandom(2)) >> 4 << 64 | 0b10 << 62 | int.from_bytes(os.urandom(8)) >> 2
    return str(uuid.UUID(int=number))


@contextmanager
def transaction() -> Iterator[Session]:
    """The one door for writing: commit at the end, rollback on any exception; an inner use joins the outer one.

    What the request has read so far is forgotten first, so that decisions inside are made on fresh rows.
    """
    session = db.session()
    if session.info.get(WRITING):
        yield session
        return
    if session.new or session.dirty or session.deleted:
        raise RuntimeError("There are changes from before transaction(); make them inside of it.")
    _forget(session)
    session.info[WRITING] = True
    try:
        if not session.in_transaction():
            session.connection(execution_options={WRITING: True})
        yield session
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        session.info.pop(WRITING, None)


def _forget(session: Session) -> None:
    """What was read so far. On PostgreSQL, where each statement sees what is committed by then, the transaction of the reads
    goes on, unless one of them broke it; on SQLite one that has read may not write."""
    if session.in_transaction() and session.get_bind().dialect.name == "postgresql":
        driver = session.connection().connection.driver_connection
        if driver is not None and driver.info.transaction_status == TransactionStatus.INTRANS:
            session.expire_all()
            return
    session.rollback()


def after_commit(session: Session, key: str, call: Callable[[], None]) -> None:
    """Have `call` run once after this transaction is committed (never after a rollback); one call a key."""
    session.info.setdefault(_AFTER, {})[key] = call


def recover() -> None:
    """After a stranger's hook failed while a page was read: end the read transaction that it may have broken.

    PostgreSQL answers nothing more in a transaction after an error. Inside transaction() its owner decides.
    """
    if has_app_context() and not (session := db.session()).info.get(WRITING):
        session.rollback()


def init_database(app: Flask, url: str) -> None:
    """Bind `db` to the app; the engine's own settings follow the dialect."""
    app.config["SQLALCHEMY_DATABASE_URI"] = url
    app.config["SQLALCHEMY_ENGINE_OPTIONS"] = _engine_options(url)
    db.init_app(app)
    with app.app_context():
        event.listen(db.engine, "handle_error", _without_values)
        if db.engine.dialect.name == "sqlite":
            _teach_sqlite(db.engine)


def _without_values(context: ExceptionContext) -> None:
    """PostgreSQL's errors repeat what was to be stored ("Failing row contains …", `syntax for type integer: "…"`): keep the
    first line, and of errors about data only what stands before the quotation."""
    for error in (context.original_exception, context.sqlalchemy_exception):
        if error is not None and error.args and isinstance(error.args[0], str):
            said = error.args[0].partition("\n")[0]
            error.args = (
                said.partition(': "')[0] if isinstance(context.sqlalchemy_exception, DataError) else said,
                *error.args[1:],
            )


def assert_ready(engine: Engine) -> None:
    """Connect and, on SQLite, see that every pragma took effect; raises DatabaseNotReady."""
    try:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
            if engine.dialect.name == "sqlite":
                for name, wanted in PRAGMAS.items():
                    if (found := connection.exec_driver_sql(f"PRAGMA {name}").scalar()) != wanted:
                        raise DatabaseNotReady(
                            f"SQLite keeps {name} at {found!r} where {wanted!r} is needed: is the file on a network drive?"
                        )
    except DatabaseNotReady:
        raise
    except Exception as error:
        shown = engine.url.render_as_string(hide_password=True)
        reason = str(error.__cause__ or error).strip().splitlines()[0]
        raise DatabaseNotReady(f"The database {shown} does not answer: {reason}") from error


def is_empty(engine: Engine) -> bool:
    """Whether the database answers and holds no table at all."""
    try:
        return not inspect(engine).get_table_names()
    except DBAPIError:
        return False


def _engine_options(url: str) -> dict[str, Any]:
    if url.startswith("sqlite"):
        return {"hide_parameters": True, "connect_args": {"timeout": PRAGMAS["busy_timeout"] / 1000}}  # type: ignore[operator]  # the table mixes texts and numbers
    limits = "-c statement_timeout=30s -c lock_timeout=10s -c idle_in_transaction_session_timeout=60s -c timezone=UTC"
    return {
        "hide_parameters": True,  # errors are logged, and what was to be stored is nobody's business there
        "isolation_level": "READ COMMITTED",
        "pool_size": 10,
        "max_overflow": 20,
        "connect_args": {"connect_timeout": 5, "options": limits},
    }


def _teach_sqlite(engine: Engine) -> None:
    """Pragmas for each connection, and BEGIN said by us: the driver's own begins too late to protect a reader."""

    @event.listens_for(engine, "connect")
    def _connected(connection: sqlite3.Connection, _record: Any) -> None:
        connection.isolation_level = None
        for name, value in PRAGMAS.items():
            connection.execute(f"PRAGMA {name}={value}")
        sqlite_functions.teach(connection)

    @event.listens_for(engine, "begin")
    def _begun(connection: Any) -> None:
        writing = connection.get_execution_options().get(WRITING)
        connection.info["reading"] = not writing
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    @event.listens_for(engine, "before_cursor_execute")
    def _turns_to_writing(connection: Any, cursor: Any, statement: str, _values: Any, _context: Any, _many: bool) -> None:
        # Flask-Admin and Flask-Security write without transaction(). A reader that turns writer is refused at once when
        # another has committed since (SQLITE_BUSY_SNAPSHOT), so it takes the write lock afresh: nothing was written yet.
        if connection.info.get("reading") and not _READS.match(statement):
            connection.info["reading"] = False
            cursor.execute("ROLLBACK")
            cursor.execute("BEGIN IMMEDIATE")


@event.listens_for(db.session, "after_commit")
def _committed(session: Session) -> None:
    if session.in_nested_transaction():  # the end of a savepoint: nobody else sees anything of it yet
        return
    for key, call in session.info.pop(_AFTER, {}).items():
        try:
            call()
        except Exception:  # it is committed: whatever fails from here must not look like a failed commit
            log.exception("After the commit, %s failed.", key)


@event.listens_for(db.session, "after_soft_rollback")
def _rolled_back(session: Session, previous: Any) -> None:
    if previous.parent is None:  # a savepoint's rollback is not the end of the transaction
        session.info.pop(_AFTER, None)

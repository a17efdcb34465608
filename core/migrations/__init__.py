"""The database's history: one Alembic line, run by `foerderkette migrate` and at the start of `run`."""

import warnings
from pathlib import Path
from typing import Any

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine, text

from core.database import WRITING, Base, DatabaseNotReady

LOCK = 7_204_107  # the number of our advisory lock on PostgreSQL; any other would do


def upgrade(engine: Engine, to: str = "head") -> None:
    """Bring the database to a revision, in one transaction; two processes that start together wait for each other."""
    _run(engine, command.upgrade, to)


def downgrade(engine: Engine, to: str) -> None:
    """Go back to a revision; "base" is the empty database."""
    _run(engine, command.downgrade, to)


def revisions() -> list[str]:
    """All revisions, the oldest first."""
    return [script.revision for script in reversed(list(_scripts().walk_revisions()))]


def here(engine: Engine) -> str | None:
    """The revision that the database is at, or None if it has none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def assert_current(engine: Engine) -> None:
    """Raises DatabaseNotReady unless the database is at the newest revision."""
    found, wanted = here(engine), _scripts().get_current_head()
    if found != wanted:
        raise DatabaseNotReady(
            f"The database is at revision {found or 'none'}, this version needs {wanted}: run 'foerderkette migrate'."
        )


def differences(engine: Engine) -> list[Any]:
    """What models and database disagree about, as Alembic sees it; models must have been imported."""
    opts = {"compare_type": True, "target_metadata": Base.metadata}
    with engine.connect() as connection, warnings.catch_warnings():
        # SQLite does not tell of an index over an expression, so both sides leave it out
        warnings.filterwarnings("ignore", "Skipped unsupported reflection of expression-based index")
        warnings.filterwarnings("ignore", "autogenerate skipping metadata-specified expression-based index")
        return list(compare_metadata(MigrationContext.configure(connection, opts=opts), Base.metadata))


def config() -> Config:
    """Alembic's configuration, without a file."""
    made = Config()
    made.set_main_option("script_location", str(Path(__file__).parent))
    made.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return made


def _scripts() -> ScriptDirectory:
    return ScriptDirectory.from_config(config())


def _run(engine: Engine, move: Any, to: str) -> None:
    settings = config()
    with engine.connect() as connection, _foreign_keys_off(connection):
        writing = connection.execution_options(**{WRITING: True})
        with writing.begin():
            if engine.dialect.name == "postgresql":
                connection.execute(text("SET LOCAL statement_timeout = 0"))
                connection.execute(text(f"SELECT pg_advisory_xact_lock({LOCK})"))
            settings.attributes["connection"] = connection
            move(settings, to)


class _foreign_keys_off:  # noqa: N801  # reads as a verb in its `with`
    """SQLite rebuilds a table to alter it; dropping the old one must not cascade. The pragma works outside a transaction only."""

    def __init__(self, connection: Connection) -> None:
        self._raw: Any = connection.connection.driver_connection if connection.dialect.name == "sqlite" else None

    def __enter__(self) -> None:
        if self._raw:
            self._raw.execute("PRAGMA foreign_keys=OFF")

    def __exit__(self, *_error: object) -> None:
        if self._raw:
            self._raw.execute("PRAGMA foreign_keys=ON")

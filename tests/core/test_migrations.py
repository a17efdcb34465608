"""The database's history: it ends where the models are, on both databases, from every step and back."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import inspect, text
from sqlalchemy.exc import DBAPIError

from core import clock
from core.app import create_app, prepare
from core.database import Base, DatabaseNotReady, db
from core.migrations import assert_current, differences, downgrade, here, revisions, upgrade
from core.settings import load_settings
from core.testing import close


@pytest.fixture
def bare(database_url: str, tmp_path: Path) -> Iterator[Flask]:
    """An app on a database without any table."""
    app = create_app(load_settings(database_url=database_url, data_dir=tmp_path / "data"))
    with app.app_context():
        yield app
    close(app)


def tables() -> set[str]:
    return set(inspect(db.engine).get_table_names()) - {"alembic_version"}


def test_the_newest_step_is_what_the_models_say(bare: Flask):
    upgrade(db.engine)
    assert tables() == set(Base.metadata.tables)
    assert differences(db.engine) == []
    assert_current(db.engine)
    upgrade(db.engine)
    assert here(db.engine) == revisions()[-1]


def test_every_step_can_be_taken_back_and_again(bare: Flask):
    for number, step in enumerate(revisions()):
        upgrade(db.engine, step)
        assert here(db.engine) == step
        downgrade(db.engine, "base")
        assert tables() == set()
        upgrade(db.engine, step)
        for earlier in reversed(revisions()[:number]):
            downgrade(db.engine, earlier)
            upgrade(db.engine, step)
    assert differences(db.engine) == []


def test_migrated_and_created_databases_refuse_the_same(bare: Flask):
    upgrade(db.engine)
    prepare(bare, clock.now())
    with pytest.raises(DBAPIError, match="rows of revision are frozen"), db.engine.begin() as connection:
        connection.execute(text("UPDATE revision SET note = 'x'"))


def test_an_old_database_is_named_with_what_to_do(bare: Flask):
    with pytest.raises(DatabaseNotReady, match=r"is at revision none, .* run 'foerderkette migrate'"):
        assert_current(db.engine)


def test_a_step_that_fails_leaves_nothing_behind(bare: Flask):
    with db.engine.begin() as connection:
        connection.execute(text("CREATE TABLE worklist (x INTEGER)"))
    with pytest.raises(DBAPIError, match="worklist"):
        upgrade(db.engine)
    assert tables() == {"worklist"}
    assert here(db.engine) is None
    with db.engine.begin() as connection:
        connection.execute(text("DROP TABLE worklist"))
    upgrade(db.engine)
    assert_current(db.engine)


def test_foreign_keys_are_kept_after_a_migration(bare: Flask):
    upgrade(db.engine)
    with pytest.raises(DBAPIError), db.engine.begin() as connection:
        connection.execute(text("INSERT INTO programme (id, current) VALUES ('x', 'missing')"))

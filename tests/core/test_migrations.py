"""The database's history: it ends where the models are, on both databases, from every step and back."""

import json
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


def test_the_log_begins_with_the_revisions_that_there_are(bare: Flask):
    """The last line is what is on offer, also where an earlier revision was published again."""
    upgrade(db.engine, "0004")
    first, second, other = ("1" * 64, "2" * 64, "3" * 64)
    with db.engine.begin() as connection:
        for digest, number, programme in ((first, 1, "a"), (second, 2, "a"), (other, 1, "b")):
            values = {"digest": digest, "number": number, "programme": programme, "day": f"2026-01-0{number} 00:00:00"}
            for statement in (
                "INSERT INTO revision (digest, programme_id, number, definition, published_at, note)"
                " VALUES (:digest, :programme, :number, '{}', :day, 'why')",
                "INSERT INTO shipped (digest, programme_id, version, definition, shipped_at)"
                " VALUES (:digest, :programme, '1', '{}', :day)",
            ):
                if number == 1 or "revision" in statement:
                    connection.execute(text(statement), values)
        for id, current in (("a", first), ("b", other)):
            connection.execute(text("INSERT INTO programme (id, current) VALUES (:id, :current)"), {"id": id, "current": current})
    upgrade(db.engine)
    with db.engine.connect() as connection:
        query = text("SELECT programme_id, number, revision, shipped, note FROM publication ORDER BY programme_id, number")
        lines = [tuple(row) for row in connection.execute(query)]
    assert lines == [
        ("a", 1, first, first, "why"),
        ("a", 2, second, first, "why"),
        ("a", 3, first, first, "why"),
        ("b", 1, other, other, "why"),
    ]
    downgrade(db.engine, "0004")


def test_drafts_of_rules_become_change_sets(bare: Flask):
    """With the criteria as they were being edited, also of tracks, on the definition that they began from."""
    upgrade(db.engine, "0006")
    first, second, own, other = ("1" * 64, "2" * 64, {"id": "age", "rule": "age > 20"}, {"id": "sex", "rule": "age > 1"})
    definition = {"id": "a", "eligibility": [{"id": "age", "rule": "true"}], "blocks": [{"id": "b", "eligibility": [other]}]}
    definition["tracks"] = [{"id": "t"}]
    entries = [{"key": "c0", "owner": "", "criterion": own}, {"key": "c3", "owner": "track/t", "criterion": other}]
    draft = {
        "content": json.dumps({"entries": entries, "next": 4}),
        "base": first,
        "by": "Änne",
        "day": "2026-01-03 10:00:00+00:00",
    }
    with db.engine.begin() as connection:
        for number, digest in enumerate((first, second), 1):
            values = {
                "id": str(number),
                "digest": digest,
                "number": number,
                "text": json.dumps(definition),
                "day": "2026-01-01 00:00:00+00:00",
            }
            for statement in (
                "INSERT INTO revision (digest, programme_id, number, definition, published_at, note)"
                " VALUES (:digest, 'a', :number, :text, :day, '')",
                "INSERT INTO publication (id, programme_id, number, revision, shipped, at, by_name, note, signed_name)"
                " VALUES (:id, 'a', :number, :digest, :digest, :day, '', '', '')",
            ):
                connection.execute(text(statement), values)
        connection.execute(text("INSERT INTO programme (id, current) VALUES ('a', :current)"), {"current": second})
        connection.execute(
            text(
                "INSERT INTO rule_draft (id, programme_id, base, content, history, version, author_name, updated_at)"
                " VALUES ('d', 'a', :base, :content, '[]', 7, :by, :day)"
            ),
            draft,
        )
    upgrade(db.engine)
    assert "rule_draft" not in tables()
    with db.engine.connect() as connection:
        rows = connection.execute(text("SELECT * FROM change_set")).mappings().all()
    assert len(rows) == 1
    found = dict(rows[0])
    assert (found["kind"], found["status"], found["base"], found["shipped"]) == ("change", "draft", first, first)
    assert (found["author_name"], found["updated_name"], str(found["updated_at"])[:19]) == ("Änne", "Änne", "2026-01-03 10:00:00")
    expected = {**definition, "eligibility": [own], "tracks": [{"id": "t", "eligibility": [other]}]}
    assert json.loads(found["content"]) == {**expected, "blocks": [{"id": "b", "eligibility": []}]}
    downgrade(db.engine, "0006")
    assert "rule_draft" in tables()

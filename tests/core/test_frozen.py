"""Frozen tables on both databases: what slips past the code is refused by the database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Column, Engine, Integer, MetaData, String, Table, UniqueConstraint, create_engine, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from core.frozen import freeze, keys, thawed

METADATA = MetaData()
OWNER = Table("test_owner", METADATA, Column("id", String(9), primary_key=True))
PAPER = Table(
    "test_paper",
    METADATA,
    Column("id", String(9), primary_key=True),
    Column("no", Integer, unique=True),
    Column("test_owner_id", String(9)),
    Column("place", String(9)),
    Column("a", String(9)),
    Column("b", String(9)),
    UniqueConstraint("a", "b"),
)
freeze(PAPER, only=["id", "no", "a", "b"], owner="test_owner")


@pytest.fixture
def engine(tmp_path: Path, database_url: str) -> Iterator[Engine]:
    made = create_engine(database_url)
    METADATA.create_all(made)
    with made.begin() as connection:
        connection.execute(text("INSERT INTO test_owner VALUES ('o')"))
        for row in ("('p', 1, 'o', 'here', 'x', 'y')", "('q', 2, NULL, 'here', 'x', 'z')"):
            connection.execute(text(f"INSERT INTO test_paper VALUES {row}"))
    yield made
    made.dispose()


def run(engine: Engine, statement: str) -> None:
    with engine.begin() as connection:
        connection.execute(text(statement))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE test_paper SET no = 9",
        "UPDATE test_paper SET a = a",
        "DELETE FROM test_paper",
        "DELETE FROM test_paper WHERE id = 'q'",
    ],
)
def test_no_change_and_no_deletion(engine: Engine, statement: str) -> None:
    with pytest.raises(DBAPIError, match="rows of test_paper are frozen"):
        run(engine, statement)


def test_what_is_left_free_may_change(engine: Engine) -> None:
    run(engine, "UPDATE test_paper SET place = 'there'")


def test_a_row_goes_when_whom_it_belongs_to_is_gone(engine: Engine) -> None:
    run(engine, "DELETE FROM test_owner")
    run(engine, "DELETE FROM test_paper WHERE id = 'p'")
    with pytest.raises(DBAPIError, match="are frozen"):
        run(engine, "DELETE FROM test_paper WHERE id = 'q'")


@pytest.mark.parametrize("row", ["('p', 7, 'o', '', 'm', 'n')", "('r', 1, 'o', '', 'm', 'n')", "('r', 7, 'o', '', 'x', 'y')"])
def test_nothing_is_put_in_the_place_of_a_row(engine: Engine, row: str) -> None:
    replace = "OR REPLACE" if engine.dialect.name == "sqlite" else ""
    with pytest.raises(IntegrityError):
        run(engine, f"INSERT {replace} INTO test_paper VALUES {row}")
    run(engine, "INSERT INTO test_paper VALUES ('r', 7, 'o', '', 'x', 'n')")


def test_it_can_be_taken_back(engine: Engine) -> None:
    for statement in thawed("test_paper", engine.dialect.name, "test_owner"):
        run(engine, statement)
    run(engine, "UPDATE test_paper SET a = 'free'")
    run(engine, "DELETE FROM test_paper")


def test_the_keys_of_a_table() -> None:
    assert keys(PAPER) == [["a", "b"], ["id"], ["no"]]

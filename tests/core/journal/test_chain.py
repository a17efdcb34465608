"""The audit chain: whatever is done to sealed entries is found."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, func, select, text, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core import clock
from core.actor import Actor
from core.database import db, transaction
from core.events import FactsRecorded
from core.journal import Delivery, Entry, announce, seal, verify
from core.journal.chain import LOCK
from core.journal.commands import audit
from core.journal.models import ChainHead
from core.testing import close, make_app

LENGTH = 8
TABLE = Entry.__table__


def write(count: int) -> None:
    with transaction() as session:
        for number in range(count):
            event = FactsRecorded(subject_id=f"p{number}", person_id=f"p{number}", facts=("sex", "ä\u202e"))
            announce(session, event, actor=Actor("u1", "Jörg"), now=clock.now())


def test_an_untouched_chain_holds(app: Flask):
    with app.app_context():
        write(LENGTH)
        with transaction() as session:
            assert seal(session, 3) == 3
            assert seal(session) >= LENGTH - 3
            assert seal(session) == 0
        write(2)
        with transaction() as session:
            assert verify(session) == []
            assert seal(session) == 2
            assert verify(session) == []
            assert session.scalar(select(func.max(Entry.chain_no))) == session.scalar(select(ChainHead.no))


def test_one_seals_at_a_time_on_postgresql(app: Flask):
    with app.app_context():
        if db.engine.dialect.name != "postgresql":
            pytest.skip("SQLite has one writer at a time by itself")
        write(2)
        with db.engine.connect() as other, other.begin(), transaction() as session:
            other.execute(select(func.pg_advisory_xact_lock(LOCK)))
            assert seal(session) == 0


def test_the_database_itself_refuses_to_change_a_sealed_entry(app: Flask):
    with app.app_context():
        write(1)
        with transaction() as session:
            seal(session)
        for forged in (update(TABLE).values(actor_name="Nobody"), delete(TABLE)):
            with pytest.raises(DBAPIError, match="rows of entry are frozen"), db.engine.begin() as connection:
                connection.execute(forged)


@pytest.fixture(scope="module")
def sealed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("chain")
    app = make_app(f"sqlite:///{folder / 'chain.sqlite'}", folder)
    with app.app_context():
        write(LENGTH)
        with transaction() as session:
            seal(session)
            assert verify(session) == []
            session.execute(delete(Delivery))
            for name in ("entry_no_update", "entry_no_delete"):  # the forger is the database's own administrator
                session.execute(text(f"DROP TRIGGER {name}"))
    yield app
    close(app)


def test_the_command_says_whether_the_chain_holds(sealed: Flask):
    with sealed.app_context():
        well = CliRunner().invoke(audit, ["verify"])
        assert well.exit_code == 0
        assert re.fullmatch(r"\d+ entries, [0-9a-f]{64}\n", well.stdout)
        again = ["verify", "--noted", well.stdout]
        assert CliRunner().invoke(audit, again).exit_code == 0
        assert CliRunner().invoke(audit, ["verify", "--noted", "some"]).exit_code == 2
        forged = CliRunner().invoke(audit, ["verify", "--noted", f"{LENGTH} entries, {'0' * 64}"])
        assert forged.exit_code == 1
        assert "does not lead through" in forged.stdout


def change(column: str, value: object) -> Callable[[int], object]:
    return lambda number: update(TABLE).where(TABLE.c.chain_no == number).values({column: value})


TAMPERING = st.one_of(
    st.just(lambda number: delete(TABLE).where(TABLE.c.chain_no == number)),
    st.just(lambda number: delete(TABLE).where(TABLE.c.chain_no >= number)),
    st.just(lambda number: update(TABLE).where(TABLE.c.chain_no == number).values(chain_no=None, hash=None)),
    st.sampled_from(["actor_name", "event", "subject_id", "person_id", "case_id", "actor_id", "hash"]).map(
        lambda name: change(name, "forged")
    ),
    st.just(change("data", {"facts": ["sex"]})),
    st.just(change("at", clock.now())),
    st.just(lambda _number: update(ChainHead.__table__).values(no=ChainHead.no + 1)),
    st.just(lambda _number: update(ChainHead.__table__).values(hash="0" * 64)),
    st.just(lambda _number: delete(ChainHead.__table__)),
)


@settings(deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=120)
@given(deeds=st.lists(st.tuples(TAMPERING, st.integers(1, LENGTH)), min_size=1, max_size=3))
def test_tampering_is_found(sealed: Flask, deeds: list[tuple[Callable[[int], object], int]]):
    with sealed.app_context(), db.engine.connect() as connection, connection.begin() as undone:
        touched = sum(connection.execute(deed(number)).rowcount for deed, number in deeds)
        with Session(connection) as session:
            found = verify(session)
            left = session.scalar(select(func.count(Entry.chain_no))) or session.get(ChainHead, 1)
        undone.rollback()
    # a journal that is emptied with its head is a new one: only a line noted elsewhere tells (see the test of the command)
    assert bool(found) == bool(touched and left)


@settings(deadline=None, max_examples=20)
@given(first=st.integers(1, LENGTH), second=st.integers(1, LENGTH))
def test_exchanged_entries_are_found(sealed: Flask, first: int, second: int):
    with sealed.app_context(), db.engine.connect() as connection, connection.begin() as undone:
        for old, new in ((first, -1), (second, first), (-1, second)):
            connection.execute(update(TABLE).where(TABLE.c.chain_no == old).values(chain_no=new))
        with Session(connection) as session:
            found = verify(session)
        undone.rollback()
    assert bool(found) == (first != second)

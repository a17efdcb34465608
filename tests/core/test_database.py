"""The database: pragmas, ids, times, and the one door for writing."""

import datetime as dt
import threading
from contextlib import suppress

import pytest
from flask import Flask
from sqlalchemy import create_engine, func, insert, select, text
from sqlalchemy.exc import StatementError

from core import clock
from core.database import DatabaseNotReady, UtcTime, after_commit, assert_ready, db, new_id, transaction
from core.journal.models import ChainHead, Entry


def entry(**values: object) -> dict[str, object]:
    common = {"id": new_id(), "at": clock.now(), "actor_name": "Test", "event": "signed_in", "subject_id": "x", "data": {}}
    return {**common, **values}


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Entry)) or 0


def test_what_is_written_in_a_transaction_stays(app: Flask):
    before = _count_in(app)
    with app.app_context(), transaction() as session:
        session.execute(insert(Entry), [entry()])
    assert _count_in(app) == before + 1


def test_an_exception_undoes_all_and_inner_ones_join(app: Flask):
    before = _count_in(app)

    def fail_late() -> None:
        with transaction() as session:
            with transaction() as inner:
                assert inner is session
                inner.execute(insert(Entry), [entry()])
            assert count() == before + 1
            raise ZeroDivisionError

    with app.app_context(), pytest.raises(ZeroDivisionError):
        fail_late()
    assert _count_in(app) == before


def test_a_reader_becomes_a_writer_on_fresh_rows(app: Flask):
    """What the request has read before is read anew: another process may have changed it since."""
    with app.app_context():
        with transaction() as session:
            session.add(ChainHead(id=7, no=1, hash="a"))
        seen = db.session.get(ChainHead, 7)
        assert seen
        with db.engine.connect() as other, other.begin():
            other.execute(ChainHead.__table__.update().values(no=2))
        with transaction() as session:
            assert session.get(ChainHead, 7).no == 2


def test_changes_from_before_are_refused(app: Flask):
    with app.app_context():
        db.session.add(ChainHead(id=8, no=1, hash="a"))
        with pytest.raises(RuntimeError, match="before transaction"), transaction():
            pass


def test_a_third_party_that_writes_without_the_door_is_not_locked_out(app: Flask):
    """On SQLite a reader that turns writer after another's commit would be refused at once."""
    with app.app_context():
        count()
        with db.engine.connect() as other, other.begin():
            other.execute(insert(Entry), [entry()])
        db.session.add(ChainHead(id=9, no=1, hash="a"))
        db.session.commit()


def test_what_was_written_by_hand_is_not_lost_when_more_is_written(app: Flask):
    with app.app_context():
        count()
        db.session.execute(text("INSERT INTO chain_head (id, no, hash) VALUES (21, 1, 'a')"))
        db.session.add(ChainHead(id=22, no=1, hash="a"))
        db.session.commit()
        assert set(db.session.scalars(select(ChainHead.id).where(ChainHead.id > 20))) == {21, 22}


def test_writers_wait_for_each_other(app: Flask):
    with app.app_context(), transaction() as session:
        session.add(ChainHead(id=1, no=0, hash=""))

    def add_ten() -> None:
        for _ in range(10):
            with app.app_context(), transaction() as session:
                head = session.get(ChainHead, 1, with_for_update=True)
                assert head
                head.no += 1

    threads = [threading.Thread(target=add_ten) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert db.session.scalar(select(ChainHead.no).where(ChainHead.id == 1)) == 40


def test_calls_after_commit_come_once_and_only_then(app: Flask):
    calls: list[str] = []
    with app.app_context():
        with suppress(ZeroDivisionError), transaction() as session:
            after_commit(session, "bell", lambda: calls.append("lost"))
            raise ZeroDivisionError
        with transaction() as session:
            after_commit(session, "bell", lambda: calls.append("first"))
            after_commit(session, "bell", lambda: calls.append("second"))
            with session.begin_nested() as inside:
                inside.rollback()
            with session.begin_nested():
                session.execute(select(1))
            assert calls == []
        with transaction():
            pass
    assert calls == ["second"]


def test_a_call_that_fails_after_the_commit_does_not_undo_it(app: Flask):
    def fail() -> None:
        raise OSError("no bell")

    before = _count_in(app)
    with app.app_context(), transaction() as session:
        session.execute(insert(Entry), [entry()])
        after_commit(session, "bell", fail)
    assert _count_in(app) == before + 1


def test_times_come_back_in_utc_and_naive_ones_are_refused(app: Flask):
    summer = dt.datetime(2026, 7, 1, 12, 0, 0, 123456, tzinfo=dt.timezone(dt.timedelta(hours=2)))
    with app.app_context():
        with transaction() as session:
            session.execute(insert(Entry), [row := entry(at=summer)])
        found = db.session.scalar(select(Entry.at).where(Entry.id == row["id"]))
        assert found == summer
        assert found.utcoffset() == dt.timedelta(0)
        with pytest.raises(StatementError, match="has no zone"), transaction() as session:
            session.execute(insert(Entry), [entry(at=dt.datetime(2026, 7, 1))])  # noqa: DTZ001  # naive on purpose
    assert UtcTime.cache_ok


def test_ids_are_of_version_7_and_in_order_of_time():
    ids = [new_id() for _ in range(1000)]
    assert len(set(ids)) == 1000
    assert all(len(one) == 36 and one[14] == "7" and one[19] in "89ab" for one in ids)
    assert [one[:13] for one in ids] == sorted(one[:13] for one in ids)


def test_a_database_in_order_is_ready(app: Flask):
    with app.app_context():
        assert_ready(db.engine)


def test_a_plain_sqlite_engine_is_not_ready():
    with pytest.raises(DatabaseNotReady, match="SQLite keeps journal_mode at"):
        assert_ready(create_engine("sqlite://"))


def test_a_database_that_is_away_is_named_without_its_password():
    engine = create_engine("postgresql+psycopg://u:hush@127.0.0.1:1/d", connect_args={"connect_timeout": 2})
    with pytest.raises(DatabaseNotReady) as caught:
        assert_ready(engine)
    assert "127.0.0.1:1" in str(caught.value)
    assert "hush" not in str(caught.value)


def _count_in(app: Flask) -> int:
    with app.app_context():
        return count()

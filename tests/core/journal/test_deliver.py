"""The outbox: each listener is told once of each committed fact, whatever happens on the way."""

import datetime as dt
import sys
import threading
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from core import clock
from core.actor import SYSTEM
from core.database import db, transaction
from core.journal import Delivery, Entry, announce, deliver, wake
from core.journal.deliver import ATTEMPTS, LEASE, Deliverer, attempt, backoff
from core.journal.models import ChainHead
from tests.core.journal.listeners import BASE, counting, listen, signed_in

NOW = clock.now()


@pytest.fixture(autouse=True)
def told(app: Flask) -> None:
    """What was announced while the programmes were shipped is no part of these tests."""
    with app.app_context():
        deliver(clock.now())


def tell(*numbers: int) -> None:
    with transaction() as session:
        for number in numbers:
            announce(session, signed_in(number), actor=SYSTEM, now=NOW)


def effects() -> list[int]:
    found = list(db.session.scalars(select(ChainHead.id - BASE).where(ChainHead.id >= BASE).order_by(ChainHead.id)))
    db.session.rollback()
    return found


def rows() -> list[Delivery]:
    db.session.rollback()
    return list(db.session.scalars(select(Delivery).order_by(Delivery.id)))


def test_a_fact_reaches_its_listener_once_and_leaves_its_audit_entry(app: Flask):
    listen(app, "counter", counting)
    with app.app_context():
        tell(1, 2, 3)
        assert effects() == []
        assert deliver(NOW) == 3
        assert deliver(NOW) == 0
        assert effects() == [1, 2, 3]
        assert rows() == []
        assert db.session.scalar(select(func.count()).where(Entry.event == "signed_in")) == 3


def test_a_fact_that_is_rolled_back_was_never_told(app: Flask):
    listen(app, "counter", counting)

    def fail() -> None:
        with transaction() as session:
            announce(session, signed_in(1), actor=SYSTEM, now=NOW)
            raise ZeroDivisionError

    with app.app_context():
        with pytest.raises(ZeroDivisionError):
            fail()
        assert deliver(NOW) == 0
        assert db.session.scalar(select(func.count()).where(Entry.event == "signed_in")) == 0


def test_without_listeners_there_is_only_the_entry(app: Flask):
    with app.app_context():
        tell(1)
        assert rows() == []


def test_a_failing_listener_is_undone_asked_again_later_and_parked_at_last(app: Flask):
    calls = []

    def failing(event: Any, session: Any) -> None:
        counting(event, session)
        calls.append(event.subject_id)
        raise ValueError("no \0 luck")

    listen(app, "failing", failing)
    listen(app, "counter", lambda event, session: counting(signed_in(int(event.subject_id) + 10), session))
    with app.app_context():
        tell(1)
        now = NOW
        for tries in range(1, ATTEMPTS + 1):
            assert deliver(now) > 0
            assert len(calls) == tries
            assert deliver(now) == 0, "it waits before the next try"
            now += backoff(tries)
        assert effects() == [11], "the other listener was told, the failing one left nothing"
        (parked,) = rows()
        assert parked.parked_at is not None
        assert parked.error == "no  luck"
        assert deliver(now + dt.timedelta(days=1)) == 0
        assert app.extensions["plugins"].states()[-2].state == "faulty"


def test_a_parked_delivery_can_be_woken(app: Flask):
    listen(app, "counter", counting)
    with app.app_context():
        tell(1)
        with transaction() as session:
            session.execute(update(Delivery).values(parked_at=NOW, attempts=ATTEMPTS))
        assert deliver(NOW) == 0
        with transaction() as session:
            wake(session, session.scalars(select(Delivery.id)).one(), NOW)
        assert deliver(NOW) == 1
        assert effects() == [1]


def test_a_delivery_that_kills_its_process_takes_no_other_with_it(app: Flask):
    class Killed(KeyboardInterrupt):
        """Stands for kill -9: nothing contains it, and nothing that runs after it is ours."""

    def killing(event: Any, session: Any) -> None:
        if event.subject_id == "1":
            raise Killed
        counting(event, session)

    listen(app, "killer", killing)
    with app.app_context():
        tell(*range(1, 6))
        now = NOW
        for _ in range(3 * ATTEMPTS):
            try:
                deliver(now)
            except Killed:
                db.session.remove()
            now += LEASE
        assert effects() == [2, 3, 4, 5]
        (parked,) = rows()
        assert parked.parked_at is not None
        assert parked.attempts == ATTEMPTS
        assert parked.error == "The process ended while this was delivered."


def test_a_lease_that_ran_out_belongs_to_the_next(app: Flask):
    """The first claimer was slow, not dead: it comes back and must not do it again."""
    from core.journal.deliver import _claim, _make_all

    listen(app, "counter", counting)
    with app.app_context():
        tell(1)
        slow = NOW + LEASE
        ids = _claim(NOW, slow, 10, fresh=True)
        assert deliver(slow + dt.timedelta(seconds=1)) == 1
        _make_all(ids, slow, NOW)
        assert effects() == [1]
        assert rows() == []


def test_a_plugin_that_is_gone_leaves_its_deliveries_waiting(app: Flask):
    listen(app, "counter", counting)
    with app.app_context():
        tell(1)
        app.extensions["plugins"]._manager.unregister(name="counter")
        deliver(NOW)
        (waiting,) = rows()
        assert "not there" in (waiting.error or "")


def test_four_deliverers_at_once_do_each_once(app: Flask):
    listen(app, "counter", counting)
    with app.app_context():
        tell(*range(60))
    wrong = []

    def drain() -> None:
        with app.app_context():
            while deliver(clock.now(), 7):
                wrong.extend(one for one in rows() if one.error)

    threads = [threading.Thread(target=drain) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with app.app_context():
        assert effects() == list(range(60))
        assert rows() == []
    assert wrong == []


def test_the_thread_is_woken_by_the_commit_itself(app: Flask):
    told = threading.Event()
    listen(app, "bell", lambda event, session: told.set())
    thread = Deliverer(app)
    thread.start()
    try:
        with app.app_context():
            tell(1)
        assert told.wait(2), "quicker than its own look every few seconds"
    finally:
        thread.stop()
    assert not thread.is_alive()
    with app.app_context():
        assert db.session.scalar(select(func.count()).where(Entry.chain_no.is_(None))) == 0


def test_a_database_that_is_away_does_not_end_the_deliverer(app: Flask, monkeypatch: pytest.MonkeyPatch):
    def away() -> int:
        raise OSError("gone")

    monkeypatch.setattr(sys.modules["core.journal.deliver"], "deliver_all", away)
    with app.app_context():
        attempt()


def test_the_waiting_grows_to_an_hour():
    assert [backoff(n).total_seconds() for n in (1, 2, 5, 11, 12, 400)] == [2, 4, 32, 2048, 3600, 3600]

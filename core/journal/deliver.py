"""Deliver: tell each listening plugin of each fact, once, however often processes die on the way."""

import datetime as dt
import logging
import threading

from flask import Flask
from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from core import clock
from core.database import db, transaction
from core.events import EVENTS, Event
from core.journal.chain import seal
from core.journal.doorbell import Doorbell
from core.journal.models import Delivery, Entry
from core.journal.ticking import Ticking
from core.journal.working import work
from core.plugin_manager import plugins

ATTEMPTS = 10
BATCH = 100
LEASE = dt.timedelta(seconds=20)  # may be short: a delivery in hand is held by its row's lock, not by the lease
PATIENCE = 3.0  # seconds after which the thread looks by itself
BREATH = 0.02  # between two pieces of long work: SQLite has one writer, and people wait for it
log = logging.getLogger(__name__)


def deliver(now: dt.datetime, limit: int = BATCH) -> int:
    """Claim due deliveries, up to `limit`, and make each in a transaction of its own; how many rows were taken in hand.

    One that has been tried before is claimed alone and made first: if it kills its process, it takes no other row with it.
    """
    until = now + LEASE
    taken = _make_all(_claim(now, until, 1, fresh=False), until, now)
    return taken + _make_all(_claim(now, until, limit, fresh=True), until, now)


def deliver_all() -> int:
    """Deliver until nothing is due any more and seal the audit chain; how many rows were taken in hand."""
    done = 0
    while taken := deliver(clock.now()):
        done += taken
    while _seal():
        pass
    return done


def wake(session: Session, delivery_id: str, now: dt.datetime) -> None:
    """Have a parked delivery tried again from the beginning."""
    row = {"parked_at": None, "attempts": 0, "error": None, "due_at": now}
    session.execute(update(Delivery).where(Delivery.id == delivery_id).values(row))


def backoff(attempts: int) -> dt.timedelta:
    """How long to wait after so many failures: 2 s, 4 s, 8 s … one hour at most."""
    return dt.timedelta(seconds=min(3600, 2**attempts))


class Deliverer(threading.Thread):
    """Delivers inside the web process, where there is no RQ worker."""

    def __init__(self, app: Flask) -> None:
        super().__init__(name="deliverer", daemon=True)
        self._app = app
        self._doorbell: Doorbell = app.extensions["doorbell"]
        self._ended = threading.Event()

    def run(self) -> None:
        ticking = Ticking()
        while not self._ended.is_set():
            self._doorbell.rung.clear()
            with self._app.app_context():
                more = attempt()
                ticking.look()
            self._doorbell.rung.wait(BREATH if more else PATIENCE)

    def stop(self) -> None:
        """End after the delivery in hand."""
        self._ended.set()
        self._doorbell.rung.set()
        self.join(30)


def attempt() -> bool:
    """Deliver all and do a piece of long work, whatever happens: a database that is away for a minute must not end the
    deliverer. Whether there is more work."""
    try:
        deliver_all()
        return work()
    except Exception:  # the loop of a thread or process: log and look again later
        log.exception("Delivering failed; it is tried again in a few seconds.")
        db.session.remove()
    return False


def _claim(now: dt.datetime, until: dt.datetime, limit: int, *, fresh: bool) -> list[str]:
    """Ids of due deliveries that are ours until `until`."""
    tried = Delivery.attempts == 0 if fresh else Delivery.attempts > 0
    due = select(Delivery.id).where(Delivery.parked_at.is_(None), Delivery.due_at <= now, tried)
    # SKIP LOCKED: two workers may look in the same second. SQLite has one writer and ignores it.
    due = due.order_by(Delivery.due_at, Delivery.id).limit(limit).with_for_update(skip_locked=True)
    claim = update(Delivery).where(Delivery.id.in_(due)).values(due_at=until, attempts=Delivery.attempts + 1)
    with transaction() as session:
        if not fresh:
            _park_killers(session, now)
        return sorted(session.scalars(claim.returning(Delivery.id), execution_options={"synchronize_session": False}))


def _park_killers(session: Session, now: dt.datetime) -> None:
    """Rows whose lease ran out ten times without a word: they end the process that makes them."""
    spent = (Delivery.parked_at.is_(None), Delivery.due_at <= now, Delivery.attempts >= ATTEMPTS)
    session.execute(
        update(Delivery).where(*spent).values(parked_at=now, error="The process ended while this was delivered."),
        execution_options={"synchronize_session": False},
    )


def _make_all(claimed: list[str], until: dt.datetime, now: dt.datetime) -> int:
    for delivery_id in claimed:
        _make(delivery_id, until, now)
    return len(claimed)


def _make(delivery_id: str, until: dt.datetime, now: dt.datetime) -> None:
    """Effect and end of the row in one transaction; a failure is noted in the next."""
    try:
        with transaction() as session:
            # deleting first takes the row's lock; `due_at` tells that the lease is still ours
            mine = delete(Delivery).where(Delivery.id == delivery_id, Delivery.due_at == until)
            gone = session.execute(mine.returning(Delivery.plugin, Delivery.entry_id)).first()
            if gone:
                plugins.call_one(gone.plugin, (event := _event(session, gone.entry_id)).name, event=event, session=session)
    except Exception as error:  # noqa: BLE001  # a stranger's hook may raise anything
        _note_failure(delivery_id, until, now, str(error.__cause__ or error))


def _event(session: Session, entry_id: str) -> Event:
    entry = session.get_one(Entry, entry_id)
    common = {"subject_id": entry.subject_id, "person_id": entry.person_id, "case_id": entry.case_id}
    return EVENTS[entry.event].model_validate({**common, **entry.data})


def _note_failure(delivery_id: str, until: dt.datetime, now: dt.datetime, reason: str) -> None:
    with transaction() as session:
        row = session.get(Delivery, delivery_id)
        if row is None or row.due_at != until:
            return
        row.error = reason.replace("\0", "")[:2000]
        if row.attempts >= ATTEMPTS:
            row.parked_at = now
        else:
            row.due_at = now + backoff(row.attempts)


def _seal() -> int:
    """Seal a batch; asks without the write lock first whether there is anything to seal."""
    waiting = db.session.scalar(select(Entry.id).where(Entry.chain_no.is_(None)).limit(1))
    db.session.rollback()
    if waiting is None:
        return 0
    with transaction() as session:
        return seal(session)

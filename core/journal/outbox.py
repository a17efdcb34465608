"""The outbox: deliveries are rows, written in the transaction of the fact that they tell."""

import datetime as dt
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.database import after_commit, new_id
from core.journal.doorbell import ring
from core.journal.models import Delivery
from core.plugin_manager import plugins


def write_deliveries(session: Session, row: dict[str, Any], now: dt.datetime) -> None:
    """One row for each plugin that listens to the entry `row`. Whoever wants to see what is lost without it replaces this."""
    if waiting := delivery_rows(row, now):
        session.execute(insert(Delivery), waiting)
        ring_after_commit(session)


def delivery_rows(row: dict[str, Any], now: dt.datetime) -> list[dict[str, Any]]:
    """The deliveries that an entry's row needs, as values for an insert; follow them by `ring_after_commit`."""
    common = {"entry_id": row["id"], "event": row["event"], "due_at": now, "attempts": 0}
    return [{"id": new_id(), "plugin": plugin, **common} for plugin in plugins.listeners(row["event"])]


def ring_after_commit(session: Session) -> None:
    """Let the deliverer know once this transaction is committed; without it deliveries are found a few seconds later."""
    after_commit(session, "doorbell", ring)

"""Announce a fact: the audit entry and the deliveries are written in the fact's own transaction."""

import datetime as dt
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database import after_commit, new_id
from core.events import Event
from core.journal.doorbell import ring
from core.journal.models import Delivery, Entry
from core.plugin_manager import plugins

NAME = Entry.__table__.c.actor_name.type.length  # type: ignore[attr-defined]  # a String has a length


def announce(session: Session, event: Event, *, actor: Actor, now: dt.datetime) -> str:
    """Write down that `event` happened and who must be told; returns the entry's id. Commits nothing."""
    row = entry_row(event, actor=actor, now=now)
    session.execute(insert(Entry), [row])
    write_deliveries(session, row, now)
    return str(row["id"])


def write_deliveries(session: Session, row: dict[str, Any], now: dt.datetime) -> None:
    """The outbox itself. Whoever wants to see what is lost without it replaces this function."""
    if waiting := delivery_rows(row, now):
        session.execute(insert(Delivery), waiting)
        ring_after_commit(session)


def entry_row(event: Event, *, actor: Actor, now: dt.datetime) -> dict[str, Any]:
    """The audit entry as values for an insert, for statements that write it together with other rows."""
    return {
        "id": new_id(),
        "at": now,
        "actor_id": actor.user_id,
        "actor_name": actor.name[:NAME],
        "event": event.name,
        "subject_id": event.subject_id,
        "person_id": event.person_id,
        "case_id": event.case_id,
        "data": event.data(),
    }


def delivery_rows(row: dict[str, Any], now: dt.datetime) -> list[dict[str, Any]]:
    """The deliveries that an entry's row needs, as values for an insert; follow them by `ring_after_commit`."""
    common = {"entry_id": row["id"], "event": row["event"], "due_at": now, "attempts": 0}
    return [{"id": new_id(), "plugin": plugin, **common} for plugin in plugins.listeners(row["event"])]


def ring_after_commit(session: Session) -> None:
    """Let the deliverer know once this transaction is committed; without it deliveries are found a few seconds later."""
    after_commit(session, "doorbell", ring)

"""Announce a fact: the audit entry and the deliveries are written in the fact's own transaction."""

import datetime as dt
from typing import Any

from sqlalchemy import insert
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database import new_id
from core.events import Event
from core.journal import outbox
from core.journal.models import Entry

NAME = Entry.__table__.c.actor_name.type.length  # type: ignore[attr-defined]  # a String has a length


def announce(session: Session, event: Event, *, actor: Actor, now: dt.datetime) -> str:
    """Write down that `event` happened and who must be told; returns the entry's id. Commits nothing."""
    row = entry_row(event, actor=actor, now=now)
    session.execute(insert(Entry), [row])
    outbox.write_deliveries(session, row, now)
    return str(row["id"])


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

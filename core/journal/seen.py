"""Reading is written down too: who opened whose record, once an hour for each page that she opens."""

from __future__ import annotations

import datetime as dt
from typing import Any

from flask import current_app
from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database import db, transaction
from core.events import RecordSeen
from core.journal.announce import announce
from core.journal.models import Entry

AGAIN = dt.timedelta(hours=1)
_MOST = 20_000
_EXTENSION = "foerderkette_seen"


def seen(
    actor: Actor, kind: str, subject_id: str, *, now: dt.datetime, person_id: str | None = None, case_id: str | None = None
) -> None:
    """Announce that the actor opened this record, unless she did so within the hour. Call it before the page is made, outside of
    a transaction: what was read so far is forgotten when it has to write.

    Most views of a page write nothing: this process remembers them, and before it writes it asks the trail itself without the
    write lock, for the other processes.
    """
    if not actor.signed_in:
        return
    remembered, key = _remembered(), (actor.user_id, kind, subject_id)
    if (before := remembered.get(key)) is not None and now - before < AGAIN:
        return
    if not _told(db.session(), actor, kind, subject_id, now):
        event = RecordSeen(subject_id=subject_id, person_id=person_id, case_id=case_id, kind=kind)
        with transaction() as session:
            if not _told(session, actor, kind, subject_id, now):
                announce(session, event, actor=actor, now=now)
    if len(remembered) >= _MOST:
        remembered.clear()
    remembered[key] = now


def _told(session: Session, actor: Actor, kind: str, subject_id: str, now: dt.datetime) -> bool:
    query = exists().where(
        Entry.subject_id == subject_id,
        Entry.at > now - AGAIN,
        Entry.event == RecordSeen.name,
        Entry.actor_id == actor.user_id,
        Entry.data["kind"].as_string() == kind,
    )
    return bool(session.scalar(select(query)))


def _remembered() -> dict[Any, dt.datetime]:
    found: dict[Any, dt.datetime] = current_app.extensions.setdefault(_EXTENSION, {})
    return found

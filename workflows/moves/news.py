"""What became of a case since a member of staff last looked at it: its move, and the answer that a move waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.events import RecordSeen
from core.journal.models import Entry
from workflows.models import Case
from workflows.moves import models as m
from workflows.moves.models import Move, MovedCase
from workflows.moves.words import what_changed


@dataclass(frozen=True, slots=True)
class News:
    """`changes` are sentences; `back`: the move was undone; `asks`: the id of the move that waits for an answer."""

    at: datetime | None = None
    by: str = ""
    changes: tuple[str, ...] = ()
    back: bool = False
    asks: str = ""


def news(session: Session, actor: Actor, case: Case) -> News | None:
    """Ask before `journal.seen` writes down that she looks. None where there is nothing to tell."""
    latest = (
        select(MovedCase, Move)
        .join(Move, Move.id == MovedCase.move_id)
        .where(MovedCase.case_id == case.id, MovedCase.status.in_((m.MOVED, m.BACK, m.ASKED)))
        .order_by(MovedCase.at.desc())
        .limit(1)
    )
    found = session.execute(latest).one_or_none()
    if found is None:
        return None
    row, move = found
    if row.status == m.ASKED:
        waits = case.closed_on is None and case.revision != move.revision and move.status in (m.RUNNING, m.DONE, m.CANCELLED)
        return News(asks=move.id) if waits and actor.may("do_task", case) else None
    if row.at is None or _looked_since(session, actor, case.id, row.at):
        return None
    if row.status == m.BACK:
        return News(row.at, move.by_name, back=True)
    told = what_changed(row.changes, catalogue.definition(row.came_from), catalogue.definition(move.revision))
    return News(row.at, move.by_name, tuple(told))


def _looked_since(session: Session, actor: Actor, case_id: str, at: datetime) -> bool:
    looks = select(Entry.id).where(
        Entry.subject_id == case_id, Entry.event == RecordSeen.name, Entry.actor_id == actor.user_id, Entry.at > at
    )
    return session.scalar(looks.limit(1)) is not None

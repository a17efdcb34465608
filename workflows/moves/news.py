"""What became of a case since a member of staff last looked at it: its move, and the answer that a move waits for."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.events import RecordSeen
from core.journal.models import Entry
from workflows.models import Case, Task
from workflows.moves import models as m
from workflows.moves.anyway import missing_of
from workflows.moves.models import Move, MovedCase
from workflows.moves.words import forms_changed, what_changed


@dataclass(frozen=True, slots=True)
class News:
    """`changes` are sentences; `back`: the move was undone; `asks`: the id of the move that waits for an answer, or, if it is
    `moved`, that went without."""

    at: datetime | None = None
    by: str = ""
    changes: tuple[str, ...] = ()
    back: bool = False
    asks: str = ""
    moved: bool = False


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
    asks = move.id if missing_of(case, move, row) and actor.may("do_task", case) else ""
    if row.status == m.ASKED or row.at is None or _looked_since(session, actor, case.id, row.at):
        return News(asks=asks, moved=row.status == m.MOVED) if asks else None
    if row.status == m.BACK:
        return News(row.at, move.by_name, back=True)
    before, after = catalogue.definition(row.came_from), catalogue.definition(move.revision)
    told = what_changed(row.changes, before, after) + forms_changed(before, after, _steps_since(session, case.id, row.at))
    return News(row.at, move.by_name, tuple(told), asks=asks, moved=True)


def _steps_since(session: Session, case_id: str, at: datetime) -> set[str]:
    """Whose tasks were open when it moved, or have been opened since."""
    still = or_(Task.status == "open", Task.done_at > at)
    return set(session.scalars(select(Task.step).where(Task.case_id == case_id, still)))


def _looked_since(session: Session, actor: Actor, case_id: str, at: datetime) -> bool:
    looks = select(Entry.id).where(
        Entry.subject_id == case_id, Entry.event == RecordSeen.name, Entry.actor_id == actor.user_id, Entry.at > at
    )
    return session.scalar(looks.limit(1)) is not None

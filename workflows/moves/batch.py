"""Many cases go over to another revision: in small transactions, with progress, a way to stop and a way back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, insert, literal, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, fetch, require
from core.database import new_id
from core.people.registry import record
from workflows.locks import lock_all, lock_drafts
from workflows.models import Case
from workflows.moves import models as m
from workflows.moves.models import Move, MovedCase
from workflows.moves.some import ahead, move_some, put_back

ACTION = "publish_programmes"
UNDOABLE = timedelta(days=90)
"""For so long a move can be undone."""
AT_ONCE = 50
"""So many cases a transaction: no lock is held for longer than a page takes."""


class MoveRunning(Exception):
    """A move of this programme is under way, or is being undone."""


class NotMovable(Exception):
    """The case does not wait for an answer in this move."""


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cases of a move there are, and how many of each status."""

    total: int
    counts: Mapping[str, int]
    status: str

    @property
    def left(self) -> int:
        """Those still to be looked at; when undoing, still to be put back."""
        return self.counts.get(m.MOVED if self.status in (m.UNDOING, m.UNDONE) else m.WAITING, 0)


def begin_move(
    session: Session,
    actor: Actor,
    programme: str,
    digest: str,
    now: datetime,
    *,
    change_id: str | None = None,
    only: Sequence[str] = (),
) -> Move:
    """Write down which cases are to move to this published revision: all running ones on others within the actor's reach, or
    `only` these. Raises Forbidden, UnknownProgramme, MoveRunning. `go_on` moves them."""
    require(actor, ACTION)
    if catalogue.definition(digest).id != programme:
        raise catalogue.UnknownProgramme(f"The revision {digest[:12]} is not one of {programme!r}.")
    move = Move(
        id=new_id(),
        programme=programme,
        revision=digest,
        change_id=change_id,
        status=m.RUNNING,
        total=0,
        by_id=actor.user_id,
        by_name=actor.name[:200],
        begun_at=now,
    )
    try:
        with session.begin_nested():
            session.add(move)
    except IntegrityError as running:
        raise MoveRunning(f"Cases of {programme!r} are being moved already.") from running
    move.total = _take_in(session, actor, move, only)
    session.flush()
    return move


def _take_in(session: Session, actor: Actor, move: Move, only: Sequence[str]) -> int:
    wanted = [
        Case.programme == move.programme,
        Case.revision != move.revision,
        Case.closed_on.is_(None),
        Case.scope(actor, ACTION),
    ]
    if only:
        wanted.append(Case.id.in_(list(only)))
    nothing: list[Any] = []
    empty = [literal(nothing, _COLUMNS[name].type) for name in ("missing", "changes")]
    rows = select(literal(move.id), Case.id, literal(m.WAITING), *empty, literal(""), literal(""), Case.revision).where(*wanted)
    names = ["move_id", "case_id", "status", "missing", "changes", "why", "about", "came_from"]
    session.execute(insert(MovedCase).from_select(names, rows, include_defaults=False))
    return session.scalar(select(func.count()).where(MovedCase.move_id == move.id)) or 0


_COLUMNS = MovedCase.__table__.c


def go_on(session: Session, actor: Actor, move_id: str, now: datetime, limit: int = AT_ONCE) -> Progress:
    """Move, or put back, the next cases in this transaction. Call it until nothing is left. Raises NotFound."""
    move = held(session, actor, move_id)
    rows = ahead(session, move, limit)
    if move.status == m.RUNNING:
        move_some(session, actor, move, rows, now)
    elif move.status == m.UNDOING:
        lock_all(session, [row.case_id for row in rows])
        for row in rows:
            put_back(session, actor, move, row, now)
    session.flush()
    told = progress(session, move)
    if told.left == 0 and move.status in (m.RUNNING, m.UNDOING):
        move.status, move.ended_at = (m.DONE if move.status == m.RUNNING else m.UNDONE), now
        session.flush()
    return progress(session, move)


def go_on_by_clock(session: Session, now: datetime, limit: int = 4 * AT_ONCE) -> int:
    """As `go_on_by_itself`. What cases were before is forgotten after a while."""
    over = select(Move.id).where(Move.status.in_((m.DONE, m.CANCELLED, m.UNDONE)), Move.ended_at < now - UNDOABLE)
    old = update(MovedCase).where(MovedCase.move_id.in_(over), MovedCase.before.is_not(None)).values(before=None)
    session.execute(old, execution_options={"synchronize_session": False})
    return go_on_by_itself(session, now, limit)


def go_on_by_itself(session: Session, now: datetime, limit: int = AT_ONCE) -> int:
    """What nobody's page drives on right now goes on, in the name of who began it: how many moves."""
    busy = select(Move.id, Move.by_id, Move.by_name).where(Move.status.in_((m.RUNNING, m.UNDOING)))
    rows = session.execute(busy.order_by(Move.begun_at).with_for_update(skip_locked=True)).all()
    if len(rows) > 1:  # people are in two programmes: their cases are locked in one order too
        lock_all(session, [each.case_id for row in rows for each in ahead(session, session.get_one(Move, row.id), limit)])
    for row in rows:
        go_on(session, Actor(row.by_id, row.by_name, everything=True), row.id, now, limit)
    return len(rows)


def cancel(session: Session, actor: Actor, move_id: str, now: datetime) -> None:
    """What was not looked at yet stays as it is; what has moved stays moved, and can be undone."""
    move = held(session, actor, move_id)
    if move.status == m.RUNNING:
        late = update(MovedCase).where(MovedCase.move_id == move.id, MovedCase.status == m.WAITING, MovedCase.why == m.ANYWAY)
        session.execute(late.values(status=m.ASKED, why=""), execution_options={"synchronize_session": False})
        move.status, move.ended_at = m.CANCELLED, now
        session.flush()


def undo(session: Session, actor: Actor, move_id: str) -> None:
    """Have all cases put back that have moved, for as long as it is known what they were; `go_on` does it.

    Raises NotFound, MoveRunning."""
    move = held(session, actor, move_id)
    if move.status not in (m.DONE, m.CANCELLED):
        return
    try:
        with session.begin_nested():
            move.status, move.ended_at = m.UNDOING, None
    except IntegrityError as running:
        raise MoveRunning(f"Cases of {move.programme!r} are being moved already.") from running


def answer(
    session: Session,
    actor: Actor,
    move_id: str,
    case_id: str,
    answers: Mapping[str, Any],
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> MovedCase:
    """Move a case that needed these answers; who works with it may, whoever began the move. `facts` are told of its person.

    Raises NotFound, NotMovable, Refused."""
    move = session.get(Move, move_id, with_for_update=True, populate_existing=True)
    found = session.get(MovedCase, (move_id, case_id), populate_existing=True)
    if move is None or found is None:
        raise NotFound("There is no such record.")
    case = session.get(Case, case_id)
    require(actor, "do_task", case)
    if found.status != m.ASKED or move.status not in (m.RUNNING, m.DONE, m.CANCELLED):
        raise NotMovable(f"The case is {found.status}.")
    if case is not None and facts:
        lock_drafts(session, [case_id])
        record(session, actor, case.person_id, facts, source="self", now=now)
    move_some(session, actor, move, [found], now, answers)
    session.flush()
    return found


def progress(session: Session, move: Move) -> Progress:
    counted = select(MovedCase.status, func.count()).where(MovedCase.move_id == move.id).group_by(MovedCase.status)
    return Progress(move.total, dict(session.execute(counted).all()), move.status)


def held(session: Session, actor: Actor, move_id: str) -> Move:
    fetch(session, actor, Move, move_id, ACTION)
    return session.get_one(Move, move_id, with_for_update=True, populate_existing=True)

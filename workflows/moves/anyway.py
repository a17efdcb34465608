"""A case that moves although an answer is missing: what depends on it waits, and it is asked at the case on the new revision.

The engine knows steps that wait for what nobody has said; they open, or are skipped, once it is said. An answer that no form to
come will ask for has to be asked by somebody: the case page leads to the same questions as before the move.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.actor import Actor, require
from core.people.registry import record
from workflows.engine import wake
from workflows.locks import lock_drafts
from workflows.models import Case
from workflows.moves import models as m
from workflows.moves.batch import MoveRunning, NotMovable, held
from workflows.moves.models import Move, MovedCase
from workflows.writing import lock, plan_of, write


def move_anyway(session: Session, actor: Actor, move_id: str) -> None:
    """Have those moved too that wait for an answer; `go_on` does it. Nothing happens before the move has come to its end.

    Raises NotFound, MoveRunning."""
    move = held(session, actor, move_id)
    if move.status != m.DONE:
        return
    mine = update(MovedCase).where(MovedCase.move_id == move.id, MovedCase.status == m.ASKED)
    try:
        with session.begin_nested():
            session.execute(mine.values(status=m.WAITING, why=m.ANYWAY), execution_options={"synchronize_session": False})
            move.status, move.ended_at = m.RUNNING, None
    except IntegrityError as running:
        raise MoveRunning(f"Cases of {move.programme!r} are being moved already.") from running


def missing_of(case: Case, move: Move, row: MovedCase) -> list[str]:
    """What somebody still has to say of this case: to let it move, or because it moved without."""
    if case.closed_on is not None:
        return []
    if row.status == m.ASKED:
        waits = case.revision != move.revision and move.status in (m.RUNNING, m.DONE, m.CANCELLED)
        return list(row.missing) if waits else []
    if row.status != m.MOVED or row.why != m.ANYWAY or case.revision != move.revision:
        return []
    return [name for name in row.missing if case.state.get("known", {}).get(name) is None]


def tell(
    session: Session,
    actor: Actor,
    move: Move,
    case_id: str,
    answers: Mapping[str, Any],
    now: datetime,
    facts: Mapping[str, Any] | None = None,
) -> None:
    """Say what was missing of a case that moved without it: what waits for it goes on. `facts` are told of its person.

    Raises NotMovable where the case is on another revision by now, NotFound, Refused."""
    require(actor, "do_task", session.get(Case, case_id))
    lock_drafts(session, [case_id])
    row, case = session.get_one(MovedCase, (move.id, case_id), populate_existing=True), session.get_one(Case, case_id)
    if facts:
        record(session, actor, case.person_id, facts, source="self", now=now)
    here = lock(session, case_id)
    if here.revision != move.revision or row.status != m.MOVED or row.why != m.ANYWAY:
        raise NotMovable(f"The case is {row.status}.")
    state, effects = wake(plan_of(here.revision), here.state, answers, now)
    if state != here.state:
        write(session, here, state, effects, actor, now, [])
    row.missing, row.why = [], ""
    session.flush()

"""Some cases of a move, in one transaction: which come next, each judged and moved or put back, and what is noted of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from core.clock import today
from workflows.locks import lock_all
from workflows.moves import models as m
from workflows.moves.carry import drafting
from workflows.moves.kept import keep
from workflows.moves.models import Move, MovedCase
from workflows.moves.one import Outcome, as_data, bridge_of, move_back, move_one
from workflows.moves.told import told_of
from workflows.rows import Here


def ahead(session: Session, move: Move, limit: int) -> Sequence[MovedCase]:
    """The next cases to be moved, or put back."""
    status = {m.RUNNING: m.WAITING, m.UNDOING: m.MOVED}.get(move.status)
    if status is None:
        return ()
    query = select(MovedCase).where(MovedCase.move_id == move.id, MovedCase.status == status).order_by(MovedCase.case_id)
    return session.scalars(query.limit(limit).execution_options(populate_existing=True)).all()


def move_some(
    session: Session, actor: Actor, move: Move, rows: Sequence[MovedCase], now: datetime, answers: Mapping[str, Any] | None = None
) -> None:
    after = catalogue.definition(move.revision)
    here = lock_all(session, [row.case_id for row in rows])
    by_revision: dict[str, dict[str, str]] = {}
    for case_id, case in here.items():
        by_revision.setdefault(case.revision, {})[case_id] = case.person_id
    told: dict[str, dict[str, Any]] = {}
    for revision, cases in by_revision.items():
        told |= told_of(session, bridge_of(revision, move.revision), after, cases, today(now))
    kept, written = keep(session, here), drafting(session, here)
    for row in rows:
        known = {**told[row.case_id], **(answers or {})}
        _move(session, actor, move, row, here[row.case_id], known, now, kept[row.case_id], drafts=row.case_id in written)


def _move(
    session: Session,
    actor: Actor,
    move: Move,
    row: MovedCase,
    here: Here,
    told: Mapping[str, Any],
    now: datetime,
    kept: Mapping[str, Any],
    *,
    drafts: bool,
) -> None:
    """A case that cannot be moved for a fault of ours stays as it was, and the others go on."""
    row.came_from, row.at = here.revision, now
    if here.revision == move.revision or here.state.closed:
        row.status, row.why = m.STAYS, "closed" if here.state.closed else "there"
        return
    try:
        with session.begin_nested():
            anyway = row.why == m.ANYWAY
            outcome = move_one(session, actor, here, move.revision, told, now, move.id, kept, anyway=anyway, drafts=drafts)
    except (LookupError, ValueError) as fault:
        row.status, row.why = m.FAILED, f"{type(fault).__name__}: {fault}"[:200]
        return
    _write_down(row, outcome)


def _write_down(row: MovedCase, outcome: Outcome) -> None:
    judged, moved = outcome.judged, outcome.before is not None
    row.status = m.MOVED if moved else {"needs_answer": m.ASKED, "stays": m.STAYS}[judged.answer]
    row.missing, row.about = list(judged.missing), judged.about
    row.why = m.ANYWAY if moved and judged.missing else judged.why or ""
    if outcome.before is not None:
        row.before, row.version, row.changes = dict(outcome.before), outcome.version, as_data(outcome.changes)


def put_back(session: Session, actor: Actor, move: Move, row: MovedCase, now: datetime) -> None:
    # what it was before may be forgotten by now
    went = (
        row.before is not None
        and row.version is not None
        and move_back(session, actor, row.case_id, row.before, row.version, now, move.id)
    )
    row.status, row.at, row.why = (m.BACK if went else m.WENT_ON), now, ""
    if went:
        row.before = None

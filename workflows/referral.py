"""What stands at another unit than the case's own, and what that unit may see because of it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.database import new_id
from core.organisations.models import Unit
from core.people.shares import Share
from workflows.effects import Effect, OpenTask
from workflows.models import Worklist
from workflows.planning import Plan
from workflows.rows import Here, Stand, Stands
from workflows.state import State, TaskState


def stands_of(session: Session, here: Here, effects: Iterable[Effect]) -> Stands:
    """The units that opened tasks name; one query, and none where no step names any."""
    wanted = {effect.at for effect in effects if isinstance(effect, OpenTask) and effect.at}
    if not wanted:
        return {}
    rows = session.execute(select(Unit.id, Unit.path).where(Unit.id.in_(wanted))).all()
    return {row.id: Stand(row.id, row.path, here.programme) for row in rows}


def keep_shares(session: Session, the_plan: Plan, here: Here, state: State, now: datetime) -> None:
    """A unit sees person and case from when a task first stands before it; until it has no more to do with them.

    That is: no task stands there or is still to come, and none was done there whose result is yes; or the case was referred
    to another unit, or closed. Call it after the rows of the move are written.
    """
    latest = _latest(the_plan, state)
    if not any(task.status != "waiting" or task.round > 1 for task in latest):
        return
    standing = (
        ()
        if state.closed
        else session.scalars(select(Worklist.unit_path).where(Worklist.case_id == here.id, Worklist.unit_path != here.unit_path))
    )
    open_there = set(standing)
    wanted = open_there | (set() if state.closed else _paths(session, _still_with(the_plan, state, latest)))
    held = {share.unit_path: share for share in _open(session, here.id)}
    for path, share in held.items():
        if path not in wanted:
            share.until = now
    session.flush()
    for path in sorted(open_there - held.keys()):
        reason = next((task.step for task in latest if task.status == "open"), "")
        session.add(
            Share(
                id=new_id(),
                person_id=here.person_id,
                case_id=here.id,
                programme=here.programme,
                unit_path=path,
                reason=reason,
                since=now,
            )
        )
    session.flush()


def _latest(the_plan: Plan, state: State) -> list[TaskState]:
    """The last round of each step that may stand elsewhere."""
    rounds = {task.step: task for task in sorted(state.tasks, key=lambda task: task.round) if task.step in the_plan.elsewhere}
    return list(rounds.values())


def _still_with(the_plan: Plan, state: State, latest: Iterable[TaskState]) -> set[str]:
    """The units that a task is still to come to, or that said yes. What was taken back, or begins anew, is not decided yet."""
    done = {task.step: task for task in sorted(state.tasks, key=lambda task: task.round) if task.status == "done"}
    going_on = [
        task
        for task in latest
        if (task.status == "waiting" and not task.anew)
        or (task.status in ("done", "waiting") and task.step in done and done[task.step].outcome is True)
    ]
    named = {state.known.get(the_plan.by_id[task.step].step.at or "") for task in going_on}
    return {str(unit) for unit in named if unit}


def _paths(session: Session, unit_ids: set[str]) -> set[str]:
    return set(session.scalars(select(Unit.path).where(Unit.id.in_(unit_ids)))) if unit_ids else set()


def _open(session: Session, case_id: str) -> list[Share]:
    return list(session.scalars(select(Share).where(Share.case_id == case_id, Share.until.is_(None))))

"""Take back a task that was done too early: it stands before somebody once more, and its submission stays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound, require
from core.events import StepReopened
from core.journal import announce
from workflows.counters import take_back
from workflows.effects import CancelTask, NotReopenable
from workflows.engine import reopen
from workflows.models import Case, Task
from workflows.state import Key, State
from workflows.writing import lock, plan_of, write

LONGEST_REASON = 500


@dataclass(frozen=True, slots=True)
class TakenBack:
    """What reopening would do: the steps whose open tasks are taken back, and those that wait anew."""

    cancelled: tuple[str, ...]
    waiting: tuple[str, ...]


def preview(case: Case, task: Task, now: datetime) -> TakenBack:
    """What follows from reopening this task now. Raises NotReopenable."""
    before = State.from_json(case.state)
    state, effects = reopen(plan_of(case.revision), before, (task.step, task.round), now)
    gone = tuple(effect.key[0] for effect in effects if isinstance(effect, CancelTask))
    known = {each.key for each in before.tasks}
    anew = tuple(each.step for each in state.tasks if each.key not in known and each.step != task.step and each.step not in gone)
    return TakenBack(gone, anew)


def reopenable(case: Case, tasks: Sequence[Task], now: datetime) -> Task | None:
    """The task that was done last, when nothing that followed from it was done since."""
    done = sorted((task for task in tasks if task.status == "done" and task.done_at), key=lambda task: (task.done_at, task.id))
    if not done or case.closed_on:
        return None
    try:
        preview(case, done[-1], now)
    except NotReopenable:
        return None
    return done[-1]


def reopen_task(session: Session, actor: Actor, task_id: str, reason: str, now: datetime) -> str:
    """Open the task once more, in its next round; returns the new task's id. Raises NotFound, NotReopenable, ValueError."""
    # a task at another unit belongs to the case all the same: who leads the case decides
    case_id = session.scalar(select(Task.case_id).where(Task.id == task_id))
    if case_id is None:
        raise NotFound("There is no such record.")
    here = lock(session, case_id)
    require(actor, "assign_task", here)
    task = session.get_one(Task, task_id, populate_existing=True)
    if not reason.strip():
        raise ValueError("Say why the task is reopened.")
    key: Key = (task.step, task.round)
    state, effects = reopen(plan_of(here.revision), here.state, key, now)
    write(session, here, state, effects, actor, now, [])
    # what its form counted does not count any more, or the next round would not fit under the cap
    take_back(session, actor, task.submission_id, reason.strip(), now)
    again = select(Task).where(Task.case_id == case_id, Task.step == task.step).order_by(Task.round.desc()).limit(1)
    opened = session.scalars(again).one()
    session.execute(update(Task).where(Task.id == opened.id).values(reason=reason.strip()[:LONGEST_REASON], follows_id=task_id))
    event = StepReopened(subject_id=opened.id, person_id=here.person_id, case_id=case_id, step=task.step)
    announce(session, event, actor=actor, now=now)
    return opened.id


__all__ = ["NotReopenable", "TakenBack", "preview", "reopen_task", "reopenable"]

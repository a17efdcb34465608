"""Give tasks to a colleague, many at once, and take that back: each task announced, each only to whom may do it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Row, Select, delete, or_, select, update
from sqlalchemy.orm import Session, joinedload

from core.access.accounts import actor_of
from core.access.models import GrantRow, User
from core.actor import ROLES, Actor, NotFound, fetch, under
from core.database import new_id
from core.events import TaskAssigned
from core.journal import announce
from core.organisations.models import Unit
from workflows.locks import lock_cases
from workflows.models import Task, Worklist
from workflows.worklist import lines
from workflows.worklist_models import BulkAssignment, upwards

MOST = 200
UNDO_WITHIN = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Assigned:
    """What came of it: how many tasks have a new hand, and how many could not (she may not do them, or they are done)."""

    id: str
    done: int
    left: int


def assign(session: Session, actor: Actor, task_ids: Sequence[str], user_id: str | None, now: datetime) -> Assigned:
    """Give these open tasks to a user, or to nobody. Raises NotFound for a user whom the actor does not work with."""
    wanted = list(dict.fromkeys(task_ids))[:MOST]
    colleague = _colleague(session, actor, user_id) if user_id else None
    query = lines().where(Worklist.scope(actor, "assign_task"), Worklist.task_id.in_(wanted))
    rows = [row for row in _held(session, query) if colleague is None or _plays(colleague, row)]
    before = {row.task_id: row.assignee_id for row in rows if row.assignee_id != user_id}
    _give(session, actor, rows, dict.fromkeys(before, user_id), now)
    act = BulkAssignment(id=new_id(), user_id=str(actor.user_id), assignee_id=user_id, before=before, at=now)
    session.execute(delete(BulkAssignment).where(BulkAssignment.user_id == actor.user_id))
    session.add(act)
    session.flush()
    return Assigned(act.id, len(before), len(wanted) - len(rows))


def undo(session: Session, actor: Actor, id: str, now: datetime) -> int:
    """Give back what one's latest assignment gave, where nobody has changed it since; returns how many. Raises NotFound."""
    act = fetch(session, actor, BulkAssignment, id)
    if now - act.at > UNDO_WITHIN:
        raise NotFound("There is no such record.")
    here = lines().where(Worklist.scope(actor, "assign_task"), Worklist.task_id.in_(act.before))
    rows = [row for row in _held(session, here) if row.assignee_id == act.assignee_id]
    _give(session, actor, rows, {row.task_id: act.before[row.task_id] for row in rows}, now)
    session.delete(act)
    session.flush()
    return len(rows)


def colleagues(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """Id and name of those who may do tasks where this actor gives them out, in the order of their names; one statement."""
    above = {path for grant in actor.granted("assign_task") for path in upwards(grant.unit_path)}
    reached = or_(under(actor, "assign_task", Unit.path), Unit.path.in_(above))
    can = [role for role, actions in ROLES.items() if "do_task" in actions]
    query = select(User.id, User.name).join(GrantRow, GrantRow.user_id == User.id).join(Unit, Unit.id == GrantRow.unit_id)
    query = query.where(User.active, GrantRow.role.in_(can), reached).distinct().order_by(User.name, User.id).limit(MOST)
    return [(row.id, row.name) for row in session.execute(query)]


def _held(session: Session, query: Select[Any]) -> Sequence[Row[Any]]:
    """The rows of this query, whose cases nobody moves on until the commit."""
    ordered = query.order_by(Worklist.task_id)
    lock_cases(session, {row.case_id for row in session.execute(ordered)})
    return session.execute(ordered).all()


def _colleague(session: Session, actor: Actor, user_id: str) -> Actor:
    query = select(User).where(User.id == user_id, User.active).options(joinedload(User.grants).joinedload(GrantRow.unit))
    user = session.scalars(query).unique().first()
    if user is None or user_id not in dict(colleagues(session, actor)):
        raise NotFound("There is no such record.")
    return actor_of(user)


def _plays(colleague: Actor, row: Row[Any]) -> bool:
    """Whether she may do this task: the same question that `stands_before` asks of the database."""
    fits = [grant for grant in colleague.granted("do_task") if grant.programme in (None, row.programme)]
    return any(f" {grant.role} " in row.held_by and row.unit_path.startswith(grant.unit_path) for grant in fits)


def _give(session: Session, actor: Actor, rows: Iterable[Row[Any]], to: Mapping[str, str | None], now: datetime) -> None:
    for user_id in set(to.values()):
        ids = [task_id for task_id, whose in to.items() if whose == user_id]
        session.execute(update(Worklist).where(Worklist.task_id.in_(ids)).values(assignee_id=user_id))
        session.execute(update(Task).where(Task.id.in_(ids)).values(assignee_id=user_id))
    for row in rows:
        if row.task_id in to:
            told = TaskAssigned(
                subject_id=row.task_id, person_id=row.person_id, case_id=row.case_id, user_id=to[row.task_id] or ""
            )
            announce(session, told, actor=actor, now=now)

"""Who may do a task: by a grant that its role names, where the task stands."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, scoped
from core.definitions import Programme, Role
from workflows.models import Case, Task


def plays(actor: Actor, role: Role | None, record: Any) -> bool:
    """Whether the actor may do tasks of this role at the record's unit: by a grant that the role names, or as coordinator."""
    held_by = {"coordinator", *(role.held_by if role else ())}
    grants = tuple(grant for grant in actor.grants if grant.role in held_by)
    return actor.everything or Actor(actor.user_id, actor.name, grants=grants).may("do_task", record)


def require_task(actor: Actor, programme: Programme, role: str, record: Any) -> None:
    """Raise NotFound unless the actor may do tasks of this role there; `record` has unit_path and programme."""
    if not plays(actor, programme.role(role), record):
        raise NotFound("There is no such record.")


def may_do(session: Session, actor: Actor, task_id: str) -> bool:
    """Whether the actor may do this task: in scope, and of a role that she plays."""
    task = session.scalars(scoped(actor, Task, "do_task").where(Task.id == task_id)).first()
    revision = session.scalar(select(Case.revision).where(Case.id == task.case_id)) if task else None
    return task is not None and revision is not None and plays(actor, catalogue.definition(revision).role(task.role), task)


def of_tasks(actor: Actor, action: str, task_id: Any) -> ColumnElement[bool]:
    """The forms of tasks that stand, or stood, at a unit of the actor's, wherever the case belongs."""
    return select(Task.id).where(Task.id == task_id, Task.scope(actor, action)).exists()

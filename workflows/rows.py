"""The rows of tasks and of the worklist that a move of a case writes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from core.database import new_id
from core.definitions import Programme, Step
from workflows.engine import Effect, OpenTask, SkipTask
from workflows.state import State

NEVER = date(9999, 12, 31)


@dataclass(frozen=True, slots=True)
class Here:
    """A case as a move needs it; read under a lock."""

    id: str
    person_id: str
    programme: str
    revision: str
    unit_id: str
    unit_path: str
    version: int
    state: State


@dataclass(frozen=True, slots=True)
class Stand:
    """Where a task stands, for whom: what `actor.may` and `plays` ask of a record."""

    unit_id: str
    unit_path: str
    programme: str


Stands = Mapping[str, Stand]
"""By unit id: the places other than the case's own that steps name."""


def new_rows(
    here: Here,
    programme: Programme,
    effects: Iterable[Effect],
    now: datetime,
    follows: str | None = None,
    stands: Stands | None = None,
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """The rows of `task` and `worklist` for what opened or was skipped. A unit that is gone leaves the task with the case's."""
    tasks, listed = [], []
    for effect in effects:
        if isinstance(effect, (OpenTask, SkipTask)):
            own = Stand(here.unit_id, here.unit_path, here.programme)
            stand = (stands or {}).get(effect.at or "", own) if isinstance(effect, OpenTask) else own
            task = _task_row(here, effect, stand, now, follows)
            tasks.append(task)
            if isinstance(effect, OpenTask):
                listed.append(_listed_row(here, programme, effect.key[0], stand, task))
    return tasks, listed


def _task_row(here: Here, effect: OpenTask | SkipTask, stand: Stand, now: datetime, follows: str | None) -> dict[str, Any]:
    opened = isinstance(effect, OpenTask)
    return {
        "id": new_id(),
        "case_id": here.id,
        "programme": here.programme,
        "step": effect.key[0],
        "round": effect.key[1],
        "status": "open" if opened else "skipped",
        "role": effect.role,
        "unit_path": stand.unit_path,
        "opened_at": now,
        "due": effect.due if isinstance(effect, OpenTask) else None,
        "done_at": None if opened else now,
        "done_by": None,
        "done_by_name": None,
        "assignee_id": None,
        "submission_id": None,
        "follows_id": follows,
    }


def _listed_row(here: Here, programme: Programme, step: str, stand: Stand, task: Mapping[str, Any]) -> dict[str, Any]:
    return {
        "task_id": task["id"],
        "case_id": here.id,
        "person_id": here.person_id,
        "programme": here.programme,
        **listing(programme, step),
        "unit_id": stand.unit_id,
        "unit_path": stand.unit_path,
        "assignee_id": None,
        "due": task["due"],
        "due_key": task["due"] or NEVER,
        "opened_at": task["opened_at"],
    }


def listing(programme: Programme, step_id: str) -> dict[str, Any]:
    """What the worklist shows of a step itself, whoever's task it is. Raises LookupError."""
    step = _step(programme, step_id)
    role = programme.role(step.role)
    held_by = sorted({"coordinator", *(role.held_by if role else ())})
    return {
        "step": step.id,
        "phase": step.phase,
        "role": step.role,
        "held_by": f" {' '.join(held_by)} ",
        "optional": step.optional,
    }


def _step(programme: Programme, id: str) -> Step:
    step = programme.step(id)
    if step is None:
        raise LookupError(f"The programme {programme.id!r} has no step {id!r}.")
    return step

"""The tasks of a case under the steps of another revision, before anything follows from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from workflows.moves.bridge import Bridge
from workflows.state import Key, State, TaskState

_END = date.max


@dataclass(frozen=True, slots=True)
class Gathered:
    """`keys`: the tasks that have a place on the new plan, under the old key the new one; `live`: the new keys of those that are
    the latest of their step and were on the old plan as well. `past`: those whose step is gone."""

    tasks: tuple[TaskState, ...]
    past: tuple[TaskState, ...]
    keys: Mapping[Key, Key]
    live: frozenset[Key]


def gather(bridge: Bridge, state: State, day: date) -> Gathered:
    """Each task at its heir, new steps waiting. Where several steps became one, their rounds follow each other."""
    found: dict[str, list[TaskState]] = {node.step.id: [] for node in bridge.new.of_track(state.track)}
    past: list[TaskState] = []
    for task in (*state.past, *state.tasks):
        heir = bridge.heir(task.step, state.track)
        if heir is None:
            past += [] if task.status == "waiting" else [_given_up(task, day)]
        else:
            found[heir].append(task)
    keys: dict[Key, Key] = {}
    tasks: list[TaskState] = []
    revived = {task.key for task in state.past}
    for step, olds in found.items():
        placed = _placed(step, olds, day)
        keys |= {old.key: new.key for old, new in placed if not _called_up_in_vain(bridge, new)}
        tasks += _going_on(bridge, step, placed, revived)
    latest = {task.step: task.key for task in sorted(tasks, key=lambda task: task.round)}
    live = frozenset(new for old, new in keys.items() if old not in revived and latest[new[0]] == new)
    return Gathered(tuple(tasks), tuple(past), keys, live)


def _given_up(task: TaskState, day: date) -> TaskState:
    return replace(task, status="cancelled", done_on=day, waits_for=()) if task.status == "open" else task


def _placed(step: str, olds: Iterable[TaskState], day: date) -> list[tuple[TaskState, TaskState]]:
    """Old and new, in the order of the rounds."""
    tasks = list(olds)
    if len({task.step for task in tasks}) <= 1:
        in_order = sorted(tasks, key=lambda task: task.round)
        return [(task, replace(task, step=step, waits_for=())) for task in in_order]
    tasks.sort(key=lambda task: (_liveness(task), task.done_on or _END, task.step, task.round))
    last = tasks[-1]
    placed = []
    for round_, task in enumerate((each for each in tasks if each is last or each.status != "waiting"), 1):
        # what is still to do of the steps that became one is done once
        held = task if task is last else _given_up(task, day)
        anew = held.anew or (task is last and round_ > 1)
        placed.append((task, replace(held, step=step, round=round_, waits_for=(), anew=anew)))
    return placed


def _liveness(task: TaskState) -> int:
    return {"waiting": 1, "open": 2}.get(task.status, 0)


def _called_up_in_vain(bridge: Bridge, task: TaskState) -> bool:
    """A round that waits for a `repeat` that is gone."""
    by_repeat = task.status == "waiting" and task.round > 1 and not task.anew
    return by_repeat and bridge.new.by_id[task.step].repeat is None


def _going_on(bridge: Bridge, step: str, placed: list[tuple[TaskState, TaskState]], revived: set[Key]) -> list[TaskState]:
    """The rounds of one step; it waits where it is new, or was given up only because it had been gone."""
    tasks = [new for _old, new in placed if not _called_up_in_vain(bridge, new)]
    if not tasks:
        return [TaskState(step)]
    if tasks[-1].status == "cancelled" and placed[-1][0].key in revived:
        return [*tasks, TaskState(step, tasks[-1].round + 1, anew=True)]
    return tasks

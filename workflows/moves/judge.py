"""What becomes of a case on another revision: pure functions from two plans, its state and what is known, to the state there.

A case is, in words:

*safe*          it goes over: what is done stays done, what is open stays open, new steps wait or open, and what the revision
                no longer has is taken back. What was done in a step that is gone stays readable (`State.past`)
*needs answer*  it could go over, but a rule of a step still to come speaks of something that nobody said, and that no form
                still to come will ask for (`missing`). With the answer it is safe
*stays*         it does not go over (`why`): it is closed, its track or its block is gone, another unit has the task that would
                be taken back, or nothing would be left to do in it

An open task keeps its place, its history and its draft. Its due day is worked out anew where the deadline is another one. It is
taken back if the condition of its step is another one and now says no; a step that was skipped has its turn again if its
condition is another one and does not say no.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any, Literal

from core.clock import today
from core.definitions import Deadline
from workflows.effects import CancelTask, Effect
from workflows.moves.bridge import Bridge
from workflows.moves.gather import Gathered, gather
from workflows.moving import Moving
from workflows.planning import Node
from workflows.state import Key, State, TaskState

Answer = Literal["safe", "needs_answer", "stays"]
Why = Literal["closed", "track", "block", "referred", "nothing_left"]


@dataclass(frozen=True, slots=True)
class Judged:
    """What becomes of one case. `state` is that on the new plan, or the old one where it stays. `keys`: tasks that are there
    before and after, under the old key the new one. `why` and `about` say what holds it back: a block, a step."""

    answer: Answer
    state: State
    effects: tuple[Effect, ...] = ()
    keys: Mapping[Key, Key] | None = None
    missing: tuple[str, ...] = ()
    why: Why | None = None
    about: str = ""


def judge(bridge: Bridge, state: State, known: Mapping[str, Any], now: datetime) -> Judged:
    """Whether the case goes over today, and its state there. `known` is what is known of the person beside the state."""
    if (held := _held_back(bridge, state)) is not None:
        return Judged("stays", state, why=held[0], about=held[1])
    gathered, day = gather(bridge, state, today(now)), today(now)
    carried = replace(state, tasks=gathered.tasks, known=bridge.known(state.known, known), past=gathered.past)
    moving = Moving(bridge.new, carried, day)
    missing = _wanting(moving, bridge.asked) - _wanting(Moving(bridge.old, state, day), bridge.asked_before)
    _adjust(moving, bridge, gathered)
    moving.settle()
    after, effects = moving.moved()
    if _busy(state) and not _busy(after):
        return Judged("stays", state, why="nothing_left")
    gone = tuple(_taken_back(state, gathered))
    answer: Answer = "needs_answer" if missing else "safe"
    return Judged(answer, after, (*gone, *effects), gathered.keys, tuple(sorted(missing)))


def _taken_back(state: State, gathered: Gathered) -> Iterator[CancelTask]:
    """Open tasks whose step is gone; and those of steps that became one with another, which is done instead."""
    came = {task.key: task for task in gathered.tasks}
    for task in state.open():
        key = gathered.keys.get(task.key, task.key)
        if task.key not in gathered.keys or came[key].status == "cancelled":
            yield CancelTask(key)


def _held_back(bridge: Bridge, state: State) -> tuple[Why, str] | None:
    if state.closed:
        return "closed", ""
    if state.track and not bridge.new.of_track(state.track):
        return "track", state.track
    for block in state.blocks:
        if block.status in ("entered", "waiting") and block.id not in bridge.new.blocks:
            return "block", block.id
    for task in state.open():
        at = bridge.old.by_id[task.step].step.at
        if at and state.known.get(at) is not None and bridge.heir(task.step, state.track) is None:
            return "referred", task.step
    return None


def _busy(state: State) -> bool:
    return any(task.status in ("open", "waiting") for task in state.tasks)


def _wanting(moving: Moving, asked: Mapping[str, frozenset[str]]) -> frozenset[str]:
    """The names that steps still to come need, that are unknown, and that no form still to come asks for."""
    coming = [task for task in moving.latest.values() if task.status in ("open", "waiting") and _runs(moving, task)]
    said = frozenset[str]().union(*(asked[task.step] for task in coming))
    known = moving.known()
    wanted = (name for task in coming if task.status == "waiting" for name in _needs(moving, task, known))
    return frozenset(name for name in wanted if name not in said)


def _runs(moving: Moving, task: TaskState) -> bool:
    block = moving.plan.by_id[task.step].step.block
    return block is None or moving.runs(block)


def _needs(moving: Moving, task: TaskState, known: Mapping[str, Any]) -> tuple[str, ...]:
    node = moving.plan.by_id[task.step]
    rule = node.repeat if task.round > 1 and not task.anew else node.when
    holds, missing = (True, ()) if rule is None else rule(known, moving.day, moving.before.entered)
    place = node.step.at
    if holds is not None:
        missing = ()
    return (*missing, place) if place and holds is not False and known.get(place) is None else missing


def _adjust(moving: Moving, bridge: Bridge, gathered: Gathered) -> None:
    """What the new revision says otherwise of steps that were there before."""
    before = {new[0]: bridge.old.by_id[old[0]] for old, new in gathered.keys.items() if old[0] in bridge.old.by_id}
    for task in list(moving.latest.values()):
        node, was = moving.plan.by_id[task.step], before.get(task.step)
        if was is None or task.key not in gathered.live:
            continue
        if task.status in ("open", "skipped") and node.step.when != was.step.when:
            task = _asked_anew(moving, node, task)
        if task.status == "open" and not same_deadline(was.step.due, node.step.due, bridge.heirs):
            moving.put(replace(task, due=moving.due(node.step, task.opened_on)))


def _asked_anew(moving: Moving, node: Node, task: TaskState) -> TaskState:
    holds = True if node.when is None else node.when(moving.known(), moving.day, moving.before.entered)[0]
    by_repeat = task.round > 1 and not task.anew
    if task.status == "open" and holds is False and not by_repeat:
        moving.cancel(task)
    elif task.status == "skipped" and holds is not False:
        moving.anew(task.step, ("skipped",))
    return moving.latest[task.step]


def same_deadline(one: Deadline | None, other: Deadline | None, heirs: Mapping[str, str]) -> bool:
    """Whether two deadlines give the same day; a step that they count from may have another name by now."""
    if one is None or other is None:
        return one is other
    return (one.days, one.months, heirs.get(one.after, one.after)) == (other.days, other.months, other.after)


@dataclass(frozen=True, slots=True)
class Change:
    """One thing that is otherwise for a case: a task `opened`, was `cancelled`, has another `due` day or another `role`, or a
    step that is still `to_come`, or `not_to_come` any more. `step` is its id on the revision that has it."""

    kind: Literal["opened", "cancelled", "due", "role", "to_come", "not_to_come"]
    step: str
    before: date | str | None = None
    after: date | str | None = None


def changes(bridge: Bridge, state: State, judged: Judged) -> tuple[Change, ...]:
    """What is otherwise for this case, in the order of the plan."""
    if judged.answer == "stays" or judged.keys is None:
        return ()
    came, keys = {task.key: task for task in judged.state.tasks}, judged.keys
    found: list[Change] = []
    for task in state.tasks:
        after = came.get(keys[task.key]) if task.key in keys else None
        found += _of_task(bridge, task, after)
    new = came.keys() - set(keys.values())
    kinds: dict[str, Literal["opened", "to_come"]] = {"open": "opened", "waiting": "to_come"}
    found += [Change(kinds[task.status], task.step) for key, task in came.items() if key in new and task.status in kinds]
    return tuple(found)


def _of_task(bridge: Bridge, task: TaskState, after: TaskState | None) -> list[Change]:
    status = after.status if after else "gone"
    if task.status == "waiting":
        if status == "open":
            return [Change("opened", after.step if after else task.step)]
        return [Change("not_to_come", task.step)] if status in ("gone", "skipped", "cancelled") else []
    if task.status != "open":
        return []
    if after is None or status != "open":
        return [Change("cancelled", task.step)]
    roles = bridge.old.by_id[task.step].step.role, bridge.new.by_id[after.step].step.role
    moved = [Change("due", after.step, task.due, after.due)] if task.due != after.due else []
    return moved + ([Change("role", after.step, *roles)] if roles[0] != roles[1] else [])

"""What follows when a task is done: pure functions from state and outcome to state and effects.

The states of a task, in words:

*waiting*    its turn has not come: a step before it is not done, its block is not entered, or its rule still needs a fact
             (`waits_for` names it)
*open*       it stands before somebody, until its due day if it has one
*done*       somebody did it; a repeated step may stand there again in the next round
*skipped*    its turn came and its `when` did not hold; what comes after goes on as if it were done
*cancelled*  the case was closed, its block was left, or what it followed from was reopened, before it was done

A step's turn comes when all of `after` are passed, and one of `after_any` is done (or none of them can be done any more).
Passed is: done for good, skipped, given up with its block, or optional and not waiting for another step. `repeat` is asked
once, when a round is done; while it is unknown the next round waits; with `back_to` the steps from there on are done once
more. A closed case has no open and no waiting task, and nothing moves in it any more.

A case sees the steps of its own track alone. The states of a block, in words:

*entered*    its steps have their turn, beside those of other blocks
*waiting*    its places are taken and the case stands on its waiting list
*left*       it was given up: its tasks are cancelled and hold nobody up
*completed*  all of its steps that must be done are passed; what is optional may still be done

A block is entered once at a time; after it was left or completed it may be entered again, and its steps begin anew.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from core.clock import today
from core.definitions import Programme
from workflows.effects import (
    BlockEffect,
    CancelTask,
    CloseCase,
    CloseTask,
    CompleteBlock,
    Effect,
    EnterBlock,
    LeaveBlock,
    NotInBlock,
    NotOpen,
    NotReopenable,
    OpenTask,
    Outcome,
    SkipTask,
    WaitForBlock,
)
from workflows.moving import Moving
from workflows.planning import Plan, plan, planned
from workflows.state import Key, State, TaskState

Moved = tuple[State, tuple[Effect, ...]]


def begin(programme: Programme | Plan, known: Mapping[str, Any], now: datetime, track: str = "") -> Moved:
    """The state of a case entered now on this track, with the tasks that open at once."""
    the_plan = _plan_of(programme)
    tasks = tuple(TaskState(node.step.id) for node in the_plan.of_track(track))
    moving = Moving(the_plan, State(today(now), tasks, _relevant(the_plan, known), track=track), today(now))
    moving.settle()
    return moving.moved()


def advance(programme: Programme | Plan, state: State, outcome: Outcome, now: datetime) -> Moved:
    """The state after a task was done. Raises NotOpen."""
    the_plan = _plan_of(programme)
    task = state.task(outcome.key)
    if state.closed or task is None or task.status != "open":
        raise NotOpen(f"Task {outcome.key[0]!r}, round {outcome.key[1]}, is {task.status if task else 'unknown'}, not open.")
    known = {**state.known, **_relevant(the_plan, outcome.answers)}
    moving = Moving(the_plan, replace(state, known=known), today(now))
    moving.done(task, outcome)
    return moving.moved()


def wake(programme: Programme | Plan, state: State, known: Mapping[str, Any], now: datetime) -> Moved:
    """The state after facts became known elsewhere; what waited for them opens or is skipped. Done tasks stay done."""
    the_plan = _plan_of(programme)
    if state.closed:
        return state, ()
    moving = Moving(the_plan, replace(state, known={**state.known, **_relevant(the_plan, known)}), today(now))
    moving.settle()
    return moving.moved()


def close(programme: Programme | Plan, state: State, reason: str, now: datetime) -> Moved:
    """The state after the case ended for this reason, whatever was open. A closed case stays as it is."""
    if state.closed:
        return state, ()
    moving = Moving(_plan_of(programme), state, today(now))
    moving.close(reason)
    return moving.moved()


def enter_block(programme: Programme | Plan, state: State, block: str, now: datetime) -> Moved:
    """The state after the block was entered, from the waiting list too. Raises NotInBlock, LookupError."""
    moving = _for_block(programme, state, block, now, ("entered",))
    moving.enter(block)
    return moving.moved()


def wait_for_block(programme: Programme | Plan, state: State, block: str, now: datetime) -> Moved:
    """The state of a case that stands on the block's waiting list. Raises NotInBlock, LookupError."""
    moving = _for_block(programme, state, block, now, ("entered", "waiting"))
    moving.put_block(block, "waiting", WaitForBlock(block))
    return moving.moved()


def leave_block(programme: Programme | Plan, state: State, block: str, now: datetime) -> Moved:
    """The state after the block, or its waiting list, was left. Raises NotInBlock, LookupError."""
    moving = _for_block(programme, state, block, now, (None, "left", "completed"))
    moving.leave(block)
    return moving.moved()


def reopen(programme: Programme | Plan, state: State, key: Key, now: datetime) -> Moved:
    """The state after a done task was opened once more, in its next round. What followed from it, and was not done yet, is
    taken back and waits anew; what its answers decided elsewhere stays. Raises NotReopenable."""
    the_plan = _plan_of(programme)
    _require_reopenable(the_plan, state, key)
    moving = Moving(the_plan, state, today(now))
    moving.reopen(key)
    return moving.moved()


def _require_reopenable(the_plan: Plan, state: State, key: Key) -> None:
    task = state.task(key)
    if state.closed:
        raise NotReopenable("closed")
    if task is None or task.status != "done" or task.done_on is None:
        raise NotReopenable("not_done")
    following = [each for each in state.tasks if each.step == task.step and each.round > task.round]
    if any(each.status != "waiting" for each in following):
        raise NotReopenable("open_again")
    if any(each.anew for each in following):
        raise NotReopenable("went_back")
    later = the_plan.behind[task.step]
    since = {each.step for each in state.tasks if each.step in later and each.status == "done" and each.done_on}
    since = {each.step for each in state.tasks if each.step in since and each.done_on and each.done_on >= task.done_on}
    if since:
        raise NotReopenable("followed", tuple(sorted(since, key=the_plan.places.__getitem__)))


def _for_block(programme: Programme | Plan, state: State, block: str, now: datetime, not_from: tuple[str | None, ...]) -> Moving:
    the_plan = _plan_of(programme)
    the_plan.of_block(block, state.track)
    held = state.block(block)
    status = held.status if held else None
    if state.closed or status in not_from:
        raise NotInBlock(f"The case is {'closed' if state.closed else 'in the block already' if held else 'not in the block'}.")
    return Moving(the_plan, state, today(now))


def _plan_of(programme: Programme | Plan) -> Plan:
    return programme if isinstance(programme, Plan) else planned(programme)


def _relevant(the_plan: Plan, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in the_plan.names and value is not None}


__all__ = [
    "BlockEffect",
    "CancelTask",
    "CloseCase",
    "CloseTask",
    "CompleteBlock",
    "Effect",
    "EnterBlock",
    "LeaveBlock",
    "NotInBlock",
    "NotOpen",
    "NotReopenable",
    "OpenTask",
    "Outcome",
    "Plan",
    "SkipTask",
    "WaitForBlock",
    "advance",
    "begin",
    "close",
    "enter_block",
    "leave_block",
    "plan",
    "reopen",
    "wait_for_block",
    "wake",
]

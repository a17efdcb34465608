"""One move of a case, worked out on the latest round of each step; earlier rounds never change again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from core.clock import deadline
from core.definitions import Step
from core.definitions.checks import DONE_STEPS
from workflows.effects import (
    CancelTask,
    CloseCase,
    CloseTask,
    CompleteBlock,
    Effect,
    EnterBlock,
    LeaveBlock,
    OpenTask,
    Outcome,
    SkipTask,
)
from workflows.planning import Node, Plan
from workflows.state import BlockState, BlockStatus, Key, State, TaskState


class Moving:
    """Collects what changes and what is asked for; `moved()` gives both."""

    def __init__(self, the_plan: Plan, state: State, day: date) -> None:
        self.plan, self.before, self.day = the_plan, state, day
        self.tasks: dict[Key, TaskState] = {task.key: task for task in state.tasks}
        self.latest: dict[str, TaskState] = {}
        for task in state.tasks:
            held = self.latest.get(task.step)
            if held is None or held.round < task.round:
                self.latest[task.step] = task
        self.blocks: dict[str, BlockState] = {block.id: block for block in state.blocks}
        self.closed, self.exit = state.closed, state.exit
        self.effects: list[Effect] = []

    def moved(self) -> tuple[State, tuple[Effect, ...]]:
        """The tasks in the order of the plan, so that the order in which parallel branches were done leaves no trace."""
        tasks = sorted(self.tasks.values(), key=lambda task: (self.plan.places[task.step], task.round))
        blocks = tuple(self.blocks[id] for id in self.plan.blocks if id in self.blocks)
        state = replace(self.before, tasks=tuple(tasks), closed=self.closed, exit=self.exit, blocks=blocks)
        return state, tuple(self.effects)

    def put(self, task: TaskState, effect: Effect | None = None) -> None:
        self.tasks[task.key] = self.latest[task.step] = task
        if effect is not None:
            self.effects.append(effect)

    def put_block(self, block: str, status: BlockStatus, effect: Effect) -> None:
        self.blocks[block] = BlockState(block, status, self.day)
        self.effects.append(effect)

    # tasks

    def done(self, task: TaskState, outcome: Outcome) -> None:
        step = self.plan.by_id[task.step].step
        result: Any = outcome.answers.get(step.outcome) if step.outcome else None
        self.put(replace(task, status="done", done_on=self.day, outcome=result), CloseTask(task.key))
        reason = outcome.exit or (outcome.answers.get(step.exit) if step.exit else None)
        if reason is not None:
            self.close(str(reason))
            return
        self.again(self.plan.by_id[task.step], task.round + 1)
        self.settle()

    def again(self, node: Node, round_: int) -> None:
        """Open the next round, or go back, if `repeat` holds; put it to wait while that is unknown."""
        if node.repeat is None:
            return
        holds, missing = node.repeat(self.known(), self.day, self.before.entered)
        if holds and node.between:
            self.go_back(node)
        elif holds:
            self.open(node, round_)
        elif holds is None:
            self.put(TaskState(node.step.id, round_, waits_for=missing))

    def go_back(self, node: Node) -> None:
        """What lies between is done once more; what stands open there, or was given up with its block, stays as it is."""
        for id in node.between:
            self.anew(id, ("done", "skipped"))

    def anew(self, step_id: str, statuses: tuple[str, ...]) -> None:
        """Put the step to wait in its next round, if its latest one has come to such an end."""
        task = self.latest.get(step_id)
        if task is not None and task.status in statuses:
            self.put(TaskState(step_id, task.round + 1, anew=True))

    def settle(self) -> None:
        """One pass suffices, since nodes stand after their predecessors, unless the way went back to earlier ones."""
        while any(self.settled(node) for node in self.plan.nodes):
            pass
        self.complete()

    def settled(self, node: Node) -> bool:
        """Open or skip the step if its turn has come; True when the way went back instead."""
        task = self.latest.get(node.step.id)
        return task is not None and task.status == "waiting" and self.turn(node.step) and self.decide(node, task)

    def decide(self, node: Node, task: TaskState) -> bool:
        by_repeat = task.round > 1 and not task.anew
        rule = node.repeat if by_repeat else node.when
        holds, missing = (True, ()) if rule is None else rule(self.known(), self.day, self.before.entered)
        if holds and by_repeat and node.between:
            self.put(TaskState(task.step, task.round, anew=True))
            self.go_back(node)
            return True
        if holds:
            self.open(node, task.round, task.anew)
        elif holds is None:
            self.put(replace(task, waits_for=missing))
        else:
            self.put(replace(task, status="skipped", done_on=self.day, waits_for=()), SkipTask(task.key, node.step.role))
        return False

    def known(self) -> Mapping[str, Any]:
        """What rules read: what is kept in the state, and which steps are done by now."""
        if DONE_STEPS not in self.plan.names:
            return self.before.known
        return {**self.before.known, DONE_STEPS: self.steps_done()}

    def steps_done(self) -> frozenset[str]:
        return frozenset(step for step in self.latest if self.is_done(step))

    def open(self, node: Node, round_: int, anew: bool = False) -> None:
        step = node.step
        task = TaskState(step.id, round_, "open", self.day, self.due(step), anew=anew)
        at = self.before.known.get(step.at) if step.at else None
        self.put(task, OpenTask(task.key, step.role, task.due, step.phase, str(at) if at else None))

    def due(self, step: Step, opened: date | None = None) -> date | None:
        """The last day of a task that opened on this day, which is today where none is given."""
        if step.due is None:
            return None
        start: date | None = opened or self.day
        if step.due.after == "entry":
            start = self.before.entered
        elif step.due.after != "opened":
            start = max(
                (task.done_on for task in self.tasks.values() if task.step == step.due.after and task.done_on), default=None
            )
        return deadline(start or opened or self.day, step.due.days, step.due.months)

    def turn(self, step: Step) -> bool:
        if step.block and not self.runs(step.block):
            return False
        if not all(self.passed(each) for each in step.after):
            return False
        if not step.after_any:
            return True
        return any(self.is_done(each) for each in step.after_any) or all(self.passed(each) for each in step.after_any)

    def is_done(self, step_id: str) -> bool:
        """Done for good; an optional step may stand open once more and has still been done."""
        task = self.latest.get(step_id)
        if task is None or task.status == "done":
            return task is not None
        return task.round > 1 and not task.anew and self.plan.by_id[step_id].step.optional

    def passed(self, step_id: str) -> bool:
        task = self.latest.get(step_id)
        if task is None or task.status in ("done", "skipped", "cancelled"):
            return True
        step = self.plan.by_id[step_id].step
        return step.optional and (task.status == "open" or self.turn(step))

    def cancel(self, task: TaskState) -> None:
        effect = CancelTask(task.key) if task.status == "open" else None
        self.put(replace(task, status="cancelled", done_on=self.day, waits_for=()), effect)

    def reopen(self, key: Key) -> None:
        """The caller has seen that nothing behind it was done since."""
        behind = self.plan.behind[key[0]]
        for id in (node.step.id for node in self.plan.nodes if node.step.id in behind):
            task = self.latest.get(id)
            if task is not None and task.status == "open":
                self.cancel(task)
            # what the block that was left had given up stays so
            if task is not None and task.status in ("open", "skipped"):
                self.put(TaskState(id, task.round + 1, anew=True))
        self.open(self.plan.by_id[key[0]], key[1] + 1, anew=True)
        self.settle()

    # blocks

    def runs(self, block: str) -> bool:
        held = self.blocks.get(block)
        return held is not None and held.status in ("entered", "completed")

    def enter(self, block: str) -> None:
        """What was done, skipped or given up in the block before begins anew; what still stands open there stays."""
        self.put_block(block, "entered", EnterBlock(block))
        for node in self.plan.of_block(block, self.before.track):
            self.anew(node.step.id, ("done", "skipped", "cancelled"))
        self.settle()

    def leave(self, block: str) -> None:
        """Who leaves the waiting list has never been in the block."""
        if self.blocks[block].status == "waiting":
            del self.blocks[block]
            self.effects.append(LeaveBlock(block))
            return
        self.put_block(block, "left", LeaveBlock(block))
        for node in self.plan.of_block(block, self.before.track):
            task = self.latest.get(node.step.id)
            if task is not None and task.status in ("open", "waiting"):
                self.cancel(task)
        self.settle()

    def complete(self) -> None:
        """A block that asks for nothing that must be done has no end of its own: it is left."""
        for block in [each.id for each in self.blocks.values() if each.status == "entered"]:
            duties = [node.step.id for node in self.plan.of_block(block, self.before.track) if not node.step.optional]
            if duties and all(self.passed(id) for id in duties):
                self.put_block(block, "completed", CompleteBlock(block))

    # the end

    def close(self, reason: str) -> None:
        for task in list(self.tasks.values()):
            if task.status in ("open", "waiting"):
                self.cancel(task)
        for block in [each.id for each in self.blocks.values() if each.status in ("entered", "waiting")]:
            self.put_block(block, "left", LeaveBlock(block))
        self.closed, self.exit = self.day, reason
        self.effects.append(CloseCase(reason))

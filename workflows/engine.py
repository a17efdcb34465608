"""What follows when a task is done: a pure function from state and outcome to state and effects.

The states of a task, in words:

*waiting*    its turn has not come: a step before it is not done, or its rule still needs a fact (`waits_for` names it)
*open*       it stands before somebody, until its due day if it has one
*done*       somebody did it; a repeated step may stand there again in the next round
*skipped*    its turn came and its `when` did not hold; what comes after goes on as if it were done
*cancelled*  the case was closed before it was done

A step's turn comes when all of `after` are passed, and one of `after_any` is done (or none of them can be done any more).
Passed is: done for good, skipped, or optional and not waiting for another step. `repeat` is asked once, when a round is done;
while it is unknown the next round waits. A closed case has no open and no waiting task, and nothing moves in it any more.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from core.clock import deadline, today
from core.definitions import Programme, Step
from workflows.rules import Decide, compile_step_rules
from workflows.state import Key, State, TaskState


@dataclass(frozen=True, slots=True)
class OpenTask:
    """A task now stands before the holders of `role`."""

    key: Key
    role: str
    due: date | None
    phase: str | None


@dataclass(frozen=True, slots=True)
class CloseTask:
    key: Key


@dataclass(frozen=True, slots=True)
class SkipTask:
    key: Key
    role: str


@dataclass(frozen=True, slots=True)
class CancelTask:
    key: Key


@dataclass(frozen=True, slots=True)
class CloseCase:
    reason: str


Effect = OpenTask | CloseTask | SkipTask | CancelTask | CloseCase


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a task gave. `answers` by field or fact, as Python values; `exit` goes before the reason in the step's own field."""

    key: Key
    answers: Mapping[str, Any] = field(default_factory=dict)
    exit: str | None = None


class NotOpen(Exception):
    """The task is not open: it was done already, was never reached, or the case is closed."""


@dataclass(frozen=True, slots=True)
class Node:
    """One step, ready to run: its rules are compiled."""

    step: Step
    when: Decide | None
    repeat: Decide | None


@dataclass(frozen=True, slots=True)
class Plan:
    """The steps of one revision, none before its predecessors, and the names that their rules speak of."""

    nodes: tuple[Node, ...]
    by_id: Mapping[str, Node]
    places: Mapping[str, int]
    names: frozenset[str]


def plan(programme: Programme) -> Plan:
    """The programme's steps compiled; one work per revision (`catalogue.compiled(digest, "engine", …)` keeps it)."""
    decide, names = compile_step_rules(programme)
    nodes = tuple(Node(step, decide.get(step.when or ""), decide.get(step.repeat or "")) for step in _in_order(programme.steps))
    by_id = {node.step.id: node for node in nodes}
    return Plan(nodes, by_id, {id: place for place, id in enumerate(by_id)}, names)


@lru_cache(maxsize=256)
def _planned(programme: Programme) -> Plan:
    return plan(programme)


def begin(programme: Programme | Plan, known: Mapping[str, Any], now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """The state of a case entered now, with the tasks that open at once."""
    the_plan = _plan_of(programme)
    state = State(today(now), tuple(TaskState(node.step.id) for node in the_plan.nodes), _relevant(the_plan, known))
    run = _Run(the_plan, state, today(now))
    run.settle()
    return run.state(), tuple(run.effects)


def advance(programme: Programme | Plan, state: State, outcome: Outcome, now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """The state after a task was done. Raises NotOpen."""
    the_plan = _plan_of(programme)
    task = state.task(outcome.key)
    if state.closed or task is None or task.status != "open":
        raise NotOpen(f"Task {outcome.key[0]!r}, round {outcome.key[1]}, is {task.status if task else 'unknown'}, not open.")
    known = {**state.known, **_relevant(the_plan, outcome.answers)}
    run = _Run(the_plan, replace(state, known=known), today(now))
    run.done(task, outcome)
    return run.state(), tuple(run.effects)


def wake(programme: Programme | Plan, state: State, known: Mapping[str, Any], now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """The state after facts became known elsewhere; what waited for them opens or is skipped. Done tasks stay done."""
    the_plan = _plan_of(programme)
    if state.closed:
        return state, ()
    run = _Run(the_plan, replace(state, known={**state.known, **_relevant(the_plan, known)}), today(now))
    run.settle()
    return run.state(), tuple(run.effects)


def close(programme: Programme | Plan, state: State, reason: str, now: datetime) -> tuple[State, tuple[Effect, ...]]:
    """The state after the case ended for this reason, whatever was open. A closed case stays as it is."""
    if state.closed:
        return state, ()
    run = _Run(_plan_of(programme), state, today(now))
    run.close(reason)
    return run.state(), tuple(run.effects)


class _Run:
    """One move. Works on the latest round of each step; earlier rounds never change again."""

    def __init__(self, the_plan: Plan, state: State, day: date) -> None:
        self.plan, self.before, self.day = the_plan, state, day
        self.tasks: dict[Key, TaskState] = {task.key: task for task in state.tasks}
        self.latest: dict[str, TaskState] = {}
        for task in state.tasks:
            held = self.latest.get(task.step)
            if held is None or held.round < task.round:
                self.latest[task.step] = task
        self.closed, self.exit = state.closed, state.exit
        self.effects: list[Effect] = []

    def state(self) -> State:
        """The tasks in the order of the plan, so that the order in which parallel branches were done leaves no trace."""
        tasks = sorted(self.tasks.values(), key=lambda task: (self.plan.places[task.step], task.round))
        return replace(self.before, tasks=tuple(tasks), closed=self.closed, exit=self.exit)

    def put(self, task: TaskState, effect: Effect | None = None) -> None:
        self.tasks[task.key] = self.latest[task.step] = task
        if effect is not None:
            self.effects.append(effect)

    def done(self, task: TaskState, outcome: Outcome) -> None:
        step = self.plan.by_id[task.step].step
        self.put(replace(task, status="done", done_on=self.day), CloseTask(task.key))
        reason = outcome.exit or (outcome.answers.get(step.exit) if step.exit else None)
        if reason is not None:
            self.close(str(reason))
            return
        self.again(self.plan.by_id[task.step], task.round + 1)
        self.settle()

    def again(self, node: Node, round_: int) -> None:
        """Open the next round if `repeat` holds; put it to wait while that is unknown."""
        if node.repeat is None:
            return
        holds, missing = node.repeat(self.before.known, self.day)
        if holds:
            self.open(node, round_)
        elif holds is None:
            self.put(TaskState(node.step.id, round_, waits_for=missing))

    def settle(self) -> None:
        """One pass suffices: nodes stand after their predecessors, so what opens or is skipped changes no earlier one."""
        for node in self.plan.nodes:
            task = self.latest.get(node.step.id)
            if task is not None and task.status == "waiting" and self.turn(node.step):
                self.decide(node, task)

    def decide(self, node: Node, task: TaskState) -> None:
        rule = node.when if task.round == 1 else node.repeat
        holds, missing = (True, ()) if rule is None else rule(self.before.known, self.day)
        if holds:
            self.open(node, task.round)
        elif holds is None:
            self.put(replace(task, waits_for=missing))
        else:
            self.put(replace(task, status="skipped", done_on=self.day, waits_for=()), SkipTask(task.key, node.step.role))

    def open(self, node: Node, round_: int) -> None:
        step = node.step
        task = TaskState(step.id, round_, "open", self.day, self.due(step))
        self.put(task, OpenTask(task.key, step.role, task.due, step.phase))

    def due(self, step: Step) -> date | None:
        if step.due is None:
            return None
        start: date | None = self.day
        if step.due.after == "entry":
            start = self.before.entered
        elif step.due.after != "opened":
            start = max(
                (task.done_on for task in self.tasks.values() if task.step == step.due.after and task.done_on), default=None
            )
        return deadline(start or self.day, step.due.days, step.due.months)

    def turn(self, step: Step) -> bool:
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
        return task.round > 1 and self.plan.by_id[step_id].step.optional

    def passed(self, step_id: str) -> bool:
        task = self.latest.get(step_id)
        if task is None or task.status in ("done", "skipped"):
            return True
        step = self.plan.by_id[step_id].step
        return step.optional and (task.status == "open" or self.turn(step))

    def close(self, reason: str) -> None:
        for task in list(self.tasks.values()):
            if task.status in ("open", "waiting"):
                was_open = task.status == "open"
                self.put(
                    replace(task, status="cancelled", done_on=self.day, waits_for=()), CancelTask(task.key) if was_open else None
                )
        self.closed, self.exit = self.day, reason
        self.effects.append(CloseCase(reason))


def _plan_of(programme: Programme | Plan) -> Plan:
    return programme if isinstance(programme, Plan) else _planned(programme)


def _relevant(the_plan: Plan, values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name in the_plan.names and value is not None}


def _in_order(steps: Sequence[Step]) -> tuple[Step, ...]:
    """Each step after its predecessors, else in the order written. A cycle is refused by the checks; here it raises."""
    waiting, placed, result = list(steps), set[str](), list[Step]()
    known = {step.id for step in steps}
    while waiting:
        step = next((each for each in waiting if not ({*each.after, *each.after_any} & known) - placed), None)
        if step is None:
            raise ValueError(f"The steps {', '.join(each.id for each in waiting)} wait for each other.")
        waiting.remove(step)
        placed.add(step.id)
        result.append(step)
    return tuple(result)

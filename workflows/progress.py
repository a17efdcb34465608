"""How far a case has come, told by its phases: what lies behind, where it stands, what lies ahead."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from core.definitions import Phase, Programme, Wording
from workflows.state import State

Place = Literal["done", "current", "ahead"]


class Mark(NamedTuple):
    """One phase on the progress line; `text` and `state` are what the macro `progress` shows."""

    id: str
    text: Wording
    state: Place


def phases_of(programme: Programme, track: str) -> Sequence[Phase]:
    """The phases that a way of the programme leads through: those of a mentor are not those of a participant."""
    passed = {step.phase for step in programme.steps if (step.track or "") == track}
    return [phase for phase in programme.phases if phase.id in passed]


def phase_of(programme: Programme, state: State) -> str | None:
    """The phase that the case is in: the first one with a task that must still be done. A closed case stays where it was left."""
    steps = {step.id: step for step in programme.steps}
    wanted = ("cancelled",) if state.closed else ("open",)
    for statuses in (wanted, ("waiting",)):
        phases = {steps[task.step].phase for task in state.tasks if task.status in statuses and not steps[task.step].optional}
        for phase in phases_of(programme, state.track):
            if phase.id in phases:
                return phase.id
    reached = {steps[task.step].phase for task in state.tasks if task.status == "done"}
    return _last_reached(phases_of(programme, state.track), reached)


def progress(programme: Programme, state: State) -> list[Mark]:
    """The phases in their order. A phase with nothing left to do that lies behind the current one is done."""
    current, phases = phase_of(programme, state), phases_of(programme, state.track)
    ended_well = state.closed is not None and (reason := programme.exit_reason(state.exit or "")) is not None and reason.success
    marks, before = [], True
    for phase in phases:
        here = phase.id == current
        place: Place = "current" if here and not ended_well else "done" if before or ended_well else "ahead"
        marks.append(Mark(phase.id, phase.title, place))
        before = before and not here
    return marks


def _last_reached(phases: Sequence[Phase], reached: set[str | None]) -> str | None:
    return next((phase.id for phase in reversed(phases) if phase.id in reached), phases[0].id if phases else None)

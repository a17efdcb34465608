"""The six programmes in a move: to themselves nothing changes, and without any one step a case is judged, not broken."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from core.definitions import Programme
from tests.forms.shipped import programmes
from workflows.engine import Outcome, advance, begin
from workflows.moves.bridge import bridge
from workflows.moves.judge import judge
from workflows.state import State

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def walked(programme: Programme, track: str) -> list[State]:
    """A case after each of its first tasks, answered with nothing."""
    state, _ = begin(programme, {}, NOW, track)
    found = [state]
    for _ in range(8):
        tasks = [task for task in state.open() if task.round == 1]
        if not tasks:
            break
        state, _ = advance(programme, state, Outcome(tasks[0].key), NOW)
        found.append(state)
    return found


WAYS = [(programme, track) for programme in programmes() for track in ("", *(each.id for each in programme.tracks))]


@pytest.mark.parametrize(
    ("programme", "track"), WAYS, ids=[f"{programme.id}-{track or 'participants'}" for programme, track in WAYS]
)
def test_to_itself_nothing_changes_and_without_a_step_nothing_breaks(programme: Programme, track: str) -> None:
    for state in walked(programme, track):
        same = judge(bridge(programme, programme), state, {}, NOW)
        assert (same.answer, same.state, same.effects) == ("stays" if state.closed else "safe", state, ())
    state = walked(programme, track)[-1]
    for gone in programme.steps:
        kept = [
            step.but(
                after=[id for id in step.after if id != gone.id],
                after_any=[id for id in step.after_any if id != gone.id],
                back_to=None if step.back_to == gone.id else step.back_to,
                due=None if step.due and step.due.after == gone.id else step.due,
            )
            for step in programme.steps
            if step.id != gone.id
        ]
        judged = judge(bridge(programme, programme.but(steps=kept)), state, {}, NOW)
        assert gone.id not in {task.step for task in judged.state.tasks} or judged.answer == "stays"

"""Any case of any programme, moved to any other: nothing that was done is lost, and the case can go on."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import hypothesis.strategies as st
from hypothesis import given, settings

from core.definitions import Programme, Step
from tests.workflows.test_engine_model import BLOCKS, NOW, TRACKS, programmes
from workflows.engine import NotInBlock, Outcome, advance, begin, enter_block, leave_block, wake
from workflows.moves.bridge import bridge
from workflows.moves.judge import judge
from workflows.planning import planned
from workflows.state import State

LATER = NOW + timedelta(days=30)


@st.composite
def lived(draw: st.DrawFn) -> tuple[Programme, State]:
    """A programme, and a case that somebody worked in for a while."""
    programme = draw(programmes())
    state, _ = begin(programme, {}, NOW, draw(st.sampled_from(TRACKS)))
    for number in range(draw(st.integers(0, 8))):
        now = NOW + timedelta(days=number)
        if draw(st.integers(0, 4)) == 0:
            change = draw(st.sampled_from([enter_block, leave_block]))
            try:
                state, _ = change(programme, state, draw(st.sampled_from(BLOCKS)), now)
            except NotInBlock:
                continue
        elif state.open():
            task = draw(st.sampled_from(state.open()))
            answers: dict[str, Any] = draw(st.sampled_from([{}, {f"q{task.step[1:]}": True}, {f"q{task.step[1:]}": False}]))
            state, _ = advance(programme, state, Outcome(task.key, answers), now)
    return programme, state


@st.composite
def edited(draw: st.DrawFn, programme: Programme) -> Programme:
    """The programme with some steps gone, and others new or with another condition."""
    gone = {step.id for step in programme.steps if draw(st.integers(0, 3)) == 0}
    kept: list[Step] = []
    for step in programme.steps:
        if step.id not in gone:
            rule = draw(st.sampled_from([step.when, step.when, None, "q0"]))
            after = [id for id in step.after if id not in gone]
            after_any = [id for id in step.after_any if id not in gone]
            back = step.back_to if step.back_to in (*after, *after_any) else None
            kept.append(step.but(when=rule, after=after, after_any=after_any, back_to=back))
    before = [step.id for step in kept]
    for number in range(draw(st.integers(0, 2))):
        after = [draw(st.sampled_from(before))] if before and draw(st.booleans()) else []
        kept.append(Step(f"n{number}", programme.title, role="worker", after=after, when=draw(st.sampled_from([None, "q1"]))))
    return programme.but(steps=kept)


@settings(max_examples=150, deadline=None)
@given(case=lived())
def test_the_same_revision_changes_nothing(case: tuple[Programme, State]) -> None:
    programme, state = case
    judged = judge(bridge(programme, programme), state, {}, LATER)
    assert (judged.state, judged.effects, judged.missing) == (state, (), ())


@settings(max_examples=300, deadline=None)
@given(case=lived(), data=st.data())
def test_nothing_done_is_lost_and_the_case_goes_on(case: tuple[Programme, State], data: st.DataObject) -> None:
    before, state = case
    after = data.draw(edited(before))
    way = bridge(before, after)
    judged = judge(way, state, {}, LATER)
    if judged.answer == "stays":
        assert judged.state == state
        return
    moved, keys = judged.state, judged.keys or {}
    assert {task.step for task in moved.tasks} == {node.step.id for node in way.new.of_track(state.track)}
    assert len({task.key for task in moved.tasks}) == len(moved.tasks)
    assert len({task.step for task in moved.open()}) == len(moved.open())
    assert State.from_json(json.loads(json.dumps(moved.to_json()))) == moved
    _nothing_lost(state, moved, keys)
    # it has settled: being told nothing new changes nothing
    assert wake(after, moved, {}, LATER)[0] == moved
    for task in moved.open():
        assert advance(planned(after), moved, Outcome(task.key), LATER)


def _nothing_lost(state: State, moved: State, keys: Any) -> None:
    past = {task.key: task for task in moved.past}
    for task in state.tasks:
        there = moved.task(keys[task.key]) if task.key in keys else past.get(task.key)
        if task.status == "done":
            assert there is not None
            assert (there.status, there.done_on, there.outcome) == ("done", task.done_on, task.outcome)
        if task.status == "open":
            assert there is not None
            assert there.status in ("open", "cancelled")
            assert there.opened_on == task.opened_on


@settings(max_examples=150, deadline=None)
@given(case=lived(), data=st.data())
def test_there_and_back_again_keeps_what_was_done(case: tuple[Programme, State], data: st.DataObject) -> None:
    before, state = case
    after = data.draw(edited(before))
    there = judge(bridge(before, after), state, {}, LATER)
    if there.answer == "stays":
        return
    back = judge(bridge(after, before), there.state, {}, LATER)
    if back.answer == "stays":
        return
    assert {task.key for task in state.tasks if task.status == "done"} <= {
        task.key for task in back.state.tasks if task.status == "done"
    }
    assert back.state.past == () or {task.step for task in back.state.past} & {step.id for step in before.steps} == set()

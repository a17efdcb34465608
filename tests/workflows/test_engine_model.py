"""The engine against a naive model that works everything out anew, on programmes that nobody would write by hand."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from core.definitions import Block, Form, Programme, Role, Step, Track, YesNo, t
from workflows.engine import (
    NotInBlock,
    NotOpen,
    NotReopenable,
    Outcome,
    advance,
    begin,
    close,
    enter_block,
    leave_block,
    plan,
    reopen,
    wait_for_block,
    wake,
)
from workflows.state import State

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
WORDS = t(de="Schritt", en="Step")


TRACKS = ("", "mentor")
BLOCKS = ("b0", "b1")


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Two to six steps on two tracks, some in blocks; each asks one question, `q0` …, that the rules of others may speak of."""
    count = draw(st.integers(2, 6))
    ids = [f"s{number}" for number in range(count)]
    tracks = {id: draw(st.sampled_from(("", "", TRACKS[1]))) for id in ids}
    steps: list[Step] = []
    for number, id in enumerate(ids):
        earlier = [each for each in ids[:number] if tracks[each] == tracks[id]]
        before = st.lists(st.sampled_from(earlier), unique=True, max_size=2) if earlier else st.just([])
        questions = st.sampled_from([f"q{each}" for each in range(count)])
        rules = st.one_of(st.none(), questions, questions.map(lambda q: f"not({q})"))
        after, after_any = draw(before), draw(before)
        repeat = draw(st.one_of(st.none(), st.none(), st.just(f"q{number}")))
        ahead = [*after, *after_any]
        steps.append(
            Step(
                id,
                WORDS,
                role="worker",
                form=f"f{number}",
                after=after,
                after_any=after_any,
                when=draw(rules),
                optional=draw(st.booleans()),
                repeat=repeat,
                back_to=draw(st.sampled_from([None, *ahead])) if repeat else None,
                track=tracks[id] or None,
                block=draw(st.sampled_from([None, None, *BLOCKS])),
            )
        )
    forms = [Form(f"f{number}", WORDS, fields=[YesNo(f"q{number}", WORDS)]) for number in range(count)]
    blocks, ways = [Block(id, WORDS) for id in BLOCKS], [Track(TRACKS[1], WORDS)]
    return Programme("any", WORDS, forms=forms, roles=[Role("worker", WORDS)], steps=steps, blocks=blocks, tracks=ways)


class Naive:
    """For each step the list of its rounds; every status found by asking again until nothing changes."""

    def __init__(self, programme: Programme, track: str) -> None:
        self.steps = {step.id: step for step in programme.steps if (step.track or "") == track}
        self.rounds: dict[str, list[str]] = {id: ["waiting"] for id in self.steps}
        self.anew: set[tuple[str, int]] = set()
        self.blocks: dict[str, str] = {}
        self.known: dict[str, bool] = {}
        self.closed = False
        self.settle()

    def ask(self, text: str) -> bool | None:
        name = text.removeprefix("not(").removesuffix(")")
        value = self.known.get(name)
        return value if value is None or name == text else not value

    def turn(self, id: str) -> bool:
        step = self.steps[id]
        if step.block and self.blocks.get(step.block) not in ("entered", "completed"):
            return False
        ready = all(self.passed(each) for each in step.after)
        if step.after_any:
            settled = all(self.passed(each) for each in step.after_any)
            ready = ready and (settled or any(self.was_done(each) for each in step.after_any))
        return ready

    def is_anew(self, id: str) -> bool:
        return (id, len(self.rounds[id])) in self.anew

    def was_done(self, id: str) -> bool:
        last = self.rounds[id][-1]
        return last == "done" or (self.steps[id].optional and len(self.rounds[id]) > 1 and not self.is_anew(id))

    def passed(self, id: str) -> bool:
        last = self.rounds[id][-1]
        return last in ("done", "skipped", "cancelled") or (self.steps[id].optional and (last == "open" or self.turn(id)))

    def settle(self) -> None:
        while self.change():
            pass
        for block in BLOCKS:
            duties = [id for id, step in self.steps.items() if step.block == block and not step.optional]
            if self.blocks.get(block) == "entered" and duties and all(self.passed(id) for id in duties):
                self.blocks[block] = "completed"

    def change(self) -> bool:
        for id, step in self.steps.items():
            by_repeat = len(self.rounds[id]) > 1 and not self.is_anew(id)
            text = step.repeat if by_repeat else step.when
            holds = True if text is None else self.ask(text)
            if self.rounds[id][-1] == "waiting" and holds is not None and self.turn(id):
                if holds and by_repeat and step.back_to:
                    self.anew.add((id, len(self.rounds[id])))
                    self.back(id)
                else:
                    self.rounds[id][-1] = "open" if holds else "skipped"
                return True
        return False

    def behind(self, id: str, other: str) -> bool:
        """Whether `other` comes after `id`."""
        ahead = (*self.steps[other].after, *self.steps[other].after_any)
        return id in ahead or any(self.behind(id, each) for each in ahead)

    def back(self, id: str) -> None:
        start = self.steps[id].back_to
        for each in self.steps:
            lies_between = (each == start or self.behind(start, each)) and (each == id or self.behind(each, id))
            if lies_between and self.rounds[each][-1] in ("done", "skipped"):
                self.begin_anew(each)

    def begin_anew(self, id: str) -> None:
        self.rounds[id].append("waiting")
        self.anew.add((id, len(self.rounds[id])))

    def learn(self, answers: dict[str, bool]) -> None:
        self.known.update(answers)
        self.settle()

    def do(self, id: str, answers: dict[str, bool]) -> None:
        self.rounds[id][-1] = "done"
        self.known.update(answers)
        if text := self.steps[id].repeat:
            holds = self.ask(text)
            if holds and self.steps[id].back_to:
                self.back(id)
            elif holds is not False:
                self.rounds[id].append("open" if holds else "waiting")
        self.settle()

    def enter(self, block: str) -> None:
        self.blocks[block] = "entered"
        for id, step in self.steps.items():
            if step.block == block and self.rounds[id][-1] in ("done", "skipped", "cancelled"):
                self.begin_anew(id)
        self.settle()

    def leave(self, block: str) -> None:
        if self.blocks[block] == "waiting":
            del self.blocks[block]
            return
        self.blocks[block] = "left"
        for id, step in self.steps.items():
            if step.block == block and self.rounds[id][-1] in ("open", "waiting"):
                self.rounds[id][-1] = "cancelled"
        self.settle()

    def reopen(self, id: str) -> None:
        for each in self.steps:
            if self.behind(id, each) and self.rounds[each][-1] in ("open", "skipped"):
                if self.rounds[each][-1] == "open":
                    self.rounds[each][-1] = "cancelled"
                self.begin_anew(each)
        if self.rounds[id][-1] == "done":
            self.rounds[id].append("")
        self.rounds[id][-1] = "open"
        self.anew.add((id, len(self.rounds[id])))
        self.settle()

    def statuses(self) -> dict[tuple[str, int], str]:
        return {(id, number): status for id, rounds in self.rounds.items() for number, status in enumerate(rounds, 1)}


class Engine(RuleBasedStateMachine):
    @initialize(programme=programmes(), track=st.sampled_from(TRACKS))
    def enter(self, programme: Programme, track: str) -> None:
        self.plan = plan(programme)
        self.naive = Naive(programme, track)
        self.now = NOW
        self.state, _ = begin(self.plan, {}, self.now, track)

    @precondition(lambda self: self.state.open())
    @rule(data=st.data(), answer=st.sampled_from([True, False, None]))
    def do(self, data: st.DataObject, answer: bool | None) -> None:
        task = data.draw(st.sampled_from(self.state.open()))
        answers = {} if answer is None else {f"q{task.step[1:]}": answer}
        self.now += timedelta(days=1)
        self.state, _ = advance(self.plan, self.state, Outcome(task.key, answers), self.now)
        self.naive.do(task.step, answers)

    @rule(number=st.integers(0, 5), answer=st.booleans())
    def learn(self, number: int, answer: bool) -> None:
        name = f"q{number}"
        if name in self.plan.names and not self.state.closed:
            self.state, _ = wake(self.plan, self.state, {name: answer}, self.now)
            self.naive.learn({name: answer})

    @precondition(lambda self: any(task.status != "open" for task in self.state.tasks))
    @rule(data=st.data())
    def refuse_what_is_not_open(self, data: st.DataObject) -> None:
        task = data.draw(st.sampled_from([task for task in self.state.tasks if task.status != "open"]))
        with pytest.raises(NotOpen):
            advance(self.plan, self.state, Outcome(task.key), self.now)

    @rule(block=st.sampled_from(BLOCKS))
    def enter_a_block(self, block: str) -> None:
        if self.state.closed or self.naive.blocks.get(block) == "entered":
            with pytest.raises(NotInBlock):
                enter_block(self.plan, self.state, block, self.now)
            return
        self.state, _ = enter_block(self.plan, self.state, block, self.now)
        self.naive.enter(block)

    @rule(block=st.sampled_from(BLOCKS))
    def wait(self, block: str) -> None:
        if self.state.closed or self.naive.blocks.get(block) in ("entered", "waiting"):
            with pytest.raises(NotInBlock):
                wait_for_block(self.plan, self.state, block, self.now)
            return
        before = self.state.tasks
        self.state, _ = wait_for_block(self.plan, self.state, block, self.now)
        self.naive.blocks[block] = "waiting"
        assert self.state.tasks == before

    @rule(block=st.sampled_from(BLOCKS))
    def leave_a_block(self, block: str) -> None:
        if self.state.closed or self.naive.blocks.get(block) not in ("entered", "waiting"):
            with pytest.raises(NotInBlock):
                leave_block(self.plan, self.state, block, self.now)
            return
        self.state, _ = leave_block(self.plan, self.state, block, self.now)
        self.naive.leave(block)

    @precondition(lambda self: any(task.status == "done" for task in self.state.tasks))
    @rule(data=st.data())
    def take_back(self, data: st.DataObject) -> None:
        task = data.draw(st.sampled_from([task for task in self.state.tasks if task.status == "done"]))
        try:
            self.state, _ = reopen(self.plan, self.state, task.key, self.now)
        except NotReopenable:
            return
        self.naive.reopen(task.step)

    @rule()
    def leave(self) -> None:
        self.state, _ = close(self.plan, self.state, "moved", self.now)
        self.naive.closed = True

    @invariant()
    def as_the_model_says(self) -> None:
        if hasattr(self, "state") and not self.naive.closed:
            assert {task.key: task.status for task in self.state.tasks} == self.naive.statuses()
            assert {block.id: block.status for block in self.state.blocks} == self.naive.blocks

    @invariant()
    def one_task_a_step_and_round(self) -> None:
        if hasattr(self, "state"):
            keys = [task.key for task in self.state.tasks]
            assert len(keys) == len(set(keys))
            assert len({task.step for task in self.state.open()}) == len(self.state.open())

    @invariant()
    def nothing_is_open_in_a_closed_case(self) -> None:
        if hasattr(self, "state") and self.state.closed:
            assert not [task for task in self.state.tasks if task.status in ("open", "waiting")]
            assert not [block for block in self.state.blocks if block.status in ("entered", "waiting")]

    @invariant()
    def survives_json(self) -> None:
        if hasattr(self, "state"):
            assert State.from_json(json.loads(json.dumps(self.state.to_json()))) == self.state


TestEngine = Engine.TestCase
TestEngine.settings = settings(max_examples=100, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))


@settings(max_examples=100, deadline=None)
@given(programme=programmes(), data=st.data())
def test_the_order_of_parallel_branches_leaves_no_trace(programme: Programme, data: st.DataObject) -> None:
    state, _ = begin(programme, {}, NOW)
    if len(state.open()) < 2:
        return
    first, second = data.draw(st.permutations(state.open()))[:2]
    answers = {task.step: {f"q{task.step[1:]}": data.draw(st.booleans())} for task in (first, second)}

    def after(order: tuple[Any, ...]) -> State:
        then = state
        for task in order:
            then, _ = advance(programme, then, Outcome(task.key, answers[task.step]), NOW)
        return replace(then, known=dict(sorted(then.known.items())))

    assert after((first, second)) == after((second, first))

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

from core.definitions import Form, Programme, Role, Step, YesNo, t
from workflows.engine import NotOpen, Outcome, advance, begin, close, plan, wake
from workflows.state import State

NOW = datetime(2026, 3, 2, 10, tzinfo=UTC)
WORDS = t(de="Schritt", en="Step")


@st.composite
def programmes(draw: st.DrawFn) -> Programme:
    """Two to six steps; each asks one question, `q0` …, that the rules of the others may speak of."""
    count = draw(st.integers(2, 6))
    ids = [f"s{number}" for number in range(count)]
    steps = []
    for number, id in enumerate(ids):
        before = st.lists(st.sampled_from(ids[:number]), unique=True, max_size=2) if number else st.just([])
        questions = st.sampled_from([f"q{each}" for each in range(count)])
        rules = st.one_of(st.none(), questions, questions.map(lambda q: f"not({q})"))
        steps.append(
            Step(
                id,
                WORDS,
                role="worker",
                form=f"f{number}",
                after=draw(before),
                after_any=draw(before),
                when=draw(rules),
                optional=draw(st.booleans()),
                repeat=draw(st.one_of(st.none(), st.none(), st.just(f"q{number}"))),
            )
        )
    forms = [Form(f"f{number}", WORDS, fields=[YesNo(f"q{number}", WORDS)]) for number in range(count)]
    return Programme("any", WORDS, forms=forms, roles=[Role("worker", WORDS)], steps=steps)


class Naive:
    """For each step the list of its rounds; every status found by asking again until nothing changes."""

    def __init__(self, programme: Programme) -> None:
        self.steps = {step.id: step for step in programme.steps}
        self.rounds: dict[str, list[str]] = {id: ["waiting"] for id in self.steps}
        self.known: dict[str, bool] = {}
        self.closed = False
        self.settle()

    def ask(self, text: str) -> bool | None:
        name = text.removeprefix("not(").removesuffix(")")
        value = self.known.get(name)
        return value if value is None or name == text else not value

    def turn(self, id: str) -> bool:
        step = self.steps[id]
        ready = all(self.passed(each) for each in step.after)
        if step.after_any:
            settled = all(self.passed(each) for each in step.after_any)
            ready = ready and (settled or any(self.was_done(each) for each in step.after_any))
        return ready

    def was_done(self, id: str) -> bool:
        return self.rounds[id][-1] == "done" or (self.steps[id].optional and "done" in self.rounds[id])

    def passed(self, id: str) -> bool:
        last = self.rounds[id][-1]
        return last in ("done", "skipped") or (self.steps[id].optional and (last == "open" or self.turn(id)))

    def settle(self) -> None:
        changed = True
        while changed:
            changed = False
            for id, step in self.steps.items():
                text = step.when if len(self.rounds[id]) == 1 else step.repeat
                holds = True if text is None else self.ask(text)
                if self.rounds[id][-1] == "waiting" and holds is not None and self.turn(id):
                    self.rounds[id][-1] = "open" if holds else "skipped"
                    changed = True

    def learn(self, answers: dict[str, bool]) -> None:
        self.known.update(answers)
        self.settle()

    def do(self, id: str, answers: dict[str, bool]) -> None:
        self.rounds[id][-1] = "done"
        self.known.update(answers)
        if text := self.steps[id].repeat:
            holds = self.ask(text)
            if holds is not False:
                self.rounds[id].append("open" if holds else "waiting")
        self.settle()

    def statuses(self) -> dict[tuple[str, int], str]:
        return {(id, number): status for id, rounds in self.rounds.items() for number, status in enumerate(rounds, 1)}


class Engine(RuleBasedStateMachine):
    @initialize(programme=programmes())
    def enter(self, programme: Programme) -> None:
        self.plan = plan(programme)
        self.naive = Naive(programme)
        self.now = NOW
        self.state, _ = begin(self.plan, {}, self.now)

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

    @rule()
    def leave(self) -> None:
        self.state, _ = close(self.plan, self.state, "moved", self.now)
        self.naive.closed = True

    @invariant()
    def as_the_model_says(self) -> None:
        if hasattr(self, "state") and not self.naive.closed:
            assert {task.key: task.status for task in self.state.tasks} == self.naive.statuses()

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

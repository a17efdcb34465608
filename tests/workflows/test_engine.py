"""The engine on a programme that people would write: deadlines, waiting, guards, rounds, notes, the exit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.definitions import Deadline, Form, Programme, Role, Step, YesNo, t
from tests.workflows.sample import NOW, PROGRAMME
from workflows.engine import CancelTask, CloseCase, NotOpen, Outcome, advance, begin, close, wake
from workflows.state import State, TaskState

WORDS = t(de="Schritt")


def statuses(state: State) -> dict[str, str]:
    """By step; of a repeated one the last round."""
    return {task.step: task.status for task in state.tasks}


def done(state: State, step: str, when: datetime = NOW, **answers: object) -> State:
    key = next(task.key for task in state.open() if task.step == step)
    return advance(PROGRAMME, state, Outcome(key, answers), when)[0]


@pytest.fixture
def begun() -> State:
    return begin(PROGRAMME, {}, NOW)[0]


def test_what_waits_for_nobody_opens_at_once_with_its_deadline(begun: State) -> None:
    assert statuses(begun) == {
        "profile": "open", "needs": "open", "note": "open", "lessons": "waiting", "talk": "waiting", "leave": "waiting",
    }  # fmt: skip
    assert [task.due for task in begun.open()] == [date(2026, 3, 30), date(2026, 3, 9), None]


@pytest.mark.parametrize(
    ("now", "due"),
    [
        (datetime(2026, 3, 28, 22, 59, tzinfo=UTC), date(2026, 4, 25)),  # 23:59 in Berlin, in winter time
        (datetime(2026, 3, 28, 23, 0, tzinfo=UTC), date(2026, 4, 26)),  # midnight: the day on which the clocks change
        (datetime(2026, 10, 24, 22, 0, tzinfo=UTC), date(2026, 11, 22)),  # midnight in summer time
        (datetime(2028, 1, 31, 23, 30, tzinfo=UTC), date(2028, 2, 29)),
    ],
)
def test_deadlines_are_days_in_berlin(now: datetime, due: date) -> None:
    state, _ = begin(PROGRAMME, {}, now)
    assert state.open()[0].due == due


def test_a_guard_that_is_unknown_waits_and_says_what_for(begun: State) -> None:
    state = done(done(begun, "needs"), "profile")
    lessons = next(task for task in state.tasks if task.step == "lessons")
    assert (lessons.status, lessons.waits_for) == ("waiting", ("needs_lessons",))
    opened, effects = wake(PROGRAMME, state, {"needs_lessons": True}, NOW + timedelta(days=1))
    assert [effect.key for effect in effects] == [("lessons", 1)]
    assert statuses(opened)["lessons"] == "open"
    skipped, _ = wake(PROGRAMME, state, {"needs_lessons": False}, NOW)
    assert (statuses(skipped)["lessons"], statuses(skipped)["talk"]) == ("skipped", "open")


def test_a_step_repeats_while_its_rule_holds_and_its_followers_wait(begun: State) -> None:
    state = done(done(begun, "needs", needs_lessons=True), "profile")
    for _ in range(3):
        state = done(state, "lessons", more_lessons=True)
        assert statuses(state)["talk"] == "waiting"
    state = done(state, "lessons", more_lessons=False)
    assert [task.round for task in state.tasks if task.step == "lessons"] == [1, 2, 3, 4]
    assert statuses(state)["talk"] == "open"


def test_whether_it_repeats_may_be_unknown_too(begun: State) -> None:
    state = done(done(done(begun, "needs", needs_lessons=True), "profile"), "lessons")
    again = state.task(("lessons", 2))
    assert again is not None
    assert (again.status, again.waits_for) == ("waiting", ("more_lessons",))
    assert statuses(state)["talk"] == "waiting"


def test_notes_are_taken_again_and_again_and_hold_nobody_up(begun: State) -> None:
    state = done(done(begun, "note"), "note")
    assert state.task(("note", 3)) == TaskState("note", 3, "open", NOW.date())
    state = done(done(state, "needs", needs_lessons=False), "profile")
    assert statuses(state)["talk"] == "open"


def test_the_exit_step_closes_the_case_for_the_reason_of_its_form(begun: State) -> None:
    state = done(done(done(begun, "needs", needs_lessons=False), "profile"), "talk")
    closed, effects = advance(PROGRAMME, state, Outcome(("leave", 1), {"reason": "moved"}), NOW)
    assert [type(effect) for effect in effects][1:] == [CancelTask, CloseCase]
    assert (closed.closed, closed.exit) == (NOW.date(), "moved")
    assert not closed.open()


def test_a_closed_case_moves_no_more(begun: State) -> None:
    closed, _ = close(PROGRAMME, begun, "work", NOW)
    assert set(statuses(closed).values()) == {"cancelled"}
    assert close(PROGRAMME, closed, "moved", NOW) == (closed, ())
    assert wake(PROGRAMME, closed, {"needs_lessons": True}, NOW) == (closed, ())
    with pytest.raises(NotOpen, match="'needs', round 1, is cancelled, not open"):
        advance(PROGRAMME, closed, Outcome(("needs", 1)), NOW)


def branches(**changes: object) -> Programme:
    """One question, two branches of which one is taken, and a step behind either."""
    steps = [
        Step("ask", WORDS, role="worker", form="ask"),
        Step("left", WORDS, role="worker", after=["ask"], when="to_the_left"),
        Step("right", WORDS, role="worker", after=["ask"], when="not(to_the_left)"),
        Step("end", WORDS, role="worker", after_any=["left", "right"], due=Deadline(days=3, after="ask")),
    ]
    form = Form("ask", WORDS, fields=[YesNo("to_the_left", WORDS)])
    return Programme("branches", WORDS, forms=[form], roles=[Role("worker", WORDS)], steps=steps, **changes)  # type: ignore[arg-type]


def test_a_skipped_branch_does_not_open_what_stands_behind_either() -> None:
    programme = branches()
    state, _ = begin(programme, {}, NOW)
    state, _ = advance(programme, state, Outcome(("ask", 1), {"to_the_left": True}), NOW)
    assert statuses(state) == {"ask": "done", "left": "open", "right": "skipped", "end": "waiting"}
    state, _ = advance(programme, state, Outcome(("left", 1)), NOW + timedelta(days=30))
    assert state.task(("end", 1)) == TaskState("end", 1, "open", date(2026, 4, 1), date(2026, 3, 5))


def test_what_a_rule_does_not_name_is_not_kept_in_the_state(begun: State) -> None:
    state = done(begun, "profile", skills="viele", needs_lessons=True)
    assert state.known == {"needs_lessons": True}


def test_every_type_of_value_survives_json() -> None:
    known = {"a": date(2026, 1, 1), "b": Decimal("1.50"), "c": frozenset({"x", "y"}), "d": True, "e": "text", "f": 3,
             "g": ({"language": "de", "level": "b1"},), "h": {"street": "Am Muster 1", "date": "no date"}}  # fmt: skip
    state = replace(begin(PROGRAMME, {}, NOW)[0], known=known)
    assert State.from_json(state.to_json()) == state


def test_steps_that_wait_for_each_other_are_refused() -> None:
    steps = [Step("one", WORDS, role="worker", after=["two"]), Step("two", WORDS, role="worker", after=["one"])]
    with pytest.raises(ValueError, match="one, two wait for each other"):
        begin(Programme("circle", WORDS, roles=[Role("worker", WORDS)], steps=steps), {}, NOW)

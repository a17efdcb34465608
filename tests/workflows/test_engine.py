"""The engine on a programme that people would write: deadlines, waiting, guards, rounds, notes, the exit."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from core.definitions import Block, Deadline, Form, Organisation, Programme, Role, Step, Track, WholeNumber, YesNo, t
from tests.workflows.sample import NOW, PROGRAMME
from workflows.engine import (
    CancelTask,
    CloseCase,
    CompleteBlock,
    EnterBlock,
    LeaveBlock,
    NotOpen,
    NotReopenable,
    OpenTask,
    Outcome,
    advance,
    begin,
    close,
    enter_block,
    leave_block,
    reopen,
    wake,
)
from workflows.state import BlockState, State, TaskState

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


# tracks, blocks, places, results, ways back


def wider(**changes: object) -> Programme:
    """A block of two steps beside a plain one, a mentor's way, and a step that stands where an answer says."""
    steps = [
        Step("talk", WORDS, role="worker", form="talk", outcome="level"),
        Step("course", WORDS, role="worker", block="one"),
        Step("test", WORDS, role="worker", block="one", after=["course"]),
        Step("end", WORDS, role="worker", after=["test"]),
        Step("train", WORDS, role="worker", track="mentor"),
        Step("receive", WORDS, role="worker", after=["talk"], at="place"),
        Step("late", WORDS, role="worker", when='entry_date > date("2026-03-05")'),
    ]
    form = Form("talk", WORDS, fields=[WholeNumber("level", WORDS), Organisation("place", WORDS)])
    return Programme(
        "wider", WORDS, forms=[form], roles=[Role("worker", WORDS)], steps=steps, blocks=[Block("one", WORDS)],
        tracks=[Track("mentor", WORDS)], **changes,
    )  # type: ignore[arg-type]  # fmt: skip


def test_a_case_sees_the_steps_of_its_own_track_alone() -> None:
    assert set(statuses(begin(wider(), {}, NOW, "mentor")[0])) == {"train"}
    assert "train" not in statuses(begin(wider(), {}, NOW)[0])


def test_a_block_opens_its_steps_and_is_completed_by_the_last() -> None:
    state, _ = begin(wider(), {}, NOW)
    assert statuses(state)["course"] == statuses(state)["end"] == "waiting"
    state, effects = enter_block(wider(), state, "one", NOW)
    assert [type(effect) for effect in effects] == [EnterBlock, OpenTask]
    state, _ = advance(wider(), state, Outcome(("course", 1)), NOW)
    state, effects = advance(wider(), state, Outcome(("test", 1)), NOW)
    assert effects[-1] == CompleteBlock("one")
    assert state.blocks == (BlockState("one", "completed", NOW.date()),)
    assert statuses(state)["end"] == "open"


def test_what_a_block_gave_up_holds_nobody_up() -> None:
    state, _ = enter_block(wider(), begin(wider(), {}, NOW)[0], "one", NOW)
    state, effects = leave_block(wider(), state, "one", NOW)
    assert effects[:2] == (LeaveBlock("one"), CancelTask(("course", 1)))
    assert (statuses(state)["test"], statuses(state)["end"]) == ("cancelled", "open")


def test_a_block_of_another_programme_is_named(begun: State) -> None:
    with pytest.raises(LookupError, match="no block 'two'; there are: one"):
        enter_block(wider(), begin(wider(), {}, NOW)[0], "two", NOW)


def test_a_task_carries_where_it_stands_and_a_done_one_its_result() -> None:
    state, _ = begin(wider(), {}, NOW)
    state, effects = advance(wider(), state, Outcome(("talk", 1), {"level": 3, "place": "unit-7"}), NOW)
    assert [effect.at for effect in effects if isinstance(effect, OpenTask)] == ["unit-7"]
    done_task = state.task(("talk", 1))
    assert done_task is not None
    assert done_task.outcome == 3


@pytest.mark.parametrize(("day", "status"), [(5, "skipped"), (6, "open")])
def test_the_day_of_entry_is_asked_for_by_rules(day: int, status: str) -> None:
    state, _ = begin(wider(), {}, datetime(2026, 3, day, 9, tzinfo=UTC))
    assert statuses(state)["late"] == status


def test_the_way_goes_back_and_comes_again() -> None:
    steps = [
        Step("refer", WORDS, role="worker"),
        Step("answer", WORDS, role="worker", after=["refer"]),
        Step("result", WORDS, role="worker", form="ask", after=["answer"], repeat="again", back_to="refer"),
        Step("end", WORDS, role="worker", after=["result"]),
    ]
    form = Form("ask", WORDS, fields=[YesNo("again", WORDS)])
    circle = Programme("back", WORDS, forms=[form], roles=[Role("worker", WORDS)], steps=steps)
    state, _ = begin(circle, {}, NOW)
    for again in (True, False):
        for step in ("refer", "answer"):
            state, _ = advance(circle, state, Outcome(next(task.key for task in state.open() if task.step == step)), NOW)
        state, _ = advance(circle, state, Outcome(state.open()[0].key, {"again": again}), NOW)
    assert [(task.step, task.round) for task in state.tasks if task.status == "done"] == [
        ("refer", 1), ("refer", 2), ("answer", 1), ("answer", 2), ("result", 1), ("result", 2)
    ]  # fmt: skip
    assert statuses(state)["end"] == "open"


def test_the_last_task_is_taken_back_while_nothing_that_followed_was_done(begun: State) -> None:
    state = done(done(begun, "profile"), "needs", needs_lessons=True)
    back, effects = reopen(PROGRAMME, state, ("needs", 1), NOW)
    assert CancelTask(("lessons", 1)) in effects
    assert (statuses(back)["needs"], statuses(back)["lessons"]) == ("open", "waiting")
    again = done(back, "needs", needs_lessons=False)
    assert (statuses(again)["lessons"], statuses(again)["talk"]) == ("skipped", "open")
    with pytest.raises(NotReopenable) as told:
        reopen(PROGRAMME, done(state, "lessons", more_lessons=False), ("needs", 1), NOW)
    assert (told.value.why, told.value.steps) == ("followed", ("lessons",))


@pytest.mark.parametrize(("step", "why"), [("talk", "not_done"), ("note", "open_again")])
def test_what_cannot_be_taken_back_says_why(begun: State, step: str, why: str) -> None:
    with pytest.raises(NotReopenable) as told:
        reopen(PROGRAMME, done(begun, "note"), (step, 1), NOW)
    assert told.value.why == why


def test_a_state_from_before_there_were_tracks_and_blocks_is_read(begun: State) -> None:
    data = begun.to_json()
    assert set(data) == {"entered", "tasks", "known", "closed", "exit"}
    assert {len(row) for row in data["tasks"]} == {7}
    assert State.from_json(data) == begun


def test_a_rule_may_ask_which_steps_are_done_and_what_the_person_takes_part_in() -> None:
    steps = [
        Step("talk", WORDS, role="worker"),
        Step("plan", WORDS, role="worker", optional=True),
        Step("planned", WORDS, role="worker", after=["talk"], when='done("plan")'),
        Step("unplanned", WORDS, role="worker", after=["talk"], when='done("talk") and not(done("plan"))'),
        Step("beside", WORDS, role="worker", after=["talk"], when='enrolled("wir")'),
    ]
    programme = Programme("asking", WORDS, roles=[Role("worker", WORDS)], steps=steps)
    state, _ = begin(programme, {"enrolments": frozenset({"wir"})}, NOW)
    first, _ = advance(programme, State.from_json(state.to_json()), Outcome(("talk", 1)), NOW)
    assert statuses(first) == {"talk": "done", "plan": "open", "planned": "skipped", "unplanned": "open", "beside": "open"}
    state, _ = advance(programme, state, Outcome(("plan", 1)), NOW)
    second, _ = advance(programme, state, Outcome(("talk", 1), {"enrolments": frozenset()}), NOW)
    assert statuses(second) == {"talk": "done", "plan": "done", "planned": "open", "unplanned": "skipped", "beside": "skipped"}

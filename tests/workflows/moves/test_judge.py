"""What becomes of a case on another revision, step by step: on the sample programme with one thing changed at a time."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from core.definitions import Block, Choice, Deadline, Form, Option, Organisation, Programme, Role, Step, Track, YesNo
from tests.workflows.sample import NOW, PROGRAMME, w
from workflows.engine import Outcome, advance, begin, close, enter_block
from workflows.moves.bridge import bridge
from workflows.moves.judge import Change, Judged, changes, judge
from workflows.state import State

DAY = dt.timedelta(days=1)
LATER = NOW + 3 * DAY


def steps(change: dict[str, Step | None], *new: Step) -> Programme:
    """The sample programme with steps changed, removed (None) or added."""
    kept = [change.get(step.id, step) for step in PROGRAMME.steps]
    return PROGRAMME.but(steps=[*(step for step in kept if step is not None), *new])


def step(id: str, **changes: Any) -> Step:
    found = PROGRAMME.step(id)
    assert found is not None
    return found.but(**changes)


def begun() -> State:
    return begin(PROGRAMME, {}, NOW)[0]


def taught() -> State:
    """Profile and needs are done, lessons stand open."""
    state = begun()
    for id, answers in (("profile", {}), ("needs", {"needs_lessons": True})):
        state, _ = advance(PROGRAMME, state, Outcome((id, 1), answers), NOW)
    return state


def moved(state: State, after: Programme, known: dict[str, Any] | None = None, before: Programme = PROGRAMME) -> Judged:
    return judge(bridge(before, after), state, known or {}, LATER)


def statuses(state: State) -> dict[str, str]:
    return {task.step: task.status for task in state.tasks}


def test_the_same_revision_changes_nothing():
    judged = moved(taught(), PROGRAMME)
    assert (judged.answer, judged.state, judged.effects, judged.missing) == ("safe", taught(), (), ())


def test_a_new_step_opens_when_its_turn_has_come_and_waits_when_not():
    after = steps({}, Step("now", w("Neu"), role="adviser"), Step("then", w("Danach"), role="adviser", after=["talk"]))
    judged = moved(begun(), after)
    assert judged.answer == "safe"
    assert (statuses(judged.state)["now"], statuses(judged.state)["then"]) == ("open", "waiting")
    assert [change.step for change in changes(bridge(PROGRAMME, after), begun(), judged)] == ["now", "then"]


def test_an_open_step_that_is_gone_is_taken_back_and_can_be_read():
    after = steps({"needs": None, "lessons": step("lessons", after=["profile"], when=None, due=None)})
    judged = moved(begun(), after)
    assert judged.answer == "safe"
    assert "needs" not in statuses(judged.state)
    assert [(task.step, task.status) for task in judged.state.past] == [("needs", "cancelled")]
    assert Change("cancelled", "needs") in changes(bridge(PROGRAMME, after), begun(), judged)


def test_what_was_done_in_a_step_that_is_gone_stays_and_comes_back_with_it():
    after = steps({"needs": None, "lessons": step("lessons", after=["profile"], when=None, due=None)})
    there = moved(taught(), after).state
    assert [(task.step, task.status, task.done_on) for task in there.past] == [("needs", "done", dt.date(2026, 3, 2))]
    assert State.from_json(there.to_json()) == there
    back = moved(there, PROGRAMME, before=after)
    assert (back.answer, back.state.past) == ("safe", ())
    assert statuses(back.state) == statuses(taught())


def test_a_step_that_was_open_when_it_went_is_open_again_when_it_comes_back():
    after = steps({"needs": None, "lessons": step("lessons", after=["profile"], when=None, due=None)})
    back = moved(moved(begun(), after).state, PROGRAMME, before=after).state
    assert [(task.round, task.status) for task in back.tasks if task.step == "needs"] == [(1, "cancelled"), (2, "open")]


@pytest.mark.parametrize(
    ("deadline", "due"),
    [
        (Deadline(days=21), dt.date(2026, 3, 23)),
        (Deadline(days=10, after="opened"), dt.date(2026, 3, 12)),
        (None, None),
        (Deadline(days=28, source="§ 3"), dt.date(2026, 3, 30)),
    ],
    ids=["earlier", "from the day it opened", "none any more", "the same from another source"],
)
def test_due_days_follow_the_deadline(deadline: Deadline | None, due: dt.date | None):
    judged = moved(begun(), steps({"profile": step("profile", due=deadline)}))
    held = judged.state.task(("profile", 1))
    assert held is not None
    assert held.due == due


def test_a_deadline_counts_from_the_day_on_which_the_other_step_was_done():
    after = steps({"lessons": step("lessons", due=Deadline(days=5, after="profile"))})
    held = moved(taught(), after).state.task(("lessons", 1))
    assert held is not None
    assert held.due == dt.date(2026, 3, 7)


def test_an_open_task_is_taken_back_when_its_new_condition_says_no():
    judged = moved(taught(), steps({"lessons": step("lessons", when="not(needs_lessons)")}))
    assert (statuses(judged.state)["lessons"], statuses(judged.state)["talk"]) == ("cancelled", "open")


def test_a_step_that_was_skipped_has_its_turn_when_the_condition_is_another_one():
    state, _ = advance(PROGRAMME, begun(), Outcome(("needs", 1), {"needs_lessons": False}), NOW)
    state, _ = advance(PROGRAMME, state, Outcome(("profile", 1)), NOW)
    assert statuses(state)["lessons"] == "skipped"
    judged = moved(state, steps({"lessons": step("lessons", when=None)}))
    assert [(task.round, task.status) for task in judged.state.tasks if task.step == "lessons"] == [(1, "skipped"), (2, "open")]


def test_a_rule_that_needs_what_nobody_was_asked_needs_an_answer():
    forms = [form.but(pages=[form.pages[0].but(fields=[*form.fields, YesNo("car", w("Auto"))])]) if form.id == "needs" else form
             for form in PROGRAMME.forms]  # fmt: skip
    after = steps({}, Step("drive", w("Fahren"), role="adviser", after=["talk"], when="car")).but(forms=forms)
    assert (moved(taught(), after).answer, moved(taught(), after).missing) == ("needs_answer", ("car",))
    # whoever has not handed the form in yet will be asked
    assert moved(begun(), after).answer == "safe"
    answered = moved(taught(), after, {"car": True})
    assert (answered.answer, answered.state.known["car"]) == ("safe", True)


def test_an_option_that_was_split_has_to_be_said_anew_and_one_that_was_renamed_not():
    def asking(*options: Option) -> Programme:
        forms = [Form("f", w("F"), fields=[Choice("job", w("Arbeit"), options=list(options))])]
        follow = Step("next", w("Dann"), role="r", after=["ask", "gate"], when='job = "office"')
        plain = [Step("ask", w("Frage"), role="r", form="f"), Step("gate", w("Tor"), role="r"), follow]
        return Programme("p", w("P"), forms=forms, roles=[Role("r", w("R"))], steps=plain)

    before = asking(Option("office", w("Büro")), Option("old", w("Alt")))
    state, _ = advance(before, begin(before, {}, NOW)[0], Outcome(("ask", 1), {"job": "old"}), NOW)
    renamed = asking(Option("office", w("Büro"), was=["old"]))
    assert moved(state, renamed, before=before).state.known["job"] == "office"
    split = asking(Option("office", w("Büro"), was=["old"]), Option("home", w("Zuhause"), was=["old"]))
    assert moved(state, split, before=before).missing == ("job",)


def test_a_renamed_step_keeps_its_history():
    new = step("profile").but(id="portrait", was=["profile"])
    after = steps({"profile": new, "lessons": step("lessons", after=["portrait", "needs"])})
    judged = moved(taught(), after)
    assert judged.state.past == ()
    assert statuses(judged.state)["portrait"] == "done"
    assert judged.keys is not None
    assert judged.keys["profile", 1] == ("portrait", 1)


def test_two_steps_that_became_one_are_done_once():
    new = step("profile").but(id="talks", was=["profile", "needs"], form=None)
    after = steps({"profile": new, "needs": None, "lessons": step("lessons", after=["talks"], when=None, due=None)})
    judged = moved(begun(), after)
    assert [task.status for task in judged.state.tasks if task.step == "talks"] == ["cancelled", "open"]
    assert len(judged.state.open()) == 2


def test_a_closed_case_stays():
    state, _ = close(PROGRAMME, begun(), "moved", NOW)
    assert (moved(state, steps({})).answer, moved(state, steps({})).why) == ("stays", "closed")


def test_a_case_with_nothing_left_to_do_stays():
    only = steps({each.id: None for each in PROGRAMME.steps})
    judged = moved(begun(), only)
    assert (judged.answer, judged.why, judged.state) == ("stays", "nothing_left", begun())


def test_whose_block_or_track_is_gone_stays_with_what_it_is():
    plain = [Step("a", w("A"), role="r", block="b"), Step("z", w("Z"), role="r"), Step("m", w("M"), role="r", track="mentor")]
    before = Programme(
        "p", w("P"), roles=[Role("r", w("R"))], steps=plain, blocks=[Block("b", w("B"))], tracks=[Track("mentor", w("M"))]
    )
    after = before.but(steps=[plain[1]], blocks=[], tracks=[])
    inside, _ = enter_block(before, begin(before, {}, NOW)[0], "b", NOW)
    assert (moved(inside, after, before=before).why, moved(inside, after, before=before).about) == ("block", "b")
    mentor = begin(before, {}, NOW, "mentor")[0]
    assert (moved(mentor, after, before=before).why, moved(mentor, after, before=before).about) == ("track", "mentor")
    assert moved(begin(before, {}, NOW)[0], after, before=before).answer == "safe"


def test_a_task_that_another_unit_has_is_not_taken_from_it():
    forms = [Form("f", w("F"), fields=[Organisation("place", w("Ort"))])]
    plain = [Step("ask", w("Frage"), role="r", form="f"), Step("there", w("Dort"), role="r", after=["ask"], at="place")]
    before = Programme("p", w("P"), forms=forms, roles=[Role("r", w("R"))], steps=[*plain, Step("z", w("Z"), role="r")])
    state, _ = advance(before, begin(before, {}, NOW)[0], Outcome(("ask", 1), {"place": "unit-7"}), NOW)
    judged = moved(state, before.but(steps=[plain[0], Step("z", w("Z"), role="r")]), before=before)
    assert (judged.answer, judged.why, judged.about) == ("stays", "referred", "there")


def test_a_round_that_waited_for_a_repeat_that_is_gone_goes():
    state = taught()
    state, _ = advance(PROGRAMME, state, Outcome(("lessons", 1)), NOW)
    assert [(task.round, task.status) for task in state.tasks if task.step == "lessons"] == [(1, "done"), (2, "waiting")]
    judged = moved(state, steps({"lessons": step("lessons", repeat=None)}))
    assert [(task.round, task.status) for task in judged.state.tasks if task.step == "lessons"] == [(1, "done")]
    assert statuses(judged.state)["talk"] == "open"

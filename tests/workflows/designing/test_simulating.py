"""A case that nobody has walks through the steps of a draft: by the clock, by what is done and known; nothing is stored."""

from __future__ import annotations

import datetime as dt

import pytest

from core.database import db
from core.definitions import Block, Step, Track, t
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import HERE
from workflows.designing.simulating import NoTurn, walk
from workflows.models import Case, Task

FIRST = dt.date(2026, 3, 2)


def simulated(usingen: Stepper, *turns: str) -> tuple[int, str]:
    url = f"/admin/changes/{usingen.change}/simulate"
    asked = {"do": list(turns), "on": FIRST.isoformat(), "lang": "en"}
    answer = usingen.visitor.client.get(url, base_url=HERE, query_string=asked)
    return answer.status_code, answer.text


def test_a_case_walks_by_the_deadlines_of_the_draft(usingen: Stepper) -> None:
    usingen.sends("set", "steps/competence_profile", **{"p::due": ["3", "weeks", "entry", ""]})
    at = walk(usingen.programme, FIRST, ["done:registration", "days:22"])
    task = at.state.task(("competence_profile", 1))
    assert task
    assert (task.status, task.due, at.day) == ("open", FIRST + dt.timedelta(days=21), FIRST + dt.timedelta(days=22))
    status, page = simulated(usingen, "done:registration", "days:22")
    assert status == 200
    assert "overdue" in page
    assert "do=done:competence_profile" in page.replace("%3A", ":")
    with usingen.app.app_context():
        assert db.session.query(Case).count() == db.session.query(Task).count() == 0


@pytest.mark.parametrize(
    "turn",
    [
        "fly",
        "days:-1",
        "days:x",
        "days:99999",
        "done:gone",
        "done:competence_profile",
        "enter:gone",
        "leave:gone",
        "know:x:yes",
        "",
        ":::",
        "done",
    ],
)
def test_a_turn_that_is_none_is_refused_and_told(usingen: Stepper, turn: str) -> None:
    with pytest.raises(NoTurn):
        walk(usingen.programme, FIRST, [turn])
    status, page = simulated(usingen, turn)
    assert status == 200
    assert "not possible" in page


def test_what_is_known_decides_and_a_reason_closes(usingen: Stepper) -> None:
    steps = {step.id: step for step in usingen.programme.steps}
    way = ["done:registration", "done:competence_profile", "done:support_plan"]
    at = walk(usingen.programme, FIRST, [*way, "know:competences_sufficient:yes"])
    assert {task.step: task.status for task in at.state.tasks}["lessons"] == "skipped", steps["lessons"].when
    assert simulated(usingen, *way, "know:competences_sufficient:yes")[0] == 200
    with pytest.raises(NoTurn):
        walk(usingen.programme, FIRST, ["days:1"] * 201)


def test_the_clock_is_turned_by_days_and_weeks(usingen: Stepper) -> None:
    url = f"/admin/changes/{usingen.change}/simulate"
    for count, unit, day in (
        ("3", "days", "5 March 2026"),
        ("3", "weeks", "23 March 2026"),
        ("-1", "days", ""),
        ("3", "years", ""),
    ):
        asked = {"on": FIRST.isoformat(), "count": count, "unit": unit, "lang": "en"}
        page = usingen.visitor.client.get(url, base_url=HERE, query_string=asked).text.replace("\u00a0", " ")
        assert ("not possible" in page) is not day
        assert day in page


def test_the_turns_so_far_are_told_and_each_leads_back(usingen: Stepper) -> None:
    _status, page = simulated(usingen, "done:registration", "days:7", "know:competences_sufficient:yes")
    for said in ("3 turns so far", "7 days on", ": yes", ": done"):
        assert said in page
    assert page.count("Back to before it") == 3


def test_each_way_of_the_programme_can_be_walked(usingen: Stepper) -> None:
    mentors = Track("mentors", t(de="Mentorinnen", en="Mentors"))
    talk = Step("talk", t(de="Gespräch", en="Talk"), role=usingen.programme.roles[0].id, track="mentors")
    programme = usingen.programme.but(tracks=[mentors], steps=[*usingen.programme.steps, talk])
    assert [task.step for task in walk(programme, FIRST, [], "mentors").state.tasks] == ["talk"]
    assert "talk" not in [task.step for task in walk(programme, FIRST, []).state.tasks]
    with pytest.raises(NoTurn):
        walk(programme, FIRST, [], "nobody")


def test_a_way_that_there_is_not_begins_on_the_usual_one(usingen: Stepper) -> None:
    url = f"/admin/changes/{usingen.change}/simulate"
    page = usingen.visitor.client.get(url, base_url=HERE, query_string={"track": "nobody", "lang": "en"}).text
    assert "not possible" in page
    assert "task-registration-1" in page


def test_a_block_is_entered_and_left_but_not_one_that_is_hidden(usingen: Stepper) -> None:
    block = Block("b", t(de="Baustein"))
    talk = Step("talk", t(de="Gespräch"), role=usingen.programme.roles[0].id, block="b")
    programme = usingen.programme.but(blocks=[block], steps=[*usingen.programme.steps, talk])
    at = walk(programme, FIRST, ["enter:b"])
    assert {task.step: task.status for task in at.state.tasks}["talk"] == "open"
    left = walk(programme, FIRST, ["enter:b", "leave:b"]).state.block("b")
    assert left is not None
    assert left.status == "left"
    for turns in (["leave:b"], ["enter:b", "enter:b"]):
        with pytest.raises(NoTurn):
            walk(programme, FIRST, turns)
    with pytest.raises(NoTurn):
        walk(programme.but(blocks=[block.but(hidden=True)]), FIRST, ["enter:b"])


def test_a_day_is_typed_into_the_walk(usingen: Stepper) -> None:
    assert usingen.sends("set", "steps/lessons", **{"p::when": "age < 30"}).status_code == 303
    url = f"/admin/changes/{usingen.change}/simulate"
    for value, possible in (("1999-05-04", True), ("gestern", False)):
        page = usingen.visitor.client.get(
            url, base_url=HERE, query_string={"know": "date_of_birth", "value": value, "lang": "en"}
        )
        assert page.status_code == 200
        assert ("not possible" not in page.text) is possible

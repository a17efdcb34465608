"""A case that nobody has walks through the steps of a draft: by the clock, by what is done and known; nothing is stored."""

from __future__ import annotations

import datetime as dt

import pytest

from core.database import db
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


def test_a_day_is_typed_into_the_walk(usingen: Stepper) -> None:
    assert usingen.sends("set", "steps/lessons", **{"p::when": "age < 30"}).status_code == 303
    url = f"/admin/changes/{usingen.change}/simulate"
    for value, possible in (("1999-05-04", True), ("gestern", False)):
        page = usingen.visitor.client.get(
            url, base_url=HERE, query_string={"know": "date_of_birth", "value": value, "lang": "en"}
        )
        assert page.status_code == 200
        assert ("not possible" not in page.text) is possible

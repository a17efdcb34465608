"""Rules of steps changed in the step designer by hand: when, and how often again; the criteria of blocks are led to."""

from __future__ import annotations

import html

import pytest

from core.definitions import Step
from tests.workflows.designing.stepper import Stepper

LESSONS = "steps/lessons"


def test_a_block_leads_to_its_criteria(usingen: Stepper) -> None:
    assert usingen.sends("new:blocks").status_code == 303
    part = f"blocks/{usingen.programme.blocks[-1].id}"
    page = usingen.page(part).text
    way = f"/admin/changes/{usingen.change}/rules"
    assert f"{way}?owner=block/block#new" in html.unescape(page)
    assert '<option value="block/block" selected>' in usingen.visitor.get(f"{way}?owner=block/block").text
    steps, usingen.url = usingen.url, way
    new = {"owner": "block/block", "id": "adult", "title_de": "Erwachsen", "fact": "age"}
    assert usingen.sends("add", **new).status_code == 303
    usingen.url = f"{way}/{part}/eligibility/adult"
    sent = {"r::rule::operator": ">=", "r::rule::value": "18"}
    assert usingen.sends("rule:rule:set:", **sent).status_code == 303
    assert usingen.programme.blocks[-1].eligibility[0].rule == "age >= 18"
    usingen.url = steps
    assert f'href="{way}/{part}/eligibility/adult"' in usingen.page(part).text


def test_an_offering_leads_to_its_criteria(usingen: Stepper) -> None:
    way = f"/admin/changes/{usingen.change}"
    usingen.url = f"{way}/basics"
    assert usingen.sends("new:offerings").status_code == 303
    part = f"offerings/{usingen.programme.offerings[-1].id}"
    owner = part.replace("offerings", "offering")
    assert f"{way}/rules?owner={owner}#new" in html.unescape(usingen.page(part).text)
    usingen.url = f"{way}/rules"
    assert usingen.sends("add", owner=owner, id="adult", title_de="Erwachsen", fact="age").status_code == 303
    usingen.url = f"{way}/rules/{part}/eligibility/adult"
    assert usingen.sends("rule:rule:not:").status_code == 303
    assert usingen.programme.offerings[-1].eligibility[0].rule == "not(is known(age))"
    usingen.url = f"{way}/basics"
    assert f'href="{way}/rules/{part}/eligibility/adult"' in usingen.page(part).text


def step(usingen: Stepper) -> Step:
    found = usingen.programme.step("lessons")
    assert found is not None
    return found


def test_when_and_repeat_are_built(usingen: Stepper) -> None:
    assert usingen.sends("set", LESSONS, **{"p::when": "", "p::repeat": ""}).status_code == 303
    assert usingen.sends("rule:when:begin:", LESSONS, **{"_fact:when": "done_steps"}).status_code == 303
    first = usingen.programme.steps[0].id
    assert step(usingen).when == f'done("{first}")'
    page = html.unescape(usingen.page(LESSONS).text)
    assert 'id="r--when--value"' in page
    assert usingen.programme.steps[0].title.text("de") in page, "the steps are offered by their titles"
    assert usingen.sends("rule:when:not:", LESSONS).status_code == 303
    assert usingen.sends("rule:when:all:", LESSONS).status_code == 303
    assert step(usingen).when == f'not(done("{first}")) and done("{first}")'
    assert usingen.sends("set", LESSONS, **{"r::when:1:fact": "age"}).status_code == 303
    sent = {"r::when:1:operator": "<", "r::when:1:value": "30"}
    assert usingen.sends("rule:repeat:begin:", LESSONS, **{"_fact:repeat": "in_state_reception", **sent}).status_code == 303
    assert step(usingen).when == f'not(done("{first}")) and age < 30'
    assert step(usingen).repeat == "is known(in_state_reception)"
    assert usingen.sends("rule:repeat:delete:", LESSONS).status_code == 303
    assert step(usingen).repeat is None
    assert usingen.sends("undo", LESSONS).status_code == 303
    assert step(usingen).repeat == "is known(in_state_reception)"


@pytest.mark.parametrize("do", ["rule:title:begin:", "rule:when:nothing:", "rule:when:turn:9", "rule", "rule:none:add:"])
def test_buttons_that_are_none(usingen: Stepper, do: str) -> None:
    before = usingen.programme
    assert usingen.sends(do, LESSONS).status_code == 422
    assert usingen.sends(do).status_code == 422
    assert usingen.sends("set", LESSONS, **{"r::title::value": "3"}).status_code == 422
    assert usingen.programme == before


def test_what_is_wrong_is_said_at_its_part(usingen: Stepper) -> None:
    assert usingen.sends("set", LESSONS, **{"p::when": "age < 30 and in_state_reception"}).status_code == 303
    answer = usingen.sends("set", LESSONS, **{"r::when:0:value": "x"})
    assert answer.status_code == 422
    assert 'id="r--when-0--error"' in answer.text
    assert step(usingen).when == "age < 30 and in_state_reception"

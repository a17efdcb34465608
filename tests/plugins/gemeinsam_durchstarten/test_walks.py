"""Ways through Gemeinsam Durchstarten: blocks side by side, repeated, left, completed, and each exit."""

import pytest

from core.testing import resolved
from plugins import gemeinsam_durchstarten
from tests.plugins.walking import Walk

programme = resolved(gemeinsam_durchstarten.programme)
BLOCK_STEPS = {step.id for step in programme.steps if step.block}


@pytest.fixture
def planned() -> Walk:
    return Walk(programme).do("registration").do("admission").do("support_plan")


def test_no_block_begins_by_itself(planned):
    assert planned.open == {"contact", "closing"}
    assert not planned.open & BLOCK_STEPS


def test_coaching_runs_beside_another_block(planned):
    planned.enter("f1").enter("f4")
    assert planned.open == {"contact", "closing", "f1_agreement", "f4_language", "f4_potential"}
    planned.do("f1_agreement").do("f1_note", f1_minutes=45).do("f4_language", german_level="a2")
    planned.do("f4_potential", f4_direction="training").do("f1_note", f1_minutes=30)
    planned.do("f4_record", f4_another=True).do("f4_record", f4_another=False, f4_result="completed")
    assert planned.result("f4_language") == "a2"
    assert planned.result("f4_record") == "completed"
    assert planned.state.block("f4").status == "completed"
    assert planned.state.block("f1").status == "entered"
    assert {"f1_note", "f1_end"} <= planned.open
    planned.do("f1_end", f1_result="stable")
    assert planned.state.block("f1").status == "completed"


def test_a_certificate_is_the_result_of_f3(planned):
    planned.enter("f3").do("f3_entry").do("f3_result", f3_certificate="after_9", f3_again=True)
    planned.do("f3_result", f3_certificate="after_10", f3_again=False)
    assert planned.result("f3_result") == "after_10"
    assert planned.state.block("f3").status == "completed"


@pytest.mark.parametrize(
    ("block", "answers"),
    [
        ("f2", {"f2_start": {}, "f2_record": {"f2_result": "certificate", "f2_continues": False}}),
        ("f5", {"f5_project": {}, "f5_result": {"f5_outcome": "completed"}}),
        ("f6", {"f6_case": {}, "f6_end": {"f6_result": "in_offer"}}),
    ],
)
def test_each_further_block_comes_to_its_end(planned, block, answers):
    planned.enter(block)
    for step, given in answers.items():
        planned.do(step, **given)
    assert planned.state.block(block).status == "completed"


def test_a_block_that_is_left_gives_up_its_tasks(planned):
    planned.enter("f2").enter("f3").leave("f2")
    assert planned.open == {"contact", "closing", "f3_entry"}


@pytest.mark.parametrize("reason", [reason.id for reason in programme.exits])
def test_each_exit_is_reached_also_with_a_block_under_way(planned, reason):
    planned.enter("f1").do("closing", exit_reason=reason)
    assert planned.state.exit == reason
    assert planned.open == set()

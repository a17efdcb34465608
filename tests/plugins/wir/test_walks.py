"""Ways through WIR: a referral that is refused and one that is accepted, no referral at all, and that of a guide."""

import pytest

from core.testing import resolved
from plugins import wir
from tests.plugins.walking import Walk

programme = resolved(wir.programme)
PARTICIPANT_EXITS = [reason.id for reason in programme.exits if reason.track is None]
LOTS_EXITS = [reason.id for reason in programme.exits if reason.track == "lots"]


def referred(to: str) -> Walk:
    return Walk(programme).do("registration").do("needs", referral_needed=True).do("referral", referred_to=to)


def test_the_receiver_answers_where_it_is():
    walk = referred("unit-a")
    assert walk.open == {"contact", "competence_profile", "referral_answer"}
    assert walk.places == {("referral_answer", 1): "unit-a"}


def test_a_refused_referral_goes_on_to_another_office():
    walk = referred("unit-a").do("referral_answer", referral_accepted=False, refusal_reason="Kein Platz.")
    assert "referral_result" in walk.open
    walk.do("referral_result", referral_outcome="refused", another_referral=True)
    assert "referral" in walk.open
    assert "referral_answer" not in walk.open
    walk.do("referral", referred_to="unit-b")
    assert walk.places[("referral_answer", 2)] == "unit-b"
    walk.do("referral_answer", referral_accepted=True)
    assert walk.result("referral_answer") is True
    walk.do("referral_result", referral_outcome="running", another_referral=False)
    assert "follow_up" in walk.open


def test_a_second_referral_may_follow_an_accepted_one():
    walk = referred("unit-a").do("referral_answer", referral_accepted=True)
    walk.do("referral_result", referral_outcome="completed", another_referral=True).do("referral", referred_to="unit-b")
    assert "referral_answer" in walk.open


def test_who_needs_no_referral_goes_on_to_the_follow_up():
    walk = Walk(programme).do("registration").do("needs", referral_needed=False)
    assert "follow_up" in walk.open
    assert walk.status("referral") == walk.status("referral_answer") == "skipped"


@pytest.mark.parametrize("reason", PARTICIPANT_EXITS)
def test_each_exit_is_reached(reason):
    walk = Walk(programme).do("registration").do("needs", referral_needed=False)
    walk.do("follow_up", further_support=True).do("follow_up", further_support=False).do("closing", exit_reason=reason)
    assert walk.state.exit == reason
    assert walk.open == set()


def test_a_participant_sees_no_step_of_the_guides():
    assert not {task.step for task in Walk(programme).state.tasks if task.step.startswith("lots")}


@pytest.mark.parametrize("coordinating", [False, True])
def test_a_guide_enters_hours_under_the_own_cap(coordinating):
    walk = Walk(programme, "lots").do("lots_application").do("lots_qualification", lots_units=10, lots_qualified=False)
    assert walk.open == {"lots_qualification"}
    walk.do("lots_qualification", lots_units=24, lots_qualified=True).do("lots_deployment", lots_coordinating=coordinating)
    hours = "lots_coordination_hours" if coordinating else "lots_hours"
    assert walk.open == {hours, "lots_account", "lots_closing"}
    assert hours in walk.do(hours).open


@pytest.mark.parametrize("reason", LOTS_EXITS)
def test_each_end_of_volunteering_is_reached(reason):
    walk = Walk(programme, "lots").do("lots_application").do("lots_qualification", lots_qualified=True)
    walk.do("lots_deployment", lots_coordinating=False).do("lots_closing", lots_exit_reason=reason)
    assert walk.state.exit == reason

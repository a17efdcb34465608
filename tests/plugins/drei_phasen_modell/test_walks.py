"""Ways through the 3-Phasen-Modell: three gates, a second placement, mentors with and without allowance, each exit."""

import pytest

from core.testing import resolved
from plugins import drei_phasen_modell
from tests.plugins.walking import Walk

programme = resolved(drei_phasen_modell.programme)
MENTEE_EXITS = [reason.id for reason in programme.exits if reason.track is None]
MENTOR_EXITS = [reason.id for reason in programme.exits if reason.track == "mentor"]
SHUT = {"pairing", "assessment", "competence_profile", "placement"}


@pytest.fixture
def screened() -> Walk:
    return Walk(programme).do("registration").do("screening", work_permitted=True, german_level="b1")


@pytest.mark.parametrize(
    "answers",
    [{"work_permitted": True, "german_level": "a2"}, {"work_permitted": False, "german_level": "b2"}],
    ids=["a2", "no permission"],
)
def test_the_first_gate_stays_shut(answers):
    walk = Walk(programme).do("registration").do("screening", **answers)
    assert "screening" in walk.open
    assert not walk.open & SHUT
    walk.do("screening", work_permitted=True, german_level="b1")
    assert {"pairing", "assessment"} <= walk.open


def test_the_second_gate_is_the_portfolio(screened):
    screened.do("assessment", portfolio_complete=False)
    assert "placement" not in screened.open
    screened.do("assessment", portfolio_complete=True)
    assert "placement" in screened.open


def test_no_mentor_yet_holds_nobody_up(screened):
    screened.do("assessment", portfolio_complete=True)
    assert {"pairing", "placement"} <= screened.open


def test_the_third_gate_is_the_stabilisation(screened):
    screened.do("assessment", portfolio_complete=True).do("placement", placement_kind="job").do("stabilisation", stable=False)
    assert "review" not in screened.open
    screened.do("stabilisation", stable=True)
    assert "review" in screened.open


def test_a_job_may_follow_an_internship(screened):
    screened.do("assessment", portfolio_complete=True).do("placement", placement_kind="internship").do(
        "stabilisation", stable=True
    )
    screened.do("review", another_placement=True)
    assert "placement" in screened.open
    assert not screened.open & {"stabilisation", "closing"}
    screened.do("placement", placement_kind="job").do("stabilisation", stable=True).do("review", another_placement=False)
    assert screened.result("placement") == "job"
    assert "closing" in screened.open


@pytest.mark.parametrize("reason", MENTEE_EXITS)
def test_each_exit_is_reached(screened, reason):
    screened.do("assessment", portfolio_complete=True).do("placement", placement_kind="job").do("stabilisation", stable=True)
    screened.do("review", another_placement=False).do("closing", exit_reason=reason)
    assert screened.state.exit == reason
    assert screened.open == set()


@pytest.mark.parametrize(
    ("answers", "hours"),
    [
        ({"mentor_selected": True, "mentor_allowance": True}, {"mentor_training", "mentor_hours"}),
        ({"mentor_selected": True, "mentor_allowance": False}, {"mentor_training", "mentor_hours_unpaid"}),
        ({"mentor_selected": False}, set()),
    ],
    ids=["with allowance", "without", "not chosen"],
)
def test_the_selection_opens_what_a_mentor_does(answers, hours):
    walk = Walk(programme, "mentor").do("mentor_application").do("mentor_selection", **answers)
    assert walk.open == {"mentor_closing", *hours}


@pytest.mark.parametrize("reason", MENTOR_EXITS)
def test_each_end_of_mentoring_is_reached(reason):
    walk = Walk(programme, "mentor").do("mentor_application").do("mentor_selection", mentor_selected=True, mentor_allowance=True)
    walk.do("mentor_hours", mentor_hours_minutes=90).do("mentor_hours", mentor_hours_minutes=60)
    walk.do("mentor_closing", mentor_exit_reason=reason)
    assert walk.state.exit == reason

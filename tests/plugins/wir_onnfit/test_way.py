"""The way through ONnFIT in the engine: short advice, the whole way, early leaving, and each of its exits."""

from datetime import UTC, date, datetime

import pytest

from core.testing import Way, form_of, refused
from plugins.wir_onnfit import programme

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALWAYS = {"contact"}


def begun() -> Way:
    return Way(programme, NOW).do("registration")


def participant() -> Way:
    return begun().do("counselling", participation="participant")


def in_the_project() -> Way:
    return participant().do("esf_entry", follow_up_consent=True).do("competence_profile")


def test_short_advice_ends_without_a_questionnaire():
    way = begun().do("counselling", participation="more_talks").do("contact")
    assert way.open() == {"counselling", "contact"}
    way.do("counselling", participation="ends", short_advice_end="short_advice")
    assert way.exit == "short_advice"
    assert way.open() == set()


def test_whoever_takes_part_gets_the_questionnaire_and_the_profile_side_by_side():
    assert participant().open() == {"esf_entry", "competence_profile"} | ALWAYS


def test_step_by_step_into_work():
    way = in_the_project()
    assert way.open() == {"access", "leaving"} | ALWAYS
    way.do("access", qualification_needed=True)
    way.do("qualification", another_qualification=True).do("qualification", another_qualification=False)
    way.do("placement", placement_kind="trial", another_placement=True)
    way.do("placement", placement_kind="job", another_placement=False)
    for _month in range(6):
        way.do("accompaniment", further_support=True)
    way.do("accompaniment", further_support=False)
    assert way.open() == {"leaving"} | ALWAYS, "nobody is pushed out of the accompaniment"


def test_without_need_the_qualification_is_skipped():
    way = in_the_project().do("access", qualification_needed=False)
    assert way.status("qualification") == "skipped"
    assert "placement" in way.open()


def test_the_exit_is_due_after_four_weeks_and_the_question_after_six_months():
    way = in_the_project()
    assert way.status("esf_exit") == "waiting"
    way.do("leaving", exit_kind="early")
    assert way.due("esf_exit") == date(2026, 3, 30)
    way.do("esf_exit")
    assert way.due("follow_up") == date(2026, 9, 2)
    way.do("follow_up")
    assert "closing" in way.open()


def test_nobody_is_asked_later_without_consent():
    way = participant().do("esf_entry", follow_up_consent=False).do("leaving", exit_kind="regular").do("esf_exit")
    assert way.status("follow_up") == "skipped"
    assert "closing" in way.open()


@pytest.mark.parametrize("reason", [reason.id for reason in programme.exits])
def test_each_exit_is_reached(reason):
    way = in_the_project().do("leaving", exit_kind="regular").do("esf_exit").do("follow_up").do("closing", exit_reason=reason)
    assert way.exit == reason
    assert way.open() == set()
    assert begun().leave(reason).exit == reason, "and at any time, from the page of the case"


def test_the_aims_of_the_programme_are_its_successes():
    assert {reason.id for reason in programme.exits if reason.success} == {
        *("employment", "training", "school", "transition", "employability"),
    }


def test_days_in_the_wrong_order_are_refused():
    on = date(2026, 3, 2)
    qualification, placement = form_of(programme, "qualification"), form_of(programme, "placement")
    later, earlier = date(2026, 5, 1), date(2026, 4, 1)
    assert refused(qualification, on, qualification_from=later, qualification_to=earlier) == {"qualification_in_order"}
    assert refused(qualification, on, qualification_from=earlier, qualification_to=later) == set()
    assert refused(qualification, on, qualification_from=later) == set(), "unknown refuses nothing"
    assert refused(placement, on, placement_from=later, placement_to=earlier) == {"placement_in_order"}
    talk = form_of(programme, "counselling")
    born = date(1990, 1, 1)
    assert refused(talk, on, date_of_birth=born, counselling_on=date(1989, 1, 1)) == {"counselling_after_birth"}

"""The way through LIMEA in the engine: modules side by side, joining before placement, and each of its exits."""

from datetime import UTC, date, datetime
from itertools import permutations

import pytest

from core.testing import Way, form_of, refused
from plugins.my_turn import programme
from plugins.my_turn.steps import MODULES

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
ALWAYS = {"contact", "leaving"}


def begun(**known: object) -> Way:
    return Way(programme, NOW, **known).do("outreach").do("registration")


def in_the_project(needs: frozenset[str] = frozenset()) -> Way:
    way = begun().do("need", participation="participant", support_needs=needs)
    return way.do("esf_entry", follow_up_consent=True).do("competence_profile")


def test_short_advice_ends_without_a_questionnaire():
    way = begun().do("need", participation="ends", short_advice_end="course")
    assert way.exit == "course"
    assert way.open() == set()


def test_all_modules_begin_side_by_side():
    assert in_the_project().open() == {*MODULES} | ALWAYS


@pytest.mark.parametrize("order", list(permutations(MODULES)), ids="-".join)
def test_they_join_before_placement_in_whatever_order(order):
    way = in_the_project()
    for module in order:
        assert "placement" not in way.open()
        way.do(module, **{f"{module}_goes_on": True}).do(module, **{f"{module}_goes_on": False})
    assert way.open() == {"placement"} | ALWAYS


def test_the_module_for_childcare_comes_with_the_need_and_holds_nobody_up():
    assert in_the_project().status("childcare_guide") == "skipped"
    way = in_the_project(frozenset({"childcare"}))
    assert "childcare_guide" in way.open()
    for module in MODULES:
        way.do(module, **{f"{module}_goes_on": False})
    assert way.open() == {"placement", "childcare_guide"} | ALWAYS


def test_from_minijob_into_work_with_company_at_her_side():
    way = in_the_project()
    for module in MODULES:
        way.do(module, **{f"{module}_goes_on": False})
    way.do("placement", placement_kind="minijob", another_placement=True)
    way.do("placement", placement_kind="employment", another_placement=False)
    way.do("accompaniment_at_work", accompaniment_goes_on=True).do("accompaniment_at_work", accompaniment_goes_on=False)
    assert way.open() == ALWAYS
    way.do("leaving", exit_kind="regular")
    assert way.due("esf_exit") == date(2026, 3, 30)
    way.do("esf_exit")
    assert way.due("follow_up") == date(2026, 9, 2)
    way.do("follow_up").do("closing", exit_reason="minijob_to_employment")
    assert way.exit == "minijob_to_employment"


@pytest.mark.parametrize("reason", [reason.id for reason in programme.exits])
def test_each_exit_is_reached(reason):
    way = in_the_project().do("leaving", exit_kind="early").do("esf_exit").do("follow_up").do("closing", exit_reason=reason)
    assert way.exit == reason
    assert way.open() == set()
    assert begun().leave(reason).exit == reason, "and at any time, from the page of the case"


def test_the_aims_of_the_programme_are_its_successes():
    assert {reason.id for reason in programme.exits if reason.success} == {
        *("employment", "self_employment", "training", "minijob_to_employment"),
    }


def test_a_job_that_ends_before_it_begins_is_refused():
    placement = form_of(programme, "placement")
    days = {"placement_from": date(2026, 8, 1), "placement_to": date(2026, 7, 31)}
    assert refused(placement, date(2026, 3, 2), **days) == {"placement_in_order"}

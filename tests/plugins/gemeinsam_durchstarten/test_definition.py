"""The definition of Gemeinsam Durchstarten: six blocks with places and providers, results, checks."""

from datetime import date

import pytest

from core.testing import resolved
from plugins import gemeinsam_durchstarten
from tests.plugins.walking import computed, refusing

programme = resolved(gemeinsam_durchstarten.programme)
BLOCKS = {block.id: block for block in programme.blocks}


def test_it_has_six_blocks_each_with_steps():
    assert list(BLOCKS) == ["f1", "f2", "f3", "f4", "f5", "f6"]
    assert {step.block for step in programme.steps if step.block} == BLOCKS.keys()
    assert BLOCKS["f4"].places == 40
    assert {id for id, block in BLOCKS.items() if block.provider} == {"f1", "f4"}
    assert all(block.provider or block.unconfirmed for block in BLOCKS.values())


@pytest.mark.parametrize(
    ("step", "outcome"),
    [
        ("f3_result", "f3_certificate"),
        ("f4_language", "german_level"),
        ("f4_potential", "f4_direction"),
        ("f4_record", "f4_result"),
    ],
)
def test_results_are_shown_with_their_steps(step, outcome):
    found = programme.step(step)
    assert found is not None
    assert found.outcome == outcome


def test_the_way_goes_on_only_when_the_grounds_for_exclusion_were_checked():
    form = programme.form("admission")
    assert refusing(form, exclusions_checked=False) == ["checked"]
    assert refusing(form, exclusions_checked=True) == []


@pytest.mark.parametrize(
    ("joined", "flat_rate"),
    [(date(2021, 2, 1), True), (date(2021, 3, 29), True), (date(2021, 3, 30), False)],
    ids=["first day", "last day of eight weeks", "a day later"],
)
def test_the_flat_rate_is_for_the_first_eight_weeks(joined, flat_rate):
    facts = {"f3_course_from": date(2021, 2, 1), "f3_entered_on": joined}
    form = programme.form("f3_entry")
    assert computed(form, "f3_flat_rate", **facts) is flat_rate
    assert refusing(form, **facts) == [], "a late entry is an entry all the same"


def test_nobody_joins_before_the_course_began_or_is_funded_twice():
    form = programme.form("f3_entry")
    assert refusing(form, f3_course_from=date(2021, 2, 1), f3_entered_on=date(2021, 1, 31)) == ["joined"]
    assert refusing(form, f3_no_double_funding=False) == ["once"]


@pytest.mark.parametrize(("form", "prefix"), [("f2_record", "f2"), ("f3_result", "f3"), ("f4_record", "f4"), ("f6_end", "f6")])
def test_no_span_ends_before_it_begins(form, prefix):
    found = programme.form(form)
    assert refusing(found, **{f"{prefix}_from": date(2021, 5, 2), f"{prefix}_to": date(2021, 5, 1)}) == ["order"]
    assert refusing(found, **{f"{prefix}_from": date(2021, 5, 2), f"{prefix}_to": date(2021, 5, 2)}) == []


def test_a_course_is_paid_by_the_unit():
    assert computed(programme.form("f4_course"), "f4_course_rate", f4_course_units=100) == 3750


def test_the_end_does_not_lie_before_the_entry():
    assert refusing(programme.form("exit"), date(2021, 5, 1), exit_on=date(2021, 4, 30)) == ["exit_after_entry"]

"""Who may enter MY TURN, on which day: two phases, women, own migration, (again) unlearned, one sign of need."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.testing import computed, form_of, verdict
from plugins.my_turn import programme

ELIGIBLE, NOT, OPEN = "eligible", "not eligible", "open"
DAY = "2026-03-02"
FITS: dict[str, Any] = {
    "sex": "female",
    "own_migration": True,
    "vocational_qualification": "none",
    "arrived_on": date(2019, 8, 1),
    "district": "Landkreis Hersfeld-Rotenburg",
    "employment_status": "unemployed",
    "date_of_birth": date(1990, 5, 1),
}
LEARNED = {"vocational_qualification": "lehre"}
LONG_HERE = {"arrived_on": date(2014, 12, 31)}


def but(*without: str, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**FITS, **changes}.items() if name not in without}


TABLE: list[tuple[str, str, dict[str, Any], str, list[str]]] = [
    # why, day, known, outcome, deciding criteria (not eligible) or missing facts (open)
    ("everything fits", DAY, FITS, ELIGIBLE, []),
    ("the day before phase 1", "2022-08-31", FITS, NOT, ["entry_window"]),
    ("the first day of phase 1", "2022-09-01", FITS, ELIGIBLE, []),
    ("the last day of phase 1", "2025-12-31", FITS, ELIGIBLE, []),
    ("the first day of phase 2", "2026-01-01", FITS, ELIGIBLE, []),
    ("the last day of phase 2", "2028-12-31", FITS, ELIGIBLE, []),
    ("the day after phase 2", "2029-01-01", FITS, NOT, ["entry_window"]),
    ("a man", DAY, but(sex="male"), NOT, ["woman"]),
    ("diverse", DAY, but(sex="diverse"), NOT, ["woman"]),
    ("no migration of her own", DAY, but(own_migration=False), NOT, ["own_migration"]),
    ("a year of preparation is no qualification", DAY, but(vocational_qualification="bvj"), ELIGIBLE, []),
    ("learned, four years are not enough", DAY, but(**LEARNED, years_unskilled=4), NOT, ["low_qualified"]),
    ("learned, five years", DAY, but(**LEARNED, years_unskilled=5), ELIGIBLE, []),
    ("learned, no years", DAY, but(**LEARNED, years_unskilled=0), NOT, ["low_qualified"]),
    ("a master, six years unskilled", DAY, but(vocational_qualification="master", years_unskilled=6), ELIGIBLE, []),
    ("learned, years not known", DAY, but(**LEARNED), OPEN, ["years_unskilled"]),
    ("qualification not known, many years", DAY, but("vocational_qualification", years_unskilled=9), ELIGIBLE, []),
    (
        "qualification not known, few years",
        DAY,
        but("vocational_qualification", years_unskilled=1),
        OPEN,
        ["vocational_qualification"],
    ),
    (
        "nothing known of work",
        DAY,
        but("vocational_qualification"),
        OPEN,
        ["vocational_qualification", "years_unskilled"],
    ),
    ("arrived on the first day of 2015", DAY, but(arrived_on=date(2015, 1, 1)), ELIGIBLE, []),
    ("arrived the day before, other needs not known", DAY, but(**LONG_HERE), OPEN, ["support_needs"]),
    ("arrived the day before, no need", DAY, but(**LONG_HERE, support_needs=frozenset()), NOT, ["need"]),
    ("arrived the day before, childcare", DAY, but(**LONG_HERE, support_needs=frozenset({"childcare"})), ELIGIBLE, []),
    ("arrived the day before, language", DAY, but(**LONG_HERE, support_needs=frozenset({"language"})), ELIGIBLE, []),
    ("arrived the day before, digital", DAY, but(**LONG_HERE, support_needs=frozenset({"digital"})), ELIGIBLE, []),
    ("another need is no sign", DAY, but(**LONG_HERE, support_needs=frozenset({"debt"})), NOT, ["need"]),
    ("arrival not known, a sign", DAY, but("arrived_on", support_needs=frozenset({"digital"})), ELIGIBLE, []),
    ("arrival not known, no sign", DAY, but("arrived_on", support_needs=frozenset()), OPEN, ["arrived_on"]),
    ("another district", DAY, but(district="Landkreis Fulda"), NOT, ["district"]),
    ("in work: noted, not excluded", DAY, but(employment_status="employed", seeking_work=False), ELIGIBLE, []),
    ("labour status not known: keeps nothing open", DAY, but("employment_status"), ELIGIBLE, []),
    ("under 16: another project's age excludes nobody", DAY, but(date_of_birth=date(2010, 3, 3)), ELIGIBLE, []),
    ("sex not known", DAY, but("sex"), OPEN, ["sex"]),
    ("nothing known", DAY, {}, OPEN, ["sex", "own_migration", "vocational_qualification", "years_unskilled", "arrived_on"]),
    ("nothing known after phase 2: exclusion is final", "2029-01-01", {}, NOT, ["entry_window"]),
    ("a man, nothing else known", DAY, {"sex": "male"}, NOT, ["woman"]),
]


@pytest.mark.parametrize(("day", "known", "outcome", "names"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_who_may_enter(day, known, outcome, names):
    found = verdict(programme, date.fromisoformat(day), **known)
    assert found.outcome == outcome
    if outcome == NOT:
        assert list(found.decided_by) == names
    if outcome == OPEN:
        assert list(found.missing)[: len(names)] == names


def test_what_the_sources_say_softly_is_soft():
    assert {each.id for each in programme.eligibility if each.strength == "should"} == {"labour_status", "age"}


@given(st.sampled_from(["none", "bvj", "bgj", "lehre", "master", None]), st.one_of(st.none(), st.integers(0, 60)))
def test_the_computed_field_says_what_the_criterion_says(qualification, years):
    known = {"vocational_qualification": qualification, "years_unskilled": years}
    known = {name: value for name, value in known.items() if value is not None}
    field = computed(form_of(programme, "need"), date(2026, 3, 2), **known)["low_qualified"]
    (reason,) = [each for each in verdict(programme, date(2026, 3, 2), **known).reasons if each.id == "low_qualified"]
    assert field is reason.state


def test_every_criterion_names_its_source_and_doubts_are_marked():
    assert all(criterion.source for criterion in programme.eligibility)
    assert {criterion.id for criterion in programme.eligibility if criterion.unconfirmed} == {
        *("entry_window", "own_migration", "low_qualified", "need", "district", "age"),
    }

"""Who may enter Gemeinsam Durchstarten, and which of its blocks: edges of age, window, work and school."""

from datetime import date

import pytest

from core.definitions import vocabulary
from core.rules import Decider
from core.testing import resolved
from plugins import gemeinsam_durchstarten
from tests.plugins.walking import outcome_of

programme = resolved(gemeinsam_durchstarten.programme)
BLOCKS = {block.id: block for block in programme.blocks}
FITS = {
    "date_of_birth": date(2000, 5, 10),
    "residence_title": "d60a",
    "benefits": frozenset({"asylblg"}),
    "district": "Kreis Unna",
    "in_state_reception": False,
}
ELIGIBLE = ("eligible", [])


def but(**changes):
    return {name: value for name, value in (FITS | changes).items() if value is not None}


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [
        ("2019-12-31", FITS, ("not eligible", ["entry_window"])),
        ("2020-01-01", FITS, ELIGIBLE),
        ("2023-06-30", FITS, ELIGIBLE),
        ("2023-07-01", FITS, ("not eligible", ["entry_window"])),
        ("2018-05-09", but(date_of_birth=date(2000, 5, 10)), ("not eligible", ["entry_window"])),
        ("2020-05-09", but(date_of_birth=date(2002, 5, 10)), ("not eligible", ["age"])),
        ("2020-05-10", but(date_of_birth=date(2002, 5, 10)), ELIGIBLE),
        ("2022-05-09", but(date_of_birth=date(1994, 5, 10)), ELIGIBLE),
        ("2022-05-10", but(date_of_birth=date(1994, 5, 10)), ("not eligible", ["age"])),
        ("2021-05-01", but(residence_title="a25_3"), ELIGIBLE),
        ("2021-05-01", but(residence_title=None), ELIGIBLE),
        ("2021-05-01", but(benefits=frozenset()), ELIGIBLE),
        ("2021-05-01", but(benefits=frozenset({"sgb12"})), ELIGIBLE),
        ("2021-05-01", but(benefits=frozenset({"asylblg", "sgb2"})), ("not eligible", ["no_full_benefits"])),
        ("2021-05-01", but(benefits=frozenset({"sgb3"})), ("not eligible", ["no_full_benefits"])),
        ("2021-05-01", but(benefits=None), ("open", ["benefits"])),
        ("2021-05-01", but(district="Kreis Mettmann"), ("not eligible", ["district"])),
        ("2021-05-01", but(in_state_reception=True), ("not eligible", ["not_in_state_reception"])),
        ("2021-05-01", but(in_state_reception=None), ("open", ["in_state_reception"])),
        ("2021-05-01", but(date_of_birth=None), ("open", ["date_of_birth"])),
        ("2021-05-01", {}, ("open", ["date_of_birth", "benefits", "district", "in_state_reception"])),
        ("2023-07-01", {}, ("not eligible", ["entry_window"])),
    ],
)
def test_who_may_enter(on, known, expected):
    assert outcome_of(programme.eligibility, on, **known) == expected


@pytest.mark.parametrize("born", [date(2004, 1, 1), date(1990, 1, 1)])
def test_the_age_may_be_waived_in_an_individual_case(born):
    words = vocabulary()
    decider = Decider(programme.eligibility, words.scope, categories=words.categories)
    assert decider.decide(but(date_of_birth=born), date(2021, 5, 1)).outcome == "not eligible"
    assert decider.decide(but(date_of_birth=born), date(2021, 5, 1), exceptions=["age"]).outcome == "eligible"
    elsewhere = but(date_of_birth=born, district="Kreis Mettmann")
    assert decider.decide(elsewhere, date(2021, 5, 1), exceptions=["age", "district"]).decided_by == ("district",)


def test_only_the_age_allows_an_exception():
    assert {criterion.id for criterion in programme.eligibility if criterion.exception} == {"age"}


def test_nothing_is_stored_about_who_is_excluded_for_safety():
    names = {field.id for field in programme.fields.values()}
    assert {"exclusions_checked", "exclusions_checked_on", "exclusions_checked_by"} <= names
    assert "gefährder" not in programme.as_json().lower()
    assert "kriminell" not in programme.as_json().lower()


WORKS = {"employment_status": "employed", "work_ban": "none", "residence_title": "d60a"}


@pytest.mark.parametrize(
    ("block", "on", "known", "expected"),
    [
        ("f1", "2023-06-30", {}, ELIGIBLE),
        ("f1", "2023-07-01", {}, ("not eligible", ["window"])),
        ("f2", "2021-05-01", WORKS, ELIGIBLE),
        ("f2", "2021-05-01", WORKS | {"employment_status": "internship"}, ELIGIBLE),
        ("f2", "2021-05-01", WORKS | {"employment_status": "in_training"}, ELIGIBLE),
        ("f2", "2021-05-01", WORKS | {"employment_status": "unemployed"}, ("not eligible", ["in_work"])),
        ("f2", "2021-05-01", WORKS | {"work_ban": "absolute"}, ("not eligible", ["no_work_ban"])),
        ("f2", "2021-05-01", WORKS | {"work_ban": "temporary"}, ("not eligible", ["no_work_ban"])),
        ("f2", "2021-05-01", WORKS | {"residence_title": "d60b"}, ("not eligible", ["identity_clarified"])),
        ("f2", "2021-05-01", {"employment_status": "employed"}, ("open", ["work_ban", "residence_title"])),
        ("f3", "2021-05-01", {"regular_school_access": False}, ELIGIBLE),
        ("f3", "2021-05-01", {"regular_school_access": True}, ("not eligible", ["no_regular_school"])),
        ("f3", "2021-05-01", {}, ("open", ["regular_school_access"])),
        ("f4", "2022-05-09", {"date_of_birth": date(1994, 5, 10)}, ELIGIBLE),
        ("f4", "2022-05-10", {"date_of_birth": date(1994, 5, 10)}, ("not eligible", ["age"])),
        ("f4", "2023-06-30", {"date_of_birth": date(2000, 1, 1)}, ELIGIBLE),
        ("f5", "2021-05-01", {"date_of_birth": date(2000, 1, 1)}, ELIGIBLE),
        ("f5", "2021-05-01", {}, ("open", ["date_of_birth"])),
        ("f6", "2022-06-30", {"date_of_birth": date(2000, 1, 1), "residence_title": "g55"}, ELIGIBLE),
        ("f6", "2022-07-01", {"date_of_birth": date(2000, 1, 1), "residence_title": "g55"}, ("not eligible", ["window"])),
        ("f6", "2021-05-01", {"date_of_birth": date(2000, 1, 1), "residence_title": "a24"}, ("not eligible", ["status"])),
        ("f6", "2021-05-01", {"residence_title": "g55"}, ("open", ["date_of_birth"])),
        ("f6", "2019-11-01", {"date_of_birth": date(2001, 11, 1), "residence_title": "d60a"}, ELIGIBLE),
        ("f6", "2019-11-01", {"date_of_birth": date(2001, 11, 2), "residence_title": "d60a"}, ("not eligible", ["age"])),
        ("f6", "2019-12-31", {"date_of_birth": date(2006, 1, 1), "residence_title": "d60a"}, ("not eligible", ["age"])),
        ("f6", "2019-11-01", {"date_of_birth": date(2000, 1, 1)}, ("open", ["residence_title"])),
    ],
)
def test_who_may_enter_a_block(block, on, known, expected):
    assert outcome_of(BLOCKS[block].eligibility, on, **known) == expected

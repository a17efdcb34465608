"""For whom time can turn a verdict: for nobody, on birthdays, or for anybody, read from the rules of the shipped programmes."""

from __future__ import annotations

import datetime as dt

import pytest

from core.definitions import Criterion, t
from core.rules import Decider
from workflows.eligibility import make_decider
from workflows.screening.turning import when

FIRST, LAST = dt.date(2022, 11, 15), dt.date(2022, 12, 31)


def decider(rule: str, **more: object) -> Decider:
    criterion = Criterion("one", rule, t(de="x", en="x"), **more)  # type: ignore[arg-type]  # each test gives what fits

    class Only:
        eligibility = (criterion,)

    return make_decider(Only)  # type: ignore[arg-type]  # its criteria are all that is asked of a programme


@pytest.mark.parametrize(
    ("rule", "answer"),
    [
        ('district = "Kreis Unna"', "never"),
        ("age in [18..27]", "birthday"),
        ("not(age < 18) and migration_background", "birthday"),
        ('entry_date <= date("2022-12-30")', "any"),
        ('entry_date <= date("2022-12-31")', "any"),  # at the edge it may be one day too many
        ('entry_date <= date("2023-01-01")', "never"),
        ('entry_date <= date("2022-11-14")', "never"),
        ('entry_date <= date("2022-11-15")', "any"),
        ('entry_date >= date("2022-11-14")', "never"),
        ('entry_date >= date("2022-12-31")', "any"),
        ('entry_date >= date("2023-01-01")', "never"),
        ('arrived_on + duration("P18M") <= entry_date', "any"),
        ("days_between(arrived_on, entry_date) > 90", "any"),
        ("modulo(age, 2) = 0", "any"),
    ],
)
def test_it_is_read_from_the_rule(rule: str, answer: str) -> None:
    assert when(decider(rule), FIRST, LAST) == answer


@pytest.mark.parametrize(
    ("day", "answer"),
    [(dt.date(2022, 11, 15), "never"), (dt.date(2022, 11, 16), "any"), (LAST, "any"), (dt.date(2023, 1, 1), "never")],
)
def test_a_criterion_that_begins_turns_it_for_all(day: dt.date, answer: str) -> None:
    assert when(decider("migration_background", valid_from=day), FIRST, LAST) == answer

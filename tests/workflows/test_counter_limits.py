"""Weeks, years and cents, by which limits of counters are kept."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.workflows.offering_sample import PROGRAMME
from workflows.counter_limits import cost_of, span


@pytest.mark.parametrize(
    ("day", "monday", "sunday"),
    [
        (dt.date(2026, 3, 29), dt.date(2026, 3, 23), dt.date(2026, 3, 29)),  # the clocks go forward
        (dt.date(2026, 3, 30), dt.date(2026, 3, 30), dt.date(2026, 4, 5)),
        (dt.date(2026, 10, 25), dt.date(2026, 10, 19), dt.date(2026, 10, 25)),  # the clocks go back
        (dt.date(2026, 12, 31), dt.date(2026, 12, 28), dt.date(2027, 1, 3)),
        (dt.date(2027, 1, 1), dt.date(2026, 12, 28), dt.date(2027, 1, 3)),
    ],
)
def test_weeks_go_from_monday_to_sunday_over_changed_clocks_and_years(day: dt.date, monday: dt.date, sunday: dt.date) -> None:
    assert span("week", day) == (monday, sunday)


@given(st.dates(dt.date(1990, 1, 1), dt.date(2090, 1, 1)))
def test_each_day_is_in_one_week_and_one_year(day: dt.date) -> None:
    start, end = span("week", day)
    assert (end - start).days == 6
    assert start.weekday() == 0
    assert start <= day <= end
    assert span("week", end) == (start, end) != span("week", end + dt.timedelta(1))
    assert [each.year for each in span("year", day)] == [day.year] * 2


@given(st.integers(0, 100_000), st.integers(1, 10_000))
def test_taking_back_costs_what_it_had_cost(minutes: int, rate: int) -> None:
    counter = PROGRAMME.counters[1].but(rate=rate)
    assert cost_of(counter, -minutes) == -cost_of(counter, minutes)
    assert abs(cost_of(counter, minutes) * 60 - minutes * rate) <= 30

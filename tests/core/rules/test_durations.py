"""Stretches of time: what can be written, and what moving a date by them gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules.durations import Duration, add_days, add_months, days_from, take_days, take_months, whole_months

WRITTEN = {
    "P6M": Duration(months=6),
    "P1Y": Duration(months=12),
    "P1Y6M": Duration(months=18),
    "P0M": Duration(months=0),
    "P0Y": Duration(months=0),
    "P28D": Duration(days=28),
    "P0D": Duration(days=0),
    "P999Y9999M": Duration(months=21_987),
    "P99999D": Duration(days=99_999),
}
NONE = ["", "P", "6M", "P1Y2D", "P1M1D", "PT1H", "P-1M", "-P1M", "P1.5M", "P1000Y", "P10000M", "P100000D", "p1m", "P1M ", "P１M"]


@pytest.mark.parametrize("text", WRITTEN)
def test_what_is_written_is_read_and_written_again(text):
    assert Duration.read(text) == WRITTEN[text]
    assert Duration.read(str(WRITTEN[text])) == WRITTEN[text]


@pytest.mark.parametrize("text", NONE)
def test_what_is_no_duration_gives_none(text):
    assert Duration.read(text) is None


def test_months_and_days_are_two_kinds():
    assert Duration(months=0) != Duration(days=0)
    for wrong in ({}, {"months": 1, "days": 1}):
        with pytest.raises(ValueError, match="either months or days"):
            Duration(**wrong)


@given(st.dates(), st.integers(-200_000, 200_000))
def test_days_go_there_and_back(day, days):
    moved = add_days(day, days)
    assert moved is None or (take_days(moved, days) == day and days_from(moved, day) == days)


@given(st.dates(), st.integers(-30_000, 30_000))
def test_months_keep_the_day_or_take_the_last(day, months):
    moved = add_months(day, months)
    assert moved == take_months(day, -months)
    if moved is not None:
        assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == months
        assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@given(st.dates(), st.dates())
def test_whole_months_are_those_that_fit(start, end):
    months = whole_months(start, end)
    assert whole_months(end, start) == -months
    if start <= end:
        assert months >= 0
        assert add_months(start, months) <= end
        further = add_months(start.replace(day=min(start.day, 28)), months + 1)
        assert further is None or start.day > 28 or further > end


def test_the_calendar_ends():
    assert add_months(date.max, 1) is None
    assert take_months(date.min, 1) is None
    assert add_days(date.max, 10**12) is None
    assert add_months(date(9998, 12, 31), 12) == date.max

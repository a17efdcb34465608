"""The clock: German days and terms."""

import datetime as dt

import pytest

from core import clock


def test_now_is_aware_and_in_utc():
    assert clock.now().utcoffset() == dt.timedelta(0)


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2026-01-31T22:59:59+00:00", "2026-01-31"),
        ("2026-01-31T23:00:00+00:00", "2026-02-01"),
        ("2026-06-30T21:59:59+00:00", "2026-06-30"),
        ("2026-06-30T22:00:00+00:00", "2026-07-01"),
        ("2026-10-25T00:30:00+00:00", "2026-10-25"),  # the hour that the clocks strike twice
    ],
)
def test_the_day_changes_at_midnight_in_berlin(moment: str, day: str):
    assert clock.today(dt.datetime.fromisoformat(moment)) == dt.date.fromisoformat(day)


@pytest.mark.parametrize(
    ("start", "term", "last"),
    [
        ("2026-01-05", {"days": 28}, "2026-02-02"),
        ("2026-01-31", {"months": 1}, "2026-02-28"),
        ("2024-01-31", {"months": 1}, "2024-02-29"),
        ("2024-02-29", {"months": 12}, "2025-02-28"),
        ("2026-11-30", {"months": 3}, "2027-02-28"),
        ("2026-03-15", {"months": -3, "days": -1}, "2025-12-14"),
        ("2026-03-15", {}, "2026-03-15"),
    ],
)
def test_a_term_ends_on_a_day_that_exists(start: str, term: dict[str, int], last: str):
    assert clock.deadline(dt.date.fromisoformat(start), **term) == dt.date.fromisoformat(last)

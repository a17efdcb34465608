"""Stretches of time: whole months or days, bounded, written as in FEEL (`P1Y6M`, `P28D`), and dates moved by them."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_FORM = re.compile(r"P(?:(?:([0-9]{1,3})Y)?(?:([0-9]{1,4})M)?|([0-9]{1,5})D)")


@dataclass(frozen=True, slots=True)
class Duration:
    """A stretch of time as it is written: exactly one of the two is given. At run time it is its `amount`."""

    months: int | None = None
    days: int | None = None

    def __post_init__(self) -> None:
        if (self.months is None) is (self.days is None):
            raise ValueError("A duration has either months or days.")

    @property
    def amount(self) -> int:
        """How many months, or how many days."""
        return (self.days if self.months is None else self.months) or 0

    @classmethod
    def read(cls, text: str) -> Duration | None:
        """The duration that the text writes, None when it writes none."""
        found = _FORM.fullmatch(text)
        if found is None or not any(found.groups()):
            return None
        years, months, days = found.groups()
        return cls(days=int(days)) if days else cls(months=12 * int(years or 0) + int(months or 0))

    def __str__(self) -> str:
        if self.months is None:
            return f"P{self.days}D"
        # four digits of months can be written; what is more stands in years
        years = min(self.months // 12, 999) if self.months > 9999 else 0
        return f"P{years}Y{self.months - 12 * years}M" if years else f"P{self.months}M"


def add_months(day: date, months: int) -> date | None:
    """The day so many months later; a month's missing day becomes its last; None outside the calendar."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def take_months(day: date, months: int) -> date | None:
    """The day so many months earlier."""
    return add_months(day, -months)


def add_days(day: date, days: int) -> date | None:
    """The day so many days later; None outside the calendar."""
    try:
        return day + timedelta(days=days)
    except OverflowError:
        return None


def take_days(day: date, days: int) -> date | None:
    """The day so many days earlier."""
    return add_days(day, -days)


def days_from(later: date, earlier: date) -> int:
    """`later - earlier`: the days that lie between, negative the other way round."""
    return (later - earlier).days


def whole_months(start: date, end: date) -> int:
    """The whole months from one day to another, as FEEL counts them: towards zero, by the numbers of the days."""
    if end < start:
        return -whole_months(end, start)
    return (end.year - start.year) * 12 + end.month - start.month - (end.day < start.day)

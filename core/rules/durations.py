"""Stretches of time that are added to a date: months or days, bounded, written as in FEEL (`P1Y6M`, `P28D`)."""

from __future__ import annotations

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

_FORM = re.compile(r"P(?:(?:(\d{1,3})Y)?(?:(\d{1,4})M)?|(\d{1,5})D)")


@dataclass(frozen=True, slots=True)
class Duration:
    """Either whole months or days; the other one is 0. Negative values come from `Duration.negated`."""

    months: int = 0
    days: int = 0

    @classmethod
    def read(cls, text: str) -> Duration | None:
        """The duration that the text writes, None when it writes none."""
        found = _FORM.fullmatch(text)
        if found is None or not any(found.groups()):
            return None
        years, months, days = (int(part or 0) for part in found.groups())
        return cls(12 * years + months, days)

    def __str__(self) -> str:
        return f"P{self.months}M" if self.months else f"P{self.days}D"

    def negated(self) -> Duration:
        return Duration(-self.months, -self.days)


def shift(day: date, duration: Duration) -> date | None:
    """The day that lies the duration later; a month's missing day becomes its last; None outside the calendar."""
    month = day.year * 12 + day.month - 1 + duration.months
    year, month = divmod(month, 12)
    if not date.min.year <= year <= date.max.year:
        return None
    last = calendar.monthrange(year, month + 1)[1]
    try:
        return date(year, month + 1, min(day.day, last)) + timedelta(days=duration.days)
    except OverflowError:
        return None


def shift_back(day: date, duration: Duration) -> date | None:
    """The day that lies the duration earlier."""
    return shift(day, duration.negated())

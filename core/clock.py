"""The one place that looks at the clock; everything below pages, commands and the worker is given `now`."""

import calendar
import datetime as dt
from zoneinfo import ZoneInfo

BERLIN = ZoneInfo("Europe/Berlin")


def now() -> dt.datetime:
    """This moment in UTC, aware."""
    return dt.datetime.now(dt.UTC)


def today(now: dt.datetime) -> dt.date:
    """The calendar day that it is in Germany at `now`."""
    return now.astimezone(BERLIN).date()


def deadline(start: dt.date, days: int = 0, months: int = 0) -> dt.date:
    """The last day of a term that begins on `start`: months first, then days.

    A day that the target month lacks becomes that month's last day, as § 188 (3) BGB says.
    """
    month = start.month - 1 + months
    year, month = start.year + month // 12, month % 12 + 1
    last = calendar.monthrange(year, month)[1]
    return dt.date(year, month, min(start.day, last)) + dt.timedelta(days=days)

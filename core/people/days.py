"""A day as somebody types it into a form of the registry; what is wrong with it is said with the reason and an example."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from flask_babel import gettext as _

GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{1,4})", re.ASCII)
ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
FIRST_YEAR, LAST_YEAR = 1900, 2199
OLDEST = 120
"""Years that somebody may be old."""


class NoDay(ValueError):
    """What is said at the field."""


def read(text: str) -> date:
    """The day of `14.3.2026` or `2026-03-14`. Raises NoDay."""
    if found := GERMAN.fullmatch(text):
        day, month, year = found.groups()
    elif found := ISO.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise NoDay(_("This is not a date. Write day, month and year, for example 14.3.2026."))
    if len(year) != 4:
        raise NoDay(_("Write the year with four digits, for example 14.3.2026."))
    return _in_calendar(int(year), int(month), int(day))


def birthday(text: str, today: date) -> date:
    """A day on which somebody who lives may have been born. Raises NoDay."""
    found, oldest = read(text), date(today.year - OLDEST, 1, 1)
    if found > today:
        raise NoDay(_("The date must not lie after %(latest)s. For example %(example)s.", **_both("latest", today)))
    if found < oldest:
        raise NoDay(_("The date must not lie before %(earliest)s. For example %(example)s.", **_both("earliest", oldest)))
    return found


def before_birth(today: date) -> str:
    """What is said of a day that lies before the birth."""
    return _("The day lies before the person's birth. Check the year, for example %(example)s.", example=_german(today))


def _in_calendar(year: int, month: int, day: int) -> date:
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise NoDay(_("The year %(year)s cannot be right. Write it with four digits, for example 14.3.2026.", year=year))
    if not 1 <= month <= 12:
        raise NoDay(
            _("There is no month %(month)s. Write the month as a number from 1 to 12, for example 14.3.2026.", month=month)
        )
    last = monthrange(year, month)[1]
    if not 1 <= day <= last:
        given = {"day": day, "month": month, "year": year, "last": last}
        raise NoDay(
            _("There is no day %(day)s in month %(month)s of %(year)s: it has %(last)s days. For example 14.3.2026.", **given)
        )
    return date(year, month, day)


def _both(limit: str, day: date) -> dict[str, str]:
    return {limit: _german(day), "example": _german(day)}


def _german(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

"""A day: read as it is written here (14.3.2026) and as machines write it (2026-03-14), stored as ISO text."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core import clock
from core.definitions import Date
from core.definitions.fields import Day
from core.web.i18n import day_text
from forms.kinds.base import NOTHING, Kind, Parser, Place, Say, Since
from forms.kinds.markup import input_
from forms.kinds.wrong import Reason, Wrong

_SPACED = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d+)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_DATE = Reason(_("This is not a date. Write day, month and year, for example 14.3.2026."))
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
BIRTH, ENTRY = "date_of_birth", "entry_date"
"""What is known of a person and a case that days are held against."""


class DateKind(Kind):
    name = "date"
    definition = Date

    @classmethod
    def parser(cls, field: Date) -> Parser:
        fixed = any(limit == "today" or isinstance(limit, date) for limit in (field.earliest, field.latest))

        def within(text: str) -> date:
            day = parse(text)
            _within(field, day)
            return day

        return within if fixed else parse

    @classmethod
    def dated(cls, field: Date) -> bool:
        return field.fact != BIRTH

    @classmethod
    def hold(cls, field: Date, value: date, since: Since) -> None:
        if field.earliest == "entry" and since.entry is not None and value < since.entry:
            raise Wrong(
                _(
                    "The day lies before the entry on %(entry)s. Only what happened since then counts, for example %(entry)s.",
                    entry=german(since.entry),
                )
            )
        if since.birth is not None and value < since.birth:
            raise before_birth(_right(field, since))
        latest = _known(field.latest, since)
        if latest is not None and value > latest:
            raise too_late(latest)

    @classmethod
    def to_json(cls, field: Date, value: date) -> str:
        return value.isoformat()

    @classmethod
    def from_json(cls, field: Date, data: str) -> date:
        return date.fromisoformat(data)

    @classmethod
    def raw(cls, field: Date, value: date | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [german(value)]}

    @classmethod
    def json_schema(cls, field: Date) -> dict[str, Any]:
        return {"type": "string", "format": "date"}

    @classmethod
    def show(cls, field: Date, value: date, language: str) -> str:
        return day_text(value, language)

    @classmethod
    def as_typed(cls, field: Date, value: date, language: str) -> str:
        return german(value)

    @classmethod
    def widget(cls, field: Date, place: Place, say: Say) -> str:
        shape = say.text(_("DD.MM.YYYY"))
        attributes = f' inputmode="decimal" autocomplete="off" maxlength="40" placeholder="{shape}"'
        return input_(field, place, say, attributes=attributes)

    @classmethod
    def sample(cls, field: Date) -> date:
        return _right(field, NOTHING)

    @classmethod
    def example(cls, field: Date, rng: Random) -> date:
        low = field.earliest if isinstance(field.earliest, date) else date(2020, 1, 1)
        high = field.latest if isinstance(field.latest, date) else max(low, date(2024, 12, 28))
        if field.earliest == "today":
            return today() + timedelta(days=rng.randrange(60))
        low = low if low <= high else high - timedelta(days=365)
        return low + timedelta(days=rng.randrange(max(1, (high - low).days)))

    @classmethod
    def wrongs(cls, field: Date) -> list[dict[str, list[str]]]:
        texts = [
            "31.02.2026",
            "29.2.2023",
            "1.13.2026",
            "0.1.2026",
            "14.3.26",
            "March",
            "2026-02-30",
            "14/3/2026",
            "1.1.0001",
            "1.1.9999999999",
            "\0",
        ]
        texts += [german(field.latest + timedelta(days=1))] if isinstance(field.latest, date) else []
        texts += [german(field.earliest - timedelta(days=1))] if isinstance(field.earliest, date) else []
        texts += [german(today() + timedelta(days=2))] if field.latest == "today" else []
        return [{field.id: [text]} for text in texts]


def parse(text: str) -> date:
    """A day from `14.3.2026`, `14.03.2026` or `2026-03-14`. Raises Wrong, which says what is wrong with it."""
    parts = text.split(".")
    if len(parts) == 3 and "".join(parts).isdecimal() and "" not in parts:  # nearly all dates
        day, month, year = parts
    else:
        day, month, year = _unusual(text)
    if len(day) > 2 or len(month) > 2:
        raise Wrong(_NO_DATE)
    if len(year) != 4:
        raise Wrong(_("Write the year with four digits, for example 14.3.2026."))
    return in_calendar(int(year), int(month), int(day))


def _unusual(text: str) -> tuple[str, str, str]:
    """Day, month and year of `14. 3. 2026` and `2026-03-14`."""
    if found := _SPACED.fullmatch(text):
        return found[1], found[2], found[3]
    if found := _ISO.fullmatch(text):
        return found[3], found[2], found[1]
    raise Wrong(_NO_DATE)


def in_calendar(year: int, month: int, day: int) -> date:
    """The day, where the calendar has it. Raises Wrong, with the reason why it has not."""
    if _FIRST_YEAR <= year <= _LAST_YEAR:
        try:
            return date(year, month, day)
        except ValueError:
            pass
    raise _why_not(year, month, day)


def _why_not(year: int, month: int, day: int) -> Wrong:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return Wrong(_("The year %(year)s cannot be right. Write it with four digits, for example 14.3.2026.", year=year))
    if not 1 <= month <= 12:
        reason = _("There is no month %(month)s. Write the month as a number from 1 to 12, for example 14.3.2026.", month=month)
        return Wrong(reason)
    given = {"day": day, "month": month, "year": year, "last": monthrange(year, month)[1]}
    return Wrong(
        _("There is no day %(day)s in month %(month)s of %(year)s: it has %(last)s days. For example 14.3.2026.", **given)
    )


def _within(field: Date, day: date) -> None:
    """The limits that the calendar gives; those of the person and the case are held when they are known."""
    earliest, latest = _known(field.earliest), _known(field.latest)
    if earliest is not None and day < earliest:
        raise Wrong(
            _(
                "The date must not lie before %(earliest)s. For example %(example)s.",
                earliest=german(earliest),
                example=german(earliest),
            )
        )
    if latest is not None and day > latest:
        raise too_late(latest)


def _known(limit: Day | None, since: Since = NOTHING) -> date | None:
    """The day that a limit means, None where it is open."""
    if isinstance(limit, str):
        return today() if limit == "today" else since.birth if limit == "birth" else since.entry
    return limit


def _right(field: Date, since: Since) -> date:
    """A day that the field would take: today, or the nearest one."""
    low = max(day for day in (_known(field.earliest, since), since.birth, date.min) if day is not None)
    return max(low, min(_known(field.latest, since) or date.max, today()))


def too_late(latest: date) -> Wrong:
    return Wrong(
        _("The date must not lie after %(latest)s. For example %(example)s.", latest=german(latest), example=german(latest))
    )


def before_birth(example: date) -> Wrong:
    """The day of birth itself is not told: not everybody who fills in a form may know it."""
    return Wrong(_("The day lies before the person's birth. Check the year, for example %(example)s.", example=german(example)))


def today() -> date:
    # what "today" means for a field is the day on which the form is read
    return clock.today(clock.now())


def german(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

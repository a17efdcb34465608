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
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.markup import input_
from forms.kinds.wrong import Reason, Wrong

_GERMAN = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d+)")
_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})")
_NO_DATE = Reason(_("This is not a date. Write day, month and year, for example 14.3.2026."))
_FIRST_YEAR, _LAST_YEAR = 1900, 2199


class DateKind(Kind):
    name = "date"
    definition = Date

    @classmethod
    def parser(cls, field: Date) -> Parser:
        bounded = field.earliest is not None or field.latest is not None

        def within(text: str) -> date:
            day = parse(text)
            _within(field, day)
            return day

        return within if bounded else parse

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
        return german(value)

    @classmethod
    def widget(cls, field: Date, place: Place, say: Say) -> str:
        placeholder = f' placeholder="{say.text(_("DD.MM.YYYY"))}"'
        return input_(field, place, say, attributes=f' inputmode="decimal" autocomplete="off" maxlength="40"{placeholder}')

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
    found = _GERMAN.fullmatch(text)
    if found:
        day, month, year = found.groups()
    elif found := _ISO.fullmatch(text):
        year, month, day = found.groups()
    else:
        raise Wrong(_NO_DATE)
    if len(year) != 4:
        raise Wrong(_("Write the year with four digits, for example 14.3.2026."))
    return in_calendar(int(year), int(month), int(day))


def in_calendar(year: int, month: int, day: int) -> date:
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        raise Wrong(_("The year %(year)s cannot be right. Write it with four digits, for example 14.3.2026.", year=year))
    if not 1 <= month <= 12:
        raise Wrong(
            _("There is no month %(month)s. Write the month as a number from 1 to 12, for example 14.3.2026.", month=month)
        )
    last = 28 if 1 <= day <= 28 else monthrange(year, month)[1]  # the calendar is asked only where months differ
    if not 1 <= day <= last:
        raise Wrong(
            _(
                "There is no day %(day)s in month %(month)s of %(year)s: it has %(last)s days. For example 14.3.2026.",
                day=day,
                month=month,
                year=year,
                last=last,
            )
        )
    return date(year, month, day)


def _within(field: Date, day: date) -> None:
    earliest = today() if field.earliest == "today" else field.earliest
    latest = today() if field.latest == "today" else field.latest
    if earliest is not None and day < earliest:
        raise Wrong(_("The date must not lie before %(earliest)s.", earliest=german(earliest)))
    if latest is not None and day > latest:
        raise Wrong(_("The date must not lie after %(latest)s.", latest=german(latest)))


def today() -> date:
    # what "today" means for a field is the day on which the form is read
    return clock.today(clock.now())


def german(day: date) -> str:
    return f"{day.day:02}.{day.month:02}.{day.year:04}"

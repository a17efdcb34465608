"""A day of which perhaps only the year or the month is known: `2019`, `05/2019` or `12.05.2019`."""

from __future__ import annotations

import re
from datetime import date, timedelta
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import PartialDate
from core.web.i18n import day_text
from forms.kinds.base import Kind, Parser, Place, Say, Since
from forms.kinds.date import BIRTH, before_birth, german, in_calendar, parse, today, too_late
from forms.kinds.markup import input_
from forms.kinds.wrong import Wrong

_YEAR = re.compile(r"\d+")
_MONTH = re.compile(r"(\d{1,2})\s?[./]\s?(\d+)")
_ISO_MONTH = re.compile(r"(\d{4})-(\d{1,2})")
# as papers write a day of birth that nobody knows: 00.00.1990, XX.05.1990
_BLANKED = re.compile(r"(?:00|xx|--)\s?\.\s?(?:(?:00|xx|--)\s?\.\s?|(?=\d))", re.IGNORECASE)


class PartialDateKind(Kind):
    name = "partial_date"
    definition = PartialDate

    @classmethod
    def parser(cls, field: PartialDate) -> Parser:
        def parse(text: str) -> str:
            value = _read(_BLANKED.sub("", text, count=1))
            latest = today() if field.latest == "today" else field.latest
            if latest is not None and value > latest.isoformat()[: len(value)]:
                raise too_late(latest)
            return value

        return parse

    @classmethod
    def dated(cls, field: PartialDate) -> bool:
        return field.fact != BIRTH

    @classmethod
    def hold(cls, field: PartialDate, value: str, since: Since) -> None:
        if since.birth is not None and value < since.birth.isoformat()[: len(value)]:
            raise before_birth(max(since.birth, today()))

    @classmethod
    def raw(cls, field: PartialDate, value: str | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [_german(value)]}

    @classmethod
    def json_schema(cls, field: PartialDate) -> dict[str, Any]:
        return {"type": "string", "pattern": "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$"}

    @classmethod
    def show(cls, field: PartialDate, value: str, language: str) -> str:
        day = whole_day(value)
        return day_text(day, language) if day else _german(value)

    @classmethod
    def as_typed(cls, field: PartialDate, value: str, language: str) -> str:
        return _german(value)

    @classmethod
    def widget(cls, field: PartialDate, place: Place, say: Say) -> str:
        placeholder = say.text(_("DD.MM.YYYY, MM/YYYY or YYYY"))
        return input_(field, place, say, attributes=f' autocomplete="off" maxlength="40" placeholder="{placeholder}"')

    @classmethod
    def sample(cls, field: PartialDate) -> str:
        return min("2019-05-12", (today() if field.latest == "today" else field.latest or date.max).isoformat())

    @classmethod
    def example(cls, field: PartialDate, rng: Random) -> str:
        high = field.latest if isinstance(field.latest, date) else date(2024, 12, 28)
        day = high - timedelta(days=rng.randrange(3000))
        return day.isoformat()[: rng.choice((4, 7, 10))]

    @classmethod
    def wrongs(cls, field: PartialDate) -> list[dict[str, list[str]]]:
        texts = ["31.02.2019", "13/2019", "0/2019", "19", "5/19", "2019-13", "1850", "99999", "last May", "5-2019", "\0"]
        latest = today() if field.latest == "today" else field.latest
        if latest is not None:
            late = latest + timedelta(days=2)
            texts += [german(late), str(latest.year + 1), f"12/{latest.year + 1}"]
        return [{field.id: [text]} for text in texts]


def whole_day(value: str) -> date | None:
    """The day, where it is known to the day."""
    return date.fromisoformat(value) if len(value) == len("2019-05-12") else None


def _read(text: str) -> str:
    if _YEAR.fullmatch(text):
        year, month = text, ""
    elif found := _ISO_MONTH.fullmatch(text):
        year, month = found.groups()
    elif found := _MONTH.fullmatch(text):
        month, year = found.groups()
    else:
        return _day(text).isoformat()
    if len(year) != 4:
        raise Wrong(_("Write the year with four digits, for example 2019 or 05/2019."))
    first_day = in_calendar(int(year), int(month) if month else 1, 1)
    return first_day.isoformat()[: 7 if month else 4]


def _day(text: str) -> date:
    if not re.match(r"\d{1,4}[.-]\s?\d{1,2}[.-]", text):
        raise Wrong(_("This is not a date. Write what is known of it, for example 2019, 05/2019 or 12.05.2019."))
    return parse(text)


def _german(value: str) -> str:
    day = whole_day(value)
    if day is not None:
        return german(day)
    year, _dash, month = value.partition("-")
    return f"{month}/{year}" if month else year

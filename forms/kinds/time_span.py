"""A length of time: typed as `1:30`, `90 min`, `1,5 h` or `90`, kept as whole minutes."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import TimeSpan
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.markup import input_
from forms.kinds.numbers import near, read_number, within
from forms.kinds.wrong import Wrong

MOST = 100 * 24 * 60
"""Minutes of a hundred days: what is longer was not meant."""
_CLOCK = re.compile(r"(\d{1,4}):(\d{1,2})(?:\s*(?:h|std\.?|uhr))?")
_NEGATIVE = re.compile(r"[-−–]\s*\d")
_HOURS = r"(?:h|hours?|hrs?|std\.?|stunden?)"
_MINUTES = r"(?:m|min\.?|minutes?|mins?|minuten?)"
_WORDS = re.compile(rf"(?:([\d.,]+)\s*{_HOURS})?\s*(?:([\d.,]+)\s*{_MINUTES}?)?")


class TimeSpanKind(Kind):
    name = "time_span"
    definition = TimeSpan

    @classmethod
    def parser(cls, field: TimeSpan) -> Parser:
        low, high = field.minimum, MOST if field.maximum is None else field.maximum

        def parse(text: str) -> int:
            minutes = _minutes(text.lower())
            within(minutes, low, high, duration)
            return minutes

        return parse

    @classmethod
    def raw(cls, field: TimeSpan, value: int | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [f"{int(value) // 60}:{int(value) % 60:02}"]}

    @classmethod
    def json_schema(cls, field: TimeSpan) -> dict[str, Any]:
        return {"type": "integer", "minimum": field.minimum, "maximum": MOST if field.maximum is None else field.maximum}

    @classmethod
    def show(cls, field: TimeSpan, value: int, language: str) -> str:
        return duration(value, language)

    @classmethod
    def widget(cls, field: TimeSpan, place: Place, say: Say) -> str:
        placeholder = say.text(_("for example 1:30 or 90 min"))
        return input_(field, place, say, attributes=f' autocomplete="off" maxlength="40" placeholder="{placeholder}"')

    @classmethod
    def sample(cls, field: TimeSpan) -> int:
        return near(90, field.minimum, field.maximum)

    @classmethod
    def example(cls, field: TimeSpan, rng: Random) -> int:
        high = MOST if field.maximum is None else field.maximum
        low = min(-(-max(field.minimum, 15) // 15) * 15, high)
        return max(field.minimum, min(high, low + 15 * rng.randrange(8)))

    @classmethod
    def wrongs(cls, field: TimeSpan) -> list[dict[str, list[str]]]:
        high = MOST if field.maximum is None else field.maximum
        texts = [
            "an hour",
            "1:75",
            "1:2:3",
            "-30",
            "-1:00",
            "−5 min",
            "0,33 h",
            "1,5",
            "h",
            "9" * 5000,
            "1e3",
            "\0",
            f"{high + 1} min",
        ]
        texts += [f"{field.minimum - 1} min"] if field.minimum else []
        return [{field.id: [text]} for text in texts]


def duration(minutes: int, language: str) -> str:
    """`1 h 30 min`: the same in all languages."""
    hours, rest = divmod(int(minutes), 60)
    return " ".join([f"{hours} h"] * bool(hours) + [f"{rest} min"] * bool(rest or not hours))


def _minutes(text: str) -> int:
    if _NEGATIVE.match(text):
        raise Wrong(_("A length of time cannot be negative. Write it without minus, for example 1:30 or 90 min."))
    clock = _CLOCK.fullmatch(text)
    if clock:
        hours, minutes = map(int, clock.groups())
        if minutes > 59:
            raise Wrong(_("An hour has 60 minutes: write them as 00 to 59, for example 1:30."))
        return hours * 60 + minutes
    words = _WORDS.fullmatch(text)
    if not words or not any(words.groups()):
        raise Wrong(_("This is not a length of time. Write for example 1:30, 90 min or 1.5 h."))
    hours_text, minutes_text = words.groups()
    total = sum(_number(part, places) * each for part, places, each in ((hours_text, 2, 60), (minutes_text, 0, 1)) if part)
    if total != int(total):
        raise Wrong(_("These are no whole minutes. Write hours and minutes, for example 1:30."))
    return int(total)


def _number(text: str, places: int) -> Decimal:
    try:
        return read_number(text, places)
    except Wrong:
        raise Wrong(_("This is not a length of time. Write for example 1:30, 90 min or 1.5 h.")) from None

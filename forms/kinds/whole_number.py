"""A whole number, within bounds."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import WholeNumber
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.markup import input_, with_unit
from forms.kinds.wrong import Reason, Wrong

# 15 digits: what JSON and a browser's numbers keep exactly. Digits of every script count.
_DIGITS = 15
_WHOLE = re.compile(rf"[-−]?\d{{1,{_DIGITS}}}")


class WholeNumberKind(Kind):
    name = "whole_number"
    definition = WholeNumber

    @classmethod
    def parser(cls, field: WholeNumber) -> Parser:
        low, high = field.minimum, field.maximum
        example = _sample(field)
        not_whole = Reason(_("This is not a whole number. Write digits alone, for example %(example)s.", example=example))

        def parse(text: str) -> int:
            if text.isdecimal() and len(text) <= _DIGITS:  # nearly all numbers
                number = int(text)
            elif _WHOLE.fullmatch(text):
                number = int(text.replace("−", "-"))
            else:
                raise Wrong(not_whole)
            if (low is not None and number < low) or (high is not None and number > high):
                raise Wrong(_bounds(low, high, example))
            return number

        return parse

    @classmethod
    def json_schema(cls, field: WholeNumber) -> dict[str, Any]:
        bounds = {"minimum": field.minimum, "maximum": field.maximum}
        return {"type": "integer"} | {key: bound for key, bound in bounds.items() if bound is not None}

    @classmethod
    def show(cls, field: WholeNumber, value: int, language: str) -> str:
        return f"{value} {field.unit.text(language)}" if field.unit else str(value)

    @classmethod
    def widget(cls, field: WholeNumber, place: Place, say: Say) -> str:
        return with_unit(input_(field, place, say, attributes=' inputmode="numeric" autocomplete="off"'), field.unit, say)

    @classmethod
    def sample(cls, field: WholeNumber) -> int:
        return _sample(field)

    @classmethod
    def example(cls, field: WholeNumber, rng: Random) -> int:
        low = field.minimum if field.minimum is not None else min(0, field.maximum or 0)
        high = field.maximum if field.maximum is not None else max(low + 40, 40)
        return rng.randint(low, min(high, low + 40))

    @classmethod
    def wrongs(cls, field: WholeNumber) -> list[dict[str, list[str]]]:
        texts = ["twelve", "1,5", "1e9", "9" * 5000, "0x10", "²", "1_000"]
        texts += [str(field.minimum - 1)] if field.minimum is not None else []
        texts += [str(field.maximum + 1)] if field.maximum is not None else []
        return [{field.id: [text]} for text in texts]


def _sample(field: WholeNumber) -> int:
    low = field.minimum if field.minimum is not None else 0
    return min(max(low, 12), field.maximum) if field.maximum is not None else max(low, 12)


def _bounds(low: int | None, high: int | None, example: int) -> Any:
    if low is None:
        return _("The number must be %(high)s or less, for example %(example)s.", high=high, example=example)
    if high is None:
        return _("The number must be %(low)s or more, for example %(example)s.", low=low, example=example)
    return _("The number must lie between %(low)s and %(high)s, for example %(example)s.", low=low, high=high, example=example)

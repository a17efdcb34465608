"""An amount in euros: typed as `1.234,50 €`, kept as whole cents."""

from __future__ import annotations

import re
from decimal import Decimal
from random import Random
from typing import Any

from core.definitions import Money
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.markup import input_, with_unit
from forms.kinds.numbers import near, read_number, shown, typed, within
from forms.kinds.spoken import Spoken

_EURO = re.compile(r"(?i:€|euro?)")
_EXAMPLE = Spoken(lambda language: euros(1250, language))
# `12,-` and `12,–`, as prices are written by hand
_NO_CENTS = re.compile(r"[.,]\s?[-–—]{1,2}$")


class MoneyKind(Kind):
    name = "money"
    definition = Money

    @classmethod
    def parser(cls, field: Money) -> Parser:
        low, high = field.minimum, field.maximum

        def parse(text: str) -> int:
            cents = int(read_number(_amount(text), 2, _EXAMPLE) * 100)
            within(cents, low, high, euros)
            return cents

        return parse

    @classmethod
    def raw(cls, field: Money, value: int | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [_typed(value)]}

    @classmethod
    def json_schema(cls, field: Money) -> dict[str, Any]:
        bounds = {"minimum": field.minimum, "maximum": field.maximum}
        return {"type": "integer"} | {key: bound for key, bound in bounds.items() if bound is not None}

    @classmethod
    def show(cls, field: Money, value: int, language: str) -> str:
        return euros(value, language)

    @classmethod
    def widget(cls, field: Money, place: Place, say: Say) -> str:
        html = input_(field, place, say, attributes=' inputmode="decimal" autocomplete="off" maxlength="40"')
        return with_unit(html, "€", say)

    @classmethod
    def sample(cls, field: Money) -> int:
        return near(1250, field.minimum, field.maximum)

    @classmethod
    def example(cls, field: Money, rng: Random) -> int:
        low = field.minimum if field.minimum is not None else min(0, field.maximum or 0)
        high = field.maximum if field.maximum is not None else low + 100_000
        return rng.randint(low, min(high, low + 100_000))

    @classmethod
    def wrongs(cls, field: Money) -> list[dict[str, list[str]]]:
        texts = ["free", "5,001", "1e5 €", "5 $", "€", "1.23.4", "9" * 5000, "\0"]
        texts += [_typed(field.minimum - 1)] if field.minimum is not None else []
        texts += [_typed(field.maximum + 1)] if field.maximum is not None else []
        return [{field.id: [text]} for text in texts]


def euros(cents: int, language: str) -> str:
    """`1.234,50 €`, in English `€1,234.50`."""
    amount = shown(Decimal(abs(cents)) / 100, language, 2)
    sign = "-" if cents < 0 else ""
    return f"{sign}€{amount}" if language == "en" else f"{sign}{amount} €"


def _amount(text: str) -> str:
    """The number alone; the sign of the currency may stand once, before or behind it."""
    bare = _EURO.sub("", text, count=1).strip()
    return _NO_CENTS.sub("", bare)


def _typed(cents: int) -> str:
    return shown(Decimal(cents) / 100, "de", 2).replace(".", "") if cents % 100 else typed(cents // 100)

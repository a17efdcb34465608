"""A share of a hundred."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from core.definitions import Percentage
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.decimal_number import decimal_pattern
from forms.kinds.markup import input_, with_unit
from forms.kinds.numbers import plain, read_number, shown, typed, within
from forms.kinds.spoken import Spoken

Share = int | Decimal
"""Whole shares are ints, so that they are stored as numbers; others are exact decimals."""


_EXAMPLE = Spoken(lambda language: _percent(50, language))


class PercentageKind(Kind):
    name = "percentage"
    definition = Percentage

    @classmethod
    def parser(cls, field: Percentage) -> Parser:
        places = field.places

        def parse(text: str) -> Share:
            number = read_number(text.removesuffix("%"), places, _EXAMPLE)
            within(number, 0, 100, _percent)
            return number if places else int(number)

        return parse

    @classmethod
    def to_json(cls, field: Percentage, value: Share) -> int | str:
        return plain(value) if field.places else int(value)

    @classmethod
    def from_json(cls, field: Percentage, data: int | str) -> Share:
        return Decimal(data) if field.places else int(data)

    @classmethod
    def raw(cls, field: Percentage, value: Share | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [typed(value)]}

    @classmethod
    def json_schema(cls, field: Percentage) -> dict[str, Any]:
        whole = {"type": "integer", "minimum": 0, "maximum": 100}
        return {"type": "string", "pattern": decimal_pattern(field.places)} if field.places else whole

    @classmethod
    def show(cls, field: Percentage, value: Share, language: str) -> str:
        return _percent(value, language)

    @classmethod
    def widget(cls, field: Percentage, place: Place, say: Say) -> str:
        html = input_(field, place, say, attributes=' inputmode="decimal" autocomplete="off" maxlength="12"')
        return with_unit(html, "%", say)

    @classmethod
    def sample(cls, field: Percentage) -> Share:
        return 50

    @classmethod
    def example(cls, field: Percentage, rng: Random) -> Share:
        return Decimal(rng.randrange(1001)) / 10 if field.places else rng.randrange(101)

    @classmethod
    def wrongs(cls, field: Percentage) -> list[dict[str, list[str]]]:
        texts = ("half", "101", "-1", "100,01", "1e1", "50 %%", f"5,{'1' * (field.places + 1)}", "9" * 5000, "\0")
        return [{field.id: [text]} for text in texts]


def _percent(value: Share, language: str) -> str:
    return f"{shown(value, language)}{'' if language == 'en' else ' '}%"

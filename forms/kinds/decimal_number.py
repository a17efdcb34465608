"""A number with decimals, kept exactly."""

from __future__ import annotations

from decimal import Decimal
from random import Random
from typing import Any

from core.definitions import DecimalNumber
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.markup import input_, with_unit
from forms.kinds.numbers import near, plain, read_number, shown, typed, within

_LIMIT = 40


class DecimalKind(Kind):
    name = "decimal"
    definition = DecimalNumber

    @classmethod
    def parser(cls, field: DecimalNumber) -> Parser:
        places, low, high = field.places, field.minimum, field.maximum

        def parse(text: str) -> Decimal:
            number = read_number(text, places)
            within(number, low, high, shown)
            return number

        return parse

    @classmethod
    def to_json(cls, field: DecimalNumber, value: Decimal) -> str:
        return plain(value)

    @classmethod
    def from_json(cls, field: DecimalNumber, data: str | int) -> Decimal:
        return Decimal(data)

    @classmethod
    def raw(cls, field: DecimalNumber, value: Decimal | int | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [typed(value)]}

    @classmethod
    def json_schema(cls, field: DecimalNumber) -> dict[str, Any]:
        return {"type": "string", "pattern": decimal_pattern(field.places)}

    @classmethod
    def show(cls, field: DecimalNumber, value: Decimal, language: str) -> str:
        return f"{shown(value, language)} {field.unit.text(language)}" if field.unit else shown(value, language)

    @classmethod
    def widget(cls, field: DecimalNumber, place: Place, say: Say) -> str:
        html = input_(field, place, say, attributes=f' inputmode="decimal" autocomplete="off" maxlength="{_LIMIT}"')
        return with_unit(html, field.unit, say)

    @classmethod
    def sample(cls, field: DecimalNumber) -> Decimal:
        return near(Decimal(12) if field.places == 0 else Decimal("2.5"), field.minimum, field.maximum)

    @classmethod
    def example(cls, field: DecimalNumber, rng: Random) -> Decimal:
        low = field.minimum if field.minimum is not None else min(Decimal(0), field.maximum or Decimal(0))
        high = min(field.maximum if field.maximum is not None else low + 40, low + 40)
        value = low + (high - low) * Decimal(rng.randrange(101)) / 100
        rounded = round(value, field.places)
        return (rounded if low <= rounded <= high else low).normalize() + 0

    @classmethod
    def wrongs(cls, field: DecimalNumber) -> list[dict[str, list[str]]]:
        texts = ["two", "1e9", "1,2,3", "1.23.4", "9" * 5000, "²", "NaN", "1_000", f"0,{'1' * (field.places + 1)}", "\0"]
        texts += [typed(field.minimum - 1)] if field.minimum is not None else []
        texts += [typed(field.maximum + 1)] if field.maximum is not None else []
        return [{field.id: [text]} for text in texts]


def decimal_pattern(places: int) -> str:
    return rf"^-?[0-9]+(\.[0-9]{{1,{places}}})?$" if places else "^-?[0-9]+$"

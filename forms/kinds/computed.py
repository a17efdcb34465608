"""An answer that nobody types: worked out from facts and other answers, shown, and stored with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

from core.definitions import Computed
from core.web.i18n import day_text
from forms.kinds.base import Kind, Place, Raw, Reader, Say
from forms.kinds.markup import given
from forms.kinds.numbers import plain, shown
from forms.kinds.yes_no import in_words


class ComputedKind(Kind):
    name = "computed"
    definition = Computed

    @classmethod
    def reader(cls, field: Computed, name: str) -> Reader:
        def read(raw: Raw) -> None:
            return None

        return read

    @classmethod
    def of(cls, field: Computed, value: Any) -> Any:
        """What a rule gave, as an answer: whole numbers as int, others without zeros at their end; None where it is unknown."""
        if isinstance(value, Decimal):
            return int(value) if value == value.to_integral_value() else value.normalize()
        return value

    @classmethod
    def to_json(cls, field: Computed, value: Any) -> Any:
        return value.isoformat() if isinstance(value, date) else plain(value) if isinstance(value, Decimal) else value

    @classmethod
    def from_json(cls, field: Computed, data: Any) -> Any:
        if field.gives == "date":
            return date.fromisoformat(data)
        return Decimal(data) if field.gives == "number" and isinstance(data, str) else data

    @classmethod
    def raw(cls, field: Computed, value: Any, name: str = "") -> dict[str, list[str]]:
        return {}

    @classmethod
    def json_schema(cls, field: Computed) -> dict[str, Any]:
        schemas: dict[str, dict[str, Any]] = {
            "yes_no": {"type": "boolean"},
            "number": {"type": ["integer", "string"]},
            "date": {"type": "string", "format": "date"},
            "text": {"type": "string"},
        }
        return schemas[field.gives]

    @classmethod
    def show(cls, field: Computed, value: Any, language: str) -> str:
        if isinstance(value, bool):
            return in_words(value, language)
        if isinstance(value, (int, Decimal)):
            return shown(round(value, 6) if isinstance(value, Decimal) else value, language)
        return day_text(value, language) if isinstance(value, date) else str(value)

    @classmethod
    def widget(cls, field: Computed, place: Place, say: Say) -> str:
        return given(field, place, say)

    @classmethod
    def example(cls, field: Computed, rng: Random) -> None:
        return None  # its rule says what it is

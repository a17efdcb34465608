"""How the browser reads an answer: the names and bounds that forms/static/answers.js takes for the kinds that it knows."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from core.definitions import Field
from forms.kinds.numbers import plain
from forms.kinds.time_span import MOST

Bounds = list[Any]


def reader(field: Field, today: date) -> Bounds | None:
    """None for a kind that only the server reads: what its answers decide stays with the server."""
    written = _READERS.get(field.kind)
    if written is None:
        return None
    return [today.isoformat() if bound == "today" else _plain(bound) for bound in written(field)]


def is_read(field: Field) -> bool:
    return field.kind in _READERS


def _plain(bound: Any) -> Any:
    return plain(bound) if isinstance(bound, Decimal) else bound.isoformat() if isinstance(bound, date) else bound


_READERS: Mapping[str, Callable[[Any], Bounds]] = {
    "text": lambda field: ["text", field.max_length],
    "long_text": lambda field: ["lines", field.max_length],
    "whole_number": lambda field: ["whole", field.minimum, field.maximum],
    "decimal": lambda field: ["decimal", field.places, field.minimum, field.maximum],
    "percentage": lambda field: ["share", field.places],
    "money": lambda field: ["money", field.minimum, field.maximum],
    "time_span": lambda field: ["span", field.minimum, MOST if field.maximum is None else field.maximum],
    "date": lambda field: ["day", field.earliest, field.latest],
    "yes_no": lambda field: ["code" if field.not_stated else "yes"],
    "many_of": lambda _field: ["codes"],
    **dict.fromkeys(("choice", "scale", "country"), lambda _field: ["code"]),
}

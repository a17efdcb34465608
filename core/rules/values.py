"""What the Python reader calls at run time: values that do not fit become unknown, and numbers are fixed point.

A number has 10 places and is smaller than 10^24, whoever reads the rule: results are rounded half away from zero to the
tenth place, and what is bigger is unknown. A whole number is an `int`, so that comparing stays cheap.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from typing import TypeAlias

from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, ListOf, Row, SetOf, Type

Number: TypeAlias = "int | Decimal"

PLACES = 10
WHOLE_DIGITS = 24
LIMIT = 10**WHOLE_DIGITS
MOST_ENTRIES = 300
"""A set or list with more entries is unknown: what a quantifier may take is bounded."""

_SCALE = 10**PLACES
# wide enough for the exact product of two numbers; without traps, what cannot be is not finite and becomes unknown
_EXACT = Context(prec=80, rounding=ROUND_HALF_UP, traps=[])


def number(value: object) -> Number | None:
    """The value if it is a number: an int (true and false are none) or a finite decimal, rounded to the tenth place."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return whole(value)
    return rounded(value, PLACES) if isinstance(value, Decimal) else None


def whole(value: int) -> int | None:
    return value if -LIMIT < value < LIMIT else None


def rounded(value: Decimal, places: int) -> Number | None:
    """Half away from zero; an int where nothing is left behind the point; None if it is too big or no number."""
    if not value.is_finite() or (value and value.adjusted() > WHOLE_DIGITS):
        return None
    near = value.quantize(Decimal((0, (1,), -places)), context=_EXACT) if value else Decimal(0)
    if not -LIMIT < near < LIMIT:
        return None
    return int(near) if near == near.to_integral_value() else near.normalize(_EXACT)


def day(value: object) -> date | None:
    """The value if it is a date without a time."""
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def clean(type_: Type, value: object) -> object:
    """The value if it is of the type, else None. Never raises: values are judged when they are recorded, not here."""
    match type_:
        case Code():
            return value if isinstance(value, str) and value in type_.codes else None
        case SetOf():
            return _entries(type_.item, value, frozenset) if isinstance(value, set | frozenset) else None
        case ListOf():
            return _entries(type_.item, value, tuple) if isinstance(value, tuple | list) else None
        case Row():
            return _row(type_, value) if isinstance(value, Mapping) else None
    check = _PLAIN.get(type_)
    return None if check is None else check(value)


def _entries(type_: Type, value: set[object] | frozenset[object] | tuple[object, ...] | list[object], kind: type) -> object:
    """An entry of a wrong type makes the whole unknown, since counting and `every` would be wrong without it."""
    if len(value) > MOST_ENTRIES:
        return None
    entries = [clean(type_, entry) for entry in value]
    return None if any(entry is None for entry in entries) else kind(entries)


def _row(type_: Row, value: Mapping[object, object]) -> dict[str, object]:
    """With each answer, None where it is not known."""
    return {field: clean(kind, value.get(field)) for field, kind in type_.fields}


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


_PLAIN: Mapping[Type, Callable[[object], object]] = {TEXT: _text, NUMBER: number, DATE: day, BOOLEAN: _truth}


def add(left: Number, right: Number) -> Number | None:
    if type(left) is int and type(right) is int:
        return whole(left + right)
    return rounded(_EXACT.add(left, right), PLACES)


def subtract(left: Number, right: Number) -> Number | None:
    if type(left) is int and type(right) is int:
        return whole(left - right)
    return rounded(_EXACT.subtract(left, right), PLACES)


def multiply(left: Number, right: Number) -> Number | None:
    if type(left) is int and type(right) is int:
        return whole(left * right)
    return rounded(_EXACT.multiply(left, right), PLACES)


def divide(left: Number, right: Number) -> Number | None:
    """The exact quotient, rounded once; unknown for a division by zero."""
    if not right:
        return None
    top, bottom = _scaled(left), _scaled(right)
    size = (2 * abs(top) * _SCALE + abs(bottom)) // (2 * abs(bottom))
    return _unscaled(size if (top < 0) is (bottom < 0) else -size)


def negate(value: Number) -> Number | None:
    return subtract(0, value)


def modulo(dividend: Number, divisor: Number) -> Number | None:
    """With the sign of the divisor; unknown for zero."""
    return _unscaled(_scaled(dividend) % _scaled(divisor)) if divisor else None


def absolute(value: Number) -> Number:
    return value.copy_abs() if isinstance(value, Decimal) else abs(value)


def floor(value: Number) -> Number | None:
    return whole(math.floor(value))


def ceiling(value: Number) -> Number | None:
    return whole(math.ceil(value))


def round_half_up(value: Number, places: Number) -> Number | None:
    """Half away from zero, as everywhere; the places are 0 to 10."""
    return value if isinstance(value, int) else rounded(value, int(places))


def substring(text: str, start: Number, length: Number | None = None) -> str | None:
    """The first sign has the place 1, the last one -1. Unknown for a start that is no place in the text, and for a
    length below 1."""
    first, taken = int(start), len(text) if length is None else int(length)
    if not 1 <= abs(first) <= len(text) or taken < 1:
        return None
    begin = first - 1 if first > 0 else len(text) + first
    return text[begin : begin + taken]


def _scaled(value: Number) -> int:
    return value * _SCALE if isinstance(value, int) else int(value.scaleb(PLACES, _EXACT))


def _unscaled(value: int) -> Number | None:
    return rounded(Decimal(value).scaleb(-PLACES, _EXACT), PLACES)


def some(entries: Iterable[object], holds: Callable[[object], bool | None]) -> bool | None:
    """Kleene's `or` over the entries."""
    unknown = False
    for entry in entries:
        found = holds(entry)
        if found:
            return True
        unknown = unknown or found is None
    return None if unknown else False


def every(entries: Iterable[object], holds: Callable[[object], bool | None]) -> bool | None:
    """Kleene's `and` over the entries."""
    unknown = False
    for entry in entries:
        found = holds(entry)
        if found is False:
            return False
        unknown = unknown or found is None
    return None if unknown else True

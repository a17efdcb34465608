"""What the Python reader calls at run time: values that do not fit become unknown, arithmetic stays bounded."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Context, Decimal
from typing import TypeAlias

from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, ListOf, SetOf, Type

Number: TypeAlias = "int | Decimal"

# the decimals of FEEL (IEEE 754 decimal128): results keep 34 digits and an exponent of four digits,
# without traps, so that too big, too small and divided by zero end in a value that is not finite
_CONTEXT = Context(prec=34, Emin=-6143, Emax=6144, traps=[])
_INT_BITS = 113


def number(value: object) -> Number | None:
    """The value if it is a number: an int (true and false are none) or a finite decimal."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    return value if isinstance(value, Decimal) and value.is_finite() else None


def day(value: object) -> date | None:
    """The value if it is a date without a time."""
    return value if isinstance(value, date) and not isinstance(value, datetime) else None


def clean(type_: Type, value: object) -> object:
    """The value if it is of the type, else None. Never raises: values are judged when they are recorded, not here."""
    match type_:
        case Code():
            return value if isinstance(value, str) and value in type_.codes else None
        case SetOf():
            fits = isinstance(value, set | frozenset) and all(clean(type_.item, member) is not None for member in value)
            return value if fits else None
        case ListOf():
            return value if isinstance(value, tuple | list) else None
    check = _PLAIN.get(type_)
    return None if check is None else check(value)


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _truth(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


_PLAIN: Mapping[Type, Callable[[object], object]] = {TEXT: _text, NUMBER: number, DATE: day, BOOLEAN: _truth}


def _bounded(operate: Callable[[Number, Number], Decimal]) -> Callable[[Number, Number], Decimal | None]:
    def operation(left: Number, right: Number) -> Decimal | None:
        # a huge int is turned to a decimal digit by digit before any context looks at it
        if (type(left) is int and left.bit_length() > _INT_BITS) or (type(right) is int and right.bit_length() > _INT_BITS):
            return None
        result = operate(left, right)
        return result if result.is_finite() else None

    return operation


add = _bounded(_CONTEXT.add)
subtract = _bounded(_CONTEXT.subtract)
multiply = _bounded(_CONTEXT.multiply)
divide = _bounded(_CONTEXT.divide)


def negate(value: Number) -> Decimal | None:
    """Zero minus the value, bounded as every result."""
    return subtract(0, value)

"""What SQLite cannot work out exactly: decimals, months of a calendar. Functions for SQL, by the Python reader's own.

A number comes as a whole number, as a float of fourteen digits or as text, and goes as a whole number or, where it has
decimals or does not fit into eight bytes, as text. NULL gives NULL.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from core.rules import values
from core.rules.durations import add_days, add_months, whole_months

Stored: TypeAlias = "int | float | str | None"

_WHOLE = 2**63


def teach(connection: sqlite3.Connection) -> None:
    """Make the functions of rules known to a connection."""
    for name, (arguments, function) in _FUNCTIONS.items():
        connection.create_function(name, arguments, function, deterministic=True)


def _read(stored: Stored) -> int | Decimal | None:
    if stored is None or isinstance(stored, int):
        return stored
    return Decimal(stored if isinstance(stored, str) else repr(stored))


def _write(number: int | Decimal | None) -> Stored:
    if number is None:
        return None
    whole = int(number)
    if whole == number:
        return whole if -_WHOLE <= whole < _WHOLE else str(whole)
    return format(number, "f").rstrip("0")


def _strict(function: Callable[..., int | Decimal | None]) -> Callable[..., Stored]:
    """A function of numbers that are known."""

    def called(*stored: Stored) -> Stored:
        if None in stored:
            return None
        return _write(function(*map(_read, stored)))

    return called


def _compare(left: Stored, right: Stored) -> int | None:
    first, second = _read(left), _read(right)
    if first is None or second is None:
        return None
    return (first > second) - (first < second)


def _number(said: str | None) -> Stored:
    """A number of a JSON document: a number, or a decimal as text."""
    try:
        found = None if said is None else json.loads(said, parse_float=Decimal)
        return _write(values.number(Decimal(found) if isinstance(found, str) else found))
    except (ArithmeticError, ValueError):  # no decimal, or thousands of digits
        return None


def _date(text: str | None) -> str | None:
    try:
        return None if text is None or date.fromisoformat(text).isoformat() != text else text
    except ValueError:
        return None


def _moved(move: Callable[[date, int], date | None]) -> Callable[[str | None, int | None], str | None]:
    """A function of a day and a stretch of time."""

    def called(day: str | None, stretch: int | None) -> str | None:
        if day is None or stretch is None:
            return None
        found = move(date.fromisoformat(day), stretch)
        return None if found is None else found.isoformat()

    return called


def _months_between(start: str | None, end: str | None) -> int | None:
    if start is None or end is None:
        return None
    return whole_months(date.fromisoformat(start), date.fromisoformat(end))


_FUNCTIONS: dict[str, tuple[int, Callable[..., Stored]]] = {
    "rule_add": (2, _strict(values.add)),
    "rule_subtract": (2, _strict(values.subtract)),
    "rule_multiply": (2, _strict(values.multiply)),
    "rule_divide": (2, _strict(values.divide)),
    "rule_compare": (2, _compare),
    "rule_number": (1, _number),
    "rule_date": (1, _date),
    "rule_months_later": (2, _moved(add_months)),
    "rule_days_later": (2, _moved(add_days)),
    "rule_months_between": (2, _months_between),
    "rule_abs": (1, _strict(values.absolute)),
    "rule_floor": (1, _strict(values.floor)),
    "rule_ceiling": (1, _strict(values.ceiling)),
    "rule_round": (2, _strict(values.round_half_up)),
    "rule_modulo": (2, _strict(values.modulo)),
    "rule_min": (-1, _strict(min)),
    "rule_max": (-1, _strict(max)),
}

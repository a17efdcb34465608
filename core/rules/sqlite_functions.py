"""What SQLite cannot work out exactly: decimals, months of a calendar. Functions for SQL, by the Python reader's own.

A number comes as a whole number, as a float of fourteen digits or as text, and goes as a whole number or, where it has
decimals or does not fit into eight bytes, as text. NULL gives NULL.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeAlias

from core.rules import values
from core.rules.durations import add_days, add_months, whole_months
from core.rules.types import BOOLEAN, DATE, NUMBER, ListOf, Row, SetOf, Type

Stored: TypeAlias = "int | float | str | None"

_WHOLE = 2**63
DEEP: dict[str, Callable[[str], Stored]] = {}
"""Rules that SQLite's parser could not take in, by their digest."""


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


def _deep(key: str, facts: str) -> Stored:
    return DEEP[key](facts)


def facts_reader(types: Mapping[str, Type]) -> Callable[[str], dict[str, object]]:
    """From the JSON object of a row to facts as the Python reader takes them."""

    def read(facts: str) -> dict[str, object]:
        found = json.loads(facts, parse_float=Decimal)
        return {name: _value(type_, found.get(name)) for name, type_ in types.items()}

    return read


def _value(type_: Type, stored: Any) -> object:
    """A value as JSON has it; what is not of its type becomes something that is not of its type in Python either."""
    match type_, stored:
        case SetOf(item), list():
            entries = [_value(item, entry) for entry in stored]
            return None if any(isinstance(entry, dict | list) for entry in entries) else frozenset(entries)
        case ListOf(item), list():
            return tuple(_value(item, entry) for entry in stored)
        case Row(fields), dict():
            return {name: _value(kind, stored.get(name)) for name, kind in fields}
        case _, str() if type_ == NUMBER:
            return _read(_number(json.dumps(stored)))
        case _, str() if type_ == DATE:
            return None if _date(stored) is None else date.fromisoformat(stored)
        case _, 0 | 1 if type_ == BOOLEAN:  # a column holds numbers, a document true and false
            return bool(stored)
    return stored


def result_writer(value: Any) -> Stored:
    """What a rule gives, as SQLite keeps it."""
    if isinstance(value, bool):
        return int(value)
    if isinstance(value, date):
        return value.isoformat()
    return value if isinstance(value, str) else _write(value)


_FUNCTIONS: dict[str, tuple[int, Callable[..., Stored]]] = {
    "rule_add": (2, _strict(values.add)),
    "rule_subtract": (2, _strict(values.subtract)),
    "rule_multiply": (2, _strict(values.multiply)),
    "rule_divide": (2, _strict(values.divide)),
    "rule_compare": (2, _compare),
    "rule_deep": (2, _deep),
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

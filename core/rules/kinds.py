"""What sort of value a part of a checked rule gives, for readers that need no more than that; None where it does not matter."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.types import BOOLEAN, DATE, DAYS, MONTHS, NUMBER, TEXT, ListOf, Row, Scope, SetOf, Type

Entries = Mapping[str, t.Node]
"""The variables that mean something here, each with the list that it runs over."""

_RESULTS: Mapping[str, Type] = {
    "years and months duration": MONTHS,
    "substring": TEXT,
} | dict.fromkeys(
    ("count", "age_on", "days_between", "string length", "abs", "floor", "ceiling", "round half up", "modulo", "sum"), NUMBER
)


def kind_of(node: t.Node, scope: Scope, entries: Entries) -> Type | None:
    match node:
        case t.Literal(value):
            return _of_value(value)
        case t.Name(id_):
            return scope.get(id_)
        case t.Variable(id_):
            return entry_of(entries.get(id_), scope, entries)
        case t.Path(variable, field):
            row = entry_of(entries.get(variable), scope, entries)
            return dict(row.fields).get(field) if isinstance(row, Row) else None
        case t.Negate():
            return NUMBER
        case t.If(_, then, otherwise):
            first = kind_of(then, scope, entries)
            return first if first not in (None, TEXT) else kind_of(otherwise, scope, entries) or first
        case t.Arithmetic(operator, left, right):
            first, second = kind_of(left, scope, entries), kind_of(right, scope, entries)
            return DAYS if operator == "-" and first == second == DATE else DATE if second == DATE else first
        case t.Call("min" | "max", (first_argument, *_)):
            return kind_of(first_argument, scope, entries)
        case t.Call(function):
            return _RESULTS.get(function, BOOLEAN)
    return BOOLEAN


def entry_of(entries: t.Node | None, scope: Scope, known: Entries) -> Type | None:
    """The type of one entry of a set or list."""
    holder = kind_of(entries, scope, known) if entries is not None else None
    return holder.item if isinstance(holder, SetOf | ListOf) else None


def _of_value(value: t.Value) -> Type | None:
    match value:
        case bool():
            return BOOLEAN
        case str():
            return TEXT
        case Decimal():
            return NUMBER
        case date():
            return DATE
        case Duration():
            return DAYS if value.months is None else MONTHS
    return None

"""The one table of functions: what a rule may call, and how each reader spells it.

A function that is not in this table cannot be called; there is no other way to reach code from a rule.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from core.rules.derive import whole_years
from core.rules.durations import Duration
from core.rules.types import ANY, BOOLEAN, DATE, DURATION, ITEM, NUMBER, TEXT, SetOf, Type


@dataclass(frozen=True, slots=True)
class Function:
    """A function and its spellings.

    `python` is called with known values only and gives a value or None (unknown), unless the function is not
    `strict`: then it gets None too. `sql` (maps SQL expressions to one), `javascript` (source of a function) and
    `words` (a sentence by language) are filled by the readers of those names.
    """

    name: str
    parameters: tuple[Type, ...]
    result: Type
    python: Callable[..., object]
    example: str
    strict: bool = True
    constant: bool = False
    """Takes one text in quotes and is worked out while the rule is read: it never stands in a tree."""
    sql: Callable[..., Any] | None = None
    javascript: str | None = None
    words: Mapping[str, str] = field(default_factory=dict)


def _day(text: str) -> date | None:
    try:
        # YYYY-MM-DD alone: Python also reads weeks and dates without hyphens, FEEL does not
        return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        return None


def _count(members: frozenset[object] | tuple[object, ...]) -> Decimal:
    return Decimal(len(members))


def _days_between(earlier: date, later: date) -> Decimal:
    return Decimal((later - earlier).days)


def _age_on(born: date, on: date) -> Decimal:
    return Decimal(whole_years(born, on))


_MEMBERS = SetOf(ANY)

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("date", (TEXT,), DATE, _day, 'date("2019-07-01")', constant=True),
        Function("duration", (TEXT,), DURATION, Duration.read, 'duration("P6M")', constant=True),
        Function(
            "is known",
            (ANY,),
            BOOLEAN,
            lambda value: value is not None,
            "is known(arrived_on)",
            strict=False,
            javascript="value => value !== null",
        ),
        Function(
            "contains",
            (_MEMBERS, ITEM),
            BOOLEAN,
            lambda members, item: item in members,
            'contains(support_needs, "language")',
            javascript="(members, item) => members.has(item)",
        ),
        Function("count", (_MEMBERS,), NUMBER, _count, "count(benefits)"),
        Function("age_on", (DATE, DATE), NUMBER, _age_on, "age_on(date_of_birth, entry_date)"),
        Function("days_between", (DATE, DATE), NUMBER, _days_between, "days_between(arrived_on, entry_date)"),
        Function(
            "starts with",
            (TEXT, TEXT),
            BOOLEAN,
            str.startswith,
            'starts with(postal_code, "59")',
            javascript="(text, start) => text.startsWith(start)",
        ),
    )
}
"""By name. Words of a name may be joined by a space or an underscore: `is known(x)`, `is_known(x)`."""


def find(name: str) -> Function | None:
    """The function of this name, in either way of writing it."""
    return FUNCTIONS.get(name) or FUNCTIONS.get(name.replace("_", " "))

"""The one table of functions: what a rule may call, what it takes and gives, and what it does in Python.

A function that is not in this table cannot be called; there is no other way to reach code from a rule. The other readers
keep their spellings of the same functions by name.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from core.rules import values
from core.rules.derive import whole_years
from core.rules.durations import Duration, days_from, whole_months
from core.rules.types import ANY, BOOLEAN, DATE, ITEM, MONTHS, NUMBER, TEXT, ListOf, SetOf, Type


@dataclass(frozen=True, slots=True)
class Signature:
    """What a function takes and gives.

    The last `optional` parameters may be left out. With `most`, the last parameter may stand until there are so many
    arguments.
    """

    parameters: tuple[Type, ...]
    result: Type
    optional: int = 0
    most: int | None = None

    def takes(self, count: int) -> bool:
        return len(self.parameters) - self.optional <= count <= (self.most or len(self.parameters))

    def parameter(self, place: int) -> Type:
        return self.parameters[min(place, len(self.parameters) - 1)]


@dataclass(frozen=True, slots=True)
class Function:
    """A function. `python` is called with known values only and gives a value or None (unknown), unless the function is
    not `strict`: then it gets None too."""

    name: str
    signatures: tuple[Signature, ...]
    """Ways to call it, told apart by the type of the first argument."""
    python: Callable[..., object]
    example: str
    strict: bool = True
    constant: bool = False
    """Takes one text in quotes and is worked out while the rule is read: it never stands in a tree."""
    reads: str | None = None
    """A fact that it reads. The parser puts its name before the one text that is written; `text()` leaves it out."""
    literal: tuple[int, int] | None = None
    """The last argument is a whole number that is written in the rule, from and to."""


def _one(parameters: tuple[Type, ...], result: Type, optional: int = 0) -> tuple[Signature, ...]:
    return (Signature(parameters, result, optional),)


def _day(text: str) -> date | None:
    try:
        # YYYY-MM-DD alone: Python also reads weeks and dates without hyphens, FEEL does not
        return date.fromisoformat(text) if len(text) == 10 and text[4] == text[7] == "-" else None
    except ValueError:
        return None


def _days_between(earlier: date, later: date) -> int:
    return days_from(later, earlier)


def _known(value: object) -> bool:
    return value is not None


def _has(holder: frozenset[object], item: object) -> bool:
    return item in holder


_MEMBERS, _ENTRIES = SetOf(ANY), ListOf(ANY)
_ASKS_A_SET = _one((_MEMBERS, ITEM), BOOLEAN)
_EXTREME = (Signature((NUMBER, NUMBER), NUMBER, most=10), Signature((DATE, DATE), DATE, most=10))
MOST_PLACES = values.PLACES

FUNCTIONS: dict[str, Function] = {
    function.name: function
    for function in (
        Function("date", _one((TEXT,), DATE), _day, 'date("2019-07-01")', constant=True),
        Function("duration", _one((TEXT,), MONTHS), Duration.read, 'duration("P6M")', constant=True),
        Function("is known", _one((ANY,), BOOLEAN), _known, "is known(arrived_on)", strict=False),
        Function(
            "contains",
            (Signature((_MEMBERS, ITEM), BOOLEAN), Signature((TEXT, TEXT), BOOLEAN)),
            _has,
            'contains(support_needs, "language")',
        ),
        Function("count", (Signature((_MEMBERS,), NUMBER), Signature((_ENTRIES,), NUMBER)), len, "count(benefits)"),
        Function("enrolled", _ASKS_A_SET, _has, 'enrolled("onnfit")', reads="enrolments"),
        Function("done", _ASKS_A_SET, _has, 'done("first_talk")', reads="done_steps"),
        Function("age_on", _one((DATE, DATE), NUMBER), whole_years, "age_on(date_of_birth, entry_date)"),
        Function("days_between", _one((DATE, DATE), NUMBER), _days_between, "days_between(arrived_on, entry_date)"),
        Function(
            "years and months duration",
            _one((DATE, DATE), MONTHS),
            whole_months,
            'years and months duration(arrived_on, entry_date) >= duration("P18M")',
        ),
        Function("starts with", _one((TEXT, TEXT), BOOLEAN), str.startswith, 'starts with(postal_code, "59")'),
        Function("ends with", _one((TEXT, TEXT), BOOLEAN), str.endswith, 'ends with(postal_code, "3")'),
        Function("string length", _one((TEXT,), NUMBER), len, "string length(postal_code) = 5"),
        Function(
            "substring",
            _one((TEXT, NUMBER, NUMBER), TEXT, optional=1),
            values.substring,
            'substring(postal_code, 1, 2) = "59"',
        ),
        Function("abs", _one((NUMBER,), NUMBER), values.absolute, "abs(age - 18) <= 2"),
        Function("floor", _one((NUMBER,), NUMBER), values.floor, "floor(age / 10) = 2"),
        Function("ceiling", _one((NUMBER,), NUMBER), values.ceiling, "ceiling(age / 10) = 3"),
        Function(
            "round half up",
            _one((NUMBER, NUMBER), NUMBER),
            values.round_half_up,
            "round half up(age / 7, 2) = 2.57",
            literal=(0, MOST_PLACES),
        ),
        Function("modulo", _one((NUMBER, NUMBER), NUMBER), values.modulo, "modulo(age, 2) = 0"),
        Function("min", _EXTREME, min, "min(age, years_unskilled) >= 4"),
        Function("max", _EXTREME, max, "max(arrived_on, date_of_birth) < entry_date"),
    )
}
"""By name. Words of a name may be joined by a space or an underscore: `is known(x)`, `is_known(x)`."""

_ALSO = {"list contains": "contains"}


def find(name: str) -> Function | None:
    """The function of this name, in either way of writing it."""
    spaced = name.replace("_", " ")
    return FUNCTIONS.get(name) or FUNCTIONS.get(_ALSO.get(spaced, spaced))


def names_to_write() -> tuple[str, ...]:
    """All names that can be written, with spaces and with underscores."""
    spaced = (*FUNCTIONS, *_ALSO)
    return tuple(dict.fromkeys((*spaced, *(name.replace(" ", "_") for name in spaced))))

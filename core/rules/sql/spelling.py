"""What the two databases spell differently, and what both spell alike."""

from __future__ import annotations

import operator as operators
from abc import ABC, abstractmethod
from collections.abc import Callable, Sequence
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, TypeAlias

from sqlalchemy import (
    Boolean,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    String,
    and_,
    case,
    false,
    func,
    literal,
    or_,
    select,
    true,
)
from sqlalchemy.sql.visitors import iterate
from sqlalchemy.types import TypeEngine

from core.rules.types import BOOLEAN, DATE, DAYS, MONTHS, NULL, NUMBER, Code, ListOf, Row, SetOf, Type
from core.rules.values import MOST_ENTRIES

Expression: TypeAlias = ColumnElement[Any]

SMALL = 2**31
_FEW = 12
LONGEST = MOST_ENTRIES
COMPARE = {
    "=": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


class Spelling(ABC):
    """A database's words for what rules do. Values that are NULL give NULL, as all of SQL's operators have it."""

    name: str
    number_type: TypeEngine[Any]
    json_type: TypeEngine[Any]

    # values

    def column_type(self, type_: Type) -> TypeEngine[Any]:
        """The type of a SQL expression that holds values of the type."""
        plain: dict[Type, TypeEngine[Any]] = {
            NUMBER: self.number_type,
            DATE: Date(),
            BOOLEAN: Boolean(),
            NULL: Boolean(),
            MONTHS: Integer(),
            DAYS: Integer(),
        }
        if isinstance(type_, SetOf | ListOf | Row):
            return self.json_type
        return plain.get(type_) or String()

    @abstractmethod
    def number(self, value: Decimal) -> Expression: ...

    def fact(self, column: Expression) -> Expression:
        """A column as it stands in expressions."""
        return column

    def day(self, value: date) -> Expression:
        return literal(value, Date())

    def text(self, value: str) -> Expression:
        return literal(value, String())

    def whole(self, value: int) -> Expression:
        return literal(value, Integer())

    def known_to_be(self, value: Expression, truth: bool) -> Expression:
        """The constant, but unknown where the value is unknown."""
        return case((value.is_not(None), true() if truth else false()))

    def one_of(self, value: Expression, codes: Sequence[str], known: Sequence[str]) -> Expression:
        """Whether a code is among some of a list; an empty `in ()` would not be unknown for something unknown."""
        if not codes or len(codes) == len(known):
            return self.known_to_be(value, bool(codes))
        return value == self.text(codes[0]) if len(codes) == 1 else value.in_(codes)

    @abstractmethod
    def chosen(self, choice: Expression, branches: Sequence[Expression]) -> Expression:
        """A CASE with the type that its branches have in common."""

    # numbers

    @abstractmethod
    def compare(self, operator: str, left: Expression, right: Expression) -> Expression: ...

    @abstractmethod
    def calculate(self, operator: str, left: Expression, right: Expression) -> Expression: ...

    @abstractmethod
    def negate(self, value: Expression) -> Expression: ...

    @abstractmethod
    def absolute(self, value: Expression) -> Expression: ...

    @abstractmethod
    def floor(self, value: Expression) -> Expression: ...

    @abstractmethod
    def ceiling(self, value: Expression) -> Expression: ...

    @abstractmethod
    def rounded(self, value: Expression, places: int) -> Expression: ...

    @abstractmethod
    def modulo(self, value: Expression, divisor: Expression) -> Expression: ...

    @abstractmethod
    def extreme(self, word: str, values: Sequence[Expression]) -> Expression:
        """The `min` or `max` of numbers or of dates, unknown if one of them is."""

    # dates

    @abstractmethod
    def later_by_months(self, day: Expression, months: Expression) -> Expression: ...

    @abstractmethod
    def later_by_days(self, day: Expression, days: Expression) -> Expression: ...

    @abstractmethod
    def days_between(self, earlier: Expression, later: Expression) -> Expression: ...

    @abstractmethod
    def months_between(self, earlier: Expression, later: Expression) -> Expression: ...

    @abstractmethod
    def years_between(self, born: Expression, on: Expression) -> Expression: ...

    # texts

    def length(self, text: Expression) -> Expression:
        return func.length(text, type_=Integer())

    @abstractmethod
    def starts(self, text: Expression, start: Expression) -> Expression: ...

    @abstractmethod
    def ends(self, text: Expression, end: Expression) -> Expression: ...

    @abstractmethod
    def within(self, text: Expression, part: Expression) -> Expression: ...

    @abstractmethod
    def cut(self, number: Expression) -> Expression:
        """A number without its places, as an integer; far numbers may come nearer, to a million."""

    def substring(self, text: Expression, start: Expression, length: Expression | None = None) -> Expression:
        """The first sign has the place 1, the last one -1; unknown for a start that is no place, and a length below 1."""

        def build(text: Expression, start: Expression, *taken: Expression) -> Expression:
            size = self.length(text)
            place = case((start > 0, start), else_=size + start + 1)
            fits = and_(func.abs(start, type_=Integer()).between(1, size), *(count >= 1 for count in taken))
            return case((fits, func.substr(text, place, *taken, type_=String())))

        return once([text, *(self.cut(number) for number in (start, length) if number is not None)], build)

    # sets, lists, rows

    @abstractmethod
    def has(self, members: Expression, item: Expression, code: str | None) -> Expression:
        """Whether the set has the item; `code` is the item where it is a plain code that the rule writes."""

    @abstractmethod
    def count(self, members: Expression) -> Expression: ...

    @abstractmethod
    def entries(self, members: Expression, item: Type) -> tuple[FromClause, Expression]:
        """The entries as a table, and the expression for one of them."""

    # facts in JSON documents

    @abstractmethod
    def json_text(self, document: Expression, name: str) -> Expression: ...

    @abstractmethod
    def json_number(self, document: Expression, name: str) -> Expression: ...

    @abstractmethod
    def json_date(self, document: Expression, name: str) -> Expression: ...

    @abstractmethod
    def json_truth(self, document: Expression, name: str) -> Expression: ...

    @abstractmethod
    def json_array(self, document: Expression, name: str, item: Type) -> Expression:
        """An array of at most LONGEST entries that are all of the type."""


def ranked(value: Expression, codes: Code) -> Expression:
    """The place of a code on its list."""
    return case({code: place for place, code in enumerate(codes.codes)}, value=value)


def any_of(parts: Sequence[Expression]) -> Expression:
    return parts[0] if len(parts) == 1 else or_(*parts)


def once(values: Sequence[Expression], build: Callable[..., Expression]) -> Expression:
    """What is built of values that it uses more than once: big ones are worked out in a subquery of one row.

    Written out twice at each of fifty levels, a rule would not end. The offset keeps databases from merging the subquery.
    """
    big = [place for place, value in enumerate(values) if sum(1 for _ in islice(iterate(value), _FEW + 1)) > _FEW]
    if not big:
        return build(*values)
    row = select(*(values[place].label(f"v{place}") for place in big)).correlate_except().offset(0).subquery()
    parts = [row.c[f"v{place}"] if place in big else value for place, value in enumerate(values)]
    return select(build(*parts)).correlate_except(row).scalar_subquery()

"""How SQLite says it: its own operators where they are exact, the functions of `sqlite_functions` where they are not.

Dates are texts, which sort as they should. A number is a whole one, a float of a typed column (exact, since fourteen
digits fit into one), or what a function worked out: a whole number or, as text, a decimal. The last kind has the type
`Exact` and is compared by a function.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    Dialect,
    Float,
    FromClause,
    Integer,
    String,
    TypeDecorator,
    case,
    cast,
    false,
    func,
    literal,
    select,
    true,
    type_coerce,
)

from core.rules.sql.phrase import Phrase
from core.rules.sql.spelling import COMPARE, LONGEST, Expression, Spelling, once
from core.rules.types import Code, Row, Type

_EXACT_DIGITS = 14
_FUNCTIONS = {"+": "rule_add", "-": "rule_subtract", "*": "rule_multiply", "/": "rule_divide"}


class Exact(TypeDecorator[Decimal | int]):
    """A number as the functions of `sqlite_functions` give it."""

    impl = String
    cache_ok = True

    def process_result_value(self, value: Any, _dialect: Dialect) -> Decimal | int | None:
        return value if value is None or isinstance(value, int) else Decimal(str(value))


class SQLite(Spelling):
    name = "sqlite"
    number_type = Exact()
    json_type = JSON()

    def fact(self, column: Expression) -> Expression:
        # SQLAlchemy would write `= 1` behind each true or false, which costs a comparison a row
        return Phrase("{}", column, type_=Integer()) if isinstance(column.type, Boolean) else column

    # numbers

    def number(self, value: Decimal) -> Expression:
        if value == value.to_integral_value() and abs(value) < 2**53:
            return self.whole(int(value))
        digits = value.normalize().as_tuple().digits
        if len(digits) <= _EXACT_DIGITS:
            return literal(float(value), Float())
        return type_coerce(literal(format(value, "f"), String()), Exact())

    def chosen(self, choice: Expression, branches: Sequence[Expression]) -> Expression:
        types = [branch.type for branch in branches]
        return type_coerce(choice, next((type_ for type_ in types if isinstance(type_, Exact)), types[0]))

    def compare(self, operator: str, left: Expression, right: Expression) -> Expression:
        compare = COMPARE[operator]
        if isinstance(left.type, Exact) or isinstance(right.type, Exact):
            left, right = func.rule_compare(left, right, type_=Integer()), literal(0, Integer())
        compared: Expression = compare(left, right)
        return compared

    def calculate(self, operator: str, left: Expression, right: Expression) -> Expression:
        return _function(_FUNCTIONS[operator], left, right)

    def negate(self, value: Expression) -> Expression:
        return _function("rule_subtract", literal(0, Integer()), value)

    def absolute(self, value: Expression) -> Expression:
        return _function("rule_abs", value)

    def floor(self, value: Expression) -> Expression:
        return _function("rule_floor", value)

    def ceiling(self, value: Expression) -> Expression:
        return _function("rule_ceiling", value)

    def rounded(self, value: Expression, places: int) -> Expression:
        return _function("rule_round", value, literal(places, Integer()))

    def modulo(self, value: Expression, divisor: Expression) -> Expression:
        return _function("rule_modulo", value, divisor)

    def extreme(self, word: str, values: Sequence[Expression]) -> Expression:
        if any(isinstance(value.type, Exact) for value in values):
            return _function(f"rule_{word}", *values)
        best: Expression = getattr(func, word)(*values, type_=values[0].type)
        return best

    # dates

    def later_by_months(self, day: Expression, months: Expression) -> Expression:
        return func.rule_months_later(day, months, type_=day.type)

    def later_by_days(self, day: Expression, days: Expression) -> Expression:
        return func.rule_days_later(day, days, type_=day.type)

    def days_between(self, earlier: Expression, later: Expression) -> Expression:
        # both are midnights, halves that a float holds exactly
        return cast(func.julianday(later, type_=Float()) - func.julianday(earlier, type_=Float()), Integer())

    def months_between(self, earlier: Expression, later: Expression) -> Expression:
        return func.rule_months_between(earlier, later, type_=Integer())

    def years_between(self, born: Expression, on: Expression) -> Expression:
        # the division of integers cuts towards 0: 10,000 years more keep it above
        return (_digits(on) - _digits(born) + 100_000_000) // self.whole(10_000) - 10_000

    # texts

    def starts(self, text: Expression, start: Expression) -> Expression:
        return once([start], lambda start: func.substr(text, 1, func.length(start), type_=String()) == start)

    def ends(self, text: Expression, end: Expression) -> Expression:
        def build(text: Expression, end: Expression) -> Expression:
            begin = func.max(func.length(text, type_=Integer()) - func.length(end, type_=Integer()), 0, type_=Integer()) + 1
            return func.substr(text, begin, type_=String()) == end

        return once([text, end], build)

    def within(self, text: Expression, part: Expression) -> Expression:
        return func.instr(text, part, type_=Integer()) > 0

    def cut(self, number: Expression) -> Expression:
        whole = cast(number, Integer())
        return func.min(func.max(whole, -1_000_000), 1_000_000, type_=Integer())

    # sets, lists, rows

    def has(self, members: Expression, item: Expression, code: str | None) -> Expression:
        if code is not None:
            # a set of codes is stored as ["sgb2", "sgb3"]: much quicker than reading the array
            return func.instr(members, f'"{code}"', type_=Integer()) > 0
        table = func.json_each(members).table_valued("value")
        found = select(func.count()).select_from(table).where(table.c.value == item).correlate_except(table)
        known = members.is_not(None) & item.is_not(None)
        return case((known, found.scalar_subquery() > 0))

    def count(self, members: Expression) -> Expression:
        return func.json_array_length(members, type_=Integer())

    def entries(self, members: Expression, item: Type) -> tuple[FromClause, Expression]:
        table = func.json_each(members).table_valued("value", "type")
        if isinstance(item, Row):
            return table, type_coerce(table.c.value, JSON())
        return table, type_coerce(table.c.value, self.column_type(item))

    # facts in JSON documents

    def json_text(self, document: Expression, name: str) -> Expression:
        return case({"text": _found(document, name)}, value=_kind(document, name))

    def json_number(self, document: Expression, name: str) -> Expression:
        return _function("rule_number", document.op("->", return_type=String())(_path(name)))

    def json_date(self, document: Expression, name: str) -> Expression:
        return func.rule_date(self.json_text(document, name), type_=String())

    def json_truth(self, document: Expression, name: str) -> Expression:
        return case({"true": true(), "false": false()}, value=_kind(document, name))

    def json_array(self, document: Expression, name: str, item: Type) -> Expression:
        found = type_coerce(_found(document, name), JSON())
        table = func.json_each(document, _path(name)).table_valued("value", "type")
        strange = table.c.type != literal("object" if isinstance(item, Row) else "text", String())
        if isinstance(item, Code):
            strange = strange | table.c.value.not_in(list(item.codes))
        fits = (_kind(document, name) == "array") & (func.json_array_length(document, _path(name)) <= LONGEST)
        return case((fits & ~select(true()).select_from(table).where(strange).correlate_except(table).exists(), found))


def _function(name: str, *arguments: Expression) -> Expression:
    called: Expression = getattr(func, name)(*arguments, type_=Exact())
    return called


def _digits(day: Expression) -> Expression:
    """20240229 for 29 February 2024."""
    from sqlalchemy import cast

    return cast(func.replace(day, "-", ""), Integer())


def _path(name: str) -> str:
    return f'$."{name}"'


def _found(document: Expression, name: str) -> Expression:
    return func.json_extract(document, _path(name), type_=String())


def _kind(document: Expression, name: str) -> Expression:
    return func.json_type(document, _path(name), type_=String())

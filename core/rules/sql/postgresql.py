"""How PostgreSQL says it: numeric is exact, dates have a calendar, JSON is jsonb.

What could raise an error is guarded: one bad row must not stop the screening of a million. The guards use their operand
once, since a rule of fifty levels would double at each.
"""

from __future__ import annotations

import operator as operators
from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    FromClause,
    Integer,
    Interval,
    Numeric,
    String,
    case,
    cast,
    false,
    func,
    literal,
    literal_column,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB, array

from core.rules.sql.spelling import LONGEST, SMALL, Expression, Spelling, once
from core.rules.types import Code, Row, Type

_TOO_BIG = literal_column("1000000000000000000000000", Numeric())
_TOO_SMALL = literal_column("-1000000000000000000000000", Numeric())
# the calendar repeats after 400 years: days are moved 10,000 years later, where no sum leaves PostgreSQL's calendar
_CYCLE_MONTHS, _CYCLE_DAYS = 120_000, 3_652_425
_TOO_EARLY = literal_column("DATE '10000-12-31'", Date())
_TOO_LATE = literal_column("DATE '20000-01-01'", Date())
# the precedence of + and -, so that SQLAlchemy sets brackets
_SUM = 7
_PLACES = 10
# a quotient of two numbers of 34 digits is a tie at the tenth place or at least 10^-44 away from one
_EXACT_QUOTIENT = 50
_NUMBER = r"^-?[0-9]{1,200}(\.[0-9]{1,200})?([eE][-+]?[0-9]{1,3})?$"
_DAY = (
    r"^(?!0000)[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
    r"|^(?!0000)([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29$"
)
_COMPARE = {
    "=": operators.eq,
    "!=": operators.ne,
    "<": operators.lt,
    "<=": operators.le,
    ">": operators.gt,
    ">=": operators.ge,
}


class PostgreSQL(Spelling):
    name = "postgresql"
    number_type = Numeric()
    json_type = JSONB()

    # numbers

    def number(self, value: Decimal) -> Expression:
        if value == value.to_integral_value() and abs(value) < SMALL:
            return self.whole(int(value))
        return literal(value, Numeric())

    def chosen(self, choice: Expression, branches: Sequence[Expression]) -> Expression:
        types = [branch.type for branch in branches]
        return type_coerce(choice, next((type_ for type_ in types if isinstance(type_, Numeric)), types[0]))

    def compare(self, operator: str, left: Expression, right: Expression) -> Expression:
        compared: Expression = _COMPARE[operator](left, right)
        return compared

    def calculate(self, operator: str, left: Expression, right: Expression) -> Expression:
        first, second = _exact(left), _exact(right)
        if operator == "/":
            return _fit(func.round(func.round(first, _EXACT_QUOTIENT) / func.nullif(second, 0, type_=Numeric()), _PLACES))
        if operator == "*":
            return _fit(func.round(first * second, _PLACES))
        return _fit(first + second if operator == "+" else first - second)

    def negate(self, value: Expression) -> Expression:
        return -_exact(value)

    def absolute(self, value: Expression) -> Expression:
        return func.abs(_exact(value), type_=Numeric())

    def floor(self, value: Expression) -> Expression:
        return _fit(func.floor(_exact(value)))

    def ceiling(self, value: Expression) -> Expression:
        return _fit(func.ceil(_exact(value)))

    def rounded(self, value: Expression, places: int) -> Expression:
        return _fit(func.round(_exact(value), places))

    def modulo(self, value: Expression, divisor: Expression) -> Expression:
        def build(value: Expression, divisor: Expression) -> Expression:
            other: Expression = func.nullif(divisor, 0, type_=Numeric())
            return func.mod(func.mod(value, other, type_=Numeric()) + other, other, type_=Numeric())

        return once([_exact(value), _exact(divisor)], build)

    def extreme(self, word: str, values: Sequence[Expression]) -> Expression:
        same = [_exact(value) if isinstance(value.type, Integer | Numeric) else value for value in values]
        one = func.unnest(array(same)).column_valued()
        best = (func.min if word == "min" else func.max)(one)
        found = select(case((func.count(one) == func.count(), best))).correlate_except(_from(one))
        return type_coerce(found.scalar_subquery(), same[0].type)

    # dates

    def later_by_months(self, day: Expression, months: Expression) -> Expression:
        moved = func.make_interval(0, _ahead(months, _CYCLE_MONTHS), type_=Interval())
        return _back_again(cast(day.op("+", _SUM)(moved), Date()))

    def later_by_days(self, day: Expression, days: Expression) -> Expression:
        return _back_again(day.op("+", _SUM, return_type=Date())(_ahead(days, _CYCLE_DAYS)))

    def days_between(self, earlier: Expression, later: Expression) -> Expression:
        return later.op("-", _SUM, return_type=Integer())(earlier)

    def months_between(self, earlier: Expression, later: Expression) -> Expression:
        return once([_digits(earlier), _digits(later)], lambda first, last: (_months(last) - _months(first)) // self.whole(100))

    def years_between(self, born: Expression, on: Expression) -> Expression:
        # the division of integers cuts towards 0: 10,000 years more keep it above
        return (_digits(on) - _digits(born) + 100_000_000) // self.whole(10_000) - 10_000

    # texts

    def starts(self, text: Expression, start: Expression) -> Expression:
        return func.starts_with(text, start, type_=Boolean())

    def ends(self, text: Expression, end: Expression) -> Expression:
        return once([end], lambda end: func.right(text, func.length(end), type_=String()) == end)

    def within(self, text: Expression, part: Expression) -> Expression:
        return func.strpos(text, part, type_=Integer()) > 0

    def cut(self, number: Expression) -> Expression:
        return cast(func.trunc(_clamp(_exact(number), 1_000_000)), Integer())

    # sets, lists, rows

    def has(self, members: Expression, item: Expression, code: str | None) -> Expression:
        return members.bool_op("?")(item)

    def count(self, members: Expression) -> Expression:
        return case({"array": func.jsonb_array_length(members, type_=Integer())}, value=func.jsonb_typeof(members))

    def entries(self, members: Expression, item: Type) -> tuple[FromClause, Expression]:
        function = func.jsonb_array_elements if isinstance(item, Row) else func.jsonb_array_elements_text
        table = function(_array(members)).table_valued("value")
        return table, type_coerce(table.c.value, self.column_type(item))

    # facts in JSON documents

    def json_text(self, document: Expression, name: str) -> Expression:
        return case({"string": _said(document, name)}, value=_kind(document, name))

    def json_number(self, document: Expression, name: str) -> Expression:
        said = _said(document, name)
        fits = _kind(document, name).in_(("number", "string")) & said.regexp_match(_NUMBER)
        return case((fits, _fit(func.round(cast(said, Numeric()), _PLACES))))

    def json_date(self, document: Expression, name: str) -> Expression:
        said = _said(document, name)
        return case((said.regexp_match(_DAY), cast(said, Date())))

    def json_truth(self, document: Expression, name: str) -> Expression:
        fits = {"true": true(), "false": false()}
        return case({"boolean": case(fits, value=_said(document, name))}, value=_kind(document, name))

    def json_array(self, document: Expression, name: str, item: Type) -> Expression:
        found = _part(document, name)
        fits = self.count(found) <= LONGEST
        if isinstance(item, Code):
            return case((fits & _array(found).bool_op("<@")(literal(list(item.codes), JSONB())), found))
        kind = literal("object" if isinstance(item, Row) else "string", String())
        table = func.jsonb_array_elements(_array(found)).table_valued("value")
        strange = select(true()).select_from(table).where(func.jsonb_typeof(table.c.value) != kind).correlate_except(table)
        return case((fits & ~strange.exists(), found))


def _exact(value: Expression) -> Expression:
    return cast(value, Numeric()) if isinstance(value.type, Integer) else type_coerce(value, Numeric())


def _fit(value: Expression) -> Expression:
    """NULL for what is too big. GREATEST and LEAST skip NULL, which therefore turns into a limit and back into NULL."""
    return _between(value, _TOO_SMALL, _TOO_BIG, Numeric())


def _back_again(day: Expression) -> Expression:
    """A day of 10,000 years later; NULL for what lies outside of the years 1 to 9999."""
    kept = _between(day, _TOO_EARLY, _TOO_LATE, Date())
    return kept.op("-", _SUM, return_type=Date())(literal(_CYCLE_DAYS, Integer()))


def _between(value: Expression, low: Expression, high: Expression, type_: Any) -> Expression:
    clamped = func.least(func.greatest(value, low), high)
    return func.nullif(func.nullif(clamped, low), high, type_=type_)


def _ahead(stretch: Expression, cycle: int) -> Expression:
    """A stretch of time to be added to reach the day 10,000 years later; from 0, also for NULL, to 20,000 years."""
    return func.least(func.greatest(stretch + cycle, 0), 2 * cycle, type_=Integer())


def _clamp(number: Expression, most: int) -> Expression:
    """A number that is out of bounds for what it is used for stays so, and fits into the type. NULL becomes the lowest."""
    return func.least(func.greatest(number, -most), most, type_=number.type)


def _digits(day: Expression) -> Expression:
    """20240229 for 29 February 2024."""
    return cast(func.to_char(day, "YYYYMMDD"), Integer())


def _months(digits: Expression) -> Expression:
    """Months since the year 0, times 100, plus the day: 20240229 is year × 1200 + month × 100 + day."""
    return digits - (digits // literal(10_000, Integer())) * 8_800


def _array(found: Expression) -> Expression:
    """NULL for what is no array: reading the entries of something else is an error."""
    return case({"array": found}, value=func.jsonb_typeof(found, type_=String()))


def _part(document: Expression, name: str) -> Expression:
    return document.op("->", return_type=JSONB())(literal(name, String()))


def _said(document: Expression, name: str) -> Expression:
    return document.op("->>", return_type=String())(literal(name, String()))


def _kind(document: Expression, name: str) -> Expression:
    return func.jsonb_typeof(_part(document, name), type_=String())


def _from(one: Any) -> FromClause:
    found: FromClause = one.table
    return found

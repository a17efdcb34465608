"""How PostgreSQL says it: numeric is exact, dates have a calendar, JSON is jsonb.

What could raise an error is guarded: one bad row must not stop the screening of a million. The guards use their operand
once, since a rule of fifty levels would double at each.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import (
    Boolean,
    Date,
    FromClause,
    Integer,
    Numeric,
    String,
    case,
    cast,
    false,
    func,
    literal,
    select,
    true,
    type_coerce,
)
from sqlalchemy.dialects.postgresql import JSONB

from core.rules.sql.phrase import Phrase
from core.rules.sql.spelling import COMPARE, LONGEST, SMALL, Expression, Spelling, once
from core.rules.types import Code, Row, Type
from core.rules.values import PLACES, WHOLE_DIGITS

# the calendar repeats after 400 years: days are moved 10,000 years later, where no sum leaves PostgreSQL's calendar
_CYCLE_MONTHS, _CYCLE_DAYS = 120_000, 3_652_425
_TOO_EARLY, _TOO_LATE = "DATE '10000-12-31'", "DATE '20000-01-01'"
_TOO_BIG = "1" + "0" * WHOLE_DIGITS
# a quotient of two numbers of 34 digits is a tie at the tenth place or at least 10^-44 away from one: 50 places tell them apart
_CALCULATE = {
    "+": "({}) + ({})",
    "-": "({}) - ({})",
    "*": f"round(({{}}) * ({{}}), {PLACES})",
    "/": f"round(round({{}}, 50) / nullif({{}}, 0), {PLACES})",
}
# GREATEST and LEAST skip NULL
_EXTREME = "(SELECT CASE WHEN count(v) = count(*) THEN BEST(v) END FROM unnest(ARRAY[LISTED]) AS one (v))"
# SQL's has the sign of the dividend
_MODULO = "mod(mod({}, nullif({}, 0)) + ({}), nullif({}, 0))"
_NUMBER = r"^-?[0-9]{1,200}(\.[0-9]{1,200})?([eE][-+]?[0-9]{1,4})?$"
_DAY = (
    r"^(?!0000)[0-9]{4}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$"
    r"|^(?!0000)([0-9]{2}(0[48]|[2468][048]|[13579][26])|([02468][048]|[13579][26])00)-02-29$"
)


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
        compared: Expression = COMPARE[operator](left, right)
        return compared

    def calculate(self, operator: str, left: Expression, right: Expression) -> Expression:
        return _fit(_CALCULATE[operator], _exact(left), _exact(right))

    def negate(self, value: Expression) -> Expression:
        return Phrase("(- ({}))", _exact(value), type_=Numeric())

    def absolute(self, value: Expression) -> Expression:
        return Phrase("abs({})", _exact(value), type_=Numeric())

    def floor(self, value: Expression) -> Expression:
        return _fit("floor({})", _exact(value))

    def ceiling(self, value: Expression) -> Expression:
        return _fit("ceil({})", _exact(value))

    def rounded(self, value: Expression, places: int) -> Expression:
        return _fit(f"round({{}}, {places:d})", _exact(value))

    def modulo(self, value: Expression, divisor: Expression) -> Expression:
        def build(divisor: Expression) -> Expression:
            return Phrase(_MODULO, _exact(value), *[divisor] * 3, type_=Numeric())

        return once([_exact(divisor)], build)

    def extreme(self, word: str, values: Sequence[Expression]) -> Expression:
        same = [_exact(value) if isinstance(value.type, Integer | Numeric) else value for value in values]
        template = _EXTREME.replace("BEST", word).replace("LISTED", ", ".join(["{}"] * len(same)))
        return Phrase(template, *same, type_=same[0].type)

    # dates

    def later_by_months(self, day: Expression, months: Expression) -> Expression:
        return _back_again("CAST(({}) + make_interval(0, " + _ahead(_CYCLE_MONTHS) + ") AS DATE)", day, months)

    def later_by_days(self, day: Expression, days: Expression) -> Expression:
        return _back_again("({}) + " + _ahead(_CYCLE_DAYS), day, days)

    def days_between(self, earlier: Expression, later: Expression) -> Expression:
        return Phrase("(({}) - ({}))", later, earlier, type_=Integer())

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
        # NULL becomes the lowest, which is no place in a text either
        return Phrase("CAST(trunc(least(greatest({}, -1000000), 1000000)) AS INTEGER)", number, type_=Integer())

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
        return case((fits, _fit(f"round(CAST({{}} AS NUMERIC), {PLACES})", said)))

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


def _fit(template: str, *parts: Expression) -> Expression:
    """NULL for what is too big."""
    return Phrase(_between(template, f"-{_TOO_BIG}", _TOO_BIG), *parts, type_=Numeric())


def _back_again(template: str, *parts: Expression) -> Expression:
    """A day of 10,000 years later; NULL for what lies outside of the years 1 to 9999."""
    return Phrase(f"({_between(template, _TOO_EARLY, _TOO_LATE)} - {_CYCLE_DAYS})", *parts, type_=Date())


def _between(template: str, low: str, high: str) -> str:
    """NULL outside. GREATEST and LEAST skip NULL, which therefore turns into a limit and back into NULL."""
    return f"nullif(nullif(least(greatest({template}, {low}), {high}), {low}), {high})"


def _ahead(cycle: int) -> str:
    """A stretch of time to be added to reach the day 10,000 years later; from 0, also for NULL, to 20,000 years."""
    return f"least(greatest(({{}}) + {cycle}, 0), {2 * cycle})"


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

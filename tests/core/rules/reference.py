"""A slow evaluator that is plain to see: the oracle which the compiled rules are held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Context, Decimal
from fractions import Fraction

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, ListOf, Ordered, Row, Scope, SetOf, Type

WIDE = Context(prec=200, rounding=ROUND_HALF_UP)
TENTH_PLACE = 10**10
TOO_BIG = 10**24


def evaluate(
    node: t.Node, facts: Mapping[str, object], scope: Scope, entries: Mapping[str, tuple[Type, object]] | None = None
) -> object:
    """`entries`: what the variables of quantifiers stand for, with its type."""
    inside = entries or {}

    def value(part: t.Node) -> object:
        return evaluate(part, facts, scope, inside)

    match node:
        case t.Literal(Duration() as duration):
            return duration.amount
        case t.Literal(literal):
            return literal
        case t.Name(name):
            return recorded(scope[name], facts.get(name))
        case t.Variable(name):
            return inside[name][1]
        case t.Path(name, field):
            type_, row = inside[name]
            assert isinstance(type_, Row)
            assert isinstance(row, Mapping)
            return recorded(dict(type_.fields)[field], row.get(field))
        case t.Quantified(quantifier, name, holder, condition):
            members, type_ = value(holder), entry_type(holder, scope, inside)
            if members is None:
                return None
            assert isinstance(members, frozenset | tuple | list)
            found = [evaluate(condition, facts, scope, {**inside, name: (type_, each)}) for each in members]
            if quantifier == "some":
                return True if True in found else None if None in found else False
            return False if False in found else None if None in found else True
        case t.And(parts):
            values = [value(part) for part in parts]
            return False if False in values else None if None in values else True
        case t.Or(parts):
            values = [value(part) for part in parts]
            return True if True in values else None if None in values else False
        case t.Not(part):
            inner = value(part)
            return None if inner is None else not inner
        case t.Compare(operator, left, right):
            return compare(operator, value(left), value(right), order_of(left, right, scope, inside))
        case t.Between(item, lower, upper):
            return value(t.And((t.Compare(">=", item, lower), t.Compare("<=", item, upper))))
        case t.In(item, t.Range(lower, upper, from_, to)):
            low = t.Compare(">=" if from_ else ">", item, lower)
            return value(t.And((low, t.Compare("<=" if to else "<", item, upper))))
        case t.In(item, t.Items(items)):
            return value(t.Or(tuple(t.Compare("=", item, option) for option in items)))
        case t.In(item, holder):
            return value(t.Call("contains", (holder, item)))
        case t.If(condition, then, otherwise):
            truth = value(condition)
            return None if truth is None else value(then) if truth else value(otherwise)
        case t.Negate(part):
            return value(t.Arithmetic("-", t.Literal(Decimal(0)), part))
        case t.Arithmetic(operator, left, right):
            return calculate(operator, value(left), value(right), in_months(right))
        case t.Call(function, arguments):
            return call(function, [value(argument) for argument in arguments])
    raise AssertionError(node)


def recorded(type_: Type, value: object) -> object:
    """The value as rules see it: None unless it is of its type, a number to its tenth place."""
    if not fits(type_, value):
        return None
    return fixed(Fraction(value)) if type_ == NUMBER and isinstance(value, int | Decimal) else value


def fits(type_: Type, value: object) -> bool:
    if isinstance(type_, Code):
        return isinstance(value, str) and value in type_.codes
    if isinstance(type_, SetOf):
        return isinstance(value, frozenset) and len(value) <= 300 and all(fits(type_.item, member) for member in value)
    if isinstance(type_, ListOf):
        return isinstance(value, tuple | list) and len(value) <= 300 and all(fits(type_.item, entry) for entry in value)
    if isinstance(type_, Row):
        return isinstance(value, Mapping)
    if type_ == NUMBER:
        if isinstance(value, Decimal):
            return value.is_finite() and value.adjusted() < 1000
        return isinstance(value, int) and not isinstance(value, bool)
    if type_ == DATE:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, {TEXT: str, BOOLEAN: bool}[type_])


def entry_type(holder: t.Node, scope: Scope, inside: Mapping[str, tuple[Type, object]]) -> Type:
    match holder:
        case t.Name(name):
            found = scope[name]
        case t.Path(name, field):
            row = inside[name][0]
            assert isinstance(row, Row)
            found = dict(row.fields)[field]
        case _:
            raise AssertionError(holder)
    assert isinstance(found, SetOf | ListOf)
    return found.item


def order_of(left: t.Node, right: t.Node, scope: Scope, inside: Mapping[str, tuple[Type, object]]) -> tuple[str, ...]:
    for node in (left, right):
        match node:
            case t.Name(name) if isinstance(type_ := scope[name], Ordered):
                return type_.codes
            case t.Variable(name) if isinstance(type_ := inside[name][0], Ordered):
                return type_.codes
            case t.Path(name, field) if isinstance(type_ := dict(inside[name][0].fields)[field], Ordered):
                return type_.codes
            case t.If(_, then, otherwise):
                return order_of(then, otherwise, scope, inside)
    return ()


def in_months(node: t.Node) -> bool:
    """Whether a stretch of time is one of months; anything else is days."""
    match node:
        case t.Literal(Duration(months)):
            return months is not None
        case t.Call("years and months duration"):
            return True
        case t.Arithmetic(_, left, _):
            return in_months(left)
        case t.If(_, then, otherwise):
            return in_months(then) or in_months(otherwise)
    return False


def compare(operator: str, left: object, right: object, order: tuple[str, ...]) -> bool | None:
    if left is None or right is None:
        return None
    if operator in ("=", "!="):
        return (left == right) is (operator == "=")
    if order:
        left, right = order.index(str(left)), order.index(str(right))
    assert isinstance(left, int | Decimal | date)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def calculate(operator: str, left: object, right: object, months: bool) -> object:
    if left is None or right is None:
        return None
    if isinstance(left, date) and isinstance(right, date):
        return left.toordinal() - right.toordinal()
    if isinstance(left, date):
        assert isinstance(right, int | Decimal)
        return move(left, int(right) if operator == "+" else -int(right), months)
    assert isinstance(left, int | Decimal)
    assert isinstance(right, int | Decimal)
    first, second = Fraction(left), Fraction(right)
    match operator:
        case "+":
            return fixed(first + second)
        case "-":
            return fixed(first - second)
        case "*":
            return fixed(first * second)
    return fixed(first / second) if second else None


def fixed(value: Fraction) -> Decimal | None:
    """Rounded half away from zero to the tenth place; None from 10^24 on."""
    return rounded(value, 10)


def rounded(value: Fraction, places: int) -> Decimal | None:
    size = int(abs(value) * 10**places + Fraction(1, 2))
    if size >= TOO_BIG * 10**places:
        return None
    return Decimal(size if value >= 0 else -size).scaleb(-places, WIDE)


def move(day: date, amount: int, months: bool) -> date | None:
    if not months:
        number = day.toordinal() + amount
        return date.fromordinal(number) if date.min.toordinal() <= number <= date.max.toordinal() else None
    year, month, number = day.year, day.month, day.day
    step = 1 if amount > 0 else -1
    for _ in range(min(abs(amount), 200_000)):
        month += step
        if month in (0, 13):
            year, month = year + step, 12 if month == 0 else 1
    if not 1 <= year <= 9999:
        return None
    return date(year, month, min(number, days_of(year, month)))


def days_of(year: int, month: int) -> int:
    return 29 if month == 2 and leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def call(function: str, arguments: list[object]) -> object:
    if function == "is known":
        return arguments[0] is not None
    if None in arguments:
        return None
    match function, arguments:
        case (("contains" | "enrolled" | "done"), [frozenset() as members, item]):
            return any(member == item for member in members)
        case "contains", [str() as text, str() as part]:
            return any(text[place : place + len(part)] == part for place in range(len(text) + 1))
        case "count", [frozenset() | tuple() | list() as members]:
            return sum(1 for _ in members)
        case "age_on", [date() as born, date() as on]:
            return (
                sum(1 for year in range(born.year + 1, on.year + 1) if birthday(born, year) <= on)
                if born <= on
                else before(born, on)
            )
        case "days_between", [date() as earlier, date() as later]:
            return later.toordinal() - earlier.toordinal()
        case "years and months duration", [date() as start, date() as end]:
            return months_between(start, end) if start <= end else -months_between(end, start)
        case "starts with", [str() as text, str() as start]:
            return text[: len(start)] == start
        case "ends with", [str() as text, str() as end]:
            return len(text) >= len(end) and text[len(text) - len(end) :] == end
        case "string length", [str() as text]:
            return len(list(text))
        case "substring", [str() as text, *places]:
            return part_of(text, *(int(Fraction(place)) for place in places))
        case (("min" | "max"), values):
            return sorted(values)[0 if function == "min" else -1]
    return calculated(function, [Fraction(argument) for argument in arguments])


def calculated(function: str, numbers: list[Fraction]) -> Decimal | None:
    match function, numbers:
        case "abs", [number]:
            return fixed(abs(number))
        case "floor", [number]:
            return fixed(Fraction(number.numerator // number.denominator))
        case "ceiling", [number]:
            return fixed(-Fraction(-number.numerator // number.denominator))
        case "round half up", [number, places]:
            return rounded(number, int(places))
        case "modulo", [dividend, divisor]:
            return None if divisor == 0 else fixed(dividend - divisor * ((dividend / divisor).__floor__()))
    raise AssertionError(function)


def months_between(start: date, end: date) -> int:
    """How often a month can be gone on from the start without passing the end; a month that lacks the day does not count."""
    return sum(1 for month in months_after(start, end) if (*month, start.day) <= (end.year, end.month, end.day))


def months_after(start: date, end: date) -> list[tuple[int, int]]:
    months = [(year, month) for year in range(start.year, end.year + 1) for month in range(1, 13)]
    return [month for month in months if (start.year, start.month) < month <= (end.year, end.month)]


def part_of(text: str, start: int, length: int | None = None) -> str | None:
    places = dict(enumerate(text, start=1)) if start > 0 else dict(enumerate(text, start=-len(text)))
    if start not in places or (length is not None and length < 1):
        return None
    return "".join(sign for place, sign in places.items() if place >= start and (length is None or place < start + length))


def birthday(born: date, year: int) -> date:
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap(year) else date(year, born.month, born.day)


def before(born: date, on: date) -> int:
    """Years until the birth, rounded up, negative."""
    return -sum(1 for year in range(on.year, born.year + 1) if birthday(born, year) > on)


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

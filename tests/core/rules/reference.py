"""A slow evaluator that is plain to see: the oracle which the compiled rules are held against."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime, timedelta
from decimal import Context, Decimal

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Ordered, Scope, SetOf, Type

DECIMAL128 = Context(prec=34, Emin=-6143, Emax=6144, traps=[])


def evaluate(node: t.Node, facts: Mapping[str, object], scope: Scope) -> object:
    def value(part: t.Node) -> object:
        return evaluate(part, facts, scope)

    match node:
        case t.Literal(literal):
            return literal
        case t.Name(name):
            found = facts.get(name)
            return found if fits(scope[name], found) else None
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
            return compare(operator, value(left), value(right), order_of(left, right, scope))
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
            return calculate(operator, value(left), value(right))
        case t.Call(function, arguments):
            return call(function, [value(argument) for argument in arguments])
    raise AssertionError(node)


def fits(type_: Type, value: object) -> bool:
    if isinstance(type_, Code):
        return isinstance(value, str) and value in type_.codes
    if isinstance(type_, SetOf):
        return isinstance(value, frozenset) and all(fits(type_.item, member) for member in value)
    if type_ == NUMBER:
        return (isinstance(value, int) and not isinstance(value, bool)) or (isinstance(value, Decimal) and value.is_finite())
    if type_ == DATE:
        return isinstance(value, date) and not isinstance(value, datetime)
    return isinstance(value, {TEXT: str, BOOLEAN: bool}[type_])


def order_of(left: t.Node, right: t.Node, scope: Scope) -> tuple[str, ...]:
    for node in (left, right):
        match node:
            case t.Name(name) if isinstance(type_ := scope[name], Ordered):
                return type_.codes
            case t.If(_, then, otherwise):
                return order_of(then, otherwise, scope)
    return ()


def compare(operator: str, left: object, right: object, order: tuple[str, ...]) -> bool | None:
    if left is None or right is None:
        return None
    if operator in ("=", "!="):
        return (left == right) is (operator == "=")
    if order:
        left, right = order.index(str(left)), order.index(str(right))
    assert isinstance(left, int | Decimal | date)
    return {"<": left < right, "<=": left <= right, ">": left > right, ">=": left >= right}[operator]


def calculate(operator: str, left: object, right: object) -> object:
    if left is None or right is None:
        return None
    if isinstance(left, date) and isinstance(right, Duration):
        return move(left, right, 1 if operator == "+" else -1)
    if any(isinstance(side, int) and abs(side) >= 2**113 for side in (left, right)):
        return None
    operate = {"+": DECIMAL128.add, "-": DECIMAL128.subtract, "*": DECIMAL128.multiply, "/": DECIMAL128.divide}[operator]
    result = operate(left, right)
    return result if result.is_finite() else None


def move(day: date, duration: Duration, sign: int) -> date | None:
    year, month, number = day.year, day.month, day.day
    for _ in range(duration.months):
        month += sign
        if month in (0, 13):
            year, month = year + sign, 12 if month == 0 else 1
    try:
        while number > days_of(year, month):
            number -= 1
        return date(year, month, number) + sign * timedelta(days=duration.days)
    except (OverflowError, ValueError):
        return None


def days_of(year: int, month: int) -> int:
    return 29 if month == 2 and leap(year) else (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]


def call(function: str, arguments: list[object]) -> object:
    if function == "is known":
        return arguments[0] is not None
    if None in arguments:
        return None
    match function, arguments:
        case "contains", [frozenset() as members, item]:
            return item in members
        case "count", [frozenset() as members]:
            return len(members)
        case "age_on", [date() as born, date() as on]:
            return (
                sum(1 for year in range(born.year + 1, on.year + 1) if birthday(born, year) <= on)
                if born <= on
                else before(born, on)
            )
        case "days_between", [date() as earlier, date() as later]:
            return (later - earlier).days
        case "starts with", [str() as text, str() as start]:
            return text[: len(start)] == start
    raise AssertionError(function)


def birthday(born: date, year: int) -> date:
    return date(year, 3, 1) if (born.month, born.day) == (2, 29) and not leap(year) else date(year, born.month, born.day)


def before(born: date, on: date) -> int:
    """Years until the birth, rounded up, negative."""
    return -sum(1 for year in range(on.year, born.year + 1) if birthday(born, year) > on)


def leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)

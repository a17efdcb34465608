"""The JavaScript reader's half on the server: rules as typed JSON trees for core/web/static/rules.js, and facts as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any, TypeAlias

from core.rules import tree as t
from core.rules.check import Typing, check, common_type, type_of
from core.rules.durations import Duration
from core.rules.types import BOOLEAN, DATE, DAYS, MONTHS, NUMBER, TEXT, Code, ListOf, Ordered, Row, Scope, SetOf, Type

Json: TypeAlias = Any
_PLAIN: Mapping[Type, str] = {NUMBER: "n", DATE: "d", BOOLEAN: "b", TEXT: "t", MONTHS: "i", DAYS: "i"}
# a date moved by months, by days, and away from another one; stretches of time among themselves are whole numbers
_OPERATORS: Mapping[tuple[Type, Type], str] = {
    (NUMBER, NUMBER): "n",
    (DATE, MONTHS): "dm",
    (DATE, DAYS): "dd",
    (DATE, DATE): "d",
    (MONTHS, MONTHS): "i",
    (DAYS, DAYS): "i",
}
_SAFE = 2**53 - 1
_DIGITS = 60


def as_json(node: t.Node, scope: Scope) -> Json:
    """One rule as the browser's `evaluate(tree, facts)` takes it. Raises RuleError for a rule that does not fit the scope."""
    writer = Writer(scope)
    type_, rule = writer.rule(node)
    return {"type": type_, "rule": rule, "lists": writer.lists}


def facts_as_json(facts: Mapping[str, object]) -> dict[str, Json]:
    """Facts as `evaluate` takes them: a value of a wrong type stays one."""
    return {name: value_as_json(value) for name, value in facts.items()}


def value_as_json(value: object) -> Json:
    """A value with its kind. What no rule can read (a float, a moment in time) is unknown."""
    match value:
        case None | bool() | str():
            return value
        case int():
            return value if abs(value) <= _SAFE else _decimal(value)
        case Decimal() if value.is_finite():
            return _decimal(value)
        case date() if not isinstance(value, datetime):
            return {"$d": value.isoformat()}
        case set() | frozenset():
            return {"$s": [value_as_json(member) for member in sorted(value, key=repr)]}
        case list() | tuple():
            return [value_as_json(member) for member in value]
        case Mapping():
            return {str(name): value_as_json(member) for name, member in value.items()}
    return None


def _decimal(value: int | Decimal) -> Json:
    """Written out; of a number that is out of all bounds only that it is, and not its million digits."""
    if isinstance(value, int):
        return {"$n": str(value) if value.bit_length() < 3 * _DIGITS else "9" * _DIGITS}
    if value and not -_DIGITS < value.adjusted() < _DIGITS:
        return {"$n": "9" * _DIGITS if value.adjusted() > 0 else "0"}
    return {"$n": format(value, "f")}


class Writer:
    """Writes rules that share code lists: `lists` holds each once, trees name its place."""

    def __init__(self, scope: Scope) -> None:
        self.scope = scope
        self.lists: list[list[str]] = []
        self._typing = Typing(scope)

    def rule(self, node: t.Node) -> tuple[Json, Json]:
        """The type that the rule gives and its tree. Raises RuleError."""
        return self._type(check(node, self.scope)), self._node(node)

    def _list(self, codes: Code) -> int:
        found = list(codes.codes)
        if found not in self.lists:
            self.lists.append(found)
        return self.lists.index(found)

    def _type(self, type_: Type) -> Json:
        match type_:
            case Code():
                return ["c", self._list(type_)]
            case SetOf():
                return ["s", self._type(type_.item)]
            case ListOf():
                return ["l", self._type(type_.item)]
            case Row():
                return ["r", {name: self._type(kind) for name, kind in type_.fields}]
        return [_PLAIN.get(type_, "?")]

    def _node(self, node: t.Node) -> Json:
        match node:
            case t.Literal(value):
                return _literal(value)
            case t.Name(id_):
                return ["f", id_, self._type(self.scope[id_])]
            case t.And(parts):
                return ["&", *map(self._node, parts)]
            case t.Or(parts):
                return ["|", *map(self._node, parts)]
            case t.Not(part):
                return ["!", self._node(part)]
            case t.If():
                return ["?", *map(self._node, t.children(node))]
            case t.Variable(id_):
                return ["v", id_]
            case t.Path(variable, field):
                return ["p", variable, field]
            case t.Quantified():
                return self._quantified(node)
            case t.Call(function, arguments):
                return ["()", function, *map(self._node, arguments)]
        return self._operation(node)

    def _quantified(self, node: t.Quantified) -> Json:
        entries, outside = self._node(node.entries), self._typing
        self._typing = outside.inside(node)
        condition = self._node(node.condition)
        self._typing = outside
        return [node.quantifier, node.variable, entries, condition]

    def _operation(self, node: t.Node) -> Json:
        match node:
            case t.Compare(operator, left, right):
                return [operator, *self._pair(operator, left, right)]
            case t.Between(item, lower, upper):
                return self._within(item, t.Range(lower, upper))
            case t.In(item, t.Range() as range_):
                return self._within(item, range_)
            case t.In(item, t.Items(items)):
                return ["in", self._node(item), [self._node(option) for option in items]]
            case t.In(item, options):
                return ["has", self._node(item), self._node(options)]
            case t.Arithmetic(operator, left, right):
                return [self._arithmetic(operator, left, right), self._node(left), self._node(right)]
            case t.Negate(part):
                return ["n~", self._node(part)]
        raise TypeError(f"{type(node).__name__} is no value of its own")

    def _pair(self, operator: str, left: t.Node, right: t.Node) -> tuple[Json, Json]:
        type_ = common_type(left, right, self._typing) if operator not in ("=", "!=") else None
        return self._ranked(type_, left), self._ranked(type_, right)

    def _ranked(self, type_: Type | None, node: t.Node) -> Json:
        """Ordered codes are compared by their position on the list."""
        if not isinstance(type_, Ordered):
            return self._node(node)
        if isinstance(node, t.Literal) and node.value is not None:
            return ["i", type_.codes.index(str(node.value))]
        return ["r", self._node(node), self._list(type_)]

    def _within(self, item: t.Node, range_: t.Range) -> Json:
        type_ = common_type(item, range_.lower, self._typing) or common_type(item, range_.upper, self._typing)
        parts = [self._ranked(type_, part) for part in (item, range_.lower, range_.upper)]
        return ["..", *parts, range_.lower_closed, range_.upper_closed]

    def _arithmetic(self, operator: str, left: t.Node, right: t.Node) -> str:
        return _OPERATORS[type_of(left, self._typing), type_of(right, self._typing)] + operator


def _literal(value: t.Value) -> Json:
    match value:
        case Decimal():
            whole = value == value.to_integral_value() and abs(value) <= _SAFE
            return int(value) if whole else {"$n": format(value, "f")}
        case Duration():
            return ["i", value.amount]
    return value_as_json(value)

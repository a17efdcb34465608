"""From a tree to an expression: what each node of a rule is in SQL."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any

from sqlalchemy import Boolean, ColumnElement, and_, case, cast, false, func, not_, null, or_, select, true, type_coerce

from core.rules import tree as t
from core.rules.check import Typing, common_type, type_of
from core.rules.durations import Duration
from core.rules.sql.calls import CALLS
from core.rules.sql.deep import called, is_deep
from core.rules.sql.facts import fact_of, spelling_of
from core.rules.sql.spelling import Expression, any_of, once, ranked
from core.rules.types import BOOLEAN, DATE, MONTHS, NULL, NUMBER, Code, Ordered, Scope, SetOf, Type

Columns = Mapping[str, ColumnElement[Any]]
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def sql(node: t.Node, scope: Scope, columns: Columns, dialect: str) -> ColumnElement[Any]:
    """The rule over these columns (fact → expression that is NULL where it is unknown) for a SQLAlchemy dialect's name.

    The rule must have been checked against the scope. On SQLite a NUMBER column is an INTEGER, a REAL of at most fourteen
    digits, or comes from `json_fact`.
    """
    reader = Reader(scope, columns, dialect)
    type_ = type_of(node, reader.typing)
    deep = dialect == "sqlite" and is_deep(node)
    value = called(node, scope, columns, reader.spelling.column_type(type_)) if deep else reader.value(node)
    return type_coerce(value, Boolean()) if type_ in (BOOLEAN, NULL) else value


class Reader:
    """Reads the nodes of one rule; its spelling is the database's."""

    def __init__(self, scope: Scope, columns: Columns, dialect: str) -> None:
        self.columns = columns
        self.typing = Typing(scope)
        self.spelling = spelling_of(dialect)
        self._variables: dict[str, Expression] = {}

    def value(self, node: t.Node) -> Expression:
        match node:
            case t.Literal(value):
                return self._literal(node, value)
            case t.Name(id_):
                return self.spelling.fact(self.columns[id_])
            case t.Variable(id_):
                return self._variables[id_]
            case t.Path(variable, field):
                return fact_of(self.spelling, self._variables[variable], field, self.type(node))
            case t.And(parts):
                return and_(*map(self.value, parts))
            case t.Or(parts):
                return or_(*map(self.value, parts))
            case t.Not(part):
                return not_(self.value(part))
        return self._operation(node)

    def type(self, node: t.Node) -> Type:
        return type_of(node, self.typing)

    def _operation(self, node: t.Node) -> Expression:
        match node:
            case t.Compare(operator, left, right):
                return self._compare(operator, left, right)
            case t.Between(item, lower, upper):
                return self._within(item, t.Range(lower, upper))
            case t.In(item, t.Range() as range_):
                return self._within(item, range_)
            case t.In(item, t.Items(items)):
                return self._one_of(item, items)
            case t.In(item, options):
                return self.has(options, item)
            case t.If(condition, then, otherwise):
                return self._if(node, condition, then, otherwise)
            case t.Arithmetic(operator, left, right):
                return self._arithmetic(operator, left, right)
            case t.Negate(part):
                return self.spelling.negate(self.value(part))
            case t.Quantified():
                return self._quantified(node)
            case t.Call(name, arguments):
                return CALLS[name](self, arguments)
        raise TypeError(f"{type(node).__name__} is no value of its own")

    # values

    def _literal(self, node: t.Node, value: t.Value) -> Expression:
        match value:
            case None:
                return cast(null(), self.spelling.column_type(self.type(node)))
            case bool():
                return true() if value else false()
            case Decimal():
                return self.spelling.number(value)
            case str():
                return self.spelling.text(value)
            case Duration():
                return self.spelling.whole(value.amount)
        return self.spelling.day(value)

    def has(self, members: t.Node, item: t.Node) -> Expression:
        """Whether an item is in a set."""
        set_type = self.type(members)
        is_code = isinstance(set_type, SetOf) and isinstance(set_type.item, Code)
        code = _plain(item.value) if is_code and isinstance(item, t.Literal) else None
        return self.spelling.has(self.value(members), self.value(item), code)

    # comparing

    def _compare(self, operator: str, left: t.Node, right: t.Node) -> Expression:
        type_ = common_type(left, right, self.typing)
        if isinstance(type_, Ordered) and operator not in ("=", "!="):
            return self._compare_codes(operator, left, right, type_)
        return self.spelling.compare(operator, self.value(left), self.value(right))

    def _compare_codes(self, operator: str, left: t.Node, right: t.Node, codes: Ordered) -> Expression:
        if isinstance(left, t.Literal):
            left, right, operator = right, left, _TURNED[operator]
        if not isinstance(right, t.Literal):
            first, second = ranked(self.value(left), codes), ranked(self.value(right), codes)
            return self.spelling.compare(operator, first, second)
        if isinstance(left, t.Literal):
            return true() if _holds(operator, codes, str(left.value), str(right.value)) else false()
        found = [code for code in codes.codes if _holds(operator, codes, code, str(right.value))]
        return self.spelling.one_of(self.value(left), found, codes.codes)

    def _within(self, item: t.Node, range_: t.Range) -> Expression:
        type_ = common_type(item, range_.lower, self.typing)
        low, high = ">=" if range_.lower_closed else ">", "<=" if range_.upper_closed else "<"
        if isinstance(type_, Ordered):
            return self._within_codes(item, range_, type_, low, high)
        lower, upper = self.value(range_.lower), self.value(range_.upper)

        def build(item: Expression) -> Expression:
            return and_(self.spelling.compare(low, item, lower), self.spelling.compare(high, item, upper))

        return once([self.value(item)], build)

    def _within_codes(self, item: t.Node, range_: t.Range, codes: Ordered, low: str, high: str) -> Expression:
        first, last = range_.lower, range_.upper
        if isinstance(first, t.Literal) and isinstance(last, t.Literal) and not isinstance(item, t.Literal):
            above = [code for code in codes.codes if _holds(low, codes, code, str(first.value))]
            found = [code for code in above if _holds(high, codes, code, str(last.value))]
            return self.spelling.one_of(self.value(item), found, codes.codes)
        lower, upper = self._rank(first, codes), self._rank(last, codes)
        return once(
            [self._rank(item, codes)],
            lambda rank: and_(self.spelling.compare(low, rank, lower), self.spelling.compare(high, rank, upper)),
        )

    def _rank(self, node: t.Node, codes: Ordered) -> Expression:
        if isinstance(node, t.Literal) and node.value is not None:
            return self.spelling.whole(codes.codes.index(str(node.value)))
        return ranked(self.value(node), codes)

    def _one_of(self, item: t.Node, items: Sequence[t.Node]) -> Expression:
        type_, found = self.type(item), [self.value(option) for option in items]
        value = self.value(item)
        if type_ != NUMBER and all(isinstance(option, t.Literal) for option in items):
            return value == found[0] if len(found) == 1 else value.in_(found)
        return once([value], lambda item: any_of([self.spelling.compare("=", item, option) for option in found]))

    # choosing, calculating

    def _if(self, node: t.Node, condition: t.Node, then: t.Node, otherwise: t.Node) -> Expression:
        type_ = self.spelling.column_type(self.type(node))
        branches = [cast(null(), type_) if self.type(part) == NULL else self.value(part) for part in (then, otherwise)]
        chosen = case((true(), branches[0]), (false(), branches[1]), value=self.value(condition))
        return self.spelling.chosen(chosen, branches)

    def _arithmetic(self, operator: str, left: t.Node, right: t.Node) -> Expression:
        first, second = self.type(left), self.type(right)
        if first == second == NUMBER:
            return self.spelling.calculate(operator, self.value(left), self.value(right))
        if first == DATE == second:
            return self.spelling.days_between(self.value(right), self.value(left))
        stretch = self.value(right)
        if first != DATE:  # stretches of time are plain whole numbers
            return self.value(left) + stretch if operator == "+" else self.value(left) - stretch
        move = self.spelling.later_by_months if second == MONTHS else self.spelling.later_by_days
        return move(self.value(left), stretch if operator == "+" else -stretch)

    # quantifiers

    def _quantified(self, node: t.Quantified) -> Expression:
        outer, typing = self._variables, self.typing
        members = self.value(node.entries)
        self.typing = typing.inside(node)
        table, entry = self.spelling.entries(members, self.typing.variables[node.variable])
        self._variables = {**outer, node.variable: entry}
        holds = self.value(node.condition)
        self._variables, self.typing = outer, typing
        # Kleene's `or` is the greatest of false, unknown, true, his `and` the smallest
        place = case((true(), 2), (false(), 0), value=holds, else_=1)
        # a subquery of its own: what is gathered of outer columns alone would be gathered by the outer query
        each = select(place.label("place")).select_from(table).correlate_except(table).subquery()
        gather, none = (func.max, 0) if node.quantifier == "some" else (func.min, 2)
        found = func.coalesce(gather(each.c.place), none)
        answer = select(case({2: true(), 0: false()}, value=found)).select_from(each).correlate_except(each)
        return case((members.is_not(None), answer.scalar_subquery()))


def _plain(value: t.Value) -> str | None:
    """A code that stands in JSON as it is."""
    return value if isinstance(value, str) and json.dumps(value) == f'"{value}"' else None


def _holds(operator: str, codes: Ordered, left: str, right: str) -> bool:
    first, second = codes.codes.index(left), codes.codes.index(right)
    return {"<": first < second, "<=": first <= second, ">": first > second, ">=": first >= second}[operator]

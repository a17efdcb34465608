"""Derived facts at a given day, as rules over what is stored: the age against a number is a date of birth against a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from core.rules import tree as t

_BORN, _TITLE = t.Name("date_of_birth"), t.Name("residence_title")
_TURNED = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}


def at_date(node: t.Node, on: date, categories: Mapping[str, str]) -> t.Node:
    """The rule without `age`, `residence_category` and `entry_date`: they are worked out as `derive` does at this day.

    The result means the same and stays well typed. An index on a column serves it.
    """
    return _Rewrite(on, categories).node(node)


class _Rewrite:
    def __init__(self, on: date, categories: Mapping[str, str]) -> None:
        self.on = on
        self.categories = categories

    def node(self, node: t.Node) -> t.Node:
        match node:
            case t.Compare(operator, left, right):
                return self._compare(node, operator, left, right)
            case t.Between(item, lower, upper) if (asked := self._within(item, t.Range(lower, upper))) is not None:
                return asked
            case t.In(item, t.Range() as range_) if (asked := self._within(item, range_)) is not None:
                return asked
            case t.In(t.Name("residence_category"), t.Items(items)) if all(isinstance(item, t.Literal) for item in items):
                return self._titles(item.value for item in items if isinstance(item, t.Literal))
            case t.Name("age"):
                return t.Call("age_on", (_BORN, t.Literal(self.on)))
            case t.Name("entry_date"):
                return t.Literal(self.on)
        return self._parts(node)

    def _parts(self, node: t.Node) -> t.Node:
        """The node with each of its parts rewritten."""
        return t.rebuilt(node, tuple(map(self.node, t.children(node))))

    def _compare(self, node: t.Compare, operator: str, left: t.Node, right: t.Node) -> t.Node:
        if isinstance(left, t.Literal):
            left, right, operator = right, left, _TURNED[operator]
        if isinstance(right, t.Literal):
            if self._is_age(left) and isinstance(right.value, Decimal):
                return self._age(left, operator, right.value)
            if left == t.Name("residence_category") and operator in ("=", "!="):
                same = self._titles([right.value])
                return same if operator == "=" else t.Not(same)
        return self._parts(node)

    # the age

    def _is_age(self, node: t.Node) -> bool:
        return node == t.Name("age") or (
            isinstance(node, t.Call) and node.function == "age_on" and self._day(node.arguments[1]) is not None
        )

    def _day(self, node: t.Node) -> date | None:
        """The day that a part of a rule stands for, if it is one that the rule itself says."""
        if node == t.Name("entry_date"):
            return self.on
        return node.value if isinstance(node, t.Literal) and isinstance(node.value, date) else None

    def _age(self, age: t.Node, operator: str, years: Decimal) -> t.Node:
        below, up = int(years.to_integral_value(ROUND_FLOOR)), int(years.to_integral_value(ROUND_CEILING))
        match operator:
            case ">=":
                return self._at_least(age, up)
            case ">":
                return self._at_least(age, below + 1)
            case "<":
                return t.Not(self._at_least(age, up))
            case "<=":
                return t.Not(self._at_least(age, below + 1))
        same = t.And((self._at_least(age, up), t.Not(self._at_least(age, below + 1))))
        return same if operator == "=" else t.Not(same)

    def _at_least(self, age: t.Node, years: int) -> t.Node:
        """Born on the day or before; where there is no such day, before all days or up to the last."""
        born, on = (self.node(age.arguments[0]), self._day(age.arguments[1])) if isinstance(age, t.Call) else (_BORN, self.on)
        day = _birthday(on or self.on, years)
        return t.Compare(">=", born, t.Literal(date.min)) if day is None and years < 0 else self._until(born, day)

    def _until(self, born: t.Node, day: date | None) -> t.Node:
        return t.Compare("<", born, t.Literal(date.min)) if day is None else t.Compare("<=", born, t.Literal(day))

    def _within(self, item: t.Node, range_: t.Range) -> t.Node | None:
        low, high = range_.lower, range_.upper
        if not self._is_age(item) or not isinstance(low, t.Literal) or not isinstance(high, t.Literal):
            return None
        if not isinstance(low.value, Decimal) or not isinstance(high.value, Decimal):
            return None
        first = self._age(item, ">=" if range_.lower_closed else ">", low.value)
        return t.And((first, self._age(item, "<=" if range_.upper_closed else "<", high.value)))

    # the category

    def _titles(self, wanted: Iterable[object]) -> t.Node:
        categories = set(wanted)
        titles = [title for title, category in self.categories.items() if category in categories]
        if titles:
            return t.In(_TITLE, t.Items(tuple(map(t.Literal, titles))))
        some = t.Items((t.Literal(next(iter(self.categories))),))
        return t.And((t.In(_TITLE, some), t.Not(t.In(_TITLE, some))))


def _birthday(on: date, years: int) -> date | None:
    """The last day of birth of somebody who is that old; None outside the calendar."""
    year = on.year - years
    if not date.min.year <= year <= date.max.year:
        return None
    try:
        return on.replace(year=year)
    except ValueError:
        return date(year, 2, 28)

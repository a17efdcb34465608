"""The functions of rules in SQL: one entry for each of the table `core.rules.functions.FUNCTIONS` that stands in trees."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from sqlalchemy import Boolean

from core.rules import tree as t
from core.rules.sql.phrase import Phrase
from core.rules.sql.spelling import Expression, Spelling
from core.rules.types import ListOf, SetOf, Type


class Values(Protocol):
    """What a function needs of the reader."""

    spelling: Spelling

    def value(self, node: t.Node) -> Expression: ...
    def type(self, node: t.Node) -> Type: ...
    def has(self, members: t.Node, item: t.Node) -> Expression: ...


Call = Callable[[Values, Sequence[t.Node]], Expression]


def _of(method: Callable[..., Expression]) -> Call:
    """A function that is one method of the spelling on the values of its arguments."""

    def call(reader: Values, arguments: Sequence[t.Node]) -> Expression:
        spelled: Expression = getattr(reader.spelling, method.__name__)(*map(reader.value, arguments))
        return spelled

    return call


def _is_known(reader: Values, arguments: Sequence[t.Node]) -> Expression:
    # SQLAlchemy writes NOT without brackets, and `NOT x IS NULL` is another question
    return Phrase("(({}) IS NOT NULL)", reader.value(arguments[0]), type_=Boolean())


def _contains(reader: Values, arguments: Sequence[t.Node]) -> Expression:
    first, second = arguments
    if isinstance(reader.type(first), SetOf | ListOf):
        return reader.has(first, second)
    return reader.spelling.within(reader.value(first), reader.value(second))


def _rounded(reader: Values, arguments: Sequence[t.Node]) -> Expression:
    value, places = arguments
    assert isinstance(places, t.Literal), "the check lets nothing but a number through"
    return reader.spelling.rounded(reader.value(value), int(str(places.value)))


def _extreme(word: str) -> Call:
    return lambda reader, arguments: reader.spelling.extreme(word, list(map(reader.value, arguments)))


CALLS: dict[str, Call] = {
    "is known": _is_known,
    "contains": _contains,
    "count": _of(Spelling.count),
    "enrolled": _contains,
    "done": _contains,
    "age_on": _of(Spelling.years_between),
    "days_between": _of(Spelling.days_between),
    "years and months duration": _of(Spelling.months_between),
    "starts with": _of(Spelling.starts),
    "ends with": _of(Spelling.ends),
    "string length": _of(Spelling.length),
    "substring": _of(Spelling.substring),
    "abs": _of(Spelling.absolute),
    "floor": _of(Spelling.floor),
    "ceiling": _of(Spelling.ceiling),
    "round half up": _rounded,
    "modulo": _of(Spelling.modulo),
    "min": _extreme("min"),
    "max": _extreme("max"),
}

"""The types of facts and of rules: frozen, comparable, and able to say their own name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeAlias

from core.rules.message import Message, msg


@dataclass(frozen=True, slots=True)
class Type:
    """What a value may be. `None` is a value of every type and means unknown."""


@dataclass(frozen=True, slots=True)
class Plain(Type):
    """A type without parameters, known by its English name."""

    name: str

    def __str__(self) -> str:
        return self.name


TEXT = Plain("text")
"""`str`"""
NUMBER = Plain("number")
"""`int` or finite `Decimal`: below 10^24, kept to 10 places; a whole result is an `int`"""
DATE = Plain("date")
"""`datetime.date`, never `datetime`"""
BOOLEAN = Plain("true/false")
"""`bool`"""
MONTHS = Plain("duration in months")
"""A stretch of whole months, worked out or written (`P1Y6M`): an `int` of months at run time"""
DAYS = Plain("duration in days")
"""A stretch of days, worked out or written (`P28D`): an `int` of days at run time"""
NULL = Plain("null")
"""The type of the literal `null`, which fits every type"""
ANY = Plain("value")
"""For the table of functions: a parameter that takes a value of every type"""
ITEM = Plain("member of the set")
"""For the table of functions: a parameter that takes what the set before it holds"""


@dataclass(frozen=True, slots=True)
class Code(Type):
    """One of a code list; a value is the code as `str`."""

    list_id: str
    codes: tuple[str, ...]

    def __str__(self) -> str:
        return f"code of the list '{self.list_id}'"


@dataclass(frozen=True, slots=True)
class Ordered(Code):
    """One of a code list whose order has a meaning: the position in `codes` decides `<` and ranges."""

    def __str__(self) -> str:
        return f"code of the ordered list '{self.list_id}'"


@dataclass(frozen=True, slots=True)
class SetOf(Type):
    """Several different values; a value is a `frozenset`. The empty set is known: it means none."""

    item: Type

    def __str__(self) -> str:
        return f"set of {self.item}"


@dataclass(frozen=True, slots=True)
class ListOf(Type):
    """The entries of a repeating group, in order; a value is a `tuple`."""

    item: Type

    def __str__(self) -> str:
        return f"list of {self.item}"


@dataclass(frozen=True, slots=True)
class Row(Type):
    """One entry of a repeating group: a mapping of its answers by id."""

    fields: tuple[tuple[str, Type], ...]

    def find(self, field: str) -> Type | None:
        """The type of an answer in the row."""
        return dict(self.fields).get(field)

    def __str__(self) -> str:
        return "row"


Scope: TypeAlias = Mapping[str, Type]
"""The names that a rule may use, each with its type."""


_SAID: Mapping[Type, Message] = {
    TEXT: msg("a text"),
    NUMBER: msg("a number"),
    DATE: msg("a date"),
    BOOLEAN: msg("true/false"),
    MONTHS: msg("a duration in months"),
    DAYS: msg("a duration in days"),
    NULL: msg("null"),
    ANY: msg("a value"),
    ITEM: msg("a member of the set"),
}


_BARE: Mapping[Type, Message] = {TEXT: msg("text"), NUMBER: msg("number"), DATE: msg("date"), BOOLEAN: msg("true/false")}


def in_words(type_: Type) -> Message:
    """The type as it stands in a sentence: `a number`, `a code of the list …`."""
    match type_:
        case Ordered(list_id):
            return msg("a code of the ordered list '{list}'", list=list_id)
        case Code(list_id):
            return msg("a code of the list '{list}'", list=list_id)
        case SetOf(item):
            return msg("a set of {item}", item=bare(item))
        case ListOf(item):
            return msg("a list of {item}", item=bare(item))
        case Row():
            return msg("a row")
    return _SAID[type_]


def bare(type_: Type) -> Message:
    """What a set or a list holds."""
    if isinstance(type_, Code):
        return (
            msg("code of the list '{list}'", list=type_.list_id)
            if not isinstance(type_, Ordered)
            else msg("code of the ordered list '{list}'", list=type_.list_id)
        )
    return msg("row") if isinstance(type_, Row) else _BARE.get(type_) or in_words(type_)

"""What a DMN file says of what we can say: facts, decisions that are tables or rules, and what was wrong with it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from core.rules.tables.model import TYPES, Gives, Table
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Ordered, Scope, SetOf, Type

SPACES: Mapping[str, str] = {
    "1.3": "https://www.omg.org/spec/DMN/20191111/MODEL/",
    "1.4": "https://www.omg.org/spec/DMN/20211108/MODEL/",
    "1.5": "https://www.omg.org/spec/DMN/20230324/MODEL/",
}
"""The versions of DMN that are read and written, by the namespace of their elements."""

TYPE_NAMES: Mapping[Type, str] = {TEXT: "string", NUMBER: "number", BOOLEAN: "boolean", DATE: "date"}
GIVES: Mapping[str, Gives] = {"string": "text", "number": "number", "boolean": "yes_no", "date": "date"}

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]*")


class Problem(NamedTuple):
    """Something in the file that cannot be taken: the element with its name, the line, and why."""

    line: int
    element: str
    message: str

    def __str__(self) -> str:
        return f"Line {self.line}, {self.element}: {self.message}"


class DmnError(ValueError):
    """A file of which nothing was taken; `problems` lists all that was found."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__("\n".join(map(str, problems)))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Fact:
    """An `inputData`: the name that rules use, how the file calls it, and its type."""

    name: str
    type: Type
    label: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    """A table, or a rule (DMN's literal expression); exactly one of them."""

    name: str
    gives: Gives
    table: Table | None = None
    rule: str = ""
    label: str = ""
    description: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Model:
    """A file: its facts and decisions, each in the order of the file. `left_out` names what has no meaning for a rule."""

    name: str
    facts: tuple[Fact, ...] = ()
    decisions: tuple[Decision, ...] = ()
    id: str = ""
    space: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def scope(self) -> Scope:
        """What its rules may name: facts, and the other decisions."""
        facts = {fact.name: fact.type for fact in self.facts}
        return {**facts, **{decision.name: TYPES[decision.gives] for decision in self.decisions}}


def as_name(written: str) -> str:
    """A name of FEEL, which may hold spaces, as rules write it: `Years of Service` becomes `years_of_service`."""
    if _NAME.fullmatch(written):
        return written
    plain = re.sub(r"[^a-z0-9]+", "_", _spelled(written.lower())).strip("_")
    return plain if _NAME.match(plain) else f"n_{plain}".rstrip("_")


def _spelled(text: str) -> str:
    return text.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")


def item_name(fact: str) -> str:
    """The name of the item definition that holds the codes of a fact."""
    return f"t_{fact}"


def codes_of(type_: Type) -> tuple[str, ...]:
    inner = type_.item if isinstance(type_, SetOf) else type_
    return inner.codes if isinstance(inner, Code | Ordered) else ()

"""The table of cases: what a rule gives for some facts, thought out by hand. Every reader of rules runs through all of it.

The rows stand in `cases/*.yaml`, a file a topic: a rule, and for each case the facts, what follows (true, false or
unknown), and a remark where it needs one. Where our language differs from FEEL on purpose, the remark begins with `FEEL:`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, ListOf, Ordered, Row, Scope, SetOf, Type
from tests.core.rules.scope import SCOPE as PERSON

DISTRICTS = Code("district", ("unna", "hamm", "usingen", "dortmund"))
BANS = Code("work_ban", ("none", "temporary", "absolute"))
SCHOOLING = Ordered("schooling", ("none", "basic", "middle", "high"))

SCOPE: Scope = {
    **PERSON,
    "district": DISTRICTS,
    "work_ban": BANS,
    "schooling": SCHOOLING,
    **dict.fromkeys(("a", "b", "c"), BOOLEAN),
    **dict.fromkeys(("x", "y", "z"), NUMBER),
    **dict.fromkeys(("d", "e"), DATE),
    **dict.fromkeys(("s", "u"), TEXT),
    "levels": SetOf(PERSON["german_level"]),
}
"""The facts of a person that the other tests of rules use, and some with short names."""

EXPECTED: Mapping[object, bool | None] = {True: True, False: False, "unknown": None}


@dataclass(frozen=True, slots=True)
class Case:
    topic: str
    rule: str
    facts: Mapping[str, Any]
    scope: Scope
    expected: bool | None
    remark: str = ""

    def __str__(self) -> str:
        return f"{self.topic}: {self.rule} {dict(self.facts)}"


@cache
def load_cases() -> tuple[Case, ...]:
    """All cases, file by file in the order of their names."""
    files = sorted(Path(__file__).with_name("cases").glob("*.yaml"))
    return tuple(case for file in files for case in _read(file))


def _read(file: Path) -> Iterator[Case]:
    for entry in yaml.safe_load(file.read_text("utf-8")):
        for facts, expected, *remark in entry["cases"]:
            values = {name: _value(SCOPE[name], written) for name, written in facts.items()}
            yield Case(file.stem, entry["rule"], values, SCOPE, EXPECTED[expected], *remark or (entry.get("remark", ""),))


def _value(type_: Type, written: Any) -> Any:
    """As the fact is recorded: YAML has neither sets nor exact decimals, which stand as texts. What does not fit stays."""
    match type_, written:
        case SetOf(item), list():
            return frozenset(_value(item, member) for member in written)
        case ListOf(item), list():
            return tuple(_value(item, entry) for entry in written)
        case Row(fields), dict():
            return {field: _value(dict(fields)[field], value) for field, value in written.items()}
        case _, str() if type_ == NUMBER:
            return _decimal(written)
    return written


def _decimal(written: str) -> Any:
    try:
        return Decimal(written)
    except InvalidOperation:
        return written

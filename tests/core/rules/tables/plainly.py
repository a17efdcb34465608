"""A table read naively, straight from DMN's words on hit policies: the law that the compiled tree is held against.

Each row matches, does not, or may. An answer is known when every way in which the rows that may match turn out gives the
same. Ways that cannot be are left out: two rows that no facts match together, and no row at all where one always matches.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache
from itertools import product
from typing import Any

from core.rules import Scope, compile_rule, parse
from core.rules import tree as t
from core.rules.tables import Table
from core.rules.tables.cells import condition
from core.rules.types import Type

UNKNOWN = object()


def states(table: Table, scope: Scope, facts: Mapping[str, object]) -> list[bool | None]:
    """Whether each row matches, by Kleene's `and` over its cells."""
    found: list[bool | None] = []
    for row in table.rows:
        asked = [_asked(cell, column.rule, tuple(scope.items())) for cell, column in zip(row.cells, table.columns, strict=True)]
        values = [ask(facts) for ask in asked if ask is not None]
        found.append(False if False in values else None if None in values else True)
    return found


@cache
def _asked(cell: str, rule: str, scope: tuple[tuple[str, Type], ...]) -> Callable[[Mapping[str, object]], Any] | None:
    node = condition(cell, parse(rule))
    return None if node is None else compile_rule(node, dict(scope))


def outcome(table: Table, matching: Sequence[int]) -> Any:
    """What DMN says when exactly these rows match; None is unknown."""
    gives = [_value(table.rows[row].gives) for row in matching]
    if table.collect == "count":
        return len(matching) if matching or not table.otherwise else _value(table.otherwise)
    if not matching:
        return _value(table.otherwise) if table.otherwise else None
    if table.hit == "U":
        return gives[0] if len(matching) == 1 else None
    if table.hit == "A":
        return gives[0] if all(value == gives[0] for value in gives) else None
    if table.hit == "P":
        ranks = [_value(value) for value in table.values]
        return min(gives, key=ranks.index)
    if table.hit == "F":
        return gives[0]
    return {"sum": sum, "min": min, "max": max}[str(table.collect)](gives)


def _value(written: str) -> Any:
    node = parse(written)
    assert isinstance(node, t.Literal)
    return node.value


def answer(table: Table, rows: Sequence[bool | None], possible: set[frozenset[int]]) -> Any:
    """The one value of all ways, else None. `possible` holds the sets of rows that some facts match together."""
    if table.collect in ("sum", "count") and None in rows:
        return None  # these ask for every row
    sets = list(_ways(rows))
    pairs = {frozenset((a, b)) for match in possible for a in match for b in match if a != b}
    if len(sets) > 1:
        sets = [way for way in sets if all(frozenset((a, b)) in pairs for a in way for b in way if a != b)]
        if frozenset() not in possible:
            sets = [way for way in sets if way]
    values = [outcome(table, sorted(way)) for way in sets]
    return values[0] if values and all(type(v) is type(values[0]) and v == values[0] for v in values) else None


def _ways(rows: Sequence[bool | None]) -> Iterator[frozenset[int]]:
    for chosen in product(*((True, False) if state is None else (state,) for state in rows)):
        yield frozenset(row for row, state in enumerate(chosen) if state)

"""Whatever is said by a rule or by a table: its tree, and the facts that it reads."""

from __future__ import annotations

from typing import Any, Protocol

from core.rules import tree as t
from core.rules.check import check_rule
from core.rules.errors import RuleError
from core.rules.parse import parse
from core.rules.tables.cells import condition
from core.rules.tables.compile import check_table
from core.rules.tables.model import Table
from core.rules.text import text
from core.rules.types import BOOLEAN, Scope, Type


class Ruled(Protocol):
    """What has a rule. It may have a `table` instead, whose `plain()` is a Table: a criterion, a computed field."""

    @property
    def rule(self) -> str: ...


def tree_of(ruled: Ruled, scope: Scope, wanted: Type = BOOLEAN) -> t.Node:
    """The tree of its rule or table, sure to give the wanted type. Raises RuleError."""
    table = plain(ruled)
    return check_rule(ruled.rule, scope, wanted) if table is None else check_table(table, scope, wanted)


def as_rule(ruled: Ruled, scope: Scope, wanted: Type = BOOLEAN) -> str:
    """Its rule; of a table the one that it stands for. Raises RuleError."""
    return ruled.rule if plain(ruled) is None else text(tree_of(ruled, scope, wanted))


def plain(ruled: Ruled) -> Table | None:
    """Its table, where it has one."""
    table: Any = getattr(ruled, "table", None)
    found: Table | None = None if table is None else table.plain()
    return found


def names_of(ruled: Ruled) -> frozenset[str]:
    """The facts that it reads. Raises RuleError for what cannot be read."""
    table = plain(ruled)
    return t.names(parse(ruled.rule)) if table is None else _names(table)


def names_if_sound(ruled: Ruled) -> frozenset[str]:
    """As `names_of`, without any where it cannot be read: that is told elsewhere."""
    try:
        return names_of(ruled)
    except RuleError:
        return frozenset()


def _names(table: Table) -> frozenset[str]:
    rules = [*(column.rule for column in table.columns), *(row.gives for row in table.rows), table.otherwise]
    found = frozenset[str]().union(*(t.names(parse(rule)) for rule in rules if rule.strip()))
    nothing = t.Literal(None)
    cells = [condition(cell, nothing) for row in table.rows for cell in row.cells]
    return found.union(*(t.names(node) for node in cells if node is not None))

"""A table's texts as trees whose types fit: what the compiler and the search for gaps both begin with."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from core.rules import tree as t
from core.rules.check import check
from core.rules.errors import RuleError
from core.rules.message import joined, msg
from core.rules.parse import parse
from core.rules.tables.cells import condition
from core.rules.tables.model import TYPES, Table, TableError, sized
from core.rules.text import text
from core.rules.types import NULL, TEXT, ListOf, Scope, SetOf, Type, in_words

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class ReadTable:
    """The inputs with their types, what each row asks (None where a cell asks nothing) and what it gives."""

    table: Table
    items: tuple[t.Node, ...]
    types: tuple[Type, ...]
    rows: tuple[tuple[t.Node | None, ...], ...]
    outputs: tuple[t.Node, ...]
    values: tuple[t.Node, ...]
    otherwise: t.Node | None

    def asks(self, row: int) -> t.Node:
        """When the row matches."""
        parts = tuple(part for part in self.rows[row] if part is not None)
        return t.Literal(True) if not parts else parts[0] if len(parts) == 1 else t.And(parts)


def read(table: Table, scope: Scope) -> ReadTable:
    """Raises TableError with the row, the input and what is wrong in the cell."""
    sized(table)
    _fitting(table)
    items, types = _inputs(table, scope)
    rows = tuple(
        tuple(_cell(table, scope, number, place, item) for place, item in enumerate(items)) for number in range(len(table.rows))
    )
    wanted = None if table.collect == "count" else TYPES[table.gives]
    outputs = tuple(
        _at(partial(_output, row.gives, scope, wanted), table, number, len(items), row.gives)
        for number, row in enumerate(table.rows)
    )
    values = tuple(_at(partial(_value, value, scope, wanted), table, -1, len(items), value) for value in table.values)
    otherwise = _otherwise(table, scope)
    return ReadTable(table, items, types, rows, outputs, values, otherwise)


def _fitting(table: Table) -> None:
    """What the policy needs: P the order of what is given, C a way to collect into a number."""
    if (table.hit == "C") is (table.collect is None):
        raise TableError(msg("Collecting (C) needs one of sum, min, max and count; the other policies take none."))
    if table.collect is not None and table.gives != "number":
        raise TableError(
            msg(
                "Collecting a {collect} gives a number, but this table gives {types}.",
                collect=table.collect,
                types=in_words(TYPES[table.gives]),
            )
        )
    if table.hit == "P" and not table.values:
        raise TableError(msg("Priority (P) needs the list of what the rows give, the most important first."))


def _inputs(table: Table, scope: Scope) -> tuple[tuple[t.Node, ...], tuple[Type, ...]]:
    items: list[t.Node] = []
    types: list[Type] = []
    for place, column in enumerate(table.columns):
        node = _at(partial(parse, column.rule), table, -1, place, column.rule)
        found = _at(partial(check, node, scope), table, -1, place, column.rule)
        if isinstance(found, SetOf | ListOf) or found == NULL:
            hint = msg('Ask for one thing, e.g. contains({node}, "…") or count({node}).', node=text(node))
            raise TableError(
                msg(
                    "The input '{rule}' is {found}, which no cell can hold. {hint}",
                    rule=column.rule,
                    found=in_words(found),
                    hint=hint,
                ),
                place=place + 1,
            )
        if node in items:
            raise TableError(msg("The input '{rule}' stands twice. Put both cells into one.", rule=column.rule), place=place + 1)
        items.append(node)
        types.append(found)
    return tuple(items), tuple(types)


def _cell(table: Table, scope: Scope, number: int, place: int, item: t.Node) -> t.Node | None:
    def made() -> t.Node | None:
        node = condition(cell, item)
        if node is not None:
            check(node, scope)
        return node

    cell = table.rows[number].cells[place]
    return _at(made, table, number, place, cell)


def _otherwise(table: Table, scope: Scope) -> t.Node | None:
    if not table.otherwise.strip():
        return None
    return _at(partial(_output, table.otherwise, scope, TYPES[table.gives]), table, -1, len(table.columns), "")


def _output(written: str, scope: Scope, wanted: Type | None) -> t.Node:
    if not written.strip():
        if written or wanted is None:
            return t.Literal(None)
        raise RuleError(msg("The row gives nothing. Write a value, or null to leave the answer open."))
    node = parse(written)
    found = check(node, scope)
    if wanted is not None and found not in (wanted, NULL):
        named = {"written": written, "found": in_words(found), "wanted": in_words(wanted)}
        wrong = msg("'{written}' gives {found}, but {wanted} is needed.", **named)
        unquoted = wanted == TEXT and isinstance(node, t.Name)
        quotes = msg('Write a text in double quotes: "{written}"', written=written) if unquoted else ""
        raise RuleError(joined((wrong, quotes), " "), *node.position)
    return node


def _value(written: str, scope: Scope, wanted: Type | None) -> t.Node:
    node = _output(written, scope, wanted)
    if not isinstance(node, t.Literal) or node.value is None:
        raise RuleError(
            msg("'{written}' is no written value. The list of what a table gives holds values alone.", written=written)
        )
    return node


def _at(make: Callable[[], T], table: Table, row: int, place: int, cell: str) -> T:
    """What `make` gives; its error told with the row and the input that it stands in."""
    try:
        return make()
    except TableError:
        raise
    except RuleError as error:
        name = f"'{_named(table, place)}'" if place < len(table.columns) else msg("what it gives")
        where = joined((name, f"'{cell}'"), ", ") if row >= 0 and cell else name
        raise TableError(joined((where, error.message), ": "), row=row + 1, place=place + 1, cell=cell, cause=error) from None


def _named(table: Table, place: int) -> str:
    return table.columns[place].label or table.columns[place].rule

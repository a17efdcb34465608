"""Verbs on a decision table: its cells as they were filled in, rows and inputs added, moved and taken out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.definitions import DecisionTable, TableInput, TableRow
from core.rules import Node, RuleError, Scope, text
from core.rules import tree as t
from core.rules.message import msg
from core.rules.tables import Grid, TableError, extent, look, read, sentences

HITS = ("U", "A", "F", "P", "C")
COLLECTS = ("sum", "min", "max", "count")


def do(table: DecisionTable, what: str, form: Mapping[str, Sequence[str]]) -> DecisionTable:
    """The table with all cells of the form taken in, and then the button's own change. Raises RuleError."""
    table = filled(table, form)
    if what == "cells":
        return table
    verb, _, number = what.partition("-")
    place = int(number) if number.isascii() and number.isdigit() and len(number) < 5 else -1
    if verb in _ROW_VERBS and 0 <= place < len(table.rows):
        return table.but(rows=_ROW_VERBS[verb](list(table.rows), place))
    if verb == "add_row":
        return table.but(rows=[*table.rows, TableRow(["-"] * len(table.inputs), table.rows[-1].gives)])
    if verb == "add_input":
        return _with_input(table, (form.get("input") or [""])[0].strip())
    if verb == "drop_input" and 0 <= place < len(table.inputs):
        return _without_input(table, place)
    raise RuleError(msg("There is no such button on this page."))


def filled(table: DecisionTable, form: Mapping[str, Sequence[str]]) -> DecisionTable:
    """Cells are named `cell-ROW-COLUMN` and `gives-ROW`; what is not sent stays."""

    def sent(name: str, before: str) -> str:
        return (form.get(name) or [before])[0].strip()

    rows = [
        row.but(
            cells=[sent(f"cell-{number}-{place}", cell) or "-" for place, cell in enumerate(row.cells)],
            gives=sent(f"gives-{number}", row.gives),
        )
        for number, row in enumerate(table.rows)
    ]
    hit, collect = sent("hit", table.hit), sent("collect", table.collect or "")
    if hit not in HITS or (collect and collect not in COLLECTS):
        raise RuleError(
            msg(
                "A hit policy is one of {hits}; what is collected one of {collects}.",
                hits=", ".join(HITS),
                collects=", ".join(COLLECTS),
            )
        )
    changes: dict[str, Any] = {"rows": rows, "hit": hit, "otherwise": sent("otherwise", table.otherwise)}
    changes["collect"] = (collect or None) if hit == "C" else None
    values = sent("order", ", ".join(table.values))
    changes["values"] = [each.strip() for each in values.split(",") if each.strip()]
    return table.but(**changes)


def of_rule(node: Node) -> DecisionTable:
    """A table that says the same as a rule: a column for each condition that has to hold, and what holds otherwise."""
    parts = [_column(part) for part in (t.children(node) if isinstance(node, t.And) else (node,))]
    row = TableRow([cell for _input, cell in parts], "true")
    return DecisionTable([TableInput(input_) for input_, _cell in parts], [row], hit="F", otherwise="false")


def _column(part: Node) -> tuple[str, str]:
    """What is looked at, and the cell that asks the same as the condition."""
    match part:
        case t.In(t.Name(fact), t.Range() as options):
            return fact, text(t.In(t.Name(fact), options)).removeprefix(f"{fact} in ")
        case t.In(t.Name(fact), t.Items(items)):
            return fact, ", ".join(map(text, items))
        case t.Compare("=", t.Name(fact), t.Literal() as value):
            return fact, text(value)
        case t.Compare(operator, t.Name(fact), t.Literal() as value) if operator != "!=":
            return fact, f"{operator} {text(value)}"
        case t.Not(t.In(t.Name(fact), t.Items(items))):
            return fact, f"not({', '.join(map(text, items))})"
        case t.Not(t.Name(fact)):
            return fact, "false"
    return text(part), "true"


def findings(table: DecisionTable, scope: Scope) -> list[str]:
    """Gaps, overlaps and what else could be meant differently, in sentences."""
    try:
        grid = Grid(read(table.plain(), scope))
    except TableError as error:
        return [str(error)]
    found = look(grid)
    return [*sentences(found, grid), *([extent(found)] if extent(found) else [])]


def _with_input(table: DecisionTable, rule: str) -> DecisionTable:
    if not rule:
        raise RuleError(msg("Write what the new column looks at: a fact, or a rule that gives one value."))
    return table.but(
        inputs=[*table.inputs, TableInput(rule)],
        rows=[row.but(cells=[*row.cells, "-"]) for row in table.rows],
    )


def _without_input(table: DecisionTable, place: int) -> DecisionTable:
    if len(table.inputs) == 1:
        raise RuleError(msg("A table needs at least one input."))
    return table.but(
        inputs=[each for number, each in enumerate(table.inputs) if number != place],
        rows=[row.but(cells=[cell for number, cell in enumerate(row.cells) if number != place]) for row in table.rows],
    )


def _moved(rows: list[TableRow], place: int, by: int) -> list[TableRow]:
    if not 0 <= place + by < len(rows):
        raise RuleError(msg("The row already stands at this end of the table."))
    rows.insert(place + by, rows.pop(place))
    return rows


def _dropped(rows: list[TableRow], place: int) -> list[TableRow]:
    if len(rows) == 1:
        raise RuleError(msg("A table needs at least one row."))
    return [*rows[:place], *rows[place + 1 :]]


_ROW_VERBS = {
    "row_up": lambda rows, place: _moved(rows, place, -1),
    "row_down": lambda rows, place: _moved(rows, place, 1),
    "row_drop": _dropped,
    "row_copy": lambda rows, place: [*rows[: place + 1], rows[place], *rows[place + 1 :]],
}

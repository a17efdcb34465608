"""A decision table as it is written: texts of rules and cells, apart from the file or the definition that they come from."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.rules.errors import RuleError
from core.rules.message import Message, joined, msg
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Type

HitPolicy: TypeAlias = Literal["U", "A", "F", "P", "C"]
"""Unique, any, first, priority, collect: what counts when several rows match."""
Aggregation: TypeAlias = Literal["sum", "min", "max", "count"]
Gives: TypeAlias = Literal["yes_no", "number", "date", "text"]

TYPES: dict[str, Type] = {"yes_no": BOOLEAN, "number": NUMBER, "date": DATE, "text": TEXT}
HIT_POLICIES: dict[str, str] = {"U": "UNIQUE", "A": "ANY", "F": "FIRST", "P": "PRIORITY", "C": "COLLECT"}
"""The letters with DMN's words for them."""

ROWS = 300
COLUMNS = 30
CHARACTERS = 20_000
"""Of all cells and outputs together: what is searched for gaps grows with them."""


@dataclass(frozen=True, slots=True)
class Column:
    """An input: what is looked at, and optionally the values that can occur, written as cells are."""

    rule: str
    label: str = ""
    values: str = ""
    id: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A cell for each input, and the rule that says what the row gives. `notes` are the annotations, one for each heading."""

    cells: tuple[str, ...]
    gives: str
    notes: tuple[str, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and rows, and what counts when several rows match or none.

    `values` is what a row may give, the most important first (policy P). `otherwise` is what holds when no row matches;
    without it the answer is unknown then. Ids and labels mean nothing to a rule; they survive the way through files.
    """

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    gives: Gives = "yes_no"
    hit: HitPolicy = "U"
    collect: Aggregation | None = None
    values: tuple[str, ...] = ()
    otherwise: str = ""
    note_labels: tuple[str, ...] = ()
    id: str = ""
    output_id: str = ""
    output_label: str = ""


class TableError(RuleError):
    """A table that cannot be taken: `row` and `column` count from 1; a column behind the inputs is the output's."""

    def __init__(self, message: str, *, row: int = 0, place: int = 0, cell: str = "", cause: RuleError | None = None) -> None:
        line, column = (cause.line, cause.column) if cause else (1, 1)
        whole = msg("Row {row}: {message}", row=row, message=message) if row else message
        super().__init__(whole, line, column, nearest=cause.nearest if cause else None)
        self.row, self.place, self.cell = row, place, cell

    @property
    def told(self) -> Message:
        return joined((self.message,), " ")


def sized(table: Table) -> None:
    """Raises TableError for a table without rows or columns, with rows of another length, or too big."""
    if not table.columns or not table.rows:
        raise TableError(msg("A table needs at least one input and one row."))
    if len(table.rows) > ROWS or len(table.columns) > COLUMNS:
        raise TableError(
            msg("A table may have at most {rows} rows and {columns} inputs. Split it into several.", rows=ROWS, columns=COLUMNS)
        )
    if sum(len(cell) for row in table.rows for cell in (*row.cells, row.gives)) > CHARACTERS:
        raise TableError(
            msg(
                "The cells of a table may hold at most {characters} characters. Use an attribute of the code list.",
                characters=f"{CHARACTERS:,}",
            )
        )
    for number, row in enumerate(table.rows, start=1):
        if len(row.cells) != len(table.columns):
            raise TableError(
                msg(
                    "There are {count} cells for {count2} inputs. Write '-' where an input does not matter.",
                    count=len(row.cells),
                    count2=len(table.columns),
                ),
                row=number,
            )

"""What is wrong with a table as a whole: combinations without a row, rows that meet, rows never reached, doubles."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import prod
from typing import Literal, TypeAlias

from core.rules import tree as t
from core.rules.tables.atoms import Grid, Piece

MOST = 20_000
"""So many steps are made through the combinations of a table; then it is said how far that was."""
SHOWN = 10
"""So many missing combinations, and so many pairs of rows that meet, are told of one table."""

Kind: TypeAlias = Literal["gap", "overlap", "duplicate", "unreached", "value"]
Combination: TypeAlias = "tuple[tuple[int, Piece], ...]"
"""Inputs by their place, with the values that are meant. An input that does not matter is left out."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`rows` count from 0; `combination` is where it happens."""

    kind: Kind
    rows: tuple[int, ...] = ()
    combination: Combination = ()


@dataclass(frozen=True, slots=True)
class Look:
    """What was found, and how many of how many combinations were looked at for gaps."""

    findings: tuple[Finding, ...]
    looked: int
    of: int


def look(grid: Grid) -> Look:
    """Everything about a table that could be meant differently."""
    search = _Search(grid)
    gaps = list(search.gaps()) if _needs_all(grid) else []
    doubles = list(_doubles(grid))
    told = {finding.rows for finding in doubles}
    met = list(islice((finding for finding in _meetings(grid) if finding.rows not in told), SHOWN))
    late = [finding for finding in _unreached(grid) if all(finding.rows[0] != rows[1] for rows in told)]
    findings = (*_values(grid), *doubles, *met, *late, *gaps)
    return Look(findings, search.looked if _needs_all(grid) else search.of, search.of)


def is_complete(grid: Grid) -> bool:
    """Whether some row surely matches whatever the inputs are; false also where that was not found out in time."""
    search = _Search(grid)
    return next(search.holes(), None) is None and search.looked == search.of


def _needs_all(grid: Grid) -> bool:
    """A table that says what holds otherwise has no gaps; that no row counts is an answer too."""
    return grid.read.otherwise is None and grid.read.table.collect != "count"


Hole: TypeAlias = "tuple[tuple[Piece, ...], int]"


class _Search:
    """Goes through the combinations input by input, and stops where what follows is clear for all of them."""

    def __init__(self, grid: Grid) -> None:
        self._columns = grid.columns
        self._rows = (1 << len(grid.read.rows)) - 1
        below = [prod(len(column) for column in grid.columns[place:]) for place in range(len(grid.columns) + 1)]
        self._below, self.of = below, below[0]
        self._always = [_always(grid.columns[place:], self._rows) for place in range(len(grid.columns) + 1)]
        self._steps = self.looked = 0
        self._clear: set[tuple[int, int]] = set()

    def gaps(self) -> Iterator[Finding]:
        """Combinations that no row can match."""
        shown = 0
        for path, perhaps in self.holes():
            if not perhaps and shown < SHOWN:
                shown += 1
                yield Finding("gap", (), _said(path, self._columns))

    def holes(self) -> Iterator[Hole]:
        """Combinations that no row surely matches, with the rows that may."""
        return self._down((), self._rows, self._rows)

    def covered(self, row: int, by: int) -> bool:
        """Whether each combination of the row is surely matched by one of these rows."""
        return next(self._down((), by, by, row), None) is None and self._steps <= MOST

    def _down(self, path: tuple[Piece, ...], sure: int, perhaps: int, row: int | None = None) -> Iterator[Hole]:
        place = len(path)
        self._steps += 1
        if self._steps > MOST:
            return
        if sure & self._always[place] or (place, sure) in self._clear:
            self.looked += self._below[place]
        elif not perhaps or place == len(self._columns):
            self.looked += self._below[place]
            yield path, perhaps
        else:
            yield from self._each(path, sure, perhaps, row)

    def _each(self, path: tuple[Piece, ...], sure: int, perhaps: int, row: int | None) -> Iterator[Hole]:
        found = False
        for piece in self._columns[len(path)]:
            if row is not None and not piece.perhaps >> row & 1:
                continue
            for hole in self._down((*path, piece), sure & piece.sure, perhaps & piece.perhaps, row):
                found = True
                yield hole
        if not found and row is None and self._steps <= MOST:
            self._clear.add((len(path), sure))


def _always(columns: Sequence[Sequence[Piece]], rows: int) -> int:
    """The rows that match whatever these inputs are."""
    for column in columns:
        for piece in column:
            rows &= piece.sure
    return rows


def _said(path: tuple[Piece, ...], columns: Sequence[Sequence[Piece]]) -> Combination:
    return tuple((place, piece) for place, piece in enumerate(path) if len(columns[place]) > 1)


def _meetings(grid: Grid) -> Iterator[Finding]:
    """Rows that surely meet where the policy forbids it: under U any two, under A those that give different values."""
    if grid.read.table.hit not in ("U", "A"):
        return
    rows = range(len(grid.read.rows))
    partners = [grid.partners(row, sure=True) for row in rows]
    for one, other in combinations(rows, 2):
        if not partners[one] >> other & 1:
            continue
        if grid.read.table.hit == "A" and not _differ(grid.read.outputs[one], grid.read.outputs[other]):
            continue
        both = (1 << one) | (1 << other)
        common = tuple(next(piece for piece in column if piece.sure & both == both) for column in grid.columns)
        yield Finding("overlap", (one, other), _said(common, grid.columns))


def _differ(one: t.Node, other: t.Node) -> bool:
    """Whether two outputs surely differ; of what is worked out that is not known."""
    return isinstance(one, t.Literal) and isinstance(other, t.Literal) and one != other


def _doubles(grid: Grid) -> Iterator[Finding]:
    """Rows that ask the same and give the same."""
    seen: dict[object, int] = {}
    for row, (cells, gives) in enumerate(zip(grid.read.rows, grid.read.outputs, strict=True)):
        same = (cells, gives)
        if same in seen:
            yield Finding("duplicate", (seen[same], row))
        else:
            seen[same] = row


def _unreached(grid: Grid) -> Iterator[Finding]:
    """Rows that no combination reaches: what they ask cannot be, or (F) the rows before them take it all."""
    before = 0
    for row in range(len(grid.read.rows)):
        mine = 1 << row
        possible = all(any(piece.perhaps & mine for piece in column) for column in grid.columns)
        if not possible or (grid.read.table.hit == "F" and before and _Search(grid).covered(row, before)):
            yield Finding("unreached", (row,))
        before |= mine


def _values(grid: Grid) -> Iterator[Finding]:
    """Rows that give something that is not on the list of what the table may give."""
    if not grid.read.values:
        return
    for row, output in enumerate(grid.read.outputs):
        if isinstance(output, t.Literal) and output.value is not None and output not in grid.read.values:
            yield Finding("value", (row,))

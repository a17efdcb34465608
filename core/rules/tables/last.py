"""Which value of a complete table may stand last, without a question of its own, so that nothing known is left unknown.

In a table in which some row always matches, a value is sure as soon as all others are excluded, even if none of its own rows
is sure yet: one row for minors, one for adults, both giving the same, and nobody asked for the age. A chain of `if` sees that
for its last value alone. Found by going through the combinations of what each input may be, unknown among it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from math import prod

from core.rules import tree as t
from core.rules.tables.atoms import Grid

MOST = 4_096
"""So many combinations are gone through; beyond, each value is taken to need it."""


def need_to_be_last(grid: Grid, order: Sequence[int], *, ranked: bool) -> list[t.Node]:
    """The values that some combination makes sure by excluding all others, in the order of the rows."""
    outputs = grid.read.outputs
    values = list(dict.fromkeys(outputs[row] for row in order))
    if prod(len(column) + 1 for column in grid.columns) > MOST:
        return values
    found = {only for sure, perhaps in _states(grid) if (only := _only(sure, perhaps, order, outputs, ranked=ranked)) is not None}
    return [value for value in values if value in found]


def _states(grid: Grid) -> Iterator[tuple[int, int]]:
    """For each combination the rows that match for sure, and those that may."""
    everyone = (1 << len(grid.read.rows)) - 1
    columns = []
    for place, column in enumerate(grid.columns):
        asks_nothing = sum(1 << row for row, cells in enumerate(grid.read.rows) if cells[place] is None)
        columns.append([*((piece.sure, piece.perhaps) for piece in column), (asks_nothing, everyone)])
    for chosen in product(*columns):
        sure = perhaps = everyone
        for one, other in chosen:
            sure, perhaps = sure & one, perhaps & other
        yield sure, perhaps


def _only(sure: int, perhaps: int, order: Sequence[int], outputs: Sequence[t.Node], *, ranked: bool) -> t.Node | None:
    """The one value that is left, if none of its rows is sure."""
    left: set[t.Node] = set()
    settled = False
    for row in order:
        if perhaps >> row & 1 and not (ranked and settled):
            left.add(outputs[row])
        settled = settled or bool(sure >> row & 1)
    return next(iter(left)) if len(left) == 1 and not settled else None

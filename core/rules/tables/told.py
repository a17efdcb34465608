"""What was found about a table, in sentences: `age 28 and more with residence_title d60a: no row`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from core.rules.tables.atoms import OTHER, Grid, Stretch
from core.rules.tables.look import Combination, Finding, Look
from core.rules.text import literal, text
from core.rules.types import DATE, Code

_MANY = 8


def sentences(found: Look, grid: Grid) -> list[str]:
    """Each finding with what to do about it."""
    return [_sentence(finding, grid) for finding in found.findings]


def extent(found: Look) -> str:
    """How much was looked at, when that was not all."""
    if found.looked >= found.of:
        return ""
    return f"Looked at {found.looked:,} of {found.of:,} combinations of values; the others may have gaps."


def _sentence(finding: Finding, grid: Grid) -> str:
    rows = " and ".join(str(row + 1) for row in finding.rows)
    where = combination(finding.combination, grid)
    match finding.kind:
        case "gap":
            return f"{where}: no row. Add one, or say what holds otherwise (null leaves the answer open)."
        case "overlap" if grid.read.table.hit == "A":
            return f"Rows {rows} both match {where} and give different values; under A (any) they must agree."
        case "overlap":
            return f"Rows {rows} both match {where}. Under U (unique) only one may; part them, or take F (first)."
        case "duplicate":
            return f"Rows {rows} ask and give the same. Take one out."
        case "value":
            gives = text(grid.read.outputs[finding.rows[0]])
            return f"Row {rows} gives {gives}, which is not on the list: {', '.join(grid.read.table.values)}."
    return f"Row {rows} is never reached. Take it out, or put it before the rows that take what it asks for."


def combination(found: Combination, grid: Grid) -> str:
    """`age 28 and more with residence_title d60a and own_migration yes`."""
    parts = [f"{_label(grid, place)} {' or '.join(_spoken(piece.atoms, grid, place))}" for place, piece in found]
    if not parts:
        return "any combination"
    return f"{parts[0]} with {' and '.join(parts[1:])}" if len(parts) > 1 else parts[0]


def _label(grid: Grid, place: int) -> str:
    return grid.read.table.columns[place].label or grid.read.table.columns[place].rule


def _spoken(atoms: Sequence[Any], grid: Grid, place: int) -> list[str]:
    type_ = grid.read.types[place]
    if isinstance(atoms[0], Stretch):
        return [_stretch(each, day=type_ == DATE) for each in _merged(atoms)]
    said = [_value(atom) for atom in atoms]
    if isinstance(type_, Code) and len(said) > _MANY:
        return [f"{', '.join(said[:_MANY])}, … ({len(said)} codes)"]
    return said


def _value(atom: Any) -> str:
    if isinstance(atom, bool):
        return "yes" if atom else "no"
    return "any other text" if atom == OTHER else str(atom)


def _merged(atoms: Sequence[Stretch]) -> Iterator[Stretch]:
    """Neighbouring stretches as one."""
    current: Stretch | None = None
    for atom in atoms:
        if current is not None and current.place + 1 == atom.place:
            current = replace(atom, low=current.low, low_closed=current.low_closed)
        else:
            if current is not None:
                yield current
            current = atom
    if current is not None:
        yield current


def _stretch(found: Stretch, *, day: bool) -> str:
    low, high = _edge(found.low), _edge(found.high)
    if found.low is None and found.high is None:
        return "of any value"
    if found.low == found.high:
        return low
    under = f"{'before' if day else 'under'} {high}"
    if found.low is None:
        return f"up to {high}" if found.high_closed else under
    if found.high is None:
        return f"{low} and {'later' if day else 'more'}" if found.low_closed else f"more than {low}"
    if found.low_closed and found.high_closed:
        return f"{low} to {high}"
    first = f"from {low}" if found.low_closed else f"more than {low}"
    return f"{first} and {f'up to {high}' if found.high_closed else under}"


def _edge(value: Decimal | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else literal(value)

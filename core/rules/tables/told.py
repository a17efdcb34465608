"""What was found about a table, in sentences: `age 28 and more with residence_title d60a: no row`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from core.rules.message import Message, joined, msg
from core.rules.tables.atoms import OTHER, Grid, Stretch
from core.rules.tables.look import Combination, Finding, Look
from core.rules.text import literal, text
from core.rules.types import DATE, Code

_MANY = 8


def sentences(found: Look, grid: Grid) -> list[Message]:
    """Each finding with what to do about it."""
    return [_sentence(finding, grid) for finding in found.findings]


def extent(found: Look) -> Message:
    """How much was looked at, when that was not all."""
    if found.looked >= found.of:
        return joined((), "")
    return msg(
        "Looked at {looked} of {all} combinations of values; the others may have gaps.",
        looked=f"{found.looked:,}",
        all=f"{found.of:,}",
    )


def _sentence(finding: Finding, grid: Grid) -> Message:
    rows = reduce(lambda said, row: msg("{one} and {other}", one=said, other=row + 1), finding.rows[1:], _first(finding))
    where = combination(finding.combination, grid)
    match finding.kind:
        case "gap":
            return msg("{where}: no row. Add one, or say what holds otherwise (null leaves the answer open).", where=where)
        case "overlap" if grid.read.table.hit == "A":
            return msg(
                "Rows {rows} both match {where} and give different values; under A (any) they must agree.", rows=rows, where=where
            )
        case "overlap":
            return msg(
                "Rows {rows} both match {where}. Under U (unique) only one may; part them, or take F (first).",
                rows=rows,
                where=where,
            )
        case "duplicate":
            return msg("Rows {rows} ask and give the same. Take one out.", rows=rows)
        case "value":
            gives, listed = text(grid.read.outputs[finding.rows[0]]), ", ".join(grid.read.table.values)
            return msg("Row {rows} gives {gives}, which is not on the list: {listed}.", rows=rows, gives=gives, listed=listed)
    return msg("Row {rows} is never reached. Take it out, or put it before the rows that take what it asks for.", rows=rows)


def _first(finding: Finding) -> Message:
    return joined((row + 1 for row in finding.rows[:1]), "")


def combination(found: Combination, grid: Grid) -> Message:
    """`age 28 and more with residence_title d60a and own_migration yes`."""
    parts = [_part(place, piece.atoms, grid) for place, piece in found]
    if not parts:
        return msg("any combination")
    if len(parts) == 1:
        return parts[0]
    others = reduce(lambda one, other: msg("{one} and {other}", one=one, other=other), parts[2:], parts[1])
    return msg("{first} with {others}", first=parts[0], others=others)


def _part(place: int, atoms: Sequence[Any], grid: Grid) -> Message:
    values = _spoken(atoms, grid, place)
    said = reduce(lambda said, other: msg("{said} or {other}", said=said, other=other), values)
    return joined((_label(grid, place), said), " ")


def _label(grid: Grid, place: int) -> str:
    return grid.read.table.columns[place].label or grid.read.table.columns[place].rule


def _spoken(atoms: Sequence[Any], grid: Grid, place: int) -> list[Message]:
    type_ = grid.read.types[place]
    if isinstance(atoms[0], Stretch):
        return [_stretch(each, day=type_ == DATE) for each in _merged(atoms)]
    said = [_value(atom) for atom in atoms]
    if isinstance(type_, Code) and len(said) > _MANY:
        return [msg("{codes}, … ({count} codes)", codes=", ".join(said[:_MANY]), count=len(said))]
    return said


def _value(atom: Any) -> Message:
    if isinstance(atom, bool):
        return msg("yes") if atom else msg("no")
    return msg("any other text") if atom == OTHER else joined((atom,), "")


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


def _stretch(found: Stretch, *, day: bool) -> Message:
    low, high = _edge(found.low), _edge(found.high)
    if found.low is None and found.high is None:
        return msg("of any value")
    if found.low == found.high:
        return joined((low,), "")
    if found.low is None:
        return msg("up to {high}", high=high) if found.high_closed else _under(high, day=day)
    if found.high is None:
        return _from(low, found.low_closed, day=day)
    if found.low_closed and found.high_closed:
        return msg("{low} to {high}", low=low, high=high)
    first = msg("from {low}", low=low) if found.low_closed else msg("more than {low}", low=low)
    last = msg("up to {high}", high=high) if found.high_closed else _under(high, day=day)
    return msg("{one} and {other}", one=first, other=last)


def _under(high: str, *, day: bool) -> Message:
    return msg("before {high}", high=high) if day else msg("under {high}", high=high)


def _from(low: str, closed: bool, *, day: bool) -> Message:
    if not closed:
        return msg("more than {low}", low=low)
    return msg("{low} and later", low=low) if day else msg("{low} and more", low=low)


def _edge(value: Decimal | date | None) -> str:
    return value.isoformat() if isinstance(value, date) else literal(value)

"""An input's values cut into pieces that no cell of its column tells apart: stretches between written values, codes, yes, no."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, TypeAlias

from core.rules import tree as t
from core.rules.errors import RuleError
from core.rules.python import compile_rule
from core.rules.tables.cells import condition
from core.rules.tables.read import ReadTable
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, Type

OTHER = "\x00"
"""Stands for every text that no cell names."""
# what the cells of one column are asked with; no fact can bear this name
_ASKED = "?"
_WHOLE_FACTS = frozenset({"age"})
_WHOLE_CALLS = frozenset({"count", "age_on", "days_between", "string length", "years and months duration"})
_DAY = timedelta(days=1)

Edge: TypeAlias = "Decimal | date | None"


@dataclass(frozen=True, slots=True)
class Stretch:
    """Numbers or days between two ends; None is no end. `place` is where it stands among all stretches of its input."""

    low: Edge
    low_closed: bool
    high: Edge
    high_closed: bool
    sample: Any
    place: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """Values of an input that match the same rows. Masks have a bit for each row: surely matching, and perhaps."""

    atoms: tuple[Any, ...]
    sure: int
    perhaps: int


class Grid:
    """A table's columns in pieces. A cell that compares with another fact matches perhaps: nothing is proven by it."""

    def __init__(self, table: ReadTable) -> None:
        self.read = table
        self.all_rows = (1 << len(table.rows)) - 1

    @cached_property
    def columns(self) -> tuple[tuple[Piece, ...], ...]:
        return tuple(self._pieces(place) for place in range(len(self.read.items)))

    def partners(self, row: int, *, sure: bool) -> int:
        """The rows that surely match some combination together with this one, or those that may; itself among them."""
        found = self.all_rows
        for column in self.columns:
            masks = [piece.sure if sure else piece.perhaps for piece in column]
            meeting = 0
            for mask in masks:
                meeting |= mask if mask >> row & 1 else 0
            found &= meeting
        return found

    def _pieces(self, place: int) -> tuple[Piece, ...]:
        type_ = self.read.types[place]
        written = [row.cells[place] for row in self.read.table.rows]
        # cells are often the same: each is compiled and asked once
        tests = {cell: Test(condition(cell, t.Name(_ASKED)), type_) for cell in dict.fromkeys(written)}
        literals = [value for test in tests.values() if test.node is not None for value in _literals(test.node)]
        allowed = self._allowed(place, type_)
        if allowed is not None and allowed.node is not None:
            literals += _literals(allowed.node)
        grouped: dict[tuple[int, int], list[Any]] = {}
        for atom in atoms(type_, literals, whole=_is_whole(self.read.items[place])):
            if allowed is None or allowed.on(atom) is not False:
                grouped.setdefault(_masks(written, tests, atom), []).append(atom)
        return tuple(Piece(tuple(found), sure, perhaps) for (sure, perhaps), found in grouped.items())

    def _allowed(self, place: int, type_: Type) -> Test | None:
        written = self.read.table.columns[place].values
        try:
            return Test(condition(written, t.Name(_ASKED)), type_) if written else None
        except RuleError:
            return None


def _masks(written: Sequence[str], tests: Mapping[str, Test], atom: Any) -> tuple[int, int]:
    """The rows whose cell surely matches this value, and those whose cell may."""
    holds = {cell: test.on(atom) for cell, test in tests.items()}
    sure = perhaps = 0
    for row, cell in enumerate(written):
        sure |= (holds[cell] is True) << row
        perhaps |= (holds[cell] is not False) << row
    return sure, perhaps


class Test:
    """A cell, asked with values of its input."""

    __test__ = False  # a word of the domain, not for the test runner

    def __init__(self, node: t.Node | None, type_: Type) -> None:
        self.node = node
        plain = node is not None and t.names(node) == {_ASKED} and type_ in (BOOLEAN, NUMBER, DATE, TEXT)
        coded = node is not None and t.names(node) == {_ASKED} and isinstance(type_, Code)
        self._ask = compile_rule(node, {_ASKED: type_}) if node is not None and (plain or coded) else None

    def on(self, atom: Any) -> bool | None:
        """Whether it matches; None when that hangs on something else."""
        if self.node is None:
            return True
        value = atom.sample if isinstance(atom, Stretch) else atom
        found: bool | None = None if self._ask is None else self._ask({_ASKED: value})
        return found


def atoms(type_: Type, literals: Iterable[t.Value], *, whole: bool = False) -> tuple[Any, ...]:
    """All values of the type, cut at these ones. Unknown is none of them: it has no gap, since nothing follows from it."""
    if type_ == BOOLEAN:
        return (True, False)
    if isinstance(type_, Code):
        return type_.codes
    if type_ == TEXT:
        return (*dict.fromkeys(value for value in literals if isinstance(value, str)), OTHER)
    if type_ == NUMBER:
        return _stretches(sorted({v for v in literals if isinstance(v, Decimal)}), Decimal(1), whole=whole)
    if type_ == DATE:
        return _stretches(sorted({v for v in literals if isinstance(v, date)}), _DAY, whole=True)
    return (None,)


def _stretches(points: Sequence[Any], step: Any, *, whole: bool) -> tuple[Stretch, ...]:
    """The points and what lies before, between and behind them; between neighbours of whole numbers and days lies nothing."""
    if not points:
        return (Stretch(None, False, None, False, Decimal(0) if step == 1 else date(2000, 1, 1)),)
    found = [Stretch(None, False, points[0], False, _moved(points[0], step, -1))]
    for point, after in zip(points, (*points[1:], None), strict=True):
        found.append(Stretch(point, True, point, True, point))
        found.append(_behind(point, after, step, whole=whole))
    there = [each for each in found if each.sample is not None]
    return tuple(replace(each, place=place) for place, each in enumerate(there))


def _behind(point: Any, after: Any, step: Any, *, whole: bool) -> Stretch:
    """What lies between a point and the next one, or the end; without a sample when there is nothing."""
    follows = _moved(point, step, 1)
    if after is None:
        return Stretch(follows, True, None, False, follows) if whole else Stretch(point, False, None, False, follows)
    if not whole:
        return Stretch(point, False, after, False, (point + after) / 2)
    return Stretch(follows, True, _moved(after, step, -1), True, follows if follows < after else None)


def _moved(point: Any, step: Any, by: int) -> Any:
    """One step on; None where the calendar ends."""
    if point == (date.max if by > 0 else date.min):
        return None
    return point + step if by > 0 else point - step


def _literals(node: t.Node) -> list[t.Value]:
    return [part.value for part, _ in t.walk(node) if isinstance(part, t.Literal)]


def _is_whole(node: t.Node) -> bool:
    """Whether it gives whole numbers alone: then nothing lies between 27 and 28."""
    match node:
        case t.Name(id_):
            return id_ in _WHOLE_FACTS
        case t.Call(function, _):
            return function in _WHOLE_CALLS
    return False

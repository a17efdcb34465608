"""The values of one fact that matter to some rules: its codes, or the stretches between the values that rules compare it with.

What is exact: yes and no, codes, and dates and numbers that are compared with something that does not hang on them. What is near
enough: a number inside a calculation turns at whole numbers from -1,000 to 10,000, a date lies between 1900 and 2199. Of a text
those values are tried that rules name, and one that no rule names; of a set, each code, none, all, and all but one; of the rows
of a group, none. So a fact may settle more than is found here, and what is found does settle.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from core.rules import tree as t
from core.rules.derive import DERIVED_FROM, derive
from core.rules.proof import OURS
from core.rules.python import Facts, compile_rule
from core.rules.turns import Turns
from core.rules.types import BOOLEAN, DATE, NUMBER, TEXT, Code, SetOf, Type
from core.rules.verdict import Decider, Verdict

EARLIEST, LATEST = date(1900, 1, 1), date(2199, 12, 31)
LEAST, MOST = -1_000, 10_000
OTHER = "\N{HORIZONTAL ELLIPSIS}"
"""A text that no rule names."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Values that no rule tells apart, with one of them. A stretch has ends, None for no end; a single value is both its ends."""

    value: object
    lower: object = None
    upper: object = None
    lower_closed: bool = True
    upper_closed: bool = True

    @property
    def single(self) -> bool:
        return self.lower is not None and self.lower == self.upper


def only(value: object) -> Cell:
    return Cell(value, value, value)


def base_facts(decider: Decider, facts: Facts) -> tuple[str, ...]:
    """What people can say that the criteria read: base facts, but a derived one where it was handed in without its base."""
    names = dict.fromkeys(name for node in decider.nodes for name in t.names_in_order(node))
    asked = (_asked(name, facts) for name in names)
    return tuple(dict.fromkeys(name for name in asked if name not in OURS and name in decider.scope))


def _asked(name: str, facts: Facts) -> str:
    base = DERIVED_FROM.get(name, name)
    return name if facts.get(base) is None and facts.get(name) is not None else base


def cells(verdict: Verdict, fact: str) -> tuple[Cell, ...]:
    """A partition of what the fact may be, as far as the criteria of this verdict tell values apart."""
    decider, type_ = verdict.decider, verdict.decider.scope[fact]
    if type_ == BOOLEAN:
        return only(True), only(False)
    if isinstance(type_, Code):
        return tuple(only(code) for code in type_.codes)
    if isinstance(type_, SetOf):
        return tuple(only(value) for value in _sets(type_.item, verdict.facts.get(fact)))
    if type_ == TEXT:
        return tuple(only(value) for value in (*_texts(decider, fact), OTHER))
    if type_ == DATE:
        return tuple(_days(verdict, fact))
    if type_ == NUMBER:
        return tuple(_numbers(verdict, fact))
    return (only(()),)


def _sets(item: Type, now: object) -> Iterable[frozenset[object]]:
    """From a known set one code more or less; else each code alone, none, all, and all but one."""
    codes = item.codes if isinstance(item, Code) else ()
    if isinstance(now, frozenset):
        return [now ^ {code} for code in codes]
    every = frozenset(codes)
    return dict.fromkeys([frozenset(), *(frozenset({code}) for code in codes), *(every - {code} for code in codes), every])


def _texts(decider: Decider, fact: str) -> Iterable[str]:
    """The texts in quotes of all parts that read the fact."""
    found: dict[str, None] = {}
    for node in decider.nodes:
        for part, _ in t.walk(node):
            if isinstance(part, t.Compare | t.In | t.Call) and fact in t.names(part):
                values = (leaf.value for leaf, _ in t.walk(part) if isinstance(leaf, t.Literal))
                found.update((value, None) for value in values if isinstance(value, str))
    return found


def _days(verdict: Verdict, fact: str) -> Iterator[Cell]:
    shrinks = {name: -1 for name, base in DERIVED_FROM.items() if base == fact and verdict.decider.scope.get(name) == NUMBER}
    turns = verdict.decider.turns({fact: 1, **shrinks})

    def at(place: int) -> Facts:
        return _changed(verdict, {fact: date.fromordinal(place)})

    places = turns.places(at, EARLIEST.toordinal(), LATEST.toordinal())
    places.add((verdict.on + timedelta(days=1)).toordinal() if verdict.on < LATEST else LATEST.toordinal())
    ends = sorted({EARLIEST.toordinal(), LATEST.toordinal() + 1, *(place for place in places)})
    for first, after in pairwise(ends):
        lower, upper = date.fromordinal(first), date.fromordinal(after - 1)
        yield Cell(lower if lower > EARLIEST else upper, lower if lower > EARLIEST else None, upper if upper < LATEST else None)


def _numbers(verdict: Verdict, fact: str) -> Iterator[Cell]:
    turns = verdict.decider.turns({fact: 1})
    exact = set(_compared_with(turns, fact, verdict))
    near = turns.places(
        lambda place: _changed(verdict, {fact: Decimal(place)}),
        LEAST,
        MOST,
        skip=lambda atom: _other_side(fact, atom.node) is not None,
    )
    ends = sorted({*exact, *(Decimal(each) for place in near for each in (place - 1, place))})
    if not ends:
        yield Cell(Decimal(0))
        return
    yield Cell(ends[0] - 1, None, ends[0], upper_closed=False)
    for lower, upper in pairwise(ends):
        yield only(lower)
        yield Cell((lower + upper) / 2, lower, upper, lower_closed=False, upper_closed=False)
    yield only(ends[-1])
    yield Cell(ends[-1] + 1, ends[-1], None, lower_closed=False)


def _changed(verdict: Verdict, changes: Mapping[str, object]) -> Facts:
    return derive({**verdict.facts, **changes}, verdict.on, categories=verdict.decider.categories)


def _compared_with(turns: Turns, fact: str, verdict: Verdict) -> Iterator[Decimal]:
    """The values that the fact itself is compared with."""
    for atom in turns.atoms:
        other = _other_side(fact, atom.node)
        if other is not None and not atom.mixed:
            value = compile_rule(other, verdict.decider.scope)(verdict.facts)
            if isinstance(value, int | Decimal):
                yield Decimal(value)


def _other_side(fact: str, node: t.Node) -> t.Node | None:
    match node:
        case t.Compare(_, t.Name(id_), other) | t.Compare(_, other, t.Name(id_)) if id_ == fact:
            return other
    return None

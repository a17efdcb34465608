"""Where a rule may turn while one thing grows: the day, or the value of one fact. Found from its comparisons, not by trying."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, TypeAlias

from core.rules import tree as t
from core.rules.python import Facts, compile_rule
from core.rules.types import Scope

Varying: TypeAlias = Mapping[str, int]
"""Names of facts that change as the place grows: 1 for those that grow with it, -1 for those that shrink."""
At: TypeAlias = Callable[[int], Facts]
"""The facts at a place: an ordinal of a day, or a number."""

MIXED = 2
"""The direction of what may go up and down."""
_PASS = frozenset({"floor", "ceiling", "round half up"})
_SPANS = frozenset({"age_on", "days_between", "years and months duration"})


def direction(node: t.Node, varying: Varying) -> int:
    """Whether the value grows (1), shrinks (-1), stays (0) or does none of these for sure (MIXED) as the place grows."""
    match node:
        case t.Name(id_):
            return varying.get(id_, 0)
        case t.Arithmetic("+", left, right):
            return _together(direction(left, varying), direction(right, varying))
        case t.Arithmetic("-", left, right):
            return _together(direction(left, varying), _turned(direction(right, varying)))
        case t.Arithmetic("*", t.Literal(Decimal() as factor), part) | t.Arithmetic(
            "*" | "/", part, t.Literal(Decimal() as factor)
        ):
            return direction(part, varying) if factor > 0 else _turned(direction(part, varying))
        case t.Negate(part):
            return _turned(direction(part, varying))
        case t.Call(function, (part, *_)) if function in _PASS:
            return direction(part, varying)
        case t.Call(function, (since, until)) if function in _SPANS:
            return _together(_turned(direction(since, varying)), direction(until, varying))
        case t.Call("min" | "max", parts):
            return _together(*(direction(part, varying) for part in parts))
        case t.If(condition, then, otherwise) if not touches(condition, varying):
            return _together(direction(then, varying), direction(otherwise, varying))
    return MIXED if touches(node, varying) else 0


def touches(node: t.Node, varying: Varying) -> bool:
    """Whether the rule reads anything that changes."""
    return any(name in varying for name in t.names(node))


def _together(*directions: int) -> int:
    moving = {each for each in directions if each}
    return moving.pop() if len(moving) == 1 else MIXED if moving else 0


def _turned(direction: int) -> int:
    return direction if direction == MIXED else -direction


@dataclass(frozen=True, slots=True)
class Atom:
    """A comparison that turns once as the place grows, and becomes unknown at an end at most; or, `mixed`, anything else."""

    node: t.Node
    mixed: bool


def atoms(node: t.Node, varying: Varying) -> Iterator[Atom]:
    """What the truth of a rule hangs on, as far as it changes."""
    match node:
        case _ if not touches(node, varying):
            return
        case t.Call("is known", (t.Name(),)):
            return  # what varies is known at every place
        case t.And() | t.Or() | t.Not() | t.If():
            for part in t.children(node):
                yield from atoms(part, varying)
        case t.Compare("=" | "!=", left, right):
            yield from _compared(left, right, ("<=", ">="), varying)
        case t.Compare(operator, left, right):
            yield from _compared(left, right, (operator,), varying)
        case t.Between(item, lower, upper):
            yield from _compared(item, lower, (">=",), varying)
            yield from _compared(item, upper, ("<=",), varying)
        case t.In(item, t.Range(lower, upper, lower_closed, upper_closed)):
            yield from _compared(item, lower, (">=" if lower_closed else ">",), varying)
            yield from _compared(item, upper, ("<=" if upper_closed else "<",), varying)
        case t.In(item, t.Items(items)):
            for option in items:
                yield from _compared(item, option, ("<=", ">="), varying)
        case _:
            yield Atom(node, mixed=True)


def _compared(left: t.Node, right: t.Node, operators: tuple[str, ...], varying: Varying) -> Iterator[Atom]:
    way = _together(direction(left, varying), _turned(direction(right, varying)))
    if way == MIXED:
        yield Atom(t.Compare("=", left, right), mixed=True)
    elif way:
        for operator in operators:
            yield Atom(t.Compare(operator, left, right), mixed=False)


class Turns:
    """The places at which any of some rules may turn; made once for the rules and for what varies."""

    def __init__(self, nodes: tuple[t.Node, ...], scope: Scope, varying: Varying) -> None:
        found = dict.fromkeys(atom for node in nodes for atom in atoms(node, varying))
        self.atoms = tuple(found)
        self.everywhere = any(atom.mixed for atom in found)
        """Whether some part follows no order: then each place has to be tried."""
        self._scope = scope
        self._states: dict[Atom, Callable[[Facts], Any]] = {}

    def places(self, at: At, low: int, high: int, skip: Callable[[Atom], bool] = lambda _atom: False) -> set[int]:
        """The places after `low`, up to `high`, at which an ordered comparison is another than at the place before."""
        found: set[int] = set()
        for atom in self.atoms:
            if not atom.mixed and not skip(atom):
                found.update(self._turning(atom, at, low, high))
        return found

    def _turning(self, atom: Atom, at: At, low: int, high: int) -> Iterator[int]:
        if atom not in self._states:
            self._states[atom] = compile_rule(atom.node, self._scope)
        state = self._states[atom]
        last = state(at(high))
        # at most unknown, false, true, unknown: each state has one stretch
        for _ in range(3):
            here = state(at(low))
            if here is last:
                return
            before, after = low, high
            while after - before > 1:
                middle = (before + after) // 2
                if state(at(middle)) is here:
                    before = middle
                else:
                    after = middle
            yield after
            low = after

"""A case that nobody has: walked through the steps of a draft by the engine that real cases are moved by, with a clock to turn.
Nothing is stored; the turns taken so far are all there is."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal, InvalidOperation
from typing import Any

from core.definitions import Programme, vocabulary
from core.definitions.checks import case_scope
from core.rules.types import BOOLEAN, DATE, NUMBER, Code
from workflows import engine
from workflows.effects import NotInBlock, NotOpen, Outcome
from workflows.planning import Plan, planned
from workflows.state import State

MOST = 200
LONGEST = 200
DAYS = 3660


class NoTurn(Exception):
    """A turn that cannot be taken."""


@dataclass(frozen=True, slots=True)
class Walk:
    """Where the case stands after its turns: its state, and the day that the clock shows."""

    state: State
    day: date

    @property
    def now(self) -> datetime:
        return datetime(self.day.year, self.day.month, self.day.day, 12, tzinfo=UTC)


def walk(programme: Programme, first: date, turns: Sequence[str], track: str = "") -> Walk:
    """The case after these turns. Raises NoTurn, and RuleError where the rules of the draft cannot be read."""
    plan = planned(programme)
    if track and all(each.id != track for each in programme.tracks):
        raise NoTurn
    at = Walk(State(first), first)
    at = replace(at, state=engine.begin(plan, {}, at.now, track)[0])
    if len(turns) > MOST:
        raise NoTurn
    for turn in turns:
        verb, *rest = turn[:LONGEST].split(":")
        if verb not in _TURNS:
            raise NoTurn
        at = _TURNS[verb](programme, plan, at, [*rest, "", ""])
    return at


def _days(_programme: Programme, _plan: Plan, at: Walk, rest: Sequence[str]) -> Walk:
    if not (rest[0].isascii() and rest[0].isdigit()) or len(rest[0]) > 4 or int(rest[0]) > DAYS or at.day.year > 2200:
        raise NoTurn
    return replace(at, day=at.day + timedelta(days=int(rest[0])))


def _done(_programme: Programme, plan: Plan, at: Walk, rest: Sequence[str]) -> Walk:
    """A step is done; one that may end the case ends it for this reason, or goes on."""
    standing = next((task for task in at.state.tasks if task.step == rest[0] and task.status == "open"), None)
    if standing is None:
        raise NoTurn
    try:
        moved = engine.advance(plan, at.state, Outcome((standing.step, standing.round), {}, rest[1] or None), at.now)
    except NotOpen as error:
        raise NoTurn from error
    return replace(at, state=moved[0])


def _enter(programme: Programme, plan: Plan, at: Walk, rest: Sequence[str]) -> Walk:
    if any(block.id == rest[0] and block.hidden for block in programme.blocks):
        raise NoTurn  # it takes nobody new in
    try:
        return replace(at, state=engine.enter_block(plan, at.state, rest[0], at.now)[0])
    except (NotInBlock, LookupError) as error:
        raise NoTurn from error


def _leave(_programme: Programme, plan: Plan, at: Walk, rest: Sequence[str]) -> Walk:
    try:
        return replace(at, state=engine.leave_block(plan, at.state, rest[0], at.now)[0])
    except (NotInBlock, LookupError) as error:
        raise NoTurn from error


def _know(programme: Programme, plan: Plan, at: Walk, rest: Sequence[str]) -> Walk:
    """An answer or a fact becomes known."""
    kinds = asked(programme)
    if rest[0] not in kinds:
        raise NoTurn
    return replace(at, state=engine.wake(plan, at.state, {rest[0]: _value(kinds[rest[0]], rest[1])}, at.now)[0])


def _value(kind: Any, text: str) -> Any:
    try:
        if kind == BOOLEAN and text in ("yes", "no"):
            return text == "yes"
        if kind == NUMBER and Decimal(text.replace(",", ".")).is_finite():
            return Decimal(text.replace(",", "."))
        if kind == DATE:
            return date.fromisoformat(text)
        if isinstance(kind, Code) and text in kind.codes:
            return text
    except (ValueError, InvalidOperation):
        pass
    raise NoTurn


def asked(programme: Programme) -> Mapping[str, Any]:
    """What the rules of the steps ask, as far as it can be typed here: name → type."""
    scope, plan = case_scope(programme, vocabulary()), planned(programme)
    found = {name: scope[name] for name in sorted(plan.names) if name in scope}
    return {name: kind for name, kind in found.items() if kind in (BOOLEAN, NUMBER, DATE) or isinstance(kind, Code)}


_TURNS: Mapping[str, Callable[[Programme, Plan, Walk, Sequence[str]], Walk]] = {
    "days": _days,
    "done": _done,
    "enter": _enter,
    "leave": _leave,
    "know": _know,
}

"""A programme's answer to a person: eligible, not eligible or open, with reasons and what is still to be asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property
from typing import Any, Literal, Protocol, TypeAlias

from core.rules import tree as t
from core.rules.check import check_rule
from core.rules.derive import DERIVED_FROM, derive
from core.rules.missing import Missing
from core.rules.python import Facts, compile_verdicts
from core.rules.types import Scope

Outcome: TypeAlias = Literal["eligible", "not eligible", "open"]
ELIGIBLE: Outcome = "eligible"
NOT_ELIGIBLE: Outcome = "not eligible"
OPEN: Outcome = "open"


class Criterion(Protocol):
    """What a decider needs of a criterion; `core.definitions.Criterion` is one."""

    @property
    def id(self) -> str: ...
    @property
    def rule(self) -> str: ...
    @property
    def title(self) -> Any: ...
    @property
    def source(self) -> Any: ...
    @property
    def strength(self) -> Literal["must", "should"]: ...
    @property
    def exception(self) -> bool: ...
    @property
    def valid_from(self) -> date | None: ...
    @property
    def valid_to(self) -> date | None: ...


@dataclass(frozen=True, slots=True)
class Reason:
    """What one criterion gave. `state` is None while it is open; then `missing` names the facts to ask for."""

    id: str
    valid_from: date | None
    title: Any
    source: Any
    strength: Literal["must", "should"]
    state: bool | None
    granted: bool
    """Not fulfilled, but let in as an exception."""
    facts: Mapping[str, object]
    """The known facts that the rule names, with their values at the reference date."""
    missing: tuple[str, ...]

    def as_data(self) -> dict[str, object]:
        """The version of a criterion is the first day on which it holds."""
        return {
            "id": self.id,
            "version": _plain(self.valid_from),
            "strength": self.strength,
            "state": self.state,
            "granted": self.granted,
            "facts": {name: _plain(value) for name, value in self.facts.items()},
            "missing": list(self.missing),
        }


class Decider:
    """The eligibility of one programme, compiled: keep it by the digest of the revision.

    Only criteria that are valid on the day apply; where none is, everybody is eligible. Raises RuleError for a rule that
    does not fit the scope, which holds the derived facts too.
    """

    def __init__(self, criteria: Iterable[Criterion], scope: Scope, *, categories: Mapping[str, str] | None = None) -> None:
        self._criteria = tuple(criteria)
        self._nodes = tuple(check_rule(criterion.rule, scope) for criterion in self._criteria)
        self._scope = scope
        self._categories = categories
        self._edges = sorted({edge for criterion in self._criteria for edge in _edges(criterion)})
        self._stretches: dict[int, Stretch] = {}

    def decide(self, facts: Facts, on: date, *, exceptions: Collection[str] = ()) -> Verdict:
        """The verdict for these facts at the reference date.

        Derived facts are worked out here. `exceptions` are the ids of criteria that are waived for this person; they count
        for criteria that allow an exception, and only where these are not fulfilled.
        """
        stretch = self._stretch(on)
        at_date = derive(facts, on, categories=self._categories)
        (state,), states = stretch.judge(at_date)
        if state is False and exceptions:
            state = stretch.waived(states, exceptions)
        outcome = ELIGIBLE if state else OPEN if state is None else NOT_ELIGIBLE
        return Verdict(outcome, on, stretch, at_date, states, frozenset(exceptions))

    def _stretch(self, on: date) -> Stretch:
        place = bisect_right(self._edges, on)
        if place not in self._stretches:
            valid = [pair for pair in zip(self._criteria, self._nodes, strict=True) if _holds(pair[0], on)]
            self._stretches[place] = Stretch(valid, self._scope)
        return self._stretches[place]


class Stretch:
    """The criteria that apply between two days on which criteria begin or end."""

    def __init__(self, criteria: Sequence[tuple[Criterion, t.Node]], scope: Scope) -> None:
        self.criteria = tuple(criterion for criterion, _ in criteria)
        self.nodes = tuple(node for _, node in criteria)
        self._scope = scope
        self._musts = [place for place, criterion in enumerate(self.criteria) if criterion.strength == "must"]
        self._missing: dict[int, Missing] = {}

    @cached_property
    def judge(self) -> Callable[[Facts], tuple[tuple[bool | None, ...], tuple[bool | None, ...]]]:
        # by place, since an id may stand twice while a definition is being written
        rules = {str(place): node for place, node in enumerate(self.nodes)}
        return compile_verdicts(rules, [[str(place) for place in self._musts]], self._scope)

    def waived(self, states: Sequence[bool | None], exceptions: Collection[str]) -> bool | None:
        left = [states[place] for place in self._musts if not self.is_waived(place, states, exceptions)]
        return False if False in left else None if None in left else True

    def is_waived(self, place: int, states: Sequence[bool | None], exceptions: Collection[str]) -> bool:
        criterion = self.criteria[place]
        return states[place] is False and criterion.exception and criterion.id in exceptions

    def settled_by(self, states: Sequence[bool | None], exceptions: Collection[str], outcome: Outcome) -> tuple[str, ...]:
        musts = [(self.criteria[place].id, place) for place in self._musts]
        if outcome == ELIGIBLE:
            return tuple(id_ for id_, _ in musts)
        if outcome == OPEN:
            return ()
        return tuple(id_ for id_, place in musts if states[place] is False and not self.is_waived(place, states, exceptions))

    def missing(self, place: int, facts: Facts) -> tuple[str, ...]:
        if place not in self._missing:
            self._missing[place] = Missing(self.nodes[place], self._scope)
        names = self._missing[place].names(facts)
        return tuple(dict.fromkeys(DERIVED_FROM.get(name, name) for name in names))


@dataclass(frozen=True, eq=False)
class Verdict:
    """The outcome; its explanation is worked out when it is asked for.

    An unfulfilled must-criterion makes *not eligible* final, whatever else is unknown. Should-criteria are noted, and
    neither exclude nor keep open.
    """

    outcome: Outcome
    on: date
    _stretch: Stretch = field(repr=False)
    _facts: Mapping[str, object] = field(repr=False)
    _states: tuple[bool | None, ...] = field(repr=False)
    _exceptions: frozenset[str] = field(repr=False)

    @cached_property
    def reasons(self) -> tuple[Reason, ...]:
        """One for each criterion that applies on the day, in the order of the definition."""
        return tuple(self._reason(place) for place in range(len(self._states)))

    @cached_property
    def decided_by(self) -> tuple[str, ...]:
        """The criteria that settled it: not eligible, the unfulfilled ones; eligible, all that must hold; open, none."""
        return self._stretch.settled_by(self._states, self._exceptions, self.outcome)

    @cached_property
    def missing(self) -> tuple[str, ...]:
        """The facts that keep it open, each once, in order of first use; empty unless it is open."""
        if self.outcome != OPEN:
            return ()
        return tuple(dict.fromkeys(name for reason in self.reasons if reason.strength == "must" for name in reason.missing))

    def as_data(self) -> dict[str, object]:
        """For storing with a case: JSON values alone, decimals as text, dates as ISO text, sets as sorted lists."""
        return {
            "outcome": self.outcome,
            "on": self.on.isoformat(),
            "decided_by": list(self.decided_by),
            "missing": list(self.missing),
            "criteria": [reason.as_data() for reason in self.reasons],
        }

    def _reason(self, place: int) -> Reason:
        criterion, state = self._stretch.criteria[place], self._states[place]
        used = {name: self._facts.get(name) for name in t.names_in_order(self._stretch.nodes[place])}
        return Reason(
            id=criterion.id,
            valid_from=criterion.valid_from,
            title=criterion.title,
            source=criterion.source,
            strength=criterion.strength,
            state=state,
            granted=self._stretch.is_waived(place, self._states, self._exceptions),
            facts={name: value for name, value in used.items() if value is not None},
            missing=self._stretch.missing(place, self._facts) if state is None else (),
        )


def _holds(criterion: Criterion, on: date) -> bool:
    begun = criterion.valid_from is None or criterion.valid_from <= on
    return begun and (criterion.valid_to is None or on <= criterion.valid_to)


def _edges(criterion: Criterion) -> list[date]:
    """The days on which something changes: the first day, and the day after the last."""
    after = criterion.valid_to
    ends = [after + timedelta(days=1)] if after is not None and after < date.max else []
    return ends if criterion.valid_from is None else [criterion.valid_from, *ends]


def _plain(value: object) -> object:
    """A value of a fact as JSON has it."""
    match value:
        case None | bool() | int() | str():
            return value
        case date():
            return value.isoformat()
        case Decimal():
            return str(value)
        case set() | frozenset():
            return sorted((_plain(member) for member in value), key=str)
        case list() | tuple():
            return [_plain(member) for member in value]
        case Mapping():
            return {str(name): _plain(member) for name, member in value.items()}
    return str(value)

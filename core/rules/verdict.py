"""A programme's answer to a person: eligible, not eligible or open, with reasons and what is still to be asked."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cached_property

from core.rules.derive import DERIVED_FROM, derive
from core.rules.proof import Doubt, without
from core.rules.python import Facts
from core.rules.reason import Reason
from core.rules.stretch import ELIGIBLE, NOT_ELIGIBLE, OPEN, Criterion, Outcome, Proven, Stretch
from core.rules.tables import tree_of
from core.rules.turns import Turns, Varying
from core.rules.types import Scope


class Decider:
    """The eligibility of one programme, compiled: keep it by the digest of the revision.

    Only criteria that are valid on the day apply; where none is, everybody is eligible. `validities` names for a fact the one
    that says until when its paper holds. Raises RuleError for a rule that does not fit the scope, which holds the derived
    facts too.
    """

    def __init__(
        self,
        criteria: Iterable[Criterion],
        scope: Scope,
        *,
        categories: Mapping[str, str] | None = None,
        validities: Mapping[str, str] | None = None,
    ) -> None:
        self.criteria = tuple(criteria)
        self.nodes = tuple(tree_of(criterion, scope) for criterion in self.criteria)
        self.scope = scope
        self.categories = categories
        self.validities = validities or {}
        self.edges = sorted({edge for criterion in self.criteria for edge in _edges(criterion)})
        """The days on which criteria begin, or have ended."""
        self._stretches: dict[int, Stretch] = {}
        self._turns: dict[tuple[tuple[str, int], ...], Turns] = {}

    def decide(
        self,
        facts: Facts,
        on: date,
        *,
        exceptions: Collection[str] = (),
        sources: Mapping[str, str] | None = None,
    ) -> Verdict:
        """The verdict for these facts at the reference date.

        Derived facts are worked out here. `exceptions` are the ids of criteria that are waived for this person; they count
        for criteria that allow an exception, and only where these are not fulfilled. `sources` tell where the facts come
        from ("self", "document", "office"); without them nobody asks for papers, and what was said counts.
        """
        stretch = self.stretch(on)
        at_date = derive(facts, on, categories=self.categories)
        (state,), states = stretch.judge(at_date)
        proven = None
        if sources is not None:
            proven = Proven(sources, stretch.doubts(at_date, on, sources))
            if proven.doubts:
                states = stretch.judge_again(states, at_date, proven.doubts)
                state = stretch.waived(states, exceptions)
        if state is False and exceptions:
            state = stretch.waived(states, exceptions)
        outcome = ELIGIBLE if state else OPEN if state is None else NOT_ELIGIBLE
        return Verdict(outcome, on, stretch, at_date, states, frozenset(exceptions), proven)

    def stretch(self, on: date) -> Stretch:
        """The criteria that apply on this day."""
        place = bisect_right(self.edges, on)
        if place not in self._stretches:
            valid = [pair for pair in zip(self.criteria, self.nodes, strict=True) if _holds(pair[0], on)]
            self._stretches[place] = Stretch(valid, self)
        return self._stretches[place]

    def turns(self, varying: Varying) -> Turns:
        """Where any of the criteria may turn while these facts change, whether it applies at that place or not."""
        key = tuple(varying.items())
        if key not in self._turns:
            self._turns[key] = Turns(self.nodes, self.scope, varying)
        return self._turns[key]


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
    _proven: Proven | None = field(default=None, repr=False)

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
        doubts = {} if self._proven is None else self._proven.doubts
        unknown = [place for place in self._stretch.musts if self._states[place] is None]
        return tuple(dict.fromkeys(name for place in unknown for name in self._missing_for(place, doubts.get(place, {}))))

    @property
    def facts(self) -> Mapping[str, object]:
        """What it rests on: the facts that were handed in, and those derived from them at the reference date."""
        return self._facts

    @property
    def decider(self) -> Decider:
        return self._stretch.decider

    def steadily_false(self, varying: Varying) -> bool:
        """Whether a criterion excludes whatever happens to these facts, on any day."""
        criteria, names = self._stretch.criteria, self._stretch.names
        return any(
            self._states[place] is False
            and criteria[place].proof == "any"
            and criteria[place].valid_to is None
            and not self._stretch.is_waived(place, self._states, self._exceptions)
            and varying.keys().isdisjoint(names[place])
            for place in self._stretch.musts
        )

    @property
    def sources(self) -> Mapping[str, str] | None:
        """Where the facts come from; None where nobody asked."""
        return None if self._proven is None else self._proven.sources

    def but(self, changes: Mapping[str, object], on: date | None = None) -> Verdict:
        """The verdict if these facts were so, proven as strongly as anybody asks, or if the day were another one."""
        sources = None if self._proven is None else {**self._proven.sources, **dict.fromkeys(changes, "office")}
        facts = {**self._facts, **changes}
        return self.decider.decide(facts, on or self.on, exceptions=self._exceptions, sources=sources)

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
        used = {name: self._facts.get(name) for name in self._stretch.names[place]}
        doubted: Mapping[str, Doubt] = {} if self._proven is None else self._proven.doubts.get(place, {})
        sources = {} if self._proven is None else _sources(used, self._proven.sources)
        return Reason(
            id=criterion.id,
            valid_from=criterion.valid_from,
            title=criterion.title,
            source=criterion.source,
            strength=criterion.strength,
            state=state,
            granted=self._stretch.is_waived(place, self._states, self._exceptions),
            facts={name: value for name, value in used.items() if value is not None},
            missing=self._missing_for(place, doubted) if state is None else (),
            sources=sources,
            doubts=doubted,
            claimed=self._stretch.explain(place, self._facts, {}, {}).state if doubted else state,
            _explain=lambda: self._stretch.explain(place, self._facts, sources, doubted),
        )

    def _missing_for(self, place: int, doubted: Mapping[str, Doubt]) -> tuple[str, ...]:
        """A paper that has expired is asked for with the day until which the new one holds."""
        names = self._stretch.missing(place, without(self._facts, doubted))
        validities = self.decider.validities
        renewed = {validities[name] for name in names if doubted.get(name) == "expired"}
        return tuple(dict.fromkeys([*names, *sorted(renewed)]))


def _sources(used: Mapping[str, object], sources: Mapping[str, str]) -> dict[str, str]:
    """Of the known facts among these, by the name that a person is asked for."""
    known = [DERIVED_FROM.get(name, name) for name, value in used.items() if value is not None]
    return {name: sources[name] for name in known if name in sources}


def _holds(criterion: Criterion, on: date) -> bool:
    begun = criterion.valid_from is None or criterion.valid_from <= on
    return begun and (criterion.valid_to is None or on <= criterion.valid_to)


def _edges(criterion: Criterion) -> list[date]:
    """The days on which something changes: the first day, and the day after the last."""
    after = criterion.valid_to
    ends = [after + timedelta(days=1)] if after is not None and after < date.max else []
    return ends if criterion.valid_from is None else [criterion.valid_from, *ends]

"""The criteria that apply on a day: judged together, doubted where proof is missing, waived where an exception was made."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, Any, Literal, Protocol, TypeAlias

from core.rules import tree as t
from core.rules.derive import DERIVED_FROM
from core.rules.explain import Explainer, Part
from core.rules.missing import Missing
from core.rules.proof import Doubt, Proof, doubts, without
from core.rules.python import Facts, compile_rule, compile_verdicts

if TYPE_CHECKING:
    from core.rules.verdict import Decider

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
    @property
    def proof(self) -> Proof: ...


@dataclass(frozen=True, slots=True)
class Proven:
    """Where facts come from, and by the place of a criterion which of them it does not take."""

    sources: Mapping[str, str]
    doubts: Mapping[int, Mapping[str, Doubt]]


class Stretch:
    """The criteria that apply between two days on which criteria begin or end."""

    def __init__(self, criteria: Sequence[tuple[Criterion, t.Node]], decider: Decider) -> None:
        self.criteria = tuple(criterion for criterion, _ in criteria)
        self.nodes = tuple(node for _, node in criteria)
        self.names = tuple(t.names_in_order(node) for node in self.nodes)
        """The facts that each rule reads: asked so often that they are found once."""
        self.decider = decider
        self.musts = [place for place, criterion in enumerate(self.criteria) if criterion.strength == "must"]
        self._proofs = [
            (place, criterion.proof, self.names[place])
            for place, criterion in enumerate(self.criteria)
            if criterion.proof != "any"
        ]
        self._missing: dict[int, Missing] = {}
        self._explainers: dict[int, Explainer] = {}
        self._single: dict[int, Callable[[Facts], Any]] = {}

    @cached_property
    def judge(self) -> Callable[[Facts], tuple[tuple[bool | None, ...], tuple[bool | None, ...]]]:
        # by place, since an id may stand twice while a definition is being written
        rules = {str(place): node for place, node in enumerate(self.nodes)}
        return compile_verdicts(rules, [[str(place) for place in self.musts]], self.decider.scope)

    def doubts(self, facts: Facts, on: date, sources: Mapping[str, str]) -> dict[int, Mapping[str, Doubt]]:
        validities = self.decider.validities
        found = {place: doubts(names, proof, facts, on, sources, validities) for place, proof, names in self._proofs}
        return {place: doubted for place, doubted in found.items() if doubted}

    def judge_again(
        self, states: Sequence[bool | None], facts: Facts, doubted: Mapping[int, Mapping[str, Doubt]]
    ) -> tuple[bool | None, ...]:
        """The states with each doubting criterion judged as if it did not know what it doubts."""
        again = list(states)
        for place, names in doubted.items():
            if place not in self._single:
                self._single[place] = compile_rule(self.nodes[place], self.decider.scope)
            again[place] = self._single[place](without(facts, names))
        return tuple(again)

    def waived(self, states: Sequence[bool | None], exceptions: Collection[str]) -> bool | None:
        left = [states[place] for place in self.musts if not self.is_waived(place, states, exceptions)]
        return False if False in left else None if None in left else True

    def is_waived(self, place: int, states: Sequence[bool | None], exceptions: Collection[str]) -> bool:
        criterion = self.criteria[place]
        return states[place] is False and criterion.exception and criterion.id in exceptions

    def settled_by(self, states: Sequence[bool | None], exceptions: Collection[str], outcome: Outcome) -> tuple[str, ...]:
        musts = [(self.criteria[place].id, place) for place in self.musts]
        if outcome == ELIGIBLE:
            return tuple(id_ for id_, _ in musts)
        if outcome == OPEN:
            return ()
        return tuple(id_ for id_, place in musts if states[place] is False and not self.is_waived(place, states, exceptions))

    def missing(self, place: int, facts: Facts) -> tuple[str, ...]:
        if place not in self._missing:
            self._missing[place] = Missing(self.nodes[place], self.decider.scope)
        names = self._missing[place].names(facts)
        return tuple(dict.fromkeys(DERIVED_FROM.get(name, name) for name in names))

    def explain(self, place: int, facts: Facts, sources: Mapping[str, str], doubted: Mapping[str, Doubt]) -> Part:
        if place not in self._explainers:
            self._explainers[place] = Explainer(self.nodes[place], self.decider.scope)
        return self._explainers[place].explain(facts, sources, doubted)

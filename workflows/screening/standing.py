"""One person against all programmes: the verdict of each, and the questions that bring most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import catalogue
from core.definitions import Programme, vocabulary
from core.rules import DERIVED_FROM, Verdict, check_rule, names
from workflows.eligibility import judge

ORDER = ("eligible", "open", "not eligible")


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme with its answer to this person."""

    programme: Programme
    verdict: Verdict

    @property
    def outcome(self) -> str:
        return self.verdict.outcome


def standings(facts: Mapping[str, Any], on: date) -> list[Standing]:
    """All programmes on offer, in the order of the catalogue."""
    return [Standing(each, judge(facts, each, on)) for each in catalogue.offered()]


def next_questions(found: Sequence[Standing], skip: Collection[str] = ()) -> list[tuple[str, tuple[str, ...]]]:
    """Facts that are worth asking for, the best first, each with the programmes that it brings on.

    A fact that several open programmes wait for comes first, among those one that settles a criterion alone, and what is
    sensitive comes last.
    """
    waiting: dict[str, list[str]] = {}
    alone: dict[str, int] = {}
    for each in (one for one in found if one.outcome == "open"):
        for fact in each.verdict.missing:
            waiting.setdefault(fact, []).append(each.programme.id)
        for reason in each.verdict.reasons:
            if reason.strength == "must" and len(reason.missing) == 1:
                alone[reason.missing[0]] = alone.get(reason.missing[0], 0) + 1
    asked = [fact for fact in waiting if fact not in skip and _may_be_asked(fact)]
    ranked = sorted(asked, key=lambda fact: (_is_sensitive(fact), -len(waiting[fact]), -alone.get(fact, 0)))
    return [(fact, tuple(waiting[fact])) for fact in ranked]


def askable() -> list[str]:
    """All facts that a criterion of some programme speaks of, in the order of the vocabulary."""
    spoken: set[str] = set()
    for programme in catalogue.offered():
        spoken |= catalogue.compiled(programme.digest, "spoken", _spoken)
    return [fact.id for fact in vocabulary().facts if fact.id in spoken and _may_be_asked(fact.id)]


def _spoken(programme: Programme) -> frozenset[str]:
    scope = vocabulary().scope
    named = {name for criterion in programme.eligibility for name in names(check_rule(criterion.rule, scope))}
    return frozenset(DERIVED_FROM.get(name, name) for name in named) - {"entry_date"}


def _may_be_asked(fact: str) -> bool:
    """A talk has no name: what says who somebody is, is asked when she is registered."""
    return vocabulary().has(fact) and vocabulary().fact(fact).privacy != "identity"


def _is_sensitive(fact: str) -> bool:
    return vocabulary().fact(fact).privacy == "sensitive"

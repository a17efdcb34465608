"""One person against all programmes: the verdict of each, and the questions that bring most."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from core import catalogue
from core.definitions import Programme, vocabulary
from core.rules import DERIVED_FROM, Verdict, names, questions
from core.rules.proof import OURS
from core.rules.questions import Question
from workflows.eligibility import judge, make_decider

ORDER = ("eligible", "open", "not eligible")


@dataclass(frozen=True, slots=True)
class Standing:
    """A programme with its answer to this person."""

    programme: Programme
    verdict: Verdict

    @property
    def outcome(self) -> str:
        return self.verdict.outcome


def standings(facts: Mapping[str, Any], on: date, sources: Mapping[str, str] | None = None) -> list[Standing]:
    """All programmes on offer, in the order of the catalogue. Without sources no paper is asked for."""
    return [Standing(each, judge(facts, each, on, sources=sources)) for each in catalogue.offered()]


def next_questions(found: Sequence[Standing], skip: Collection[str] = ()) -> tuple[Question, ...]:
    """Facts that are worth asking for, the best first; without those that a talk does not ask for, and without `skip`."""
    verdicts = {each.programme.id: each.verdict for each in found}
    ranked = questions.next_questions(verdicts, lambda fact: vocabulary().fact(fact).privacy)
    return tuple(each for each in ranked if each.fact not in skip and _may_be_asked(each.fact))


def askable() -> list[str]:
    """All facts that a criterion of some programme speaks of, in the order of the vocabulary."""
    spoken: set[str] = set()
    for programme in catalogue.offered():
        spoken |= catalogue.compiled(programme.digest, "spoken", _spoken)
    return [fact.id for fact in vocabulary().facts if fact.id in spoken and _may_be_asked(fact.id)]


def _spoken(programme: Programme) -> frozenset[str]:
    named = {name for node in make_decider(programme).nodes for name in names(node)}
    return frozenset(DERIVED_FROM.get(name, name) for name in named) - OURS


def _may_be_asked(fact: str) -> bool:
    """A talk has no name: what says who somebody is, is asked when she is registered."""
    return vocabulary().has(fact) and vocabulary().fact(fact).privacy != "identity"

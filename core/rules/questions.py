"""What to ask next: the unknown fact that would settle most open programmes, the least sensitive first."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.rules.flips import outcomes
from core.rules.proof import OURS
from core.rules.stretch import OPEN, Outcome
from core.rules.verdict import Verdict

Sensitivity: TypeAlias = Literal["normal", "identity", "sensitive"]
RANK: Mapping[str, int] = {"normal": 0, "identity": 1, "sensitive": 2}


@dataclass(frozen=True, slots=True)
class Question:
    """A fact to ask for. `settles` tells for each programme that an answer can settle what it can become."""

    fact: str
    settles: Mapping[str, frozenset[Outcome]]
    missing_in: tuple[str, ...]
    """The open programmes that lack it, settled by it or not."""
    sensitivity: Sensitivity


def next_questions(open_verdicts: Mapping[str, Verdict], sensitivity: Callable[[str], Sensitivity]) -> tuple[Question, ...]:
    """The facts that open verdicts lack, the best to ask first: by how many programmes one can settle alone, how sensitive it is,
    in how many programmes it is missing, and where it stands first.

    Whether it can settle one is tried with each value that matters, all else unknown as it is (`core.rules.cells` says where that
    is less than all values). A programme is settled when it is open no more. Verdicts that are not open are passed over.
    """
    lacking = {name: verdict for name, verdict in open_verdicts.items() if verdict.outcome == OPEN}
    missing: dict[str, list[str]] = {}
    for name, verdict in lacking.items():
        for fact in verdict.missing:
            missing.setdefault(fact, []).append(name)
    questions = [
        Question(fact, _settled(fact, names, lacking), tuple(names), sensitivity(fact))
        for fact, names in missing.items()
        if fact not in OURS
    ]
    return tuple(sorted(questions, key=lambda each: (-len(each.settles), RANK[each.sensitivity], -len(each.missing_in))))


def _settled(fact: str, names: list[str], verdicts: Mapping[str, Verdict]) -> dict[str, frozenset[Outcome]]:
    found = {name: frozenset(outcome for _, outcome in outcomes(verdicts[name], fact)) - {OPEN} for name in names}
    return {name: possible for name, possible in found.items() if possible}

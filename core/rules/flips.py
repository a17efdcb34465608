"""Which single change of one fact would give another outcome: "would open if the residence title were …"."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from core.rules.cells import Cell, base_facts, cells, only
from core.rules.stretch import Outcome
from core.rules.verdict import Verdict

Change: TypeAlias = Literal["value", "proof", "renewed"]
TRIALS = 2_000
"""How many values are tried at most: some hundredths of a second. Facts that come after that are left out."""


@dataclass(frozen=True, slots=True)
class Flip:
    """With one of these values, whatever else stays as it is, the verdict would be `outcome`.

    `proof`: the value stays, a paper has to be seen. `renewed`: the paper of the fact has to hold on the day.
    """

    fact: str
    outcome: Outcome
    cells: tuple[Cell, ...]
    change: Change = "value"


def flips(verdict: Verdict, limit: int = TRIALS) -> tuple[Flip, ...]:
    """By fact in the order of the rules, and by outcome; stretches that lie side by side are one."""
    found = list(_proofs(verdict))
    left = limit
    for fact in base_facts(verdict.decider, verdict.facts):
        tried = cells(verdict, fact)
        left -= len(tried)
        if left < 0:
            break
        found += _of(verdict, fact, tried)
    return tuple(found)


def outcomes(verdict: Verdict, fact: str) -> list[tuple[Cell, Outcome]]:
    """What each value of the fact that matters would give, all other facts as they are."""
    return [(cell, verdict.but({fact: cell.value}).outcome) for cell in cells(verdict, fact)]


def _of(verdict: Verdict, fact: str, tried: tuple[Cell, ...]) -> Iterator[Flip]:
    by: dict[Outcome, list[Cell]] = {}
    before: Outcome | None = None
    now = verdict.facts.get(fact)
    for cell in tried:
        if cell.single and cell.value == now:
            continue  # no change; that its paper should be seen is another one
        outcome = verdict.but({fact: cell.value}).outcome
        group = by.setdefault(outcome, [])
        if outcome == before and _on_a_line(cell):
            group[-1] = replace(group[-1], upper=cell.upper, upper_closed=cell.upper_closed)
        else:
            group.append(cell)
        before = outcome
    for outcome, group in by.items():
        if outcome != verdict.outcome:
            yield Flip(fact, outcome, tuple(group))


def _on_a_line(cell: Cell) -> bool:
    """Dates and numbers follow one another; codes, texts and sets are no line."""
    return isinstance(cell.value, date | int | Decimal) and not isinstance(cell.value, bool)


def _proofs(verdict: Verdict) -> Iterator[Flip]:
    """What would open it again although no value changes: a paper that is seen, or one that holds longer."""
    for fact in dict.fromkeys(name for reason in verdict.reasons for name in reason.doubts):
        value = verdict.facts.get(fact)
        doubt = next(reason.doubts[fact] for reason in verdict.reasons if fact in reason.doubts)
        if doubt == "weak":
            outcome = verdict.but({fact: value}).outcome
        else:
            outcome = verdict.but({verdict.decider.validities[fact]: verdict.on, fact: value}).outcome
        if outcome != verdict.outcome:
            yield Flip(fact, outcome, (only(value),), "proof" if doubt == "weak" else "renewed")

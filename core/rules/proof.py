"""How sure a fact is: whether it comes from a source that is strong enough for a criterion, and whether its paper still holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Literal, TypeAlias

from core.rules.derive import DERIVED_FROM

Proof: TypeAlias = Literal["any", "document_seen", "office_confirmed"]
"""What a criterion demands of the facts that it reads."""
Doubt: TypeAlias = Literal["weak", "expired"]
"""Why a known fact does not count: nobody has seen a paper, or the paper holds no more."""

STRENGTH: Mapping[str, int] = {"self": 0, "document": 1, "office": 2}
"""The sources that the registry writes, the weakest first."""
DEMAND: Mapping[Proof, int] = {"any": 0, "document_seen": 1, "office_confirmed": 2}
OURS = frozenset({"entry_date", "enrolments", "done_steps"})
"""What the house knows by itself: nobody has to show a paper for it."""


def doubts(
    names: Iterable[str],
    proof: Proof,
    facts: Mapping[str, object],
    on: date,
    sources: Mapping[str, str],
    validities: Mapping[str, str],
) -> dict[str, Doubt]:
    """Of the named facts those that are known but not sure enough on this day, by the name that a person is asked for.

    `validities` names for a fact the one that says until when its paper holds. Without a source a fact is as its person says.
    """
    found: dict[str, Doubt] = {}
    for name in names:
        base = DERIVED_FROM.get(name, name)
        if proof == "any" or base in OURS or (facts.get(name) is None and facts.get(base) is None):
            continue
        if STRENGTH.get(sources.get(base, "self"), 0) < DEMAND[proof]:
            found[base] = "weak"
        elif (last := last_day(base, facts, validities)) is not None and last < on:
            found[base] = "expired"
    return found


def last_day(base: str, facts: Mapping[str, object], validities: Mapping[str, str]) -> date | None:
    """The last day of the paper that a fact stands on; None when it has no end or nobody knows it."""
    until = facts.get(validities.get(base, ""))
    return until if isinstance(until, date) and not isinstance(until, datetime) else None


def without(facts: Mapping[str, object], doubted: Iterable[str]) -> dict[str, object]:
    """The facts without the doubted ones, and without what is derived from them."""
    gone = set(doubted)
    return {name: value for name, value in facts.items() if DERIVED_FROM.get(name, name) not in gone}

"""A verdict as pages show it: its reasons in words, what could waive them, and what is worth asking for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from core.definitions import Criterion, vocabulary
from core.rules import Reason, Verdict
from core.rules.derive import DERIVED_FROM
from core.rules.words import Sentence
from core.web.i18n import wording_text
from forms.prefill import source_name
from workflows.eligibility import Exemption
from workflows.told import Teller, says_more
from workflows.words import fact_text, title_of

STATES = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One criterion as the page shows it.

    `facts` are titles with values and sources, `missing` titles; `waivable` asks for an exception.
    """

    id: str
    title: Any
    source: Any
    strength: str
    state: str
    granted: bool
    facts: list[tuple[str, str]]
    missing: list[Any]
    doubts: list[tuple[Any, str]]
    """Facts that do not count here, with "weak" (no document was seen) or "expired"."""
    waivable: bool
    said: Sentence | None
    """The rule in words, where it tells more than the title."""
    teller: Teller


def shown(verdict: Verdict, criteria: Sequence[Criterion]) -> list[Shown]:
    """The criteria with the facts that decided them, in words: what excludes first, then what is open, then what holds."""
    waived, teller = waivable(verdict, criteria), Teller()
    return [
        Shown(
            id=reason.id,
            title=reason.title,
            source=reason.source,
            strength=reason.strength,
            state=STATES[reason.state],
            granted=reason.granted,
            facts=[(wording_text(title_of(name)), _with_source(reason, name)) for name in reason.facts],
            # the day of an expired paper is asked for again, but it is not missing
            missing=[title_of(name) for name in reason.missing if name not in reason.doubts and name not in renewed(reason)],
            doubts=[(title_of(name), doubt) for name, doubt in reason.doubts.items()],
            waivable=reason.id in waived,
            said=_said(reason, teller),
            teller=teller,
        )
        for reason in sorted(verdict.reasons, key=_weight)
    ]


def _weight(reason: Reason) -> int:
    """What is only noted decides nothing, and stands with what holds."""
    if reason.strength == "should" or reason.granted:
        return 2
    return {False: 0, None: 1, True: 2}[reason.state]


def renewed(reason: Reason) -> frozenset[str]:
    """The facts that tell until when the expired papers of this criterion held."""
    validities = vocabulary().validities
    return frozenset(validities[name] for name, doubt in reason.doubts.items() if doubt == "expired")


def _with_source(reason: Reason, name: str) -> str:
    """The value, with where it comes from as far as that is known."""
    source = reason.sources.get(DERIVED_FROM.get(name, name))
    text = fact_text(name, reason.facts[name])
    return f"{text} ({source_name(source)})" if source else text


def _said(reason: Reason, teller: Teller) -> Sentence | None:
    found = teller.explain(reason)
    return found if says_more(found, wording_text(reason.title)) else None


def waivable(verdict: Verdict, criteria: Sequence[Criterion]) -> tuple[str, ...]:
    """The criteria that an exception can waive; none when another one excludes all the same."""
    allowed = {criterion.id for criterion in criteria if criterion.exception}
    if verdict.outcome != "not eligible" or not set(verdict.decided_by) <= allowed:
        return ()
    return verdict.decided_by


def exemptions(verdict: Verdict, criteria: Sequence[Criterion], sent: Mapping[str, str]) -> list[Exemption]:
    """What a page's form says of exceptions: inputs `reason.<criterion>` and `second.<criterion>`."""
    given = []
    for id in waivable(verdict, criteria):
        reason, second = sent.get(f"reason.{id}", ""), sent.get(f"second.{id}", "")
        if reason.strip() or second.strip():
            given.append(Exemption(id, reason.strip()[:2000], second.strip()[:200]))
    return given


def asked_for(verdict: Verdict) -> Sequence[str]:
    """The facts worth asking for: those that keep the verdict open, else those of criteria that are only noted."""
    return verdict.missing or tuple(dict.fromkeys(name for reason in verdict.reasons for name in reason.missing))

"""Examples that come out otherwise by a change that is meant: they take over what comes out now."""

from __future__ import annotations

from core.definitions import Example, Programme, vocabulary
from core.definitions.examples import Deciders, WrongValue, unlike
from core.rules import RuleError, Verdict

STATES = {True: "met", False: "not met", None: "open"}


def accepted(programme: Programme) -> Programme:
    """The programme with each example that fails expecting its present verdict; one that cannot be judged stays as it is."""
    deciders = Deciders(programme, vocabulary())
    return programme.but(examples=[_accepted(each, deciders) for each in programme.examples])


def _accepted(example: Example, deciders: Deciders) -> Example:
    try:
        verdict = deciders.verdict(example)
    except (LookupError, WrongValue, RuleError):
        return example
    return _expecting(example, verdict) if unlike(example, verdict) else example


def _expecting(example: Example, verdict: Verdict) -> Example:
    """As exact as it was: who named the criteria that decide, or the facts that are missing, names them anew."""
    named = example.decided_by or example.missing
    given = {reason.id: STATES[reason.state] for reason in verdict.reasons}
    return example.but(
        expects=verdict.outcome,
        decided_by=tuple(verdict.decided_by) if named and verdict.outcome == "not eligible" else (),
        missing=tuple(verdict.missing) if named and verdict.outcome == "open" else (),
        notes={id: given.get(id, "not asked") for id in example.notes},
    )

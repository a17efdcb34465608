"""The rules of steps, compiled: each tells whether it holds, and when that is unknown, which facts it still needs."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from core.definitions import Programme, vocabulary
from core.definitions.checks import DONE_STEPS, ENROLMENTS, case_scope
from core.rules import DERIVED_FROM, Node, Scope, check_rule, derive, names
from core.rules.python import compile_rule

Answer = tuple[bool | None, tuple[str, ...]]
Decide = Callable[[Mapping[str, Any], date, date], Answer]
"""What is known, the day on which it is asked, and the day on which the case was entered (`entry_date`) → whether the rule
holds, and the facts it waits for when that is unknown."""


def compile_step_rules(programme: Programme) -> tuple[Mapping[str, Decide], frozenset[str]]:
    """Text of the rule → its decision, for all steps; and every name that they speak of, derived facts by their base."""
    scope = case_scope(programme, vocabulary())
    texts = {text for step in programme.steps for text in (step.when, step.repeat) if text}
    nodes = {text: check_rule(text, scope) for text in sorted(texts)}
    spoken = {base for node in nodes.values() for base in _bases(node)}
    return {text: _decision(node, scope) for text, node in nodes.items()}, frozenset(spoken)


def _decision(node: Node, scope: Scope) -> Decide:
    holds = compile_rule(node, scope)
    # what a case knows of itself is never asked for
    needed = [name for name in _bases(node) if name not in (ENROLMENTS, DONE_STEPS)]
    derived = bool(names(node) & {*DERIVED_FROM, "entry_date"})

    def decide(known: Mapping[str, Any], day: date, entered: date) -> Answer:
        facts = {**derive(known, day, categories=vocabulary().categories), "entry_date": entered} if derived else known
        answer: bool | None = holds(facts)
        return answer, tuple(name for name in needed if known.get(name) is None) if answer is None else ()

    return decide


def _bases(node: Node) -> tuple[str, ...]:
    """The names that somebody can be asked for: for the age the date of birth."""
    return tuple(sorted({DERIVED_FROM.get(name, name) for name in names(node)} - {"entry_date"}))

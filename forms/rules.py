"""The rules of a form as compiled functions: what is shown, demanded and worked out, and what has to fit together."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, NamedTuple

from core import clock
from core.definitions import Check, Computed, Form, PartialDate, vocabulary
from core.definitions.checks import form_scope
from core.rules import check_rule, derive, names
from core.rules.parse import parse
from core.rules.python import compile_rules
from core.rules.tables import as_rule, names_of, tree_of
from forms.kinds.computed import ComputedKind
from forms.kinds.partial_date import whole_day

_DERIVED = frozenset({"age", "residence_category", "entry_date"})
Facts = Mapping[str, Any]


class Outcomes(NamedTuple):
    """What the rules say of some answers: the value of each rule, None where it is unknown, and what was worked out."""

    values: tuple[Any, ...]
    computed: dict[str, Any]


class _Bearing(NamedTuple):
    """What hangs on one rule: many questions are often asked under the same condition, which is then looked at once."""

    shown: frozenset[str]
    needed: frozenset[str]


class Rules:
    """All rules of one form, compiled once."""

    def __init__(self, form: Form, whole: Form | None = None) -> None:
        """`whole`: the form with what is hidden in it, too. Rules may name that; it stays unknown."""
        self.form, self.scope = form, form_scope(whole or form, vocabulary())
        under = {field.id: page.id for page in form.pages for field in page.fields if page.shown_if}
        self.hideable = frozenset(under) | {field.id for field in form.fields if field.shown_if}
        self.checks = _checks(form)
        self.computed = _in_turn([field for field in form.fields if isinstance(field, Computed)])
        self.worked_out = frozenset(field.id for field in self.computed)
        self.rule_of = {field.id: as_rule(field, self.scope, field.type(vocabulary())) for field in self.computed}
        """Of each computed field the rule; of a table the one that it stands for."""
        bearings = self._bearings()
        self.bearings = list(bearings.values())
        self.empty = not (bearings or self.checks or self.computed)
        self._decide = self._compiled([*bearings, *(check.rule for check in self.checks)])
        self._compute = [(field, self._worked_out(field)) for field in self.computed]
        self.spoken = frozenset[str]().union(*self._all_names(bearings))
        """All names that the rules read."""
        self.derives = bool(self.spoken & _DERIVED)
        self.facts = [(f.id, f.fact) for f in form.fields if f.fact and not isinstance(f, PartialDate)]
        self.days = [(f.id, f.fact) for f in form.fields if f.fact and isinstance(f, PartialDate)]

    def decide(self, known: Facts, answers: Facts, on: date | None, hidden: frozenset[str] = frozenset()) -> Outcomes:
        """What follows from these answers. An answer counts more than what was known before."""
        facts = {**known, **self._as_facts(answers), **answers} if known or self.facts or self.days else dict(answers)
        if self.derives:
            # of a case the day of its entry is known: the exit is held against that day, not against today
            entered = {name: known[name] for name in ("entry_date",) if name in known}
            facts = derive(facts, on or clock.today(clock.now()), categories=vocabulary().categories) | entered
        computed: dict[str, Any] = {}
        for field, rule in self._compute:
            value = None if field.id in hidden else ComputedKind.of(field, rule(facts)[0])
            if value is not None:
                computed[field.id] = facts[field.id] = value
        return Outcomes(self._decide(facts), computed)

    def hidden(self, outcomes: Outcomes, *, surely: bool = False) -> frozenset[str]:
        """The fields that are not asked: their rule is not true. `surely`: only those whose rule is false whatever follows."""
        gone: frozenset[str] = frozenset()
        for bearing, value in zip(self.bearings, outcomes.values, strict=False):
            if value is False if surely else value is not True:
                gone |= bearing.shown
        return gone

    def needed(self, outcomes: Outcomes) -> frozenset[str]:
        """The fields that a rule makes required."""
        must: frozenset[str] = frozenset()
        for bearing, value in zip(self.bearings, outcomes.values, strict=False):
            if value is True:
                must |= bearing.needed
        return must

    def failed(self, outcomes: Outcomes) -> list[Check]:
        """The checks across answers that are false; what is unknown holds nobody up."""
        if not self.checks:
            return []
        values = outcomes.values[len(self.bearings) :]
        return [check for check, value in zip(self.checks, values, strict=True) if value is False]

    def _bearings(self) -> dict[str, _Bearing]:
        found: dict[str, _Bearing] = {}

        def add(text: str | None, shown: Iterable[str] = (), needed: Iterable[str] = ()) -> None:
            if text:
                before = found.get(text, _Bearing(frozenset(), frozenset()))
                found[text] = _Bearing(before.shown.union(shown), before.needed.union(needed))

        for page in self.form.pages:
            add(page.shown_if, shown=(field.id for field in page.fields))
            for field in page.fields:
                add(field.shown_if, shown=[field.id])
                add(field.required_if, needed=[field.id])
        return found

    def _compiled(self, texts: list[str]) -> Callable[[Facts], tuple[Any, ...]]:
        trees = {f"rule {place}": check_rule(text, self.scope) for place, text in enumerate(texts)}
        return compile_rules(trees, self.scope) if trees else lambda _facts: ()

    def _worked_out(self, field: Computed) -> Callable[[Facts], tuple[Any, ...]]:
        return compile_rules({field.id: tree_of(field, self.scope, field.type(vocabulary()))}, self.scope)

    def _named(self, text: str) -> frozenset[str]:
        return frozenset(names(parse(text)))

    def _all_names(self, bearings: Iterable[str]) -> Iterable[frozenset[str]]:
        texts = [*bearings, *(check.rule for check in self.checks)]
        return [*map(self._named, texts), *map(names_of, self.computed)]

    def _as_facts(self, answers: Facts) -> dict[str, Any]:
        facts = {fact: answers[id_] for id_, fact in self.facts if id_ in answers}
        return facts | {fact: day for id_, fact in self.days if id_ in answers and (day := whole_day(answers[id_]))}


def _checks(form: Form) -> list[Check]:
    """Those of the form, and what a page brings that no form took over."""
    known = {check.id for check in form.checks}
    return [*form.checks, *(check for page in form.pages for check in page.checks if check.id not in known)]


def _in_turn(fields: list[Computed]) -> list[Computed]:
    """Each after those that its rule names; what runs in a circle comes last and stays unknown."""
    done: list[Computed] = []
    left = {field.id: names_of(field) for field in fields}
    while ready := [field for field in fields if field.id in left and not left[field.id] & left.keys()]:
        done += ready
        left = {id_: names for id_, names in left.items() if all(field.id != id_ for field in ready)}
    return done + [field for field in fields if field.id in left]

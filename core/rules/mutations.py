"""Small edits of rules and criteria, one at a time: what an example has to notice to be worth having."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Literal, TypeAlias

from core.rules import tree as t
from core.rules.durations import Duration
from core.rules.text import text
from core.rules.verdict import Criterion

Kind: TypeAlias = Literal["number", "day", "duration", "turned", "closed", "joint", "dropped", "not", "strength", "validity"]
_TURNED = {"=": "!=", "!=": "=", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
_CLOSED = {"<": "<=", "<=": "<", ">": ">=", ">=": ">"}
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Edit:
    """One edit of a rule. `before` and `after` are the smallest condition that tells it; `whole` is the rule with the edit;
    `dropped` is what a list or a row of conditions lost."""

    kind: Kind
    before: t.Node
    after: t.Node
    whole: t.Node
    dropped: t.Node | None = None


@dataclass(frozen=True, slots=True)
class Mutant:
    """A criterion with one edit: of its rule, or (`change` says which) of its strength or a day of its validity."""

    kind: Kind
    criterion: Edited
    edit: Edit | None = None
    change: tuple[str, object, object] | None = None


@dataclass(frozen=True, slots=True)
class Edited:
    """Stands in for a criterion; what was not edited is that of the original."""

    id: str
    rule: str
    title: Any
    source: Any
    strength: Literal["must", "should"]
    exception: bool
    proof: Literal["any", "document_seen", "office_confirmed"]
    valid_from: date | None
    valid_to: date | None


def mutants(criterion: Criterion, node: t.Node) -> Iterator[Mutant]:
    """All single edits of a criterion whose rule (or compiled table) is `node`, in the order of writing."""
    same = Edited(
        id=criterion.id,
        rule=text(node),
        title=criterion.title,
        source=criterion.source,
        strength=criterion.strength,
        exception=criterion.exception,
        proof=criterion.proof,
        valid_from=criterion.valid_from,
        valid_to=criterion.valid_to,
    )
    for edit in edits(node):
        yield Mutant(edit.kind, replace(same, rule=text(edit.whole)), edit)
    other: Literal["must", "should"] = "should" if same.strength == "must" else "must"
    yield Mutant("strength", replace(same, strength=other), change=("strength", same.strength, other))
    for day in _moved(same.valid_from):
        yield Mutant("validity", replace(same, valid_from=day), change=("valid_from", same.valid_from, day))
    for day in _moved(same.valid_to):
        yield Mutant("validity", replace(same, valid_to=day), change=("valid_to", same.valid_to, day))


def edits(node: t.Node) -> Iterator[Edit]:
    """All single edits of a rule."""
    for kind, after, dropped in _here(node):
        yield Edit(kind, node, after, after, dropped)
    parts = t.children(node)
    for place, part in enumerate(parts):
        for edit in edits(part):
            whole = t.rebuilt(node, (*parts[:place], edit.whole, *parts[place + 1 :]))
            # a number alone tells nothing: the comparison around it does
            tells = _is_condition(edit.before)
            yield replace(edit, whole=whole) if tells else replace(edit, before=node, after=whole, whole=whole)


def _is_condition(node: t.Node) -> bool:
    return isinstance(node, t.Compare | t.Between | t.In | t.And | t.Or | t.Not | t.If | t.Quantified)


_Change: TypeAlias = tuple[Kind, t.Node, t.Node | None]


def _here(node: t.Node) -> Iterator[_Change]:
    """The edits of this very node."""
    match node:
        case t.Literal(value):
            yield from _literal(node, value)
        case t.Compare(operator):
            yield "turned", replace(node, operator=_TURNED[operator]), None
            if operator in _CLOSED:
                yield "closed", replace(node, operator=_CLOSED[operator]), None
        case t.Range(lower_closed=lower, upper_closed=upper):
            yield "closed", replace(node, lower_closed=not lower), None
            yield "closed", replace(node, upper_closed=not upper), None
        case t.Between(item, lower, upper):
            yield "closed", t.In(item, t.Range(lower, upper, False, True)), None
            yield "closed", t.In(item, t.Range(lower, upper, True, False)), None
        case t.And(parts):
            yield "joint", t.Or(parts), None
            yield from _without(t.And, parts)
        case t.Or(parts):
            yield "joint", t.And(parts), None
            yield from _without(t.Or, parts)
        case t.Items(items) if len(items) > 1:
            for place, item in enumerate(items):
                yield "dropped", t.Items((*items[:place], *items[place + 1 :])), item
        case t.Not(part):
            yield "not", part, None
        case t.Quantified(quantifier):
            yield "joint", replace(node, quantifier="every" if quantifier == "some" else "some"), None


def _without(joined: type[t.And] | type[t.Or], parts: tuple[t.Node, ...]) -> Iterator[_Change]:
    for place, part in enumerate(parts):
        rest = (*parts[:place], *parts[place + 1 :])
        yield "dropped", rest[0] if len(rest) == 1 else joined(rest), part


def _literal(node: t.Literal, value: t.Value) -> Iterator[_Change]:
    match value:
        case bool() | str() | None:
            return
        case Decimal():
            yield from (("number", replace(node, value=value + step), None) for step in (1, -1))
        case Duration():
            for step in (1, -1):
                if value.amount + step >= 0:
                    yield "duration", replace(node, value=_longer(value, step)), None
        case date():
            yield from (("day", replace(node, value=day), None) for day in _moved(value))


def _longer(value: Duration, step: int) -> Duration:
    return Duration(days=value.amount + step) if value.months is None else Duration(months=value.amount + step)


def _moved(day: date | None) -> Iterator[date]:
    """The day after and the day before, where the calendar has them."""
    if day is not None and day < date.max:
        yield day + _DAY
    if day is not None and day > date.min:
        yield day - _DAY

"""What is written correctly and still cannot be meant: rules that never hold, answers that come too late, limits upside down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from typing import Any

from core.definitions.checks.names import before, circling, known
from core.definitions.fields import Date, Field, Group
from core.definitions.files import Fault
from core.definitions.form import Form
from core.definitions.programme import Programme
from core.definitions.step import HOLDERS, Step
from core.definitions.vocabulary import Vocabulary
from core.rules import RuleError, compile_rule, names, parse
from core.rules.message import msg

RESERVED = frozenset({"csrf_token", "enrolments", "done_steps"})
DAYS = ("birth", "entry", "today")
"""The days that limits of dates name, in the order in which they come."""


def sense_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    yield from _roles(programme)
    for form in programme.forms:
        yield from _circles(form)
        for field in form.fields:
            yield from _field(field, f"forms/{form.id}/fields/{field.id}")
    yield from _times(programme, vocabulary)
    if programme.steps and not programme.exits:
        yield Fault("exits", msg("There is no reason to end a case with: a case could be opened and never be closed"))


def _roles(programme: Programme) -> Iterator[Fault]:
    for role in programme.roles:
        path = f"roles/{role.id}/held_by"
        if not role.held_by:
            yield Fault(path, msg("Nobody plays this role: name who holds it, of {holders}", holders=", ".join(HOLDERS)))
        for holder in role.held_by:
            yield from known(holder, list(HOLDERS), path, msg("grant"))


def _field(field: Field, path: str) -> Iterator[Fault]:
    if field.id in RESERVED:
        yield Fault(path, msg("'{id}' is a name that every page or rule uses for itself; take another id", id=field.id))
    for low, high in (("minimum", "maximum"), ("min_rows", "max_rows"), ("earliest", "latest")):
        least, most = getattr(field, low, None), getattr(field, high, None)
        if least is not None and most is not None and type(least) is type(most) and _order(least) > _order(most):
            yield Fault(
                f"{path}/{low}",
                msg("No answer fits: {low} {least} is more than {high} {most}", low=low, least=least, high=high, most=most),
            )
    if isinstance(field, Date) and field.fact == "date_of_birth" and "birth" in (field.earliest, field.latest):
        yield Fault(path, msg("The day of birth cannot be held against itself; take 'today' or a day"))
    if isinstance(field, Group) and not field.fields:
        yield Fault(path, msg("The group asks nothing; give it fields or take it out"))
    for name in ("shown_if", "required_if"):
        yield from _constant(getattr(field, name), f"{path}/{name}")


def _order(limit: Any) -> Any:
    return DAYS.index(limit) if limit in DAYS else limit


def _constant(rule: str | None, path: str) -> Iterator[Fault]:
    """A rule that speaks of nothing is always the same; one that is always false switches its place off for good."""
    if rule is not None and not _names(rule) and _value(rule) is False:
        yield Fault(path, msg("'{rule}' never holds: this can never be reached", rule=rule))


def _value(rule: str) -> object:
    try:
        return compile_rule(parse(rule), {})({})
    except RuleError:
        return None  # named by the check of the rule


def _names(rule: str | None) -> frozenset[str]:
    try:
        return names(parse(rule)) if rule else frozenset()
    except RuleError:
        return frozenset()


def _circles(form: Form) -> Iterator[Fault]:
    """Fields that are shown only when each other is answered: all of them stay hidden."""
    page_rule = {field.id: page.shown_if for page in form.pages for field in page.fields}
    asked = {field.id: {*_names(field.shown_if), *_names(page_rule[field.id])} for field in form.fields}
    waits = {id: found & asked.keys() for id, found in asked.items()}
    for id in circling(waits):
        said = msg("'{id}' is shown only after its own answer, by way of others: never", id=id)
        yield Fault(f"forms/{form.id}/fields/{id}/shown_if", said)


def _times(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    after = {step.id: {*step.after, *step.after_any} for step in programme.steps}
    asks = _asked_in(programme)
    facts = set(vocabulary.scope)
    for step in programme.steps:
        path, earlier = f"steps/{step.id}", before(step.id, after)
        yield from _constant(step.when, f"{path}/when")
        yield from _too_late(step, path, asks, after, facts)
        if step.due and step.due.after in after and step.due.after not in earlier:
            yield Fault(
                f"{path}/due/after",
                msg("'{after}' need not be done when this opens; count from a step that comes before", after=step.due.after),
            )


def _asked_in(programme: Programme) -> Mapping[str, list[Step]]:
    """Field id → the steps whose form asks it."""
    found: dict[str, list[Step]] = {}
    for step in programme.steps:
        form = programme.form(step.form or "")
        for field in form.fields if form else ():
            found.setdefault(field.id, []).append(step)
    return found


def _too_late(
    step: Step, path: str, asks: Mapping[str, list[Step]], after: Mapping[str, set[str]], facts: Set[str]
) -> Iterator[Fault]:
    """A guard that speaks of an answer which only this step, or one that comes after it, can give."""
    for name in sorted(_names(step.when) - facts):
        givers = asks.get(name, [])
        if givers and all(giver.id == step.id or step.id in before(giver.id, after) for giver in givers):
            late = ", ".join(giver.id for giver in givers)
            yield Fault(
                f"{path}/when",
                msg(
                    "'{name}' is asked only in {late}, which comes with this step or after it: it would wait for ever",
                    name=name,
                    late=late,
                ),
            )

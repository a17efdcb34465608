"""Find what is wrong with a programme before anybody works with it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from difflib import get_close_matches
from itertools import combinations

from core.definitions.base import Definition
from core.definitions.fields import Address, Field, Group, _Optioned
from core.definitions.files import Fault
from core.definitions.form import Form, Page
from core.definitions.programme import Criterion, Programme
from core.definitions.step import Step
from core.definitions.vocabulary import Fact, UnknownName, Vocabulary
from core.definitions.wording import Wording
from core.rules import RuleError, check_rule
from core.rules.types import Type

Scope = Mapping[str, Type]


def check(programme: Programme, vocabulary: Vocabulary) -> list[Fault]:
    """All faults of a programme, each with its path by keys; an empty list means that it may be offered."""
    return [
        *_german(programme),
        *_ids(programme),
        *_eligibility(programme, vocabulary),
        *_forms(programme, vocabulary),
        *_steps(programme, vocabulary),
    ]


def form_scope(form: Form, vocabulary: Vocabulary) -> Scope:
    """What the rules of a form may name: the shared facts and the form's own fields."""
    return {**vocabulary.scope, **_types(form.fields, vocabulary)}


def case_scope(programme: Programme, vocabulary: Vocabulary) -> Scope:
    """What the rules of steps may name: the shared facts and the fields of all forms."""
    return {**vocabulary.scope, **_types(programme.fields.values(), vocabulary)}


def _types(fields: Iterable[Field], vocabulary: Vocabulary) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for field in fields:
        try:
            kind = field.type(vocabulary)
        except UnknownName:
            continue  # named by the check of the field itself
        if kind is not None:
            found[field.id] = kind
    return found


# wording and ids


def _german(programme: Programme) -> Iterator[Fault]:
    for path, wording in wordings(programme):
        if "de" not in wording.languages:
            yield Fault(
                path, f"The German text is missing (there is {', '.join(sorted(wording.languages))}); German is authoritative"
            )


def wordings(item: Definition, path: str = "") -> Iterator[tuple[str, Wording]]:
    """Every text of a definition with its address. A field's address leaves out its page: it may move to another one."""
    for name in type(item).model_fields:
        home = path.rsplit("/pages/", 1)[0] if isinstance(item, Page) and name == "fields" else path
        yield from _wordings_of(getattr(item, name), f"{home}/{name}" if home else name)


def _wordings_of(value: object, path: str) -> Iterator[tuple[str, Wording]]:
    if isinstance(value, Wording):
        yield path, value
    elif isinstance(value, Definition):
        yield from wordings(value, path)
    elif isinstance(value, tuple):
        for position, part in enumerate(value):
            yield from _wordings_of(part, f"{path}/{getattr(part, 'id', position)}")


def _ids(programme: Programme) -> Iterator[Fault]:
    for name in ("forms", "roles", "phases", "blocks", "steps", "exits"):
        yield from _doubles([item.id for item in getattr(programme, name)], name)
    for form in programme.forms:
        yield from _doubles([page.id for page in form.pages], f"forms/{form.id}/pages")
        yield from _doubles([field.id for field in form.fields], f"forms/{form.id}/fields")
        for field in form.fields:
            if isinstance(field, Group):
                yield from _doubles([part.id for part in field.fields], f"forms/{form.id}/fields/{field.id}/fields")
            if isinstance(field, _Optioned):
                yield from _doubles([option.id for option in field.options], f"forms/{form.id}/fields/{field.id}/options")


def _doubles(ids: list[str], path: str) -> Iterator[Fault]:
    for id, count in Counter(ids).items():
        if count > 1:
            yield Fault(
                f"{path}/{id}",
                f"The id '{id}' stands {count} times; each may stand once, since answers and rules are found by it",
            )


# eligibility


def _eligibility(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    yield from _criteria(programme.eligibility, "eligibility", vocabulary.scope)
    for block in programme.blocks:
        yield from _criteria(block.eligibility, f"blocks/{block.id}/eligibility", vocabulary.scope)


def _criteria(criteria: Iterable[Criterion], path: str, scope: Scope) -> Iterator[Fault]:
    for criterion in criteria:
        here = f"{path}/{criterion.id}"
        yield from _rule(criterion.rule, f"{here}/rule", scope)
        if criterion.valid_from and criterion.valid_to and criterion.valid_from > criterion.valid_to:
            yield Fault(here, f"It would hold from {criterion.valid_from} to {criterion.valid_to}: the end lies before the start")
    for one, other in combinations(criteria, 2):
        if one.id == other.id and _overlap(one, other):
            yield Fault(
                f"{path}/{one.id}",
                f"Two versions of '{one.id}' hold on the same days; give them valid_from and valid_to that do not overlap",
            )


def _overlap(one: Criterion, other: Criterion) -> bool:
    starts = [criterion.valid_from or date.min for criterion in (one, other)]
    ends = [criterion.valid_to or date.max for criterion in (one, other)]
    return max(starts) <= min(ends)


def _rule(text: str | None, path: str, scope: Scope) -> Iterator[Fault]:
    if text is None:
        return
    try:
        check_rule(text, scope)
    except RuleError as error:
        yield Fault(path, str(error))


# forms


def _forms(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    filled = {step.form for step in programme.steps}
    for form in programme.forms:
        path = f"forms/{form.id}"
        if form.id not in filled:
            yield Fault(path, f"Nobody fills the form '{form.id}': no step names it")
        scope = form_scope(form, vocabulary)
        for page in form.pages:
            yield from _rule(page.shown_if, f"{path}/pages/{page.id}/shown_if", scope)
            if not page.fields:
                yield Fault(f"{path}/pages/{page.id}", "The page has no fields; take it out or give it one")
        for field in form.fields:
            yield from _field(field, f"{path}/fields/{field.id}", vocabulary, scope)
    yield from _same_types(programme, vocabulary)


def _field(field: Field, path: str, vocabulary: Vocabulary, scope: Scope) -> Iterator[Fault]:
    yield from _rule(field.shown_if, f"{path}/shown_if", scope)
    yield from _rule(field.required_if, f"{path}/required_if", scope)
    try:
        yield from _bound(field, path, vocabulary)
    except UnknownName as error:
        yield Fault(path, str(error))
    if isinstance(field, _Optioned) and not field.options and field.codes is None:
        yield Fault(path, "There is nothing to choose: give it options, or codes (the id of a code list)")
    if isinstance(field, Group):
        for part in field.fields:
            yield from _in_group(part, f"{path}/fields/{part.id}")
            yield from _field(part, f"{path}/fields/{part.id}", vocabulary, scope)


def _in_group(field: Field, path: str) -> Iterator[Fault]:
    for name in ("shown_if", "required_if", "fact"):
        if getattr(field, name):
            yield Fault(f"{path}/{name}", f"A field of a group stands in many rows, so it has no {name}; say it at the group")


def _bound(field: Field, path: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """The fact that a field fills exists, is stored, and takes the field's answers."""
    kind = field.type(vocabulary)
    for name in field.facts.values() if isinstance(field, Address) else ():
        yield from _private(field, vocabulary.fact(name), path)
    if field.fact is None:
        yield from _namesake(field, kind, path, vocabulary)
        return
    fact = vocabulary.fact(field.fact)
    yield from _private(field, fact, path)
    if fact.derived_from:
        yield Fault(f"{path}/fact", f"'{fact.id}' is computed from '{fact.derived_from}'; ask for that instead")
    elif kind != vocabulary.type(fact):
        yield Fault(f"{path}/fact", f"The field gives {kind}, but the fact '{fact.id}' is {vocabulary.type(fact)}")


def _private(field: Field, fact: Fact, path: str) -> Iterator[Fault]:
    """What is protected as a fact is protected as an answer."""
    if fact.privacy not in ("normal", field.privacy):
        yield Fault(f"{path}/privacy", f"The fact '{fact.id}' is {fact.privacy}; give the field privacy: {fact.privacy}")


def _namesake(field: Field, kind: Type | None, path: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """A rule that names it could mean the fact or the answer."""
    if vocabulary.has(field.id) and kind != vocabulary.scope[field.id]:
        yield Fault(
            path, f"There is a shared fact '{field.id}' of another type; bind the field to it with fact, or rename the field"
        )


def _same_types(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    first: dict[str, tuple[str, Type]] = {}
    for form in programme.forms:
        for id, kind in _types(form.fields, vocabulary).items():
            where, known = first.setdefault(id, (form.id, kind))
            if known != kind:
                yield Fault(
                    f"forms/{form.id}/fields/{id}",
                    f"It is {kind} here and {known} in the form '{where}'; rules need one type for one id",
                )


# steps


def _steps(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    scope = case_scope(programme, vocabulary)
    for step in programme.steps:
        path = f"steps/{step.id}"
        yield from _names(programme, step, path)
        yield from _rule(step.when, f"{path}/when", scope)
        yield from _rule(step.repeat, f"{path}/repeat", scope)
        yield from _exit(programme, step, path)
    yield from _order(programme)


def _names(programme: Programme, step: Step, path: str) -> Iterator[Fault]:
    steps = [other.id for other in programme.steps]
    yield from _known(step.role, [role.id for role in programme.roles], f"{path}/role", "role")
    yield from _known(step.form, [form.id for form in programme.forms], f"{path}/form", "form")
    yield from _known(step.phase, [phase.id for phase in programme.phases], f"{path}/phase", "phase")
    yield from _known(step.block, [block.id for block in programme.blocks], f"{path}/block", "block")
    for name in (*step.after, *step.after_any):
        yield from _known(name, steps, f"{path}/after", "step")
    if step.due:
        yield from _known(step.due.after, ["entry", "opened", *steps], f"{path}/due/after", "step")


def _known(name: str | None, names: list[str], path: str, what: str) -> Iterator[Fault]:
    if name is None or name in names:
        return
    near = get_close_matches(name, names, 1)
    hint = f"Did you mean '{near[0]}'?" if near else f"There are: {', '.join(names) or 'none'}."
    yield Fault(path, f"There is no {what} '{name}'. {hint}")


def _exit(programme: Programme, step: Step, path: str) -> Iterator[Fault]:
    if step.exit is None:
        return
    form = programme.form(step.form or "")
    field = form.field(step.exit) if form else None
    if not isinstance(field, _Optioned):
        yield Fault(f"{path}/exit", f"'{step.exit}' has to be a choice in the step's form, whose options are ids of exits")
        return
    for option in field.options:
        yield from _known(option.id, [reason.id for reason in programme.exits], f"{path}/exit", "exit reason")


def _order(programme: Programme) -> Iterator[Fault]:
    """Steps that wait for each other in a circle, and steps that come after the end."""
    after = {step.id: {*step.after, *step.after_any} for step in programme.steps}
    for id in after:
        if id in _before(id, after):
            yield Fault(f"steps/{id}/after", f"The step '{id}' waits, by way of others, for itself: it would never open")
    exits = {step.id for step in programme.steps if step.exit}
    for id in after:
        if late := exits & _before(id, after) - {id}:
            yield Fault(f"steps/{id}/after", f"It comes after '{min(late)}', which closes the case: it can never be reached")


def _before(id: str, after: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    ahead = list(after[id])
    while ahead:
        name = ahead.pop()
        if name not in found:
            found.add(name)
            ahead.extend(after.get(name, ()))
    return found

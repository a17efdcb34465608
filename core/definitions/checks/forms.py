"""Forms: what their fields are bound to, their rules, and that somebody fills them."""

from __future__ import annotations

from collections.abc import Iterator

from core.definitions.checks.names import known
from core.definitions.checks.scopes import Scope, form_scope, rule_faults, ruled_faults, types_of
from core.definitions.fields import Address, Field, Group, Optioned
from core.definitions.files import Fault
from core.definitions.form import Form, PartForm, PartPage
from core.definitions.lineage import successors
from core.definitions.programme import Programme
from core.definitions.quantities import Computed, PartialDate
from core.definitions.references import PersonChoice
from core.definitions.vocabulary import Fact, UnknownName, Vocabulary
from core.rules.message import Message, msg
from core.rules.types import DATE, Type, in_words


def form_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    filled = {step.form for step in programme.steps} | {offering.form for offering in programme.offerings}
    for form in programme.forms:
        path = f"forms/{form.id}"
        if form.id not in filled:
            yield Fault(path, msg("Nobody fills the form '{id}': no step and no offering names it", id=form.id))
        if isinstance(form, PartForm) or any(isinstance(page, PartPage) for page in form.pages):
            yield Fault(path, msg("A shared part in it was not put in its place; it is when a plugin ships the programme"))
        scope = form_scope(form, vocabulary, programme)
        for page in form.pages:
            yield from rule_faults(page.shown_if, f"{path}/pages/{page.id}/shown_if", scope)
            if page.checks:
                yield Fault(
                    f"{path}/pages/{page.id}/checks", msg("A page brings checks only as a shared part; say them at the form")
                )
            if not page.fields:
                yield Fault(f"{path}/pages/{page.id}", msg("The page has no fields; take it out or give it one"))
        for field in form.fields:
            yield from _field(field, f"{path}/fields/{field.id}", vocabulary, scope)
            yield from _chosen(programme, field, f"{path}/fields/{field.id}")
            if isinstance(field, Computed) and field.earlier:
                yield from _earlier(programme, form, field, f"{path}/fields/{field.id}", vocabulary)
        yield from _across(form, path, scope)
    yield from _same_types(programme, vocabulary)


def _across(form: Form, path: str, scope: Scope) -> Iterator[Fault]:
    """Checks across answers: a sound rule, shown at a field that is there."""
    if not form.checks:
        return
    ids, former = [field.id for field in form.fields], successors(form.fields)
    for check in form.checks:
        yield from rule_faults(check.rule, f"{path}/checks/{check.id}/rule", scope)
        yield from known(check.field, ids, f"{path}/checks/{check.id}/field", msg("field"), former)


def _chosen(programme: Programme, field: Field, path: str) -> Iterator[Fault]:
    if isinstance(field, PersonChoice):
        yield from known(field.track, [track.id for track in programme.tracks], f"{path}/track", msg("track"))


def _earlier(programme: Programme, form: Form, field: Computed, path: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """What it brings along is asked in another form, under a name that means nothing else here, and stays as protected."""
    others = [each for other in programme.forms if other.id != form.id for each in other.fields]
    there = {each.id: each for each in others if form.field(each.id) is None and not vocabulary.has(each.id)}
    asked = there.get(field.rule)
    if asked is None:
        yield from known(field.rule or "–", list(there), f"{path}/rule", msg("question of another form"), successors(others))
    elif asked.type(vocabulary) != field.type(vocabulary):
        told = msg(
            "It gives {kind}, but '{id}' is {type}",
            kind=_typed(field.type(vocabulary)),
            id=asked.id,
            type=_typed(asked.type(vocabulary)),
        )
        yield Fault(f"{path}/gives", told)
    elif asked.privacy not in ("normal", field.privacy):
        yield Fault(
            f"{path}/privacy", msg("'{id}' is {privacy}; give the field privacy: {privacy}", id=asked.id, privacy=asked.privacy)
        )


def _field(field: Field, path: str, vocabulary: Vocabulary, scope: Scope) -> Iterator[Fault]:
    yield from rule_faults(field.shown_if, f"{path}/shown_if", scope)
    yield from rule_faults(field.required_if, f"{path}/required_if", scope)
    if isinstance(field, Computed):
        yield from ruled_faults(field, path, scope, field.type(vocabulary))
    try:
        yield from _bound(field, path, vocabulary)
    except UnknownName as error:
        yield Fault(path, error.args[0])
    if isinstance(field, Optioned) and field.codes is None and all(option.hidden for option in field.options):
        empty = msg("There is nothing to choose: give it options, or codes (the id of a code list)")
        yield Fault(path, msg("There is nothing to choose: each of its options is hidden; show one") if field.options else empty)
    if isinstance(field, Group):
        for part in field.fields:
            yield from _in_group(part, f"{path}/fields/{part.id}")
            yield from _field(part, f"{path}/fields/{part.id}", vocabulary, scope)


def _in_group(field: Field, path: str) -> Iterator[Fault]:
    for name in ("shown_if", "required_if", "fact"):
        if getattr(field, name):
            yield Fault(
                f"{path}/{name}",
                msg("A field of a group stands in many rows, so it has no {name}; say it at the group", name=name),
            )


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
        yield Fault(
            f"{path}/fact",
            msg("'{id}' is computed from '{derived_from}'; ask for that instead", id=fact.id, derived_from=fact.derived_from),
        )
    elif isinstance(field, Optioned) and field.codes and field.own:
        yield Fault(
            f"{path}/codes",
            msg(
                "The fact '{id}' is shared by all programmes, and so is its list '{list}': take that one, or bind no fact",
                id=fact.id,
                list=fact.codes or fact.id,
            ),
        )
    elif (DATE if isinstance(field, PartialDate) else kind) != vocabulary.type(fact):
        yield Fault(
            f"{path}/fact",
            msg(
                "The field gives {kind}, but the fact '{id}' is {type}",
                kind=_typed(kind),
                id=fact.id,
                type=in_words(vocabulary.type(fact)),
            ),
        )


def _typed(kind: Type | None) -> Message:
    return msg("nothing") if kind is None else in_words(kind)


def _private(field: Field, fact: Fact, path: str) -> Iterator[Fault]:
    """What is protected as a fact is protected as an answer."""
    if fact.privacy not in ("normal", field.privacy):
        yield Fault(
            f"{path}/privacy",
            msg("The fact '{id}' is {privacy}; give the field privacy: {privacy}", id=fact.id, privacy=fact.privacy),
        )


def _namesake(field: Field, kind: Type | None, path: str, vocabulary: Vocabulary) -> Iterator[Fault]:
    """A rule that names it could mean the fact or the answer."""
    if vocabulary.has(field.id) and kind != vocabulary.scope[field.id]:
        yield Fault(
            path,
            msg(
                "There is a shared fact '{id}' of another type; bind the field to it with fact, or rename the field", id=field.id
            ),
        )


def _same_types(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    first: dict[str, tuple[str, Type]] = {}
    for form in programme.forms:
        for id, kind in types_of(form.fields, vocabulary).items():
            where, known = first.setdefault(id, (form.id, kind))
            if known != kind:
                yield Fault(
                    f"forms/{form.id}/fields/{id}",
                    msg(
                        "It is {kind} here and {known} in the form '{where}'; rules need one type for one id",
                        kind=in_words(kind),
                        known=in_words(known),
                        where=where,
                    ),
                )

"""What rules may name, and whether they are written as their place wants them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from core.definitions.fields import Field
from core.definitions.files import Fault
from core.definitions.form import Form
from core.definitions.programme import Programme
from core.definitions.vocabulary import UnknownName, Vocabulary
from core.rules import RuleError, check_rule
from core.rules.types import BOOLEAN, Type

Scope = Mapping[str, Type]


def form_scope(form: Form, vocabulary: Vocabulary) -> Scope:
    """What the rules of a form may name: the shared facts and the form's own fields."""
    return {**vocabulary.scope, **types_of(form.fields, vocabulary)}


def case_scope(programme: Programme, vocabulary: Vocabulary) -> Scope:
    """What the rules of steps may name: the shared facts and the fields of all forms."""
    return {**vocabulary.scope, **types_of(programme.fields.values(), vocabulary)}


def types_of(fields: Iterable[Field], vocabulary: Vocabulary) -> dict[str, Type]:
    found: dict[str, Type] = {}
    for field in fields:
        try:
            kind = field.type(vocabulary)
        except UnknownName:
            continue  # named by the check of the field itself
        if kind is not None:
            found[field.id] = kind
    return found


def rule_faults(text: str | None, path: str, scope: Scope, wanted: Type = BOOLEAN) -> Iterator[Fault]:
    if text is None:
        return
    try:
        check_rule(text, scope, wanted)
    except RuleError as error:
        yield Fault(path, str(error))

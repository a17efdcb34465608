"""What can be set about a part of a form: read from its definition, so that kinds of plugins are served too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from types import NoneType, UnionType
from typing import Any, Literal, Union, get_args, get_origin

from annotated_types import Ge, Le

from core.definitions import DecisionTable, Field, Form, Programme, Wording, vocabulary
from core.rules.types import DATE
from forms.designing import names
from forms.designing.places import Part

Sort = Literal[
    "wording",
    "yes",
    "whole",
    "decimal",
    "euro",
    "megabyte",
    "choice",
    "several",
    "day",
    "rule",
    "facts",
    "text",
    "pairs",
    "table",
]
_SKIPPED = frozenset({"id", "options", "fields", "pages", "checks", "was", "locked", "unconfirmed", "fim_id", "kind_name"})
_RULES = frozenset({"shown_if", "required_if", "rule"})
FIRST = ("label", "title", "message", "help", "required", "hidden", "fact", "shown_if", "required_if", "privacy")
"""What is asked for most often stands first."""


@dataclass(frozen=True, slots=True)
class Property:
    """One thing that can be set. `choices` are pairs of value and text; `must`: it cannot be left empty."""

    name: str
    sort: Sort
    label: Any
    hint: Any = ""
    choices: Sequence[tuple[str, Any]] = ()
    must: bool = False
    least: int | None = None
    most: int | None = None


def properties(programme: Programme, form: Form, part: Part, inner: bool = False) -> list[Property]:
    """All properties of a part, the usual ones first. `inner`: a field in a group, which has no rules and no fact."""
    fields = type(part).model_fields
    found = [_property(name, programme, form, part) for name in fields if name not in _SKIPPED]
    kept = [each for each in found if each is not None and not (inner and each.name in ("shown_if", "required_if", "fact"))]
    if getattr(part, "table", None) is not None:
        kept = [each for each in kept if each.name != "rule"]
    return sorted(kept, key=lambda each: FIRST.index(each.name) if each.name in FIRST else len(FIRST))


def named(programme: Programme, form: Form, part: Part, name: str) -> Property | None:
    """The property of this name, where the part has it."""
    has = name in type(part).model_fields and name not in _SKIPPED
    return _property(name, programme, form, part) if has else None


def _property(name: str, programme: Programme, form: Form, part: Part) -> Property | None:
    info = type(part).model_fields[name]
    label, hint = names.PROPERTIES.get(name, (name, ""))
    if name in _RULES:
        return Property(name, "rule", label, names.RULE_HINT, must=name == "rule")
    if (choices := _chosen(name, programme, form, part)) is not None:
        return Property(name, "facts" if name == "facts" else "choice", label, hint, choices, must=name == "field")
    kinds = _kinds(info.annotation)
    least = next((each.ge for each in info.metadata if isinstance(each, Ge)), None)
    most = next((each.le for each in info.metadata if isinstance(each, Le)), None)
    sort = _sort(name, kinds, part)
    if sort is None:
        return None
    choices, must = names.choices(_literals(info.annotation)), NoneType not in kinds
    return Property(name, sort, label, hint, choices, must, _whole(least), _whole(most))


def _sort(name: str, kinds: Sequence[Any], part: Part) -> Sort | None:
    if Wording in kinds:
        return "wording"
    if bool in kinds:
        return "yes"
    if date in kinds:
        return "day"
    if int in kinds:
        return "euro" if getattr(part, "kind", "") == "money" else "megabyte" if name == "max_bytes" else "whole"
    if Decimal in kinds:
        return "decimal"
    if dict in kinds:
        return "pairs"
    if DecisionTable in kinds:
        return "table"
    if tuple in kinds:
        return "several"
    if Literal in kinds:
        return "choice"
    return "text" if str in kinds else None


def _chosen(name: str, programme: Programme, form: Form, part: Part) -> list[tuple[str, Any]] | None:
    """The choices of properties that name something else; None for any other property."""
    words, nothing = vocabulary(), ("", "–")
    if name == "fact" and isinstance(part, Field):
        return [nothing, *_fitting(part)]
    if name == "facts":
        return [nothing, *((fact.id, fact.title) for fact in words.stored)]
    if name == "codes":
        return [nothing, *((codes.id, codes.title) for codes in (*programme.lists, *words.lists))]
    if name == "track":
        return [nothing, *((track.id, track.title) for track in programme.tracks)]
    if name == "field":
        return [(field.id, field.label) for field in form.fields]
    return None


def _fitting(field: Field) -> list[tuple[str, Any]]:
    """The stored facts that take this field's answers, and the one that it is bound to."""
    words, kind = vocabulary(), _type(field)
    fits = [fact for fact in words.stored if words.type(fact) == kind or fact.id == field.fact]
    return [(fact.id, fact.title) for fact in fits]


def _type(field: Field) -> Any:
    try:
        return DATE if field.kind == "partial_date" else field.type(vocabulary())
    except LookupError:
        return None


def _kinds(annotation: Any) -> tuple[Any, ...]:
    """What an annotation consists of: `date | Literal["today"] | None` → (date, Literal, NoneType)."""
    origin = get_origin(annotation)
    if origin in (Union, UnionType):
        return tuple(kind for each in get_args(annotation) for kind in _kinds(each))
    if origin is not None and hasattr(annotation, "__metadata__"):
        return _kinds(get_args(annotation)[0])
    return (origin or annotation,)


def _literals(annotation: Any) -> tuple[str, ...]:
    if get_origin(annotation) is Literal:
        return get_args(annotation)
    return tuple(dict.fromkeys(text for each in get_args(annotation) for text in _literals(each)))


def _whole(value: Any) -> int | None:
    return value if isinstance(value, int) else None

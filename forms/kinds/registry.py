"""Which kind serves which field: the built-in ones and those that plugins bring."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from core.definitions import Field, add_field_class
from forms.kinds.base import Kind

_kinds: dict[str, type[Kind]] = {}


class KindClash(ValueError):
    """Two plugins bring a kind of the same name."""


def register(kinds: Iterable[type[Kind]]) -> None:
    """Make kinds known, with their field classes. Raises KindClash."""
    for kind in kinds:
        if _kinds.setdefault(kind.name, kind) is not kind:
            raise KindClash(
                f"Two kinds are called '{kind.name}': {_kinds[kind.name].__qualname__} and {kind.__qualname__}. Rename one of them."
            )
        add_field_class(kind.definition)


def kind_of(field: Field) -> type[Kind]:
    """The kind that serves this field; a field whose plugin is gone is kept and shown as text."""
    from forms.kinds.unknown import UnknownKind

    return _kinds.get(field.kind, UnknownKind)


def all_kinds() -> dict[str, type[Kind]]:
    return dict(_kinds)


def to_json(fields: Iterable[Field], answers: dict[str, Any]) -> dict[str, Any]:
    """Answers by field id, as they are stored."""
    return {field.id: kind_of(field).to_json(field, answers[field.id]) for field in fields if field.id in answers}


def from_json(fields: Iterable[Field], data: dict[str, Any]) -> dict[str, Any]:
    return {field.id: kind_of(field).from_json(field, data[field.id]) for field in fields if field.id in data}

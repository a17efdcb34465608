"""A question that went into rows, or out of them: what was answered there is found by its id, and carried where it is clear."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from core.definitions import Field, Form, Group
from core.definitions.lineage import resolve_field

Answers = Mapping[str, Any]


def from_rows(field: Field, form: Form, stored: Answers) -> tuple[Field, list[Any]] | None:
    """The question as it stood in rows of this form, and its answers row by row; None where it stood in none."""
    for group in form.fields:
        inner = _same(field, group.fields) if isinstance(group, Group) else None
        if inner is not None:
            rows = stored.get(group.id) or ()
            return inner, [row[inner.id] for row in rows if row.get(inner.id) is not None]
    return None


def into_rows(group: Group, form: Form, stored: Answers) -> tuple[Any, list[tuple[Field, Any]]]:
    """The rows with what was asked by itself before, and what has no place in them: of several rows nobody knows which."""
    old = resolve_field(form, group.id)
    rows = tuple(stored.get(old.id) or ()) if isinstance(old, Group) else ()
    single: dict[str, Any] = {}
    left: list[tuple[Field, Any]] = []
    for inner in group.fields:
        was = _same(inner, form.fields)
        value = stored.get(was.id) if was is not None else None
        if was is None or value is None:
            continue
        if len(rows) > 1:
            left.append((was, value))
        else:
            single[inner.id] = value
    if single:
        rows = ({**single, **(rows[0] if rows else {})},)
    return rows or None, left


def _same(field: Field, others: Sequence[Field]) -> Field | None:
    names = (field.id, *field.was)
    return next((each for name in names for each in others if name in (each.id, *each.was) and each.kind == field.kind), None)

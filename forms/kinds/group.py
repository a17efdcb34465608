"""Rows of the same questions: each schooling, each job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from random import Random
from typing import Any

from markupsafe import Markup

from core.definitions import Field, Group
from forms.kinds import registry
from forms.kinds.base import Asker, Kind, Place, Raw, Reader, Say, Since
from forms.kinds.markup import fieldset
from forms.kinds.rows import indices, row_loop, taker, too_few, too_many
from forms.kinds.wrong import Wrong

Row = dict[str, Any]


class GroupKind(Kind):
    name = "group"
    definition = Group
    grouped = True

    @classmethod
    def reader(cls, field: Group, name: str) -> Reader:
        # a row's number is known only when it is read, so its parts are read under their own name
        parts = [(inner, registry.kind_of(inner).reader(inner, inner.id)) for inner in field.fields if inner.asks]

        def read(raw: Raw) -> tuple[Row, ...] | None:
            rows: list[Row] = []
            errors: list[tuple[str, Any]] = []
            for index in indices(raw, name)[:1000]:
                row, wrong = _row(parts, _part_of(raw, f"{name}.{index}."))
                if row or wrong:
                    rows.append(row)
                    errors += [(f".{index}{at}", message) for at, message in wrong]
            if len(rows) > field.max_rows:
                raise too_many(field.max_rows)
            if errors:
                raise Wrong(errors=errors)
            if rows and len(rows) < field.min_rows:
                raise too_few(field.min_rows)
            return tuple(rows) or None

        return read

    @classmethod
    def takes(cls, field: Group, name: str) -> Callable[[str], bool]:
        plain = frozenset(inner.id for inner in field.fields if inner.asks)
        nested = [takes for inner in field.fields if (takes := registry.kind_of(inner).takes(inner, inner.id))]
        return taker(name, lambda part: part in plain or any(takes(part) for takes in nested))

    @classmethod
    def confirms(cls, field: Group) -> bool:
        return any(registry.kind_of(inner).confirms(inner) for inner in field.fields)

    @classmethod
    def confirm(cls, field: Group, value: tuple[Row, ...], asker: Asker) -> None:
        _each(field, value, lambda kind, inner, answer: kind.confirms(inner) and kind.confirm(inner, answer, asker))

    @classmethod
    def dated(cls, field: Group) -> bool:
        return any(registry.kind_of(inner).dated(inner) for inner in field.fields)

    @classmethod
    def hold(cls, field: Group, value: tuple[Row, ...], since: Since) -> None:
        _each(field, value, lambda kind, inner, answer: kind.dated(inner) and kind.hold(inner, answer, since))

    @classmethod
    def sealed(cls, field: Group, value: tuple[Row, ...], now: datetime) -> tuple[Row, ...]:
        return tuple({i.id: registry.kind_of(i).sealed(i, row[i.id], now) for i in field.fields if i.id in row} for row in value)

    @classmethod
    def to_json(cls, field: Group, value: tuple[Row, ...]) -> list[Row]:
        return [{i.id: registry.kind_of(i).to_json(i, row[i.id]) for i in field.fields if i.id in row} for row in value]

    @classmethod
    def from_json(cls, field: Group, data: list[Row]) -> tuple[Row, ...]:
        return tuple({i.id: registry.kind_of(i).from_json(i, row[i.id]) for i in field.fields if i.id in row} for row in data)

    @classmethod
    def raw(cls, field: Group, value: Any, name: str = "") -> dict[str, list[str]]:
        raw: dict[str, list[str]] = {}
        for index, row in enumerate(value or ()):
            for inner in field.fields:
                raw |= registry.kind_of(inner).raw(inner, row.get(inner.id), f"{name or field.id}.{index}.{inner.id}")
        return raw

    @classmethod
    def json_schema(cls, field: Group) -> dict[str, Any]:
        asked = [inner for inner in field.fields if inner.asks]
        row = {
            "type": "object",
            "properties": {inner.id: registry.kind_of(inner).json_schema(inner) for inner in asked},
            "required": [inner.id for inner in asked if inner.required],
            "additionalProperties": False,
        }
        return {"type": "array", "items": row, "minItems": max(1, field.min_rows), "maxItems": field.max_rows}

    @classmethod
    def show(cls, field: Group, value: tuple[Row, ...], language: str) -> str:
        return _told(field, value, language, lambda inner, answer: registry.kind_of(inner).show(inner, answer, language))

    @classmethod
    def show_for(cls, field: Group, value: tuple[Row, ...], language: str, asker: Asker) -> str:
        def told(inner: Field, answer: Any) -> str:
            return registry.kind_of(inner).show_for(inner, answer, language, asker)

        return _told(field, value, language, told)

    @classmethod
    def widget(cls, field: Group, place: Place, say: Say) -> str:
        # nested groups need a name of their own for the loop's number
        depth = "i" if place.key.startswith("'") else f"i{place.key.count('~')}"
        row = place.row(depth)
        body = "".join(registry.kind_of(inner).widget(inner, row.part(inner.id), say) for inner in field.fields)
        heading = say.wording(field.row_title or field.label)
        return fieldset(
            field,
            place,
            say,
            row_loop(place, say, f"rows({place.key}, {field.min_rows}, {field.max_rows})", depth, heading, body, field.max_rows),
        )

    @classmethod
    def example(cls, field: Group, rng: Random) -> tuple[Row, ...]:
        count = rng.randint(max(1, field.min_rows), max(1, field.min_rows, min(2, field.max_rows)))
        return tuple({i.id: registry.kind_of(i).example(i, rng) for i in field.fields if i.asks} for _row_number in range(count))

    @classmethod
    def wrongs(cls, field: Group) -> list[dict[str, list[str]]]:
        samples = []
        for inner in field.fields:
            wrongs = registry.kind_of(inner).wrongs(inner)[:2]
            samples += [{f"{field.id}.0.{key}": values for key, values in wrong.items()} for wrong in wrongs]
        return samples


def _each(field: Group, value: tuple[Row, ...], look: Callable[[type[Kind], Field, Any], Any]) -> None:
    """Look at each answer of each row. Raises Wrong with all that is found."""
    errors: list[tuple[str, Any]] = []
    for index, row in enumerate(value):
        for inner in (inner for inner in field.fields if inner.id in row):
            try:
                look(registry.kind_of(inner), inner, row[inner.id])
            except Wrong as wrong:
                errors += wrong.below(f".{index}.{inner.id}")
    if errors:
        raise Wrong(errors=errors)


def _told(field: Group, value: tuple[Row, ...], language: str, told: Callable[[Field, Any], str]) -> str:
    """A line a row. What a kind gives as Markup (a drawing) stays so, and all else is escaped beside it."""
    rows = [[(inner, told(inner, row[inner.id])) for inner in field.fields if inner.id in row] for row in value]
    lines = [[(f"{inner.label.text(language)}: ", text) for inner, text in row] for row in rows]
    empty: str = Markup("") if any(isinstance(text, Markup) for row in lines for _label, text in row) else ""
    return (empty + "\n").join((empty + "; ").join(empty + label + text for label, text in row) for row in lines)


def _part_of(raw: Raw, start: str) -> dict[str, Any]:
    return {key[len(start) :]: values for key, values in raw.items() if key.startswith(start)}


def _row(parts: list[tuple[Field, Reader]], raw: Raw) -> tuple[Row, list[tuple[str, Any]]]:
    """One row's answers and errors; a row in which nothing was answered has neither."""
    row: Row = {}
    errors: list[tuple[str, Any]] = []
    for inner, reader in parts:
        try:
            value = reader(raw)
        except Wrong as wrong:
            errors += wrong.below(f".{inner.id}")
            continue
        if value is not None:
            row[inner.id] = value
    if row or errors:
        bad = {at.split(".")[1] for at, _message in errors}
        missing = (inner for inner, _reader in parts if inner.required and inner.id not in row and inner.id not in bad)
        errors += [(f".{inner.id}", registry.kind_of(inner).missing(inner)) for inner in missing]
    return row, errors

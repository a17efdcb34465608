"""What a class of definitions is made of: properties, wordings, and lists of elements that have addresses of their own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Annotated, Any, get_args, get_origin

from core.definitions import (
    Combination,
    Criterion,
    Definition,
    Field,
    Form,
    Letter,
    Page,
    PartForm,
    PartLetter,
    PartPage,
    Wording,
    field_class,
)
from core.definitions.fields import UnknownField
from core.definitions.letter import is_part

KEY = re.compile(r"^[a-z][a-z0-9_]{0,62}$")


@dataclass(frozen=True, slots=True)
class Shape:
    """`children`: property → class of the elements in it; `required`: those of them that are written even when empty."""

    children: Mapping[str, type[Definition]]
    required: frozenset[str]
    wordings: frozenset[str]
    guessed: bool = False
    """Of a kind that nobody knows: what it is made of was seen from what it holds."""


@cache
def shape(cls: type[Definition]) -> Shape:
    children = {name: element for name, info in cls.model_fields.items() if (element := _element(info.annotation))}
    return Shape(
        children,
        frozenset(name for name in children if cls.model_fields[name].is_required()),
        frozenset(name for name, info in cls.model_fields.items() if Wording in (info.annotation, *get_args(info.annotation))),
    )


def _element(annotation: Any) -> type[Definition] | None:
    """The class of the elements of a list of definitions that are told apart by an id."""
    if get_origin(annotation) is not tuple:
        return None
    found = get_args(annotation)[0]
    while get_origin(found) is Annotated:
        found = get_args(found)[0]
    named = isinstance(found, type) and issubclass(found, Definition) and {"id", "with_"} & found.model_fields.keys()
    return found if named else None


def shape_of(cls: type[Definition], data: Mapping[str, Any]) -> Shape:
    """The shape of this very element. A field whose kind nobody knows here has lists with ids and texts all the same, so that
    what was adjusted in them while its plugin was there still fits."""
    if not issubclass(cls, Field):
        return shape(cls)
    known = field_class(str(data.get("kind")))
    if known is not None:
        return shape(known)
    common = shape(UnknownField)
    lists = {name: Definition for name, value in data.items() if name not in UnknownField.model_fields and _named(value)}
    texts = {name for name, value in data.items() if isinstance(value, dict) and isinstance(value.get("de"), str)}
    return Shape(lists, frozenset(), common.wordings | texts, guessed=True)


def _named(value: Any) -> bool:
    """Whether it is a list of things with ids of their own."""
    if not isinstance(value, list) or not value or not all(isinstance(each, dict) for each in value):
        return False
    ids = [each.get("id") for each in value]
    return all(isinstance(id, str) and KEY.match(id) for id in ids) and len(set(ids)) == len(ids)


def key_of(cls: type[Definition], data: Mapping[str, Any]) -> str:
    """What the element is called among its siblings: its id, with the first day of what stands in versions."""
    if (data.keys() == {"part"} and issubclass(cls, Form | Page)) or (issubclass(cls, Letter) and is_part(data)):
        return f"part:{data['part']}"
    since = data.get("valid_from") if issubclass(cls, Criterion | Combination) else None
    return f"{data.get('with_' if issubclass(cls, Combination) else 'id')}" + (f"@{since}" if since else "")


def named(cls: type[Definition], key: str) -> dict[str, Any]:
    """The part of the element's data that its key says: the way back from `key_of`."""
    if key.startswith("part:"):
        return {"part": key.removeprefix("part:")}
    id, _, since = key.partition("@")
    return {"with_" if issubclass(cls, Combination) else "id": id, **({"valid_from": since} if since else {})}


def told_by_key(cls: type[Definition]) -> frozenset[str]:
    """Properties that are no properties here, since the key says them."""
    if issubclass(cls, Criterion | Combination):
        return frozenset({"id", "with_", "valid_from"})
    return frozenset({"part"} if issubclass(cls, PartForm | PartPage | PartLetter) else {"id"})

"""A piece of SQL of several words as one element: SQLAlchemy goes down one level for it, where nested functions take ten."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.visitors import InternalTraversal
from sqlalchemy.types import TypeEngine


class Phrase(ColumnElement[Any]):
    """`words` of ours with the parts between them: one word more than there are parts. Parts stand as arguments do."""

    inherit_cache = True
    _traverse_internals = [
        ("words", InternalTraversal.dp_string),
        ("parts", InternalTraversal.dp_clauseelement_tuple),
        ("type", InternalTraversal.dp_type),
    ]

    def __init__(self, template: str, *parts: ColumnElement[Any], type_: TypeEngine[Any]) -> None:
        """The template has a `{}` for each part."""
        self.words = template
        self.parts = parts
        self.type = type_

    @property
    def _from_objects(self) -> list[Any]:
        return [each for part in self.parts for each in part._from_objects]


@compiles(Phrase)
def _said(phrase: Phrase, compiler: SQLCompiler, **options: Any) -> str:
    said = [compiler.process(part, **options) for part in phrase.parts]
    return phrase.words.format(*said)

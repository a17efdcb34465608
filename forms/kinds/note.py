"""A text between the questions. It asks nothing and stores nothing."""

from __future__ import annotations

from random import Random
from typing import Any

from core.definitions import Note
from forms.kinds.base import Kind, Place, Raw, Reader, Say


class NoteKind(Kind):
    name = "note"
    definition = Note

    @classmethod
    def reader(cls, field: Note, name: str) -> Reader:
        def read(raw: Raw) -> None:
            return None

        return read

    @classmethod
    def json_schema(cls, field: Note) -> dict[str, Any]:
        return {"type": "null"}

    @classmethod
    def widget(cls, field: Note, place: Place, say: Say) -> str:
        more = f'<p class="kern-body"{say.lang(field.help)}>{say.wording(field.help)}</p>' if field.help else ""
        return f'<div class="fk-note" data-field="{place.name}"><p class="kern-body"{say.lang(field.label)}>{say.wording(field.label)}</p>{more}</div>'

    @classmethod
    def example(cls, field: Note, rng: Random) -> None:
        return None

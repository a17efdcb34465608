"""Several lines of text."""

from __future__ import annotations

from random import Random
from typing import Any

from core.definitions import LongText
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.clean import block
from forms.kinds.markup import control

_SENTENCES = (
    "Das Gespräch verlief offen.",
    "Der nächste Termin ist vereinbart.",
    "Unterlagen werden nachgereicht.",
    "Ein Lernplan liegt vor.",
)


class LongTextKind(Kind):
    name = "long_text"
    definition = LongText

    @classmethod
    def parser(cls, field: LongText) -> Parser:
        limit = field.max_length

        def parse(text: str) -> str:
            return block(text, limit)

        return parse

    @classmethod
    def json_schema(cls, field: LongText) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": field.max_length}

    @classmethod
    def widget(cls, field: LongText, place: Place, say: Say) -> str:
        # HTML drops one line break right after the tag, so one is written there
        text = (
            f'<textarea class="kern-form-input__input@class" id="{place.name}" name="{place.name}" rows="{field.rows}" maxlength="{field.max_length}"@aria>\n'
            f"{{{{ {place.value} }}}}</textarea>"
        )
        return control(field, place, say, text)

    @classmethod
    def example(cls, field: LongText, rng: Random) -> str:
        return "\n".join(rng.sample(_SENTENCES, 2))[: field.max_length].strip()

    @classmethod
    def wrongs(cls, field: LongText) -> list[dict[str, list[str]]]:
        return [{field.id: [text]} for text in ("a\0b", "half \udfff", "x" * (field.max_length + 1))]

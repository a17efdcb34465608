"""One line of text."""

from __future__ import annotations

from random import Random
from typing import Any

from core.definitions import Text
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.clean import line
from forms.kinds.markup import input_

_WORDS = ("Anmeldung", "Beratung", "Lernwerkstatt", "Praktikum", "Deutschkurs", "Nachweis", "Gespräch", "Vermittlung")


class TextKind(Kind):
    name = "text"
    definition = Text

    @classmethod
    def parser(cls, field: Text) -> Parser:
        limit = field.max_length

        def parse(text: str) -> str:
            if len(text) <= limit and text.isascii() and text.isprintable():  # nearly all texts, without a further call
                return text
            return line(text, limit)

        return parse

    @classmethod
    def json_schema(cls, field: Text) -> dict[str, Any]:
        return {"type": "string", "minLength": 1, "maxLength": field.max_length}

    @classmethod
    def widget(cls, field: Text, place: Place, say: Say) -> str:
        return input_(field, place, say, attributes=f' maxlength="{field.max_length}"')

    @classmethod
    def example(cls, field: Text, rng: Random) -> str:
        return f"{rng.choice(_WORDS)} {rng.randrange(1, 99)}"[: field.max_length].strip()

    @classmethod
    def wrongs(cls, field: Text) -> list[dict[str, list[str]]]:
        return [{field.id: [text]} for text in ("a\0b", "half \ud800", "x" * (field.max_length + 1), "two\nlines")]

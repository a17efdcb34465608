"""An e-mail address."""

from __future__ import annotations

from random import Random
from typing import Any

from core.definitions import Email
from core.people import contact
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.clean import line
from forms.kinds.markup import input_
from forms.kinds.wrong import Wrong

_LIMIT = contact.LONGEST_EMAIL


class EmailKind(Kind):
    name = "email"
    definition = Email

    @classmethod
    def parser(cls, field: Email) -> Parser:
        def parse(text: str) -> str:
            return text if contact.is_plain_email(text) else _address(line(text, _LIMIT))

        return parse

    @classmethod
    def json_schema(cls, field: Email) -> dict[str, Any]:
        return {"type": "string", "format": "email", "maxLength": _LIMIT}

    @classmethod
    def widget(cls, field: Email, place: Place, say: Say) -> str:
        return input_(field, place, say, type="email", attributes=f' maxlength="{_LIMIT}" autocomplete="off" spellcheck="false"')

    @classmethod
    def example(cls, field: Email, rng: Random) -> str:
        return f"person{rng.randrange(1000)}@example.org"

    @classmethod
    def wrongs(cls, field: Email) -> list[dict[str, list[str]]]:
        return [
            {field.id: [text]}
            for text in (
                "person",
                "person@",
                "@example.org",
                "a b@example.org",
                "a@b@example.org",
                "person@example..org",
                "a@-x.org",
            )
        ]


def _address(text: str) -> str:
    try:
        return contact.email(text)
    except contact.Unreachable as unreachable:
        raise Wrong(unreachable.reason) from None

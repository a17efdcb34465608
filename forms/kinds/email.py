"""An e-mail address."""

from __future__ import annotations

import re
from random import Random
from typing import Any

from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _

from core.definitions import Email
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.clean import line
from forms.kinds.markup import input_
from forms.kinds.wrong import Wrong

_LIMIT = 254
# The plain shape of nearly all addresses, which every validator takes; the others go the long way.
_PLAIN = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_+-]{0,40}(?:\.[A-Za-z0-9_+-]{1,40}){0,4}@(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}[a-z]{2,12}"
)
_RESERVED = ("local", "localhost", "invalid", "test", "onion", "arpa")


class EmailKind(Kind):
    name = "email"
    definition = Email

    @classmethod
    def parser(cls, field: Email) -> Parser:
        def parse(text: str) -> str:
            return text if _is_plain(text) else _address(line(text, _LIMIT))

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


def _is_plain(text: str) -> bool:
    return _PLAIN.fullmatch(text) is not None and "--" not in text and not text.endswith(_RESERVED)


def _address(text: str) -> str:
    try:
        return str(validate_email(text, check_deliverability=False, test_environment=False).normalized)
    except EmailNotValidError:
        raise Wrong(_("This is not an e-mail address. For example name@example.org.")) from None

"""A telephone number: read as it is written in Germany, stored as E.164 (+491701234567)."""

from __future__ import annotations

from random import Random
from typing import Any

import phonenumbers

from core.definitions import Phone
from core.people import contact
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.clean import line
from forms.kinds.markup import input_
from forms.kinds.wrong import Wrong

_LIMIT = contact.LONGEST_PHONE


class PhoneKind(Kind):
    name = "phone"
    definition = Phone

    @classmethod
    def parser(cls, field: Phone) -> Parser:
        def parse(text: str) -> str:
            return _e164(line(text, _LIMIT))

        return parse

    @classmethod
    def raw(cls, field: Phone, value: str | None, name: str = "") -> dict[str, list[str]]:
        return {} if value is None else {name or field.id: [shown(value)]}

    @classmethod
    def json_schema(cls, field: Phone) -> dict[str, Any]:
        return {"type": "string", "pattern": r"^\+[1-9][0-9]{3,14}$"}

    @classmethod
    def show(cls, field: Phone, value: str, language: str) -> str:
        return shown(value)

    @classmethod
    def widget(cls, field: Phone, place: Place, say: Say) -> str:
        return input_(field, place, say, type="tel", attributes=f' maxlength="{_LIMIT}" autocomplete="off"')

    @classmethod
    def example(cls, field: Phone, rng: Random) -> str:
        # (0)30 23125 000–999: kept free for films and examples by the Bundesnetzagentur
        return f"+493023125{rng.randrange(1000):03}"

    @classmethod
    def wrongs(cls, field: Phone) -> list[dict[str, list[str]]]:
        return [{field.id: [text]} for text in ("12", "call me", "+49", "0" * 30, "++49 170", "+999 123456")]


def _e164(text: str) -> str:
    try:
        return contact.phone(text)
    except contact.Unreachable as unreachable:
        raise Wrong(unreachable.reason) from None


def shown(value: str) -> str:
    """German numbers as one writes them here, others with their country code; what is no number is shown as it is."""
    try:
        number = phonenumbers.parse(value, contact.REGION)
    except phonenumbers.NumberParseException:
        return value
    national = number.country_code == 49
    return str(
        phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    )

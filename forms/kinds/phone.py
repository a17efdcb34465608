"""A telephone number: read as it is written in Germany, stored as E.164 (+491701234567)."""

from __future__ import annotations

from random import Random
from typing import Any

import phonenumbers
from flask_babel import lazy_gettext as _

from core.definitions import Phone
from forms.kinds.base import Kind, Parser, Place, Say
from forms.kinds.clean import line
from forms.kinds.markup import input_
from forms.kinds.wrong import Wrong

_REGION = "DE"
_LIMIT = 40


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
        number = phonenumbers.parse(text, _REGION)
    except phonenumbers.NumberParseException:
        raise Wrong(_("This is not a telephone number. For example 0170 1234567 or +49 170 1234567.")) from None
    # possible, not valid: number ranges change faster than any list of them
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < 5:
        raise Wrong(_("The number has too few or too many digits. For example 0170 1234567 or +49 170 1234567."))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))


def shown(value: str) -> str:
    """German numbers as one writes them here, others with their country code; what is no number is shown as it is."""
    try:
        number = phonenumbers.parse(value, _REGION)
    except phonenumbers.NumberParseException:
        return value
    national = number.country_code == 49
    return str(
        phonenumbers.format_number(
            number, phonenumbers.PhoneNumberFormat.NATIONAL if national else phonenumbers.PhoneNumberFormat.INTERNATIONAL
        )
    )

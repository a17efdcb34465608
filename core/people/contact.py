"""How people are reached: what is an e-mail address and what a telephone number. Forms and the registry judge by it alike."""

from __future__ import annotations

import re
from typing import Any

import phonenumbers
from email_validator import EmailNotValidError, validate_email
from flask_babel import lazy_gettext as _

REGION = "DE"
LONGEST_EMAIL = 254
LONGEST_PHONE = 40
# The plain shape of nearly all addresses, which every validator takes; the others go the long way.
_PLAIN = re.compile(
    r"[A-Za-z0-9][A-Za-z0-9_+-]{0,40}(?:\.[A-Za-z0-9_+-]{1,40}){0,4}@(?:[a-z0-9](?:[a-z0-9-]{0,40}[a-z0-9])?\.){1,4}[a-z]{2,12}"
)
_RESERVED = ("local", "localhost", "invalid", "test", "onion", "arpa")


class Unreachable(ValueError):
    """Not an address, not a number. `reason` is a lazy text for people."""

    def __init__(self, reason: Any) -> None:
        self.reason = reason
        super().__init__(str(reason))


def is_plain_email(text: str) -> bool:
    """An address that needs no second look: it is stored as it came."""
    return _PLAIN.fullmatch(text) is not None and "--" not in text and not text.endswith(_RESERVED)


def email(text: str) -> str:
    """The address as it is stored. Raises Unreachable."""
    if is_plain_email(text):
        return text
    try:
        return str(validate_email(text, check_deliverability=False, test_environment=False).normalized)
    except EmailNotValidError:
        raise Unreachable(_("This is not an e-mail address. For example name@example.org.")) from None


def phone(text: str) -> str:
    """The number as E.164 (+491701234567), read as it is written in Germany. Raises Unreachable."""
    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        raise Unreachable(_("This is not a telephone number. For example 0170 1234567 or +49 170 1234567.")) from None
    # possible, not valid: number ranges change faster than any list of them
    if not phonenumbers.is_possible_number(number) or len(str(number.national_number)) < 5:
        raise Unreachable(_("The number has too few or too many digits. For example 0170 1234567 or +49 170 1234567."))
    return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

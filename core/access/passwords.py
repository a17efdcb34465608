"""Passwords: what is a good one, and its argon2id hash."""

import unicodedata
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from flask_babel import gettext as _

MIN_LENGTH = 12
# Hashing a megabyte takes its time, and nobody types one.
MAX_LENGTH = 200


class BadPassword(ValueError):
    """A password that is not good enough. `reason`: short, long, own, plain or text."""

    def __init__(self, reason: str, message: str) -> None:
        self.reason = reason
        super().__init__(message)


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()


def normalised(password: str) -> str:
    """As Flask-Security compares it: ä typed on a Mac is the ä typed elsewhere."""
    return unicodedata.normalize("NFKD", password)


def hashed(password: str) -> str:
    return _hasher().hash(normalised(password))


def matches(stored: str | None, password: str) -> bool:
    """Takes as long for an account without a password as for one with."""
    try:
        _hasher().verify(stored or _of_nobody(), normalised(password))
    except (VerificationError, InvalidHashError):
        return False
    return stored is not None


@cache
def _of_nobody() -> str:
    return _hasher().hash("nobody has this password")


def check(password: str, *own: str) -> None:
    """Raises BadPassword. `own`: words that the password must not be made of, as name and e-mail address."""
    if "\0" in password or any("\ud800" <= char <= "\udfff" for char in password):
        raise BadPassword("text", "The password contains a character that cannot be typed.")
    if len(password) < MIN_LENGTH:
        raise BadPassword("short", f"The password needs at least {MIN_LENGTH} characters.")
    if len(password) > MAX_LENGTH:
        raise BadPassword("long", f"The password may have at most {MAX_LENGTH} characters.")
    bare = password.casefold()
    if len(set(bare)) < 5:
        raise BadPassword("plain", "The password is made of too few different characters.")
    for word in own:
        if len(word) > 3 and word.casefold() in bare:
            raise BadPassword("own", "The password contains your name or e-mail address.")


def reasons() -> dict[str, str]:
    """What users are told, by the reason of BadPassword."""
    return {
        "short": _("The new password is too short."),
        "long": _("The new password is too long."),
        "own": _("The new password must not contain your name or e-mail address."),
        "plain": _("The new password is made of too few different characters."),
        "text": _("The new password contains a character that cannot be typed."),
    }

"""What every form outside the forms wing asks of its input: no names that it does not know, no text that no database keeps."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import gettext as _

_SHOWN = 5


def storable(text: str) -> bool:
    """Whether a database keeps this text: PostgreSQL takes no NUL, and UTF-8 no half of a surrogate pair."""
    return "\x00" not in text and not any("\ud800" <= char <= "\udfff" for char in text)


def strange(sent: Iterable[str], asked: Iterable[str]) -> list[str]:
    """The names of inputs that came although the form does not ask for them, sorted."""
    return sorted(set(sent) - set(asked) - {"csrf_token"})


def not_asked(names: list[str]) -> str:
    """What is said about them."""
    listed = ", ".join(ascii(name[:60])[1:-1] for name in names[:_SHOWN])
    return _("Entries came that this page does not ask for; nothing was stored: %(names)s.", names=listed)

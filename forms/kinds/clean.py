"""Text as it may be stored: NFC, trimmed, without what no database takes; all else stays as it came."""

from __future__ import annotations

import re
from unicodedata import is_normalized, normalize

from flask_babel import lazy_gettext as _

from forms.kinds.base import Raw
from forms.kinds.wrong import Wrong

# Control characters but tab and the line breaks; and halves of surrogate pairs, which no UTF-8 can carry.
_REFUSED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff]")
_LINE_BREAK = re.compile("[\r\n\x85\u2028\u2029]")


def first(raw: Raw, name: str) -> str:
    """The one value of a plain control; a control that was sent twice counts with its first value."""
    values = raw.get(name)
    return values[0].strip() if values else ""


def line(text: str, limit: int) -> str:
    """One line of at most `limit` characters. Raises Wrong."""
    if not is_plain(text):
        text = _unusual(text, limit)
        if _LINE_BREAK.search(text):
            raise Wrong(_("A line break does not belong here. Write everything in one line."))
    if len(text) > limit:
        raise _too_long(text, limit)
    return text


def is_plain(text: str) -> bool:
    """Nearly all texts: nothing invisible in them, and composed as they are stored."""
    return text.isprintable() and is_normalized("NFC", text)


def block(text: str, limit: int) -> str:
    """Several lines; line breaks are stored as "\\n". Raises Wrong."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if not is_plain(text):
        text = _unusual(text, limit)
    if len(text) > limit:
        raise _too_long(text, limit)
    return text


def storable(text: str) -> bool:
    """Whether a text, or an input's name, can be stored at all."""
    return _REFUSED.search(text) is None


def _unusual(text: str, limit: int) -> str:
    if len(text) > 4 * limit:  # asked before normalising: a megabyte of combining marks takes its time
        raise _too_long(text, limit)
    found = _REFUSED.search(text)
    if found:
        raise Wrong(
            _("The character %(code)s cannot be stored. Delete it, or type the text anew.", code=f"U+{ord(found[0]):04X}")
        )
    return text if is_normalized("NFC", text) else normalize("NFC", text)


def _too_long(text: str, limit: int) -> Wrong:
    return Wrong(
        _("The text has %(length)s characters; at most %(limit)s are possible. Shorten it.", length=len(text), limit=limit)
    )

"""What somebody typed into a form that could not be taken, for the page that says so: it is shown once more, to be copied.

Only what came from a page of our own: a foreign site could put its words on ours. Passwords, keys and ids are left out.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from flask import request
from werkzeug.exceptions import HTTPException

from core.definitions import vocabulary
from core.web.i18n import language

MOST, LONGEST = 100, 4_000
_SILENT = re.compile(r"^_|csrf|passw|token|secret", re.IGNORECASE)
_ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


def typed() -> list[tuple[str, str]]:
    """How each entry is called, where that is known, and its text; nothing for what was not sent from a form of ours."""
    if request.method != "POST" or not _ours():
        return []
    try:
        sent = list(request.form.items(multi=True))
    except HTTPException:  # too large or broken: there is nothing to show
        return []
    return [(_called(name), _shown(text)) for name, text in sent if _speaks(name, text)][:MOST]


def _ours() -> bool:
    site = request.headers.get("Sec-Fetch-Site")
    return site == "same-origin" if site else urlsplit(request.headers.get("Origin", "")).netloc == request.host


def _speaks(name: str, text: str) -> bool:
    return bool(text.strip()) and not _SILENT.search(name) and not _ID.fullmatch(text)


def _called(name: str) -> str:
    if vocabulary().has(name):
        return vocabulary().fact(name).title.text(language())
    return _shown(name[:60].replace("_", " "))


def _shown(text: str) -> str:
    """Without what no page can carry."""
    kept = "".join(char if char.isprintable() or char in "\r\n\t" else "�" for char in text[:LONGEST])
    return kept.encode("utf-8", "replace").decode()

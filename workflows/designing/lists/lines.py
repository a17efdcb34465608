"""Many entries at once, as they are pasted from a table or typed one a line."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext as _

from core.definitions import Entry, Wording
from forms.designing.edits import fresh_id
from forms.designing.places import Refused
from workflows.designing.lists.edits import ENTRIES, free

TITLE = 500


def entries(text: str, language: str, taken: Sequence[str], path: str) -> list[Entry]:
    """A line is a title; or an id, a tab (or |) and a title; or with a further title in `language`. Raises Refused with the
    number of the line; nothing is taken then."""
    found: list[Entry] = []
    lines = [(number, line.strip()) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if len(lines) > ENTRIES:
        raise Refused(path, _("A code list has at most %(most)s entries.", most=ENTRIES))
    known = set(taken)
    for number, line in lines:
        found.append(_entry(number, line, language, known, path))
        known.add(found[-1].id)
    if not found:
        raise Refused(path, _("Write at least one line."))
    return found


def _entry(number: int, line: str, language: str, known: set[str], path: str) -> Entry:
    cells = [cell.strip() for cell in line.split("\t" if "\t" in line else "|")]
    if len(cells) > 3 or not all(cells):
        raise Refused(path, _("Line %(number)s: write a title, or an id, a tab and a title.", number=str(number)))
    if any(len(cell) > TITLE for cell in cells):
        raise Refused(
            path, _("Line %(number)s: the title is too long: at most %(most)s characters.", number=str(number), most=TITLE)
        )
    titles = cells if len(cells) == 1 else cells[1:]
    texts = dict(zip(dict.fromkeys(("de", language)), titles, strict=False))
    if len(cells) == 1:
        return Entry(id=fresh_id(cells[0], list(known)), title=Wording(texts))
    if cells[0] in known:
        raise Refused(path, _("Line %(number)s: the id “%(id)s” is taken; choose another one.", number=str(number), id=cells[0]))
    try:
        free((), cells[0], path)
    except Refused:
        raise Refused(
            path,
            _(
                "Line %(number)s: “%(id)s” is no id. It is made of small letters, digits and _ and begins with a letter.",
                number=str(number),
                id=cells[0][:60],
            ),
        ) from None
    return Entry(id=cells[0], title=Wording(texts))

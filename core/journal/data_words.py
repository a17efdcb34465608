"""What an entry of the audit trail holds, in the reader's words: codes of the house here, all else by whoever knows it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from textwrap import shorten
from typing import Any

from flask_admin.contrib.sqla.filters import FilterEqual
from flask_babel import lazy_gettext as _
from sqlalchemy import Text, cast

from core.definitions import vocabulary
from core.journal.models import Entry
from core.journal.words import WORDS
from core.web.i18n import LANGUAGES, wording_text
from core.web.role_names import ROLE_NAMES

Sayer = Callable[[Entry, str], str]
"""From an entry and a value in it to words; empty where it knows none."""
LINE = 80
_SAYERS: dict[str, Sayer] = {}

CODES: dict[tuple[str, str], dict[str, Any]] = {
    ("record_seen", "kind"): {
        "person": _("Person"),
        "case": _("Case"),
        "task": _("Task"),
        "receipt": _("Receipt"),
        "file": _("File"),
        "letter": _("Letter"),
        "document": _("Document"),
        "participants": _("Participants"),
        "double_elsewhere": _("Suspected double in another place"),
    },
    ("user_changed", "what"): {
        "created": _("made"),
        "changed": _("changed"),
        "password": _("Password"),
        "active": _("may sign in again"),
        "inactive": _("may no longer sign in"),
        "token": _("Access by token"),
    },
    ("unit_changed", "what"): {"added": _("made"), "changed": _("changed"), "moved": _("placed elsewhere")},
    ("offering_changed", "what"): {
        "title": _("Name"),
        "starts_on": _("Begins on"),
        "ends_on": _("Ends on"),
        "places": _("Places"),
        "units": _("Teaching units"),
        "answers": _("Answers"),
    },
    ("change_set_moved", "what"): {
        "opened": _("begun"),
        "asked": _("signature asked for"),
        "signed": _("signed"),
        "scheduled": _("day of publishing set"),
        "unscheduled": _("day of publishing taken back"),
        "published": _("published"),
        "held": _("was due, but could not be published"),
        "discarded": _("discarded"),
    },
}
"""(Event, field) -> each code that the house announces in it."""

FLAGS: dict[str, tuple[Any, Any]] = {
    "moved_up": (_("from the waiting list"), ""),
    "completed": (_("completed"), ""),
    "waiting": (_("on the waiting list"), ""),
    "back": (_("undone"), ""),
    "given": (_("given"), _("taken away")),
}
"""What is said where it is so, and where it is not."""

SILENT = ("submission_id", "task_id", "move_id", "came_from", "went_to", "digest")
"""Ids that no line says; the entry's own page has them."""


def says(*fields: str) -> Callable[[Sayer], Sayer]:
    """The decorator by which a room or wing says that it knows the words for what stands in these fields of an entry."""

    def taken(sayer: Sayer) -> Sayer:
        _SAYERS.update(dict.fromkeys(fields, sayer))
        return sayer

    return taken


def in_a_line(entry: Entry) -> str:
    """The beginning of what an entry holds: `Family name, Given name, Phone …`."""
    words = [word for field, value in _held(entry) if field not in SILENT for word in _words(entry, field, value)]
    return shorten(", ".join(words), LINE, placeholder=" …")


def in_full(entry: Entry) -> str:
    """All that it holds, a line for each field; a code stands behind its words, since exports and the API have it."""
    return "\n".join(f"{field}: {', '.join(_with_codes(entry, field, value))}" for field, value in _held(entry))


def _held(entry: Entry) -> list[tuple[str, Any]]:
    return [(field, value) for field, value in (entry.data or {}).items() if value not in (None, "", [], ())]


def _words(entry: Entry, field: str, value: Any) -> Iterator[str]:
    if field in FLAGS and isinstance(value, bool):
        if said := str(FLAGS[field][0 if value else 1]):
            yield said
        return
    for one in value if isinstance(value, list | tuple) else [value]:
        yield _word(entry, field, str(one))


def _with_codes(entry: Entry, field: str, value: Any) -> Iterator[str]:
    for one in value if isinstance(value, list | tuple) else [value]:
        said, code = ", ".join(_words(entry, field, one)), str(one)
        yield said if said == code else f"{said} ({code})".lstrip()


def _word(entry: Entry, field: str, code: str) -> str:
    if (words := CODES.get((entry.event, field))) is not None:
        return str(words.get(code, code))
    sayer = _SAYERS.get(field)
    return (sayer(entry, code) if sayer else "") or code


@says("names", "facts")
def _fact(_entry: Entry, name: str) -> str:
    return wording_text(vocabulary().fact(name).title) if vocabulary().has(name) else ""


@says("role")
def _role(_entry: Entry, role: str) -> str:
    return str(ROLE_NAMES.get(role, ""))


@says("language")
def _language(_entry: Entry, code: str) -> str:
    return LANGUAGES.get(code, "")


class Holding(FilterEqual):
    """Entries of one event that hold one of its codes."""

    def __init__(self, name: Any) -> None:
        super().__init__(Entry.data, name, options=_choices)

    def apply(self, query: Any, value: str, alias: Any = None) -> Any:
        event, _slash, code = value.partition("/")
        return query.where(Entry.event == event, cast(self.get_column(alias), Text).contains(f'"{code}"', autoescape=True))


def _choices() -> list[tuple[str, str]]:
    return [
        (f"{event}/{code}", f"{WORDS[event]}: {word}") for (event, _field), words in CODES.items() for code, word in words.items()
    ]

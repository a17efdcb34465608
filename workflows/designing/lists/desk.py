"""What can be set about a code list and its entries, and what the buttons of their designer do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import CodeList, Entry, Fault, Programme, Wording, vocabulary
from core.definitions.checks.lists import list_faults
from core.web.i18n import SHELL, shell_language
from forms.designing import expert
from forms.designing.asked import Done
from forms.designing.places import Refused
from forms.designing.properties import Property
from forms.kinds.spoken import said
from workflows.designing.addresses import at, find
from workflows.designing.desk import Asked, Desk
from workflows.designing.lists import edits, lines

_LIST = (
    Property("title", "wording", _("Title"), must=True),
    Property(
        "ordered",
        "yes",
        _("The entries rise in this order"),
        _("rules may then say “at least B1”; questions of the kind scale need it not"),
    ),
    Property("source", "text", _("Source"), _("where the list comes from")),
)
_ENTRY = (
    Property("title", "wording", _("Title"), must=True),
    Property("hidden", "yes", _("not offered any more")),
    Property("kept_inside", "yes", _("Only for authorities")),
    Property("attributes", "text", _("Attributes"), _("a pair a line, like isced: 3")),
)


def properties(_programme: Programme, _part: str, thing: Any) -> list[Property]:
    """All properties of a part, in the order of the panel."""
    return list(_LIST if isinstance(thing, CodeList) else _ENTRY if isinstance(thing, Entry) else ())


def faults(programme: Programme) -> Iterator[Fault]:
    yield from list_faults(programme, vocabulary())


def alone(programme: Programme) -> Programme:
    return Programme(programme.id, programme.title, lists=programme.lists)


def _new(asked: Asked) -> Done:
    text = asked.one("_title")[: lines.TITLE]
    title = Wording({"de": text}) if text else Wording({code: said(code, _("New code list")) for code in SHELL})
    return _added(edits.add(asked.programme, title))


def _copied(asked: Asked) -> Done:
    shared = next((each for each in vocabulary().lists if each.id == asked.one("_shared")), None)
    if shared is None:
        raise Refused("lists", _("Choose the shared list."))
    texts = {code: f"{text} ({said(code, _('own'))})" for code, text in shared.title.root.items()}
    return _added(edits.copy(asked.programme, shared.id, Wording(texts)))


def _added(made: Programme) -> Done:
    return Done(made, f"lists/{made.lists[-1].id}")


def _entry(asked: Asked) -> Done:
    text = asked.one("_label")[: lines.TITLE]
    title = Wording({"de": text}) if text else Wording({code: said(code, _("New entry")) for code in SHELL})
    made = edits.add_entry(asked.programme, asked.about, title)
    return Done(made, f"{asked.about}/entries/{at(made, asked.about).entries[-1].id}")


def _lines(asked: Asked) -> Done:
    path = f"{asked.about}/lines"
    codes = at(asked.programme, asked.about)
    text = (asked.sent.get("_lines") or [""])[0]
    found = lines.entries(text, asked.one("_language") or shell_language(), [each.id for each in codes.entries], path)
    return Done(edits.add_entries(asked.programme, asked.about, found), asked.part)


def _renamed(asked: Asked) -> Done:
    """The list of the panel, or the entry that is chosen in it."""
    chosen = asked.about == "entries"
    part = f"{asked.part}/entries/{asked.one('_option')}" if chosen else asked.about
    kept = asked.published is not None and find(asked.published, part) is not None
    id_ = asked.one("_option_id" if chosen else "_id")
    made = edits.rename(asked.programme, part, id_, kept=kept)
    return Done(made, asked.part if chosen else f"lists/{id_}")


def _on_entry(do: Callable[[Asked, str], Programme]) -> Callable[[Asked], Done]:
    return lambda asked: Done(do(asked, f"{asked.part}/entries/{asked.one('_option')}"), asked.part)


VERBS: Mapping[str, Callable[[Asked], Done]] = {
    "new": _new,
    "copy": _copied,
    "option": _entry,
    "lines": _lines,
    "rename": _renamed,
    "merge": _on_entry(lambda asked, part: edits.merge(asked.programme, part, asked.one("_merge"))),
    "split": _on_entry(lambda asked, part: edits.split(asked.programme, part)),
}


def _pairs(_wanted: Property, _thing: Any, values: Sequence[str], path: str) -> dict[str, str]:
    return expert.pairs(values, path)


DESK = Desk(
    properties=properties,
    faults=faults,
    alone=alone,
    back=lambda draft, back: draft.but(lists=back.lists),
    verbs=VERBS,
    names=frozenset({"lists"}),
    remove=edits.remove,
    readers={"attributes": _pairs},
)

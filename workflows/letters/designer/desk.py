"""What can be set about a letter, and what the buttons of its designer do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Fault, Letter, Programme, Wording, vocabulary
from core.definitions.checks.letters import placeholder_faults, slot_fault
from core.web.i18n import LANGUAGES, SHELL
from forms.designing.asked import Done
from forms.designing.edits import LAST, fresh_id, put
from forms.designing.places import Refused
from forms.designing.properties import Property
from forms.designing.setting import LONG
from forms.kinds.spoken import said
from workflows.designing.addresses import at, changed, find
from workflows.designing.desk import Asked, Desk

MOST = 100
RECIPIENTS = [
    ("participant", _("The person, in her language with the German text beside it")),
    ("unit", _("An office or another unit")),
]


def properties(programme: Programme, _part: str, thing: Any) -> list[Property]:
    """All properties of a letter, in the order of the panel."""
    if not isinstance(thing, Letter):
        return []
    steps = [(step.id, step.title) for step in programme.steps]
    return [
        Property("title", "wording", _("Title"), must=True),
        Property("subject", "wording", _("Subject"), must=True),
        Property("text", "wording", _("Text"), must=True),
        Property("help", "wording", _("Help"), _("for who writes it")),
        Property("recipient", "choice", _("Goes to"), "", RECIPIENTS, must=True),
        *(
            [Property("steps", "several", _("Offered while one of these is open"), _("none: at any time"), steps)]
            if steps
            else []
        ),
        Property("hidden", "yes", _("Hidden: not offered any more"), _("what was made of it stays")),
    ]


def faults(programme: Programme) -> Iterator[Fault]:
    """What is refused as it is typed; that languages differ is told, since one of them is written first."""
    yield from placeholder_faults(programme, vocabulary())


def alone(programme: Programme) -> Programme:
    return Programme(programme.id, programme.title, letters=programme.letters)


def _new(asked: Asked) -> Done:
    """A further letter, behind the one that is looked at."""
    letters = asked.programme.letters
    if len(letters) >= MOST:
        raise Refused("letters", _("A programme has at most %(most)s letters.", most=MOST))
    id_ = fresh_id("letter", [each.id for each in letters])
    made = Letter(id_, _texts(_("New letter")), subject=_texts(_("Subject")), text=_texts(_("Text")))
    here = find(asked.programme, asked.part)
    row = put(letters, made, here.id if isinstance(here, Letter) else LAST, "letters")
    return Done(asked.programme.but(letters=row), f"letters/{id_}")


def _texts(text: Any) -> Wording:
    return Wording({code: said(code, text) for code in SHELL})


def _put(asked: Asked) -> Done:
    """A placeholder at the end of the text, in German and in the language of the page: for who has no script."""
    letter, name = at(asked.programme, asked.part), asked.about
    if wrong := slot_fault(asked.programme, vocabulary(), name):
        raise Refused(asked.part, wrong)
    if not isinstance(letter, Letter) or not asked.part:
        raise Refused("", _("There is no such button on this page."))
    codes = {code for code in ("de", asked.one("_language")) if code in letter.text.root and code in LANGUAGES}
    longer = {code: f"{text.rstrip()} {{{name}}}" if code in codes else text for code, text in letter.text.root.items()}
    if any(len(text) > LONG for text in longer.values()):
        raise Refused(f"{asked.part}/text/de", _("The text is too long: at most %(most)s characters.", most=LONG))
    return Done(changed(asked.programme, asked.part, lambda letter: letter.but(text=Wording(longer))), asked.part)


VERBS: Mapping[str, Callable[[Asked], Done]] = {"new": _new, "put": _put}
DESK = Desk(
    properties=properties,
    faults=faults,
    alone=alone,
    back=lambda draft, back: draft.but(letters=back.letters),
    verbs=VERBS,
    names=frozenset({"letters"}),
)

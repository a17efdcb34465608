"""What can be set about a step, a role, a phase, a block, an exit and a track: each with its words, its kind and its choices."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from core.definitions import Programme, Step
from core.definitions.fields import Optioned
from core.definitions.references import Organisation
from core.definitions.step import HOLDERS
from core.web.role_names import ROLE_NAMES
from forms.designing.properties import Property, Sort
from workflows.designing.places import Part, sort

Choices: TypeAlias = Sequence[tuple[str, Any]]
NOTHING: tuple[str, Any] = ("", "–")


def properties(programme: Programme, part: str, thing: Part) -> list[Property]:
    """All properties of a part, in the order of the panel."""
    made = []
    for name, kind in _OF[sort(part)].items():
        label, hint = _LABELS[name]
        choices = list(_CHOICES[name](programme, thing)) if name in _CHOICES else []
        if choices == [NOTHING] and not getattr(thing, name):
            continue  # there is nothing to choose from
        must = name in ("title", "role")
        made.append(Property(name, kind, label, hint, choices, must, 0 if kind == "whole" else None))
    return made


def named(programme: Programme, part: str, thing: Part, name: str) -> Property | None:
    return next((each for each in properties(programme, part, thing) if each.name == name), None)


_TEXTS: dict[str, Sort] = {"title": "wording", "help": "wording"}
_OF: Mapping[str, Mapping[str, Sort]] = {
    "steps": {
        **_TEXTS,
        "role": "choice",
        "form": "choice",
        "phase": "choice",
        "block": "choice",
        "track": "choice",
        "due": "text",
        "after": "several",
        "after_any": "several",
        "when": "rule",
        "optional": "yes",
        "repeat": "rule",
        "back_to": "choice",
        "exit": "choice",
        "outcome": "choice",
        "at": "choice",
    },
    "roles": {**_TEXTS, "held_by": "several"},
    "phases": _TEXTS,
    "tracks": _TEXTS,
    "blocks": {**_TEXTS, "provider": "wording", "starts_on": "day", "places": "whole", "hidden": "yes"},
    "exits": {"title": "wording", "success": "yes", "track": "choice"},
}

_LABELS: Mapping[str, tuple[Any, Any]] = {
    "title": (_("Title"), ""),
    "help": (_("Help"), ""),
    "role": (_("Who does it"), ""),
    "form": (_("Form"), ""),
    "phase": (_("Phase"), ""),
    "block": (_("Block"), _("the step waits until the block is entered")),
    "track": (_("Track"), _("none: the participants’ way")),
    "due": (_("Deadline"), ""),
    "after": (_("After all of these steps"), ""),
    "after_any": (_("After one of these steps"), ""),
    "when": (_("Only if"), _("else the step is skipped")),
    "optional": (_("Optional"), _("what comes after does not wait for it")),
    "repeat": (_("Again while"), _("“true”: as often as needed")),
    "back_to": (_("The way goes back to"), _("while it is repeated")),
    "exit": (_("Ends the case; the reason stands in"), ""),
    "outcome": (_("Its result stands in"), ""),
    "at": (_("The task stands at the organisation in"), ""),
    "held_by": (_("Played by"), ""),
    "provider": (_("Provider"), ""),
    "starts_on": (_("Begins on"), _("none: any time")),
    "places": (_("Places"), _("none: not limited")),
    "hidden": (_("Hidden: takes nobody new in"), _("who is in it goes on")),
    "success": (_("An aim of the programme"), ""),
}


def _titled(name: str) -> Callable[[Programme, Any], Choices]:
    return lambda programme, _thing: [NOTHING, *((each.id, each.title) for each in getattr(programme, name))]


def _roles(programme: Programme, _thing: Any) -> Choices:
    return [(role.id, role.title) for role in programme.roles]


def _others(programme: Programme, thing: Any) -> Choices:
    """The other steps of the same way."""
    return [(each.id, each.title) for each in programme.steps if each.id != thing.id and each.track == thing.track]


def _own(programme: Programme, step: Step, kind: type[Any]) -> Choices:
    form = programme.form(step.form or "")
    return [NOTHING, *((field.id, field.label) for field in (form.fields if form else ()) if isinstance(field, kind))]


_CHOICES: Mapping[str, Callable[[Programme, Any], Choices]] = {
    "role": _roles,
    "form": _titled("forms"),
    "phase": _titled("phases"),
    "block": _titled("blocks"),
    "track": _titled("tracks"),
    "after": _others,
    "after_any": _others,
    "back_to": lambda programme, thing: [NOTHING, *_others(programme, thing)],
    "exit": lambda programme, thing: _own(programme, thing, Optioned),
    "outcome": lambda programme, thing: _own(programme, thing, object),
    "at": lambda programme, _thing: [
        NOTHING,
        *((id_, field.label) for id_, field in programme.fields.items() if isinstance(field, Organisation)),
    ],
    "held_by": lambda _programme, _thing: [(holder, ROLE_NAMES[holder]) for holder in HOLDERS],
}

"""What a page of the designer asks for, done to a programme: the only way from an input to a changed form.

A button is sent as `_do` with what it is about: `up:fields/school`. Inputs are `p:PART:NAME` for a property and
`w:PART:NAME:LANGUAGE` for one language of a wording; PART is empty for the part that `_at` names, else a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from flask_babel import lazy_gettext as _

from core.definitions import Programme
from core.definitions.fields import Optioned
from core.web.inputs import storable
from forms.designing import added, options, properties, ruled, setting, shifted, sure
from forms.designing.places import Refused, at, below, find, form_of, gone
from forms.designing.press import Asked, Done
from forms.designing.taken_in import Sent, taken_in

__all__ = ["VERBS", "Asked", "Done", "Sent", "do"]


def do(programme: Programme, form: str, sent: Sent, published: Programme | None = None) -> Done:
    """What is typed is taken in first, then the button does its own. Raises Refused; nothing is changed then."""
    if not all(storable(value) for name, values in sent.items() for value in (name, *values)):
        raise Refused(form, _("The text holds characters that cannot be stored. Delete them, or type the text anew."))
    verb, _colon, about = (sent.get("_do") or ["set"])[0].partition(":")
    part = (sent.get("_at") or [""])[0]
    if part and find(programme, below(form, part)) is None:
        # what was typed for it would else be said of the form
        part = gone(below(form, part)) if any(name[:2] in ("p:", "w:") for name in sent) else ""
    if about == "options":
        # one row of buttons for all options: a list says which one
        about = below(part, "options", (sent.get("_option") or [""])[0])
    filled = taken_in(programme, form, part, sent)
    act = VERBS.get(verb)
    if act is None:
        raise Refused(form, _("There is no such button on this page."))
    return act(Asked(filled, form, part, about, sent, published))


def _set(asked: Asked) -> Done:
    """Return in the input of a new option presses this button, too."""
    if asked.one("_label") and isinstance(find(asked.programme, asked.address(asked.part)), Optioned):
        return added.new_option(replace(asked, about=asked.part))
    return Done(asked.programme, asked.part)


def _kind(asked: Asked) -> Done:
    return Done(setting.set_kind(asked.programme, asked.address(asked.about), asked.one("_kind")), asked.part)


def _ruled(asked: Asked) -> Done:
    """A button of a rule of the part that is looked at."""
    address, name = asked.address(asked.part), asked.about.partition(":")[0]
    thing, form = at(asked.programme, address), form_of(asked.programme, asked.form)
    wanted = properties.named(asked.programme, form, thing, name)
    if wanted is None or wanted.sort != "rule":
        raise Refused(address, _("There is no such property."))
    scope, stands = setting.rule_scope(asked.programme, form), getattr(thing, name)
    made, open_ = ruled.pressed(asked.about, stands, asked.sent, scope, f"{address}/{name}", must=wanted.must)
    programme = asked.programme if made == stands else setting.set_value(asked.programme, address, name, made)
    return Done(programme, asked.part, open=open_)


def _own(asked: Asked) -> Done:
    return Done(options.own_options(asked.programme, asked.address(asked.about)), asked.part)


VERBS: Mapping[str, Callable[[Asked], Done]] = {
    "set": _set,
    "add": added.question,
    "page": added.new_page,
    "option": added.new_option,
    "check": added.new_check,
    "up": shifted.stepped(-1),
    "down": shifted.stepped(1),
    "carry": shifted.carried,
    "to_page": shifted.to_page,
    "into": shifted.rehomed,
    "remove": shifted.removed,
    "copy": added.copied,
    "kind": _kind,
    "rename": sure.renamed,
    "merge": sure.merged,
    "split": sure.split,
    "sure": sure.sure,
    "own": _own,
    "rule": _ruled,
}

"""What a page of the step designer asks for, done to a programme: the only way from an input to a changed step.

A button is sent as `_do` with what it is about: `up:steps/profile`. Inputs are `p::NAME` for a property and `w::NAME:LANGUAGE`
for one language of a wording of the part that `_at` names.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from core.definitions import Programme, Wording
from core.web.i18n import SHELL
from core.web.inputs import storable
from forms.designing import ruled
from forms.designing.asked import Done, Sent
from forms.designing.edits import LAST
from forms.designing.places import Refused
from forms.designing.properties import Property
from forms.designing.reading import read
from forms.kinds.spoken import said
from workflows.designing import deadlines, edits, marks, setting
from workflows.designing.places import KINDS, at, find, key, listed, sort
from workflows.designing.properties import named

NEW: Mapping[str, Any] = {
    "steps": _("New step"),
    "phases": _("New phase"),
    "blocks": _("New block"),
    "roles": _("New role"),
    "exits": _("New exit"),
    "tracks": _("New track"),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `part` is what the panel shows, `about` what the button is about."""

    programme: Programme
    part: str
    about: str
    sent: Sent
    shipped: Programme | None = None
    published: Programme | None = None

    def one(self, name: str) -> str:
        return (self.sent.get(name) or [""])[0].strip()


def do(sent: Sent, programme: Programme, shipped: Programme | None = None, published: Programme | None = None) -> Done:
    """What is typed is taken in first, then the button does its own. Raises Refused; nothing is changed then."""
    if not all(storable(value) for name, values in sent.items() for value in (name, *values)):
        raise Refused("", _("The text holds characters that cannot be stored. Delete them, or type the text anew."))
    verb, _colon, about = (sent.get("_do") or ["set"])[0].partition(":")
    part = (sent.get("_at") or [""])[0]
    part = part if part and there(programme, part) else ""
    act = VERBS.get(verb)
    if act is None:
        raise Refused("", _("There is no such button on this page."))
    return act(Asked(_taken_in(programme, part, sent), part, about, sent, shipped, published))


def there(programme: Programme, part: str) -> bool:
    try:
        return find(programme, part) is not None
    except Refused:
        return False


def _taken_in(programme: Programme, part: str, sent: Sent) -> Programme:
    """With every input that says something else than the part does."""
    before = programme
    for name, values in sent.items():
        kind, *rest = name.split(":")
        if kind == "w" and len(rest) == 3:
            programme = _worded(programme, part, rest[1], rest[2], values)
        elif kind == "p" and len(rest) == 2:
            programme = _valued(programme, part, rest[1], values)
    for sub, name in ruled.named(sent):
        programme = _ruled_in(before, programme, part, (sub, name), sent)
    return programme


def _ruled_in(before: Programme, programme: Programme, part: str, where: tuple[str, str], sent: Sent) -> Programme:
    _rule(programme, part, where[1])
    stood, stands = getattr(at(before, part), where[1]), getattr(at(programme, part), where[1])
    made = ruled.typed(stood, stands, where, sent, setting.rule_scope(before), f"{part}/{where[1]}")
    return programme if made == stands else setting.set_value(programme, part, where[1], made)


def _rule(programme: Programme, part: str, name: str) -> Property:
    wanted = named(programme, part, at(programme, part), name)
    if wanted is None or wanted.sort != "rule":
        raise Refused(part, _("There is no such property."))
    return wanted


def _worded(programme: Programme, part: str, name: str, language: str, values: Sequence[str]) -> Programme:
    thing = at(programme, part)
    wanted = named(programme, part, thing, name)
    if wanted is None or wanted.sort != "wording":
        raise Refused(part, _("There is no such property."))
    text = (values[0] if values else "").replace("\r\n", "\n").strip()
    before: Wording | None = getattr(thing, name)
    if text == (before.root.get(language, "") if before else "").strip():
        return programme
    return setting.set_wording(programme, part, name, language, text)


def _valued(programme: Programme, part: str, name: str, values: Sequence[str]) -> Programme:
    thing, path = at(programme, part), f"{part}/{name}"
    wanted = named(programme, part, thing, name)
    if wanted is None or wanted.sort == "wording":
        raise Refused(part, _("There is no such property."))
    value: Any = deadlines.read(values, path) if name == "due" else read(wanted, values, path)
    before = getattr(thing, name)
    before = before.strip() if wanted.sort == "rule" and before else before
    same = value == (list(before) if isinstance(before, tuple) else before)
    return programme if same else setting.set_value(programme, part, name, value)


# what buttons do


def _set(asked: Asked) -> Done:
    return Done(asked.programme, asked.part)


def _new(asked: Asked) -> Done:
    if asked.about not in KINDS:
        raise Refused("", _("There is no such button on this page."))
    title = Wording({code: said(code, NEW[asked.about]) for code in SHELL})
    return Done(*edits.add(asked.programme, asked.about, title, asked.part))


def _stepped(by: int) -> Callable[[Asked], Done]:
    return lambda asked: Done(edits.move(asked.programme, asked.about, by), asked.part)


def _carried(asked: Asked) -> Done:
    after = asked.one("_after") if "_after" in asked.sent else LAST
    return Done(edits.carry(asked.programme, asked.about, after), asked.part)


def _removed(asked: Asked) -> Done:
    """The neighbour is looked at next, where what was looked at is gone."""
    made = edits.remove(asked.programme, asked.about)
    if asked.part != asked.about:
        return Done(made, asked.part)
    ids = [each.id for each in listed(asked.programme, sort(asked.about))]
    place = ids.index(key(asked.about))
    near = (ids[:place] + ids[place + 1 :])[max(place - 1, 0) :][:1]
    return Done(made, f"{sort(asked.about)}/{near[0]}" if near else "")


def _renamed(asked: Asked) -> Done:
    id_, kept = asked.one("_id"), asked.published is not None and find(asked.published, asked.about) is not None
    made = edits.rename(asked.programme, asked.about, id_, kept=kept)
    return Done(made, f"steps/{id_}" if asked.part == asked.about else asked.part)


def _ruled(asked: Asked) -> Done:
    """A button of a rule of the part that is looked at."""
    name = asked.about.partition(":")[0]
    wanted, stands = _rule(asked.programme, asked.part, name), getattr(at(asked.programme, asked.part), name)
    scope, path = setting.rule_scope(asked.programme), f"{asked.part}/{name}"
    made, open_ = ruled.pressed(asked.about, stands, asked.sent, scope, path, must=wanted.must)
    programme = asked.programme if made == stands else setting.set_value(asked.programme, asked.part, name, made)
    return Done(programme, asked.part, open=open_)


def _back(asked: Asked) -> Done:
    """Take an adjustment back: `back:PART:WHAT`."""
    part, _colon, what = asked.about.partition(":")
    made = marks.taken_back(asked.shipped, asked.programme, part, what)
    return Done(made, asked.part if there(made, asked.part) else "")


VERBS: Mapping[str, Callable[[Asked], Done]] = {
    "set": _set,
    "new": _new,
    "up": _stepped(-1),
    "down": _stepped(1),
    "carry": _carried,
    "remove": _removed,
    "rename": _renamed,
    "rule": _ruled,
    "back": _back,
}

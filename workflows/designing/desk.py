"""What designers of parts have in common: inputs taken in, parts moved and taken out, adjustments taken back.

A button is sent as `_do` with what it is about: `up:lists/rooms`. Inputs are `p:SUB:NAME` for a property and
`w:SUB:NAME:LANGUAGE` for one language of a wording; SUB is empty for the part that `_at` names, else a part of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _
from pydantic import ValidationError

from core.definitions import Fault, Programme, Wording, misread
from core.web.inputs import storable
from forms.designing import held
from forms.designing.asked import Done, Sent
from forms.designing.edits import LAST
from forms.designing.places import Refused, around, below
from forms.designing.properties import Property
from forms.designing.reading import read
from forms.designing.setting import worded
from workflows.designing import addresses
from workflows.designing.addresses import at, changed, find
from workflows.designing.places import gone

Reader: TypeAlias = Callable[[Property, Any, Sequence[str], str], Any]
"""What was typed as a value: of a property, of a part as it is, at a path. Raises Refused."""


@dataclass(frozen=True)
class Desk:
    """One designer: which properties its parts have, what is wrong with them, and what of a programme it is about."""

    properties: Callable[[Programme, str, Any], list[Property]]
    faults: Callable[[Programme], Iterator[Fault]]
    alone: held.Alone
    back: Callable[[Programme, Programme], Programme]
    """The draft with what the designer is about as another programme has it."""
    verbs: Mapping[str, Callable[[Asked], Done]]
    names: frozenset[str]
    """The lists of the programme whose parts are changed here; all others have designers of their own."""
    remove: Callable[[Programme, str], Programme] = lambda programme, part: changed(programme, part, lambda _part: None)
    readers: Mapping[str, Reader] = field(default_factory=dict)
    writers: Mapping[str, Callable[[Programme, str, Any], Programme]] = field(default_factory=dict)
    follow: Mapping[str, Sequence[str]] = field(default_factory=dict)
    """Property → those that follow it when it changes, whatever was sent for them."""

    def owns(self, part: str) -> bool:
        """Whether the part is changed here; the empty one is nothing chosen, or the programme itself."""
        return not part or part.partition("/")[0] in self.names

    def property(self, programme: Programme, part: str, thing: Any, name: str) -> Property | None:
        return next((each for each in self.properties(programme, part, thing) if each.name == name), None)


@dataclass(frozen=True, slots=True)
class Asked:
    """One request. `part` is what the panel shows, `about` what the button is about."""

    desk: Desk
    programme: Programme
    part: str
    about: str
    sent: Sent
    shipped: Programme | None = None
    published: Programme | None = None
    before: Programme | None = None
    """The draft without what was typed."""

    def one(self, name: str) -> str:
        return (self.sent.get(name) or [""])[0].strip()

    @property
    def kept(self) -> bool:
        """Whether answers may have been given to what the button is about: then its id is kept in mind."""
        return self.published is not None and find(self.published, self.about) is not None


def do(
    desk: Desk, sent: Sent, programme: Programme, shipped: Programme | None = None, published: Programme | None = None
) -> Done:
    """What is typed is taken in first, then the button does its own. Raises Refused; nothing is changed then."""
    if not all(storable(value) for name, values in sent.items() for value in (name, *values)):
        raise Refused("", _("The text holds characters that cannot be stored. Delete them, or type the text anew."))
    verb, _colon, about = (sent.get("_do") or ["set"])[0].partition(":")
    part = (sent.get("_at") or [""])[0]
    if part and not (desk.owns(part) and find(programme, part) is not None):
        # what was typed for it would else be said of the whole
        part = gone(part) if any(name[:2] in ("p:", "w:") for name in sent) else ""
    act = {**_VERBS, **desk.verbs}.get(verb)
    if act is None or ("/" in about and not desk.owns(about.partition(":")[0])):
        raise Refused("", _("There is no such button on this page."))
    return act(Asked(desk, taken_in(desk, programme, part, sent), part, about, sent, shipped, published, programme))


def taken_in(desk: Desk, programme: Programme, part: str, sent: Sent) -> Programme:
    """With every input that says something else than the part does. What the definition would not stand for at such a place is
    refused with the reason."""
    before, skipped = programme, set[str]()
    # what is part of an address goes last
    for name, values in sorted(sent.items(), key=lambda each: each[0].endswith(":valid_from")):
        kind, *rest = name.split(":")
        if rest[-1:] and rest[-1] in skipped:
            continue
        if kind == "w" and len(rest) == 3:
            programme = _worded(desk, programme, below(part, rest[0]), rest[1], rest[2], values)
        elif kind == "p" and len(rest) == 2:
            made = _valued(desk, programme, below(part, rest[0]), rest[1], values)
            skipped.update(desk.follow.get(rest[1], ()) if made is not programme else ())
            programme = made
    return programme if programme is before else _sound(desk, before, programme, part, sent)


def _worded(desk: Desk, programme: Programme, part: str, name: str, language: str, values: Sequence[str]) -> Programme:
    thing = at(programme, part)
    wanted = desk.property(programme, part, thing, name)
    if wanted is None or wanted.sort != "wording":
        raise Refused(part, _("There is no such property."))
    text = (values[0] if values else "").replace("\r\n", "\n").strip()
    before: Wording | None = getattr(thing, name)
    if text == (before.root.get(language, "") if before else "").strip():
        return programme
    left = worded(before, name, language, text, below(part, name, language), needed=type(thing).model_fields[name].is_required())
    return changed(programme, part, lambda thing: thing.but(**{name: left or None}))


def _valued(desk: Desk, programme: Programme, part: str, name: str, values: Sequence[str]) -> Programme:
    thing, path = at(programme, part), below(part, name)
    wanted = desk.property(programme, part, thing, name)
    if wanted is None or wanted.sort == "wording":
        raise Refused(part, _("There is no such property."))
    value = desk.readers[name](wanted, thing, values, path) if name in desk.readers else read(wanted, values, path)
    before = getattr(thing, name)
    if value == (list(before) if isinstance(before, tuple) else before):
        return programme
    try:
        if name in desk.writers:
            return desk.writers[name](programme, part, value)
        return changed(programme, part, lambda thing: thing.but(**{name: value}))
    except ValidationError as error:
        raise Refused(path, misread.first(error)) from None


def _sound(desk: Desk, before: Programme, after: Programme, part: str, sent: Sent) -> Programme:
    """Faults that these inputs bring, at their very places: they would only be found when it is published."""
    places = {below(part, *name.split(":")[1:end]) for name in sent if name[:2] in ("p:", "w:") for end in (3, 4)}
    known = {(fault.path, str(fault.message)) for fault in desk.faults(before)}
    for fault in desk.faults(after):
        if fault.path in places and (fault.path, str(fault.message)) not in known:
            raise Refused(fault.path, fault.message)
    return after


# what buttons do


def _set(asked: Asked) -> Done:
    return Done(asked.programme, asked.part)


def _stepped(by: int) -> Callable[[Asked], Done]:
    return lambda asked: Done(addresses.move(asked.programme, asked.about, by), asked.part)


def _carried(asked: Asked) -> Done:
    after = asked.one("_after") if "_after" in asked.sent else LAST
    return Done(addresses.carry(asked.programme, asked.about, after), asked.part)


def _removed(asked: Asked) -> Done:
    """The neighbour is looked at next, where what was looked at is gone."""
    made = asked.desk.remove(asked.programme, asked.about)
    if find(made, asked.part) is not None:
        return Done(made, asked.part)
    return Done(made, addresses.neighbour(asked.programme, asked.about) or around(asked.about))


def _back(asked: Asked) -> Done:
    """Take an adjustment back: `back:PART:WHAT`."""
    part, _colon, what = asked.about.partition(":")
    back = held.taken_back(asked.shipped, asked.programme, asked.desk.alone, part, what)
    made = asked.desk.back(asked.programme, back)
    return Done(made, asked.part if find(made, asked.part) is not None else "")


_VERBS: Mapping[str, Callable[[Asked], Done]] = {
    "set": _set,
    "up": _stepped(-1),
    "down": _stepped(1),
    "carry": _carried,
    "remove": _removed,
    "back": _back,
}

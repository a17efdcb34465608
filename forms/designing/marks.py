"""What of a form is not as it was shipped: marked at its place, with the shipped value and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import lazy_gettext as _

from core.catalogue.overlay import Adjustment, Unfit, apply, diff
from core.definitions import Form, Programme, Wording
from forms.designing.places import LISTS, Refused, changed, find, form_of
from forms.designing.properties import Property, named
from forms.designing.reading import shown

NOT_SHIPPED = _("There is nothing shipped or published that this could go back to.")
WHOLE = "*"
"""Instead of a property: everything that was changed at the part and in it."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One adjustment. `what` is a property (`label/de`) or `add`, `remove`, `move`; `part` is seen from the form."""

    part: str
    what: str
    was: Any = ""

    @property
    def name(self) -> str:
        return self.what.partition("/")[0]


class Marks:
    """All adjustments of one form against what it is held against."""

    def __init__(self, shipped: Programme | None, draft: Programme, form: str) -> None:
        self.shipped, self.form = shipped, form
        found = _differing(alone(shipped, form), alone(draft, form)) if shipped is not None else ()
        mine = [each for each in found if each.address == form or each.address.startswith(f"{form}/")]
        self.all = [self._mark(each) for each in mine]
        self._by: dict[str, list[Mark]] = {}
        for mark in self.all:
            self._by.setdefault(mark.part, []).append(mark)

    def of(self, part: str) -> Sequence[Mark]:
        return self._by.get(part, ())

    def within(self, part: str) -> list[Mark]:
        """Those of a part and of what stands in it."""
        return [mark for mark in self.all if not part or mark.part == part or mark.part.startswith(f"{part}/")]

    def at(self, part: str, what: str) -> Mark | None:
        return next((mark for mark in self.of(part) if mark.what == what), None)

    @property
    def removed(self) -> list[Mark]:
        """What was shipped and is gone."""
        return [mark for mark in self.all if mark.what == "remove"]

    def _mark(self, each: Adjustment) -> Mark:
        part, what = each.address[len(self.form) + 1 :], each.property or each.op
        return Mark(part, what, self._was(each.address, what))

    def _was(self, address: str, what: str) -> Any:
        """The shipped value as a text, for a part that is gone what it was called."""
        assert self.shipped is not None
        part = _at(self.shipped, address)
        if part is None or what in ("add", "move"):
            return ""
        if what == "remove":
            return getattr(part, "label", None) or getattr(part, "title", None) or part.id
        name, _slash, language = what.partition("/")
        value = getattr(part, name, None)
        if isinstance(value, Wording):
            return value.root.get(language, "")
        return said(named(self.shipped, form_of(self.shipped, address), part, name), value)


def said(wanted: Property | None, value: Any) -> Any:
    """A value as it is told on the screen."""
    if value is None or value == "" or value == ():
        return _("nothing")
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if wanted is None:
        return str(value)
    texts = dict(wanted.choices)
    inputs = shown(wanted, value)
    if isinstance(inputs, list):
        return ", ".join(str(texts.get(each, each)) for each in inputs if each and each != "day")
    return texts.get(inputs, inputs)


def taken_back(shipped: Programme, draft: Programme, address: str, what: str) -> Programme:
    """The draft without this adjustment; with WHOLE without all at the part and in it. Raises Refused."""
    form = "/".join(address.split("/")[:2])
    found = _differing(alone(shipped, form), alone(draft, form))
    kept = [each for each in found if not _meant(each, address, what)]
    if len(kept) == len(found):
        raise Refused(address, _("This is as it was shipped already."))
    try:
        back = apply(kept, alone(shipped, form)).forms
    except Unfit:
        raise Refused(address, _("Other changes rest on this one. Take those back first.")) from None
    return changed(draft, form, lambda _form: back[0] if back else None)


def _meant(each: Adjustment, address: str, what: str) -> bool:
    if what == WHOLE:
        return each.address == address or each.address.startswith(f"{address}/")
    return each.address == address and what == (each.property or each.op)


def alone(programme: Programme, form: str) -> Programme:
    """A programme of nothing but this form: quick to hold against another one."""
    found = find(programme, form)
    return Programme(programme.id, programme.title, forms=[found] if isinstance(found, Form) else [])


def _differing(shipped: Programme, draft: Programme) -> Sequence[Adjustment]:
    try:
        return diff(shipped, draft)
    except Unfit:
        return ()


def _at(programme: Programme, address: str) -> Any:
    try:
        return find(programme, address) if set(address.split("/")[::2]) <= set(LISTS) else None
    except Refused:
        return None

"""What a designer's parts are held against: each adjustment marked at its place, with the shipped value and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from core.catalogue.overlay import Adjustment, Unfit, apply, diff
from core.definitions import Programme, Wording
from forms.designing.places import Refused, key
from forms.designing.properties import Property
from forms.designing.reading import shown

NOT_SHIPPED = _("There is nothing shipped or published that this could go back to.")
WHOLE = "*"
"""Instead of a property: everything that was changed at the part and in it."""

Alone: TypeAlias = Callable[[Programme], Programme]
"""A programme of nothing but what the designer is about: quick to hold against another one."""
Mine: TypeAlias = Callable[[str], bool]
"""Whether the designer shows the adjustments of this address."""
Told: TypeAlias = Callable[[Programme, str, str, Any], Any]
"""The value of a property of a part, as it is told on the screen."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One adjustment. `what` is a property (`label/de`) or `add`, `remove`, `move`."""

    part: str
    what: str
    was: Any = ""

    @property
    def name(self) -> str:
        return self.what.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Against:
    """How a designer holds a draft against what was shipped. `find` gives the part at an address, None where there is none."""

    alone: Alone
    find: Callable[[Programme, str], Any]
    told: Told
    mine: Mine

    def marks(self, shipped: Programme | None, draft: Programme) -> list[Mark]:
        if shipped is None:
            return []
        found = _differing(self.alone(shipped), self.alone(draft))
        return [
            Mark(each.address, each.property or each.op, self._was(shipped, each)) for each in found if self.mine(each.address)
        ]

    def _was(self, shipped: Programme, each: Adjustment) -> Any:
        """The shipped value as a text, for a part that is gone what it was called."""
        part = self.find(shipped, each.address)
        if part is None or each.op in ("add", "move"):
            return ""
        if each.op == "remove":
            return getattr(part, "label", None) or getattr(part, "title", None) or key(each.address)
        name, _slash, language = each.property.partition("/")
        value = getattr(part, name, None)
        return value.root.get(language, "") if isinstance(value, Wording) else self.told(shipped, each.address, name, value)


class Marks:
    """All adjustments of the parts; `under` is the part that their addresses are seen from."""

    def __init__(self, found: Sequence[Mark], under: str = "") -> None:
        self.all = [replace(mark, part=mark.part[len(under) + 1 :]) for mark in found] if under else list(found)
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


def taken_back(
    shipped: Programme | None, draft: Programme, alone: Alone, part: str, what: str, mine: Mine = lambda _address: True
) -> Programme:
    """What the designer is about without this adjustment; with WHOLE without all of the part. Raises Refused."""
    if shipped is None:
        raise Refused(part, NOT_SHIPPED)
    found = _differing(alone(shipped), alone(draft))
    kept = [each for each in found if not (mine(each.address) and _meant(each, part, what))]
    if len(kept) == len(found):
        raise Refused(part, _("This is as it was shipped already."))
    try:
        return apply(kept, alone(shipped))
    except Unfit:
        raise Refused(part, _("Other changes rest on this one. Take those back first.")) from None


def _meant(each: Adjustment, part: str, what: str) -> bool:
    if what == WHOLE:
        return each.address == part or (bool(part) and each.address.startswith(f"{part}/"))
    return each.address == part and what == (each.property or each.op)


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


def _differing(shipped: Programme, draft: Programme) -> Sequence[Adjustment]:
    try:
        return diff(shipped, draft)
    except Unfit:
        return ()

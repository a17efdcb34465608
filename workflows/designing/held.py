"""What a designer's parts are held against: each adjustment marked at its place, with the shipped value and the way back."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypeAlias

from flask_babel import lazy_gettext as _

from core.catalogue.overlay import Adjustment, Unfit, apply, diff
from core.definitions import Programme, Wording
from forms.designing.marks import NOT_SHIPPED, WHOLE, Mark
from forms.designing.places import Refused
from workflows.designing.addresses import find

Alone: TypeAlias = Callable[[Programme], Programme]
"""A programme of nothing but what the designer is about: quick to hold against another one."""
Said: TypeAlias = Callable[[Programme, str, str, Any], Any]
"""The value of a property of a part, as it is told on the screen."""


class Held:
    """All adjustments of the parts against what they are held against. `mine` says which addresses the designer shows."""

    def __init__(
        self, shipped: Programme | None, draft: Programme, alone: Alone, said: Said, mine: Callable[[str], bool] = bool
    ) -> None:
        self._shipped, self._said = shipped, said
        found = _differing(alone(shipped), alone(draft)) if shipped is not None else ()
        self.all = [Mark(each.address, each.property or each.op, self._was(each)) for each in found if mine(each.address)]
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

    def _was(self, each: Adjustment) -> Any:
        """The shipped value as a text, for a part that is gone what it was called."""
        assert self._shipped is not None
        part = find(self._shipped, each.address)
        if part is None or each.op in ("add", "move"):
            return ""
        if each.op == "remove":
            return getattr(part, "title", None) or each.address.rpartition("/")[2]
        name, _slash, language = each.property.partition("/")
        value = getattr(part, name, None)
        return (
            value.root.get(language, "") if isinstance(value, Wording) else self._said(self._shipped, each.address, name, value)
        )


def taken_back(shipped: Programme | None, draft: Programme, alone: Alone, part: str, what: str) -> Programme:
    """What the designer is about without this adjustment; with WHOLE without all of the part. Raises Refused."""
    if shipped is None:
        raise Refused(part, NOT_SHIPPED)
    found = _differing(alone(shipped), alone(draft))
    kept = [each for each in found if not _meant(each, part, what)]
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


def _differing(shipped: Programme, draft: Programme) -> Sequence[Adjustment]:
    try:
        return diff(shipped, draft)
    except Unfit:
        return ()

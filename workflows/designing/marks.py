"""What of the way through a programme is not as it was shipped: marked at its place, with the shipped value and the way back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _

from core.catalogue.overlay import Adjustment, Unfit, apply, diff
from core.definitions import Programme, Wording
from core.web.i18n import shell_language
from forms.designing.marks import NOT_SHIPPED, WHOLE, Mark, said
from forms.designing.places import Refused
from workflows.designing import deadlines
from workflows.designing.places import KINDS, find
from workflows.designing.properties import named

__all__ = ["NOT_SHIPPED", "WHOLE", "Marks", "alone", "taken_back"]


class Marks:
    """All adjustments of the way against what it is held against."""

    def __init__(self, shipped: Programme | None, draft: Programme) -> None:
        self._shipped = shipped
        found = _differing(shipped, draft) if shipped is not None else ()
        self.all = [Mark(each.address, each.property or each.op, self._was(each)) for each in found if _is_part(each.address)]

    def of(self, part: str) -> Sequence[Mark]:
        return [mark for mark in self.all if mark.part == part]

    def within(self, part: str) -> list[Mark]:
        """All of a part; without one, of the whole way."""
        return [mark for mark in self.all if not part or mark.part == part]

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
            return part.title
        name, _slash, language = each.property.partition("/")
        value = getattr(part, name, None)
        if isinstance(value, Wording):
            return value.root.get(language, "")
        if name == "due":
            return deadlines.said(value, self._shipped, shell_language())
        return said(named(self._shipped, each.address, part, name), value)


def alone(programme: Programme) -> Programme:
    """A programme of nothing but its way: quick to hold against another one."""
    return Programme(programme.id, programme.title, **{name: getattr(programme, name) for name in KINDS})


def taken_back(shipped: Programme | None, draft: Programme, part: str, what: str) -> Programme:
    """The draft without this adjustment; with WHOLE without all of the part. Raises Refused."""
    if shipped is None:
        raise Refused(part, NOT_SHIPPED)
    found = _differing(shipped, draft)
    kept = [each for each in found if each.address != part or what not in (WHOLE, each.property or each.op)]
    if len(kept) == len(found):
        raise Refused(part, _("This is as it was shipped already."))
    try:
        back = apply(kept, alone(shipped))
    except Unfit:
        raise Refused(part, _("Other changes rest on this one. Take those back first.")) from None
    return draft.but(**{name: getattr(back, name) for name in KINDS})


def _differing(shipped: Programme, draft: Programme) -> Sequence[Adjustment]:
    try:
        return diff(alone(shipped), alone(draft))
    except Unfit:
        return ()


def _is_part(address: str) -> bool:
    """Criteria of blocks and tracks are written in the rule builder."""
    return address.count("/") == 1

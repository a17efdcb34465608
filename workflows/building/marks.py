"""Which criteria are not as they were shipped: marked with the shipped value, and the way back to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.actor import NotFound
from core.catalogue.overlay import Adjustment, Unfit, apply, diff
from core.definitions import Criterion, Programme
from core.rules import RuleError
from core.rules.message import msg
from workflows.building.draft import SORTS, Content, Entry

WHOLE = "*"
"""Instead of a property: everything that was changed at the criterion."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One adjustment. `what` is a property (`title/de`, `rule` also for a table) or `add`, `remove`, `move`."""

    key: str
    what: str
    shipped: Criterion | None


class Marks:
    """All adjustments of criteria against what they are held against."""

    def __init__(self, shipped: Programme | None, draft: Programme) -> None:
        self._before = Content.of(shipped) if shipped is not None else Content(())
        found = dict.fromkeys((each.address, _what(each)) for each in (_differing(shipped, draft) if shipped else ()))
        self.all = [self._mark(key, what) for key, what in found]

    def of(self, key: str) -> list[Mark]:
        return [mark for mark in self.all if mark.key == key]

    @property
    def removed(self) -> list[Entry]:
        """What was shipped and is gone."""
        return [self._before.entry(mark.key) for mark in self.all if mark.what == "remove"]

    def _mark(self, key: str, what: str) -> Mark:
        entry = self._before.find(key)
        return Mark(key, what, entry.criterion if entry else None)


def taken_back(shipped: Programme | None, draft: Programme, key: str, what: str) -> Content:
    """The criteria without this adjustment; with WHOLE without all of this criterion. Raises RuleError, NotFound."""
    if shipped is None:
        raise RuleError(msg("There is nothing shipped or published that this could go back to."))
    if Content.of(draft).find(key) is None and Content.of(shipped).find(key) is None:
        raise NotFound("There is no such record.")
    every = diff(_alone(shipped), _alone(draft))
    kept = [each for each in every if each.address != key or what not in (WHOLE, _what(each))]
    if len(kept) == len(every):
        raise RuleError(msg("This is as it was shipped already."))
    try:
        return Content.of(apply(kept, _alone(shipped)))
    except Unfit:
        raise RuleError(msg("Other changes rest on this one. Take those back first.")) from None


def _what(each: Adjustment) -> str:
    """A rule and the table that says it instead go together."""
    return "rule" if each.property in ("rule", "table") else each.property or each.op


def _alone(programme: Programme) -> Programme:
    """A programme of nothing but what has criteria: quick to hold against another one."""
    parts = {name: getattr(programme, name) for name in ("eligibility", *SORTS.values())}
    return Programme(programme.id, programme.title, **parts)


def _differing(shipped: Programme, draft: Programme) -> Sequence[Adjustment]:
    try:
        found = diff(_alone(shipped), _alone(draft))
    except Unfit:
        return ()
    return [each for each in found if "eligibility" in each.address.split("/")[-2:-1]]

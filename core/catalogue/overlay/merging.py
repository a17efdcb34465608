"""Two sides that changed the same definition: what is kept of ours, taken of theirs, the same in both, and a conflict."""

from __future__ import annotations

import builtins
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from core.catalogue.overlay.adjustment import Adjustment, same
from core.catalogue.overlay.homes import Homes
from core.catalogue.overlay.renaming import Sides
from core.catalogue.overlay.touching import Changes, lineage, together, value_at, versions

State = Literal["kept", "taken", "conflict", "same"]
RULED = ("rule", "table")
"""Properties of which only one may be said: whoever changes one has a say about both."""
_SETTLED: Mapping[str, State] = {"ours": "kept", "theirs": "taken"}


@dataclass(frozen=True, slots=True)
class Item:
    """A place where somebody changed something, with what stands there on all sides (JSON; None: nothing).

    `property` is that of a value, or `add`, `remove`, `move` or `element` for the element as a whole. `former` is the address
    before one of the sides gave it another id.
    """

    address: str
    property: str
    state: State
    base: Any = None
    ours: Any = None
    theirs: Any = None
    former: str = ""

    @builtins.property
    def key(self) -> tuple[str, str]:
        return self.address, self.property


class Merge:
    """Begins with theirs and puts ours in, change by change. Each change of a side ends in an item, alone or with others."""

    def __init__(self, sides: Sides, choices: Mapping[tuple[str, str], str], whole: frozenset[str]) -> None:
        self.base, self.ours, self.theirs, self.former = sides.base, sides.ours, sides.theirs, sides.former
        self.mine, self.yours = Changes(sides.base, sides.ours), Changes(sides.base, sides.theirs)
        self.choices, self.whole = choices, whole
        self.result = sides.theirs.copy()
        self.homes = Homes(self.result, sides.ours, sides.theirs)
        self.items: dict[tuple[str, str], Item] = {}

    def run(self) -> None:
        """Fill `result` and `items`."""
        for address in sorted(self.whole):
            self._element(address)
        for unit, members in self.yours.removals(self.mine).items():
            self._gone_there(unit, members)
        for unit, members in self.mine.removals(self.yours).items():
            self._gone_here(unit, members)
        for op, deal in (("add", self._added), ("move", self._moved), ("set", self._set)):
            for each in self.mine.open(op):
                deal(each)
        for version, before in versions(self.base, self.theirs):
            if before in self.ours.nodes and version not in self.ours.nodes:
                self._version(version, before)
        for each in self.yours.open():
            self._item(*each.key, "taken", *(value_at(tree, each) for tree in (self.base, self.ours, self.theirs)))
        self.homes.settle()

    def clashes(self, places: Iterable[str]) -> frozenset[str]:
        """The elements, at these places or around them, that both sides have changed."""
        found = set()
        for place in places:
            around = (each for each in lineage(place) if each in self.theirs.nodes and each in self.base.nodes)
            found.update([each for each in around if self.mine.inside(each) and each not in self.whole][:1])
        return frozenset(found)

    def _item(self, address: str, name: str, state: State, base: Any = None, ours: Any = None, theirs: Any = None) -> None:
        self.items[address, name] = Item(address, name, state, base, ours, theirs, self.former.get(address, ""))

    def _conflict(self, address: str, name: str, base: Any, ours: Any, theirs: Any) -> bool:
        """Whether ours stands: until somebody has said otherwise."""
        choice = self.choices.get((address, name), "")
        self._item(address, name, _SETTLED.get(choice, "conflict"), base, ours, theirs)
        return choice != "theirs"

    def _element(self, address: str) -> None:
        """What can be read on each side, and not when both are put together."""
        self.mine.close(address, alone=not address)
        self.yours.close(address, alone=not address)
        trees = (self.base, self.ours, self.theirs)
        base, ours, theirs = (tree.subtree(address) if address else dict(tree.nodes[""].own) for tree in trees)
        if self._conflict(address, "element", base, ours, theirs):
            if address:
                self.result.replace(address, ours)
            else:
                self.result.nodes[""].own = ours

    def _gone_there(self, unit: str, members: list[str]) -> None:
        """Theirs has removed it. What ours had adjusted in it is a conflict."""
        members = [each for each in members if self.yours.is_open(each, "remove")]
        for change in [change for member in members for change in self.mine.inside(member) if change.op == "remove"]:
            self._item(change.address, "remove", "same", self.base.subtree(change.address))
            self.mine.close(change.address)
        for each in members:
            self.yours.close(each)
            if each not in self.ours.nodes:
                self._item(each, "remove", "same", self.base.subtree(each))
        left = [each for each in members if each in self.ours.nodes]
        touched = any(self.mine.is_open(*change.key) for member in left for change in self.mine.inside(member))
        if not touched and not self.mine.onto(unit):
            for each in left:
                self._item(each, "remove", "taken", self.base.subtree(each), self.ours.subtree(each))
        elif left:
            self._mourned(unit, members, left)

    def _mourned(self, unit: str, members: list[str], left: list[str]) -> None:
        base, ours = together(self.base, unit, members), together(self.ours, unit, left)
        stands = self._conflict(unit, "remove", base, ours, None)
        for each in sorted(left, key=lambda one: one != unit):
            self.mine.close(each)
            if stands:
                self.homes.graft(each)

    def _gone_here(self, unit: str, members: list[str]) -> None:
        """Ours has removed it. What theirs changed in it is a conflict."""
        members = [each for each in members if self.mine.is_open(each, "remove")]
        changed = any(_matters(each, member) for member in members for each in self.yours.inside(member))
        onto = any(each.address not in members for each in self.yours.onto(unit))
        stands = True
        if members and (changed or onto):
            base, theirs = together(self.base, unit, members), together(self.theirs, unit, members)
            stands = self._conflict(unit, "remove", base, None, theirs)
        for each in members:
            if not (changed or onto):
                self._item(each, "remove", "kept", self.base.subtree(each), None, self.theirs.subtree(each))
            self.mine.close(each)
            self.yours.close(each)
            if stands:
                self.result.drop(each)

    def _added(self, each: Adjustment) -> None:
        address, ours = each.address, self.ours.subtree(each.address)
        if address not in self.theirs.nodes:
            self._item(address, "add", "kept", None, ours)
            self.homes.graft(address)
            return
        theirs = self.theirs.subtree(address)
        self.yours.close(address)
        if same(ours, theirs):
            self._item(address, "add", "same", None, ours, theirs)
        elif self._conflict(address, "add", None, ours, theirs):
            self.result.replace(address, ours)

    def _moved(self, each: Adjustment) -> None:
        address = each.address
        base, ours, theirs = (list(tree.position(address)) for tree in (self.base, self.ours, self.theirs))
        stands = True
        if not self.yours.is_open(address, "move"):
            self._item(address, "move", "kept", base, ours, theirs)
        elif ours == theirs:
            self._item(address, "move", "same", base, ours, theirs)
            stands = False
        else:
            stands = self._conflict(address, "move", base, ours, theirs)
        self.yours.close_one(address, "move")
        if stands:
            self.homes.place(address)

    def _set(self, each: Adjustment) -> None:
        address, name = each.key
        group = RULED if name in RULED else (name,)
        here = [one for one in group if self.mine.is_open(address, one)]
        there = [one for one in group if self.yours.is_open(address, one)]
        base, ours, theirs = (tree.nodes[address].own for tree in (self.base, self.ours, self.theirs))
        if there and not all(same(ours.get(one), theirs.get(one)) for one in group):
            said = [_said(own, group) for own in (base, ours, theirs)]
            if self._conflict(address, group[0], *said):
                self._put(address, group)
        else:
            for one in here:
                self._item(address, one, "same" if there else "kept", base.get(one), ours.get(one), theirs.get(one))
            self._put(address, here)
        for one in group:
            self.mine.close_one(address, one)
            self.yours.close_one(address, one)

    def _version(self, version: str, before: str) -> None:
        """Theirs has added a version of a criterion that ours had adjusted: a number of ours would end with the old one, and
        nobody would have said so."""
        base, ours, theirs = self.base.nodes[before].own, self.ours.nodes[before].own, self.theirs.nodes[version].own
        changed = {each.property for each in self.mine.all if each.address == before and each.op == "set"} - {"valid_to"}
        for name in sorted(changed - {"table"} | ({"rule"} if "table" in changed else set())):
            group = RULED if name in RULED else (name,)
            if all(same(ours.get(one), theirs.get(one)) for one in group):
                continue
            german = f"{name.partition('/')[0]}/de"
            stands = "/" in name and name not in theirs and same(base.get(german), theirs.get(german))
            if stands:
                self._item(version, name, "kept", base.get(name), ours.get(name), None)
            if stands or self._conflict(version, name, *(_said(own, group) for own in (base, ours, theirs))):
                self._put(version, group, before)

    def _put(self, address: str, names: Iterable[str], of: str = "") -> None:
        """Take these properties from ours, or from another element of ours."""
        ours, result = self.ours.nodes[of or address].own, self.result.nodes[address].own
        for name in names:
            result.pop(name, None)
        result.update({name: ours[name] for name in names if name in ours})


def _said(own: Mapping[str, Any], group: tuple[str, ...]) -> Any:
    """A value, or of several the ones that are said."""
    return own.get(group[0]) if len(group) == 1 else {name: own[name] for name in group if name in own}


def _matters(change: Adjustment, removed: str) -> bool:
    """Whether ours loses a change by removing the element: where it stood, what has gone from it and its former name are none."""
    return change.op != "remove" and not (change.address == removed and (change.op == "move" or change.property == "was"))

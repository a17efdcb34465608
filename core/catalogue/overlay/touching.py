"""What the changes of one side are about: which of them lie in an element, which go with the removal of a page."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.catalogue.overlay.adjustment import Adjustment
from core.catalogue.overlay.differing import differences
from core.catalogue.overlay.tree import Tree
from core.definitions import Criterion, Page


class Changes:
    """The changes from `base` to one side, by what they touch."""

    def __init__(self, base: Tree, side: Tree) -> None:
        self.side = side
        self.base = base
        self.all = differences(base, side)
        self.by_key = {each.key: each for each in self.all}
        self.removed = {each.address for each in self.all if each.op == "remove"}
        self._closed: set[tuple[str, str]] = set()
        self._inside: dict[str, list[Adjustment]] = {}
        self._onto: dict[str, list[Adjustment]] = {}
        for each in self.all:
            for above in lineage(each.address):
                self._inside.setdefault(above, []).append(each)
            if each.page:
                self._onto.setdefault(page_of(each.address, each.page), []).append(each)

    def inside(self, address: str) -> list[Adjustment]:
        """Those of the element or of something in it."""
        return self._inside.get(address, [])

    def onto(self, page: str) -> list[Adjustment]:
        """Those that put a field on this page."""
        return self._onto.get(page, [])

    def open(self, op: str = "") -> list[Adjustment]:
        """Those that nobody has dealt with."""
        return [each for each in self.all if each.key not in self._closed and op in ("", each.op)]

    def is_open(self, address: str, name: str) -> bool:
        return (address, name) in self.by_key and (address, name) not in self._closed

    def close(self, address: str, *, alone: bool = False) -> None:
        """All that is about the element is dealt with; alone, without what is inside of it."""
        self._closed.update(each.key for each in self.inside(address) if not alone or each.address == address)

    def close_one(self, address: str, name: str) -> None:
        self._closed.add((address, name))

    def removals(self, other: Changes) -> dict[str, list[str]]:
        """What went together: a page with the fields that went with it, and each other element by itself."""
        found: dict[str, list[str]] = {}
        for address in sorted(self.removed):
            page = self.base.nodes[address].page
            unit = page_of(address, page) if page else address
            found.setdefault(unit if unit in self.removed - other.removed else address, []).append(address)
        return found


def value_at(tree: Tree, change: Adjustment) -> Any:
    """What stands in a tree at the place of a change."""
    node = tree.nodes.get(change.address)
    if node is None:
        return None
    if change.op == "move":
        return list(tree.position(change.address))
    return node.own.get(change.property) if change.op == "set" else tree.subtree(change.address)


def lineage(address: str) -> Iterator[str]:
    """The element and those that it is in, but for its page."""
    parts = address.split("/") if address else []
    yield from ("/".join(parts[:end]) for end in range(len(parts), 0, -2))
    yield ""


def page_of(field: str, page: str) -> str:
    """The address of the page that a field stands on."""
    return f"{field.rsplit('/', 2)[0]}/pages/{page}"


def together(tree: Tree, unit: str, members: list[str]) -> dict[str, Any] | None:
    """The element, a page with these of its fields; None where the tree has none."""
    if unit not in tree.nodes:
        return None
    data = tree.subtree(unit)
    if tree.nodes[unit].cls is Page:
        data["fields"] = [tree.data(each) for each in members if each != unit and each in tree.nodes]
    return data


def versions(base: Tree, theirs: Tree) -> Iterator[tuple[str, str]]:
    """The versions of a criterion that theirs has added, each with the latest one that there was."""
    for address, node in theirs.nodes.items():
        if node.cls is Criterion and address not in base.nodes:
            home = address.partition("@")[0]
            known = sorted(each for each in base.nodes if each == home or each.startswith(f"{home}@"))
            if known and known[-1] in theirs.nodes:
                yield address, known[-1]

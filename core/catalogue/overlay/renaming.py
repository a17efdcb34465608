"""Elements that got another id: found by what they say they were, so that adjustments go with them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import groupby

from core.catalogue.overlay.tree import Node, Tree


@dataclass(frozen=True, slots=True)
class Sides:
    """What was shipped, what was made of it here, and what is shipped now, all under the ids of now; `former` leads from these to
    the addresses before."""

    base: Tree
    ours: Tree
    theirs: Tree
    former: Mapping[str, str]


def renamed(base: Tree, ours: Tree, theirs: Tree) -> Sides:
    """What one side renamed is renamed in the others, so that what these changed goes with it.

    An element follows when just one of the new ones says that it was it. Of several that became one, the first follows; of one
    that was split, none does: which part an adjustment belongs to, somebody has to say.
    """
    (base, ours), former = _followed(theirs, base, ours)
    (base, theirs), more = _followed(ours, base, theirs)
    return Sides(base, ours, theirs, {**former, **{now: former.get(between, between) for now, between in more.items()}})


def _followed(side: Tree, base: Tree, other: Tree) -> tuple[tuple[Tree, Tree], dict[str, str]]:
    """Both with the ids that this side has given, and the way back of every address that is another one now."""
    later = sorted((each for each, node in side.nodes.items() if node.own.get("was")), key=_depth)
    back: dict[str, str] = {}
    for _, level in groupby(later, key=_depth):
        back.update(_level(list(level), back, side, base, other))
    if not back:
        return (base, other), {}
    keys = {old: new.rpartition("/")[2] for new, old in back.items()}
    (base, former), (other, more) = _under(base, keys), _under(other, keys)
    return (base, other), {**more, **former}


def _depth(address: str) -> int:
    return address.count("/")


def _level(level: Iterable[str], back: Mapping[str, str], side: Tree, base: Tree, other: Tree) -> dict[str, str]:
    """New address → old one, of elements at one depth."""
    claims: dict[str, list[str]] = {}
    for new in level:
        home, key = new.rsplit("/", 1)
        there = _before(home, back)
        if f"{there}/{key}" not in base.nodes and f"{there}/{key}" not in other.nodes:
            for old in side.nodes[new].own["was"]:
                if f"{there}/{old}" in base.nodes and f"{home}/{old}" not in side.nodes:
                    claims.setdefault(f"{there}/{old}", []).append(new)
    found: dict[str, str] = {}
    for old, claimed in claims.items():
        if len(claimed) == 1:
            found.setdefault(claimed[0], old)
    return found


def _before(address: str, back: Mapping[str, str]) -> str:
    """The address under the old ids of what stands above it."""
    parts = address.split("/")
    for end in range(len(parts), 0, -1):
        above = "/".join(parts[:end])
        if above in back:
            return "/".join([back[above], *parts[end:]])
    return address


def _under(tree: Tree, keys: Mapping[str, str]) -> tuple[Tree, dict[str, str]]:
    """The tree with these keys instead, and the way back of every address that changed."""
    new: dict[str, str] = {"": ""}

    def name(address: str) -> str:
        if address not in new:
            home, kind, key = address.rsplit("/", 2) if address.count("/") > 1 else ("", *address.split("/"))
            new[address] = f"{name(home)}/{kind}/{keys.get(address, key)}".removeprefix("/")
        return new[address]

    def slot(old: str) -> str:
        home, _, kind = old.rpartition("/")
        return f"{name(home)}/{kind}".removeprefix("/")

    moved = Tree(lists={slot(old): [name(each) for each in entries] for old, entries in tree.lists.items()})
    for address, node in tree.nodes.items():
        home, key = slot(node.slot) if address else "", keys.get(address, node.key)
        slots = {kind: slot(old) for kind, old in node.slots.items()}
        moved.nodes[name(address)] = Node(name(address), home, key, node.cls, node.own, slots)
    return moved, {now: old for old, now in new.items() if now != old and old in tree.nodes}

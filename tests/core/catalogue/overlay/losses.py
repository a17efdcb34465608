"""What a rebase lost without a word: held against the sides, not against how the rebase works."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from core.catalogue.overlay import Adjustment, Item, Rebased, diff
from core.catalogue.overlay.tree import Tree
from core.definitions import Page
from tests.core.catalogue.overlay.drawn import Sides


def losses(three: Sides, done: Rebased) -> list[str]:
    """A sentence for each change of either side that is neither in the result nor named, and for each item that is not true."""
    return [*_unnamed(three, done), *_untrue(three, done)]


def _unnamed(three: Sides, done: Rebased) -> Iterator[str]:
    base, ours, theirs = (Tree.of(each) for each in three)
    now = {item.former: item.address for item in done.items if item.former}
    named = {(item.former or item.address, item.property) for item in done.items}
    named |= {item.key for item in done.items}
    for change in (*diff(three.base, three.ours), *diff(three.base, three.theirs)):
        places = {change.address, _under(change.address, now)}
        if change.op == "add":  # under another name it is what it was
            places |= {f"{place.rpartition('/')[0]}/{old}" for place in [*places] for old in change.value.get("was", ())}
        renamed = change.op in ("add", "remove") and places & (now.keys() | set(now.values()))
        spoken = any((place, change.key[1]) in named for place in places)
        renamed = renamed or (change.op == "move" and _row(change.address) in _reordered(done))
        if not (spoken or renamed or any(_covers(item, change, (base, ours, theirs)) for item in done.items)):
            yield f"nobody speaks of {change}"


def _reordered(done: Rebased) -> set[str]:
    """The rows in which something was renamed and something moved: by its new name another one may be what moved the least."""
    renamed = {_row(item.former) for item in done.items if item.former}
    return renamed & {_row(item.address) for item in done.items if item.property == "move"}


def _row(address: str) -> str:
    return address.rpartition("/")[0]


def _under(address: str, now: dict[str, str]) -> str:
    """The address under what it stands in is called now."""
    parts = address.split("/")
    for end in range(len(parts), 0, -2):
        above = "/".join(parts[:end])
        if above in now:
            return "/".join([now[above], *parts[end:]])
    return address


def _covers(item: Item, change: Adjustment, trees: tuple[Tree, ...]) -> bool:
    """Whether an item about a whole element speaks of the change as well."""
    if item.property in ("rule", "table") and change.property in ("rule", "table"):
        return change.address in (item.address, item.former)
    if item.property not in ("add", "remove", "element"):
        return False
    places = [change.address]
    for tree in trees:
        node = tree.nodes.get(change.address)
        parts = change.address.split("/")
        for end in range(4, len(parts) + 1, 2):
            inner = tree.nodes.get("/".join(parts[:end]))
            if inner is not None and inner.page:
                places.append(f"{parts[0]}/{parts[1]}/pages/{inner.page}")
        if node is not None and node.cls is Page:
            places.append(change.address)
    homes = (item.address, item.former or item.address)
    return any(place == home or place.startswith(f"{home}/") for place in places for home in homes)


def _untrue(three: Sides, done: Rebased) -> Iterator[str]:
    ours, result = Tree.of(three.ours), Tree.of(done.programme)
    for item in done.items:
        yield from _disagrees(item)
        former = item.former if item.former in ours.nodes else item.address
        if item.property == "move":
            yield from _elsewhere(item, ours, result)
        elif _last_page(item, result) or _spoken_of(item, done):
            continue
        elif item.state == "taken":
            yield from _differs(item, _at(result, item), item.theirs, "theirs")
        else:
            wanted = _at(ours, item, former) if item.state == "same" else item.ours
            yield from _differs(item, _at(result, item), wanted, "ours")


def _disagrees(item: Item) -> Iterator[str]:
    """Whether it says that both sides are the same, or that theirs changed nothing, and that is not so."""
    if item.state == "same" and item.property not in ("remove", "move") and item.ours != item.theirs:
        yield f"{item.key} is called the same, and ours is {item.ours}, theirs {item.theirs}"
    if item.state == "kept" and item.property not in ("add", "remove", "move") and item.base != item.theirs:
        yield f"{item.key} is kept as if theirs had left it alone, and it went from {item.base} to {item.theirs}"


def _spoken_of(item: Item, done: Rebased) -> bool:
    """Whether single properties of a version that theirs has added are items of their own."""
    return item.key[1] == "add" and any(each.address == item.address and each.property != "add" for each in done.items)


def _last_page(item: Item, result: Tree) -> bool:
    """A form keeps its last page while fields need it, whoever took it away."""
    node = result.nodes.get(item.address)
    slot = f"{item.address}/fields"
    return node is not None and node.cls is Page and len(result.lists[node.slot]) == 1 and bool(result.lists.get(slot))


def _elsewhere(item: Item, ours: Tree, result: Tree) -> Iterator[str]:
    """Whether what ours moved stands on the page that ours has it on, behind what it stands behind there."""
    if item.state not in ("kept", "conflict") or item.former:
        return  # of what was renamed, the siblings may have been, too
    wanted, found = ours.nodes[item.address].slot, result.nodes[item.address].slot
    if wanted != found:
        if wanted.rpartition("/")[0] in result.nodes:
            yield f"{item.key} stands in {found}, and ours has it in {wanted}"
        return
    before = ours.lists[wanted][: ours.lists[wanted].index(item.address)]
    there = [each for each in before if each in result.lists[found]]
    row = result.lists[found]
    if there and row.index(there[-1]) > row.index(item.address):
        yield f"{item.key} does not stand behind {there[-1]}"


def _differs(item: Item, found: Any, wanted: Any, side: str) -> Iterator[str]:
    if found != wanted:
        yield f"{item.key} is {item.state}, and is not as {side} has it: {found} instead of {wanted}"


def _at(tree: Tree, item: Item, address: str = "") -> Any:
    node = tree.nodes.get(address or item.address)
    if node is None:
        return None
    if item.property == "remove" and node.cls is Page:
        return _with_fields(tree, node.address, item)
    if item.property == "rule" and isinstance(item.theirs, dict):
        return {name: node.own[name] for name in ("rule", "table") if name in node.own}
    return tree.subtree(node.address) if item.property in ("add", "remove", "element") else node.own.get(item.property)


def _with_fields(tree: Tree, page: str, item: Item) -> Any:
    """The page with those fields that the item speaks of, wherever they stand."""
    form = page.partition("/pages/")[0]
    spoken = next(said for said in (item.ours, item.theirs, item.base) if said)
    there = [address for each in spoken["fields"] if (address := f"{form}/fields/{each['id']}") in tree.nodes]
    return tree.subtree(page) | {"fields": [tree.data(each) for each in there]}

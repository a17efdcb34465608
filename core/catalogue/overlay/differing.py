"""What has to be done to one definition so that it becomes another."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from core.catalogue.overlay.adjustment import Adjustment, digest_of, same
from core.catalogue.overlay.applying import apply
from core.catalogue.overlay.order import stayed
from core.catalogue.overlay.tree import Node, Positions, Tree
from core.definitions import Page, Programme


def diff(a: Programme, b: Programme) -> tuple[Adjustment, ...]:
    """The fewest adjustments that turn `a` into `b`. Raises Unfit where an id stands twice in one of them."""
    return differences(Tree.of(a), Tree.of(b))


def there_and_back(a: Programme, b: Programme) -> tuple[tuple[Adjustment, ...], tuple[Adjustment, ...]]:
    """`diff(a, b)` and `diff(b, a)`, with each definition taken apart once."""
    one, other = Tree.of(a), Tree.of(b)
    return differences(one, other), differences(other, one)


def invert(adjustments: Sequence[Adjustment], a: Programme) -> tuple[Adjustment, ...]:
    """What takes them back, once they have been applied to `a`. Raises Unfit."""
    return diff(apply(adjustments, a), a)


def distance(a: Tree, b: Tree) -> int:
    """How many adjustments `differences` gives, without making them."""
    whole = sum(1 for _ in tops(a, b)) + sum(1 for _ in tops(b, a)) + sum(1 for _ in _elsewhere(a, b))
    return whole + sum(len(_changed(a.nodes[each], node)) for each, node in b.nodes.items() if each in a.nodes)


def differences(a: Tree, b: Tree) -> tuple[Adjustment, ...]:
    return (*_removed(a, b), *_added(a, b), *_moved(a, b), *_set(a, b))


def _removed(a: Tree, b: Tree) -> Iterator[Adjustment]:
    for address in tops(a, b):
        yield Adjustment("remove", address, base=digest_of(a.subtree(address)))


def _added(a: Tree, b: Tree) -> Iterator[Adjustment]:
    positions = Positions(b)
    for address in tops(b, a):
        page, after = positions[address]
        yield Adjustment("add", address, value=b.subtree(address), page=page, after=after)


def tops(one: Tree, other: Tree) -> Iterator[str]:
    """The elements that only one has, without those below such a one; the fields of a page stand beside it."""
    below: set[str] = set()
    for address, node in one.nodes.items():
        if address not in other.nodes and address not in below:
            yield address
            below.update(one.inside(address, bare=node.cls is Page))


def _moved(a: Tree, b: Tree) -> Iterator[Adjustment]:
    here, there = Positions(b), Positions(a)
    for address in _elsewhere(a, b):
        page, after = here[address]
        yield Adjustment("move", address, page=page, after=after, base=digest_of(there[address]))


def _elsewhere(a: Tree, b: Tree) -> Iterator[str]:
    for slot, entries in b.lists.items():
        before, both = a.lists.get(slot, []), [each for each in entries if each in a.nodes]
        if both != before:
            staying = stayed(before, both)
            yield from (address for address in both if address not in staying)


def _set(a: Tree, b: Tree) -> Iterator[Adjustment]:
    for address, node in b.nodes.items():
        before = a.nodes.get(address)
        if before is not None:
            yield from _properties(before, node)


def _properties(before: Node, after: Node) -> Iterator[Adjustment]:
    for name in _changed(before, after):
        was, now = before.own.get(name), after.own.get(name)
        yield Adjustment("set", after.address, name, now, base=digest_of(was))


def _changed(before: Node, after: Node) -> list[str]:
    names = sorted(before.own.keys() | after.own.keys())
    return [name for name in names if not same(before.own.get(name), after.own.get(name))]

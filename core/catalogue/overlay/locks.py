"""What the shipped definition does not let anybody adjust, with its reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from core.catalogue.overlay.adjustment import Adjustment
from core.catalogue.overlay.touching import lineage
from core.catalogue.overlay.tree import Tree
from core.definitions import Fault, Programme
from core.rules.message import msg


def locked(programme: Programme, adjustments: Iterable[Adjustment]) -> list[Fault]:
    """Adjustments of what `programme`, as shipped, has locked: the element itself, what is in it, what would take it away, and
    further versions of a criterion. Its wordings in languages that it does not have may be added."""
    tree = Tree.of(programme)
    reasons = {address: str(node.own["locked"]) for address, node in tree.nodes.items() if node.own.get("locked")}
    return [fault for each in adjustments for fault in _faults(each, tree, reasons)] if reasons else []


def _faults(each: Adjustment, tree: Tree, reasons: dict[str, str]) -> Iterator[Fault]:
    if _translates(each, tree):
        return
    held = [address for address in lineage(each.address) if address in reasons]
    if each.op == "remove" and each.address in tree.nodes:
        held.extend(inner for inner in tree.inside(each.address) if inner in reasons and inner != each.address)
    if each.op == "add":
        held.extend(other for other in reasons if "@" in other + each.address and _id(other) == _id(each.address))
    for address in dict.fromkeys(held):
        yield Fault(each.path, msg("'{address}' is locked: {reason}", address=address, reason=reasons[address]))


def _translates(each: Adjustment, tree: Tree) -> bool:
    node = tree.nodes.get(each.address)
    _name, _, language = each.property.partition("/")
    return bool(language) and node is not None and each.property not in node.own


def _id(address: str) -> str:
    return address.partition("@")[0]

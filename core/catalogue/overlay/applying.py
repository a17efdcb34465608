"""Adjustments laid over a definition."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from core.catalogue.overlay.adjustment import Adjustment, Unfit, by_key
from core.catalogue.overlay.order import arranged
from core.catalogue.overlay.shape import shape_of, told_by_key
from core.catalogue.overlay.tree import Tree
from core.definitions import DefinitionError, Fault, Programme
from core.rules.message import msg

_PAGE = re.compile(r"/pages/[^/]+/fields/")


def apply(adjustments: Iterable[Adjustment], a: Programme) -> Programme:
    """The definition with these adjustments, in whichever order they are given. Raises Unfit with a fault for each that finds no
    place, or that makes a definition which cannot be read."""
    tree = Tree.of(a)
    change(tree, by_key(adjustments).values())
    try:
        return tree.programme()
    except DefinitionError as error:
        raise Unfit([Fault(_PAGE.sub("/fields/", each.path), each.message) for each in error.faults]) from error


def change(tree: Tree, adjustments: Iterable[Adjustment]) -> None:
    """The same on a tree, which is changed. Raises Unfit."""
    before = {slot: list(entries) for slot, entries in tree.lists.items()}
    inserted: dict[str, dict[str, str]] = {}
    faults: list[Fault] = []
    for each in sorted(adjustments, key=_turn):
        try:
            _one(tree, each, inserted)
        except Unfit as error:
            faults.extend(error.faults)
    faults.extend(_homeless(tree))
    if faults:
        raise Unfit(faults)
    arrange(tree, before, inserted)


def arrange(tree: Tree, before: Mapping[str, list[str]], inserted: Mapping[str, Mapping[str, str]]) -> None:
    """Put what was inserted in its places: slot → address → the address that it stands behind."""
    for slot, places in inserted.items():
        staying = [each for each in tree.lists[slot] if each not in places]
        tree.lists[slot] = arranged(before.get(slot, ()), staying, places)


def _turn(each: Adjustment) -> tuple[int, int, bool, str, bool, str]:
    """First what goes, then what comes from the outside in, pages before the fields on them, then moves, then values: a field's
    kind first, since it says what there is to set."""
    op = ("remove", "add", "move", "set").index(each.op)
    return op, each.address.count("/"), bool(each.page), each.address, each.property != "kind", each.property


def _one(tree: Tree, each: Adjustment, inserted: dict[str, dict[str, str]]) -> None:
    if not each.address and each.op != "set":
        raise Unfit([Fault("", msg("The programme itself cannot be added, removed or moved"))])
    home = each.address.rpartition("/")[0]
    after = f"{home}/{each.after}" if each.after else ""
    match each.op:
        case "remove":
            tree.node(each.address)
            tree.drop(each.address)
        case "add":
            node = tree.add(each.address, each.value, each.page)
            inserted.setdefault(node.slot, {})[each.address] = after
        case "move":
            tree.move(each.address, each.page)
            inserted.setdefault(tree.nodes[each.address].slot, {})[each.address] = after
        case "set":
            _set(tree, each)


def _set(tree: Tree, each: Adjustment) -> None:
    node = tree.node(each.address)
    name, by_language, _language = each.property.partition("/")
    form = shape_of(node.cls, node.own)
    if name in form.children:
        raise Unfit(
            [Fault(each.path, msg("'{name}' is a list of elements, each with an address of its own: adjust those", name=name))]
        )
    if node.address and name in told_by_key(node.cls):
        raise Unfit([Fault(each.path, msg("'{name}' is part of the address: remove the element and add another one", name=name))])
    if each.value is not None and not form.guessed and bool(by_language) is not (name in form.wordings):
        by_text = msg("'{name}' is said by language: '{name}/de'", name=name)
        whole = msg("'{name}' is one value: set it as a whole", name=name)
        raise Unfit([Fault(each.path, by_text if name in form.wordings else whole)])
    if each.value is None:
        node.own.pop(each.property, None)
    else:
        node.own[each.property] = each.value


def _homeless(tree: Tree) -> Iterable[Fault]:
    """Fields whose page was taken away."""
    for slot, entries in tree.lists.items():
        page, _, name = slot.rpartition("/")
        if entries and name == "fields" and "/pages/" in page and page not in tree.nodes:
            fields = ", ".join(each.rpartition("/")[2] for each in entries)
            yield Fault(page, msg("The page still holds {fields}: move or remove them too", fields=fields))

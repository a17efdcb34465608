"""A programme as elements by address: taken apart, changed by keys, and put together again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any

from core.catalogue.overlay.adjustment import EMPTY, Unfit
from core.catalogue.overlay.shape import key_of, named, shape, shape_of, told_by_key
from core.definitions import Definition, Fault, Field, Form, Page, Programme, load_programme
from core.rules.message import did_you_mean, joined, msg


@dataclass(slots=True)
class Node:
    """An element. `slot` is the address of the list that it stands in: a field's names its page, which its own address leaves
    out. `own` holds its properties, wordings by language (`label/de`); `slots` the lists of elements below it."""

    address: str
    slot: str
    key: str
    cls: type[Definition]
    own: dict[str, Any] = field(default_factory=dict)
    slots: dict[str, str] = field(default_factory=dict)

    @property
    def page(self) -> str:
        """The key of the page that a field stands on; "" for all else."""
        return self.slot.rsplit("/", 2)[1] if "/pages/" in self.slot and issubclass(self.cls, Field) else ""


@dataclass(slots=True)
class Tree:
    """`nodes` by address, the programme itself at ""; `lists` hold the addresses that stand in each slot, in their order."""

    nodes: dict[str, Node] = field(default_factory=dict)
    lists: dict[str, list[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, programme: Programme) -> Tree:
        """Raises Unfit where an id stands twice: what has no address of its own cannot be adjusted."""
        tree = cls()
        tree.read(programme.as_data(), Programme, "", "")
        return tree

    def read(self, data: Mapping[str, Any], cls: type[Definition], address: str, slot: str) -> Node:
        """Take an element apart, with all below it."""
        form, by_key = shape_of(cls, data), told_by_key(cls) if address else frozenset[str]()
        node = Node(address, slot, key_of(cls, data), cls)
        if address in self.nodes:
            raise Unfit(
                [Fault(address, msg("'{key}' stands twice; adjustments are found by it, so each may stand once", key=node.key))]
            )
        self.nodes[address] = node
        for name, value in data.items():
            if name in form.children and _elements(value):
                self._children(node, name, value, form.children[name])
            elif name not in by_key:
                node.own.update(_properties(name, value, name in form.wordings))
        return node

    def _children(self, node: Node, name: str, values: list[Any], cls: type[Definition]) -> None:
        slot = node.slots[name] = _join(node.address, name)
        self.lists.setdefault(slot, [])  # a page that is put back finds its fields
        home = node.address.rsplit("/pages/", 1)[0] if node.cls is Page and name == "fields" else node.address
        for data in values:
            address = _join(home, f"{name}/{key_of(cls, data)}")
            self.lists[slot].append(address)
            self.read(data, cls, address, slot)

    def data(self, address: str, *, bare: bool = False) -> dict[str, Any]:
        """The element with all below it, as `as_data` writes it. A bare page is without its fields."""
        node = self.nodes[address]
        said = named(node.cls, node.key) if address else {}
        for name, value in sorted(node.own.items()):
            _join_property(said, name, value)
        for name, slot in node.slots.items():
            below = [] if bare else [self.data(each) for each in self.lists[slot]]
            if below or name in shape(node.cls).required or name in shape_of(node.cls, said).required:
                said[name] = below
        return said

    def subtree(self, address: str) -> dict[str, Any]:
        """What an adjustment that adds or removes the element speaks of: a page is without its fields, which have addresses
        beside it."""
        return self.data(address, bare=self.nodes[address].cls is Page)

    def programme(self) -> Programme:
        """Raises DefinitionError."""
        return load_programme(self.data(""))

    def copy(self) -> Tree:
        nodes = {
            address: Node(address, node.slot, node.key, node.cls, dict(node.own), dict(node.slots))
            for address, node in self.nodes.items()
        }
        return Tree(nodes, {slot: list(entries) for slot, entries in self.lists.items()})

    def inside(self, address: str, *, bare: bool = False) -> Iterator[str]:
        """The element and all below it. A bare page is without its fields."""
        yield address
        if not bare:
            for slot in self.nodes[address].slots.values():
                for below in self.lists[slot]:
                    yield from self.inside(below)

    def drop(self, address: str) -> None:
        """Take an element away, with all below it but the fields of a page."""
        gone = list(self.inside(address, bare=self.nodes[address].cls is Page))
        self.lists[self.nodes[address].slot].remove(address)
        for node in [self.nodes.pop(each) for each in gone]:
            if len(gone) > 1:
                for slot in node.slots.values():
                    del self.lists[slot]

    def add(self, address: str, data: Mapping[str, Any], page: str) -> Node:
        """Put an element at the end of its list. Raises Unfit."""
        slot, cls = self.place(address, page)
        if not isinstance(data, dict):
            raise Unfit([Fault(address, msg("An element that is added is a mapping with its id"))])
        if address in self.nodes:
            raise Unfit([Fault(address, msg("It is there already; adjust it, or take another id"))])
        if key_of(cls, data) != address.rsplit("/", 1)[1]:
            raise Unfit([Fault(address, msg("The element says that it is '{key}'", key=key_of(cls, data)))])
        self.lists.setdefault(slot, []).append(address)
        return self.read(data, cls, address, slot)

    def replace(self, address: str, data: Mapping[str, Any]) -> None:
        """Put another element in its place; a page keeps its fields."""
        node = self.nodes[address]
        entries, place = self.lists[node.slot], self.lists[node.slot].index(address)
        self.drop(address)
        self.read(data, node.cls, address, node.slot)
        entries.insert(place, address)

    def move(self, address: str, page: str) -> None:
        """Put an element at the end of its list, or of the list of this page. Raises Unfit."""
        node = self.node(address)
        slot, _cls = self.place(address, page)
        self.lists[node.slot].remove(address)
        node.slot = slot
        self.lists.setdefault(slot, []).append(address)

    def position(self, address: str) -> tuple[str, str]:
        """The key of the page, and of the sibling before it."""
        node = self.nodes[address]
        place = self.lists[node.slot].index(address)
        return node.page, self.nodes[self.lists[node.slot][place - 1]].key if place else ""

    def place(self, address: str, page: str) -> tuple[str, type[Definition]]:
        """The slot where an element of this address stands, and its class. Raises Unfit where there is no such place."""
        home, _, name = address.rpartition("/")[0].rpartition("/")
        holder = self.node(home)
        if holder.cls is Form and name == "fields":
            holder = self.node(f"{home}/pages/{page}")
        children = shape_of(holder.cls, holder.own).children
        if name not in children:
            near, where = ", ".join(children) or msg("nothing"), home or msg("the programme")
            said = msg("'{home}' has no list '{name}'; it holds: {near}", home=where, name=name, near=near)
            raise Unfit([Fault(address, said)])
        return holder.slots.setdefault(name, _join(holder.address, name)), children[name]

    def node(self, address: str) -> Node:
        """Raises Unfit, which names the nearest address."""
        if address in self.nodes:
            return self.nodes[address]
        beside = [each for each in self.nodes if each.rpartition("/")[0] == address.rpartition("/")[0]]
        near = get_close_matches(address, beside or list(self.nodes), 1)
        raise Unfit([Fault(address, joined((msg("There is no such element."), did_you_mean(near[0]) if near else ""), " "))])


class Positions(dict[str, tuple[str, str]]):
    """What `Tree.position` says of each element of a tree that stays as it is: a list is counted once, when first asked for."""

    def __init__(self, tree: Tree) -> None:
        self._tree = tree

    def __missing__(self, address: str) -> tuple[str, str]:
        nodes, last = self._tree.nodes, ""
        for each in self._tree.lists[nodes[address].slot]:
            self[each] = nodes[each].page, last
            last = nodes[each].key
        return self[address]


def _elements(value: Any) -> bool:
    """Whether it is a list that can be taken apart; what is none stays a value, and is refused when the whole is read."""
    return isinstance(value, list) and all(isinstance(each, dict) for each in value)


def _properties(name: str, value: Any, wording: bool) -> dict[str, Any]:
    if wording and isinstance(value, dict):
        return {f"{name}/{language}": text for language, text in value.items()}
    # a name with a stroke in it can only come from a field of an unknown kind
    return {name.replace("~", "~0").replace("/", "~1"): EMPTY if value is None else value}


def _join_property(said: dict[str, Any], name: str, value: Any) -> None:
    whole, _, language = name.partition("/")
    if language:
        texts = said.get(whole)
        said[whole] = {**(texts if isinstance(texts, dict) else {}), language: value}
    else:
        said[whole.replace("~1", "/").replace("~0", "~")] = None if value == EMPTY else value


def _join(address: str, name: str) -> str:
    return f"{address}/{name}" if address else name

"""Which unknown facts keep a rule open: those in its unknown parts, and no others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from core.rules import tree as t
from core.rules.check import Typing, type_of
from core.rules.python import Facts, compile_rules
from core.rules.types import ListOf, Row, Scope, SetOf, Type
from core.rules.values import clean


class Missing:
    """Made once for a rule; compiles each of its parts that has a value, so that the parts mean what the whole means."""

    def __init__(self, node: t.Node, scope: Scope) -> None:
        parts = [part for part in _outside(node) if not isinstance(part, t.Literal | t.Range | t.Items)]
        self._node = node
        self._places = {id(part): place for place, part in enumerate(parts)}
        self._values = compile_rules({str(place): part for place, part in enumerate(parts)}, scope)
        self._entries = {id(part): _Entries(part, scope) for part in parts if isinstance(part, t.Quantified)}

    def names(self, facts: Facts) -> tuple[str, ...]:
        """The facts to ask for, in order of first use; none when the rule is settled, or when no fact would settle it (x / 0)."""
        return tuple(dict.fromkeys(self._search(self._node, self._values(facts), facts)))

    def _search(self, node: t.Node, values: tuple[object, ...], facts: Facts) -> Iterator[str]:
        place = self._places.get(id(node))
        if place is not None and values[place] is not None:
            return
        match node:
            case t.Name(id_):
                yield id_
            case t.If(condition, then, otherwise):
                # the branch is asked about when it is clear which one it is
                truth = self._truth(condition, values)
                yield from self._search(condition if truth is None else then if truth else otherwise, values, facts)
            case t.Quantified(entries=entries) if (known := values[self._places[id(entries)]]) is not None:
                yield from self._entries[id(node)].names(known, facts)
            case t.Quantified(entries=entries):
                yield from self._search(entries, values, facts)
            case _:
                for child in t.children(node):
                    yield from self._search(child, values, facts)

    def _truth(self, node: t.Node, values: tuple[object, ...]) -> object:
        return node.value if isinstance(node, t.Literal) else values[self._places[id(node)]]


class _Entries:
    """The condition of a quantifier as a rule of its own: what an entry holds are facts in it, named `x` or `x.field`."""

    def __init__(self, node: t.Quantified, scope: Scope) -> None:
        self._holder = _told(node.entries)
        self._variable = node.variable
        holder = type_of(node.entries, Typing(scope))
        assert isinstance(holder, SetOf | ListOf)
        own: dict[str, Type] = {node.variable: holder.item}
        self._fields: tuple[str, ...] = ()
        if isinstance(holder.item, Row):
            self._fields = tuple(field for field, _ in holder.item.fields)
            own = {f"{node.variable}.{field}": kind for field, kind in holder.item.fields}
        condition = _as_facts(node.condition, node.variable)
        self._own = frozenset(own)
        self._others = {name: scope[name] for name in t.names(condition) - self._own}
        self._missing = Missing(condition, {**scope, **own})

    def names(self, entries: object, facts: Facts) -> Iterator[str]:
        """What each entry lacks: where it is an answer of the entry itself, the list is named."""
        assert isinstance(entries, tuple | frozenset)
        # most entries lack the same: when all that could be told is told, the others are not looked at
        left = {self._holder, *(name for name, kind in self._others.items() if clean(kind, facts.get(name)) is None)}
        for entry in entries:
            for name in self._missing.names({**facts, **self._held(entry)}):
                told = self._holder if name in self._own else name
                left.discard(told)
                yield told
            if not left:
                return

    def _held(self, entry: object) -> dict[str, object]:
        if isinstance(entry, Mapping):
            return {f"{self._variable}.{field}": entry.get(field) for field in self._fields}
        return {self._variable: entry}


def _told(entries: t.Node) -> str:
    assert isinstance(entries, t.Name)
    return entries.id


def _as_facts(node: t.Node, variable: str) -> t.Node:
    match node:
        case t.Variable(id_) if id_ == variable:
            return t.Name(id_, position=node.position)
        case t.Path(id_, field) if id_ == variable:
            return t.Name(f"{id_}.{field}", position=node.position)
    return t.rebuilt(node, tuple(_as_facts(part, variable) for part in t.children(node)))


def _outside(node: t.Node) -> Iterator[t.Node]:
    """Every part that has a value by itself: not what speaks of an entry."""
    yield node
    for part in (node.entries,) if isinstance(node, t.Quantified) else t.children(node):
        yield from _outside(part)

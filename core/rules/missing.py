"""Which unknown facts keep a rule open: those in its unknown parts, and no others."""

from __future__ import annotations

from collections.abc import Iterator

from core.rules import tree as t
from core.rules.python import Facts, compile_rules
from core.rules.types import Scope


class Missing:
    """Made once for a rule; compiles each of its parts that has a value, so that the parts mean what the whole means."""

    def __init__(self, node: t.Node, scope: Scope) -> None:
        parts = [part for part, _ in t.walk(node) if not isinstance(part, t.Literal | t.Range | t.Items)]
        self._node = node
        self._places = {id(part): place for place, part in enumerate(parts)}
        self._values = compile_rules({str(place): part for place, part in enumerate(parts)}, scope)

    def names(self, facts: Facts) -> tuple[str, ...]:
        """The facts to ask for, in order of first use; none when the rule is settled, or when no fact would settle it (x / 0)."""
        return tuple(dict.fromkeys(self._search(self._node, self._values(facts))))

    def _search(self, node: t.Node, values: tuple[object, ...]) -> Iterator[str]:
        place = self._places.get(id(node))
        if place is not None and values[place] is not None:
            return
        match node:
            case t.Name(id_):
                yield id_
            case t.If(condition, then, otherwise):
                # the branch is asked about when it is clear which one it is
                truth = self._truth(condition, values)
                yield from self._search(condition if truth is None else then if truth else otherwise, values)
            case _:
                for child in t.children(node):
                    yield from self._search(child, values)

    def _truth(self, node: t.Node, values: tuple[object, ...]) -> object:
        return node.value if isinstance(node, t.Literal) else values[self._places[id(node)]]

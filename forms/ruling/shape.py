"""A rule tree as blocks for the screen, and blocks back to a tree. What no block can show stays a text."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypeAlias

from core.rules import Node, Scope, text
from core.rules import tree as t
from forms.ruling.conditions import Condition, condition, condition_of
from forms.ruling.edit import Path, written

Kind: TypeAlias = Literal["all", "any", "not", "condition", "text"]


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a rule as it is drawn. `written` is its text form; a group has `children`, a condition its parts."""

    kind: Kind
    path: str
    node: Node
    children: tuple[Block, ...] = ()
    condition: Condition | None = None

    @property
    def written(self) -> str:
        return text(self.node)


def shape(node: Node, scope: Scope, path: Path = ()) -> Block:
    """The blocks of a tree. `tree(shape(node)) == node` for every tree."""
    here = written(path)
    if (found := condition_of(node, scope)) is not None:
        return Block("condition", here, node, condition=found)
    if isinstance(node, t.And | t.Or | t.Not):
        kind: Kind = "all" if isinstance(node, t.And) else "any" if isinstance(node, t.Or) else "not"
        parts = enumerate(t.children(node))
        return Block(kind, here, node, tuple(shape(part, scope, (*path, place)) for place, part in parts))
    return Block("text", here, node)


def tree(block: Block, scope: Scope) -> Node:
    """The rule that the blocks stand for."""
    if block.kind == "condition" and block.condition is not None:
        return condition(block.condition, scope)
    if block.kind == "text":
        return block.node
    return t.rebuilt(block.node, tuple(tree(each, scope) for each in block.children))


def paths(block: Block) -> Iterator[str]:
    """Of all parts that are shown."""
    yield block.path
    for each in block.children:
        yield from paths(each)

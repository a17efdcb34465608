"""What an admin adjusted, carried from the definition that it was made on to the one that the plugin ships now."""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, Literal

from pydantic import ValidationError

from core.catalogue.overlay.adjustment import Unfit
from core.catalogue.overlay.merging import Item, Merge
from core.catalogue.overlay.renaming import renamed
from core.catalogue.overlay.tree import Tree
from core.definitions import DefinitionError, Programme

Choice = Literal["ours", "theirs"]


@dataclass(frozen=True, slots=True)
class Rebased:
    """The definition with what both sides changed. `items` say of each place what came of it; a conflict stands on ours in
    `programme` until somebody has settled it."""

    programme: Programme
    items: tuple[Item, ...]

    @builtins.property
    def conflicts(self) -> tuple[Item, ...]:
        return tuple(item for item in self.items if item.state == "conflict")


def rebase(base: Programme, ours: Programme, theirs: Programme) -> Rebased:
    """`ours` and `theirs` were made from `base`: adjusted here, shipped anew there. Raises Unfit where an id stands twice."""
    return settled(base, ours, theirs, {})


def settled(base: Programme, ours: Programme, theirs: Programme, choices: Mapping[tuple[str, str], Choice]) -> Rebased:
    """The same, where conflicts are settled: `choices` holds the key of the item and whose side was taken. A settled conflict is
    `kept` or `taken`; a key that names no conflict is passed over, since another upgrade may have come meanwhile."""
    sides = renamed(Tree.of(base), Tree.of(ours), Tree.of(theirs))
    whole: frozenset[str] = frozenset()
    while True:
        merge = Merge(sides, choices, whole)
        merge.run()
        try:
            return Rebased(merge.result.programme(), tuple(merge.items.values()))
        except DefinitionError as error:
            # each side can be read by itself and both together cannot (a text emptied by halves, a property of another kind of
            # field): then the whole element is what one has to choose
            more = merge.clashes(_places(error, merge.result)) - whole
            if not more:
                raise Unfit(error.faults) from error
            whole |= more


def _places(error: DefinitionError, tree: Tree) -> set[str]:
    """The addresses of the elements at fault."""
    cause = error.__cause__
    return (
        {_place(found["loc"], tree) for found in cause.errors(include_url=False)} if isinstance(cause, ValidationError) else set()
    )


def _place(location: tuple[Any, ...], tree: Tree) -> str:
    address = ""
    for name, number in pairwise(location):
        slot = tree.nodes[address].slots.get(str(name))
        if slot is not None and isinstance(number, int):
            address = tree.lists[slot][number]
    return address

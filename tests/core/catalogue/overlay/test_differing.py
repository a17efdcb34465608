"""How far two definitions lie from each other, and where each element stands: as the slow way would say it."""

from __future__ import annotations

from hypothesis import given, settings

from core.catalogue.overlay import diff
from core.catalogue.overlay.differing import distance
from core.catalogue.overlay.tree import Positions, Tree
from tests.core.catalogue.overlay.drawn import Sides, sides

FEW = settings(max_examples=40, deadline=None)


@FEW
@given(sides())
def test_the_distance_is_the_number_of_differences(three: Sides) -> None:
    _base, one, other = three
    assert distance(Tree.of(one), Tree.of(other)) == len(diff(one, other))


@FEW
@given(sides())
def test_positions_are_those_of_the_tree(three: Sides) -> None:
    _base, one, _other = three
    tree = Tree.of(one)
    counted = Positions(tree)
    elements = [address for address in tree.nodes if address]
    assert {each: counted[each] for each in reversed(elements)} == {each: tree.position(each) for each in elements}

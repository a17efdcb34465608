"""The laws of adjustments, on programmes of the house that were edited at random."""

from __future__ import annotations

import re
from contextlib import suppress
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from core.catalogue.overlay import Adjustment, Rebased, Unfit, apply, diff, invert, rebase, settled, told
from tests.core.catalogue.overlay.drawn import Sides, sides
from tests.core.catalogue.overlay.losses import losses

FEW = settings(max_examples=40, deadline=None)
PLACEHOLDER = re.compile(r"\{[a-z_]+(\.[a-z_]+)+\}")
"""Of letters, whose texts are quoted as they are."""


@FEW
@given(sides())
def test_a_difference_laid_over_the_one_gives_the_other(three: Sides):
    _base, a, b = three
    there = diff(a, b)
    assert apply(there, a).as_json() == b.as_json()
    assert apply(invert(there, a), b).as_json() == a.as_json()
    assert diff(a, a) == ()


@FEW
@given(sides(), st.integers(0, 99))
def test_the_order_in_which_they_are_given_does_not_matter(three: Sides, seed: int):
    _base, a, b = three
    given = [Adjustment.from_data(each.as_data()) for each in diff(a, b)]
    Random(seed).shuffle(given)
    assert apply(given, a).as_json() == b.as_json()


@FEW
@given(sides(), st.integers(0, 99))
def test_none_of_them_is_idle(three: Sides, seed: int):
    _base, a, b = three
    there = list(diff(a, b))
    if there:
        there.pop(seed % len(there))
        with suppress(Unfit):  # raised where the others need it
            assert apply(there, a).as_json() != b.as_json()


@FEW
@given(sides())
def test_independent_ones_may_be_laid_one_after_another(three: Sides):
    a = three.base
    values = [each for each in diff(a, three.ours) if each.op == "set"]
    try:
        forth, back = a, a
        for one, other in zip(values, reversed(values), strict=True):
            forth, back = apply([one], forth), apply([other], back)
    except Unfit:
        return  # they hang together: a kind and what only this kind has
    assert forth.as_json() == back.as_json() == apply(values, a).as_json()


@FEW
@given(sides())
def test_a_rebase_is_the_identity_where_one_side_changed_nothing(three: Sides):
    base, ours, theirs = three
    mine = rebase(base, ours, base)
    assert mine.programme.as_json() == ours.as_json()
    assert {item.state for item in mine.items} <= {"kept"}
    yours = rebase(base, base, theirs)
    assert yours.programme.as_json() == theirs.as_json()
    assert {item.state for item in yours.items} <= {"taken"}
    both = rebase(base, ours, ours)
    assert both.programme.as_json() == ours.as_json()
    assert {item.state for item in both.items} <= {"same"}


@FEW
@given(sides())
def test_no_rebase_loses_an_adjustment_silently(three: Sides):
    assert losses(three, rebase(*three)) == []


def test_an_order_may_be_told_by_another_move_where_something_was_renamed():
    three = Sides(1, 3, here=(), there=(("rename", 1), ("reorder", 0)))
    done = rebase(*three)
    assert done.programme.as_json() == three.theirs.as_json()
    assert losses(three, done) == []
    moved = [item for item in done.items if item.property == "move"]
    assert losses(three, Rebased(done.programme, tuple(item for item in done.items if item not in moved)))


@FEW
@given(sides())
def test_settled_conflicts_stand_as_they_were_settled(three: Sides):
    first = rebase(*three)
    ours = settled(*three, {item.key: "ours" for item in first.conflicts})
    assert ours.programme.as_json() == first.programme.as_json()
    assert not ours.conflicts
    theirs = settled(*three, {item.key: "theirs" for item in first.conflicts})
    assert {item.state for item in theirs.items if item.key in {one.key for one in first.conflicts}} <= {"taken"}
    assert losses(three, theirs) == []


def test_a_rebase_that_loses_something_is_seen():
    """The control: the same law refuses a rebase that forgets a change, an item, or says what is not so."""
    three = Sides(
        0, 3, here=(("set", 1), ("word", 2), ("reorder", 3), ("add", 4)), there=(("word", 7), ("set", 5), ("remove", 6))
    )
    done = rebase(*three)
    assert losses(three, done) == []
    assert {item.state for item in done.items} >= {"kept", "taken"}
    assert losses(three, Rebased(three.theirs, done.items)), "ours is gone, and the items say that it was kept"
    assert losses(three, Rebased(three.ours, done.items)), "theirs is gone, and the items say that it was taken"
    for number, item in enumerate(done.items):
        fewer = Rebased(done.programme, (*done.items[:number], *done.items[number + 1 :]))
        assert losses(three, fewer), f"nobody speaks of {item.key} any more"


@FEW
@given(sides(), st.sampled_from(["de", "en"]))
def test_each_is_told_in_a_sentence_of_its_own(three: Sides, language: str):
    _base, a, b = three
    there = diff(a, b)
    said = told(there, a, language)
    assert sorted((each.address, each.property) for each in said) == sorted(each.key for each in there)
    for each in said:
        assert re.search(r"[{}]|\bNone\b|^$", PLACEHOLDER.sub("", each.text)) is None, each.text

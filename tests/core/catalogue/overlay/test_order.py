"""The order of lists: the fewest that moved, and the same result whichever way it is told."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.catalogue.overlay.order import arranged, stayed


@pytest.mark.parametrize(
    ("before", "after", "found"),
    [
        ("abcd", "abcd", "abcd"),
        ("abcd", "bcda", "bcd"),
        ("abcd", "dabc", "abc"),
        ("abcdef", "fabced", "abcd"),
        ("abc", "", ""),
        ("", "abc", ""),
        ("abc", "xbyc", "bc"),
    ],
)
def test_most_stay(before, after, found):
    assert "".join(sorted(stayed(before, after))) == found


@given(st.permutations("abcdefg"))
def test_those_that_stayed_stand_in_the_same_order_in_both(after):
    found = stayed("abcdefg", after)
    assert [each for each in after if each in found] == sorted(found)


@pytest.mark.parametrize(
    ("before", "staying", "inserted", "result"),
    [
        ("ab", "ab", {"x": "a"}, "axb"),
        ("ab", "ab", {"x": ""}, "xab"),
        ("ab", "ab", {"x": "a", "y": "x"}, "axyb"),
        ("ab", "ab", {"y": "a", "x": "a"}, "axyb"),
        ("abc", "ac", {"x": "b"}, "axc"),
        ("abc", "bc", {"x": "a"}, "xbc"),
        ("ab", "ab", {"x": "never_there"}, "abx"),
        ("", "", {"x": "never_there"}, "x"),
        ("ab", "ab", {"x": "y", "y": "x"}, "abxy"),
        ("ab", "ab", {"x": "x"}, "abx"),
    ],
)
def test_what_is_inserted_stands_behind_what_it_names(before, staying, inserted, result):
    assert arranged(before, staying, inserted) == [*result]
    assert arranged(before, staying, dict(reversed(inserted.items()))) == [*result]


@given(st.permutations("abcdefgxyz"), st.integers(0, 99))
def test_any_order_is_reached_from_what_stayed(after, seed):
    before = "abcdefg"
    staying = stayed(before, after)
    inserted = {each: after[place - 1] if place else "" for place, each in enumerate(after) if each not in staying}
    given = list(inserted.items())
    Random(seed).shuffle(given)
    assert arranged(before, [each for each in before if each in staying], dict(given)) == after


def test_a_long_row_of_new_ones_is_no_deep_pile():
    inserted = {f"n{number:05}": f"n{number - 1:05}" if number else "" for number in range(20_000)}
    assert arranged((), (), inserted) == sorted(inserted)

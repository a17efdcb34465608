"""What waits for itself is found in one walk, as asking for each name by itself would find it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from core.definitions.checks.names import before, circling

NAMES = "abcdefg"


@given(st.dictionaries(st.sampled_from(NAMES), st.frozensets(st.sampled_from(NAMES + "x"), max_size=3)))
def test_as_asking_for_each(after: dict[str, frozenset[str]]) -> None:
    inside = {id: {name for name in names if name in after} for id, names in after.items()}
    assert circling(after) == [id for id in after if id in before(id, inside)]


def test_a_long_chain_is_no_circle_until_it_is_closed() -> None:
    """Asked name by name this would be twelve million waits."""
    chain = {f"q{number}": {f"q{number - 1}"} for number in range(5_000)}
    assert circling(chain) == []
    assert circling({"a": {"b"}, "b": {"a"}, "before": {"a"}, "c": {"c"}, **chain}) == ["a", "b", "c"]

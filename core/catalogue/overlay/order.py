"""The order of a list: which of its elements have moved, and where those stand that were added or moved."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence


def stayed(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """The most elements that can be said not to have moved: the longest that stand in the same order in both."""
    place = {each: number for number, each in enumerate(before)}
    ends: list[str] = []  # of the rows of each length that rise, the one whose end comes first in `before`
    comes_behind: dict[str, str | None] = {}
    for each in after:
        if each in place:
            length = bisect_left(ends, place[each], key=place.__getitem__)
            comes_behind[each] = ends[length - 1] if length else None
            ends[length : length + 1] = [each]
    found: set[str] = set()
    one = ends[-1] if ends else None
    while one is not None:
        found.add(one)
        one = comes_behind[one]
    return found


def arranged(before: Sequence[str], staying: Sequence[str], inserted: Mapping[str, str]) -> list[str]:
    """`staying` in their order, and each inserted element behind the one that it names ("" is the front).

    An anchor that has gone is replaced by the nearest one before it in `before`; one that never was, by the end. The order in
    which `inserted` is given does not matter.
    """
    there = {*staying, *inserted}
    behind: dict[str, list[str]] = {}
    for each in sorted(inserted):
        behind.setdefault(_anchor(inserted[each], before, staying, there), []).append(each)
    result: dict[str, None] = {}
    # what names each other in a circle comes last, since nothing before it names it
    for start in (*behind.get("", ()), *staying, *sorted(inserted)):
        ahead = [start]
        while ahead:
            each = ahead.pop()
            if each not in result:
                result[each] = None
                ahead.extend(reversed(behind.get(each, [])))
    return list(result)


def _anchor(after: str, before: Sequence[str], staying: Sequence[str], there: set[str]) -> str:
    if not after or after in there:
        return after
    if after not in before:
        return staying[-1] if staying else ""
    known = set(staying)
    return next((each for each in reversed(before[: list(before).index(after)]) if each in known), "")

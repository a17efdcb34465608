"""Combinations with other programmes: days in order, no two for one day, none with itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from core.definitions.combination import Combination
from core.definitions.files import Fault
from core.definitions.programme import Programme


def combination_faults(programme: Programme) -> Iterator[Fault]:
    for each in programme.combinations:
        here = f"combinations/{each.with_}"
        if each.with_ == programme.id:
            yield Fault(here, f"A programme cannot be combined with itself; name another one than '{programme.id}'")
        if each.valid_from and each.valid_to and each.valid_from > each.valid_to:
            yield Fault(here, f"It would hold from {each.valid_from} to {each.valid_to}: the end lies before the start")
    for one, other in combinations(programme.combinations, 2):
        if one.with_ == other.with_ and _overlap(one, other):
            yield Fault(
                f"combinations/{one.with_}",
                f"Two sentences about '{one.with_}' hold on the same days; give them valid_from and valid_to that do not overlap",
            )


def _overlap(one: Combination, other: Combination) -> bool:
    starts = [each.valid_from or date.min for each in (one, other)]
    ends = [each.valid_to or date.max for each in (one, other)]
    return max(starts) <= min(ends)

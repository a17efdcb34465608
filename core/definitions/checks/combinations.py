"""Combinations with other programmes: days in order, no two for one day, none with itself."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import combinations

from core.definitions.checks.names import upside_down
from core.definitions.combination import Combination
from core.definitions.files import Fault
from core.definitions.programme import Programme
from core.rules.message import msg


def combination_faults(programme: Programme) -> Iterator[Fault]:
    for each in programme.combinations:
        here = f"combinations/{each.with_}"
        if each.with_ == programme.id:
            yield Fault(here, msg("A programme cannot be combined with itself; name another one than '{id}'", id=programme.id))
        if each.valid_from and each.valid_to and each.valid_from > each.valid_to:
            yield Fault(here, upside_down(each.valid_from, each.valid_to))
    for one, other in combinations(programme.combinations, 2):
        if one.with_ == other.with_ and _overlap(one, other):
            yield Fault(
                f"combinations/{one.with_}",
                msg(
                    "Two sentences about '{id}' hold on the same days; give them valid_from and valid_to that do not overlap",
                    id=one.with_,
                ),
            )


def _overlap(one: Combination, other: Combination) -> bool:
    starts = [each.valid_from or date.min for each in (one, other)]
    ends = [each.valid_to or date.max for each in (one, other)]
    return max(starts) <= min(ends)

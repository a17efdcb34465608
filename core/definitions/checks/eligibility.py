"""Criteria: their rules, and versions that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import combinations

from core.definitions.checks.names import upside_down
from core.definitions.checks.scopes import Scope, ruled_faults
from core.definitions.criterion import Criterion
from core.definitions.files import Fault
from core.definitions.programme import Programme
from core.definitions.vocabulary import Vocabulary
from core.rules.message import msg


def eligibility_faults(programme: Programme, vocabulary: Vocabulary) -> Iterator[Fault]:
    yield from _criteria(programme.eligibility, "eligibility", vocabulary.entry_scope)
    for track in programme.tracks:
        yield from _criteria(track.eligibility, f"tracks/{track.id}/eligibility", vocabulary.entry_scope)
    for offering in programme.offerings:
        yield from _criteria(offering.eligibility, f"offerings/{offering.id}/eligibility", vocabulary.entry_scope)
    for block in programme.blocks:
        yield from _criteria(block.eligibility, f"blocks/{block.id}/eligibility", vocabulary.entry_scope)


def _criteria(criteria: Iterable[Criterion], path: str, scope: Scope) -> Iterator[Fault]:
    for criterion in criteria:
        here = f"{path}/{criterion.id}"
        yield from ruled_faults(criterion, here, scope)
        if criterion.valid_from and criterion.valid_to and criterion.valid_from > criterion.valid_to:
            yield Fault(here, upside_down(criterion.valid_from, criterion.valid_to))
    for one, other in combinations(criteria, 2):
        if one.id == other.id and _overlap(one, other):
            yield Fault(
                f"{path}/{one.id}",
                msg(
                    "Two versions of '{id}' hold on the same days; give them valid_from and valid_to that do not overlap",
                    id=one.id,
                ),
            )


def _overlap(one: Criterion, other: Criterion) -> bool:
    starts = [criterion.valid_from or date.min for criterion in (one, other)]
    ends = [criterion.valid_to or date.max for criterion in (one, other)]
    return max(starts) <= min(ends)

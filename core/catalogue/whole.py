"""The check of a change set as a whole: what keeps it from being published, and what somebody should look at."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sqlalchemy.orm import Session

from core.catalogue.change_models import ChangeSet
from core.catalogue.confirming import Confirmed, confirmed
from core.catalogue.labelling import label_findings, translation_findings
from core.catalogue.meetable import nobody
from core.catalogue.models import Revision, read, shipped_definition
from core.catalogue.overlay import diff, locked
from core.catalogue.remaining import elsewhere, old_numbers
from core.definitions import Fault, Programme, check, check_examples, vocabulary
from core.rules.message import joined, msg

NOBODY = msg("Nobody was found who could meet these criteria together, on any day that they name. Do they exclude each other?")


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found. `sort` says by which check; what `blocks` keeps the change set from being published."""

    sort: str
    fault: Fault
    blocks: bool = True


def faults(session: Session, change: ChangeSet, today: dt.date) -> list[Found]:
    """All that was found, what blocks first."""
    base = read(session.get_one(Revision, change.base).definition) if change.base else None
    shipped = shipped_definition(session, change.shipped)
    found = look(change.programme, base, shipped, today, confirmed(session, change))
    return [*(one for one in found if one.blocks), *(one for one in found if not one.blocks)]


@lru_cache(maxsize=16)
def look(
    programme: Programme, base: Programme | None, shipped: Programme | None, today: dt.date, right: Confirmed = frozenset()
) -> Sequence[Found]:
    """The same without a database: a draft, what is on offer, what was shipped, and the translations that are still right."""
    return tuple(_look(programme, base, shipped, today, right))


def _look(
    programme: Programme, base: Programme | None, shipped: Programme | None, today: dt.date, right: Confirmed
) -> Iterator[Found]:
    wrong = check(programme, vocabulary())
    gone = _gone(programme, base)
    yield from (_hinted(fault, gone) for fault in wrong)
    if shipped is not None:
        yield from (Found("locked", fault) for fault in locked(shipped, diff(shipped, programme)))
    if not wrong:  # what cannot be read says nothing
        yield from (Found("example", Fault(each.path, each.said)) for each in check_examples(programme))
        yield from _met(programme, base, today)
    if not wrong and base is not None:
        yield from (Found("number", fault, blocks=False) for fault in old_numbers(base, programme))
        yield from (Found("elsewhere", fault, blocks=False) for fault in elsewhere(base, programme))
    yield from (Found("translation", fault, blocks=False) for fault in translation_findings(programme, base, right))
    yield from (Found("label", fault, blocks=False) for fault in label_findings(programme, base))


def _gone(programme: Programme, base: Programme | None) -> frozenset[str]:
    """Ids of fields and steps that this change takes out."""
    if base is None:
        return frozenset()
    fields = base.fields.keys() - programme.fields.keys()
    return frozenset(fields) | ({each.id for each in base.steps} - {each.id for each in programme.steps})


def _hinted(fault: Fault, gone: frozenset[str]) -> Found:
    named = next((id for id in sorted(gone) if f"'{id}'" in fault.message), None)
    if named is None:
        return Found("definition", fault)
    hint = msg("This change takes '{name}' out: mend the rule, or hide it instead of taking it out.", name=named)
    return Found("rule", Fault(fault.path, joined((fault.message, hint), " ")))


def _met(programme: Programme, base: Programme | None, today: dt.date) -> Iterator[Found]:
    """Not for criteria that are as they were: a programme may be over on purpose."""
    if base is not None and _criteria(base) == _criteria(programme):
        return
    for path in nobody(programme, vocabulary(), today):
        yield Found("eligibility", Fault(path, NOBODY), blocks=False)


def _criteria(programme: Programme) -> list[object]:
    found: list[object] = [programme.eligibility]
    for sort in ("tracks", "blocks", "offerings"):
        found += [(each.id, each.eligibility) for each in getattr(programme, sort)]
    return found

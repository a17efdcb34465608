"""The check of a change set as a whole: what keeps it from being published, and what somebody should look at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.catalogue.change_models import ChangeSet
from core.catalogue.models import Revision, read, shipped_definition
from core.catalogue.overlay import diff, locked
from core.definitions import Fault, Programme, check, check_examples, vocabulary


@dataclass(frozen=True, slots=True)
class Found:
    """One thing that was found. `sort` says by which check; what `blocks` keeps the change set from being published."""

    sort: str
    fault: Fault
    blocks: bool = True


def faults(session: Session, change: ChangeSet) -> list[Found]:
    """All that was found, what blocks first."""
    base = read(session.get_one(Revision, change.base).definition) if change.base else None
    shipped = shipped_definition(session, change.shipped)
    found = list(look(change.programme, base, shipped))
    return [*(one for one in found if one.blocks), *(one for one in found if not one.blocks)]


def look(programme: Programme, base: Programme | None, shipped: Programme | None) -> Iterator[Found]:
    """The same without a database: a draft, what is on offer, and what was shipped."""
    wrong = check(programme, vocabulary())
    yield from (Found("definition", fault) for fault in wrong)
    if shipped is not None:
        yield from (Found("locked", fault) for fault in locked(shipped, diff(shipped, programme)))
    if not wrong:  # examples of a definition that cannot be read say nothing
        yield from (Found("example", Fault(each.path, each.message)) for each in check_examples(programme))

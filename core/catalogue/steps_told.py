"""What the steps of a change set did, in the language of whoever reads."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import NotFound
from core.catalogue import changes
from core.catalogue.change_models import ChangeSet, ChangeStep
from core.catalogue.compare import spoken
from core.catalogue.keeping import made
from core.catalogue.overlay import Adjustment, Unfit, apply, diff, told
from core.catalogue.trouble import Stale
from core.definitions import DefinitionError, Programme

TOLD, LONGEST = 3, 600
"""So many sentences of a step are told, and so much of them."""
LATEST = 40
"""So many steps are put into words anew; those before them stay as they were written down."""


def said(session: Session, change: ChangeSet, locale: str | None = None) -> dict[str, str]:
    """Id of each step → what it did; "" for one that only chose sides and was given no words."""
    every, language = changes.steps(session, change), locale or spoken()
    anew = {step.id: _sentences(step, before, language) for step, before in _walked(every, change.programme)}
    return {step.id: anew.get(step.id) or step.what for step in every}


def meant(session: Session, stale: Stale, version: int, locale: str | None = None) -> list[str]:
    """What a step that came too late would have changed on the draft that its page had shown; nothing where that is not known."""
    seen = _as_of(session, stale.change, version) if stale.make else None
    if seen is None or stale.make is None:
        return []
    try:
        return [sentence.text for sentence in told(diff(seen, made(stale.make, seen)), seen, locale or spoken())]
    except (DefinitionError, NotFound):
        return []  # it would not have been taken either


def _as_of(session: Session, change: ChangeSet, version: int) -> Programme | None:
    """The draft as it stood at this version; None where not all that was done since is written down."""
    since = changes.since(session, change, version)
    if len(since) != change.version - version:
        return None
    programme = change.programme
    try:
        for step in reversed(since):
            programme = apply(_read(step.forward if step.undone else step.backward), programme)
    except Unfit:
        return None
    return programme


def reasons(session: Session, programme_id: str) -> dict[str, str]:
    """What adjustments were once given as a reason, the words of a step in one language → the title of its change set."""
    query = select(ChangeStep.what, ChangeSet.title).join(ChangeSet, ChangeSet.id == ChangeStep.change_set_id)
    return {what: title for what, title in session.execute(query.where(ChangeSet.programme_id == programme_id)) if what}


def brief(found: Sequence[str]) -> str:
    """The first sentences, and how many more there are."""
    more = f" (+{len(found) - TOLD})" if len(found) > TOLD else ""
    return "; ".join(found[:TOLD])[:LONGEST] + more


def _walked(steps: Sequence[ChangeStep], now: Programme) -> Iterator[tuple[ChangeStep, Programme]]:
    """The latest steps, each with the draft that it was made in. Those taken back come after all that stand."""
    programme = now
    for step in (step for step in steps if step.undone):
        yield step, programme
        programme = _moved(step.forward, programme)
    programme = now
    for step in [step for step in reversed(steps) if not step.undone][:LATEST]:
        programme = _moved(step.backward, programme)
        yield step, programme


def _moved(way: Iterable[dict[str, Any]], programme: Programme) -> Programme:
    """What came in without a step may stand in the way; names are then told as they are there."""
    try:
        return apply(_read(way), programme)
    except Unfit:
        return programme


def _sentences(step: ChangeStep, before: Programme, language: str) -> str:
    return brief([sentence.text for sentence in told(_read(step.forward), before, language)])


def _read(way: Iterable[dict[str, Any]]) -> list[Adjustment]:
    return [Adjustment.from_data(each) for each in way]

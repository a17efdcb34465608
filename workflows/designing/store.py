"""A draft as its designers open it, and one step of it: an edit, or the last one taken back or made again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.actor import Actor
from core.catalogue import changes, steps_told
from core.catalogue.change_models import EDIT, ChangeSet, may
from core.definitions import Programme
from forms.designing.asked import Done, Sent
from forms.designing.store import published, reference, sentences

Do = Callable[[Programme, Programme | None, Programme | None], Done]
"""From the draft, what was shipped and what is published to what was done."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft. `shipped` is what the marks are held against."""

    change: ChangeSet
    programme: Programme
    shipped: Programme | None
    edits: bool
    undoable: bool
    redoable: bool


def opened(session: Session, actor: Actor, change_id: str) -> Opened:
    """Raises NotFound, also for those of foreign programmes."""
    change = changes.find(session, actor, change_id)
    edits = change.status in ("draft", "waiting") and may(actor, EDIT, change.programme_id)
    done = [step.undone for step in changes.steps(session, change) if not step.sealed]
    return Opened(change, change.programme, reference(session, change), edits, False in done, True in done)


def act(
    session: Session,
    actor: Actor,
    change_id: str,
    sent: Sent,
    version: int,
    now: dt.datetime,
    do: Do,
    seen: Callable[[Programme], Programme],
) -> Done:
    """What was asked, as one step; it is told by what differs in `seen`. Raises Refused and what change sets raise."""
    what = (sent.get("_do") or ["set"])[0].partition(":")[0]
    if what in ("undo", "redo"):
        turned = (changes.undo if what == "undo" else changes.redo)(session, actor, change_id, version, now)
        change = changes.find(session, actor, change_id)
        told = steps_told.said(session, change)[turned.id]
        return Done(change.programme, (sent.get("_at") or [""])[0], told)
    done: list[tuple[Programme, Done]] = []
    change = changes.find(session, actor, change_id)
    shipped, offered = reference(session, change), published(session, change)

    def make(programme: Programme) -> Programme:
        done.append((programme, do(programme, shipped, offered)))
        return done[-1][1].programme

    step = changes.edit(session, actor, change_id, version, make, now)
    before, after = done[-1]
    if step is not None:
        step.what = sentences(seen(before), seen(after.programme))
    return after

"""The criteria of a change set: found, and changed by one of its steps."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from sqlalchemy.orm import Session

from core.actor import Actor, scoped
from core.catalogue import changes
from core.catalogue.change_models import DRAFTS, EDIT, ChangeSet
from core.definitions import Programme
from forms.designing.store import published, reference, sentences
from workflows.building.draft import Content

Do = Callable[[Content, Programme, Programme | None], Content]
"""From the criteria as they are, their programme, and what was shipped, to the criteria as they are to be."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A draft. `shipped` is what the marks are held against, `published` what personas come out as today."""

    change: ChangeSet
    programme: Programme
    content: Content
    shipped: Programme | None
    published: Programme | None
    edits: bool
    undoable: bool
    redoable: bool


def drafts(session: Session, actor: Actor) -> Sequence[ChangeSet]:
    """Those that are still to come and that this actor may edit, the latest first."""
    query = scoped(actor, ChangeSet, EDIT).where(ChangeSet.status.in_(DRAFTS))
    return session.scalars(query.order_by(ChangeSet.updated_at.desc(), ChangeSet.id)).all()


def opened(session: Session, actor: Actor, change_id: str) -> Opened:
    """Raises NotFound, also for those that one may not edit."""
    change = changes.find(session, actor, change_id, EDIT)
    done = [step.undone for step in changes.steps(session, change) if not step.sealed]
    programme, edits = change.programme, change.status in ("draft", "waiting")
    shipped, before = reference(session, change), published(session, change)
    return Opened(change, programme, Content.of(programme), shipped, before, edits, False in done, True in done)


def step(session: Session, actor: Actor, change_id: str, version: int, do: Do, now: dt.datetime) -> Content:
    """One step of the change set. Raises RuleError as `do` does, with its place, and what change sets raise."""
    change = changes.held(session, actor, change_id, version)
    changes.editable(change)
    before = change.programme
    # done before the step is taken: what it raises would lose its place in the rule there
    content = do(Content.of(before), before, reference(session, change))
    made = changes.take_step(session, actor, change, content.within, now)
    if made is not None:
        made.what = sentences(before, change.programme)
    return content

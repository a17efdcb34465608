"""Keep a working list under a name, for oneself or for all who work at a unit; give the lists on offer; delete one's own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound, fetch, require, scoped
from core.database import new_id
from core.organisations.models import Unit
from workflows.worklist_filters import Filters
from workflows.worklist_models import SavedFilter

MOST = 30
LONGEST = 80


class TooMany(ValueError):
    """A user keeps at most MOST lists."""


def save(session: Session, actor: Actor, title: str, filters: Filters, now: datetime, *, unit: Unit | None = None) -> SavedFilter:
    """The list under this name; one's own of the same name is replaced. With a unit it is shared with all who work there.

    Raises NotFound for a unit where the actor has no tasks, TooMany, and ValueError for an empty name.
    """
    title = " ".join(title.split())[:LONGEST]
    if not title:
        raise ValueError("A saved filter needs a name.")
    if unit is not None:
        require(actor, "do_task", unit)
    mine = select(SavedFilter).where(SavedFilter.user_id == actor.user_id)
    kept = session.scalars(mine.where(SavedFilter.title == title)).first()
    if kept is None:
        if (session.scalar(select(func.count()).select_from(mine.subquery())) or 0) >= MOST:
            raise TooMany(f"There are {MOST} saved filters already; delete one first.")
        kept = SavedFilter(id=new_id(), user_id=str(actor.user_id), title=title, created_at=now)
        session.add(kept)
    kept.query, kept.shared, kept.unit_path = dict(filters.kept()), unit is not None, unit.path if unit else ""
    session.flush()
    return kept


def on_offer(session: Session, actor: Actor) -> Sequence[SavedFilter]:
    """One's own and those shared with one's units, by name."""
    query = scoped(actor, SavedFilter, "do_task").order_by(SavedFilter.title, SavedFilter.id).limit(2 * MOST)
    return session.scalars(query).all()


def remove(session: Session, actor: Actor, id: str) -> None:
    """Delete one's own. Raises NotFound for others'."""
    found = fetch(session, actor, SavedFilter, id, "do_task")
    if found.user_id != actor.user_id:
        raise NotFound("There is no such record.")
    session.delete(found)
    session.flush()

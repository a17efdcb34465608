"""What stands before somebody: open tasks by their due day, a page at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, false, func, literal, or_, select, true, tuple_
from sqlalchemy.orm import Session

from core.actor import Actor
from workflows.models import Worklist

PAGE = 25
MOST_COUNTED = 500
GROUPS = ("overdue", "today", "week", "later", "none")


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to. `optional` takes in tasks that nobody must do."""

    programme: str = ""
    step: str = ""
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list and the key of the next one, empty at the end."""

    rows: Sequence[Worklist]
    after: str = ""


def listing(session: Session, actor: Actor, filters: Filters, *, after: str = "", limit: int = PAGE) -> Listing:
    """Tasks that this actor may do, the earliest due first. `after` is the key that the page before gave."""
    query = narrowed(select(Worklist).where(stands_before(actor)), filters)
    if key := _read_key(after):
        query = query.where(tuple_(Worklist.due_key, Worklist.task_id) > tuple_(literal(key[0]), literal(key[1])))
    rows = session.scalars(query.order_by(Worklist.due_key, Worklist.task_id).limit(limit + 1)).all()
    more = len(rows) > limit
    return Listing(rows[:limit], _key(rows[limit - 1]) if more else "")


def counted(session: Session, actor: Actor, on: date) -> dict[str, int]:
    """How many tasks are overdue, due today, and due in the week that follows; each count ends at MOST_COUNTED."""
    week = on + timedelta(days=7)
    spans = {
        "overdue": Worklist.due_key < on,
        "today": Worklist.due_key == on,
        "week": Worklist.due_key.between(on + timedelta(1), week),
    }
    found = {}
    for name, span in spans.items():
        some = select(Worklist.task_id).where(stands_before(actor), span, Worklist.optional.is_(False)).limit(MOST_COUNTED)
        found[name] = session.scalar(select(func.count()).select_from(some.subquery())) or 0
    return found


def group(due: date | None, on: date) -> str:
    """Which heading a due day stands under: one of GROUPS."""
    if due is None:
        return "none"
    days = (due - on).days
    return "overdue" if days < 0 else "today" if days == 0 else "week" if days <= 7 else "later"


def grouped(rows: Sequence[Worklist], on: date) -> list[tuple[str, list[Worklist]]]:
    """The rows under their headings, in the order of GROUPS, without empty ones."""
    found: dict[str, list[Worklist]] = {}
    for row in rows:
        found.setdefault(group(row.due, on), []).append(row)
    return [(name, found[name]) for name in GROUPS if name in found]


def narrowed(query: Select[Any], filters: Filters) -> Select[Any]:
    if filters.programme:
        query = query.where(Worklist.programme == filters.programme)
    if filters.step:
        query = query.where(Worklist.step == filters.step)
    return query if filters.optional else query.where(Worklist.optional.is_(False))


def stands_before(actor: Actor) -> ColumnElement[bool]:
    """The tasks that this actor may do: at a unit of one of her grants, and of a role that the grant plays."""
    if actor.everything:
        return true()
    return or_(false(), *(_of(grant.unit_path, grant.programme, grant.role) for grant in actor.granted("do_task")))


def _of(unit_path: str, programme: str | None, role: str) -> ColumnElement[bool]:
    here = Worklist.unit_path.startswith(unit_path, autoescape=True)
    plays = Worklist.held_by.contains(f" {role} ", autoescape=True)
    return and_(here, plays, Worklist.programme == programme) if programme else and_(here, plays)


def _key(row: Worklist) -> str:
    return f"{row.due_key.isoformat()}~{row.task_id}"


def _read_key(text: str) -> tuple[date, str] | None:
    """A key that somebody made up by hand is no key: the list begins at its beginning."""
    day, _tilde, task_id = text.partition("~")
    try:
        return (date.fromisoformat(day), task_id) if task_id.isprintable() else None
    except ValueError:
        return None

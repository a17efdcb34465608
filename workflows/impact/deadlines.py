"""Which open tasks are due on another day, and which become overdue, when deadlines change: worked out by the database."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Interval, Select, String, and_, case, cast, func, literal, null, or_, select, text
from sqlalchemy.orm import Session, aliased

from core.actor import SYSTEM, Actor
from core.clock import today
from core.definitions import Deadline, Programme
from workflows.models import Case, Task, Worklist
from workflows.moves.bridge import bridge
from workflows.moves.judge import same_deadline
from workflows.rows import NEVER

ACTION = "see_case"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Shifted:
    """One open task and its due days. `person_id` is for who may see her name."""

    task_id: str
    case_id: str
    person_id: str
    step: str
    before: date | None
    after: date | None
    overdue: bool


@dataclass(frozen=True, slots=True)
class Count:
    """Of one step: how many open tasks are due on another day, and how many are overdue that were not."""

    step: str
    moved: int
    overdue: int


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Shifted]
    after: str = ""


@dataclass(frozen=True, slots=True)
class Changed:
    """The steps of `programme` whose deadline is another one: by the id that tasks have now, the step's new deadline. `names`:
    under which ids the done tasks of a step stand."""

    programme: str
    deadlines: Mapping[str, Deadline | None]
    names: Mapping[str, Sequence[str]]

    def __bool__(self) -> bool:
        return bool(self.deadlines)


def changed(before: Programme, after: Programme) -> Changed:
    """What the new revision says otherwise of steps that it still has."""
    way, found = bridge(before, after), {}
    for step in before.steps:
        heir = way.heir(step.id, step.track or "")
        new = after.step(heir) if heir else None
        if new is not None and not same_deadline(step.due, new.due, way.heirs):
            found[step.id] = new.due
    names: dict[str, list[str]] = {}
    for old, heir in way.heirs.items():
        names.setdefault(heir, []).append(old)
    return Changed(after.id, found, names)


def counts(session: Session, what: Changed, on: date) -> list[Count]:
    """Of all cases, whoever asks: numbers without names."""
    if not what:
        return []
    found = _shifted(session, SYSTEM, what, on).subquery()
    query = select(found.c.step, func.count(), func.count().filter(found.c.overdue)).group_by(found.c.step)
    return [Count(*row) for row in session.execute(query.order_by(found.c.step))]


def shifted(
    session: Session, actor: Actor, what: Changed, on: date, *, only_overdue: bool = False, key: str = "", limit: int = PAGE
) -> Page:
    """The tasks that the actor may see, what is due first first. `key` is where the page before ended."""
    if not what:
        return Page([])
    found = _shifted(session, actor, what, on).subquery()
    query = select(found).order_by(found.c.due_key, found.c.task_id).limit(limit + 1)
    if only_overdue:
        query = query.where(found.c.overdue)
    if key:
        day, _sign, task_id = key.partition("_")
        then = literal(date.fromisoformat(day), Date())
        query = query.where(or_(found.c.due_key > then, and_(found.c.due_key == then, found.c.task_id > task_id)))
    rows = session.execute(query).all()
    shown = [Shifted(r.task_id, r.case_id, r.person_id, r.step, r.before, r.after, bool(r.overdue)) for r in rows[:limit]]
    last = rows[limit - 1] if len(rows) > limit else None
    return Page(shown, f"{last.due_key.isoformat()}_{last.task_id}" if last else "")


def _shifted(session: Session, actor: Actor, what: Changed, on: date) -> Select[Any]:
    """Open tasks whose day is another one."""
    dialect = session.get_bind().dialect.name
    _teach(session, dialect)
    days = [(Worklist.step == step, _day(what, deadline, dialect)) for step, deadline in what.deadlines.items()]
    after = cast(case(*days), Date()) if dialect == "postgresql" else case(*days)
    listed = (
        select(
            Worklist.task_id, Worklist.case_id, Worklist.person_id, Worklist.step, Worklist.due.label("before"),
            after.label("after"),
        )
        .join(Case, Case.id == Worklist.case_id)
        .where(Worklist.programme == what.programme, Worklist.step.in_(list(what.deadlines)))
    )  # fmt: skip
    if not actor.everything:
        listed = listed.where(Case.scope(actor, ACTION))
    inner = listed.offset(0).subquery()
    then = literal(on, Date())
    overdue = and_(inner.c.after < then, or_(inner.c.before.is_(None), inner.c.before >= then))
    due_key = func.coalesce(inner.c.after, literal(NEVER, Date()), type_=Date())
    moved = select(inner, func.coalesce(overdue, text("false")).label("overdue"), due_key.label("due_key"))
    return moved.where(inner.c.after.is_distinct_from(inner.c.before))


def _day(what: Changed, deadline: Deadline | None, dialect: str) -> ColumnElement[Any]:
    if deadline is None:
        return cast(null(), Date()) if dialect == "postgresql" else null()
    opened: Any = _berlin(Worklist.opened_at, dialect)
    start: Any = opened
    if deadline.after == "entry":
        start = Case.entered_on
    elif deadline.after != "opened":
        done = aliased(Task)
        names = what.names.get(deadline.after, [deadline.after])
        last = select(func.max(done.done_at)).where(done.case_id == Worklist.case_id, done.step.in_(names))
        start = func.coalesce(_berlin(last.correlate(Worklist).scalar_subquery(), dialect), opened, type_=Date())
    return _later(start, deadline, dialect)


def _later(start: Any, deadline: Deadline, dialect: str) -> ColumnElement[Any]:
    """A month's missing day becomes its last, as `core.clock.deadline` has it; both databases do so."""
    if dialect == "postgresql":
        stretch = f"{deadline.months} months {deadline.days} days"
        return cast(start + cast(literal(stretch, String()), Interval()), Date())
    months = func.rule_months_later(start, deadline.months, type_=Date()) if deadline.months else start
    return func.rule_days_later(months, deadline.days, type_=Date()) if deadline.days else months


def _berlin(moment: Any, dialect: str) -> ColumnElement[Any]:
    if dialect == "postgresql":
        return cast(func.timezone("Europe/Berlin", moment), Date())
    return func.berlin_day(moment, type_=Date())


def _teach(session: Session, dialect: str) -> None:
    """SQLite knows no time zones."""
    if dialect == "sqlite":
        connection = session.connection().connection.dbapi_connection
        if isinstance(connection, sqlite3.Connection):
            connection.create_function("berlin_day", 1, _berlin_day, deterministic=True)


def _berlin_day(moment: str | None) -> str | None:
    return None if moment is None else today(datetime.fromisoformat(moment).replace(tzinfo=UTC)).isoformat()

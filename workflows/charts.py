"""Figures of a programme, worked out by the database: cases by phase, entries by month, and how long a step takes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Float, Select, case, cast, extract, func, literal_column, select
from sqlalchemy.orm import Session

from core.actor import Actor, scoped
from core.definitions import Programme
from core.definitions.lineage import successors
from workflows.models import Case, Task
from workflows.progress import phases_of

MONTHS = 12
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar: what it stands for, how long it is, and the number as it is said."""

    title: Any
    value: float
    text: str = ""

    @property
    def said(self) -> str:
        return self.text or f"{self.value:g}"


@dataclass(frozen=True, slots=True)
class Duration:
    """How long a step takes from its opening: the median in days, and of how many tasks."""

    step: str
    days: float
    tasks: int


def by_phase(session: Session, actor: Actor, programme: Programme) -> list[tuple[Any, int]]:
    """Running cases of the participants' way by the phase that they are in, in the programme's order; None is no phase."""
    mine = scoped(actor, Case, "see_case").where(Case.programme == programme.id, Case.closed_on.is_(None), Case.track == "")
    counted = mine.with_only_columns(Case.phase, func.count().label("number")).group_by(Case.phase)
    found = {row.phase: row.number for row in session.execute(counted)}
    listed = [(phase, found.pop(phase.id, 0)) for phase in phases_of(programme, "")]
    left = sum(found.values())
    return [*listed, (None, left)] if left else listed


def busiest(session: Session, actor: Actor) -> str | None:
    """The programme in which most of the running cases are that this actor sees."""
    mine = scoped(actor, Case, "see_case").where(Case.closed_on.is_(None))
    counted = mine.with_only_columns(Case.programme).group_by(Case.programme).order_by(func.count().desc(), Case.programme)
    return session.scalar(counted.limit(1))


def by_month(session: Session, actor: Actor, programme: Programme, on: date) -> list[tuple[date, int]]:
    """Entries into the programme in each of the last MONTHS months, this one too, whether the case still runs or not."""
    months = _months(on)
    mine = scoped(actor, Case, "see_case").where(Case.programme == programme.id, Case.entered_on >= months[0], Case.track == "")
    year, month = extract("year", Case.entered_on), extract("month", Case.entered_on)
    rows = session.execute(mine.with_only_columns(year, month, func.count()).group_by(year, month))
    found = {(int(year), int(month)): number for year, month, number in rows}
    return [(day, found.get((day.year, day.month), 0)) for day in months]


def in_step(session: Session, actor: Actor, programme: Programme, on: date) -> list[Duration]:
    """How long tasks took that were done in the last year, by step in the programme's order.

    Steps that stand open at any time, and come again and again, are left out: how long they are open says nothing.
    """
    rows = session.execute(_medians(session, actor, programme, datetime.combine(on, time(), UTC) - YEAR))
    found = {row.step: Duration(row.step, float(row.median) / 86400, row.tasks) for row in rows}
    return [found[step.id] for step in programme.steps if step.id in found and not (step.optional and step.repeat)]


def _medians(session: Session, actor: Actor, programme: Programme, since: datetime) -> Select[Any]:
    """The middle one, or the mean of the two in the middle. By ranks, since SQLite has no median."""
    where = Task.programme == programme.id, Task.status == "done", Task.done_at >= since
    mine = scoped(actor, Task, "see_case").where(*where)
    seconds = _seconds(session).label("seconds")
    step = _step_now(programme)
    rank = func.row_number().over(partition_by=step, order_by=seconds).label("rank")
    number = func.count().over(partition_by=step).label("number")
    ranked = mine.with_only_columns(step.label("step"), seconds, rank, number).subquery()
    doubled = ranked.c.rank * 2
    middle = doubled.between(ranked.c.number, ranked.c.number + 2)
    chosen = select(ranked.c.step, func.avg(ranked.c.seconds).label("median"), func.max(ranked.c.number).label("tasks"))
    return chosen.where(middle).group_by(ranked.c.step)


def _step_now(programme: Programme) -> ColumnElement[str]:
    """The step as it is called now: cases of earlier revisions have it under a former id."""
    now = {old: heirs[0] for old, heirs in successors(programme.steps).items() if len(heirs) == 1}
    return case(now, value=Task.step, else_=Task.step) if now else Task.step.expression


def _seconds(session: Session) -> Any:
    if session.get_bind().dialect.name == "postgresql":
        return cast(extract("epoch", Task.done_at - Task.opened_at), Float)
    days = func.julianday(Task.done_at) - func.julianday(Task.opened_at)
    return days * literal_column("86400.0")


def _months(on: date) -> Sequence[date]:
    """The first days of the last MONTHS months, the earliest first."""
    last = on.year * 12 + on.month - 1
    return [date(number // 12, number % 12 + 1, 1) for number in range(last - MONTHS + 1, last + 1)]

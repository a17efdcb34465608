"""What stands on a programme's names beside its cases: offerings, sums, charts, exports, contacts; what becomes of each when a
name goes, and how much rests on it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, Literal

from sqlalchemy import ColumnElement, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from core.actor import Actor
from core.definitions import Counter, Form, Programme, Wording
from workflows.charts import YEAR
from workflows.dossier import DAY, MINUTES
from workflows.models import BlockPlace, Case, Task
from workflows.offering_models import Offering, Tally

Sort = Literal["offerings", "counters", "figures", "exports", "contacts"]
What = Literal[
    "kind_gone", "kind_without_form", "counter_gone", "counter_other", "counter_unfed", "budget_spent", "phase_gone", "step_gone",
    "value_gone", "contact_gone",
]  # fmt: skip
MOST = 20
"""So many names of offerings are told."""


@dataclass(frozen=True, slots=True)
class Touched:
    """`what` becomes of the thing called `name`: so many records rest on it, and those with `names` may be seen by the actor.
    `table` is the key of the export that reads it."""

    sort: Sort
    what: What
    name: Wording
    count: int = 0
    names: tuple[str, ...] = ()
    table: str = ""


def touched(session: Session, actor: Actor, before: Programme, after: Programme, on: date) -> list[Touched]:
    """Numbers are of all records, whoever asks."""
    found = [*_offerings(session, actor, before, after), *_counters(session, before, after)]
    return [*found, *_figures(session, before, after, on), *_exports(session, before, after), *_contacts(before, after)]


def _offerings(session: Session, actor: Actor, before: Programme, after: Programme) -> Iterator[Touched]:
    """Those that run go on as they were made; a new one cannot be made any more, or asks for nothing."""
    later = {kind.id: kind for kind in after.offerings}
    for kind in before.offerings:
        now = later.get(kind.id)
        if now is not None and (kind.form is None or now.form is not None):
            continue
        running = Offering.programme == before.id, Offering.kind == kind.id, Offering.closed_on.is_(None)
        count = session.scalar(select(func.count()).select_from(Offering).where(*running)) or 0
        seen = select(Offering.title).where(*running, Offering.scope(actor, "see_case")).order_by(Offering.starts_on, Offering.id)
        names = tuple(session.scalars(seen.limit(MOST)))
        yield Touched("offerings", "kind_gone" if now is None else "kind_without_form", kind.title, count, names)


def _counters(session: Session, before: Programme, after: Programme) -> Iterator[Touched]:
    query = select(Tally.counter, func.count(), func.sum(Tally.cost)).where(Tally.programme == before.id).group_by(Tally.counter)
    written = {row[0]: (row[1], row[2] or 0) for row in session.execute(query)}
    later = {each.id: each for each in after.counters}
    for each in before.counters:
        count, spent = written.get(each.id, (0, 0))
        now = later.get(each.id)
        if now is None:
            yield Touched("counters", "counter_gone", each.title, count)
            continue
        if count and (each.unit, each.of) != (now.unit, now.of):
            yield Touched("counters", "counter_other", each.title, count)
        if _fed(before, each) and not _fed(after, now):
            yield Touched("counters", "counter_unfed", each.title, count)
        if now.budget is not None and now.budget != each.budget and spent > now.budget:
            yield Touched("counters", "budget_spent", each.title, count)


def _fed(programme: Programme, counter: Counter) -> bool:
    """Whether anybody hands in its form."""
    asking: list[Any] = [*programme.steps, *programme.offerings]
    return any(each.form == counter.form for each in asking)


def _figures(session: Session, before: Programme, after: Programme, on: date) -> Iterator[Touched]:
    gone = _gone(before.phases, after.phases)
    mine = Case.programme == before.id, Case.closed_on.is_(None), Case.track == ""
    for phase in gone:
        count = session.scalar(select(func.count()).select_from(Case).where(*mine, Case.phase == phase.id)) or 0
        yield Touched("figures", "phase_gone", phase.title, count)
    since = datetime.combine(on, time(), UTC) - YEAR
    for step in _gone(before.steps, after.steps):
        done = Task.programme == before.id, Task.step == step.id, Task.status == "done", Task.done_at >= since
        if count := session.scalar(select(func.count()).select_from(Task).where(*done)) or 0:
            yield Touched("figures", "step_gone", step.title, count)


def _exports(session: Session, before: Programme, after: Programme) -> Iterator[Touched]:
    """The tables of the administration carry ids: who reads them elsewhere looks for one that stands in no new row."""
    for table, column, many in EXPORTS:
        gone = _gone(getattr(before, many), getattr(after, many))
        for each in gone:
            if count := _rows(session, before.id, column, each.id):
                yield Touched("exports", "value_gone", each.title, count, (each.id,), table)


EXPORTS: Sequence[tuple[str, InstrumentedAttribute[Any], str]] = (
    ("cases", Case.phase, "phases"),
    ("cases", Case.track, "tracks"),
    ("cases", Case.exit_reason, "exits"),
    ("places", BlockPlace.block, "blocks"),
    ("offerings", Offering.kind, "offerings"),
    ("tallies", Tally.counter, "counters"),
)
"""The export, the column of it that carries an id, and the list of a programme that the id is of."""


def _rows(session: Session, programme: str, column: InstrumentedAttribute[Any], id: str) -> int:
    its: ColumnElement[bool] = column.class_.programme == programme
    return session.scalar(select(func.count()).select_from(column.class_).where(its, column == id)) or 0


def _contacts(before: Programme, after: Programme) -> Iterator[Touched]:
    """A form with a day and minutes of contact is a contact note on the page of the person."""
    for form in before.forms:
        now = after.form(form.id)
        if now is not None and _is_contact(form) and not _is_contact(now):
            yield Touched("contacts", "contact_gone", form.title)


def _is_contact(form: Form) -> bool:
    return {DAY, MINUTES} <= {field.id for field in form.fields if not field.hidden}


def _gone(before: Sequence[Any], after: Sequence[Any]) -> list[Any]:
    """A step that has another name by now is not gone."""
    kept = {name for each in after for name in (each.id, *getattr(each, "was", ()))}
    return [each for each in before if each.id not in kept]

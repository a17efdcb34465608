"""The registry by programme and verdict: how many people, and who, a page at a time.

Few people are judged on the spot. Where one answers for more than LIVE, what the last `foerderkette screen --stored` found
is read instead, so that no page waits for a million people; each programme says of which day that is.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, delete, func, insert, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.definitions import Programme
from core.people.models import Person
from core.rules import ELIGIBLE, NOT_ELIGIBLE, OPEN, Outcome
from workflows.screening import registry
from workflows.screening.registry import Counts, deciders
from workflows.screening.screened import Screened, ScreenedUnit

ACTION = "open_case"
"""Whom one may take in: for these the person's page shows the same verdicts."""
LIVE = 5_000
PAGE = 40
STATUSES: Mapping[Outcome, bool | None] = {ELIGIBLE: True, OPEN: None, NOT_ELIGIBLE: False}


@dataclass(frozen=True, slots=True)
class Row:
    """A programme with its numbers, for entry on a day. Without numbers nothing was screened yet."""

    programme: Programme
    counts: Counts | None
    on: date | None


@dataclass(frozen=True, slots=True)
class Listed:
    """One page of people with what was found of them; `after` is the key of the next page, or empty."""

    people: Mapping[str, Outcome]
    after: str = ""


def is_live(session: Session, actor: Actor) -> bool:
    """Whether those whom one may take in are few enough to be judged for a page."""
    few = select(Person.id).where(Person.scope(actor, ACTION)).limit(LIVE + 1).subquery()
    return (session.scalar(select(func.count()).select_from(few)) or 0) <= LIVE


def judged(session: Session, actor: Actor, programmes: Sequence[Programme], on: date) -> list[Row]:
    """The numbers as they are now."""
    found = registry.counts(session, actor, deciders(programmes), on, action=ACTION)
    return [Row(each, found[each.id], on) for each in programmes]


def stored(session: Session, actor: Actor, programmes: Sequence[Programme]) -> list[Row]:
    """The numbers of the last screening, added up over one's units."""
    sums = (func.max(ScreenedUnit.on), *map(func.sum, (ScreenedUnit.eligible, ScreenedUnit.not_eligible, ScreenedUnit.open)))
    query: Any = select(ScreenedUnit.programme, *sums).where(ScreenedUnit.scope(actor, ACTION)).group_by(ScreenedUnit.programme)
    found = {programme: (Counts(*map(int, numbers)), on) for programme, on, *numbers in session.execute(query)}
    return [Row(each, *found.get(each.id, (None, None))) for each in programmes]


def people_judged(
    session: Session, actor: Actor, programme: Programme, on: date, verdict: Outcome | None, after: str = ""
) -> Listed:
    """Whom the programme would take, would not, or cannot tell; without a verdict all, in the order in which they came."""
    dialect = session.get_bind().dialect.name
    inner = registry.statuses(actor, deciders([programme]), on, dialect, papers=True, action=ACTION).offset(0).subquery()
    person_id, status = inner.c
    return _page(session, select(person_id, status), person_id, status, verdict, after)


def people_stored(
    session: Session, actor: Actor, programme: Programme, on: date, verdict: Outcome | None, after: str = ""
) -> Listed:
    """The same, as the last screening found them."""
    mine: Any = select(Screened.person_id, Screened.status).join(Person, Person.id == Screened.person_id)
    mine = mine.where(Person.scope(actor, ACTION), Screened.programme == programme.id, Screened.on == on)
    return _page(session, mine, Screened.person_id, Screened.status, verdict, after)


def keep(session: Session, programmes: Sequence[Programme], on: date, everybody: Actor) -> list[Row]:
    """Screen the whole registry and keep what was found, in the place of what was found before. In transaction()."""
    wanted = deciders(programmes)
    registry.store(session, everybody, wanted, on)
    _forget(session, wanted, on)
    session.execute(insert(ScreenedUnit).from_select(COLUMNS, _of_units(wanted, on)))
    return stored(session, everybody, programmes)


COLUMNS = ("unit_id", "programme", "on", "eligible", "not_eligible", "open")


def _forget(session: Session, programmes: Collection[str], on: date) -> None:
    session.execute(delete(Screened).where(Screened.programme.in_(programmes), Screened.on != on))
    session.execute(delete(ScreenedUnit).where(ScreenedUnit.programme.in_(programmes)))


def _of_units(programmes: Collection[str], on: date) -> Select[Any]:
    yes, known = func.count().filter(Screened.status.is_(True)), func.count(Screened.status)
    found: Any = select(Person.unit_id, Screened.programme, Screened.on, yes, known - yes, func.count() - known)
    found = found.join(Person, Person.id == Screened.person_id).where(Screened.on == on, Screened.programme.in_(programmes))
    grouped: Select[Any] = found.group_by(Person.unit_id, Screened.programme, Screened.on)
    return grouped


def _page(
    session: Session,
    query: Select[Any],
    person_id: ColumnElement[str] | Any,
    status: ColumnElement[bool] | Any,
    verdict: Outcome | None,
    after: str,
) -> Listed:
    if verdict is not None:
        query = query.where(status.is_not_distinct_from(STATUSES[verdict]) if verdict == OPEN else status.is_(STATUSES[verdict]))
    if after:
        query = query.where(person_id > after)
    found = session.execute(query.order_by(person_id).limit(PAGE + 1)).all()
    outcomes = {status: outcome for outcome, status in STATUSES.items()}
    people = {id: outcomes[mark if mark is None else bool(mark)] for id, mark in found[:PAGE]}
    return Listed(people, list(people)[-1] if len(found) > PAGE else "")

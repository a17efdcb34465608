"""Running sums as pages show them: of a case, and of a programme's budgets by month and by person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, extract, func, literal, select, true, tuple_
from sqlalchemy import case as when
from sqlalchemy.orm import Session

from core.actor import Actor
from core.definitions import Cap, Counter, Programme, Threshold
from workflows.counter_limits import span
from workflows.models import Case
from workflows.offering_models import Tally

PAGE = 50
MOST_PEOPLE = 200


@dataclass(frozen=True, slots=True)
class Room:
    """How much of a cap is used now."""

    cap: Cap
    sum: int

    @property
    def left(self) -> int:
        return max(0, self.cap.amount - self.sum)


@dataclass(frozen=True, slots=True)
class Sum:
    """One counter of a case: its sum, what its caps leave, which thresholds it has reached, what its budget leaves."""

    counter: Counter
    total: int
    rooms: tuple[Room, ...]
    spent: int | None

    @property
    def reached(self) -> tuple[Threshold, ...]:
        return tuple(each for each in self.counter.thresholds if each.amount <= self.total)

    @property
    def next(self) -> Threshold | None:
        ahead = [each for each in self.counter.thresholds if each.amount > self.total]
        return min(ahead, key=lambda each: each.amount, default=None)

    @property
    def left(self) -> int | None:
        """Cents of the budget; None where there is none."""
        return None if self.counter.budget is None or self.spent is None else max(0, self.counter.budget - self.spent)


@dataclass(frozen=True, slots=True)
class Part:
    """What one month or one person adds."""

    key: Any
    amount: int
    cost: int


@dataclass(frozen=True, slots=True)
class Account:
    """One counter of a programme. `total` and `spent` are of the whole programme, the parts of what the actor may see."""

    counter: Counter
    total: int
    spent: int
    months: tuple[Part, ...]
    people: tuple[Part, ...]

    @property
    def left(self) -> int | None:
        return None if self.counter.budget is None else max(0, self.counter.budget - self.spent)

    @property
    def seen(self) -> int:
        return sum(month.amount for month in self.months)


@dataclass(frozen=True, slots=True)
class Entries:
    """A page of a counter's entries, the latest first; `after` is the key of the next page, empty at the end."""

    rows: Sequence[Tally]
    after: str = ""


def sums(session: Session, programme: Programme, case: Case, on: date) -> list[Sum]:
    """The counters that the steps of this case's way feed; the caller has fetched the case within the actor's scope."""
    track = getattr(case, "track", "") or ""
    forms = {step.form for step in programme.steps if (step.track or "") == track}
    counters = [counter for counter in programme.counters if counter.form in forms]
    own = [each for each in counters if each.of == "person"]
    found = _summed(session, case.programme, Tally.person_id == case.person_id, on) if own else {}
    wide = [each for each in counters if each.of == "programme" or each.budget is not None]
    shared = _summed(session, case.programme, true(), on) if wide else {}
    return [_sum(each, (shared if each.of == "programme" else found).get(each.id), shared.get(each.id)) for each in counters]


def account(session: Session, actor: Actor, programme: Programme, counter: Counter) -> Account:
    """A counter of the whole programme, and its parts as far as the actor may see them."""
    mine = and_(Tally.programme == programme.id, Tally.counter == counter.id)
    amount, cost = func.coalesce(func.sum(Tally.amount), 0), func.coalesce(func.sum(Tally.cost), 0)
    total, spent = session.execute(select(amount, cost).where(mine)).one()
    seen = and_(mine, Tally.scope(actor, "see_case"))
    year, month = extract("year", Tally.day), extract("month", Tally.day)
    months = session.execute(select(year, month, amount, cost).where(seen).group_by(year, month).order_by(year, month)).all()
    query = select(Tally.person_id, amount, cost).where(seen).group_by(Tally.person_id)
    people = session.execute(query.order_by(amount.desc(), Tally.person_id).limit(MOST_PEOPLE)).all()
    return Account(
        counter,
        int(total),
        int(spent),
        tuple(Part(date(int(y), int(m), 1), int(a), int(c)) for y, m, a, c in months),
        tuple(Part(person, int(a), int(c)) for person, a, c in people),
    )


def entries(
    session: Session, actor: Actor, programme: str, counter: str, *, case_id: str = "", after: str = "", limit: int = PAGE
) -> Entries:
    """The entries that the actor may see, the latest day first; `after` is the key that the page before gave."""
    query = select(Tally).where(Tally.scope(actor, "see_case"), Tally.programme == programme, Tally.counter == counter)
    if case_id:
        query = query.where(Tally.case_id == case_id)
    if key := _read_key(after):
        query = query.where(tuple_(Tally.day, Tally.id) < tuple_(literal(key[0]), literal(key[1])))
    rows = session.scalars(query.order_by(Tally.day.desc(), Tally.id.desc()).limit(limit + 1)).all()
    more = len(rows) > limit
    return Entries(rows[:limit], f"{rows[limit - 1].day.isoformat()}~{rows[limit - 1].id}" if more else "")


def _summed(session: Session, programme: str, whose: ColumnElement[bool], on: date) -> dict[str, Any]:
    """By counter: the sum in all, of this week and of this year, and the cost. One query for all of them."""
    query = select(
        Tally.counter, _during("total", on), _during("week", on), _during("year", on), func.sum(Tally.cost).label("cost")
    )
    rows = session.execute(query.where(Tally.programme == programme, whose).group_by(Tally.counter))
    return {row.counter: row for row in rows}


def _during(per: Literal["week", "year", "total"], on: date) -> Any:
    start, end = span(per, on)
    amount = Tally.amount if per == "total" else when((Tally.day.between(start, end), Tally.amount), else_=0)
    return func.sum(amount).label(per)


def _sum(counter: Counter, own: Any, shared: Any) -> Sum:
    rooms = tuple(Room(cap, int(getattr(own, cap.per)) if own else 0) for cap in counter.caps)
    spent = None if counter.budget is None else int(shared.cost) if shared else 0
    return Sum(counter, int(own.total) if own else 0, rooms, spent)


def _read_key(text: str) -> tuple[date, str] | None:
    """A key that somebody made up by hand is no key: the list begins at its beginning."""
    day, _tilde, id = text.partition("~")
    try:
        return (date.fromisoformat(day), id) if id.isprintable() else None
    except ValueError:
        return None

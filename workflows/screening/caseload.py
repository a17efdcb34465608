"""The caseload ahead: who becomes eligible, who is about to lose it, and whose paper runs out, while no fact changes.

The database finds the people for whom two days differ; only for these is it worked out here on which day, and why.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session

from core.actor import Actor
from core.definitions import Programme
from core.people.models import Facts, Person
from core.people.registry import current
from core.rules import Verdict
from core.rules.horizon import Turn, horizon
from workflows.eligibility import judge
from workflows.screening.known import taking_part
from workflows.screening.registry import deciders, statuses
from workflows.screening.turning import differs, when

Kind = Literal["gain", "opens", "loss", "doubt"]
PAGE = 40
"""So many people stand on a page."""
_RANK = {"not eligible": 0, "open": 1, "eligible": 2}


@dataclass(frozen=True, slots=True)
class Change:
    """From `day` on the answer of a programme is another one. Without a programme it is a paper, and `day` its last day."""

    day: date
    person_id: str
    programme: Programme | None
    before: str = ""
    after: str = ""
    turns: tuple[Turn, ...] = ()

    @property
    def kind(self) -> Kind:
        """`gain`: may enter; `opens`: might; `loss`: may no longer; `doubt`: it is open again."""
        if self.programme is None or (self.before == "eligible" and self.after == "open"):
            return "doubt"
        if _RANK[self.after] < _RANK[self.before]:
            return "loss"
        return "gain" if self.after == "eligible" else "opens"

    @property
    def last_day(self) -> date:
        """The last day on which it is as before."""
        return self.day - timedelta(days=1) if self.programme else self.day


@dataclass(frozen=True, slots=True)
class Ahead:
    """One page of changes, by day; `after` is the key of the next page, or empty."""

    changes: Sequence[Change]
    after: str = ""


def ahead(
    session: Session, actor: Actor, programmes: Sequence[Programme], days: Sequence[date], after: str = "", limit: int = PAGE
) -> Ahead:
    """What changes after the first of these days up to the last, for people whom the actor may take in.

    A change that is undone between two neighbouring days is not found: months are a good distance.
    """
    found = session.execute(_people(session, actor, programmes, days, after).limit(limit + 1)).all()
    rows, more = found[:limit], len(found) > limit
    running = taking_part(session, [row.Facts.person_id for row in rows], days[0])
    changes = [change for row in rows for change in _of(row.Facts, programmes, days, running)]
    in_order = sorted(changes, key=lambda each: (each.day, each.person_id))
    return Ahead(in_order, rows[-1].Facts.person_id if more else "")


def _people(session: Session, actor: Actor, programmes: Sequence[Programme], days: Sequence[date], after: str) -> Select[Any]:
    """Those for whom a programme answers otherwise on a later one of the days, or whose paper runs out."""
    query = select(Facts).join(Person, Person.id == Facts.person_id).where(Person.scope(actor, "open_case"))
    turns: ColumnElement[bool] = Facts.residence_valid_until.between(days[0] + timedelta(days=1), days[-1])
    wanted = {id: each for id, each in deciders(programmes).items() if when(each, days[0], days[-1]) != "never"}
    if wanted:
        dialect = session.get_bind().dialect.name
        at = [statuses(actor, wanted, day, dialect).subquery() for day in days]
        for each in at:
            query = query.join(each, each.c.person_id == Facts.person_id)
        marks = [[column for column in each.c if column.key != "person_id"] for each in at]
        turns = or_(turns, differs(wanted, days, marks))
    if after:
        query = query.where(Facts.person_id > after)
    return query.where(turns).order_by(Facts.person_id)


def _of(
    facts: Facts, programmes: Sequence[Programme], days: Sequence[date], running: Mapping[str, frozenset[str]]
) -> Iterator[Change]:
    """The changes of one person; what she has entered already needs no looking ahead."""
    known = {**current(facts), "enrolments": running.get(facts.person_id, frozenset())}
    for programme in programmes:
        if programme.id not in running.get(facts.person_id, ()):
            for before, day, after, turns in _turns(judge(known, programme, days[0]), days[-1]):
                yield Change(day, facts.person_id, programme, before, after, turns)
    ends = facts.residence_valid_until
    if ends is not None and days[0] < ends <= days[-1]:
        yield Change(ends, facts.person_id, None)


def _turns(verdict: Verdict, last: date) -> Iterator[tuple[str, date, str, tuple[Turn, ...]]]:
    while (ahead := horizon(verdict, last)).day is not None:
        then = verdict.but({}, ahead.day)
        yield verdict.outcome, ahead.day, then.outcome, ahead.turns
        verdict = then

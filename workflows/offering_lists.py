"""What is on offer, a page at a time: upcoming, running, past."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, literal, or_, tuple_
from sqlalchemy.orm import Session

from core.actor import Actor, scoped
from core.definitions import Offering as Kind
from core.definitions import Programme
from workflows.offering_models import Offering

PAGE = 25
TIMES = ("open", "upcoming", "running", "past")
"""`open` is what is upcoming or running; each offering is exactly one of the other three."""


@dataclass(frozen=True, slots=True)
class Filters:
    """What a list is narrowed to."""

    programme: str = ""
    kind: str = ""
    time: str = "open"


@dataclass(frozen=True, slots=True)
class Listing:
    """One page of the list and the key of the next one, empty at the end."""

    rows: Sequence[Offering]
    after: str = ""


def listing(session: Session, actor: Actor, filters: Filters, on: date, *, after: str = "", limit: int = PAGE) -> Listing:
    """The offerings that this actor may see: the next to begin first, of past ones the latest first."""
    query = narrowed(scoped(actor, Offering, "see_case"), filters, on)
    place, past = tuple_(Offering.starts_on, Offering.id), filters.time == "past"
    if key := _read_key(after):
        there = tuple_(literal(key[0]), literal(key[1]))
        query = query.where(place < there if past else place > there)
    order = (Offering.starts_on.desc(), Offering.id.desc()) if past else (Offering.starts_on, Offering.id)
    rows = session.scalars(query.order_by(*order).limit(limit + 1)).all()
    more = len(rows) > limit
    return Listing(rows[:limit], f"{rows[limit - 1].starts_on.isoformat()}~{rows[limit - 1].id}" if more else "")


def narrowed(query: Select[Any], filters: Filters, on: date) -> Select[Any]:
    over = or_(Offering.closed_on.is_not(None), and_(Offering.ends_on.is_not(None), Offering.ends_on < on))
    if filters.programme:
        query = query.where(Offering.programme == filters.programme)
    if filters.kind:
        query = query.where(Offering.kind == filters.kind)
    if filters.time == "past":
        return query.where(over)
    query = query.where(~over)
    if filters.time == "upcoming":
        return query.where(Offering.starts_on > on)
    return query.where(Offering.starts_on <= on) if filters.time == "running" else query


def time_of(offering: Offering, on: date) -> str:
    """Which of upcoming, running and past it is."""
    if offering.closed_on or (offering.ends_on and offering.ends_on < on):
        return "past"
    return "upcoming" if offering.starts_on > on else "running"


def kinds_of(programmes: Sequence[Programme], actor: Actor) -> list[tuple[Programme, Kind]]:
    """The kinds that these programmes declare, of programmes that the actor sees cases of."""
    return [(each, kind) for each in programmes if sees(actor, each.id) for kind in each.offerings]


def sees(actor: Actor, programme: str) -> bool:
    """Whether the actor sees anything of this programme."""
    return actor.everything or any(grant.programme in (None, programme) for grant in actor.granted("see_case"))


def _read_key(text: str) -> tuple[date, str] | None:
    """A key that somebody made up by hand is no key: the list begins at its beginning."""
    day, _tilde, id = text.partition("~")
    try:
        return (date.fromisoformat(day), id) if id.isprintable() else None
    except ValueError:
        return None

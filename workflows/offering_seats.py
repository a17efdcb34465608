"""An offering and how full it is. What takes a place holds the lock of the offering."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, NotFound, scoped
from core.definitions import Offering as Kind
from workflows.offering_models import SEATED, Attendance, Offering


@dataclass(frozen=True, slots=True)
class Seats:
    """How full an offering is. `left` is None where as many may come as like."""

    taken: int
    waiting: int
    places: int | None

    @property
    def left(self) -> int | None:
        return None if self.places is None else max(0, self.places - self.taken)


def kind_of(offering: Offering) -> Kind:
    """The kind as the offering's revision has it."""
    return next(kind for kind in catalogue.definition(offering.revision).offerings if kind.id == offering.kind)


def seats(session: Session, offering: Offering) -> Seats:
    return seats_of(session, [offering])[offering.id]


def seats_of(session: Session, offerings: Sequence[Offering]) -> dict[str, Seats]:
    """How full each of these is, by one query."""
    ids = [each.id for each in offerings]
    query = select(Attendance.offering_id, Attendance.status, func.count()).where(Attendance.offering_id.in_(ids))
    found: dict[str, dict[str, int]] = {id: {} for id in ids}
    for id, status, count in session.execute(query.group_by(Attendance.offering_id, Attendance.status)) if ids else ():
        found[id][status] = count
    return {
        each.id: Seats(sum(found[each.id].get(status, 0) for status in SEATED), found[each.id].get("waiting", 0), each.places)
        for each in offerings
    }


def locked(session: Session, actor: Actor, offering_id: str) -> Offering:
    """The offering that the actor sees, with everybody else who would take a place waiting. Raises NotFound."""
    query = scoped(actor, Offering, "see_case").where(Offering.id == offering_id).with_for_update()
    found: Offering | None = session.scalar(query.execution_options(populate_existing=True))
    if found is None:
        raise NotFound("There is no such record.")
    return found

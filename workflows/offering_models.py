"""The record of what a programme offers to many at once, who takes part in it, and what is counted."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, and_, or_, select, true
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor, Grant, under
from core.database import Base, Id, Json, UtcTime, new_id
from core.journal.models import Entry
from core.journal.reach import reach
from core.people.models import Person
from workflows.models import KEY, PATH

SEATED = ("signed_up", "attending", "completed", "absent")
"""Who of these statuses holds a place: who did not come held it too."""
STATUSES = (*SEATED, "waiting", "cancelled")


class Offering(Base):
    """A course, an event, a training, a company's offer: made by staff of a unit, on the revision that was current then.

    Personal data: none in itself; its form may name whom to ask. Kept when people are erased.
    """

    __tablename__ = "offering"
    __table_args__ = (
        Index("ix_offering_unit_path", "unit_path", "id", postgresql_ops={"unit_path": "text_pattern_ops"}),
        Index("ix_offering_starts", "starts_on", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    programme: Mapped[str] = mapped_column(KEY, index=True)
    kind: Mapped[str] = mapped_column(KEY)
    revision: Mapped[str] = mapped_column(String(64))
    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    unit_path: Mapped[str] = mapped_column(PATH)
    title: Mapped[str] = mapped_column(String(200))
    starts_on: Mapped[date]
    # None: open-ended, until it is closed
    ends_on: Mapped[date | None]
    # None: as many as come
    places: Mapped[int | None]
    # teaching units that are planned
    units: Mapped[int | None]
    submission_id: Mapped[str | None] = mapped_column(Id)
    # the kind's form as it was last handed in, and of it the whole numbers where heads alone are counted
    answers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    numbers: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    closed_on: Mapped[date | None]
    version: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    created_by: Mapped[str | None] = mapped_column(Id)
    synthetic: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return self.title

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """What lies below a grant; and what a unit above offers to all below it (a district's course to its towns)."""
        below = under(actor, action, cls.unit_path, cls.programme)
        return or_(below, *(_in_programme(_above(cls.unit_path, grant), cls.programme, grant) for grant in actor.granted(action)))


class Attendance(Base):
    """One person's place in an offering, or on its waiting list.

    Personal data: who took part in what, with what result. Erased with the person.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("offering_id", "person_id"),
        # the waiting list in its order
        Index("ix_attendance_queue", "offering_id", "status", "since", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    offering_id: Mapped[str] = mapped_column(Id, ForeignKey("offering.id", ondelete="CASCADE"))
    programme: Mapped[str] = mapped_column(KEY)
    # the offering's unit
    unit_path: Mapped[str] = mapped_column(PATH)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    case_id: Mapped[str | None] = mapped_column(Id, ForeignKey("case_.id", ondelete="SET NULL"), index=True)
    status: Mapped[str] = mapped_column(String(12))
    units: Mapped[int | None]
    note: Mapped[str] = mapped_column(String(500), default="")
    since: Mapped[datetime] = mapped_column(UtcTime)
    version: Mapped[int] = mapped_column(default=1)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Whoever holds the offering sees all of its people; others see their own people in it."""
        own = (_in_programme(_of_people(cls.person_id, grant), cls.programme, grant) for grant in actor.granted(action))
        return or_(under(actor, action, cls.unit_path, cls.programme), *own)


class Tally(Base):
    """One entry of a counter: so many minutes, units or cents for a day. Never changed: a correction is an entry of its own.

    Personal data: for whom, and the reason of a correction. When the person is erased the bare amount stays: the budget's sum
    must still be right.
    """

    __tablename__ = "tally"
    __table_args__ = (
        UniqueConstraint("submission_id", "counter"),
        Index("ix_tally_counter", "programme", "counter", "person_id", "day"),
        Index("ix_tally_unit_path", "unit_path", "id", postgresql_ops={"unit_path": "text_pattern_ops"}),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    programme: Mapped[str] = mapped_column(KEY)
    counter: Mapped[str] = mapped_column(KEY)
    revision: Mapped[str] = mapped_column(String(64))
    unit_path: Mapped[str] = mapped_column(PATH)
    person_id: Mapped[str | None] = mapped_column(Id, ForeignKey("person.id", ondelete="SET NULL"), index=True)
    case_id: Mapped[str | None] = mapped_column(Id, ForeignKey("case_.id", ondelete="SET NULL"), index=True)
    day: Mapped[date]
    amount: Mapped[int]
    # cents, by the rate of the revision
    cost: Mapped[int] = mapped_column(default=0)
    # the running sum with this entry: what a threshold is held against
    total: Mapped[int]
    submission_id: Mapped[str | None] = mapped_column(Id)
    corrects_id: Mapped[str | None] = mapped_column(Id, ForeignKey("tally.id"), index=True)
    reason: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    created_by: Mapped[str | None] = mapped_column(Id)
    created_by_name: Mapped[str] = mapped_column(String(200), default="")

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.unit_path, cls.programme)


def _above(unit_path: Any, grant: Grant) -> ColumnElement[bool]:
    ids = grant.unit_path.strip("/").split("/")
    found: ColumnElement[bool] = unit_path.in_(["/" + "/".join(ids[:place]) + "/" for place in range(1, len(ids))])
    return found


def _of_people(person_id: Any, grant: Grant) -> ColumnElement[bool]:
    people = select(Person.id).where(Person.unit_path.startswith(grant.unit_path, autoescape=True))
    found: ColumnElement[bool] = person_id.in_(people)
    return found


def _in_programme(condition: ColumnElement[bool], programme: Any, grant: Grant) -> ColumnElement[bool]:
    return and_(condition, programme == grant.programme if grant.programme else true())


def _held(actor: Actor, action: str) -> ColumnElement[bool]:
    """Entries about offerings that lie below a grant: who is signed up there is not for those who may only book."""
    held = select(Offering.id).where(under(actor, action, Offering.unit_path, Offering.programme))
    return Entry.subject_id.in_(held)


reach("offering", _held)

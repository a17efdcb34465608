"""What a screening of the registry found: a status for each person and programme, and how many of each a unit has."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, ForeignKey, Index, select, true
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor, under
from core.database import Base, Id
from core.organisations.models import Unit
from core.people.models import Person
from core.rules import ELIGIBLE, NOT_ELIGIBLE, OPEN, Outcome
from workflows.models import KEY


class Screened(Base):
    """Whether a person may enter a programme on a day: yes, no, or (NULL) open, as the registry stood when it was asked.

    Personal data: a conclusion from facts, some of Art. 9 DSGVO. Erased with the person, and replaced by the next screening.
    """

    __tablename__ = "screening"
    __table_args__ = (Index("ix_screening_status", "programme", "on", "status", "person_id"),)

    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), primary_key=True)
    programme: Mapped[str] = mapped_column(KEY, primary_key=True)
    on: Mapped[date] = mapped_column(primary_key=True)
    status: Mapped[bool | None]

    @property
    def outcome(self) -> Outcome:
        return outcome_of(self.status)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Those of the people whom one may see."""
        if actor.everything:
            return true()
        return cls.person_id.in_(select(Person.id).where(Person.scope(actor, action)))


class ScreenedUnit(Base):
    """How the people of a unit fell in the last screening of a programme: what a page adds up without looking at a person.

    Personal data: none but in a unit with few people, so it is scoped as they are.
    """

    __tablename__ = "screening_count"

    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id", ondelete="CASCADE"), primary_key=True)
    programme: Mapped[str] = mapped_column(KEY, primary_key=True)
    on: Mapped[date]
    eligible: Mapped[int]
    not_eligible: Mapped[int]
    open: Mapped[int]

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Those of one's units."""
        if actor.everything:
            return true()
        return cls.unit_id.in_(select(Unit.id).where(under(actor, action, Unit.path)))


def outcome_of(status: bool | None) -> Outcome:
    return ELIGIBLE if status else OPEN if status is None else NOT_ELIGIBLE

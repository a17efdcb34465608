"""The tree of organisations."""

from datetime import datetime

from sqlalchemy import ColumnElement, ForeignKey, Index, String, select
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.actor import Actor, under
from core.database import Base, Id, UtcTime, new_id
from core.journal.models import Entry
from core.journal.reach import reach

KINDS = ("land", "district", "town", "provider", "job_centre", "company", "association")


class Unit(Base):
    """An office, a provider, a company: a node of the tree, and the place of a grant.

    Personal data: none (names of organisations).
    """

    __tablename__ = "unit"
    __table_args__ = (Index("ix_unit_path", "path", unique=True, postgresql_ops={"path": "text_pattern_ops"}),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    parent_id: Mapped[str | None] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    # "/<id>/<id>/": the ids from the root down to this unit itself, so that a subtree is one prefix
    path: Mapped[str] = mapped_column(String(1000))
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    synthetic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    parent: Mapped["Unit | None"] = relationship(remote_side=id)

    def __str__(self) -> str:
        return self.name

    @property
    def unit_path(self) -> str:
        """A unit is a record of its own place: `actor.may(action, unit)`."""
        return self.path

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.path)


reach("unit", lambda actor, action: Entry.subject_id.in_(select(Unit.id).where(Unit.scope(actor, action))))

"""What is stored of long work: what would become of the running cases, for one version of a change set, and which cases."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, select, true
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor
from core.catalogue.change_models import reaches
from core.catalogue.models import DIGEST
from core.database import Base, Id, Json, UtcTime, new_id
from workflows.models import KEY, Case

RUNNING, DONE, STOPPED, FAILED = "running", "done", "stopped", "failed"


class ImpactWork(Base):
    """What would become of the running cases if they moved from what is on offer (`base`) to this definition (`digest`).

    `status`: running, done, stopped, failed. `shapes`: what becomes of cases, and of how many, as `workflows.impact.stored`
    writes them. All cases are judged as of `begun_at`.
    """

    __tablename__ = "impact_work"
    __table_args__ = (UniqueConstraint("base", "digest"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    programme: Mapped[str] = mapped_column(KEY)
    # where the definition stands; none for one that is published
    change_id: Mapped[str | None] = mapped_column(Id, ForeignKey("change_set.id", ondelete="CASCADE"), index=True)
    base: Mapped[str] = mapped_column(DIGEST)
    digest: Mapped[str] = mapped_column(DIGEST)
    status: Mapped[str] = mapped_column(String(10), index=True)
    looked: Mapped[int] = mapped_column(default=0)
    total: Mapped[int]
    # the case that was looked at last: it goes on behind it
    last: Mapped[str] = mapped_column(Id, default="")
    shapes: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    fault: Mapped[str] = mapped_column(String(500), default="")
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Of one's programmes: numbers without names, as their change sets are."""
        return reaches(actor, action, cls.programme)


class ImpactCase(Base):
    """A case that somebody should be told of, and the place of its shape in `ImpactWork.shapes`.

    Personal data: which cases a change would touch. Erased with the case; all of it is forgotten after a week.
    """

    __tablename__ = "impact_case"

    work_id: Mapped[str] = mapped_column(Id, ForeignKey("impact_work.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"), primary_key=True, index=True)
    shape: Mapped[int]

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return true() if actor.everything else cls.case_id.in_(select(Case.id).where(Case.scope(actor, action)))

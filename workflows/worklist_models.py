"""What belongs to working lists beside the list itself: saved filters, bulk assignments with their undoing, and indices."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, and_, or_, text
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor
from core.database import Base, Id, Json, UtcTime, new_id
from workflows.models import PATH, Case, Task, Worklist

Index("ix_worklist_assignee", Worklist.assignee_id, Worklist.due_key, Worklist.task_id)
Index("ix_worklist_unit_due", Worklist.unit_id, Worklist.due_key, Worklist.task_id)
Index("ix_worklist_unit_opened", Worklist.unit_id, Worklist.opened_at, Worklist.task_id)
Index("ix_worklist_opened", Worklist.opened_at, Worklist.task_id)
Index("ix_worklist_person", Worklist.person_id, Worklist.task_id)
Index(
    "ix_case_responsible",
    Case.responsible_id,
    Case.id,
    postgresql_where=text("closed_on IS NULL"),
    sqlite_where=text("closed_on IS NULL"),
)
Index("ix_case_programme", Case.programme, Case.entered_on)
Index("ix_task_done", Task.programme, Task.done_at)


class SavedFilter(Base):
    """A working list under a name of its own; shared, it is on offer to all who work at its unit.

    Personal data: none (a text that was searched for is not kept, since it is a name as a rule). Deleted with the account.
    """

    __tablename__ = "saved_filter"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("user.id", ondelete="CASCADE"), index=True)
    shared: Mapped[bool] = mapped_column(default=False)
    # where it is shared; empty while it is the user's own
    unit_path: Mapped[str] = mapped_column(PATH, default="", index=True)
    title: Mapped[str] = mapped_column(String(80))
    query: Mapped[dict[str, Any]] = mapped_column(Json)
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """One's own; and what is shared with a unit at which, or below which, one works."""
        above = {path for grant in actor.granted("do_task") for path in upwards(grant.unit_path)}
        return or_(cls.user_id == actor.user_id, and_(cls.shared, cls.unit_path.in_(above)))


class BulkAssignment(Base):
    """Tasks that somebody gave to a colleague in one act, with whose they were before: what its undoing needs.

    Personal data: who (staff) had which task. Of each user the latest is kept, for a day.
    """

    __tablename__ = "bulk_assignment"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("user.id", ondelete="CASCADE"), index=True)
    assignee_id: Mapped[str | None] = mapped_column(Id)
    # task id -> whose it was, or nothing
    before: Mapped[dict[str, str | None]] = mapped_column(Json)
    at: Mapped[datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return cls.user_id == actor.user_id


def upwards(path: str) -> list[str]:
    """The unit's own path and those of all units above it."""
    ids = path.strip("/").split("/")
    return ["/" + "/".join(ids[:depth]) + "/" for depth in range(1, len(ids) + 1)]

"""The record of the workflows wing: cases, their tasks, and the narrow table that lists read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor, under
from core.database import Base, Id, Json, UtcTime, new_id

KEY = String(63)
PATH = String(1000)


class Case(Base):
    """One person's way through one programme, on the revision that was current when she entered.

    Personal data: who takes part in what, and the verdict with the facts that decided it. Erased with the person.
    """

    __tablename__ = "case_"
    __table_args__ = (
        Index("ix_case_unit_path", "unit_path", "id", postgresql_ops={"unit_path": "text_pattern_ops"}),
        # one running case a person and programme: two clerks who enrol at the same time make one
        Index(
            "uq_case_running",
            "person_id",
            "programme",
            unique=True,
            postgresql_where=text("closed_on IS NULL"),
            sqlite_where=text("closed_on IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    programme: Mapped[str] = mapped_column(KEY)
    revision: Mapped[str] = mapped_column(String(64))
    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    unit_path: Mapped[str] = mapped_column(PATH)
    state: Mapped[dict[str, Any]] = mapped_column(Json)
    version: Mapped[int] = mapped_column(default=1)
    phase: Mapped[str | None] = mapped_column(KEY)
    entered_on: Mapped[date]
    closed_on: Mapped[date | None]
    exit_reason: Mapped[str | None] = mapped_column(KEY)
    verdict: Mapped[dict[str, Any]] = mapped_column(Json)
    responsible_id: Mapped[str | None] = mapped_column(Id)
    responsible_name: Mapped[str | None] = mapped_column(String(200))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    synthetic: Mapped[bool] = mapped_column(default=False)

    def __str__(self) -> str:
        return self.number

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.unit_path, cls.programme)


class Task(Base):
    """One round of one step that stood, or stands, before somebody.

    Personal data: that this person was at this step, and who did it. Erased with the case.
    """

    __tablename__ = "task"
    __table_args__ = (
        UniqueConstraint("case_id", "step", "round"),
        Index("ix_task_unit_path", "unit_path", "id", postgresql_ops={"unit_path": "text_pattern_ops"}),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"))
    programme: Mapped[str] = mapped_column(KEY)
    step: Mapped[str] = mapped_column(KEY)
    round: Mapped[int] = mapped_column(default=1)
    status: Mapped[str] = mapped_column(String(10))
    role: Mapped[str] = mapped_column(KEY)
    unit_path: Mapped[str] = mapped_column(PATH)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)
    due: Mapped[date | None]
    done_at: Mapped[datetime | None] = mapped_column(UtcTime)
    done_by: Mapped[str | None] = mapped_column(Id)
    done_by_name: Mapped[str | None] = mapped_column(String(200))
    assignee_id: Mapped[str | None] = mapped_column(Id)
    submission_id: Mapped[str | None] = mapped_column(Id, index=True)
    # the task whose completion opened this one
    follows_id: Mapped[str | None] = mapped_column(Id)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.unit_path, cls.programme)


class Worklist(Base):
    """The open tasks, with all that a list shows or filters by, and nothing else: kept by the statement that stores a step.

    Personal data: as `task`; no names. `due_key` is the due day, or 9999-12-31 where there is none, so that one index sorts all.
    """

    __tablename__ = "worklist"
    __table_args__ = (
        Index("ix_worklist_due", "due_key", "task_id"),
        Index("ix_worklist_programme", "programme", "step", "due_key", "task_id"),
        Index("ix_worklist_unit", "unit_path", "due_key", "task_id", postgresql_ops={"unit_path": "text_pattern_ops"}),
    )

    task_id: Mapped[str] = mapped_column(Id, ForeignKey("task.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str] = mapped_column(Id)
    programme: Mapped[str] = mapped_column(KEY)
    step: Mapped[str] = mapped_column(KEY)
    phase: Mapped[str | None] = mapped_column(KEY)
    role: Mapped[str] = mapped_column(KEY)
    held_by: Mapped[str] = mapped_column(String(300))
    unit_id: Mapped[str] = mapped_column(Id)
    unit_path: Mapped[str] = mapped_column(PATH)
    assignee_id: Mapped[str | None] = mapped_column(Id)
    due: Mapped[date | None]
    due_key: Mapped[date]
    optional: Mapped[bool] = mapped_column(default=False)
    opened_at: Mapped[datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return under(actor, action, cls.unit_path, cls.programme)

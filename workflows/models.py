"""The record of the workflows wing: cases, their tasks, and the narrow table that lists read."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, UniqueConstraint, or_, select, text
from sqlalchemy.orm import Mapped, mapped_column, object_session

from core.actor import Actor, under
from core.database import Base, Id, Json, UtcTime, new_id
from core.people.shares import LENT, Share, lent, lent_to

KEY = String(63)
PATH = String(1000)


class Case(Base):
    """One person's way through one programme, on the revision that was current when she entered.

    Personal data: who takes part in what, and the verdict with the facts that decided it. Erased with the person.
    """

    __tablename__ = "case_"
    __table_args__ = (
        Index("ix_case_unit_path", "unit_path", "id", postgresql_ops={"unit_path": "text_pattern_ops"}),
        # one running case a person, programme and track: two clerks who enrol at the same time make one
        Index(
            "uq_case_running",
            "person_id",
            "programme",
            "track",
            unique=True,
            postgresql_where=text("closed_on IS NULL"),
            sqlite_where=text("closed_on IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(16), unique=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    programme: Mapped[str] = mapped_column(KEY)
    # empty: the participants' way
    track: Mapped[str] = mapped_column(KEY, default="", server_default="")
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
        """The cases of one's units, and those that were referred to them."""
        own = under(actor, action, cls.unit_path, cls.programme)
        return own if action not in LENT or actor.everything else or_(own, lent(cls.id, Share.case_id, actor, action))

    def lent(self, action: str) -> list[Share]:
        """Where else the action is allowed: `actor.may(action, case)` asks when no grant covers its own unit."""
        return lent_to(object_session(self), action, case_id=self.id)


class Task(Base):
    """One round of one step that stood, or stands, before somebody: at the case's unit, or at the one that its step names.

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
    # why the task that was done before was reopened as this one
    reason: Mapped[str | None] = mapped_column(String(500))

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


class BlockPlace(Base):
    """Where a case stands with one block: in it, on its waiting list, or out of it again. Counted under the block's lock.

    Personal data: who takes part in what, with the verdict and why it was left. Erased with the case.
    """

    __tablename__ = "block_place"
    __table_args__ = (Index("ix_block_place_queue", "programme", "block", "status", "since", "case_id"),)

    case_id: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"), primary_key=True)
    block: Mapped[str] = mapped_column(KEY, primary_key=True)
    programme: Mapped[str] = mapped_column(KEY)
    # entered, waiting, left, completed
    status: Mapped[str] = mapped_column(String(10))
    since: Mapped[datetime] = mapped_column(UtcTime)
    # the verdict at entry, with the exceptions that it rests on
    verdict: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # why it was left
    reason: Mapped[str] = mapped_column(String(500), default="")

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return cls.case_id.in_(select(Case.id).where(Case.scope(actor, action)))


class CaseLink(Base):
    """Two cases of one programme that belong together under a name: a mentee's and her mentor's.

    Personal data: who accompanies whom. Erased with either case.
    """

    __tablename__ = "case_link"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    name: Mapped[str] = mapped_column(KEY)
    from_case: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"), index=True)
    to_case: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"), index=True)
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime | None] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        mine = select(Case.id).where(Case.scope(actor, action))
        return or_(cls.from_case.in_(mine), cls.to_case.in_(mine))

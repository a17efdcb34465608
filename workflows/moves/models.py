"""What is stored of moves: the batch, and each case in it with what it was before."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, false, or_, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor
from core.database import Base, Id, Json, UtcTime, new_id
from workflows.models import KEY, Case

WAITING, MOVED, ASKED, STAYS, FAILED, BACK, WENT_ON = "waiting", "moved", "needs_answer", "stays", "failed", "back", "went_on"
ANYWAY = "anyway"
"""Why a case is moved that lacks an answer: somebody said so."""
RUNNING, DONE, CANCELLED, UNDOING, UNDONE = "running", "done", "cancelled", "undoing", "undone"


class Move(Base):
    """Running cases of one programme go over to one revision, as one act that can be undone. `status`: running, done, cancelled
    before its end, undoing, undone."""

    __tablename__ = "move"
    __table_args__ = (
        # one at a time: two that run at once would tell each a different before
        Index(
            "uq_move_running",
            "programme",
            unique=True,
            postgresql_where=text("status IN ('running', 'undoing')"),
            sqlite_where=text("status IN ('running', 'undoing')"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    programme: Mapped[str] = mapped_column(KEY, index=True)
    revision: Mapped[str] = mapped_column(String(64), ForeignKey("revision.digest"))
    change_id: Mapped[str | None] = mapped_column(Id)
    status: Mapped[str] = mapped_column(String(10))
    total: Mapped[int]
    by_id: Mapped[str | None] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(String(200))
    begun_at: Mapped[datetime] = mapped_column(UtcTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Those of one's programmes: how many cases moved is no secret among those who may move them."""
        if actor.everything:
            return true()
        grants = actor.granted(action)
        return or_(false(), *(cls.programme == each.programme if each.programme else true() for each in grants))


class MovedCase(Base):
    """One case in a batch: `waiting`, `moved`, `needs_answer`, `stays`, `failed`, `back` (undone), or `went_on`: not undone.

    `before` is what an undo puts back; `version` is the one that the case had after its move.

    Personal data: what this case was before. Erased with the case; `before` is emptied once nobody can undo it any more.
    """

    __tablename__ = "moved_case"
    __table_args__ = (
        Index("ix_moved_case_status", "move_id", "status", "case_id"),
        Index("ix_moved_case_case", "case_id", "at"),
    )

    move_id: Mapped[str] = mapped_column(Id, ForeignKey("move.id", ondelete="CASCADE"), primary_key=True)
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"), primary_key=True)
    status: Mapped[str] = mapped_column(String(12))
    # the names that nobody has said yet; of one that was moved all the same, when it moved
    missing: Mapped[list[str]] = mapped_column(Json, default=list)
    # why it stays, or failed; and the block or step that this is about
    why: Mapped[str] = mapped_column(String(200), default="")
    about: Mapped[str] = mapped_column(KEY, default="")
    # the revision that it came from
    came_from: Mapped[str] = mapped_column(String(64))
    changes: Mapped[list[Any]] = mapped_column(Json, default=list)
    before: Mapped[dict[str, Any] | None] = mapped_column(Json)
    version: Mapped[int | None]
    at: Mapped[datetime | None] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return true() if actor.everything else cls.case_id.in_(select(Case.id).where(Case.scope(actor, action)))

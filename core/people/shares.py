"""People whom a unit sees though they belong to another one: they were referred to it, for as long as it has to do with them."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Boolean, ColumnElement, ForeignKey, Index, Select, String, and_, false, select, text
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import Mapped, Session, mapped_column
from sqlalchemy.sql.functions import FunctionElement

from core.actor import Actor, under
from core.database import Base, Id, UtcTime, new_id

LENT = frozenset({"see_people", "see_identity", "see_case"})
"""What a unit may do with what was referred to it, besides its own tasks: look, and no more."""


class Share(Base):
    """A person and a case lent to a unit. `until` is empty while it holds.

    Personal data: that this person was referred to this unit. Erased with the person.
    """

    __tablename__ = "share"
    __table_args__ = (
        Index("ix_share_unit_path", "unit_path", "person_id", postgresql_ops={"unit_path": "text_pattern_ops"}),
        Index(
            "uq_share_open",
            "case_id",
            "unit_path",
            unique=True,
            postgresql_where=text("until IS NULL"),
            sqlite_where=text("until IS NULL"),
        ),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    # the wing that holds cases stands above this room
    case_id: Mapped[str] = mapped_column(Id)
    programme: Mapped[str] = mapped_column(String(63))
    unit_path: Mapped[str] = mapped_column(String(1000))
    reason: Mapped[str] = mapped_column(String(63))
    since: Mapped[datetime] = mapped_column(UtcTime)
    until: Mapped[datetime | None] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return and_(cls.until.is_(None), under(actor, action, cls.unit_path, cls.programme)) if action in LENT else false()


class Among(FunctionElement[bool]):
    """`column IN (SELECT …)`, for use beside other conditions in an OR: PostgreSQL reads the ids first and goes by both
    indices, where an IN would have it look at every row."""

    type = Boolean()
    inherit_cache = True
    name = "among"


@compiles(Among)
def _among(element: Any, compiler: Any, **kw: Any) -> str:
    column, ids = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} IN {ids}"


@compiles(Among, "postgresql")
def _among_postgresql(element: Any, compiler: Any, **kw: Any) -> str:
    column, ids = (compiler.process(part, **kw) for part in element.clauses)
    return f"{column} = ANY (ARRAY{ids})"


def lent(column: Any, of: Any, actor: Actor, action: str) -> ColumnElement[bool]:
    """The condition that `column` is among what is shared with the actor's units; `of`: Share.person_id or Share.case_id."""
    if action not in LENT or not actor.granted(action):
        return false()
    return Among(column, select(of).where(Share.scope(actor, action)).scalar_subquery())


def lent_to(session: Session | None, action: str, **whose: str) -> list[Share]:
    """The open shares of this person (`person_id=`) or case (`case_id=`), where they allow the action."""
    if session is None or action not in LENT:
        return []
    query: Select[Any] = select(Share).filter_by(**whose).where(Share.until.is_(None))
    return list(session.scalars(query))

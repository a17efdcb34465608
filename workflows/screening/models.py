"""What is stored of a first talk while it lasts: the answers so far, for the user who leads it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor
from core.database import Base, Id, Json, UtcTime, new_id


class Talk(Base):
    """A first talk under way. It begins without a name; `person_id` is there once it is clear whose talk it is.

    Personal data: answers, without a name until they are recorded with a person. Emptied when they are recorded, deleted with
    the person and with the account, and days after the last answer.
    """

    __tablename__ = "talk"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("user.id", ondelete="CASCADE"), index=True)
    person_id: Mapped[str | None] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"), index=True)
    # the day of entry that is asked about; nothing: the day on which one looks
    entry_on: Mapped[date | None]
    # fact -> {"value": as the registry keeps it, "source": where it is known from}
    given: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # facts that nobody could tell
    unknown: Mapped[list[str]] = mapped_column(Json, default=list)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    updated_at: Mapped[datetime] = mapped_column(UtcTime, index=True)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """One's own, and nobody else's."""
        return cls.user_id == actor.user_id

"""The record of letters: what was handed out never changes; what was made by mistake is marked, not deleted."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, UniqueConstraint, event, inspect, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from core.actor import Actor
from core.database import Base, Id, Json, UtcTime, new_id
from core.people.models import Person
from workflows.models import KEY, Case

LONGEST_REASON = 500
NAMED = "see_identity"
"""What somebody needs beside the right to see the case: her name and address stand in a letter."""
MARK = frozenset({"withdrawn_at", "withdrawn_by", "withdrawn_by_name", "withdrawn_reason"})


class KeptLetter(Base):
    """A letter as it was handed out: one version of one letter of one case.

    Personal data: all of it. Erased with the case, and so with the person.
    """

    __tablename__ = "letter"
    __table_args__ = (UniqueConstraint("case_id", "letter", "version"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    case_id: Mapped[str] = mapped_column(Id, ForeignKey("case_.id", ondelete="CASCADE"))
    letter: Mapped[str] = mapped_column(KEY)
    version: Mapped[int]
    # the revision whose text it began from
    revision: Mapped[str] = mapped_column(String(64))
    language: Mapped[str] = mapped_column(String(8))
    # title (by language), address, subject, text, and under "beside" the German text of one in another language
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    made_by: Mapped[str | None] = mapped_column(Id)
    made_by_name: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime] = mapped_column(UtcTime)
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcTime)
    withdrawn_by: Mapped[str | None] = mapped_column(Id)
    withdrawn_by_name: Mapped[str] = mapped_column(String(200), default="")
    withdrawn_reason: Mapped[str] = mapped_column(String(LONGEST_REASON), default="")

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Who may see the case, and whose name it is."""
        named = select(Person.id).where(Person.scope(actor, NAMED))
        return cls.case_id.in_(select(Case.id).where(Case.scope(actor, action), Case.person_id.in_(named)))


class Frozen(Exception):
    """Somebody tried to change a letter that was handed out."""


def _refuse(_mapper: Mapper[Any], _connection: Any, target: KeptLetter) -> None:
    """But for the mark that it was withdrawn, which is set once."""
    changed = {each.key: each.history.deleted or () for each in inspect(target).attrs if each.history.has_changes()}
    again = any(old for before in changed.values() for old in before)
    if changed.keys() - MARK or again:
        raise Frozen(f"Version {target.version} of {target.letter} was handed out and cannot change; make a new one instead.")


event.listen(KeptLetter, "before_update", _refuse)

"""What is stored of a form that is being filled in, and of one that was handed in."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, Text, UniqueConstraint, and_, event, or_, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from core.actor import Actor, under
from core.catalogue.models import Revision
from core.database import Base, Id, Json, UtcTime, new_id
from core.frozen import freeze
from forms.guards import reached

DIGEST = String(64)
KEY = String(63)
SUBJECT = String(120)
PATH = String(1000)


class Draft(Base):
    """A form under way. One a subject: whoever else opens the same task goes on with it, and is told of conflicts.

    Personal data: unfinished answers. Emptied when it is handed in, erased with the person.
    """

    __tablename__ = "draft"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    # what the form belongs to: "task:<id>", "person:<id>"
    subject: Mapped[str] = mapped_column(SUBJECT, index=True)
    form: Mapped[str] = mapped_column(KEY)
    digest: Mapped[str] = mapped_column(DIGEST)
    # "<subject>|<form>" while the draft is open, so that there is one; nothing once it was handed in
    open_key: Mapped[str | None] = mapped_column(String(190), unique=True)
    person_id: Mapped[str | None] = mapped_column(Id, index=True)
    unit_path: Mapped[str] = mapped_column(PATH, default="")
    # page id -> {"raw": input name -> values, "version": the draft's version that wrote it}
    pages: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    page: Mapped[str] = mapped_column(KEY, default="")
    version: Mapped[int] = mapped_column(default=0)
    user_id: Mapped[str | None] = mapped_column(Id, index=True)
    changed_by: Mapped[str] = mapped_column(String(200), default="")
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    updated_at: Mapped[dt.datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return or_(_own_or_under(cls, cls.digest, actor, "do_task"), reached(actor, "do_task", cls.subject))


class Submission(Base):
    """A form that was handed in: frozen, read by digest for as long as it is kept.

    Personal data: all answers. Erased with the person.
    """

    __tablename__ = "submission"
    __table_args__ = (UniqueConstraint("draft_id"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    # the idempotency key: a draft is handed in once
    draft_id: Mapped[str] = mapped_column(Id)
    subject: Mapped[str] = mapped_column(SUBJECT, index=True)
    form: Mapped[str] = mapped_column(KEY)
    digest: Mapped[str] = mapped_column(DIGEST)
    person_id: Mapped[str | None] = mapped_column(Id, index=True)
    unit_path: Mapped[str] = mapped_column(PATH, default="")
    answers: Mapped[dict[str, Any]] = mapped_column(Json)
    # where its facts come from: self, document, office
    source: Mapped[str] = mapped_column(String(20))
    submitted_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    user_id: Mapped[str | None] = mapped_column(Id)
    user_name: Mapped[str] = mapped_column(String(200))
    # where the receipt leads on to: a path of this house
    onward: Mapped[str] = mapped_column(Text, default="/")

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return or_(_own_or_under(cls, cls.digest, actor, "see_case"), reached(actor, "see_case", cls.subject))


class Attachment(Base):
    """An uploaded file. Its name is for people only: it is found by id and served as a download.

    Personal data: the file. Erased with the person.
    """

    __tablename__ = "attachment"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    draft_id: Mapped[str] = mapped_column(Id, ForeignKey("draft.id", ondelete="CASCADE"), index=True)
    submission_id: Mapped[str | None] = mapped_column(Id, ForeignKey("submission.id", ondelete="CASCADE"), index=True)
    field: Mapped[str] = mapped_column(KEY)
    filename: Mapped[str] = mapped_column(String(255))
    media_type: Mapped[str] = mapped_column(String(100))
    size: Mapped[int]
    sha256: Mapped[str] = mapped_column(DIGEST)
    content: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    person_id: Mapped[str | None] = mapped_column(Id, index=True)
    unit_path: Mapped[str] = mapped_column(PATH, default="")
    user_id: Mapped[str | None] = mapped_column(Id)
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        digest = select(Draft.digest).where(Draft.id == cls.draft_id).correlate(cls).scalar_subquery()
        subject = select(Draft.subject).where(Draft.id == cls.draft_id).correlate(cls).scalar_subquery()
        return or_(_own_or_under(cls, digest, actor, "see_case"), reached(actor, "see_case", subject))


class Parked(Base):
    """What somebody sent after the session had ended: kept for her alone until she has signed in again.

    Personal data: unfinished answers. Deleted when it is taken up or given up, and after a day.
    """

    __tablename__ = "parked"

    draft_id: Mapped[str] = mapped_column(Id, ForeignKey("draft.id", ondelete="CASCADE"), primary_key=True)
    user_id: Mapped[str] = mapped_column(Id, primary_key=True)
    page: Mapped[str] = mapped_column(KEY)
    raw: Mapped[dict[str, Any]] = mapped_column(Json)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return cls.user_id == actor.user_id


class Frozen(Exception):
    """Somebody tried to change a submission."""


def _own_or_under(model: Any, digest: Any, actor: Actor, action: str) -> ColumnElement[bool]:
    """What lies below a grant, in the grant's programme; and one's own that belongs to no unit.

    What one did for a unit is the unit's: it is gone with the last grant there.
    """
    programme = select(Revision.programme_id).where(Revision.digest == digest).scalar_subquery()
    below = under(actor, action, model.unit_path, programme)
    return or_(and_(model.user_id == actor.user_id, model.unit_path == ""), below) if actor.user_id else below


def _refuse(_mapper: Mapper[Any], _connection: Any, target: Submission) -> None:
    raise Frozen(f"Submission {target.id} was handed in and cannot change; hand in the form once more instead.")


event.listen(Submission, "before_update", _refuse)
# a unit that is moved takes what lies below it along; all else stays as it was handed in
FROZEN = tuple(column.name for column in Submission.__table__.columns if column.name != "unit_path")
freeze(Submission.__table__, only=FROZEN, owner="person")  # type: ignore[arg-type]  # a mapped class has a Table

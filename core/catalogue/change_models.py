"""Tables of what changes programmes: drafts with their steps, the log of publications, and the adjustments that each rests on.

Personal data: who (staff) edited, signed and published. The log is kept for as long as cases rest on its revisions.
"""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, Date, ForeignKey, String, Text, UniqueConstraint, false, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor
from core.catalogue.models import DIGEST, read
from core.database import Base, Id, Json, UtcTime, new_id
from core.definitions import Programme
from core.frozen import freeze

EDIT, PUBLISH = "edit_programmes", "publish_programmes"
KEY = String(63)
NAME = String(200)
DRAFTS = ("draft", "waiting", "scheduled")
"""The states in which a change set is still to come; the others are `published` and `discarded`."""


def reaches(actor: Actor, action: str, programme_id: Any) -> ColumnElement[bool]:
    """The condition that this programme is one of those that the actor's grants for `action` are for."""
    grants = actor.granted("see_programmes" if action == "see" else action)
    if actor.everything or any(grant.programme is None for grant in grants):
        return true()
    return or_(false(), *(programme_id == grant.programme for grant in grants))


def may(actor: Actor, action: str, programme_id: str | None) -> bool:
    """Whether the actor may do this to the programme; None asks for all programmes, also those that are still to be made."""
    return actor.everything or any(grant.programme in (None, programme_id or "") for grant in actor.granted(action))


class ChangeSet(Base):
    """A draft of a programme: what it would be. Several may stand side by side."""

    __tablename__ = "change_set"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    # no foreign key: a new programme is none yet
    programme_id: Mapped[str] = mapped_column(KEY, index=True)
    kind: Mapped[str] = mapped_column(String(12), default="change")
    status: Mapped[str] = mapped_column(String(12), default="draft", index=True)
    title: Mapped[str] = mapped_column(NAME)
    reason: Mapped[str] = mapped_column(Text, default="")
    # the revision that it began from, and the shipped definition that it rests on; none for a programme without
    base: Mapped[str | None] = mapped_column(DIGEST, ForeignKey("revision.digest"))
    shipped: Mapped[str | None] = mapped_column(DIGEST)
    content: Mapped[str] = mapped_column(Text, deferred=True)
    # two definitions brought together: the texts of `base`, `ours` and `theirs`; which side was chosen stands in the steps
    merge: Mapped[dict[str, Any] | None] = mapped_column(Json, deferred=True)
    version: Mapped[int] = mapped_column(default=1)
    author_id: Mapped[str | None] = mapped_column(Id)
    author_name: Mapped[str] = mapped_column(NAME, default="")
    created_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    updated_name: Mapped[str] = mapped_column(NAME, default="")
    updated_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    publish_on: Mapped[dt.date | None] = mapped_column(Date)
    scheduled_by: Mapped[str | None] = mapped_column(Id)
    scheduled_name: Mapped[str] = mapped_column(NAME, default="")
    # why the clock could not publish it on its day
    held: Mapped[str] = mapped_column(Text, default="")
    signed_by: Mapped[str | None] = mapped_column(Id)
    signed_name: Mapped[str] = mapped_column(NAME, default="")
    signed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)
    publication_id: Mapped[str | None] = mapped_column(Id)

    def __str__(self) -> str:
        return self.title

    @property
    def programme(self) -> Programme:
        """What the programme would be."""
        return read(self.content)

    @property
    def pending(self) -> bool:
        """Whether it is still to come."""
        return self.status in DRAFTS

    @property
    def signed(self) -> bool:
        return self.signed_at is not None

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return reaches(actor, action, cls.programme_id)


class ChangeStep(Base):
    """One edit of a change set: how it goes there and back. Steps that were taken back are kept until the next edit."""

    __tablename__ = "change_step"
    __table_args__ = (UniqueConstraint("change_set_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    change_set_id: Mapped[str] = mapped_column(Id, ForeignKey("change_set.id", ondelete="CASCADE"))
    number: Mapped[int]
    author_id: Mapped[str | None] = mapped_column(Id)
    author_name: Mapped[str] = mapped_column(NAME, default="")
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    what: Mapped[str] = mapped_column(Text, default="")
    forward: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    backward: Mapped[list[dict[str, Any]]] = mapped_column(Json)
    # sides that were chosen with it: [key, "ours" or "theirs"]
    settles: Mapped[list[list[Any]] | None] = mapped_column(Json)
    undone: Mapped[bool] = mapped_column(default=False)
    # what came later rests on it: it is not taken back any more
    sealed: Mapped[bool] = mapped_column(default=False)
    # the version of the change set in which it was last made, taken back or made again, and by whom
    version: Mapped[int]
    touched_name: Mapped[str] = mapped_column(NAME, default="")


class Publication(Base):
    """One line of the log: from then on new cases began on this revision. A revision may be published several times."""

    __tablename__ = "publication"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    programme_id: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    revision: Mapped[str] = mapped_column(DIGEST, ForeignKey("revision.digest"))
    shipped: Mapped[str | None] = mapped_column(DIGEST)
    previous_id: Mapped[str | None] = mapped_column(Id, ForeignKey("publication.id"))
    change_set_id: Mapped[str | None] = mapped_column(Id, ForeignKey("change_set.id"))
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    by_id: Mapped[str | None] = mapped_column(Id)
    by_name: Mapped[str] = mapped_column(NAME, default="")
    note: Mapped[str] = mapped_column(Text, default="")
    signed_by: Mapped[str | None] = mapped_column(Id)
    signed_name: Mapped[str] = mapped_column(NAME, default="")
    signed_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return reaches(actor, action, cls.programme_id)


class AdjustmentRow(Base):
    """How a publication differs in one place from what was shipped: who made it so, when and why, and on which shipped value."""

    __tablename__ = "adjustment"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    publication_id: Mapped[str] = mapped_column(Id, ForeignKey("publication.id"), index=True)
    address: Mapped[str] = mapped_column(Text)
    property: Mapped[str] = mapped_column(Text, default="")
    op: Mapped[str] = mapped_column(String(6))
    # the whole adjustment as the overlay writes it
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    base: Mapped[str] = mapped_column(DIGEST, default="")
    author_id: Mapped[str | None] = mapped_column(Id)
    author_name: Mapped[str] = mapped_column(NAME, default="")
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    reason: Mapped[str] = mapped_column(Text, default="")


for _model in (Publication, AdjustmentRow):
    freeze(_model.__table__)  # type: ignore[arg-type]  # a mapped class has a Table

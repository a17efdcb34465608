"""Tables of the catalogue. None of them holds personal data, but for who published what."""

import datetime as dt
import json
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, String, Text, UniqueConstraint, event, false, true
from sqlalchemy.orm import Mapped, Mapper, ORMExecuteState, Session, mapped_column

from core.actor import Actor
from core.database import Base, Id, UtcTime, db
from core.definitions import Programme, load_programme
from core.frozen import freeze

DIGEST = String(64)
KEY = String(60)


class ProgrammeRow(Base):
    """A programme on offer and the revision that new cases begin on."""

    __tablename__ = "programme"

    id: Mapped[str] = mapped_column(KEY, primary_key=True)
    current: Mapped[str] = mapped_column(DIGEST, ForeignKey("revision.digest"))

    def __str__(self) -> str:
        return self.id

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return _all_or_none(actor, action)


class Shipped(Base):
    """A definition as a plugin delivered it, once for each text."""

    __tablename__ = "shipped"

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    programme_id: Mapped[str] = mapped_column(KEY, index=True)
    version: Mapped[str] = mapped_column(String(60))
    definition: Mapped[str] = mapped_column(Text)
    shipped_at: Mapped[dt.datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return _all_or_none(actor, action)


class Revision(Base):
    """A published definition, frozen: cases, drafts and submissions name it by digest for as long as they are kept."""

    __tablename__ = "revision"
    __table_args__ = (UniqueConstraint("programme_id", "number"),)

    digest: Mapped[str] = mapped_column(DIGEST, primary_key=True)
    programme_id: Mapped[str] = mapped_column(KEY)
    number: Mapped[int]
    definition: Mapped[str] = mapped_column(Text)
    published_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    published_by: Mapped[str | None] = mapped_column(Id)
    note: Mapped[str] = mapped_column(Text, default="")

    def __str__(self) -> str:
        return f"{self.programme_id} {self.number}"

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return _all_or_none(actor, action)


@lru_cache(maxsize=32)
def read(text: str) -> Programme:
    """The definition in this text; a page and its panels ask for the same one several times."""
    return load_programme(json.loads(text))


def shipped_definition(session: Session, digest: str | None) -> Programme | None:
    """What a plugin delivered under this digest."""
    found = session.get(Shipped, digest) if digest else None
    return read(found.definition) if found else None


class Immutable(Exception):
    """Somebody tried to change or delete a revision or a shipped definition."""


def _all_or_none(actor: Actor, action: str) -> ColumnElement[bool]:
    return true() if actor.may("see_programmes" if action == "see" else action) else false()


def _refuse(_mapper: Mapper[Any] | None, _connection: Any, target: Any) -> None:
    raise Immutable(f"{type(target).__name__} {target.digest[:12]} is frozen; publish a new revision instead.")


for _model in (Revision, Shipped):
    event.listen(_model, "before_update", _refuse)
    event.listen(_model, "before_delete", _refuse)
    freeze(_model.__table__)  # type: ignore[arg-type]  # a mapped class has a Table


@event.listens_for(db.session, "do_orm_execute")
def _refuse_in_bulk(state: ORMExecuteState) -> None:
    """The same for `session.execute(update(Revision)…)`, which passes no object."""
    frozen = state.bind_mapper is not None and state.bind_mapper.class_ in (Revision, Shipped)
    if (state.is_update or state.is_delete) and frozen:
        raise Immutable("Revisions and shipped definitions are frozen; publish a new revision instead.")

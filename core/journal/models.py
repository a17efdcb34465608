"""Tables of the journal: audit entries in a chain, its head, and deliveries that are still due."""

import datetime as dt
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, Text, false, or_, select, text, true
from sqlalchemy.orm import Mapped, mapped_column

from core.actor import Actor
from core.database import Base, Id, Json, UtcTime, new_id
from core.frozen import freeze
from core.journal.reach import reached


class Entry(Base):
    """One line of the audit trail; only ever added. Sealing gives it its number and hash, once.

    Personal data: who (staff) did what to which record, as ids; `data` holds names of fields, never their values.
    """

    __tablename__ = "entry"
    __table_args__ = (
        Index("ix_entry_unsealed", "id", sqlite_where=text("chain_no IS NULL"), postgresql_where=text("chain_no IS NULL")),
        Index("ix_entry_person_id", "person_id", "id"),
        Index("ix_entry_case_id", "case_id", "id"),
        Index("ix_entry_subject_id", "subject_id", "id"),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    at: Mapped[dt.datetime] = mapped_column(UtcTime)
    actor_id: Mapped[str | None] = mapped_column(Id)
    actor_name: Mapped[str] = mapped_column(String(200))
    event: Mapped[str] = mapped_column(String(60))
    subject_id: Mapped[str] = mapped_column(String(100))
    person_id: Mapped[str | None] = mapped_column(Id)
    case_id: Mapped[str | None] = mapped_column(Id)
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    chain_no: Mapped[int | None] = mapped_column(unique=True)
    hash: Mapped[str | None] = mapped_column(String(64))

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Entries about the people, cases, accounts and units below the actor's grants, and those about nobody."""
        if actor.everything or not actor.may(action):
            return true() if actor.everything else false()
        return reached(actor, action, or_(cls.event == "programme_published", cls.subject_id == "unknown"))


UNSEALED = "OLD.chain_no IS NULL"  # sealing writes number and hash, once
freeze(Entry.__table__, unless=UNSEALED)  # type: ignore[arg-type]  # a mapped class has a Table


class ChainHead(Base):
    """The last number and hash of the chain, apart from it: entries cut off at the end are missed by it."""

    __tablename__ = "chain_head"

    id: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    no: Mapped[int]
    hash: Mapped[str] = mapped_column(String(64))


class Delivery(Base):
    """One plugin that must still be told of one entry; deleted in the transaction of the effect.

    `due_at` is also the lease: whoever claims the row moves it ahead. A row with `parked_at` waits for a person.
    """

    __tablename__ = "delivery"
    __table_args__ = (
        Index("ix_delivery_due", "due_at", sqlite_where=text("parked_at IS NULL"), postgresql_where=text("parked_at IS NULL")),
    )

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    entry_id: Mapped[str] = mapped_column(Id, ForeignKey("entry.id"), index=True)
    plugin: Mapped[str] = mapped_column(String(100))
    event: Mapped[str] = mapped_column(String(60))
    due_at: Mapped[dt.datetime] = mapped_column(UtcTime)
    attempts: Mapped[int] = mapped_column(default=0, server_default="0")
    error: Mapped[str | None] = mapped_column(Text)
    parked_at: Mapped[dt.datetime | None] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """As the entry that is delivered."""
        if actor.everything:
            return true()
        return cls.entry_id.in_(select(Entry.id).where(Entry.scope(actor, action)))

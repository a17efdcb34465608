"""Who is known: a pseudonymous person, her identity apart from her facts, and the history of both."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Index, String, or_, select
from sqlalchemy.orm import Mapped, mapped_column, object_session

from core.actor import Actor, under
from core.database import Base, Id, Json, UtcTime, new_id
from core.journal.models import Entry
from core.journal.reach import reach
from core.people.columns import CODE, TEXT, Amount, Sorted
from core.people.shares import LENT, Share, lent, lent_to

PERSON = "person.id"


class Person(Base):
    """A record under a pseudonym; everything else hangs on its id.

    Personal data: number, unit. Erased with the person.
    """

    __tablename__ = "person"
    __table_args__ = (Index("ix_person_unit_path", "unit_path", "id", postgresql_ops={"unit_path": "text_pattern_ops"}),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    number: Mapped[str] = mapped_column(String(12), unique=True)
    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    # a copy of the unit's path, kept by `move_unit`: scopes need no join
    unit_path: Mapped[str] = mapped_column(String(1000))
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    created_by: Mapped[str | None] = mapped_column(Id)
    version: Mapped[int] = mapped_column(default=1)
    synthetic: Mapped[bool] = mapped_column(default=False)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """The people of one's units, and those who were referred to them."""
        own = under(actor, action, cls.unit_path)
        return own if action not in LENT or actor.everything else or_(own, lent(cls.id, Share.person_id, actor, action))

    def lent(self, action: str) -> list[Share]:
        """Where else the action is allowed: `actor.may(action, person)` asks when no grant covers her own unit."""
        return lent_to(object_session(self), action, person_id=self.id)


reach("person", lambda actor, action: Entry.person_id.in_(select(Person.id).where(Person.scope(actor, action))))


class Identity(Base):
    """Who the person is: read by the grant `see_identity` alone, so that it can later be encrypted under a key per person.

    Personal data: names, contacts, address. Erased with the person.
    """

    __tablename__ = "identity"
    __table_args__ = (Index("ix_identity_search", "search", "person_id"),)

    person_id: Mapped[str] = mapped_column(Id, ForeignKey(PERSON, ondelete="CASCADE"), primary_key=True)
    family_name: Mapped[str | None] = mapped_column(TEXT)
    given_name: Mapped[str | None] = mapped_column(TEXT)
    phone: Mapped[str | None] = mapped_column(TEXT)
    email: Mapped[str | None] = mapped_column(TEXT)
    street: Mapped[str | None] = mapped_column(TEXT)
    postal_code: Mapped[str | None] = mapped_column(TEXT)
    # identity facts that a later vocabulary adds
    more: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    # "family given" as `normal()` writes it: lists are sorted by it, doubles are found by it
    search: Mapped[str] = mapped_column(Sorted, default="")


class NameWord(Base):
    """One word of a person's name as it is searched for: a prefix is a range of the index.

    Personal data: words of names. Erased with the person.
    """

    __tablename__ = "name_word"

    word: Mapped[str] = mapped_column(Sorted, primary_key=True)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey(PERSON, ondelete="CASCADE"), primary_key=True, index=True)


class Facts(Base):
    """What holds now: a typed column for each shared fact (what SQL rules read), JSON for the rest. Empty means unknown.

    Personal data: all of it, some of Art. 9 DSGVO (disability, minority, housing_exclusion). Erased with the person.
    """

    __tablename__ = "facts"

    person_id: Mapped[str] = mapped_column(Id, ForeignKey(PERSON, ondelete="CASCADE"), primary_key=True)
    date_of_birth: Mapped[date | None] = mapped_column(index=True)
    sex: Mapped[str | None] = mapped_column(CODE)
    nationality: Mapped[str | None] = mapped_column(CODE, index=True)
    country_of_birth: Mapped[str | None] = mapped_column(CODE)
    arrived_on: Mapped[date | None]
    municipality: Mapped[str | None] = mapped_column(TEXT, index=True)
    district: Mapped[str | None] = mapped_column(TEXT, index=True)
    in_state_reception: Mapped[bool | None]
    migration_background: Mapped[bool | None]
    own_migration: Mapped[bool | None]
    refugee_background: Mapped[bool | None]
    residence_title: Mapped[str | None] = mapped_column(CODE, index=True)
    residence_valid_until: Mapped[date | None] = mapped_column(index=True)
    work_ban: Mapped[str | None] = mapped_column(CODE)
    work_permitted: Mapped[bool | None]
    german_level: Mapped[str | None] = mapped_column(CODE, index=True)
    school_certificate: Mapped[str | None] = mapped_column(CODE)
    vocational_qualification: Mapped[str | None] = mapped_column(CODE)
    years_unskilled: Mapped[Decimal | None] = mapped_column(Amount)
    regular_school_access: Mapped[bool | None]
    employment_status: Mapped[str | None] = mapped_column(CODE, index=True)
    unemployed_since: Mapped[date | None]
    benefits: Mapped[list[str] | None] = mapped_column(Json)
    seeking_work: Mapped[bool | None]
    support_needs: Mapped[list[str] | None] = mapped_column(Json)
    disability: Mapped[str | None] = mapped_column(CODE)
    minority: Mapped[str | None] = mapped_column(CODE)
    housing_exclusion: Mapped[str | None] = mapped_column(CODE)
    more: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    version: Mapped[int] = mapped_column(default=1)


class Said:
    """One statement: this fact, with this value, from this day on, as this source has it. Deleted by erasure alone."""

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    fact: Mapped[str] = mapped_column(String(63))
    # None: no longer known
    value: Mapped[Any] = mapped_column(Json, nullable=True)
    valid_from: Mapped[date]
    # the person's version that wrote it: of two statements for one day the later one holds
    version: Mapped[int]
    source: Mapped[str] = mapped_column(String(20))
    written_by: Mapped[str | None] = mapped_column(Id)
    written_at: Mapped[datetime] = mapped_column(UtcTime)
    submission_id: Mapped[str | None] = mapped_column(Id)


class FactEntry(Said, Base):
    """The history of facts.

    Personal data: all of it. Erased with the person.
    """

    __tablename__ = "fact_entry"
    __table_args__ = (Index("ix_fact_entry_person", "person_id", "fact", "valid_from"),)

    person_id: Mapped[str] = mapped_column(Id, ForeignKey(PERSON, ondelete="CASCADE"))


class IdentityEntry(Said, Base):
    """The history of the identity, apart as the identity is.

    Personal data: all of it. Erased with the person.
    """

    __tablename__ = "identity_entry"
    __table_args__ = (Index("ix_identity_entry_person", "person_id", "fact", "valid_from"),)

    person_id: Mapped[str] = mapped_column(Id, ForeignKey(PERSON, ondelete="CASCADE"))

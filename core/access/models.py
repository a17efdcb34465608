"""Users and what they were granted."""

from datetime import datetime

from flask_security import UserMixin
from sqlalchemy import ColumnElement, ForeignKey, String, UniqueConstraint, and_, select, true
from sqlalchemy.orm import Mapped, mapped_column, relationship

from core.actor import Actor, under
from core.database import Base, Id, UtcTime, new_id
from core.journal.models import Entry
from core.journal.reach import reach
from core.organisations.models import Unit


class User(Base, UserMixin):
    """A member of staff who signs in.

    Personal data: name, e-mail, hash of the password; of staff, not of participants. Kept while the audit trail names her.
    """

    __tablename__ = "user"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)  # type: ignore[assignment]  # Flask-Security thinks of numbers
    # in lower case: one mailbox, one account
    email: Mapped[str] = mapped_column(String(254), unique=True)
    # argon2id; empty until a password is set, and then nobody can sign in
    password: Mapped[str | None] = mapped_column(String(255))
    active: Mapped[bool] = mapped_column(default=True)
    # what sessions are bound to: a new one ends them all
    fs_uniquifier: Mapped[str] = mapped_column(String(64), unique=True)
    name: Mapped[str] = mapped_column(String(200))
    language: Mapped[str] = mapped_column(String(10), default="de")
    # the unit whose admins look after the account
    unit_id: Mapped[str | None] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    synthetic: Mapped[bool] = mapped_column(default=False)
    created_at: Mapped[datetime] = mapped_column(UtcTime)

    unit: Mapped[Unit | None] = relationship()
    grants: Mapped[list["GrantRow"]] = relationship(back_populates="user", cascade="all, delete-orphan")

    def __str__(self) -> str:
        return f"{self.name} ({self.email})"

    @property
    def unit_path(self) -> str:
        """Where the account belongs; an account of no unit belongs to nobody but the house."""
        return self.unit.path if self.unit else ""

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Accounts of the actor's units, but none with rights beyond them: who sets its password would gain those rights."""
        if actor.everything:
            return true()
        units = select(Unit.id).where(under(actor, action, Unit.path))
        return and_(cls.unit_id.in_(units), ~cls.grants.any(GrantRow.unit_id.not_in(units)))


def _of_accounts(actor: Actor, action: str) -> ColumnElement[bool]:
    units = select(Unit.id).where(under(actor, action, Unit.path))
    return Entry.subject_id.in_(select(User.id).where(User.unit_id.in_(units)))


reach("account", _of_accounts)


class GrantRow(Base):
    """A role at a unit and all below it, for one programme or for all.

    Personal data: rights of staff. Deleted when revoked; the audit trail remembers.
    """

    __tablename__ = "grant"
    __table_args__ = (UniqueConstraint("user_id", "role", "unit_id", "programme"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("user.id", ondelete="CASCADE"))
    role: Mapped[str] = mapped_column(String(40))
    unit_id: Mapped[str] = mapped_column(Id, ForeignKey("unit.id"), index=True)
    programme: Mapped[str | None] = mapped_column(String(63))
    given_at: Mapped[datetime] = mapped_column(UtcTime)
    given_by: Mapped[str | None] = mapped_column(Id)

    user: Mapped[User] = relationship(back_populates="grants")
    unit: Mapped[Unit] = relationship()

    def __str__(self) -> str:
        return f"{self.role} – {self.unit}"

    @property
    def unit_path(self) -> str:
        return self.unit.path

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return cls.unit_id.in_(select(Unit.id).where(under(actor, action, Unit.path)))

"""Tokens for programs: each belongs to an account, does what the account may do now, and ends by itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from hashlib import sha256

from sqlalchemy import ColumnElement, ForeignKey, String, select
from sqlalchemy.orm import Mapped, Session, mapped_column, relationship

from core.access.models import User
from core.actor import SYSTEM, Actor
from core.database import Base, Id, UtcTime, new_id
from core.events import UserChanged
from core.journal import announce

MARK = "fk_"
LONGEST = timedelta(days=366)


class Token(Base):
    """What a program signs in with. Only its digest is kept: who reads the table can do nothing with it.

    Personal data: none but the account. Deleted with it.
    """

    __tablename__ = "token"

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    user_id: Mapped[str] = mapped_column(Id, ForeignKey("user.id", ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(100))
    digest: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[datetime] = mapped_column(UtcTime)
    expires_at: Mapped[datetime] = mapped_column(UtcTime)

    user: Mapped[User] = relationship()

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return cls.user_id.in_(select(User.id).where(User.scope(actor, action)))


def make_token(session: Session, user: User, name: str, *, now: datetime, days: int) -> str:
    """The token as its program must send it; it is shown this once. Raises ValueError for a stretch that is too long."""
    if not 1 <= days <= LONGEST.days:
        raise ValueError(f"A token holds for 1 to {LONGEST.days} days.")
    written = MARK + secrets.token_urlsafe(32)
    token = Token(name=name, digest=_digest(written), created_at=now, expires_at=now + timedelta(days=days), user_id=user.id)
    session.add(token)
    session.flush()
    announce(session, UserChanged(subject_id=user.id, what=("token",)), actor=SYSTEM, now=now)
    return written


def revoke_tokens(session: Session, user: User, *, now: datetime) -> int:
    """End all tokens of an account; how many there were."""
    tokens = session.scalars(select(Token).where(Token.user_id == user.id)).all()
    for token in tokens:
        session.delete(token)
    if tokens:
        announce(session, UserChanged(subject_id=user.id, what=("token",)), actor=SYSTEM, now=now)
    return len(tokens)


def user_of(session: Session, written: str, now: datetime) -> User | None:
    """Whose token it is: none for one that ended, never was, or whose account is switched off."""
    if not written.startswith(MARK) or len(written) > 100:
        return None
    found = session.scalar(select(Token).where(Token.digest == _digest(written), Token.expires_at > now))
    return found.user if found is not None and found.user.active else None


def _digest(written: str) -> str:
    """A plain hash does: there is nothing to guess in 32 random bytes."""
    return sha256(written.encode()).hexdigest()

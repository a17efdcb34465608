"""Accounts and rights: create a user, set a password, grant and revoke, each announced."""

import secrets
from collections.abc import Iterable
from datetime import datetime
from functools import cache

from email_validator import EmailNotValidError, validate_email
from sqlalchemy import Executable, bindparam, select
from sqlalchemy.orm import Session, joinedload

from core.access.models import GrantRow, User
from core.access.passwords import check, hashed
from core.actor import ROLES, SYSTEM, Actor, Forbidden, Grant, require
from core.events import RightsChanged, UserChanged
from core.journal import announce
from core.organisations.models import Unit


class BadAccount(ValueError):
    """An account or a right that cannot be; `field` says what is wrong with it."""

    def __init__(self, field: str, message: str) -> None:
        self.field = field
        super().__init__(message)


def create_user(
    session: Session,
    email: str,
    name: str,
    password: str | None = None,
    *,
    now: datetime,
    unit: Unit | None = None,
    actor: Actor = SYSTEM,
    language: str = "de",
    synthetic: bool = False,
) -> User:
    """A new account; without a password nobody can sign in with it yet. Raises BadAccount, BadPassword, NotFound."""
    if not actor.everything:
        if unit is None:
            raise BadAccount("unit", "An account belongs to a unit; name one.")
        require(actor, "edit_users", unit)
    address, called = clean_email(email), clean_name(name)
    if find_user(session, address):
        raise BadAccount("email", f"There is an account for {address} already.")
    user = User(email=address, name=called, language=language, unit=unit, synthetic=synthetic, active=True, created_at=now)
    user.fs_uniquifier = secrets.token_hex(32)
    if password is not None:
        check(password, address.split("@")[0], *called.split())
        user.password = hashed(password)
    session.add(user)
    session.flush()
    announce(session, UserChanged(subject_id=user.id, what=("created",)), actor=actor, now=now)
    return user


def set_password(session: Session, user: User, password: str, *, now: datetime, actor: Actor = SYSTEM) -> None:
    """Ends all sessions of the user. Raises BadPassword."""
    check(password, user.email.split("@")[0], *user.name.split())
    user.password = hashed(password)
    end_sessions(user)
    session.flush()
    announce(session, UserChanged(subject_id=user.id, what=("password",)), actor=actor, now=now)


def set_active(session: Session, user: User, active: bool, *, now: datetime, actor: Actor = SYSTEM) -> None:
    """A user who is not active is out with the next request. Nobody switches herself off or on."""
    _not_oneself(actor, user)
    user.active = active
    end_sessions(user)
    session.flush()
    announce(session, UserChanged(subject_id=user.id, what=("active" if active else "inactive",)), actor=actor, now=now)


def end_sessions(user: User) -> None:
    """Sessions lie in cookies; what they are bound to is thrown away, so a stolen cookie is worth nothing after sign-out."""
    user.fs_uniquifier = secrets.token_hex(32)


def grant(
    session: Session, user: User, role: str, unit: Unit, *, now: datetime, programme: str | None = None, actor: Actor = SYSTEM
) -> GrantRow:
    """Give a role; giving it again changes nothing. Raises BadAccount for an unknown role, NotFound for a foreign unit."""
    if role not in ROLES:
        raise BadAccount("role", f"'{role}' is not a role; roles are {', '.join(ROLES)}.")
    if programme is not None and "edit_users" in ROLES[role]:
        # accounts belong to no programme: such a right would not be bounded by the one that it names
        raise BadAccount("programme", "Who looks after accounts does so for all programmes.")
    if not actor.everything:
        require(actor, "edit_users", unit)
    _not_oneself(actor, user)
    for held in user.grants:
        if (held.role, held.unit_id, held.programme) == (role, unit.id, programme):
            return held
    user.unit_id = user.unit_id or unit.id
    row = GrantRow(user_id=user.id, role=role, unit_id=unit.id, programme=programme, given_at=now, given_by=actor.user_id)
    session.add(row)
    session.flush()
    session.refresh(user, ["grants", "unit"])
    announce(session, RightsChanged(subject_id=user.id, role=role, unit_id=unit.id, given=True), actor=actor, now=now)
    return row


def revoke(session: Session, row: GrantRow, *, now: datetime, actor: Actor = SYSTEM) -> None:
    """Take a role away: gone with the user's next request. Raises NotFound for a foreign unit."""
    if not actor.everything:
        require(actor, "edit_users", row.unit)
    _not_oneself(actor, row.user)
    event = RightsChanged(subject_id=row.user_id, role=row.role, unit_id=row.unit_id, given=False)
    row.user.grants.remove(row)
    session.flush()
    announce(session, event, actor=actor, now=now)


def find_user(session: Session, email: str) -> User | None:
    return session.scalars(select(User).where(User.email == email.strip().lower())).first()


def signed_in_user(session: Session, uniquifier: str) -> User | None:
    """The active user of a session with her grants and units: one query, never from memory, so rights hold as they are now."""
    query = select(User).where(User.fs_uniquifier == uniquifier, User.active).execution_options(populate_existing=True)
    return session.scalars(query.options(joinedload(User.grants).joinedload(GrantRow.unit))).unique().first()


def signed_in_actor(session: Session, uniquifier: str) -> Actor | None:
    """Who asks in this session, as `signed_in_user` and `actor_of` find her, by values alone: each request asks."""
    rows = session.connection().execute(_signed_in(), {"b_uniquifier": uniquifier}).all()
    if not rows:
        return None
    return Actor(
        rows[0].id, rows[0].name, rows[0].language, _grants((row.role, row.unit_id, row.path, row.programme) for row in rows)
    )


@cache
def _signed_in() -> Executable:
    columns = User.id, User.name, User.language, GrantRow.role, GrantRow.unit_id, GrantRow.programme, Unit.path
    joined = select(*columns).outerjoin(GrantRow, GrantRow.user_id == User.id).outerjoin(Unit, Unit.id == GrantRow.unit_id)
    return joined.where(User.fs_uniquifier == bindparam("b_uniquifier"), User.active)


def actor_of(user: User) -> Actor:
    """Who asks, with all grants."""
    return Actor(
        user.id, user.name, user.language, _grants((row.role, row.unit_id, row.unit.path, row.programme) for row in user.grants)
    )


def _grants(rows: Iterable[tuple[str, str, str, str | None]]) -> tuple[Grant, ...]:
    """The order is fixed so that equal rights make equal actors."""
    known = sorted((role, unit, path, programme or "") for role, unit, path, programme in rows if role in ROLES)
    return tuple(Grant(role, unit, path, programme or None) for role, unit, path, programme in known)


def clean_email(email: str) -> str:
    """The address in lower case. Raises BadAccount."""
    try:
        found = validate_email(email.strip()[:300], check_deliverability=False, allow_smtputf8=False)
    except EmailNotValidError as error:
        raise BadAccount("email", f"This is not an e-mail address: {error}") from None
    return found.normalized.lower()


def clean_name(name: str) -> str:
    called = " ".join(name.split())
    if not 0 < len(called) <= 200 or "\0" in called or any("\ud800" <= char <= "\udfff" for char in called):
        raise BadAccount("name", "An account needs a name of at most 200 characters.")
    return called


def _not_oneself(actor: Actor, user: User) -> None:
    """Four eyes: an admin who widens or ends her own rights asks another one."""
    if actor.user_id is not None and actor.user_id == user.id:
        raise Forbidden("Nobody changes their own rights; ask another admin.")

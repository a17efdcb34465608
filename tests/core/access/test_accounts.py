"""Accounts and rights, without pages: who may give what to whom."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.access.accounts import (
    BadAccount,
    actor_of,
    create_user,
    find_user,
    grant,
    revoke,
    set_active,
    set_password,
    signed_in_user,
)
from core.access.models import GrantRow, User
from core.access.passwords import BadPassword, matches
from core.actor import Actor, Forbidden, Grant, NotFound, fetch, scoped
from core.journal import Entry
from tests.core.organisations.rooms import NOW, Tree, actor

GOOD = "a long walk at dusk"


def make(session: Session, name: str = "ada", **more) -> User:
    return create_user(session, f"{name}@example.org", f"Test {name}", GOOD, now=NOW, **more)


def told(session: Session, event: str) -> list[dict]:
    return [entry.data for entry in session.scalars(select(Entry).where(Entry.event == event).order_by(Entry.id))]


def test_an_account_is_found_in_any_case(session: Session):
    made = create_user(session, " Ada@Example.ORG ", "  Ada   Muster ", GOOD, now=NOW)
    assert (made.email, made.name, made.active) == ("ada@example.org", "Ada Muster", True)
    assert find_user(session, "ADA@example.org") is made
    assert told(session, "user_changed") == [{"what": ["created"]}]


def test_the_password_is_a_hash(session: Session):
    made = make(session)
    assert made.password.startswith("$argon2id$")
    assert GOOD not in made.password
    assert matches(made.password, GOOD)
    assert not matches(made.password, GOOD + "x")


def test_hashes_are_costly():
    """OWASP's least for argon2id: 19 MiB, two rounds."""
    real = PasswordHasher()
    assert real.memory_cost >= 19 * 1024
    assert real.time_cost >= 2


def test_without_a_password_none_is_right(session: Session):
    made = create_user(session, "new@example.org", "New", now=NOW)
    for tried in ("", "nobody has this password", "None"):
        assert not matches(made.password, tried)


@pytest.mark.parametrize(
    ("password", "reason"),
    [
        ("x" * 11, "short"),
        ("x" * 201, "long"),
        ("a" * 20, "plain"),
        ("ababababababab", "plain"),
        ("I am mustermann!", "own"),
        ("Erika_2026_pass", "own"),
        ("null\0byte in here", "text"),
        ("half a \ud800 character", "text"),
    ],
)
def test_bad_passwords_are_refused_for_a_reason(session: Session, password: str, reason: str):
    with pytest.raises(BadPassword) as caught:
        create_user(session, "erika@example.org", "E Mustermann", password, now=NOW)
    assert caught.value.reason == reason
    assert password not in str(caught.value)


@pytest.mark.parametrize(
    ("email", "name", "field"),
    [
        ("ada@example.org", "Ada", "email"),
        ("ADA@example.org", "Ada", "email"),
        ("no address", "Ada", "email"),
        ("a\0b@example.org", "Ada", "email"),
        ("x" * 1000 + "@example.org", "Ada", "email"),
        ("b@example.org", "  ", "name"),
        ("b@example.org", "a\0b", "name"),
    ],
)
def test_bad_accounts_are_refused(session: Session, email: str, name: str, field: str):
    make(session)
    with pytest.raises(BadAccount) as caught:
        create_user(session, email, name, GOOD, now=NOW)
    assert caught.value.field == field


def test_the_actor_has_the_grants_as_they_are_now(session: Session, tree: Tree):
    user = make(session)
    row = grant(session, user, "case_worker", tree.north, programme="wir", now=NOW)
    assert grant(session, user, "case_worker", tree.north, programme="wir", now=NOW) is row
    who = actor_of(signed_in_user(session, user.fs_uniquifier))
    assert who == Actor(user.id, "Test ada", "de", (Grant("case_worker", tree.north.id, tree.north.path, "wir"),))
    revoke(session, row, now=NOW)
    assert actor_of(signed_in_user(session, user.fs_uniquifier)).grants == ()
    given = {"role": "case_worker", "unit_id": tree.north.id}
    assert told(session, "rights_changed") == [{**given, "given": True}, {**given, "given": False}]


def test_who_is_not_active_has_no_session(session: Session):
    user = make(session)
    before = user.fs_uniquifier
    set_active(session, user, False, now=NOW)
    assert signed_in_user(session, before) is None
    assert signed_in_user(session, user.fs_uniquifier) is None
    set_active(session, user, True, now=NOW)
    assert signed_in_user(session, before) is None


def test_a_new_password_ends_sessions(session: Session):
    user = make(session)
    before = user.fs_uniquifier
    set_password(session, user, "another quiet evening", now=NOW)
    assert signed_in_user(session, before) is None


def test_an_admin_acts_in_the_own_units_alone(session: Session, tree: Tree):
    admin = actor("system_admin", tree.north)
    user = make(session, actor=admin, unit=tree.town)
    assert grant(session, user, "mentor", tree.town, now=NOW, actor=admin)
    for unit in (tree.south, tree.land):
        with pytest.raises(NotFound):
            grant(session, user, "mentor", unit, now=NOW, actor=admin)
        with pytest.raises(NotFound):
            make(session, "other", actor=admin, unit=unit)
    row = grant(session, user, "auditor", tree.south, now=NOW)
    with pytest.raises(NotFound):
        revoke(session, row, now=NOW, actor=admin)
    with pytest.raises(BadAccount, match="unit"):
        make(session, "fourth", actor=admin)
    with pytest.raises(Forbidden):
        make(session, "third", actor=actor("case_worker", tree.north), unit=tree.north)


def test_nobody_changes_their_own_rights(session: Session, tree: Tree):
    user = make(session)
    own = grant(session, user, "system_admin", tree.land, now=NOW)
    admin = actor_of(user)
    for change in (
        lambda: grant(session, user, "case_worker", tree.land, now=NOW, actor=admin),
        lambda: revoke(session, own, now=NOW, actor=admin),
        lambda: set_active(session, user, False, now=NOW, actor=admin),
    ):
        with pytest.raises(Forbidden):
            change()


def test_unknown_roles_are_named(session: Session, tree: Tree):
    with pytest.raises(BadAccount, match="roles are system_admin"):
        grant(session, make(session), "boss", tree.land, now=NOW)


def test_users_and_grants_are_seen_where_one_administers(session: Session, tree: Tree):
    north, south = make(session, "north", unit=tree.town), make(session, "south", unit=tree.south)
    rows = [grant(session, user, "mentor", user.unit, now=NOW) for user in (north, south)]
    lost = make(session, "lost")
    admin = actor("system_admin", tree.north)
    assert session.scalars(scoped(admin, User, "edit_users")).all() == [north]
    assert session.scalars(scoped(admin, GrantRow, "edit_users")).all() == [rows[0]]
    for id in (south.id, lost.id, "missing"):
        with pytest.raises(NotFound, match="no such record"):
            fetch(session, admin, User, id, "edit_users")
    assert session.scalars(scoped(actor("case_worker", tree.land), User, "edit_users")).all() == []


def test_an_account_with_rights_elsewhere_is_not_the_local_admins(session: Session, tree: Tree):
    user = make(session, unit=tree.town)
    grant(session, user, "mentor", tree.town, now=NOW)
    grant(session, user, "mentor", tree.south, now=NOW)
    assert session.scalars(scoped(actor("system_admin", tree.north), User, "edit_users")).all() == []
    assert session.scalars(scoped(actor("system_admin", tree.land), User, "edit_users")).all() == [user]

"""The audit trail tells who signed in, failed to, changed accounts and rights, and who read whose record."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from sqlalchemy import event, select

from core import clock
from core.access.accounts import find_user
from core.database import db
from core.journal import Entry, seen, verify
from tests.security.world import PASSWORD, TOKEN, World, sign_in


def trail(world: World, name: str, **where: str) -> list[Entry]:
    with world.app.app_context():
        found = db.session.scalars(select(Entry).filter_by(event=name, **where).order_by(Entry.id)).all()
        db.session.expunge_all()
        return list(found)


def user_id(world: World, name: str) -> str:
    with world.app.app_context():
        user = find_user(db.session(), f"{name}@eigenort.example.org")
        assert user
        return user.id


READ = [
    ("person", "person", "/people/{person}"),
    ("person", "person", "/people/{person}/edit"),
    ("person", "person", "/people/{person}/programmes/wir_sind_usingen"),
    ("case", "case", "/cases/{case}"),
    ("task", "task", "/tasks/{task}"),
    ("receipt", "submission", "/receipts/{submission}"),
    ("file", "attachment", "/attachments/{attachment}"),
]


@pytest.mark.parametrize(("kind", "record", "url"), READ, ids=[one[2] for one in READ])
def test_who_reads_is_written_down_once_an_hour(world: World, kind: str, record: str, url: str) -> None:
    ids, reader = world.own.ids, "coordinator"
    for _ in range(3):
        assert world.ask(reader, "GET", url.format(**ids)).status_code == 200
        world.app.extensions.pop("foerderkette_seen", None)  # another process remembers nothing of this one
    entries = trail(world, "record_seen", subject_id=ids[record], actor_id=user_id(world, reader))
    assert [entry.data for entry in entries] == [{"kind": kind}]
    assert entries[0].person_id == ids["person"]


def test_what_was_refused_was_not_read(world: World) -> None:
    world.ask("case_worker", "GET", f"/people/{world.foreign.ids['person']}")
    world.ask("mentor", "GET", f"/tasks/{world.own.ids['task']}")
    reader = user_id(world, "case_worker")
    assert not trail(world, "record_seen", subject_id=world.foreign.ids["person"], actor_id=reader)
    assert not trail(world, "record_seen", subject_id=world.own.ids["task"], actor_id=user_id(world, "mentor"))


def test_after_an_hour_it_is_written_down_again(world: World) -> None:
    from core.access.accounts import actor_of

    with world.app.app_context():
        user = find_user(db.session(), "auditor@eigenort.example.org")
        assert user
        actor, start = actor_of(user), clock.now()
        for minutes in (0, 59, 61, 100, 122):
            seen(actor, "person", "somebody", now=start + dt.timedelta(minutes=minutes))
    entries = trail(world, "record_seen", subject_id="somebody")
    assert [(entry.at - start).total_seconds() // 60 for entry in entries] == [0, 61, 122]


def test_a_second_look_asks_and_writes_nothing(world: World) -> None:
    """Reading stays reading: only the first look in an hour takes the write lock."""
    url, said = f"/cases/{world.own.ids['case']}", []
    world.ask("provider_staff", "GET", url)

    def note(_connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        said.append(statement.lstrip().split()[0].upper())

    with world.app.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", note)
    try:
        world.ask("provider_staff", "GET", url)
    finally:
        event.remove(engine, "before_cursor_execute", note)
    assert said
    assert set(said) <= {"SELECT", "BEGIN"}


def test_signing_in_and_failing_to_is_written_down(world: World) -> None:
    who = user_id(world, "mentor")
    before = len(trail(world, "signed_in", subject_id=who)), len(trail(world, "sign_in_failed", subject_id=who))
    sign_in(world.app, "mentor@eigenort.example.org")
    client = world.app.test_client()
    found = TOKEN.search(client.get("/sign-in").text)
    token = found[1] if found else ""
    client.post("/sign-in", data={"email": "mentor@eigenort.example.org", "password": PASSWORD + "x", "csrf_token": token})
    after = len(trail(world, "signed_in", subject_id=who)), len(trail(world, "sign_in_failed", subject_id=who))
    assert after == (before[0] + 1, before[1] + 1)


def test_accounts_and_rights_are_written_down(world: World) -> None:
    admin, unit = user_id(world, "system_admin"), world.own.unit
    new = {"name": "Neue Kraft", "email": "neue.kraft@example.org", "unit": unit, "language": "de", "active": "y"}
    assert world.ask("system_admin", "POST", "/admin/users/new/", data=new | {"new_password": PASSWORD}).status_code == 302
    with world.app.app_context():
        made = find_user(db.session(), new["email"])
        assert made
        id = made.id
    right = {"user": id, "role": "mentor", "unit": unit, "programme": ""}
    assert world.ask("system_admin", "POST", "/admin/grants/new/", data=right).status_code == 302
    assert [entry.data["what"] for entry in trail(world, "user_changed", subject_id=id, actor_id=admin)] == [["created"]]
    told = trail(world, "rights_changed", subject_id=id, actor_id=admin)
    assert [(entry.data["role"], entry.data["given"]) for entry in told] == [("mentor", True)]


def test_the_chain_holds_after_all_this(world: World) -> None:
    with world.app.app_context():
        assert verify(db.session()) == []

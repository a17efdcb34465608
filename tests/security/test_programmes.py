"""A right for one programme ends at that programme, in every table that holds something of a case."""

from __future__ import annotations

import pytest

from core import clock
from core.access.accounts import BadAccount, actor_of, create_user, find_user, grant
from core.actor import ROLES, NotFound
from core.database import db, transaction
from core.organisations.models import Unit
from tests.security.world import PASSWORD, PROGRAMME, World, sign_in

DOORS = [
    ("case", "/cases/{case}"),
    ("task", "/tasks/{task}"),
    ("task", "/tasks/{task_done}/onward"),
    ("submission", "/receipts/{submission}"),
    ("attachment", "/attachments/{attachment}"),
    ("exit", "/cases/{case}/exit"),
]


@pytest.fixture(scope="module")
def limited(world: World) -> World:
    """Two case workers of the own unit: `theirs` for another programme, `ours` for the one of the case."""
    for name, programme in (("theirs", "another"), ("ours", PROGRAMME)):
        with world.app.app_context(), transaction() as session:
            unit = session.get_one(Unit, world.own.unit)
            user = create_user(session, f"{name}@example.org", "Fatma Muster", PASSWORD, now=clock.now(), unit=unit)
            grant(session, user, "coordinator", unit, now=clock.now(), programme=programme)
        world.app.config["WTF_CSRF_ENABLED"] = True
        world.cookies[name] = sign_in(world.app, f"{name}@example.org")
        world.app.config["WTF_CSRF_ENABLED"] = False
    return world


@pytest.mark.parametrize(("kind", "url"), DOORS, ids=[one[1] for one in DOORS])
def test_another_programme_is_another_house(limited: World, kind: str, url: str) -> None:
    path = url.format(**limited.own.ids)
    assert limited.ask("theirs", "GET", path).status_code == 404
    assert limited.ask("ours", "GET", path).status_code in (200, 303)


def test_nor_is_a_draft_of_it_saved(limited: World) -> None:
    url, sent = f"/drafts/{limited.own.ids['draft']}/autosave", {"_page": limited.own.ids["draft_page"], "contact_note": "x"}
    assert limited.ask("theirs", "POST", url, data=sent).status_code == 404
    assert limited.ask("ours", "POST", url, data=sent).status_code in (200, 409)


def test_lists_hold_nothing_of_it(limited: World) -> None:
    for path in ("/", "/worklist", "/admin/cases/", f"/people/{limited.own.ids['person']}"):
        assert limited.own.ids["case"] not in limited.ask("theirs", "GET", path).text, path
    assert limited.own.ids["case"] in limited.ask("ours", "GET", f"/people/{limited.own.ids['person']}").text


@pytest.mark.parametrize("role", sorted(role for role, actions in ROLES.items() if "edit_users" in actions))
def test_who_gives_rights_is_not_bound_to_a_programme(limited: World, role: str) -> None:
    """Such an admin could give rights in all programmes, or set the password of somebody who has them."""
    with limited.app.app_context(), transaction() as session:
        user, unit = find_user(session, "ours@example.org"), session.get_one(Unit, limited.own.unit)
        assert user
        with pytest.raises(BadAccount) as refused:
            grant(session, user, role, unit, now=clock.now(), programme=PROGRAMME)
        assert refused.value.field == "programme"


def test_nobody_gives_more_than_she_looks_after(limited: World) -> None:
    """An admin of the own unit neither gives a right elsewhere nor touches an account that has one there."""
    with limited.app.app_context():
        admin = find_user(db.session(), "system_admin@eigenort.example.org")
        assert admin
        actor, elsewhere = actor_of(admin), db.session.get_one(Unit, limited.foreign.unit)
        assert not actor.may("edit_users", elsewhere)
        user = find_user(db.session(), "theirs@example.org")
        assert user
        with pytest.raises(NotFound):
            grant(db.session(), user, "mentor", elsewhere, now=clock.now(), actor=actor)

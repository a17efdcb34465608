"""Users, rights and units in the administration: within the own units alone, and passwords never shown."""

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from core.access.accounts import find_user, grant
from core.access.models import GrantRow, User
from core.access.passwords import matches
from core.database import db, transaction
from core.journal import Entry
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from tests.core.access.doors import PASSWORD, House, post, sign_in, signed_in
from tests.core.organisations.rooms import NOW

NEW = {"name": "Neu Beispiel", "email": "new@example.org", "language": "de", "active": "y"}


@pytest.fixture
def admin(app: Flask, house: House) -> FlaskClient:
    return signed_in(app, "admin")


def get(app: Flask, email: str) -> User | None:
    with app.app_context():
        return find_user(db.session(), email)


def test_an_account_is_made_and_may_sign_in(app: Flask, house: House, admin: FlaskClient):
    answer = post(admin, "/admin/users/new/", NEW | {"unit": house.units["town"], "new_password": PASSWORD})
    assert answer.status_code == 302, answer.text
    assert sign_in(app.test_client(), "new").status_code == 302
    assert PASSWORD not in admin.get("/admin/users/").text


def test_an_account_is_changed_and_a_password_set(app: Flask, house: House, admin: FlaskClient):
    url = f"/admin/users/edit/?id={house.users['mentor']}"
    before = get(app, "mentor@example.org").password
    changed = {"name": "Anders", "email": "Mentor@Example.org", "language": "en", "active": "y", "unit": house.units["town"]}
    assert post(admin, url, changed).status_code == 302
    user = get(app, "mentor@example.org")
    assert (user.name, user.language, user.unit_id, user.password) == ("Anders", "en", house.units["town"], before)
    assert post(admin, url, changed | {"new_password": "quite another evening"}).status_code == 302
    assert matches(get(app, "mentor@example.org").password, "quite another evening")
    assert post(admin, url, {name: value for name, value in changed.items() if name != "active"}).status_code == 302
    assert not get(app, "mentor@example.org").active


@pytest.mark.parametrize(
    "wrong", [{"email": "worker@example.org"}, {"email": "no address"}, {"name": " "}, {"new_password": "short"}, {"unit": ""}]
)
def test_what_is_wrong_is_said_and_nothing_is_kept(app: Flask, house: House, admin: FlaskClient, wrong: dict):
    answer = post(admin, "/admin/users/new/", NEW | {"unit": house.units["town"], "new_password": PASSWORD} | wrong)
    assert answer.status_code == 422
    assert f'<a class="kern-link" href="#{next(iter(wrong))}">' in answer.text
    assert get(app, "new@example.org") is None


def test_all_that_is_wrong_is_said_in_one_round(app: Flask, house: House, admin: FlaskClient):
    wrong = {"name": " ", "email": "no address", "unit": "", "new_password": "short", "language": "de"}
    new = post(admin, "/admin/users/new/", wrong)
    url = f"/admin/users/edit/?id={house.users['mentor']}"
    for answer in (new, post(admin, url, wrong)):
        assert answer.status_code == 422
        for name in ("name", "email", "unit", "new_password"):
            assert f'<a class="kern-link" href="#{name}">' in answer.text, name
            assert f'id="{name}-error"' in answer.text
        assert 'value="no address"' in answer.text
    right = post(admin, "/admin/grants/new/", {"user": "", "role": "mentor", "unit": "", "programme": ""})
    assert right.status_code == 422
    assert 'href="#user"' in right.text
    assert 'href="#unit"' in right.text


def test_an_account_takes_no_more_than_its_form_asks(app: Flask, house: House, admin: FlaskClient):
    more = {"unit": house.units["town"], "is_admin": "1", "fs_uniquifier": "x"}
    answer = post(admin, "/admin/users/new/", NEW | more)
    assert answer.status_code == 422
    assert "fs_uniquifier, is_admin" in answer.text
    assert get(app, "new@example.org") is None


@pytest.mark.parametrize(
    ("place", "data"),
    [("users", NEW | {"name": "a\0b"}), ("units", {"name": "a\0b", "kind": "town"}), ("users", NEW | {"email": "a\0@b.de"})],
)
def test_nul_is_told_at_its_field(app: Flask, house: House, admin: FlaskClient, place: str, data: dict):
    answer = post(admin, f"/admin/{place}/new/", data | {"unit" if place == "users" else "parent": house.units["town"]})
    assert answer.status_code == 422
    assert 'href="#name"' in answer.text or 'href="#email"' in answer.text
    assert f'value="{house.units["town"]}"' in answer.text


def test_no_hash_is_on_any_page(app: Flask, house: House, admin: FlaskClient):
    for url in (
        "/admin/users/",
        f"/admin/users/details/?id={house.users['worker']}",
        f"/admin/users/edit/?id={house.users['worker']}",
    ):
        page = admin.get(url)
        assert page.status_code == 200
        assert "argon2" not in page.text
        assert get(app, "worker@example.org").fs_uniquifier not in page.text


def test_foreign_accounts_units_and_rights_are_as_if_they_were_not(app: Flask, house: House, admin: FlaskClient):
    with app.app_context():
        right = db.session.scalars(select(GrantRow.id).where(GrantRow.user_id == house.users["foreign"])).one()
    foreign = {"users": house.users["foreign"], "grants": right, "units": house.units["south"]}
    for place, id in foreign.items():
        assert id not in admin.get(f"/admin/{place}/").text
        for url in (f"/admin/{place}/details/?id={id}", f"/admin/{place}/edit/?id={id}"):
            missing = admin.get(url.replace(id, "no-such-id"))
            found = admin.get(url)
            assert found.status_code == missing.status_code, url
            assert found.status_code != 200
            assert "foreign@" not in found.text
    for data in ({"unit": house.units["south"]}, {"unit": house.units["land"]}):
        post(admin, "/admin/users/new/", NEW | {"new_password": PASSWORD} | data)
        assert get(app, "new@example.org") is None


def test_a_right_is_given_and_taken(app: Flask, house: House, admin: FlaskClient):
    data = {"user": house.users["nobody"], "role": "mentor", "unit": house.units["town"], "programme": ""}
    assert post(admin, "/admin/grants/new/", data).status_code == 302
    with app.app_context():
        row = db.session.scalars(select(GrantRow).where(GrantRow.user_id == house.users["nobody"])).one()
        assert (row.role, row.unit_id, row.programme) == ("mentor", house.units["town"], None)
    assert post(admin, "/admin/grants/delete/", {"id": row.id, "_sure": "yes"}, page="/admin/grants/").status_code == 302
    with app.app_context():
        assert db.session.get(GrantRow, row.id) is None
        told = db.session.scalars(
            select(Entry).where(Entry.event == "rights_changed", Entry.actor_id == house.users["admin"])
        ).all()
        assert [entry.data["given"] for entry in told] == [True, False]


def test_no_right_is_given_elsewhere_or_to_oneself(app: Flask, house: House, admin: FlaskClient):
    for data in (
        {"user": house.users["nobody"], "unit": house.units["south"]},
        {"user": house.users["foreign"], "unit": house.units["town"]},
        {"user": house.users["admin"], "unit": house.units["town"]},
    ):
        post(admin, "/admin/grants/new/", {"role": "case_worker", "programme": ""} | data)
    with app.app_context():
        assert db.session.scalars(select(GrantRow).where(GrantRow.unit_id == house.units["town"])).all() == []


def test_units_are_made_changed_and_moved_below_the_own(app: Flask, house: House, admin: FlaskClient):
    data = {"name": "Verein", "kind": "association", "parent": house.units["north"]}
    assert post(admin, "/admin/units/new/", data).status_code == 302
    with app.app_context():
        made = db.session.scalars(select(Unit).where(Unit.name == "Verein")).one()
    url = f"/admin/units/edit/?id={made.id}"
    assert post(admin, url, {"name": "Verein II", "kind": "provider", "parent": house.units["town"]}).status_code == 302
    with app.app_context():
        moved = db.session.get_one(Unit, made.id)
        assert (moved.name, moved.kind, moved.parent_id) == ("Verein II", "provider", house.units["town"])
        assert moved.path.startswith(db.session.get_one(Unit, house.units["town"]).path)
    for parent in (house.units["south"], house.units["land"], ""):
        post(admin, url, {"name": "Away", "kind": "provider", "parent": parent})
    with app.app_context():
        assert db.session.get_one(Unit, made.id).parent_id == house.units["town"]


def test_the_topmost_own_unit_stays_where_it_is(app: Flask, house: House, admin: FlaskClient):
    url = f"/admin/units/edit/?id={house.units['north']}"
    assert post(admin, url, {"name": "Nord", "kind": "district", "parent": ""}).status_code == 302
    with app.app_context():
        north = db.session.get_one(Unit, house.units["north"])
        assert (north.name, north.parent_id) == ("Nord", house.units["land"])
    # another place is asked for: below itself it cannot be, and that is said
    answer = post(admin, url, {"name": "Nord", "kind": "district", "parent": house.units["town"]})
    assert answer.status_code == 422
    assert 'id="parent-error"' in answer.text


def test_a_root_is_moved_or_the_reason_is_said(app: Flask, house: House):
    with app.app_context(), transaction() as session:
        land, other = session.get_one(Unit, house.units["land"]), add_unit(session, "Verband", "association", None, NOW)
        user = session.get_one(User, house.users["auditor"])
        for unit in (land, other):
            grant(session, user, "system_admin", unit, now=NOW)
        root = other.id
    client = signed_in(app, "auditor")
    url = f"/admin/units/edit/?id={root}"
    data = {"name": "Verband", "kind": "association"}
    assert post(client, url, data | {"parent": root}).status_code == 422
    assert post(client, url, data | {"parent": house.units["land"]}).status_code == 302
    with app.app_context():
        moved = db.session.get_one(Unit, root)
        assert (moved.parent_id, moved.path) == (house.units["land"], f"/{house.units['land']}/{root}/")


@pytest.mark.parametrize("who", ["anonymous", "nobody", "worker", "mentor", "auditor"])
def test_only_admins_of_users_get_in(app: Flask, house: House, who: str):
    client = app.test_client() if who == "anonymous" else signed_in(app, who)
    for place in ("users", "grants"):
        for url in (f"/admin/{place}/", f"/admin/{place}/new/", f"/admin/{place}/details/?id={house.users['worker']}"):
            answer = client.get(url)
            assert answer.status_code == (302 if who == "anonymous" else 403), url
            assert "worker@example.org" not in answer.text

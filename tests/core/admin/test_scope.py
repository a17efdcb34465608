"""Flask-Admin is no boundary by itself; AdminBase is, in every door."""

import html
import json
import re

import pytest
from flask.testing import FlaskClient
from werkzeug.datastructures import MultiDict

from tests.core.admin.shelf import CLERK, THEIRS, actor, folder

GOOD = {"title": "new", "unit_path": "/usingen/", "opened": "2026-05-01", "copies": "3", "shelf": "1", "_version": "1"}


def test_the_list_shows_our_own(client: FlaskClient) -> None:
    text = client.get("/admin/folders/").text
    assert "ours" in text
    assert "theirs" not in text
    assert "veiled" not in text
    assert "2 Datensätze" in text


@pytest.mark.parametrize("id", ["3", "999", "abc", "%00", "-1", "1,2", "9" * 30, "1e3", "٣"])
@pytest.mark.parametrize("door", ["/admin/folders/details/?id=", "/admin/folders/edit/?id="])
def test_a_foreign_a_missing_and_a_malformed_id_are_one(client: FlaskClient, door: str, id: str) -> None:
    answer = client.get(door + id)
    if "%00" in id:
        assert answer.status_code == 400
        return
    assert answer.status_code == 404
    assert answer.text == client.get(door + "998").text


def test_our_own_is_shown_and_edited(client: FlaskClient) -> None:
    assert "01.03.2026" in client.get("/admin/folders/details/?id=1").text
    answer = client.post("/admin/folders/edit/?id=1", data=GOOD)
    assert (answer.status_code, folder(client, 1).title) == (302, "new")  # type: ignore[union-attr]  # it is there


@pytest.mark.parametrize("id", ["3", "999", "abc"])
def test_a_foreign_record_is_not_changed(client: FlaskClient, id: str) -> None:
    assert client.post(f"/admin/folders/edit/?id={id}", data=GOOD).status_code == 404
    assert client.post("/admin/folders/delete/", data={"id": id}).status_code == 404
    assert folder(client, 3).title == "theirs"  # type: ignore[union-attr]


def test_nobody_moves_a_record_to_others_or_makes_one_there(client: FlaskClient) -> None:
    away = GOOD | {"unit_path": THEIRS}
    assert client.post("/admin/folders/edit/?id=1", data=away).status_code == 404
    assert client.post("/admin/folders/new/", data=away).status_code == 404
    assert folder(client, 1).unit_path == "/usingen/"  # type: ignore[union-attr]
    assert folder(client, 5) is None


def test_a_foreign_record_is_no_choice(client: FlaskClient) -> None:
    text = client.get("/admin/folders/edit/?id=1").text
    assert "our shelf" in text
    assert "their shelf" not in text
    assert client.post("/admin/folders/edit/?id=1", data=GOOD | {"shelf": "2"}).status_code == 422
    assert folder(client, 1).shelf_id == 1  # type: ignore[union-attr]


def test_the_search_of_a_relation_finds_our_own(client: FlaskClient) -> None:
    found = client.get("/admin/by_name/ajax/lookup/?name=shelf&query=shelf&offset=0&limit=10")
    assert json.loads(found.text) == [[1, "our shelf"]]
    assert client.get("/admin/by_name/ajax/lookup/?name=other&query=x").status_code == 404


def test_a_foreign_record_found_by_nobody_is_not_accepted_either(client: FlaskClient) -> None:
    client.post("/admin/by_name/edit/?id=1", data=GOOD | {"shelf": "2"})
    assert folder(client, 1).shelf_id == 1  # type: ignore[union-attr]


@pytest.mark.parametrize("ids", [["1", "3"], ["3"], ["999"], ["abc"]])
def test_a_bulk_action_with_a_foreign_record_does_nothing(client: FlaskClient, ids: list[str]) -> None:
    answer = client.post("/admin/folders/action/", data={"action": "stamp", "rowid": ids})
    assert answer.status_code == 404
    assert [folder(client, id).copies for id in (1, 3)] == [0, 0]  # type: ignore[union-attr]


def test_a_bulk_action_on_our_own(client: FlaskClient) -> None:
    """On PostgreSQL the keys must be numbers: Flask-Admin hands over texts."""
    answer = client.post("/admin/folders/action/", data={"action": "stamp", "rowid": ["1", "2", "2"], "_sure": "yes"})
    assert answer.status_code == 302
    assert [folder(client, id).copies for id in (1, 2)] == [1, 1]  # type: ignore[union-attr]


def test_deleting_our_own_by_the_form_and_in_bulk(client: FlaskClient) -> None:
    assert client.post("/admin/folders/delete/", data={"id": "1", "_sure": "yes"}).status_code == 302
    assert client.post("/admin/folders/action/", data={"action": "delete", "rowid": ["2"], "_sure": "yes"}).status_code == 302
    assert [folder(client, id) is None for id in (1, 2, 3)] == [True, True, False]


def test_without_a_script_the_server_asks_before_it_deletes(client: FlaskClient) -> None:
    for door, data in (("delete", {"id": "1"}), ("action", {"action": "delete", "rowid": ["1", "2"]})):
        asked = client.post(f"/admin/folders/{door}/", data=data | {"url": "/admin/folders/"})
        assert asked.status_code == 200
        assert "ours" in asked.text
        assert folder(client, 1) is not None
        sent = MultiDict(re.findall(r'type="hidden" name="(\w+)" value="([^"]*)"', asked.text))
        sent.add("_sure", "yes")
        action = html.unescape(re.search(r'<form method="post" action="([^"]+)" class="fk-buttons"', asked.text)[1])
        if door == "action":
            assert client.post(action, data=sent).status_code == 302
    assert [folder(client, id) is None for id in (1, 2, 3)] == [True, True, False]


def test_what_no_form_asks_for_is_refused_by_name(client: FlaskClient) -> None:
    for door in ("/admin/folders/new/", "/admin/folders/edit/?id=1"):
        answer = client.post(door, data=GOOD | {"is_admin": "1", "id": "77"})
        assert answer.status_code == 422
        assert "id, is_admin" in answer.text
        assert 'value="new"' in answer.text
    assert folder(client, 1).title == "ours"  # type: ignore[union-attr]
    assert folder(client, 5) is None


@pytest.mark.parametrize("place", ["folders", "by_name"])
@pytest.mark.parametrize("name", ["title", "unit_path", "opened", "copies", "shelf"])
def test_nul_is_told_at_its_field_and_nothing_is_lost(client: FlaskClient, place: str, name: str) -> None:
    for door in ("new/", "edit/?id=1"):
        answer = client.post(
            f"/admin/{place}/{door}", data=GOOD | {name: "a\x00b", "unit_path" if name == "title" else "title": "kept"}
        )
        assert answer.status_code == 422
        assert f'href="#{name}"' in answer.text
        assert 'value="kept"' in answer.text
    assert folder(client, 5) is None
    assert folder(client, 1).title == "ours"  # type: ignore[union-attr]


@pytest.mark.parametrize("type", ["csv", "xlsx"])
def test_an_export_carries_our_own(client: FlaskClient, type: str) -> None:
    assert b"theirs" not in client.get(f"/admin/folders/export/{type}/").data


def test_who_may_see_may_not_change(client: FlaskClient) -> None:
    client.application.config["ASKS"] = actor("coordinator")
    assert client.get("/admin/folders/details/?id=1").status_code == 200
    for door in ("/admin/folders/edit/?id=1", "/admin/folders/new/"):
        assert client.get(door).status_code == 403
        assert client.post(door, data=GOOD).status_code == 403
    assert client.post("/admin/folders/delete/", data={"id": "1"}).status_code == 403
    assert client.post("/admin/folders/action/", data={"action": "stamp", "rowid": ["1"]}).status_code == 403
    assert "edit" not in client.get("/admin/folders/").text
    assert folder(client, 1).title == "ours"  # type: ignore[union-attr]


@pytest.mark.parametrize("role", ["case_worker", "mentor", "provider_staff"])
def test_who_has_no_business_in_the_administration(client: FlaskClient, role: str) -> None:
    client.application.config["ASKS"] = actor(role)
    for door in ("/admin/", "/admin/folders/", "/admin/plugins/", "/admin/folders/details/?id=1"):
        assert client.get(door).status_code == 403


def test_rights_at_another_place_show_nothing(client: FlaskClient) -> None:
    client.application.config["ASKS"] = actor("system_admin", path="/third/")
    assert "ours" not in client.get("/admin/folders/").text
    assert client.get("/admin/folders/details/?id=1").status_code == 404


def test_a_form_that_somebody_else_overtook(client: FlaskClient) -> None:
    assert client.post("/admin/folders/edit/?id=1", data=GOOD).status_code == 302
    late = client.post("/admin/folders/edit/?id=1", data=GOOD | {"title": "late"})
    assert late.status_code == 422
    assert "Jemand anderes hat diesen Datensatz" in late.text
    assert folder(client, 1).title == "new"  # type: ignore[union-attr]


def test_without_a_token_nothing_is_written(client: FlaskClient) -> None:
    client.application.config["WTF_CSRF_ENABLED"] = True
    for door in ("edit/?id=1", "new/", "delete/", "action/"):
        assert client.post(f"/admin/folders/{door}", data=GOOD | {"id": "1"}).status_code == 400
    assert folder(client, 1).title == "ours"  # type: ignore[union-attr]


def test_the_clerk_is_the_one_the_tests_mean() -> None:
    assert CLERK.may("edit_units")

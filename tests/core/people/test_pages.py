"""The list and the page of a person, as browsers without JavaScript see them, and who gets in where."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from core.actor import SYSTEM
from core.clock import now
from core.database import db, transaction
from core.hookspecs import Panel
from core.journal import Entry
from core.people.registry import record
from tests.core.access.doors import House, signed_in, token
from tests.core.people.sheets import CANARY, count


def test_the_list_says_what_to_do_when_it_is_empty(app: Flask, house: House):
    page = signed_in(app, "worker").get("/people").text
    assert "fk-empty" in page
    assert 'href="/people/new"' in page
    assert "/people/new" not in signed_in(app, "auditor").get("/people").text


def test_the_page_says_why_it_may_be_seen_and_writes_numbers_as_people_do(app: Flask, known: str):
    with app.app_context(), transaction() as session:
        record(session, SYSTEM, known, {"phone": "+493023125002"}, source="self", now=now())
    page = signed_in(app, "worker").get(f"/people/{known}").text
    assert "030 23125002" in page
    assert "tel:+493023125002" in page
    assert "Nordkreis" in page
    for heading in ("facts-who", "facts-language", "facts-work", "facts-sensitive"):
        assert f'id="{heading}"' in page


def test_the_page_tells_facts_with_source_and_history(app: Flask, known: str):
    page = signed_in(app, "worker").get(f"/people/{known}").text
    assert f"Ada {CANARY}" in page
    assert "<details" in page
    read = re.sub(r"<[^>]*>", " ", page)  # tokens in attributes may hold such letters too
    assert read.index("B1") < read.index("A1")
    assert "SGB" in page
    with app.app_context():
        seen = db.session.scalars(select(Entry).where(Entry.event == "record_seen")).all()
    assert [(entry.person_id, entry.data) for entry in seen] == [(known, {"kind": "person"})]


def test_who_looks_on_sees_neither_identity_nor_sensitive_facts(app: Flask, known: str):
    for name in ("auditor", "mentor"):
        client = signed_in(app, name)
        for url in ("/people", f"/people/{known}"):
            page = client.get(url)
            assert page.status_code == 200
            assert CANARY not in page.text
            assert "4711" not in page.text
            assert "Behinderung" not in page.text


def test_panels_of_plugins_stand_on_the_page_and_a_broken_one_does_not_harm(app: Flask, known: str, monkeypatch):
    from core.plugin_manager import Plugins

    asked = Plugins.call
    offered = [
        Panel("<Kurse>", "people/no-such-template.html"),
        Panel("Hinweise", "errors/fragment.html", {"title": "<i>", "advice": "", "meaning": ""}),
    ]

    def call(self, hook: str, **values):
        return [("people", offered)] if hook == "person_panels" else asked(self, hook, **values)

    monkeypatch.setattr(Plugins, "call", call)
    page = signed_in(app, "worker").get(f"/people/{known}")
    assert page.status_code == 200
    assert "Hinweise" in page.text
    assert "&lt;i&gt;" in page.text
    assert "Kurse" not in page.text


# who -> status of each kind of page; 302 leads to the sign-in
MATRIX = {
    "anonymous": {"list": 302, "new": 302, "person": 302},
    "nobody": {"list": 403, "new": 403, "person": 403},
    "admin": {"list": 403, "new": 403, "person": 403},
    "foreign": {"list": 200, "new": 200, "person": 404},
    "auditor": {"list": 200, "new": 403, "person": 200},
    "mentor": {"list": 200, "new": 403, "person": 200},
    "worker": {"list": 200, "new": 200, "person": 200},
}


@pytest.mark.parametrize("who", list(MATRIX))
def test_who_gets_in_where(app: Flask, known: str, who: str):
    client = app.test_client() if who == "anonymous" else signed_in(app, who)
    places = {"/people": "list", "/people?q=kana": "list", "/people/new": "new", f"/people/{known}": "person"}
    for url, kind in places.items():
        answer = client.get(url)
        assert answer.status_code == MATRIX[who][kind], (who, url)
        if who != "worker":
            assert CANARY not in answer.text
        assert answer.headers["Cache-Control"] == "no-store"
    csrf = token(client, "/password") if who != "anonymous" else token(client)
    sent = client.post("/people/new", data={"csrf_token": csrf, "family_name": "X"})
    assert sent.status_code == (422 if MATRIX[who]["new"] == 200 else MATRIX[who]["new"])
    assert count(app) == 1


def test_a_foreign_person_is_as_if_there_were_none(app: Flask, known: str):
    client = signed_in(app, "foreign")

    def shown(id: str) -> tuple[int, str]:
        answer = client.get(f"/people/{id}")
        plain = re.sub(r'(nonce|value)="[^"]*"|"X-CSRFToken": "[^"]*"', "", answer.text)
        return answer.status_code, plain.replace(id, "ID")

    assert shown(known) == shown("0193a0b0-0000-7000-8000-000000000000") == shown("nonsense")
    assert shown(known)[0] == 404


def test_every_page_speaks_two_languages(app: Flask, known: str):
    client = signed_in(app, "worker")
    for url in ("/people", "/people/new", f"/people/{known}", "/password"):
        for language in ("de", "en"):
            page = client.get(url, query_string={"lang": language})
            assert f'<html lang="{language}"' in page.text
            assert "<h1" in page.text
            assert re.search(r"<title>[^<]+</title>", page.text)

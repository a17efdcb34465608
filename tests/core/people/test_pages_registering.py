"""A person is registered on a page: what is asked, refused, and told of who is there already."""

import datetime as dt
import re

import pytest
from flask import Flask
from sqlalchemy import select

from core.database import db
from core.journal import Entry
from core.people.models import Facts, Identity
from tests.core.access.doors import House, signed_in
from tests.core.people.sheets import CANARY, count, edit, form


def test_a_person_is_registered_found_and_shown(app: Flask, house: House):
    client = signed_in(app, "worker")
    answer = client.post("/people/new", data=form(client))
    assert answer.status_code == 302
    page = client.get(answer.location).text
    assert "Nour &lt;b&gt; Beispiel" in page
    assert "Syrien" in page
    assert "Usingen" in page
    listed = client.get("/people?q=beisp").text
    assert answer.location in listed
    assert "Beispiel, Nour &lt;b&gt;" in listed
    with app.app_context():
        assert db.session.scalars(select(Facts.date_of_birth)).one() == dt.date(2001, 5, 17)
        assert db.session.scalars(select(Identity.given_name)).one() == "Nour <b>"


def test_the_same_form_twice_is_one_person(app: Flask, house: House):
    client = signed_in(app, "worker")
    data = form(client)
    places = {client.post("/people/new", data=data | {"_anyway": "yes"}).location for _ in range(3)}
    assert len(places) == 1
    assert count(app) == 1


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("family_name", " "),
        ("family_name", "x" * 300),
        ("given_name", "a\0b"),
        ("date_of_birth", "yesterday"),
        ("date_of_birth", "2999-01-01"),
        ("date_of_birth", "1800-01-01"),
        ("date_of_birth", "2001-02-30"),
        ("sex", "other"),
        ("nationality", "xx"),
        ("_source", "rumour"),
        ("_unit", "no-such-unit"),
        ("municipality", "\u202e" + "x" * 400),
        ("_unit", "a\0b"),
        ("email", "keine Adresse"),
        ("email", "a@example.org\nb@example.org"),
        ("phone", "hallo"),
        ("phone", "030 23125\n002"),
        ("phone", "12"),
        ("family_name", "two\nlines"),
        ("family_name", "\u200b"),
        ("residence_valid_until", "1.1.1900"),
        ("residence_valid_until", "1.1.0001"),
    ],
)
def test_errors_stand_at_their_field_and_nothing_is_lost(app: Flask, house: House, field: str, typed: str):
    client = signed_in(app, "worker")
    answer = client.post("/people/new", data=form(client, **{field: typed}))
    assert answer.status_code == 422
    if "data-error-summary" in answer.text:
        assert f'id="{field}-error"' in answer.text
        assert 'value="Nour &lt;b&gt;"' in answer.text or field == "given_name"
        assert re.search(r'<option value="a2" selected', answer.text)
    assert count(app) == 0


def test_what_the_form_does_not_ask_for_is_refused_by_name(app: Flask, house: House, known: str):
    client = signed_in(app, "worker")
    more = {"bogus": "1", "number": "X", "synthetic": "1"}
    for url, data in (("/people/new", form(client)), (f"/people/{known}/edit", edit(client, known, family_name="Neu"))):
        answer = client.post(url, data=data | more)
        assert answer.status_code == 422
        assert "bogus, number, synthetic" in answer.text
        assert f'value="{data["family_name"]}"' in answer.text, "what was typed is kept"
    with app.app_context():
        assert db.session.scalars(select(Identity.family_name)).all() == [CANARY]


def test_an_address_and_a_number_are_kept_as_the_forms_keep_them(app: Flask, house: House):
    client = signed_in(app, "worker")
    assert client.post("/people/new", data=form(client, email="nour@EXAMPLE.org", phone="030 23125-002")).status_code == 302
    with app.app_context():
        kept = db.session.scalars(select(Identity)).one()
        assert (kept.email, kept.phone) == ("nour@example.org", "+493023125002")


def test_a_foreign_unit_cannot_be_chosen(app: Flask, house: House):
    client = signed_in(app, "worker")
    for foreign in (house.units["south"], house.units["land"]):
        assert client.post("/people/new", data=form(client, _unit=foreign)).status_code == 422
    assert house.units["south"] not in client.get("/people/new").text
    assert count(app) == 0


def test_who_is_there_already_is_shown_before_and_may_be_registered_anyway(app: Flask, house: House, known: str):
    client = signed_in(app, "worker")
    data = form(client, family_name=CANARY.upper(), given_name="ada", date_of_birth="17.05.2001")
    answer = client.post("/people/new", data=data)
    assert answer.status_code == 409
    assert f"/people/{known}" in answer.text
    assert count(app) == 1
    assert client.post("/people/new", data=data | {"_anyway": "yes"}).status_code == 302
    assert count(app) == 2


def test_of_somebody_elsewhere_only_that_there_may_be_one_is_told_and_it_is_written_down(app: Flask, house: House, known: str):
    stranger = signed_in(app, "foreign")
    data = form(stranger, family_name="Kanarienvogl", given_name="Ada")
    assert stranger.post("/people/new", data=data | {"date_of_birth": "2001-05-18"}).status_code == 302
    answer = stranger.post("/people/new", data=form(stranger, family_name="Kanarienvogl", given_name="Ada"))
    assert answer.status_code == 409
    assert known not in answer.text
    assert CANARY not in answer.text
    assert "Nordstadt" not in answer.text
    with app.app_context():
        seen = db.session.scalars(select(Entry).where(Entry.event == "record_seen")).all()
        assert [(entry.person_id, entry.actor_id, entry.data) for entry in seen] == [
            (known, house.users["foreign"], {"kind": "double_elsewhere"})
        ]
    fresh = form(stranger, family_name="Kanarienvogl", given_name="Ada")
    assert stranger.post("/people/new", data=fresh | {"_anyway": "yes"}).status_code == 302

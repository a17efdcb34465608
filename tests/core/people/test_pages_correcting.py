"""A record is corrected on a page: what was said before stays, and nobody overwrites another."""

import re

import pytest
from flask import Flask
from sqlalchemy import select

from core.database import db
from core.journal import Entry
from core.people.models import Facts, Identity, Person
from tests.core.access.doors import signed_in, token
from tests.core.people.sheets import CANARY, edit


def test_a_record_is_corrected_and_the_old_value_is_kept(app: Flask, known: str):
    client = signed_in(app, "worker")
    data = edit(client, known, family_name="Neu", phone="", _source="office")
    assert data["german_level"] == "b1"
    assert client.post(f"/people/{known}/edit", data=data).status_code == 302
    page = client.get(f"/people/{known}").text
    assert "Ada Neu" in page
    assert CANARY in page, "what was said earlier stands in the history"
    with app.app_context():
        told = db.session.scalars(select(Entry).where(Entry.event == "identity_changed").order_by(Entry.id)).all()
        assert told[-1].data == {"names": ["family_name", "phone"]}
        assert db.session.scalars(select(Facts.german_level)).one() == "b1"


def test_saving_without_a_change_says_nothing_new(app: Flask, known: str):
    client = signed_in(app, "worker")
    with app.app_context():
        before = db.session.get_one(Person, known).version
    assert client.post(f"/people/{known}/edit", data=edit(client, known)).status_code == 302
    with app.app_context():
        assert db.session.get_one(Person, known).version == before


def test_two_people_at_one_record_do_not_overwrite_each_other(app: Flask, known: str):
    first, second = signed_in(app, "worker"), signed_in(app, "worker")
    mine, theirs = edit(first, known, phone="030 23125001"), edit(second, known, phone="030 23125002", given_name="Eva")
    assert first.post(f"/people/{known}/edit", data=mine).status_code == 302
    answer = second.post(f"/people/{known}/edit", data=theirs)
    assert answer.status_code == 409
    assert "+493023125001" in answer.text
    assert 'value="030 23125002"' in answer.text
    with app.app_context():
        assert db.session.get_one(Identity, known).phone == "+493023125001"
    fresh = re.search(r'name="_version" value="(\d+)"', answer.text).group(1)
    assert second.post(f"/people/{known}/edit", data=theirs | {"_version": fresh}).status_code == 302


def test_errors_of_a_correction_lose_nothing(app: Flask, known: str):
    client = signed_in(app, "worker")
    answer = client.post(f"/people/{known}/edit", data=edit(client, known, family_name="", given_name="Eva", sex="other"))
    assert answer.status_code == 422
    assert 'id="family_name-error"' in answer.text
    assert 'id="sex-error"' in answer.text
    assert 'value="Eva"' in answer.text


@pytest.mark.parametrize(
    ("who", "status"), [("anonymous", 302), ("nobody", 403), ("auditor", 403), ("mentor", 403), ("foreign", 404)]
)
def test_who_may_not_correct(app: Flask, known: str, who: str, status: int):
    client = app.test_client() if who == "anonymous" else signed_in(app, who)
    csrf = token(client, "/sign-in" if who == "anonymous" else "/password")
    answers = [
        client.get(f"/people/{known}/edit"),
        client.post(f"/people/{known}/edit", data={"csrf_token": csrf, "family_name": "X"}),
    ]
    assert [answer.status_code for answer in answers] == [status, status]
    assert not any(CANARY in answer.text for answer in answers)

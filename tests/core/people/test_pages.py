"""The pages of the registry as browsers without JavaScript see them."""

import datetime as dt
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from core.actor import SYSTEM
from core.clock import now
from core.database import db, transaction
from core.hookspecs import Panel
from core.journal import Entry
from core.people.models import Facts, Identity, Person
from core.people.registry import record, register
from tests.core.access.doors import House, signed_in, token, unit

CANARY = "Kanarienvogel"
KEY = re.compile(r'name="_key" value="([^"]+)"')
FILLED = {
    "family_name": "Beispiel",
    "given_name": "Nour <b>",
    "date_of_birth": "2001-05-17",
    "sex": "female",
    "nationality": "sy",
    "residence_title": "d60a",
    "municipality": "Usingen",
    "german_level": "a2",
}


@pytest.fixture
def known(app: Flask, house: House) -> str:
    """A person in the north, with every sort of fact."""
    with app.app_context(), transaction() as session:
        identity = {"family_name": CANARY, "given_name": "Ada", "phone": "06081 4711"}
        facts = {
            "date_of_birth": dt.date(2001, 5, 17),
            "german_level": "a1",
            "benefits": {"sgb2"},
            "disability": "yes",
            "seeking_work": True,
        }
        person = register(
            session, SYSTEM, unit(house.units["town"]), identity, facts, source="self", now=now(), valid_from=dt.date(2025, 1, 1)
        )
        record(session, SYSTEM, person.id, {"german_level": "b1"}, source="document", now=now())
        return person.id


def form(client: FlaskClient, **more: str) -> dict[str, str]:
    page = client.get("/people/new").text
    unit_id = re.search(r'<option value="([0-9a-f-]{36})"', page).group(1)
    return {
        "csrf_token": token(client, "/people/new"),
        "_key": KEY.search(page).group(1),
        "_unit": unit_id,
        "_source": "self",
        **FILLED,
        **more,
    }


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(Person))


def test_the_list_says_what_to_do_when_it_is_empty(app: Flask, house: House):
    page = signed_in(app, "worker").get("/people").text
    assert "fk-empty" in page
    assert 'href="/people/new"' in page
    assert "/people/new" not in signed_in(app, "auditor").get("/people").text


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


def urls(known: str) -> dict[str, str]:
    """What each page of the room answers to a worker of the unit."""
    return {"/people": "GET", "/people/new": "GET", f"/people/{known}": "GET", "/people?q=kana": "GET"}


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


def edit(client: FlaskClient, id: str, **more: str) -> dict[str, str]:
    """The form as it stands on the page, with some inputs changed."""
    page = client.get(f"/people/{id}/edit").text
    inputs = dict(re.findall(r'name="(\w+)" type="\w+" value="([^"]*)"', page))
    for name, options in re.findall(r'<select[^>]* name="(\w+)"(.*?)</select>', page, re.DOTALL):
        inputs[name] = "".join(re.findall(r'value="(\w*)" selected', options))
    version = re.search(r'name="_version" value="(\d+)"', page).group(1)
    return {"csrf_token": token(client, f"/people/{id}/edit"), "_version": version, **inputs, **more}


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

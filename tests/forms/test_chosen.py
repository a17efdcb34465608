"""Answers that name a record: who may be chosen is asked when the list is shown, when it is sent, and when it is handed in."""

import re
from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from core.actor import SYSTEM
from core.database import db, new_id, transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.models import Person
from core.people.registry import register
from forms.kinds import choosing, person
from forms.models import Submission
from tests.core.access.doors import House, signed_in
from tests.core.organisations.rooms import NOW
from tests.forms.walking import controls, send

URL = "/ask/one/kinds"


def somebody(app: Flask, house: House, name: str, unit: str = "north") -> str:
    with app.app_context(), transaction() as session:
        at = session.get_one(Unit, house.units[unit])
        return register(session, SYSTEM, at, {"family_name": name, "given_name": "Kim"}, {}, source="self", now=NOW).id


@pytest.fixture
def mentors(app: Flask) -> Iterator[set[str]]:
    """Who runs in the track, as the wing of cases would say."""
    found: set[str] = set()
    before = list(person._members)
    person.members_of_tracks(lambda asker, track: select(Person.id).where(Person.id.in_(found if track == "mentors" else ())))
    yield found
    person._members[:] = before


def options(text: str, name: str) -> dict[str, str]:
    """Label -> id of a list."""
    listed = re.search(rf'<select[^>]*name="{re.escape(name)}".*?</select>', text, re.DOTALL)
    assert listed, name
    return {label: id for id, label in re.findall(r'<option value="([^"]+)"[^>]*>([^<]+)<', listed[0])}


def names_page(worker: FlaskClient) -> str:
    return send(worker, URL, controls(worker.get(URL))).location


def answer(worker: FlaskClient, url: str = f"{URL}?page=names", do: str = "next", **answers: str) -> TestResponse:
    """Send the page as it stands now, with these answers."""
    return send(worker, url, controls(worker.get(url)), do, **answers)


def test_people_of_ones_units_are_offered_and_others_refused(app: Flask, house: House, worker: FlaskClient) -> None:
    mine, other = somebody(app, house, "Nordmann"), somebody(app, house, "Südmann", "south")
    page = worker.get(names_page(worker))
    offered = options(page.text, "friend")
    assert list(offered.values()) == [mine]
    assert next(iter(offered)).startswith("Nordmann, Kim (")
    for bad in (other, new_id(), "x"):
        sent = answer(worker, friend=bad)
        assert sent.status_code == 422, bad
        assert "kann hier nicht gewählt werden" in sent.text
        assert "Südmann" not in sent.text
    assert answer(worker, friend=mine).status_code == 303


def test_the_person_herself_is_not_among_them(app: Flask, house: House, worker: FlaskClient) -> None:
    herself, other = somebody(app, house, "Selbst"), somebody(app, house, "Andere")
    url = f"{URL}?person={herself}"
    page = worker.get(send(worker, url, controls(worker.get(url))).location)
    assert list(options(page.text, "friend").values()) == [other]
    assert send(worker, url, controls(page), friend=herself).status_code == 422


def test_only_those_in_the_track_are_offered(app: Flask, house: House, worker: FlaskClient, mentors: set[str]) -> None:
    inside, outside = somebody(app, house, "Drin"), somebody(app, house, "Draußen")
    mentors.add(inside)
    page = worker.get(names_page(worker))
    assert list(options(page.text, "mentor").values()) == [inside]
    assert answer(worker, mentor=outside).status_code == 422
    sent = answer(worker, mentor=inside)
    check = worker.get(sent.location)
    assert "Drin, Kim (" in check.text
    mentors.clear()  # her case was closed meanwhile
    late = send(worker, URL, controls(check), "submit")
    assert late.status_code == 422
    assert 'href="#mentor"' in late.text
    with app.app_context():
        assert db.session.query(Submission).count() == 0


def test_nobody_is_in_a_track_that_nobody_knows(app: Flask, house: House, worker: FlaskClient, mentors: set[str]) -> None:
    person._members.clear()
    one = somebody(app, house, "Drin")
    page = worker.get(names_page(worker))
    assert options(page.text, "mentor") == {}
    assert send(worker, URL, controls(page), mentor=one).status_code == 422


def test_a_long_list_is_searched_without_javascript(
    app: Flask, house: House, worker: FlaskClient, mentors: set[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(choosing, "SHOWN", 3)
    mentors |= {somebody(app, house, f"Mentor{letter}") for letter in "abcde"}
    page = worker.get(names_page(worker))
    assert len(options(page.text, "mentor")) == 3
    found = send(worker, URL, controls(page), "look", mentor___find="mentore kim")
    assert found.status_code == 200
    assert "<!DOCTYPE html>" in found.text
    offered = options(found.text, "mentor")
    assert [label.split(",")[0] for label in offered] == ["Mentore"]
    unsure = answer(worker, mentor___find="mentore kim")
    assert unsure.status_code == 422
    assert "nichts gewählt" in unsure.text
    chosen = next(iter(offered.values()))
    assert answer(worker, mentor=chosen, mentor___find="somebody else").status_code == 303
    again = worker.get(f"{URL}?page=names")
    assert list(options(again.text, "mentor").values()) == [chosen]  # what was chosen stays in the list


def test_who_may_not_see_names_chooses_by_number(app: Flask, house: House, mentors: set[str]) -> None:
    mentors.add(somebody(app, house, "Geheim"))
    mentor = signed_in(app, "mentor")
    url = "/ask/two/kinds"
    page = mentor.get(send(mentor, url, controls(mentor.get(url))).location)
    assert "Geheim" not in page.text
    assert re.fullmatch(r"\w{4}-\w{4}", next(iter(options(page.text, "mentor"))))
    searched = send(mentor, url, controls(page), "look", mentor___find="geheim")
    assert options(searched.text, "mentor") == {}


def test_units_of_the_wanted_kinds_are_offered_by_their_parents(app: Flask, house: House, worker: FlaskClient) -> None:
    with app.app_context(), transaction() as session:
        foreign = add_unit(session, '<b>"Süd"stadt</b>', "town", session.get_one(Unit, house.units["south"]), NOW).id
        firm = add_unit(session, "Betrieb", "company", session.get_one(Unit, house.units["town"]), NOW).id
    page = worker.get(names_page(worker))
    offered = options(page.text, "office")
    assert set(offered) == {"Nordkreis", "Südkreis", "Nordstadt", "&lt;b&gt;&#34;Süd&#34;stadt&lt;/b&gt;"}
    assert '<optgroup label="Nordkreis"><option value="' in page.text
    assert offered["Nordstadt"] == house.units["town"]
    assert answer(worker, office=firm).status_code == 422
    bad = answer(worker, office="", helpers__0__unit=new_id())
    assert bad.status_code == 422
    assert 'href="#helpers.0.unit"' in bad.text
    sent = answer(worker, office=foreign, helpers__0__unit=firm)
    check = worker.get(sent.location)
    assert "&lt;b&gt;&#34;Süd&#34;stadt&lt;/b&gt;" in check.text
    assert "Stelle: Betrieb" in check.text

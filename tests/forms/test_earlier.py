"""Nothing is asked twice: the same form in a second programme is filled in with what was answered in the first."""

from flask import Flask
from flask.testing import FlaskClient

from core import clock
from core.actor import SYSTEM
from core.catalogue import current, definition, publish
from core.database import db, transaction
from core.definitions import t
from core.definitions.renaming import renamed_everywhere
from forms.designing.options import split
from forms.models import Submission
from tests.core.access.doors import House, signed_in
from tests.forms.walking import controls, send


def hand_in(client: FlaskClient, subject: str, person: str, **answers: str) -> None:
    url = f"/ask/{subject}/sheet?person={person}"
    sent = send(client, url, controls(client.get(url)), "submit", **answers)
    assert sent.status_code == 303, sent.text


def later(subject: str, person: str) -> str:
    return f"/ask/{subject}/sheet?person={person}&programme=later"


def test_answers_come_along_and_say_where_from(app: Flask, worker: FlaskClient, person: str) -> None:
    hand_in(worker, "one", person, hobby="Rudern", way="a", german="b1", signed__name="Ada", signed__signed="yes")
    hand_in(worker, "two", person, hobby="Schach", way="b", german="b1")
    page = worker.get(later("three", person))
    held = controls(page)
    assert held["hobby"] == "Schach"
    assert held["way"] == "b"
    assert held["german"] == "b1"
    assert held["signed.name"] == ""
    assert page.text.count("Aus: Fragen, ") == 2  # the hobby and the way; the level of German comes from the file
    sent = send(worker, later("three", person), held, "submit")
    assert sent.status_code == 303
    with app.app_context():
        assert [one.answers["hobby"] for one in db.session.query(Submission)].count("Schach") == 2


def test_what_was_left_empty_last_is_empty_and_what_was_saved_counts_more(worker: FlaskClient, person: str) -> None:
    hand_in(worker, "one", person, hobby="Rudern", way="a")
    url = later("two", person)
    assert send(worker, url, controls(worker.get(url)), "save", hobby="").status_code == 303
    page = worker.get(url)
    assert controls(page)["hobby"] == ""
    assert "Aus: Fragen" not in page.text
    assert send(worker, url, controls(page), "submit").status_code == 303
    assert controls(worker.get(f"/ask/three/sheet?person={person}"))["hobby"] == ""


def test_nothing_comes_from_other_people_or_to_who_may_not_read_it(
    app: Flask, house: House, worker: FlaskClient, person: str
) -> None:
    hand_in(worker, "one", person, hobby="Rudern", illness="Asthma")
    held = controls(worker.get("/ask/two/sheet?programme=later"))
    assert held["hobby"] == ""
    mentor = signed_in(app, "mentor")  # sees cases here, and neither names nor what is sensitive
    page = mentor.get(later("three", person))
    assert controls(page)["hobby"] == "Rudern"
    assert "Asthma" not in page.text
    foreign = signed_in(app, "foreign")
    assert "Rudern" not in foreign.get(later("four", person)).text


def test_answers_come_along_under_former_names_and_a_split_one_says_what_it_was(
    app: Flask, worker: FlaskClient, person: str
) -> None:
    hand_in(worker, "one", person, hobby="Rudern", way="a", german="b1")
    with app.app_context(), transaction() as session:
        sheet = definition(current("later").digest)
        named = renamed_everywhere(sheet, "forms/sheet/fields/hobby", "leisure").programme
        halves = (("a1", t(de="A eins")), ("a2", t(de="A zwei")))
        named = renamed_everywhere(split(named, "forms/sheet/fields/way/options/a", *halves), "forms/sheet", "paper").programme
        publish(session, named, actor=SYSTEM, now=clock.now())
    page = worker.get(f"/ask/two/paper?person={person}&programme=later")
    held = controls(page)
    assert (held["leisure"], held.get("way")) == ("Rudern", None)
    assert "Früher: Auto. Aus: Fragen, " in page.text

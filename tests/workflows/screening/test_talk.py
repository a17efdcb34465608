"""A first talk on both databases: answered, corrected, taken back, its own user's alone, gone after days, recorded once."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select

from core import clock
from core.actor import Actor, Grant, NotFound
from core.database import db, transaction
from core.journal.ticking import tick
from core.organisations.models import Unit
from core.people.models import FactEntry, Person
from core.people.registry import known
from core.people.values import Refused
from tests.workflows.screening.house import House
from workflows.screening import onward, talk
from workflows.screening.models import Talk
from workflows.screening.standing import askable, next_questions, standings

NOW = dt.datetime(2022, 11, 15, 9, tzinfo=dt.UTC)
TODAY = dt.date(2022, 11, 15)
BORN = dt.date(2006, 5, 5)


def test_from_nothing_to_a_person_and_nothing_is_said_twice(house: House) -> None:
    with house.app.app_context():
        with transaction() as session:
            id = talk.begin(session, house.worker, NOW).id
        with transaction() as session:
            found = talk.fetch_talk(session, house.worker, id, NOW, lock=True)
            talk.answer(found, {"date_of_birth": BORN, "benefits": frozenset()}, "self", NOW)
            talk.answer(found, {"residence_title": "g55"}, "document", NOW)
            talk.nobody_knows(found, "district", NOW)
        found = talk.fetch_talk(db.session(), house.worker, id, NOW)
        assert talk.answers(found) == {"date_of_birth": BORN, "benefits": frozenset(), "residence_title": "g55"}
        assert found.unknown == ["district"]
        for _twice in range(2):
            with transaction() as session:
                found = talk.fetch_talk(session, house.worker, id, NOW, lock=True)
                names = {"family_name": "Beispiel", "given_name": "Ada"}
                onward.is_new(session, house.worker, found, house.unit_id, names, "self", NOW)
        people = db.session.scalars(select(Person)).all()
        assert len(people) == 1
        assert {"date_of_birth": BORN, "residence_title": "g55", "benefits": frozenset()}.items() <= known(
            db.session(), people[0].id
        ).items()
        sources = {entry.fact: entry.source for entry in db.session.scalars(select(FactEntry))}
        assert sources == {"date_of_birth": "self", "benefits": "self", "residence_title": "document"}
        assert db.session.get_one(Talk, id).given == {}


def test_an_answer_is_corrected_taken_back_or_unknown(house: House) -> None:
    with house.app.app_context(), transaction() as session:
        made = talk.begin(session, house.worker, NOW)
        talk.answer(made, {"german_level": "a1"}, "self", NOW)
        talk.answer(made, {"german_level": "b1"}, "office", NOW)
        assert made.given == {"german_level": {"value": "b1", "source": "office"}}
        talk.nobody_knows(made, "german_level", NOW)
        assert (made.given, made.unknown) == ({}, ["german_level"])
        talk.nobody_knows(made, "german_level", NOW)
        assert made.unknown == ["german_level"]
        talk.answer(made, {"german_level": "c1"}, "self", NOW)
        assert made.unknown == []
        assert talk.known_in(session, made, TODAY).sources == {"german_level": "self"}
        talk.take_back(made, "german_level", NOW)
        assert made.given == {}
        with pytest.raises(Refused):
            talk.answer(made, {"family_name": "Beispiel"}, "self", NOW)
        with pytest.raises(Refused):
            talk.answer(made, {"german_level": "z9"}, "self", NOW)
        with pytest.raises(Refused):
            talk.answer(made, {"german_level": "a1"}, "hearsay", NOW)


def test_it_is_nobody_elses_and_ends_after_some_days(house: House) -> None:
    with house.app.app_context():
        with transaction() as session:
            id = talk.begin(session, house.worker, NOW).id
        session = db.session()
        assert [each.id for each in talk.mine(session, house.worker, NOW)] == [id]
        assert list(talk.mine(session, house.colleague, NOW)) == []
        with pytest.raises(NotFound):
            talk.fetch_talk(session, house.colleague, id, NOW)
        late = NOW + talk.KEPT + dt.timedelta(seconds=1)
        with pytest.raises(NotFound):
            talk.fetch_talk(session, house.worker, id, late)
        assert list(talk.mine(session, house.worker, late)) == []
        with transaction() as session:
            talk.begin(session, house.colleague, late)
        assert db.session.get(Talk, id) is None


def test_the_clock_ends_what_nobody_went_on_with(house: House) -> None:
    with house.app.app_context():
        with transaction() as session:
            talk.begin(session, house.worker, clock.now() - talk.KEPT - dt.timedelta(minutes=1))
            left = talk.begin(session, house.worker, clock.now() - talk.KEPT + dt.timedelta(days=1)).id
        tick()
        assert db.session.scalars(select(Talk.id)).all() == [left]


def test_a_talk_about_a_person_begins_with_what_is_known_and_ends_with_the_right_to_her(house: House) -> None:
    person = house.person(residence_title="d60a")
    nobody = Actor(house.worker.user_id, "x", grants=(Grant("case_worker", "u", "/elsewhere/"),))
    with house.app.app_context(), transaction() as session:
        made = talk.begin(session, house.worker, NOW, person)
        talk.answer(made, {"residence_title": "g55", "sex": "female"}, "self", NOW)
        assert talk.known_in(session, made, clock.today(clock.now())).facts["residence_title"] == "g55"
        states = {each.fact: each.state for each in onward.compared(session, made)}
        assert states == {"residence_title": "other", "sex": "new"}
        onward.take_along(session, house.worker, made, ["sex"], clock.now())
        assert (made.given, known(session, person)["residence_title"]) == ({}, "d60a")
        assert known(session, person)["sex"] == "female"
        with pytest.raises(NotFound):
            talk.fetch_talk(session, nobody, made.id, NOW)
        with pytest.raises(NotFound):
            talk.begin(session, nobody, NOW, person)


def test_a_user_keeps_so_many_talks_and_no_more(house: House, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "MOST", 2)
    with house.app.app_context(), transaction() as session:
        for _each in range(2):
            talk.begin(session, house.worker, NOW)
        with pytest.raises(talk.TooMany):
            talk.begin(session, house.worker, NOW)


def test_a_stranger_of_the_unit_gets_no_new_person(house: House) -> None:
    with house.app.app_context(), transaction() as session:
        made = talk.begin(session, house.worker, NOW)
        elsewhere = session.scalars(select(Unit).where(Unit.id != house.unit_id)).first()
        assert elsewhere
        with pytest.raises(NotFound):
            onward.is_new(session, house.worker, made, elsewhere.id, {"family_name": "X"}, "self", NOW)


def test_the_first_talk_with_somebody_of_sixteen_whose_title_nobody_knows(house: House) -> None:
    with house.app.app_context():
        facts = {"date_of_birth": BORN, "district": "Landkreis Fulda"}
        found = {each.programme.id: each for each in standings(facts, TODAY)}
        assert found["gemeinsam_durchstarten"].outcome == "not eligible"
        assert "age" in found["gemeinsam_durchstarten"].verdict.decided_by
        assert found["wir_onnfit"].outcome == "open"
        questions = [each.fact for each in next_questions(list(found.values()))]
        assert questions[0] == "residence_title"
        skipped = next_questions(list(found.values()), skip=["residence_title"])
        assert [each.fact for each in skipped] == ["work_ban"]


def test_what_can_be_asked_is_what_some_programme_needs_to_know(house: House) -> None:
    with house.app.app_context():
        names = askable()
    assert {"date_of_birth", "residence_title", "district", "benefits", "german_level"} <= set(names)
    assert not {"age", "residence_category", "entry_date", "family_name"} & set(names)

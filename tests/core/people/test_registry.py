"""Registering, recording and knowing: nothing said is lost, and what holds is what was said for the latest day."""

import datetime as dt
from decimal import Decimal

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, NotFound, scoped
from core.people.models import FactEntry, Facts, Identity, IdentityEntry, NameWord, Person
from core.people.registry import history, known, record, register
from core.people.values import Refused
from tests.core.organisations.rooms import NOW, Tree, actor

TODAY = dt.date(2026, 3, 2)
IDENTITY = {"family_name": "Beispiel-Müller", "given_name": "Ada", "phone": "06081 000"}
FACTS = {
    "date_of_birth": dt.date(2004, 2, 29),
    "german_level": "a2",
    "benefits": {"sgb2", "asylblg"},
    "in_state_reception": False,
    "years_unskilled": Decimal("2.5"),
}
EVERYTHING = {**IDENTITY, **FACTS, "benefits": frozenset({"sgb2", "asylblg"})}


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    return register(session, SYSTEM, tree.town, IDENTITY, FACTS, source="self", now=NOW, valid_from=dt.date(2026, 1, 1))


def entries(session: Session, fact: str) -> list:
    model = IdentityEntry if fact in IDENTITY else FactEntry
    return [
        (e.value, e.valid_from, e.source)
        for e in session.scalars(select(model).where(model.fact == fact).order_by(model.version))
    ]


def later(days: int) -> dt.datetime:
    return NOW + dt.timedelta(days=days)


def test_what_was_said_is_known(session: Session, person: Person):
    session.expire_all()
    assert known(session, person.id) == EVERYTHING
    assert known(session, person.id, dt.date(2026, 1, 1)) == EVERYTHING
    assert known(session, person.id, dt.date(2025, 12, 31)) == {}


def test_identity_lies_apart(session: Session, person: Person):
    assert session.get_one(Identity, person.id).family_name == "Beispiel-Müller"
    assert session.scalar(select(func.count()).select_from(IdentityEntry)) == len(IDENTITY)
    assert session.scalar(select(func.count()).select_from(FactEntry)) == len(FACTS)
    assert set(history(session, person.id, identity=False)) == set(FACTS)
    assert set(history(session, person.id, identity=True)) == set(EVERYTHING)


def test_sets_and_numbers_lie_in_columns_as_sql_reads_them(session: Session, person: Person):
    session.expire_all()
    facts = session.get_one(Facts, person.id)
    assert facts.benefits == ["asylblg", "sgb2"]
    assert facts.years_unskilled == Decimal("2.5")
    assert session.scalar(select(func.count()).where(Facts.years_unskilled > 2, Facts.in_state_reception.is_(False))) == 1


def test_the_empty_set_is_known_and_no_answer_is_not(session: Session, person: Person):
    record(session, SYSTEM, person.id, {"benefits": frozenset()}, source="self", now=NOW)
    session.expire_all()
    assert known(session, person.id)["benefits"] == frozenset()
    assert "support_needs" not in known(session, person.id)


def test_a_new_value_replaces_and_the_old_one_is_kept(session: Session, person: Person):
    assert record(session, SYSTEM, person.id, {"german_level": "b1"}, source="document", now=later(10)) == {"german_level"}
    assert known(session, person.id)["german_level"] == "b1"
    assert known(session, person.id, TODAY + dt.timedelta(9))["german_level"] == "a2"
    assert known(session, person.id, TODAY + dt.timedelta(10))["german_level"] == "b1"
    assert entries(session, "german_level") == [
        ("a2", dt.date(2026, 1, 1), "self"),
        ("b1", TODAY + dt.timedelta(10), "document"),
    ]
    assert [entry.value for entry in history(session, person.id, identity=False)["german_level"]] == ["b1", "a2"]


def test_saying_the_same_again_adds_nothing(session: Session, person: Person):
    version = person.version
    assert record(session, SYSTEM, person.id, {**IDENTITY, **FACTS}, source="self", now=later(5)) == frozenset()
    assert len(entries(session, "german_level")) == 1
    assert person.version == version


def test_a_stronger_source_is_noted_and_a_weaker_does_not_take_it_back(session: Session, person: Person):
    assert record(session, SYSTEM, person.id, {"german_level": "a2"}, source="document", now=later(1)) == {"german_level"}
    assert record(session, SYSTEM, person.id, {"german_level": "a2"}, source="self", now=later(2)) == frozenset()
    assert [source for _, _, source in entries(session, "german_level")] == ["self", "document"]


def test_what_held_earlier_does_not_replace_what_holds_now(session: Session, person: Person):
    record(session, SYSTEM, person.id, {"german_level": "a1"}, source="document", now=later(3), valid_from=dt.date(2025, 6, 1))
    assert known(session, person.id)["german_level"] == "a2"
    assert known(session, person.id, dt.date(2025, 12, 31))["german_level"] == "a1"


def test_of_two_statements_for_one_day_the_later_one_holds(session: Session, person: Person):
    for level in ("b1", "b2", "a1", "c1"):
        record(session, SYSTEM, person.id, {"german_level": level}, source="self", now=NOW)
    assert known(session, person.id)["german_level"] == known(session, person.id, TODAY)["german_level"] == "c1"


def test_a_fact_can_be_withdrawn(session: Session, person: Person):
    record(session, SYSTEM, person.id, {"german_level": None, "phone": None, "sex": None}, source="office", now=later(1))
    session.expire_all()
    gone = known(session, person.id)
    assert "german_level" not in gone
    assert "phone" not in gone
    assert known(session, person.id, TODAY + dt.timedelta(1)) == gone
    assert known(session, person.id, TODAY)["german_level"] == "a2"
    assert entries(session, "sex") == []


def test_one_bad_value_and_nothing_is_written(session: Session, person: Person):
    with pytest.raises(Refused):
        record(session, SYSTEM, person.id, {"german_level": "b1", "sex": "x"}, source="self", now=NOW)
    assert known(session, person.id) == EVERYTHING


def test_neither_tomorrow_nor_an_unknown_source(session: Session, person: Person):
    with pytest.raises(Refused, match="future"):
        record(session, SYSTEM, person.id, {"sex": "female"}, source="self", now=NOW, valid_from=TODAY + dt.timedelta(1))
    with pytest.raises(Refused, match="self, document, office"):
        record(session, SYSTEM, person.id, {"sex": "female"}, source="rumour", now=NOW)


def test_today_is_the_day_in_germany(session: Session, person: Person):
    late = dt.datetime(2026, 3, 2, 23, 30, tzinfo=dt.UTC)
    record(session, SYSTEM, person.id, {"sex": "female"}, source="self", now=late)
    assert entries(session, "sex") == [("female", dt.date(2026, 3, 3), "self")]


def test_nobody_who_is_not_there_can_be_written_or_known(session: Session):
    for call in (
        lambda: known(session, "nobody"),
        lambda: known(session, "nobody", TODAY),
        lambda: record(session, SYSTEM, "nobody", {"sex": "female"}, source="self", now=NOW),
    ):
        with pytest.raises(NotFound):
            call()


def test_who_may_register_where(session: Session, tree: Tree):
    worker = actor("case_worker", tree.north)
    assert register(session, worker, tree.town, IDENTITY, {}, source="self", now=NOW).created_by == "user-case_worker"
    for who, unit in (
        (worker, tree.south),
        (worker, tree.land),
        (actor("auditor", tree.land), tree.town),
        (actor("mentor", tree.town), tree.town),
    ):
        with pytest.raises(NotFound):
            register(session, who, unit, IDENTITY, {}, source="self", now=NOW)
    assert session.scalar(select(func.count()).select_from(Person)) == 1


def test_people_are_seen_in_the_units_of_the_grant_alone(session: Session, tree: Tree, person: Person):
    for unit, seen in ((tree.land, 1), (tree.north, 1), (tree.town, 1), (tree.south, 0)):
        assert len(session.scalars(scoped(actor("case_worker", unit), Person, "see_people")).all()) == seen


def test_numbers_differ_and_are_short(session: Session, tree: Tree):
    numbers = {register(session, SYSTEM, tree.town, {}, {}, source="self", now=NOW).number for _ in range(20)}
    assert len(numbers) == 20
    assert all(len(number) == 9 for number in numbers)


def test_the_words_of_a_name_follow_it(session: Session, person: Person):
    record(session, SYSTEM, person.id, {"family_name": "Öz"}, source="office", now=later(1))
    assert set(session.scalars(select(NameWord.word).where(NameWord.person_id == person.id))) == {
        "oez",
        "oz",
        "ada",
        "~AS",
        "~AT",
    }
    assert session.get_one(Identity, person.id).search == "oez ada"


def test_the_longest_names_can_be_kept(session: Session, tree: Tree):
    long = "\N{LATIN SMALL LETTER AE}" * 200
    person = register(session, SYSTEM, tree.town, {"family_name": long, "given_name": "ß " * 100}, {}, source="self", now=NOW)
    assert known(session, person.id)["family_name"] == long

"""Whatever is said in whatever order: what holds on a day follows from what was said for it; and many may write at once."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.database import db, transaction
from core.people.models import FactEntry, Person
from core.people.registry import SOURCES, known, record, register
from tests.core.access.doors import House, unit
from tests.core.organisations.rooms import NOW, Tree

TODAY = dt.date(2026, 3, 2)
LEVELS = ("a1", "b1", "c1", None)
SAID = st.lists(st.tuples(st.sampled_from(LEVELS), st.integers(0, 4), st.sampled_from(SOURCES)), max_size=12)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(said=SAID)
def test_what_holds_on_a_day_is_what_was_said_last_for_the_latest_day(session: Session, tree: Tree, said):
    person = register(session, SYSTEM, tree.town, {}, {}, source="self", now=NOW)
    held: dict[int, tuple[str | None, int]] = {}

    def holds(ago: int) -> tuple[str | None, int]:
        return next((held[day] for day in sorted(held) if day >= ago), (None, len(SOURCES)))

    for level, ago, source in said:
        record(session, SYSTEM, person.id, {"german_level": level}, source=source, now=NOW, valid_from=TODAY - dt.timedelta(ago))
        # what holds already, from no weaker a source, is not said anew: the day follows the day before it
        if not (level == holds(ago)[0] and SOURCES.index(source) <= holds(ago)[1]):
            held[ago] = (level, SOURCES.index(source))
    for ago in range(6):
        assert known(session, person.id, TODAY - dt.timedelta(ago)).get("german_level") == holds(ago)[0]
    session.expire_all()
    assert known(session, person.id).get("german_level") == holds(0)[0]
    assert session.scalar(select(func.count()).where(FactEntry.person_id == person.id)) >= len(held)


@pytest.fixture
def person(app: Flask, house: House) -> str:
    with app.app_context(), transaction() as session:
        return register(session, SYSTEM, unit(house.units["town"]), {"family_name": "Beispiel"}, {}, source="self", now=NOW).id


def test_many_write_at_once_and_nothing_is_lost(app: Flask, person: str):
    """Each says something about another fact, and all about one."""
    facts = ["municipality", "district", "in_state_reception", "seeking_work", "own_migration", "work_permitted"]
    values = {name: f"value of {name}" if name in ("municipality", "district") else True for name in facts}

    def say(name: str) -> None:
        with app.app_context(), transaction() as session:
            record(session, SYSTEM, person, {name: values[name], "phone": name}, source="self", now=NOW)

    with ThreadPoolExecutor(len(facts)) as pool:
        list(pool.map(say, facts))
    with app.app_context():
        held = known(db.session(), person)
        assert {name: held[name] for name in facts} == values
        assert held["phone"] == known(db.session(), person, TODAY)["phone"]
        assert db.session.scalar(select(func.count()).select_from(FactEntry)) == len(facts)
        versions = db.session.scalars(select(FactEntry.version)).all()
        assert len(set(versions)) == len(facts)


def test_the_same_said_at_once_is_one_entry(app: Flask, person: str):
    def say(_number: int) -> None:
        with app.app_context(), transaction() as session:
            record(session, SYSTEM, person, {"sex": "female"}, source="self", now=NOW)

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(say, range(6)))
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(FactEntry)) == 1
        assert db.session.get_one(Person, person).version >= 1

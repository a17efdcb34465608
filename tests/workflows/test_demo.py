"""The demo: a small synthetic world, the same for the same seed, that fills an empty database and no other."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.access.models import User
from core.app import create_app, prepare
from core.clock import today
from core.database import Base, db, transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.models import Facts, Identity, Person
from core.settings import load_settings
from forms.models import Draft
from tests.workflows.sample import NOW
from workflows.demo import CASES, PEOPLE, USERS, fill
from workflows.models import Case, Worklist


@pytest.fixture
def app(tmp_path: Path, new_database) -> Iterator[Flask]:
    app = create_app(load_settings(data_dir=tmp_path / "data", database_url=new_database("sqlite")))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    prepare(app, NOW)
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def count(model: type, *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def everybody() -> list[tuple[object, ...]]:
    query = select(Identity.search, Facts.date_of_birth, Facts.german_level).join(Facts, Facts.person_id == Identity.person_id)
    return sorted(tuple(str(part) for part in row) for row in db.session.execute(query))


def test_the_demo_has_people_and_cases_at_all_stages(app: Flask) -> None:
    began = time.perf_counter()
    with transaction() as session:
        table = fill(session, NOW, 1)
    assert time.perf_counter() - began < 15
    assert table is not None
    assert [line["role"] for line in table] == [role for role, _name, _unit in USERS]
    assert (count(Person), count(Case), count(User)) == (PEOPLE, CASES, len(USERS))
    assert count(Person, Person.synthetic.is_(False)) == count(Case, Case.synthetic.is_(False)) == 0
    phases = Counter(db.session.scalars(select(Case.phase)))
    assert len(phases) >= 4
    assert count(Case, Case.closed_on.is_not(None)) >= 3
    assert count(Worklist, Worklist.due_key < today(NOW)) >= 2
    assert count(Draft, Draft.open_key.is_not(None)) >= 2


def test_a_second_filling_changes_nothing_and_gives_the_same_table(app: Flask) -> None:
    with transaction() as session:
        first = fill(session, NOW, 1)
    before = everybody()
    with transaction() as session:
        assert fill(session, NOW, 2) == first
    assert everybody() == before


def test_the_same_seed_gives_the_same_people(app: Flask, tmp_path: Path, new_database) -> None:
    found = []
    for seed in (7, 7, 8):
        with transaction() as session:
            fill(session, NOW, seed)
            found.append(everybody())
            session.rollback()
    assert found[0] == found[1] != found[2]


def test_a_database_with_anything_in_it_is_left_alone(app: Flask) -> None:
    with transaction() as session:
        add_unit(session, "Usingen", "town", None, NOW)
    with transaction() as session:
        assert fill(session, NOW, 1) is None
    assert (count(Unit), count(Person), count(User)) == (1, 0, 0)

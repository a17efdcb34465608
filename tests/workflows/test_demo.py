"""The demo: a synthetic world of all programmes, the same for the same seed, that fills an empty database and no other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import catalogue
from core.access.accounts import actor_of, find_user
from core.access.models import User
from core.app import create_app, prepare
from core.catalogue import whole
from core.catalogue.change_models import ChangeSet, Publication
from core.catalogue.compare import between, compare
from core.catalogue.publishing import roll_back
from core.clock import today
from core.database import Base, db, transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.models import Facts, Identity, Person
from core.settings import load_settings
from forms.models import Draft, Submission
from tests.workflows.sample import NOW
from workflows import demo_versions
from workflows.demo import CASES, PEOPLE, fill
from workflows.demo_people import somebody
from workflows.demo_versions import PROGRAMME
from workflows.demo_world import USERS
from workflows.models import BlockPlace, Case, CaseLink, Task, Worklist
from workflows.my_day import counts
from workflows.offering_models import Attendance, Offering, Tally
from workflows.offering_seats import seats
from workflows.run import plays


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    folder: Path = tmp_path_factory.mktemp("demo")
    app = create_app(load_settings(data_dir=folder / "data", database_url=f"sqlite:///{folder / 'demo.sqlite'}"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    prepare(app, NOW)
    yield app
    with app.app_context():
        db.engine.dispose()


@pytest.fixture
def app(made: Flask) -> Iterator[Flask]:
    """An empty house; what a test writes is undone."""
    with made.app_context():
        yield made
        db.session.remove()


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """A house with the demo in it, which tests only read."""
    folder: Path = tmp_path_factory.mktemp("filled")
    app = create_app(load_settings(data_dir=folder / "data", database_url=f"sqlite:///{folder / 'demo.sqlite'}"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
    prepare(app, NOW)
    with app.app_context():
        with transaction() as session:
            table = fill(session, NOW, 1)
        app.config["DEMO_TABLE"] = table
        yield app
        db.session.remove()
        db.engine.dispose()


def count(model: type, *where: object) -> int:
    return db.session.scalar(select(func.count()).select_from(model).where(*where)) or 0  # type: ignore[arg-type]


def everybody() -> list[tuple[object, ...]]:
    query = select(Identity.search, Facts.date_of_birth, Facts.german_level).join(Facts, Facts.person_id == Identity.person_id)
    return sorted(tuple(str(part) for part in row) for row in db.session.execute(query))


def test_the_demo_has_people_and_cases_at_all_stages(filled: Flask) -> None:
    assert [line["role"] for line in filled.config["DEMO_TABLE"]] == [one.role for one in USERS]
    assert len({line["email"] for line in filled.config["DEMO_TABLE"]}) == len(USERS)
    assert (count(Person), count(Case), count(User)) == (PEOPLE, CASES, len(USERS))
    assert count(Person, Person.synthetic.is_(False)) == count(Case, Case.synthetic.is_(False)) == 0
    assert count(Unit, Unit.synthetic.is_(False)) == count(Offering, Offering.synthetic.is_(False)) == 0
    assert count(Worklist, Worklist.due_key < today(NOW)) >= 2
    assert count(Draft, Draft.open_key.is_not(None)) >= 5


def test_every_programme_and_track_has_cases_that_run_and_that_are_closed(filled: Flask) -> None:
    cases = db.session.execute(select(Case.programme, Case.track, Case.phase, Case.closed_on, Case.created_at)).all()
    programmes = catalogue.offered()
    assert len(programmes) == 6
    for programme in programmes:
        mine = [case for case in cases if case.programme == programme.id]
        assert len({case.phase for case in mine}) >= 2, programme.id
        assert {bool(case.closed_on) for case in mine} == {True, False}, programme.id
        assert {case.track for case in mine} == {"", *(track.id for track in programme.tracks)}, programme.id
    assert Counter(case.track for case in cases)["mentor"] == 20
    assert Counter(case.track for case in cases)["lots"] == 6
    assert all(case.created_at.year < 2024 for case in cases if case.programme == "gemeinsam_durchstarten")
    assert {case.created_at.year for case in cases if case.programme == "my_turn"} >= {2024, 2026}


def test_there_are_blocks_referrals_pairs_hours_and_a_full_course(filled: Flask) -> None:
    assert count(BlockPlace) >= 8
    together = select(BlockPlace.case_id).group_by(BlockPlace.case_id).having(func.count() > 1)
    assert db.session.scalars(together).all(), "nobody is in two blocks"
    away = select(func.count()).select_from(Worklist).join(Case, Case.id == Worklist.case_id)
    assert db.session.scalar(away.where(Worklist.unit_id != Case.unit_id)), "no referral waits"
    assert count(CaseLink) >= 2
    counted = Counter(db.session.scalars(select(Tally.counter)))
    assert counted.keys() & {"lots_hours", "lots_coordination_hours"}
    assert counted.keys() & {"mentor_allowance", "mentor_unpaid"}
    course = db.session.scalars(select(Offering).where(Offering.kind == "deutsch4u")).one()
    assert seats(db.session(), course).left == 0
    assert seats(db.session(), course).waiting >= 2
    assert count(Attendance, Attendance.status == "attending") >= 2
    heads = db.session.scalars(select(Offering.numbers).where(Offering.kind.in_(("public_event", "information_event")))).all()
    assert [list(found) for found in heads] == [["heads"], ["heads"]]


def test_somebody_who_signs_in_can_work_on_every_programme(filled: Flask) -> None:
    actors = [actor_of(find_user(db.session(), one.email)) for one in USERS]  # type: ignore[arg-type]  # all are there
    for task, case in db.session.execute(select(Task, Case).join(Case, Case.id == Task.case_id).where(Task.status == "open")):
        role = catalogue.definition(case.revision).role(task.role)
        assert any(plays(actor, role, task) for actor in actors if not actor.may("allow_exception")), (case.programme, task.step)
        assert any(plays(actor, role, task) for actor in actors if actor.may("allow_exception", case)), (
            case.programme,
            task.step,
        )


def test_my_day_has_something_of_everything(filled: Flask) -> None:
    found = {
        one.email.partition("@")[0]: counts(db.session(), actor_of(find_user(db.session(), one.email)), today(NOW))  # type: ignore[arg-type]  # all are there
        for one in USERS
    }
    assert found["provider.staff.bergstrasse"].referred + found["job.centre.bergstrasse"].referred >= 2
    assert any(each.waiting for each in found.values())
    for span in ("overdue", "today", "week"):
        assert any(getattr(each, span) for each in found.values()), span


def test_the_course_says_of_itself_what_its_offering_says(filled: Flask) -> None:
    course = db.session.scalars(select(Offering).where(Offering.kind == "deutsch4u")).one()
    said = db.session.scalars(select(Submission).where(Submission.subject == f"offering:{course.id}")).one().answers
    assert (said["d4u_from"], said["d4u_to"]) == (course.starts_on.isoformat(), course.ends_on.isoformat())
    assert not count(Attendance, Attendance.offering_id == course.id, Attendance.status == "absent")
    assert said["d4u_units"] == course.units == 300


def test_nobody_with_a_certificate_learns_to_read(filled: Flask) -> None:
    query = select(Facts.school_certificate).where(Facts.german_level == "alpha")
    assert set(db.session.scalars(query)) <= {None, "no_school", "primary"}


def test_a_second_filling_changes_nothing_and_gives_the_same_table(filled: Flask) -> None:
    before = everybody()
    with transaction() as session:
        assert fill(session, NOW, 2) == filled.config["DEMO_TABLE"]
    assert everybody() == before


def test_the_same_seed_gives_the_same_people(app: Flask, filled: Flask) -> None:
    with filled.app_context():
        first = everybody()
    with app.app_context(), transaction() as session:
        fill(session, NOW, 1)
        assert everybody() == first
        session.rollback()


def test_another_seed_gives_other_people() -> None:
    drawn = [[somebody(Random(seed), today(NOW)) for _ in range(3)] for seed in (7, 8)]
    assert drawn[0] != drawn[1]


def test_a_database_with_anything_in_it_is_left_alone(app: Flask) -> None:
    with transaction() as session:
        add_unit(session, "Usingen", "town", None, NOW)
        assert fill(session, NOW, 1) is None
        assert (count(Unit), count(Person), count(User)) == (1, 0, 0)
        session.rollback()


def test_one_programme_has_a_second_version_with_its_reason(filled: Flask) -> None:
    with filled.app_context():
        lines = db.session.scalars(select(Publication).where(Publication.programme_id == PROGRAMME).order_by(Publication.number))
        first, second = lines.all()
        change = db.session.get_one(ChangeSet, second.change_set_id)
        assert (change.status, change.kind, change.author_name) == ("published", "change", "Programmverwaltung Muster")
        assert "Beispieldaten" in second.note
        assert first.note.startswith("shipped")
        assert len(between(db.session(), first, second)) == 3
        assert catalogue.current(PROGRAMME).digest == second.revision
        others = select(Publication.programme_id).where(Publication.number > 1, Publication.programme_id != PROGRAMME)
        assert db.session.scalars(others).all() == []


def test_one_goes_back_to_the_first_version_by_looking_first(app: Flask) -> None:
    with app.app_context():
        fill(db.session(), NOW, 1)
        lead = actor_of(_user("programme.lead"))
        line = db.session.scalars(
            select(Publication.id).where(Publication.programme_id == PROGRAMME, Publication.number == 1)
        ).one()
        back = roll_back(db.session(), lead, line, "", NOW, publish=False)
        assert (back.status, len(compare(db.session(), back))) == ("draft", 3)
        assert not [each for each in whole.faults(db.session(), back, today(NOW)) if each.blocks]
        db.session.rollback()


def test_a_house_that_demands_two_signs_by_two(app: Flask) -> None:
    with app.app_context():
        settings = app.config["SETTINGS"]
        app.config["SETTINGS"] = settings.model_copy(update={"four_eyes": True})
        try:
            fill(db.session(), NOW, 1)
            change = db.session.scalars(select(ChangeSet)).one()
            assert (change.status, change.signed_name) == ("published", "Programmleitung Muster")
        finally:
            app.config["SETTINGS"] = settings
            db.session.rollback()


def test_a_house_without_the_form_keeps_its_version(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with app.app_context():
        for name, value in (("PROGRAMME", "no_such_programme"), ("FORM", "no_such_form"), ("ASKED", "no_such_field")):
            with monkeypatch.context() as patch:
                patch.setattr(demo_versions, name, value)
                demo_versions.add_version(db.session(), NOW)
        assert db.session.scalar(select(func.count()).select_from(ChangeSet)) == 0


def _user(name: str) -> User:
    found = find_user(db.session(), f"{name}@demo.example")
    assert found is not None
    return found

"""Whoever changes cases takes the locks in one order, and who only refers to a case or a person waits for nobody."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select, text, update

from core.access.accounts import create_user
from core.actor import SYSTEM, Actor
from core.catalogue import publish
from core.database import Base, db, init_database, new_id, transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.registry import record
from core.people.shares import Share
from core.plugin_manager import Plugins
from tests.conftest import NewDatabase
from tests.workflows.meeting import Meeting, both
from tests.workflows.moves.test_batch import AFTER, LATER
from tests.workflows.sample import NOW, enrolled
from workflows.assigning import assign
from workflows.locks import lock_all
from workflows.models import Case, CaseLink, Task, Worklist
from workflows.moves import models as m
from workflows.moves import some
from workflows.moves.batch import answer, begin_move, go_on
from workflows.run import open_case, take
from workflows.writing import lock


@pytest.fixture
def app(new_database: NewDatabase) -> Iterator[Flask]:
    """SQLite has one writer."""
    app = Flask("locks")
    app.extensions["plugins"] = Plugins()
    init_database(app, new_database("postgresql"))
    with app.app_context():
        Base.metadata.create_all(db.engine)
        with transaction() as session:
            add_unit(session, "Usingen", "town", None, NOW)
        db.session.remove()
    yield app
    with app.app_context():
        db.engine.dispose()


def case(app: Flask, **facts: Any) -> tuple[str, str]:
    """A new one: its id, and its person's."""
    with app.app_context(), transaction() as session:
        town = session.scalars(select(Unit)).one()
        made = open_case(session, SYSTEM, enrolled(session, town, **facts).id, "sample", town.id, now=NOW)
        return made.id, made.person_id


def test_who_refers_to_a_case_or_its_person_waits_for_nobody(app: Flask) -> None:
    (held, person), (mine, _person) = case(app), case(app)
    with app.app_context(), transaction() as busy:
        lock(busy, held)
        lock_all(busy, [held])
        record(busy, SYSTEM, person, {"german_level": "b1"}, source="self", now=NOW)
        with app.app_context(), transaction() as session:
            session.execute(text("SET LOCAL lock_timeout = '300ms'"))
            session.add(CaseLink(id=new_id(), name="pair", from_case=mine, to_case=held, since=NOW))
            kept = {"programme": "sample", "unit_path": "/x/", "reason": "", "since": NOW}
            session.add(Share(id=new_id(), person_id=person, case_id=mine, **kept))
    with app.app_context():
        assert db.session.scalars(select(CaseLink.to_case)).one() == held


def test_an_answer_tells_of_the_person_before_it_locks_her_case(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    id, person = case(app)
    with app.app_context(), transaction() as session:
        done = dict(session.execute(select(Task.step, Task.id)).all())
        for step, answers in (("profile", {}), ("needs", {"needs_lessons": True})):
            take(session, SYSTEM, done[step], None, answers, NOW)
        publish(session, AFTER, actor=SYSTEM, now=LATER)
        move = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER).id
        go_on(session, SYSTEM, move, LATER)
    meeting = Meeting(monkeypatch)

    class Between:
        @staticmethod
        def now() -> None:
            """The person is told of, her case is next."""

    meeting.at(Between, "now")
    meeting.at(some, "told_of")

    def filing() -> None:
        with app.app_context(), transaction() as session:
            record(session, SYSTEM, person, {"german_level": "b1"}, source="self", now=LATER)
            Between.now()
            lock(session, id)

    def answering() -> str:
        with app.app_context(), transaction() as session:
            return answer(session, SYSTEM, move, id, {"car": True}, LATER, {"municipality": "Neu-Anspach"}).status

    assert both(filing, meeting.second(answering)) == [None, m.MOVED]
    with app.app_context():
        assert db.session.scalars(select(Case.revision)).one() == AFTER.digest


def test_tasks_are_given_out_while_their_cases_are_moved(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    ids = [case(app)[0] for _turn in range(2)]
    with app.app_context():
        mine = Task.step == "profile", Task.case_id.in_(ids)
        tasks = list(db.session.scalars(select(Task.id).where(*mine).order_by(Task.case_id)))
        db.session.rollback()
        with transaction() as session:
            user = create_user(session, "kim@example.org", "Kim", "ein langer Satz", now=NOW).id
            session.execute(update(Worklist).where(Worklist.task_id.in_(tasks)).values(assignee_id=user))
    meeting = Meeting(monkeypatch)

    class Between:
        @staticmethod
        def now() -> None:
            """One case is written, the other one is next."""

    meeting.at(Between, "now")

    def writing() -> None:
        with app.app_context(), transaction() as session:
            lock_all(session, ids)
            session.execute(update(Worklist).where(Worklist.task_id == tasks[1]).values(phase="x"))
            Between.now()
            session.execute(update(Worklist).where(Worklist.task_id == tasks[0]).values(phase="x"))

    def giving() -> int:
        with app.app_context(), transaction() as session:
            return assign(session, Actor(user, "Kim", everything=True), tasks, None, NOW).done

    assert both(writing, meeting.second(giving)) == [None, 2]

"""Eight at once: whoever comes first does the task, the others are told, and nothing is done twice or by halves."""

from __future__ import annotations

import datetime as dt
import threading
from collections import Counter
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from core.actor import SYSTEM
from core.database import db, init_database, transaction
from core.journal.models import Entry
from core.organisations.tree import add_unit
from core.plugin_manager import Plugins
from core.testing import make_tables
from tests.workflows.sample import NOW, enrolled
from workflows.models import Case, Task, Worklist
from workflows.run import AlreadyRunning, Taken, TaskTaken, exit_case, open_case, take

AT_ONCE = 8


@pytest.fixture
def app(database_url: str) -> Iterator[Flask]:
    app = Flask("threads")
    app.extensions["plugins"] = Plugins()
    init_database(app, database_url)
    with app.app_context():
        make_tables()
        yield app
        db.session.remove()
        db.engine.dispose()


def at_once(app: Flask, works: list[Callable[[], object]]) -> list[object]:
    """What each gave, or the exception that it ended with."""
    start, found = threading.Barrier(len(works)), [None] * len(works)

    def run(place: int) -> None:
        with app.app_context():
            start.wait()
            try:
                found[place] = works[place]()  # type: ignore[call-overload]
            except Exception as error:  # noqa: BLE001  # looked at by the test
                found[place] = error  # type: ignore[call-overload]
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found


@pytest.fixture
def case(app: Flask) -> str:
    """Its id: threads share nothing else."""
    with transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        return open_case(session, SYSTEM, enrolled(session, town).id, "sample", town.id, now=NOW).id


def open_tasks(case: str) -> dict[str, str]:
    found = dict(db.session.execute(select(Task.step, Task.id).where(Task.case_id == case)).all())
    db.session.rollback()
    return found


def taking(task_id: str, submission: str, **answers: object) -> Callable[[], object]:
    def work() -> object:
        with transaction() as session:
            return take(session, SYSTEM, task_id, submission, answers, NOW)

    return work


def test_one_wins_and_the_others_are_told(app: Flask, case: str) -> None:
    task_id = open_tasks(case)["needs"]
    found = at_once(app, [taking(task_id, f"submission-{n}", needs_lessons=bool(n % 2)) for n in range(AT_ONCE)])
    assert Counter(type(each) for each in found) == {Taken: 1, TaskTaken: AT_ONCE - 1}
    assert db.session.get_one(Case, case, populate_existing=True).version == 2
    assert db.session.scalars(select(Entry.event).where(Entry.case_id == case, Entry.event == "step_done")).all() == ["step_done"]


def test_the_same_submission_eight_times_is_one_step_and_one_answer(app: Flask, case: str) -> None:
    tasks = open_tasks(case)
    with transaction() as session:
        take(session, SYSTEM, tasks["profile"], "profile", {"skills": "viele"}, NOW)
    found = at_once(app, [taking(tasks["needs"], "the same", needs_lessons=True)] * AT_ONCE)
    assert len({each for each in found if isinstance(each, Taken)}) == 1
    assert not [each for each in found if not isinstance(each, Taken)]
    assert db.session.scalars(select(Task.round).where(Task.case_id == case, Task.step == "lessons")).all() == [1]


def test_branches_that_end_together_join_once(app: Flask, case: str) -> None:
    tasks = open_tasks(case)
    works = [taking(tasks["needs"], "one", needs_lessons=True), taking(tasks["profile"], "two"), taking(tasks["note"], "three")]
    found = at_once(app, works)
    assert [type(each) for each in found] == [Taken] * 3
    state = db.session.get_one(Case, case, populate_existing=True)
    assert state.version == 4
    lines = db.session.scalars(select(Worklist.step).where(Worklist.case_id == case)).all()
    assert sorted(lines) == ["lessons", "note"]


def test_a_case_is_closed_or_moved_but_never_both(app: Flask, case: str) -> None:
    task_id = open_tasks(case)["needs"]

    def leaving() -> None:
        with transaction() as session:
            exit_case(session, SYSTEM, case, "moved", NOW)

    at_once(app, [leaving, taking(task_id, "one", needs_lessons=True), leaving, taking(task_id, "two", needs_lessons=False)])
    assert db.session.get_one(Case, case, populate_existing=True).closed_on == NOW.date()
    assert not db.session.scalars(select(Worklist).where(Worklist.case_id == case)).all()
    assert not db.session.scalars(select(Task).where(Task.case_id == case, Task.status == "open")).all()
    assert db.session.scalars(select(Entry.event).where(Entry.event == "case_closed")).all() == ["case_closed"]


def test_who_is_enrolled_by_eight_at_once_has_one_case(app: Flask) -> None:
    with transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        person_id, town_id = enrolled(session, town).id, town.id

    def enrolling() -> str:
        with transaction() as session:
            return open_case(session, SYSTEM, person_id, "sample", town_id, now=NOW + dt.timedelta(seconds=1)).id

    found = at_once(app, [enrolling] * AT_ONCE)
    assert Counter(type(each) for each in found) == {str: 1, AlreadyRunning: AT_ONCE - 1}

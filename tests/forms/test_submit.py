"""Handing in happens once, however many do it at once; what was handed in stays as it was."""

import threading
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from core import clock
from core.actor import SYSTEM
from core.catalogue import current
from core.database import db, transaction
from core.events import FormSubmitted
from core.journal import Entry
from forms.drafts import Closed, DraftConflict, Unstorable, open_draft, save_draft
from forms.models import Draft, Frozen, Submission
from forms.revisions import plan_of
from forms.submit import UnknownFile, submit

THREADS = 8
NOW = clock.now()


def at_once(app: Flask, work: Callable[[], object]) -> list[object]:
    """The results (or exceptions) of the same work, done by several threads that start together."""
    gate, results = threading.Barrier(THREADS), []

    def run() -> None:
        with app.app_context():
            gate.wait()
            try:
                results.append(work())
            except Exception as error:  # noqa: BLE001 - the test looks at it
                results.append(error)
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _turn in range(THREADS)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    return results


def begun(subject: str = "test:x", form: str = "short") -> Draft:
    with transaction() as session:
        return open_draft(session, SYSTEM, subject, current("asking").digest, form, now=NOW)


def handed(draft_id: str, form: str = "short", **answers: object) -> tuple[Submission, bool]:
    with transaction() as session:
        draft = session.get_one(Draft, draft_id)
        return submit(session, SYSTEM, draft_id, plan_of(draft.digest, form), answers, now=NOW, known={})


def test_eight_at_once_give_one_submission(app: Flask) -> None:
    with app.app_context():
        draft_id = begun().id
        db.session.remove()
    results = at_once(app, lambda: handed(draft_id, nick="Ada"))
    assert len({submission.id for submission, _fresh in results}) == 1, results
    assert sum(fresh for _submission, fresh in results) == 1
    with app.app_context():
        assert db.session.scalar(select(func.count()).select_from(Submission)) == 1
        assert db.session.scalar(select(func.count()).where(Entry.event == FormSubmitted.name)) == 1


def test_eight_who_begin_at_once_share_one_draft(app: Flask) -> None:
    results = at_once(app, lambda: begun("test:shared").id)
    assert len(results) == THREADS
    assert len(set(results)) == 1, results


def test_eight_who_save_at_once_lose_nothing_unseen(app: Flask) -> None:
    with app.app_context():
        draft_id = begun("test:race").id
        db.session.remove()
    counter = iter(range(THREADS))

    def save() -> int:
        text = f"version of {next(counter)}"
        with transaction() as session:
            return save_draft(session, SYSTEM, draft_id, "main", {"nick": [text]}, 0, now=NOW).version

    results = at_once(app, save)
    assert sum(result == 1 for result in results) == 1, results
    assert sum(isinstance(result, DraftConflict) for result in results) == THREADS - 1, results


def test_the_database_refuses_to_change_a_submission_too(app: Flask) -> None:
    with app.app_context():
        handed(begun().id, nick="Ada")
        replace = "INSERT OR REPLACE INTO submission SELECT * FROM submission"
        changes = ["UPDATE submission SET answers = '{}'", "UPDATE submission SET source = 'office'", "DELETE FROM submission"]
        for statement in [*changes, *([replace] if db.engine.dialect.name == "sqlite" else [])]:
            with pytest.raises(DBAPIError, match="rows of submission are frozen"), db.engine.begin() as connection:
                connection.execute(text(statement))
        with db.engine.begin() as connection:  # a unit that is moved
            connection.execute(text("UPDATE submission SET unit_path = '/elsewhere/'"))


def test_a_submission_cannot_change_and_its_draft_is_closed(app: Flask) -> None:
    with app.app_context():
        draft_id = begun().id
        submission, _fresh = handed(draft_id, nick="Ada")
        with pytest.raises(Closed), transaction() as session:
            save_draft(session, SYSTEM, draft_id, "main", {"nick": ["Eve"]}, 9, now=NOW)
        with pytest.raises(Frozen), transaction() as session:
            session.get_one(Submission, submission.id).answers = {"nick": "Eve"}
        assert begun().id != draft_id  # the same subject may be asked anew


def test_what_no_database_takes_is_refused_and_the_draft_stays(app: Flask) -> None:
    with app.app_context():
        draft_id = begun().id
        for raw in ({"nick": ["a\0"]}, {"nick": ["\ud800"]}, {"ni\0ck": ["x"]}, {"nick": ["x" * 600_000]}):
            with pytest.raises(Unstorable), transaction() as session:
                save_draft(session, SYSTEM, draft_id, "main", raw, 0, now=NOW)
        assert db.session.get_one(Draft, draft_id).pages == {}


def test_a_file_of_another_draft_is_not_to_be_had_by_its_id(app: Flask) -> None:
    with app.app_context():
        draft_id = begun(form="long").id
        with pytest.raises(UnknownFile):
            handed(draft_id, "long", proof=("0190aaaa-0000-7000-8000-000000000000",))
        assert db.session.scalar(select(func.count()).select_from(Submission)) == 0

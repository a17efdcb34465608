"""Cases that move although an answer is missing: asked on the new revision, stopped, undone; and not undone once it is said."""

from __future__ import annotations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from tests.core.organisations.rooms import Tree
from tests.workflows.moves.test_batch import AFTER, EVEN_LATER, LATER, all_of_it, made, run
from workflows.models import Case, Task
from workflows.moves import models as m
from workflows.moves.anyway import missing_of, move_anyway, tell
from workflows.moves.batch import MoveRunning, NotMovable, begin_move, cancel, go_on, undo
from workflows.moves.models import Move, MovedCase
from workflows.run import exit_case, take


@pytest.fixture
def cases(session: Session, tree: Tree) -> list[str]:
    """One that has just begun, and three that lack an answer."""
    return made(session, tree, 1, 3)


@pytest.fixture
def move(session: Session, cases: list[str]) -> Move:
    found = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER)
    run(session, found)
    return found


def missing(session: Session, move: Move, case_id: str) -> list[str]:
    case = session.get_one(Case, case_id, populate_existing=True)
    return missing_of(case, move, session.get_one(MovedCase, (move.id, case_id), populate_existing=True))


def test_they_move_and_what_depends_on_the_answer_waits_for_it(session: Session, cases: list[str], move: Move):
    assert missing(session, move, cases[1]) == ["car"]
    move_anyway(session, SYSTEM, move.id)
    assert run(session, move).counts == {m.MOVED: 4}
    case = session.get_one(Case, cases[1], populate_existing=True)
    assert case.revision == AFTER.digest
    assert missing(session, move, cases[1]) == ["car"]
    assert missing(session, move, cases[0]) == []
    tell(session, SYSTEM, move, cases[1], {"car": True}, LATER)
    assert session.get_one(Case, cases[1], populate_existing=True).state["known"]["car"] is True
    assert missing(session, move, cases[1]) == []
    # the step that waited has its turn when those before it are done
    done = session.scalars(select(Task.id).where(Task.case_id == cases[1], Task.step == "lessons", Task.status == "open")).one()
    take(session, SYSTEM, done, None, {"more_lessons": False}, LATER)
    assert session.scalars(select(Task.status).where(Task.case_id == cases[1], Task.step == "drive")).one() == "open"


def test_an_answer_that_says_no_lets_the_step_be(session: Session, cases: list[str], move: Move):
    move_anyway(session, SYSTEM, move.id)
    run(session, move)
    tell(session, SYSTEM, move, cases[1], {"car": False}, LATER)
    done = session.scalars(select(Task.id).where(Task.case_id == cases[1], Task.step == "lessons", Task.status == "open")).one()
    take(session, SYSTEM, done, None, {"more_lessons": False}, LATER)
    assert session.scalars(select(Task.status).where(Task.case_id == cases[1], Task.step == "drive")).all() in ([], ["skipped"])


def test_undone_they_are_as_they_were_and_who_said_something_keeps_it(session: Session, cases: list[str]):
    before = all_of_it(session)
    found = begin_move(session, SYSTEM, "sample", AFTER.digest, LATER)
    run(session, found)
    move_anyway(session, SYSTEM, found.id)
    run(session, found)
    undo(session, SYSTEM, found.id)
    assert run(session, found, EVEN_LATER).counts == {m.BACK: 4}
    assert all_of_it(session) == before
    assert missing(session, found, cases[1]) == []
    again = begin_move(session, SYSTEM, "sample", AFTER.digest, EVEN_LATER)
    run(session, again, EVEN_LATER)
    move_anyway(session, SYSTEM, again.id)
    run(session, again, EVEN_LATER)
    tell(session, SYSTEM, again, cases[1], {"car": True}, EVEN_LATER)
    undo(session, SYSTEM, again.id)
    assert run(session, again, EVEN_LATER).counts == {m.BACK: 3, m.WENT_ON: 1}
    assert session.get_one(MovedCase, (again.id, cases[1]), populate_existing=True).status == m.WENT_ON


def test_stopped_in_the_middle_the_others_wait_for_their_answer_again(session: Session, cases: list[str], move: Move):
    move_anyway(session, SYSTEM, move.id)
    with pytest.raises(MoveRunning):
        begin_move(session, SYSTEM, "sample", AFTER.digest, LATER)
    go_on(session, SYSTEM, move.id, LATER, limit=1)
    cancel(session, SYSTEM, move.id, LATER)
    told = go_on(session, SYSTEM, move.id, LATER)
    assert (told.counts, told.status) == ({m.MOVED: 2, m.ASKED: 2}, m.CANCELLED)
    # of a move that was stopped nobody knows what else is to come
    move_anyway(session, SYSTEM, move.id)
    assert session.get_one(Move, move.id).status == m.CANCELLED


def test_nothing_is_said_of_a_case_that_is_elsewhere_or_closed(session: Session, cases: list[str], move: Move):
    with pytest.raises(NotMovable):
        tell(session, SYSTEM, move, cases[1], {"car": True}, LATER)
    move_anyway(session, SYSTEM, move.id)
    run(session, move)
    exit_case(session, SYSTEM, cases[1], "moved", LATER)
    assert missing(session, move, cases[1]) == []
    with pytest.raises(NotMovable):
        tell(session, SYSTEM, move, cases[0], {"car": True}, LATER)

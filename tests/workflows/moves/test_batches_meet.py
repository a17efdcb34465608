"""Moves meet moves: two processes drive one, two programmes move the same people, somebody stops or undoes in the middle."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from core.actor import SYSTEM
from core.catalogue import publish
from core.database import db, transaction
from core.definitions import Programme
from core.journal.models import Entry
from core.organisations.tree import add_unit
from tests.workflows.sample import NOW, PROGRAMME, enrolled
from tests.workflows.test_concurrency import app, at_once
from workflows.models import Case, Task
from workflows.moves import models as m
from workflows.moves.batch import MoveRunning, begin_move, cancel, go_on, go_on_by_clock, undo
from workflows.moves.models import Move, MovedCase
from workflows.run import open_case, take

__all__ = ["app"]
LATER = NOW + dt.timedelta(days=2)
MANY = 6
OTHER = PROGRAMME.but(id="other", eligibility=[])


def later(programme: Programme) -> Programme:
    """The profile is due a week earlier."""
    profile, *others = programme.steps
    assert profile.due is not None
    return programme.but(steps=[profile.but(due=profile.due.but(days=21)), *others])


@pytest.fixture
def moves(app: Flask) -> list[str]:
    """A move of each of two programmes, in which the same people are."""
    with transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        publish(session, OTHER, actor=SYSTEM, now=NOW)
        people = [enrolled(session, town).id for _ in range(MANY)]
        for person in people:
            for programme in ("sample", "other"):
                open_case(session, SYSTEM, person, programme, town.id, now=NOW)
    with transaction() as session:
        found = []
        for programme in (PROGRAMME, OTHER):
            publish(session, later(programme), actor=SYSTEM, now=LATER)
            found.append(begin_move(session, SYSTEM, programme.id, later(programme).digest, LATER).id)
    return found


def doing(call: Callable[..., object], *given: object, **named: object) -> Callable[[], object]:
    def work() -> object:
        with transaction() as session:
            return call(session, *given, **named)

    return work


def driving(move: str) -> Callable[[], object]:
    """As a page does: again and again until nothing is left."""

    def work() -> object:
        while True:
            with transaction() as session:
                told = go_on(session, SYSTEM, move, LATER, limit=2)
            if told.status not in (m.RUNNING, m.UNDOING):
                return told.status

    return work


def statuses(move: str) -> Counter[str]:
    found = Counter(db.session.scalars(select(MovedCase.status).where(MovedCase.move_id == move)))
    db.session.rollback()
    return found


def revisions() -> Counter[str]:
    found = Counter(db.session.scalars(select(Case.revision)))
    db.session.rollback()
    return found


def told_of_moves() -> int:
    found = len(db.session.scalars(select(Entry.id).where(Entry.event == "case_moved")).all())
    db.session.rollback()
    return found


def test_two_who_drive_one_move_move_each_case_once(app: Flask, moves: list[str]) -> None:
    assert at_once(app, [driving(moves[0])] * 3) == [m.DONE] * 3
    assert statuses(moves[0]) == {m.MOVED: MANY}
    assert told_of_moves() == MANY


def test_two_programmes_move_the_same_people_at_once(app: Flask, moves: list[str]) -> None:
    assert at_once(app, [driving(move) for move in (*moves, *reversed(moves))]) == [m.DONE] * 4
    assert revisions() == {later(PROGRAMME).digest: MANY, later(OTHER).digest: MANY}
    assert told_of_moves() == 2 * MANY


def test_clocks_and_pages_drive_two_programmes(app: Flask, moves: list[str]) -> None:
    clocks = [doing(go_on_by_clock, LATER, limit=MANY)] * 2
    found = at_once(app, [*clocks, *(driving(move) for move in moves)])
    assert not [each for each in found if isinstance(each, Exception)], found
    assert revisions() == {later(PROGRAMME).digest: MANY, later(OTHER).digest: MANY}
    assert told_of_moves() == 2 * MANY


def test_of_two_who_begin_one_is_told(app: Flask, moves: list[str]) -> None:
    with transaction() as session:
        for move in moves:
            cancel(session, SYSTEM, move, LATER)
    begin = doing(begin_move, SYSTEM, "sample", later(PROGRAMME).digest, LATER)
    found = Counter(type(each) for each in at_once(app, [begin] * 4))
    assert found == {Move: 1, MoveRunning: 3}


def test_who_stops_it_in_the_middle_stops_it(app: Flask, moves: list[str]) -> None:
    with transaction() as session:
        go_on(session, SYSTEM, moves[0], LATER, limit=1)
    stopped, ended = at_once(app, [doing(cancel, SYSTEM, moves[0], LATER), driving(moves[0])])
    assert stopped is None
    assert ended in (m.CANCELLED, m.DONE)
    counts, status = statuses(moves[0]), db.session.scalar(select(Move.status).where(Move.id == moves[0]))
    assert status == ended
    assert counts[m.MOVED] == revisions()[later(PROGRAMME).digest] == told_of_moves()
    assert counts[m.MOVED] + counts[m.WAITING] == MANY
    assert (counts[m.WAITING] == 0) == (ended == m.DONE)


def test_an_undo_takes_nothing_from_who_goes_on_meanwhile(app: Flask, moves: list[str]) -> None:
    driving(moves[0])()
    with transaction() as session:
        undo(session, SYSTEM, moves[0])
        rows = session.execute(select(Task.id, Task.case_id).where(Task.programme == "sample", Task.step == "profile")).all()
    works = [doing(take, SYSTEM, row.id, None, {}, LATER) for row in rows[:2]]
    found = at_once(app, [driving(moves[0]), *works])
    assert not [each for each in found if isinstance(each, Exception)], found
    for row in rows[:2]:
        case = db.session.get_one(Case, row.case_id)
        moved = db.session.get_one(MovedCase, (moves[0], row.case_id))
        # she did her task before the case was put back, or after it: it is done either way
        assert moved.status in (m.BACK, m.WENT_ON)
        assert case.revision == (PROGRAMME if moved.status == m.BACK else later(PROGRAMME)).digest
        assert db.session.get_one(Task, row.id).status == "done"
        assert {step[0]: step[2] for step in case.state["tasks"]}["profile"] == "done"
    db.session.rollback()
    assert statuses(moves[0])[m.BACK] >= MANY - 2

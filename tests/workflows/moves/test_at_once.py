"""Cases move while their tasks are done: whoever comes first, nothing is lost and nothing is done by halves."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import select

from core.actor import SYSTEM
from core.catalogue import publish
from core.database import db, transaction
from core.organisations.tree import add_unit
from tests.workflows.sample import NOW, PROGRAMME, enrolled
from tests.workflows.test_concurrency import app, at_once
from workflows.models import Case, Task, Worklist
from workflows.moves.batch import begin_move, go_on
from workflows.run import Taken, open_case, take

__all__ = ["app"]
LATER = NOW + dt.timedelta(days=2)
MANY = 6


@pytest.fixture
def ids(app: Flask) -> list[str]:
    with transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        people = [enrolled(session, town).id for _ in range(MANY)]
        return [open_case(session, SYSTEM, person, "sample", town.id, now=NOW).id for person in people]


def test_a_task_is_done_on_the_revision_that_its_case_is_on(app: Flask, ids: list[str]) -> None:
    profile, *others = PROGRAMME.steps
    named = [step.but(after=["portrait", "needs"]) if step.id == "lessons" else step for step in others]
    after = PROGRAMME.but(steps=[profile.but(id="portrait", was=["profile"]), *named])
    with transaction() as session:
        publish(session, after, actor=SYSTEM, now=LATER)
        move = begin_move(session, SYSTEM, "sample", after.digest, LATER).id
    tasks = dict(db.session.execute(select(Task.case_id, Task.id).where(Task.step == "profile")).all())
    db.session.rollback()

    def moving() -> object:
        with transaction() as session:
            return go_on(session, SYSTEM, move, LATER, limit=MANY)

    def doing(case_id: str) -> Callable[[], object]:
        def work() -> object:
            with transaction() as session:
                return take(session, SYSTEM, tasks[case_id], None, {}, LATER)

        return work

    found = at_once(app, [moving, *map(doing, ids)])
    assert [type(each) for each in found[1:]] == [Taken] * MANY, found
    for case in db.session.scalars(select(Case)):
        assert case.revision == after.digest
        done = {row[0]: row[2] for row in case.state["tasks"]}
        assert done["portrait"] == "done"
        listed = set(db.session.scalars(select(Worklist.step).where(Worklist.case_id == case.id)))
        assert listed == {step for step, status in done.items() if status == "open"}
    assert set(db.session.scalars(select(Task.status).where(Task.id.in_(tasks.values())))) == {"done"}

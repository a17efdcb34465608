"""Several who look at the same change at once: one work is begun, and each case is counted once, whoever does the pieces."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.actor import SYSTEM
from core.catalogue import publish
from core.database import db, transaction
from core.definitions import Step
from core.organisations.tree import add_unit
from tests.workflows.sample import NOW, PROGRAMME, enrolled, w
from tests.workflows.test_concurrency import app, at_once
from workflows.impact import stored
from workflows.impact.models import DONE, STOPPED, ImpactCase, ImpactWork
from workflows.run import open_case

__all__ = ["app"]
LATER = NOW + dt.timedelta(days=2)
AFTER = PROGRAMME.but(steps=[*PROGRAMME.steps, Step("more", w("Mehr"), role="adviser")])
MANY = 7


@pytest.fixture
def cases(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(stored, "AT_ONCE", 2)
    with transaction() as session:
        town = add_unit(session, "Usingen", "town", None, NOW)
        for _ in range(MANY):
            open_case(session, SYSTEM, enrolled(session, town).id, "sample", town.id, now=NOW)
        publish(session, AFTER, actor=SYSTEM, now=LATER)


def begin() -> object:
    with transaction() as session:
        return stored.begin(session, PROGRAMME.digest, AFTER, None, LATER).id


def drive() -> object:
    """As deliverers and pages do: a piece, and another one, until it is over."""
    while True:
        with transaction() as session:
            stored.go_on(session, LATER)
            status = stored.begin(session, PROGRAMME.digest, AFTER, None, LATER).status
        if status in (DONE, STOPPED):
            return status


@pytest.mark.usefixtures("cases")
def test_one_is_begun_and_each_case_is_counted_once(app: Flask) -> None:
    assert len(set(at_once(app, [begin] * 4))) == 1
    assert at_once(app, [drive] * 3) == [DONE] * 3
    work = db.session.scalars(select(ImpactWork)).one()
    assert (work.looked, work.total, stored.counted(work).cases) == (MANY, MANY, MANY)
    assert db.session.scalar(select(func.count()).select_from(ImpactCase)) == MANY


@pytest.mark.usefixtures("cases")
def test_who_stops_it_stops_all_who_do_it(app: Flask) -> None:
    begin()

    def stop() -> object:
        with transaction() as session:
            work = stored.held(session, str(begin()), wait=True)
            assert work is not None
            stored.stop(work, LATER)
            return work.status

    found = at_once(app, [drive, stop, drive])
    assert len(set(found)) == 1, found
    work = db.session.scalars(select(ImpactWork)).one()
    assert work.status == found[0]
    assert stored.counted(work).cases == work.looked <= MANY

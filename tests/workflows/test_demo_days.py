"""The demo on other days: wherever the calendar stands, somebody stands in each phase of each programme."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from sqlalchemy import func, select

from core import catalogue, clock
from core.access.accounts import actor_of, find_user
from core.app import create_app, prepare
from core.database import Base, db, transaction
from core.settings import load_settings
from tests.journeys.pages import TASKS
from workflows.demo import CASES, fill
from workflows.models import Case, Worklist
from workflows.worklist import listing
from workflows.worklist_filters import Filters

# half an hour after midnight in Berlin, where it is another year already; a day that most years lack
DAYS = {"new year": dt.datetime(2026, 12, 31, 23, 30, tzinfo=dt.UTC), "leap day": dt.datetime(2028, 2, 29, 12, tzinfo=dt.UTC)}


@pytest.fixture(scope="module", params=DAYS)
def filled(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    now, folder = DAYS[request.param], Path(tmp_path_factory.mktemp("day"))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(clock, "now", lambda: now)
        app = create_app(load_settings(data_dir=folder / "data", database_url=f"sqlite:///{folder / 'demo.sqlite'}"))
        with app.app_context():
            Base.metadata.create_all(db.engine)
        prepare(app, now)
        with app.app_context():
            with transaction() as session:
                fill(session, now, 1)
            yield app
            db.session.remove()
            db.engine.dispose()


def test_somebody_stands_in_each_phase(filled: Flask) -> None:
    assert db.session.scalar(select(func.count()).select_from(Case)) == CASES
    duties = select(Worklist.programme, Worklist.phase).where(Worklist.optional.is_(False)).distinct()
    stands = {tuple(row) for row in db.session.execute(duties)}
    assert {(each.id, phase.id) for each in catalogue.offered() for phase in each.phases} - stands == set()


def test_each_task_that_is_pictured_is_there_for_whoever_does_it(filled: Flask) -> None:
    asked = {(shot.who, *parse_qs(urlsplit(shot.path).query).get("step", [])) for shot in TASKS}
    missing = [(who, *step) for who, *step in asked if step and not _sees(who, step[0])]
    assert missing == []


def _sees(who: str, step: str) -> bool:
    user = find_user(db.session(), f"{who}@demo.example")
    assert user is not None, who
    rows = listing(db.session(), actor_of(user), Filters(step=step, optional="yes"), clock.today(clock.now())).rows
    return bool(rows)

"""What the case page lists, and in which order."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from sqlalchemy import select

from core import clock
from core.actor import SYSTEM
from core.database import transaction
from tests.workflows.web import Town
from workflows.models import Task
from workflows.run import open_case, take


@pytest.mark.parametrize("order", [("profile", "needs"), ("needs", "profile")])
def test_what_was_done_last_stands_first_within_a_day_too(town: Town, order: tuple[str, str]) -> None:
    person, now = town.person(), clock.now()
    with town.app.app_context(), transaction() as session:
        case = open_case(session, SYSTEM, person, "sample", town.town_id, now=now - dt.timedelta(hours=2)).id
        for minutes, step in enumerate(order):
            task = session.scalars(select(Task.id).where(Task.case_id == case, Task.step == step)).one()
            take(session, SYSTEM, task, None, {}, now - dt.timedelta(minutes=50 - minutes))
    page = town.visitor("case_worker").get(f"/cases/{case}?lang=de").text
    done = page[page.index('id="done"') :]
    titles = {"profile": "Profil", "needs": "Bedarf"}
    places = [re.search(titles[step], done) for step in reversed(order)]
    assert all(places)
    assert places[0].start() < places[1].start()  # type: ignore[union-attr]  # all are found

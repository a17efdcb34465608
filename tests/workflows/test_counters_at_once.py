"""Eight at once: the last place goes once, and nobody overdraws a budget or a week together with somebody else."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy import func, select

from core.actor import SYSTEM
from core.catalogue import ship
from core.database import db, transaction
from forms.refused import RefusedAnswers
from tests.core.organisations.rooms import make_tree
from tests.workflows.offering_sample import NOW, PROGRAMME, app, shipped, somebody
from tests.workflows.test_concurrency import AT_ONCE, at_once
from workflows import offerings, sign_ups
from workflows.counters import count
from workflows.offering_about import About
from workflows.offering_models import SEATED, Attendance, Tally

__all__ = ["app"]


@pytest.fixture
def town(app: Flask) -> dict[str, object]:
    with transaction() as session:
        tree = make_tree(session)
        ship(session, [PROGRAMME], NOW)
        people = [somebody(session, tree.town, f"P{n}").id for n in range(AT_ONCE)]
        made = offerings.make(session, SYSTEM, "fair", "course", tree.town.id, About("Kurs", NOW.date(), None, 3), NOW)
        shipped()
        return {"people": people, "offering": made.id, "path": tree.town.path}


def signing(offering: str, person: str) -> Callable[[], object]:
    def work() -> object:
        with transaction() as session:
            return sign_ups.sign_up(session, SYSTEM, offering, person, NOW).id

    return work


def counting(form: str, minutes: int, path: str, person: str) -> Callable[[], object]:
    def work() -> object:
        with transaction() as session:
            answers = {f"{form}_minutes": minutes}
            return len(count(session, SYSTEM, shipped(), form, None, answers, NOW, unit_path=path, person_id=person))

    return work


def test_the_last_place_goes_once(app: Flask, town: dict) -> None:
    found = at_once(app, [signing(town["offering"], person) for person in town["people"]])
    assert {type(each) for each in found} == {str}
    statuses = Counter(db.session.scalars(select(Attendance.status)))
    assert statuses == {"signed_up": 3, "waiting": AT_ONCE - 3}


def test_the_same_person_eight_times_has_one_place(app: Flask, town: dict) -> None:
    found = at_once(app, [signing(town["offering"], town["people"][0])] * AT_ONCE)
    assert len(set(found)) == 1
    assert db.session.scalar(select(func.count()).select_from(Attendance)) == 1


def test_a_place_that_is_given_up_goes_to_one(app: Flask, town: dict) -> None:
    for person in town["people"]:
        signing(town["offering"], person)()
    held = db.session.scalars(select(Attendance.id).where(Attendance.status == "signed_up")).all()
    db.session.rollback()

    def leaving(id: str) -> Callable[[], object]:
        def work() -> object:
            with transaction() as session:
                return sign_ups.cancel(session, SYSTEM, id, NOW).status

        return work

    found = at_once(app, [leaving(id) for id in (*held, *held)])
    assert found == ["cancelled"] * 6
    statuses = Counter(db.session.scalars(select(Attendance.status)))
    assert sum(statuses[status] for status in SEATED) == 3
    assert statuses["cancelled"] == 3


def test_nobody_overdraws_the_budget_together(app: Flask, town: dict) -> None:
    works = [counting("mentoring", 100, town["path"], person) for person in town["people"]]
    found = at_once(app, works)
    assert Counter(type(each) for each in found) == {int: 4, RefusedAnswers: AT_ONCE - 4}
    assert db.session.scalar(select(func.sum(Tally.cost))) == 10_000


def test_nobody_works_more_than_the_week_allows(app: Flask, town: dict) -> None:
    found = at_once(app, [counting("guiding", 90, town["path"], town["people"][0])] * AT_ONCE)
    assert Counter(type(each) for each in found) == {int: 4, RefusedAnswers: AT_ONCE - 4}
    assert db.session.scalar(select(func.sum(Tally.amount))) == 360

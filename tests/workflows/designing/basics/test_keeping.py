"""Until when a closed case is kept, said with a day, and how many closed cases another retention would make due."""

from __future__ import annotations

import datetime as dt

import pytest
from flask import Flask
from sqlalchemy import select

from core import Programme, Retention, clock, t
from core.actor import SYSTEM
from core.database import db, transaction
from core.organisations.models import Unit
from core.people.registry import register
from workflows.designing.basics.keeping import Due, due, last_day, sentence
from workflows.run import open_case

CLOSED = dt.date(2024, 2, 29)
FACTS = {"migration_background": True, "municipality": "Usingen", "date_of_birth": dt.date(1990, 5, 4)}


@pytest.mark.parametrize(
    ("kept", "day"),
    [
        (None, None),
        (Retention(years=0, anchor="exit"), CLOSED),
        (Retention(years=1, anchor="exit"), dt.date(2025, 3, 1)),
        (Retention(years=4, anchor="exit"), dt.date(2028, 2, 29)),
        (Retention(years=10), dt.date(2034, 12, 31)),
        (Retention(years=3, anchor="end_of_payment_year"), None),
    ],
    ids=["nothing-said", "at-once", "no-leap-year", "leap-year", "end-of-year", "payment"],
)
def test_the_last_day(kept: Retention | None, day: dt.date | None) -> None:
    assert last_day(kept, CLOSED) == day


def test_it_is_said_in_a_sentence(house: Flask) -> None:
    with house.test_request_context("/?lang=en"):
        assert "until 10 years after the end of the year of the exit" in sentence(Retention(years=10), CLOSED)
        assert "31 December 2034" in sentence(Retention(years=10), CLOSED)
        assert "1 year after the exit" in sentence(Retention(years=1, anchor="exit"), CLOSED)
        assert "last payment" in sentence(Retention(years=1, anchor="end_of_payment_year"), CLOSED)
        assert "Nothing is said" in sentence(None, CLOSED)


def test_closed_cases_that_would_be_due_are_counted(house: Flask) -> None:
    now = clock.now()
    with house.app_context(), transaction() as session:
        town = session.scalars(select(Unit)).first()
        assert town
        for number, years in enumerate((0, 3, 8)):
            person = register(
                session, SYSTEM, town, {"family_name": f"Alt{number}", "given_name": "A"}, FACTS, source="self", now=now
            )
            case = open_case(session, SYSTEM, person.id, "wir_sind_usingen", town.id, now=now)
            case.closed_on = clock.today(now) - dt.timedelta(days=366 * years)
    programme = Programme("wir_sind_usingen", t(de="Usingen"))
    long, short = (programme.but(retention=Retention(years=years, anchor="exit")) for years in (5, 2))
    with house.app_context():
        found = due(db.session(), long, short, clock.today(now))
        back = due(db.session(), short, long, clock.today(now))
    assert found.sooner == 1
    assert back == Due(found.closed, 0, 1)

"""The registry by programme and verdict, on both databases: judged on the spot, or as the last screening found it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, func, select

from core import catalogue, clock
from core.actor import SYSTEM, Actor, Grant
from core.database import db, transaction
from core.definitions import Programme
from core.organisations.models import Unit
from core.people.models import Person
from core.rules import ELIGIBLE, NOT_ELIGIBLE, OPEN, Outcome
from tests.workflows.screening.house import House
from workflows.screening import overview
from workflows.screening.commands import screen
from workflows.screening.overview import Listed
from workflows.screening.registry import Counts
from workflows.screening.screened import Screened, ScreenedUnit

ON = dt.date(2022, 11, 15)
UNNA = {"district": "Kreis Unna", "benefits": frozenset(), "in_state_reception": False, "federal_state": "nw"}
PROGRAMME = "gemeinsam_durchstarten"
OUTCOMES: list[Outcome | None] = [ELIGIBLE, NOT_ELIGIBLE, OPEN, None]


@pytest.fixture
def people(house: House) -> dict[str, str]:
    """One whom the programme takes, one who is too old, one of whom nothing is known."""
    return {
        ELIGIBLE: house.person(**UNNA, date_of_birth=dt.date(2002, 5, 1)),
        NOT_ELIGIBLE: house.person(**UNNA, date_of_birth=dt.date(1970, 5, 1)),
        OPEN: house.person(),
    }


def wanted() -> Programme:
    return next(each for each in catalogue.offered() if each.id == PROGRAMME)


def outsider(house: House) -> Actor:
    other = db.session.scalars(select(Unit).where(Unit.id != house.unit_id)).one()
    return Actor("u", "Andere", grants=(Grant("case_worker", other.id, other.path),))


def test_the_page_and_the_last_screening_say_the_same(house: House, people: dict[str, str]) -> None:
    with house.app.app_context():
        with transaction() as session:
            kept = overview.keep(session, catalogue.offered(), ON, SYSTEM)
        session, programme = db.session(), wanted()
        live = overview.judged(session, house.worker, catalogue.offered(), ON)
        assert overview.stored(session, house.worker, catalogue.offered()) == live == kept
        mine = next(row for row in live if row.programme.id == PROGRAMME)
        assert (mine.counts, mine.on) == (Counts(eligible=1, not_eligible=1, open=1), ON)
        for verdict in OUTCOMES:
            ways = (overview.people_judged, overview.people_stored)
            found = [way(session, house.worker, programme, ON, verdict) for way in ways]
            said = {id: outcome for outcome, id in people.items() if verdict in (outcome, None)}
            assert found == [Listed(said), Listed(said)], verdict


def test_nobody_beyond_ones_units_is_counted_or_listed(house: House, people: dict[str, str]) -> None:
    with house.app.app_context():
        with transaction() as session:
            overview.keep(session, [wanted()], ON, SYSTEM)
        session, other = db.session(), outsider(house)
        assert overview.judged(session, other, [wanted()], ON)[0].counts == Counts(0, 0, 0)
        assert overview.stored(session, other, [wanted()])[0].counts is None
        for way in (overview.people_judged, overview.people_stored):
            assert way(session, other, wanted(), ON, None) == Listed({})


def test_pages_follow_one_another(house: House, people: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overview, "PAGE", 2)
    with house.app.app_context():
        with transaction() as session:
            overview.keep(session, [wanted()], ON, SYSTEM)
        for way in (overview.people_judged, overview.people_stored):
            first = way(db.session(), house.worker, wanted(), ON, None)
            second = way(db.session(), house.worker, wanted(), ON, None, first.after)
            assert [*first.people, *second.people] == sorted(people.values())
            assert (len(first.people), second.after) == (2, "")


def test_a_later_screening_takes_the_place_of_the_one_before(house: House, people: dict[str, str]) -> None:
    later = ON + dt.timedelta(days=30)
    with house.app.app_context():
        for day in (ON, later, later):
            with transaction() as session:
                overview.keep(session, [wanted()], day, SYSTEM)
        assert set(db.session.scalars(select(Screened.on))) == set(db.session.scalars(select(ScreenedUnit.on))) == {later}
        assert db.session.scalar(select(func.count()).select_from(Screened)) == len(people)
        with transaction() as session:
            session.execute(delete(Person).where(Person.id == people[OPEN]))
        assert db.session.scalar(select(func.count()).select_from(Screened)) == len(people) - 1, "erased with the person"


def test_more_people_than_a_page_can_judge(house: House, people: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    with house.app.app_context():
        assert overview.is_live(db.session(), house.worker)
        monkeypatch.setattr(overview, "LIVE", 2)
        assert not overview.is_live(db.session(), house.worker)
        assert overview.is_live(db.session(), outsider(house))


def called(house: House, *options: str) -> Result:
    with house.app.app_context():
        return CliRunner().invoke(screen, options)


def test_the_command_screens_the_registry(house: House, people: dict[str, str]) -> None:
    result = called(house, "--stored", "--on", ON.isoformat(), "--programme", PROGRAMME)
    assert result.exit_code == 0, result.output
    assert result.stdout == f"programme,on,eligible,open,not eligible\n{PROGRAMME},{ON},1,1,1\n"
    assert people[OPEN] not in result.output
    assert called(house, "--stored").stdout.count(f",{clock.today(clock.now())},") == 6


def test_the_command_says_what_it_needs(house: House, tmp_path: Path) -> None:
    (tmp_path / "people.csv").write_text("date_of_birth\n")
    for options in ((), ("--stored", str(tmp_path / "people.csv"))):
        result = called(house, *options)
        assert result.exit_code == 2
        assert "Name one file" in result.stderr
    assert "Did you mean 'wir'" in called(house, "--stored", "--programme", "wirr").stderr

"""The caseload ahead, on both databases: birthdays, the end of a programme, papers that run out; within one's scope, by pages."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random
from typing import Any

from core import catalogue
from core.actor import Actor, Grant
from core.database import db
from tests.workflows.screening.house import House
from workflows.demo_people import forgetful, somebody
from workflows.eligibility import judge
from workflows.screening.caseload import Ahead, ahead

DAYS = [dt.date(2022, 11, 15), dt.date(2022, 11, 30), dt.date(2022, 12, 31), dt.date(2023, 1, 31)]
UNNA = {"district": "Kreis Unna", "benefits": frozenset(), "in_state_reception": False, "federal_state": "nw"}
PROGRAMME = "gemeinsam_durchstarten"


def found(house: House, days: list[dt.date] | None = None, after: str = "", limit: int = 40, actor: Actor | None = None) -> Ahead:
    with house.app.app_context():
        programmes = [each for each in catalogue.offered() if each.id == PROGRAMME]
        return ahead(db.session(), actor or house.worker, programmes, days or DAYS, after, limit)


def test_a_birthday_opens_and_another_one_closes(house: House) -> None:
    young = house.person(**UNNA, date_of_birth=dt.date(2004, 12, 10))
    old = house.person(**UNNA, date_of_birth=dt.date(1994, 12, 20))
    house.person(**UNNA, date_of_birth=dt.date(2000, 12, 20))
    changes = found(house).changes
    assert [(each.person_id, each.day, each.kind) for each in changes] == [
        (young, dt.date(2022, 12, 10), "gain"),
        (old, dt.date(2022, 12, 20), "loss"),
    ]
    assert [(turn.cause, turn.age) for each in changes for turn in each.turns] == [("birthday", 18), ("birthday", 28)]
    assert changes[1].last_day == dt.date(2022, 12, 19)


def test_who_was_born_on_29_february_ages_on_1_march(house: House) -> None:
    house.person(**UNNA, date_of_birth=dt.date(2004, 2, 29))
    days = [dt.date(2022, 1, 31), dt.date(2022, 2, 28), dt.date(2022, 3, 31)]
    assert [each.day for each in found(house, days).changes] == [dt.date(2022, 3, 1)]


def test_a_missing_fact_makes_it_a_possibility(house: House) -> None:
    house.person(date_of_birth=dt.date(2004, 12, 10), district="Kreis Unna")
    (only,) = found(house).changes
    assert (only.before, only.after, only.kind) == ("not eligible", "open", "opens")


def test_the_end_of_a_programme_ends_it_for_all(house: House) -> None:
    people = {house.person(**UNNA, date_of_birth=dt.date(2000, 1, day)) for day in (1, 2, 3)}
    days = [dt.date(2023, 6, 15), dt.date(2023, 6, 30), dt.date(2023, 7, 31)]
    changes = found(house, days).changes
    assert {each.person_id for each in changes} == people
    assert {(each.day, each.kind) for each in changes} == {(dt.date(2023, 7, 1), "loss")}
    assert {turn.criterion for each in changes for turn in each.turns} >= {"entry_window"}


def test_a_paper_that_runs_out_is_told_without_a_programme(house: House) -> None:
    person = house.person(residence_title="g55", residence_valid_until=dt.date(2022, 12, 31))
    house.person(residence_title="g55", residence_valid_until=dt.date(2023, 2, 1))
    house.person(residence_title="g55", residence_valid_until=dt.date(2022, 11, 15))
    (only,) = found(house).changes
    assert (only.person_id, only.day, only.programme, only.kind) == (person, dt.date(2022, 12, 31), None, "doubt")
    assert only.last_day == dt.date(2022, 12, 31)


def test_pages_follow_each_other_and_nobody_is_told_twice(house: House) -> None:
    people = {house.person(**UNNA, date_of_birth=dt.date(2004, 12, day)) for day in range(1, 8)}
    seen, after = [], ""
    for _page in range(4):
        page = found(house, after=after, limit=3)
        seen += [each.person_id for each in page.changes]
        if not (after := page.after):
            break
    assert len(seen) == len(people)
    assert set(seen) == people


def test_it_is_the_people_whom_one_may_take_in(house: House) -> None:
    house.person(**UNNA, date_of_birth=dt.date(2004, 12, 10))
    elsewhere = Actor(house.worker.user_id, "x", grants=(Grant("case_worker", "u", "/elsewhere/"),))
    reader = Actor(house.worker.user_id, "x", grants=(Grant("auditor", "u", "/"),))
    assert not found(house, actor=elsewhere).changes
    assert not found(house, actor=reader).changes


def test_nothing_turns_where_time_decides_nothing(house: House) -> None:
    house.person(**{**UNNA, "district": "Kreis Soest"}, date_of_birth=dt.date(2004, 12, 10))
    assert not found(house).changes


def test_it_finds_what_trying_each_day_finds(house: House) -> None:
    """Invented people of all districts, a fifth of them at the edges of an age; over the end of a year and of a programme."""
    rng, people = Random(7), dict[str, dict[str, Any]]()
    for number in range(60):
        facts = forgetful(rng, somebody(rng, DAYS[0])[1]) | ({"district": "Kreis Unna"} if number % 2 else {})
        if number % 5 == 0:
            facts["date_of_birth"] = dt.date(2022 - rng.choice((15, 18, 28)), 12, rng.randint(1, 31))
        facts.pop("residence_valid_until", None)
        people[house.person(**facts)] = facts
    for days in (DAYS, [dt.date(2023, 6, 20), dt.date(2023, 7, 5)], [dt.date(2024, 2, 1), dt.date(2024, 3, 15)]):
        with house.app.app_context():
            programmes = catalogue.offered()
            listed = ahead(db.session(), house.worker, programmes, days, limit=100).changes
            got = {(each.person_id, each.programme.id, each.day, each.after) for each in listed if each.programme}
            wanted = {
                (id, programme.id, day, outcome)
                for id, facts in people.items()
                for programme in programmes
                for day, outcome in _tried(facts, programme, days[0], days[-1])
            }
        assert got == wanted


def _tried(facts: dict[str, Any], programme: Any, first: dt.date, last: dt.date) -> Iterator[tuple[dt.date, str]]:
    before, day = judge(facts, programme, first).outcome, first
    while (day := day + dt.timedelta(days=1)) <= last:
        if (now := judge(facts, programme, day).outcome) != before:
            yield day, now
            before = now

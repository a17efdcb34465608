"""Sums are right to the minute: weeks, years, caps, budgets, thresholds, corrections, and who may make them."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from babel.numbers import format_currency
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import NotFound
from core.journal.models import Entry
from core.people.models import Person
from forms.refused import RefusedAnswers
from tests.core.organisations.rooms import SYSTEM, Tree, actor
from tests.workflows.offering_sample import HOUR, MONDAY, NOW, PROGRAMME, app, session, shipped, somebody, tree
from workflows import counters
from workflows.amounts import amount_text, read_amount
from workflows.counter_sums import account, entries, sums
from workflows.counters import CannotCorrect, correct, count
from workflows.models import Case
from workflows.offering_models import Tally
from workflows.run import open_case

__all__ = ["app", "session", "tree"]
SUNDAY, NEXT_MONDAY = MONDAY + dt.timedelta(6), MONDAY + dt.timedelta(7)


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    return somebody(session, tree.town)


@pytest.fixture
def case(session: Session, tree: Tree, person: Person) -> Case:
    return open_case(session, SYSTEM, person.id, "fair", tree.town.id, now=NOW)


def enter(
    session: Session,
    tree: Tree,
    form: str,
    amount: Any,
    day: dt.date | None = MONDAY,
    *,
    person: Person | None = None,
    case: Case | None = None,
    now: dt.datetime = NOW,
    submission: str | None = None,
) -> list[Tally]:
    unit = "units" if form == "contact" else "minutes"
    answers = {f"{form}_{unit}": amount, f"{form}_day": day}
    given = {name: value for name, value in answers.items() if value is not None}
    about = {"unit_path": tree.town.path, "person_id": person.id if person else None, "case_id": case.id if case else None}
    return count(session, SYSTEM, shipped(), form, submission, given, now, **about)


def refused(session: Session, tree: Tree, *args: Any, **more: Any) -> list[str]:
    with pytest.raises(RefusedAnswers) as error:
        enter(session, tree, *args, **more)
    (field,) = error.value.errors
    assert field in (f"{args[0]}_minutes", f"{args[0]}_units")
    return [str(message) for message in error.value.errors[field]]


def reached(session: Session) -> list[int]:
    return [row["amount"] for row in session.scalars(select(Entry.data).where(Entry.event == "threshold_reached"))]


def test_exactly_at_the_cap_goes_and_one_minute_over_does_not(session: Session, tree: Tree, person: Person) -> None:
    enter(session, tree, "guiding", 4 * HOUR, person=person)
    enter(session, tree, "guiding", 2 * HOUR, SUNDAY, person=person)
    (message,) = refused(session, tree, "guiding", 1, SUNDAY, person=person)
    for words in ("6\u00a0h", "0\u00a0min", "1\u00a0min", "§ 3"):
        assert words in message
    assert enter(session, tree, "guiding", 1, NEXT_MONDAY, person=person)[0].total == 6 * HOUR + 1
    assert enter(session, tree, "guiding", 6 * HOUR, MONDAY - dt.timedelta(1), person=person)
    other = somebody(session, tree.town, "B")
    assert enter(session, tree, "guiding", 6 * HOUR, MONDAY, person=other)
    assert refused(session, tree, "guiding", 6 * HOUR + 1, NEXT_MONDAY + dt.timedelta(7), person=other)


def test_the_message_says_sum_cap_and_what_is_left(session: Session, tree: Tree, person: Person) -> None:
    enter(session, tree, "guiding", 5 * HOUR + 30, person=person)
    (message,) = refused(session, tree, "guiding", 31, person=person)
    for words in ("5\u00a0h\u00a030\u00a0min", "6\u00a0h", "30\u00a0min", "31\u00a0min", "02.03.2026", "08.03.2026"):
        assert words in message


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        (dt.datetime(2026, 3, 8, 22, 59, tzinfo=dt.UTC), dt.date(2026, 3, 8)),
        (dt.datetime(2026, 3, 8, 23, 0, tzinfo=dt.UTC), dt.date(2026, 3, 9)),
        (dt.datetime(2026, 3, 29, 21, 59, tzinfo=dt.UTC), dt.date(2026, 3, 29)),  # summer time since this morning
        (dt.datetime(2026, 3, 29, 22, 0, tzinfo=dt.UTC), dt.date(2026, 3, 30)),
        (dt.datetime(2026, 10, 25, 22, 59, tzinfo=dt.UTC), dt.date(2026, 10, 25)),  # winter time since this morning
        (dt.datetime(2026, 10, 25, 23, 0, tzinfo=dt.UTC), dt.date(2026, 10, 26)),
        (dt.datetime(2026, 12, 31, 23, 0, tzinfo=dt.UTC), dt.date(2027, 1, 1)),
    ],
)
def test_without_a_day_it_counts_for_the_day_in_germany(
    session: Session, tree: Tree, person: Person, moment: dt.datetime, day: dt.date
) -> None:
    assert enter(session, tree, "guiding", 30, None, person=person, now=moment)[0].day == day


def test_the_year_ends_at_new_year_while_the_week_goes_on(session: Session, tree: Tree, person: Person) -> None:
    for week in range(46):
        enter(session, tree, "guiding", 6 * HOUR, dt.date(2026, 1, 5) + dt.timedelta(7 * week), person=person)
    (message,) = refused(session, tree, "guiding", 1, dt.date(2026, 12, 31), person=person)
    assert "2026" in message
    assert enter(session, tree, "guiding", 6 * HOUR, dt.date(2027, 1, 1), person=person)
    assert len(refused(session, tree, "guiding", 1, dt.date(2026, 12, 31), person=person)) == 2


def test_a_budget_is_the_programmes_purse(session: Session, tree: Tree, person: Person) -> None:
    other = somebody(session, tree.town, "B")
    assert enter(session, tree, "mentoring", 4 * HOUR, person=person)[0].cost == 6000
    assert enter(session, tree, "mentoring", 2 * HOUR, person=other)[0].cost == 3000
    (message,) = refused(session, tree, "mentoring", 41, person=other)
    for cents in (10_000, 9_000, 1_000, 1_025):
        assert format_currency(cents / 100, "EUR", locale="de") in message
    assert enter(session, tree, "mentoring", 40, person=other)[0].cost == 1000
    assert refused(session, tree, "mentoring", 1, person=person)


def test_a_sum_of_the_programme_counts_everybody_in_all(session: Session, tree: Tree, person: Person) -> None:
    other = somebody(session, tree.town, "B")
    enter(session, tree, "contact", 6, person=person)
    assert enter(session, tree, "contact", 3, dt.date(2030, 1, 1), person=other)[0].total == 9
    assert refused(session, tree, "contact", 2, dt.date(2020, 1, 1), person=other)
    assert enter(session, tree, "contact", 1, person=other)


@pytest.mark.parametrize("amount", [None, 0])
def test_what_was_left_out_is_not_counted(session: Session, tree: Tree, person: Person, amount: int | None) -> None:
    assert enter(session, tree, "mentoring", amount, person=person) == []
    assert enter(session, tree, "guiding", amount, None, person=person) == []


def test_no_amount_below_nothing(session: Session, tree: Tree, person: Person) -> None:
    assert refused(session, tree, "guiding", -1, person=person)
    assert refused(session, tree, "guiding", 3_000_000_000, person=person)
    assert session.scalars(select(Tally)).all() == []


def test_a_submission_counts_once(session: Session, tree: Tree, person: Person) -> None:
    assert len(enter(session, tree, "guiding", 6 * HOUR, person=person, submission="s1")) == 1
    assert enter(session, tree, "guiding", 6 * HOUR, person=person, submission="s1") == []


def test_a_threshold_is_told_once(session: Session, tree: Tree, person: Person, case: Case) -> None:
    enter(session, tree, "talk", 8 * HOUR - 1, person=person, case=case)
    assert reached(session) == []
    (entry,) = enter(session, tree, "talk", 1, person=person, case=case)
    assert reached(session) == [8 * HOUR]
    correct(session, SYSTEM, entry.id, -1, "war länger", NOW)
    enter(session, tree, "talk", HOUR, person=person, case=case)
    assert reached(session) == [8 * HOUR]
    assert [each.amount for each in next(each for each in sums_of(session, case) if each.counter.id == "talk").reached] == [480]


def sums_of(session: Session, case: Case, on: dt.date = MONDAY) -> list[Any]:
    return sums(session, shipped(), case, on)


def test_a_case_shows_its_sums_and_what_is_left(session: Session, tree: Tree, person: Person, case: Case) -> None:
    enter(session, tree, "guiding", 90, person=person, case=case)
    enter(session, tree, "guiding", 30, MONDAY - dt.timedelta(1), person=person, case=case)
    enter(session, tree, "mentoring", 60, person=person)
    enter(session, tree, "contact", 4, person=somebody(session, tree.town, "B"))
    found = {each.counter.id: each for each in sums_of(session, case)}
    assert found["guiding"].total == 120
    assert [room.left for room in found["guiding"].rooms] == [6 * HOUR - 90, 276 * HOUR - 120]
    assert found["mentoring"].left == 8500
    assert found["contact"].total == 4
    assert found["talk"].next.amount == 8 * HOUR
    assert found["talk"].reached == ()


def test_an_account_shows_months_and_people_of_ones_own_units(session: Session, tree: Tree, person: Person) -> None:
    enter(session, tree, "mentoring", 60, dt.date(2026, 1, 31), person=person)
    enter(session, tree, "mentoring", 30, dt.date(2026, 2, 1), person=person)
    counter = next(each for each in PROGRAMME.counters if each.id == "mentoring")
    found = account(session, SYSTEM, shipped(), counter)
    assert [(part.key, part.cost) for part in found.months] == [(dt.date(2026, 1, 1), 1500), (dt.date(2026, 2, 1), 750)]
    assert [(part.key, part.amount) for part in found.people] == [(person.id, 90)]
    far = account(session, actor("case_worker", tree.south), shipped(), counter)
    assert (far.spent, far.left, far.months, far.people) == (2250, 7750, (), ())
    first = entries(session, SYSTEM, "fair", "mentoring", limit=1)
    second = entries(session, SYSTEM, "fair", "mentoring", after=first.after, limit=1)
    assert [row.amount for row in (*first.rows, *second.rows)] == [30, 60]
    assert second.after == ""
    assert entries(session, actor("case_worker", tree.south), "fair", "mentoring").rows == []


def test_corrections_are_entries_with_a_reason(session: Session, tree: Tree, person: Person) -> None:
    worker, coordinator = actor("case_worker", tree.town), actor("coordinator", tree.town)
    (entry,) = enter(session, tree, "guiding", 90, person=person)
    added = correct(session, worker, entry.id, 30, "Weg vergessen", NOW)
    assert (added.amount, added.day, added.person_id, added.corrects_id) == (30, entry.day, person.id, entry.id)
    for who, amount, reason, field in (
        (worker, -30, "Grund", "amount"),
        (coordinator, -121, "Grund", "amount"),
        (coordinator, 0, "Grund", "amount"),
        (coordinator, -30, "  ", "reason"),
        (coordinator, -30, "x" * 501, "reason"),
        (worker, 6 * HOUR - 119, "Grund", "amount"),
    ):
        with pytest.raises(CannotCorrect) as wrong:
            correct(session, who, entry.id, amount, reason, NOW)
        assert list(wrong.value.errors) == [field]
    taken = correct(session, coordinator, added.id, -120, "doppelt", NOW)
    assert taken.corrects_id == entry.id
    assert counters.stands_at(session, entry) == 0
    with pytest.raises(NotFound):
        correct(session, actor("coordinator", tree.south), entry.id, 5, "Grund", NOW)
    assert sorted(session.scalars(select(Tally.amount))) == [-120, 30, 90]


def test_a_submission_that_is_taken_back_counts_nothing(session: Session, tree: Tree, person: Person) -> None:
    (entry,) = enter(session, tree, "guiding", 300, person=person, submission="s1")
    correct(session, SYSTEM, entry.id, -60, "war kürzer", NOW)
    assert [each.amount for each in counters.take_back(session, SYSTEM, "s1", "noch einmal", NOW)] == [-240]
    assert counters.take_back(session, SYSTEM, "s1", "noch einmal", NOW) == []
    assert counters.take_back(session, SYSTEM, None, "nichts", NOW) == []
    assert enter(session, tree, "guiding", 360, person=person, submission="s2")


def test_what_is_taken_back_is_free_again(session: Session, tree: Tree, person: Person) -> None:
    (entry,) = enter(session, tree, "mentoring", 400, person=person)
    assert refused(session, tree, "mentoring", 1, person=person)
    correct(session, SYSTEM, entry.id, -7, "war kürzer", NOW)
    assert enter(session, tree, "mentoring", 7, person=person)


def test_no_cent_is_left_of_what_was_taken_back(session: Session, tree: Tree, person: Person) -> None:
    (entry,) = enter(session, tree, "guiding", 5, person=person)  # 41.7 cents
    for amount in (-1, -1, -1, -2):
        correct(session, SYSTEM, entry.id, amount, "Stück um Stück", NOW)
    assert sum(session.scalars(select(Tally.cost))) == 0


@pytest.mark.parametrize(
    ("unit", "text", "amount"),
    [
        ("minutes", "90", 90), ("minutes", "-90", -90), ("minutes", "−1:30", -90), ("minutes", "1 h 30 min", 90),
        ("minutes", "2h", 120), ("minutes", "+5 min", 5), ("minutes", "1:60", None), ("minutes", "", None),
        ("minutes", "-", None), ("minutes", "1,5", None), ("units", "-3", -3), ("units", "3,00", None), ("units", "drei", None),
        ("cents", "12,50", 1250), ("cents", "-12.50 €", -1250), ("cents", "12", 1200), ("cents", "12,5", None),
    ],
)  # fmt: skip
def test_amounts_are_read_as_people_type_them(unit: str, text: str, amount: int | None) -> None:
    assert read_amount(unit, text) == amount


@given(st.integers(-100_000, 100_000))
def test_what_is_shown_can_be_typed(minutes: int) -> None:
    assert read_amount("minutes", amount_text("minutes", minutes).replace("\u00a0", " ")) == minutes

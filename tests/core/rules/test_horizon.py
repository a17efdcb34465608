"""Until when a verdict holds: birthdays, added durations, days on which rules and papers begin and end; held against each day."""

from datetime import date, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rules import Decider, RuleError, check_rule
from core.rules.horizon import horizon
from core.rules.text import text
from tests.core.rules.scope import PERSONS, RULES
from tests.core.rules.test_verdict import CATEGORIES, FACTS, Rule

BORN = date(1999, 3, 15)
ON = date(2025, 3, 14)


def ahead(rules, facts, on=ON, *, last=None, **given_):
    decider = Decider(rules, FACTS, categories=CATEGORIES, validities={"residence_title": "arrived_on"})
    return horizon(decider.decide(facts, on, **given_), last)


def test_eligible_until_the_day_before_the_28th_birthday():
    found = ahead([Rule("age", "age in [18..27]")], {"date_of_birth": BORN})
    assert (found.until, found.day, found.outcome) == (date(2027, 3, 14), date(2027, 3, 15), "not eligible")
    (turn,) = found.turns
    assert (turn.criterion, turn.cause, turn.fact, turn.age) == ("age", "birthday", "date_of_birth", 28)


def test_somebody_becomes_old_enough():
    found = ahead([Rule("age", "age >= 18")], {"date_of_birth": date(2008, 2, 29)})
    assert (found.day, found.outcome) == (date(2026, 3, 1), "eligible")


def test_born_on_29_february_ages_on_that_day_in_a_leap_year():
    found = ahead([Rule("age", "age >= 20")], {"date_of_birth": date(2008, 2, 29)})
    assert found.day == date(2028, 2, 29)


def test_a_duration_added_to_a_date():
    found = ahead([Rule("stay", 'arrived_on + duration("P18M") <= entry_date')], {"arrived_on": date(2024, 8, 31)})
    assert (found.day, found.outcome) == (date(2026, 2, 28), "eligible")
    assert (found.turns[0].cause, found.turns[0].fact) == ("date", "arrived_on")


@pytest.mark.parametrize("rule", ["days_between(arrived_on, entry_date) > 90", 'entry_date - duration("P90D") > arrived_on'])
def test_a_span_of_days(rule):
    assert ahead([Rule("wait", rule)], {"arrived_on": ON}).day == ON + timedelta(days=91)


def test_the_window_of_a_programme_is_no_birthday():
    found = ahead([Rule("w", 'entry_date in [date("2024-01-01")..date("2026-06-30")]')], {"date_of_birth": BORN})
    assert (found.until, found.turns[0].cause, found.turns[0].fact) == (date(2026, 6, 30), "date", None)


def test_a_criterion_that_ends_and_one_that_begins():
    rules = [Rule("x", "own_migration", valid_to=date(2025, 12, 31)), Rule("y", "own_migration", valid_from=date(2026, 2, 1))]
    found = ahead(rules, {"own_migration": False})
    assert (found.day, found.outcome, found.turns[0].cause) == (date(2026, 1, 1), "eligible", "ends")
    again = ahead(rules, {"own_migration": False}, date(2026, 1, 1))
    assert (again.day, again.turns[0].cause) == (date(2026, 2, 1), "begins")


def test_a_paper_that_expires_opens_the_verdict_again():
    rule = Rule("status", 'residence_title = "d60a"', proof="document_seen")
    facts = {"residence_title": "d60a", "arrived_on": date(2025, 9, 30)}
    found = ahead([rule], facts, sources={"residence_title": "document"})
    assert (found.until, found.outcome) == (date(2025, 9, 30), "open")
    assert (found.turns[0].cause, found.turns[0].fact, found.turns[0].after) == ("expires", "residence_title", None)


def test_an_exception_goes_on_to_count():
    rule = Rule("age", "age <= 20", exception=True)
    assert ahead([rule], {"date_of_birth": BORN}, exceptions=["age"]).day is None


def test_what_excludes_for_ever_has_no_horizon_and_nothing_is_looked_for_beyond_the_last_day():
    rules = [Rule("age", "age >= 18"), Rule("m", "own_migration")]
    assert ahead(rules, {"date_of_birth": date(2010, 1, 1), "own_migration": False}).day is None
    near = ahead([rules[0]], {"date_of_birth": date(2010, 1, 1)}, last=date(2027, 12, 31))
    assert (near.day, near.seen, near.until) == (None, date(2027, 12, 31), None)


def test_an_unknown_birthday_and_an_age_that_was_handed_in_do_not_turn():
    assert ahead([Rule("age", "age >= 18")], {}).day is None
    assert ahead([Rule("age", "age >= 18")], {"age": 17}).day is None


def test_a_should_criterion_that_turns_changes_nothing():
    assert ahead([Rule("age", "age >= 28", strength="should")], {"date_of_birth": BORN}).day is None


def test_what_follows_no_order_of_days_is_tried_day_by_day():
    rule = Rule("x", "(age - 26) * (age - 27) = 0")
    assert ahead([rule], {"date_of_birth": BORN}).day == date(2025, 3, 15)
    assert ahead([rule], {"date_of_birth": BORN}, date(2025, 3, 15)).day == date(2027, 3, 15)


def test_the_end_of_the_calendar_is_no_error():
    on = date(9999, 12, 1)
    assert ahead([Rule("age", "age >= 0")], {"date_of_birth": date(9990, 1, 1)}, on).seen <= date.max
    overflown = ahead([Rule("x", 'entry_date + duration("P1M") > arrived_on')], {"arrived_on": on}, date(9999, 11, 1))
    assert (overflown.day, overflown.outcome) == (date(9999, 11, 2), "eligible")


def fits(rule):
    try:
        check_rule(text(rule), FACTS)
    except RuleError:
        return False
    return True


@st.composite
def criteria(draw):
    days = st.none() | st.dates(date(2024, 6, 1), date(2027, 6, 1))
    rules = draw(st.lists(RULES.filter(fits).map(text) | TIMED, min_size=1, max_size=3))
    return [
        Rule(f"c{place}", rule, valid_from=draw(days), valid_to=draw(days),
             proof=draw(st.sampled_from(["any", "document_seen"])))
        for place, rule in enumerate(rules)
    ]  # fmt: skip


TIMED = st.sampled_from([
    "age in [18..27]", "age > 17.5", "age != 26", "age = 26", "age in (20, 26, 27)", "28 > age", "age between 26 and 26",
    'entry_date in (date("2025-06-01")..date("2026-06-30")]', 'entry_date = date("2025-12-24")',
    'arrived_on + duration("P18M") <= entry_date', 'entry_date - duration("P1Y1M") > arrived_on',
    "days_between(arrived_on, entry_date) in [90..400]", "age_on(date_of_birth, entry_date) >= 27",
    'age_on(date_of_birth, entry_date + duration("P2Y")) = 28', "if age > 26 then own_migration else work_permitted",
    "is known(age) and age / 2 >= 13", "-age < -26", "age + years_unskilled > 30", "age * age > 700",
    'if own_migration then entry_date > arrived_on else entry_date > date("2026-02-28")',
    "days_between(entry_date, arrived_on) < 5",
])  # fmt: skip
PEOPLE = st.one_of(
    PERSONS,
    st.fixed_dictionaries(
        {"date_of_birth": st.dates(date(1996, 1, 1), date(2000, 12, 31)) | st.just(date(2000, 2, 29))},
        optional={
            "arrived_on": st.dates(date(2022, 1, 1), date(2027, 1, 1)),
            "own_migration": st.booleans(),
            "years_unskilled": st.integers(0, 9),
            "residence_title": st.sampled_from(["d60a", "eu"]),
        },
    ),
)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
@given(criteria(), PEOPLE, st.dates(date(2024, 1, 1), date(2026, 12, 31)), st.sampled_from([None, "self", "document"]))
def test_it_is_what_trying_each_day_for_three_years_gives(rules, facts, on, source):
    sources = None if source is None else dict.fromkeys(FACTS, source)
    decider = Decider(rules, FACTS, categories=CATEGORIES, validities={"residence_title": "arrived_on"})
    verdict = decider.decide(facts, on, sources=sources)
    last = on + timedelta(days=1100)
    found = horizon(verdict, last)
    tried = (on + timedelta(days=count) for count in range(1, 1101))
    first = next((day for day in tried if decider.decide(facts, day, sources=sources).outcome != verdict.outcome), None)
    assert found.day == first
    if first is not None:
        assert found.outcome == decider.decide(facts, first, sources=sources).outcome
        assert found.turns

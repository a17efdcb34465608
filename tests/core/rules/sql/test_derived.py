"""Derived facts become what they follow from, and the rule means the same on the day."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Date, column
from sqlalchemy.dialects import postgresql

from core.rules import Code, check_rule, compile_rule, derive
from core.rules.sql import at_date, sql
from tests.core.rules.scope import DAYS, SCOPE

CATEGORIES = {"g55": "gestattung", "d60a": "duldung", "d60b": "duldung", "eu": "eu"}
DERIVED = [
    *(
        f"age {operator} {years}"
        for operator in ("=", "!=", "<", "<=", ">", ">=")
        for years in ("18", "17.5", "0", "-3", "9998", "-20000")
    ),
    "18 <= age",
    "17.5 < age",
    "age in [18..27]",
    "age in (18..27)",
    "age between 17.5 and 26.5",
    "age in (18, 20, 27)",
    "not(age >= 18) or age + 1 = 30",
    "age_on(date_of_birth, entry_date) < 18",
    'age_on(date_of_birth, date("2024-02-29")) >= 20',
    "age_on(arrived_on, entry_date) >= 3",
    "is known(age)",
    "if age >= 18 then own_migration else not(own_migration)",
    "days_between(arrived_on, entry_date) > 90",
    "every b in benefits satisfies age > 17",
]


@settings(max_examples=20, deadline=None)
@given(DAYS, st.lists(DAYS, min_size=10, max_size=10))
def test_the_age_becomes_a_date_of_birth_and_means_the_same(on: date, born: list[date]):
    if 1900 < on.year < 9000:  # right around the birthdays of 18
        born += [date(on.year - 18, on.month, min(on.day, 28)) + timedelta(days=days) for days in range(-3, 4)]
    people = [{"date_of_birth": day, "arrived_on": day, "own_migration": True, "benefits": frozenset({"sgb2"})} for day in born]
    for rule in DERIVED:
        node = check_rule(rule, SCOPE)
        before, after = compile_rule(node, SCOPE), compile_rule(at_date(node, on, CATEGORIES), SCOPE)
        for person in (*people, {}):
            assert after(person) is before(derive(person, on)), (rule, person, on)


def test_the_age_against_a_number_is_a_comparison_that_an_index_serves():
    rule = at_date(check_rule("age in [18..27]", SCOPE), date(2024, 2, 29), {})
    said = sql(rule, SCOPE, {"date_of_birth": column("date_of_birth", Date())}, "postgresql")
    compiled = str(said.compile(dialect=postgresql.dialect(), compile_kwargs={"literal_binds": True}))
    assert compiled == "date_of_birth <= '2006-02-28' AND date_of_birth > '1996-02-29'"


def test_the_category_becomes_a_list_of_titles():
    scope = {**SCOPE, "residence_category": Code("residence_category", ("duldung", "gestattung", "eu", "none"))}
    titles = {"residence_category": scope["residence_category"], "residence_title": SCOPE["residence_title"]}
    for rule in ('residence_category in ("duldung", "eu")', 'residence_category != "duldung"', 'residence_category = "none"'):
        node = check_rule(rule, titles)
        rewritten = at_date(node, date(2024, 1, 1), CATEGORIES)
        for title in (*CATEGORIES, None):
            facts = {"residence_title": title}
            expected = compile_rule(node, titles)(derive(facts, date(2024, 1, 1), categories=CATEGORIES))
            assert compile_rule(rewritten, titles)(facts) is expected

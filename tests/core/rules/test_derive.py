"""Age and the other facts that follow from a day."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import derive, whole_years

BORN = date(1997, 3, 14)
LEAP = date(2004, 2, 29)


@pytest.mark.parametrize(
    ("born", "on", "age"),
    [
        (BORN, date(2025, 3, 13), 27),
        (BORN, date(2025, 3, 14), 28),
        (BORN, BORN, 0),
        (BORN, date(1997, 3, 13), -1),
        (LEAP, date(2022, 2, 28), 17),
        (LEAP, date(2022, 3, 1), 18),
        (LEAP, date(2024, 2, 28), 19),
        (LEAP, date(2024, 2, 29), 20),
        (date(2000, 12, 31), date(2001, 1, 1), 0),
    ],
)
def test_age(born, on, age):
    assert whole_years(born, on) == age


@given(st.dates(date(1900, 1, 1)), st.dates(date(1900, 1, 1), date(9000, 1, 1)))
def test_age_never_sinks_and_rises_by_one(born, on):
    later = date.fromordinal(on.toordinal() + 1)
    assert whole_years(born, later) - whole_years(born, on) in (0, 1)


def test_derived_facts():
    facts = {"date_of_birth": BORN, "residence_title": "d60a"}
    on = date(2025, 3, 13)
    assert derive(facts, on, categories={"d60a": "duldung"}) == {
        **facts,
        "entry_date": on,
        "age": 27,
        "residence_category": "duldung",
    }
    assert set(facts) == {"date_of_birth", "residence_title"}


def test_a_derived_fact_replaces_a_stale_one():
    assert derive({"date_of_birth": BORN, "age": 20}, date(2025, 3, 14))["age"] == 28
    assert derive({"residence_title": "x", "residence_category": "eu"}, BORN, categories={})["residence_category"] is None


def test_without_its_base_a_derived_fact_stays_as_it_is():
    assert derive({"age": 20}, BORN)["age"] == 20
    assert "age" not in derive({}, BORN)
    assert "age" not in derive({"date_of_birth": "1997-03-14"}, BORN)
    assert "age" not in derive({"date_of_birth": datetime(1997, 3, 14, tzinfo=UTC)}, BORN)
    assert "residence_category" not in derive({"residence_title": "d60a"}, BORN)

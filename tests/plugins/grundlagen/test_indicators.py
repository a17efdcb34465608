"""What the ESF+ counts is worked out from answers: at entry (EECO), and from dated events at the exit (EECR)."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.testing import computed
from plugins.grundlagen import esf_entry, esf_exit

ENTRY, EXIT = date(2026, 3, 1), date(2026, 9, 30)
EVENTS = ("search_began_on", "education_began_on", "qualification_on", "work_began_on")
AT_ENTRY: list[tuple[str, dict[str, Any], str, object]] = [
    ("registered", {"employment_status": "unemployed"}, "esf_employment", "EECO02"),
    ("without registration", {"employment_status": "inactive"}, "esf_employment", "EECO04"),
    ("employed", {"employment_status": "employed"}, "esf_employment", "EECO05"),
    ("self-employed", {"employment_status": "self_employed"}, "esf_employment", "EECO05"),
    ("an apprentice", {"employment_status": "in_training"}, "esf_employment", "EECO05"),
    ("a Minijob", {"employment_status": "marginal", "registered_unemployed": False}, "esf_employment", "EECO05"),
    ("a Minijob, registered", {"employment_status": "marginal", "registered_unemployed": True}, "esf_employment", "EECO02"),
    ("a Minijob, registration not known", {"employment_status": "marginal"}, "esf_employment", None),
    ("nothing known", {}, "esf_employment", None),
    (
        "a day short of a year",
        {"employment_status": "unemployed", "unemployed_since": date(2025, 3, 2)},
        "esf_unemployed_for",
        "6-11",
    ),
    ("a year", {"employment_status": "unemployed", "unemployed_since": date(2025, 3, 1)}, "esf_unemployed_for", ">= 12"),
    (
        "a day short of half a year",
        {"employment_status": "unemployed", "unemployed_since": date(2025, 9, 2)},
        "esf_unemployed_for",
        "< 6",
    ),
    ("in work", {"employment_status": "employed", "unemployed_since": date(2020, 1, 1)}, "esf_unemployed_for", "-"),
    (
        "no certificate at all",
        {"school_certificate": "none", "vocational_qualification": "none"},
        "esf_education_level",
        "EECO09",
    ),
    ("Realschule", {"school_certificate": "realschule", "vocational_qualification": "bvj"}, "esf_education_level", "EECO09"),
    ("Abitur", {"school_certificate": "abitur", "vocational_qualification": "none"}, "esf_education_level", "EECO10"),
    ("an apprenticeship", {"school_certificate": "none", "vocational_qualification": "lehre"}, "esf_education_level", "EECO10"),
    (
        "Abitur and Meister",
        {"school_certificate": "abitur", "vocational_qualification": "meister"},
        "esf_education_level",
        "EECO11",
    ),
    ("a doctor whose school is not known", {"vocational_qualification": "promotion"}, "esf_education_level", "EECO11"),
    ("German", {"nationality": "de"}, "esf_nationality", "DE"),
    ("French", {"nationality": "fr"}, "esf_nationality", "EU/EEA/CH"),
    ("Swiss", {"nationality": "ch"}, "esf_nationality", "EU/EEA/CH"),
    ("Syrian", {"nationality": "sy"}, "esf_nationality", "third country"),
    ("stateless", {"nationality": "stateless"}, "esf_nationality", "stateless"),
    ("nationality not told", {}, "esf_nationality", None),
    ("17 on the day of entry", {"date_of_birth": date(2008, 3, 2)}, "esf_minor", True),
    ("18 on the day of entry", {"date_of_birth": date(2008, 3, 1)}, "esf_minor", False),
    ("29 on the day of entry", {"date_of_birth": date(1996, 3, 2)}, "esf_young", True),
    ("30 on the day of entry", {"date_of_birth": date(1996, 3, 1)}, "esf_young", False),
    ("55 on the day of entry", {"date_of_birth": date(1971, 3, 1)}, "esf_older", True),
]


@pytest.mark.parametrize(("answers", "name", "value"), [row[1:] for row in AT_ENTRY], ids=[row[0] for row in AT_ENTRY])
def test_at_entry(answers, name, value):
    assert computed(esf_entry, ENTRY, **answers)[name] == value


def worked_out(at_entry: str | None = "EECO04", **days: date) -> dict[str, Any]:
    known = {"esf_employment_at_entry": at_entry} if at_entry else {}
    return computed(esf_exit, ENTRY, exit_on=EXIT, **known, **days)


def results(**days: date) -> set[str]:
    """Of somebody who was inactive at entry."""
    return {name for name, value in worked_out(**days).items() if value is True}


def after(days: int) -> date:
    return EXIT + timedelta(days=days)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ({}, set()),
        ({"work_began_on": after(0)}, {"eecr04"}),
        ({"work_began_on": after(28)}, {"eecr04"}),
        ({"work_began_on": after(29)}, set()),
        ({"work_began_on": after(-60)}, {"eecr04"}),
        ({"search_began_on": after(3)}, {"eecr01"}),
        ({"search_began_on": after(3), "work_began_on": after(20)}, {"eecr04"}),
        ({"work_began_on": after(-20), "search_began_on": after(3)}, {"eecr01"}),
        ({"work_began_on": after(5), "search_began_on": after(5)}, {"eecr04"}),
        ({"qualification_on": after(1), "education_began_on": after(2)}, {"eecr02", "eecr03"}),
    ],
)
def test_only_the_last_event_counts(days, expected):
    assert results(**days) == expected


@given(st.dictionaries(st.sampled_from(EVENTS), st.integers(-400, 28).map(after)))
def test_searching_and_working_exclude_each_other(days):
    found = results(**days)
    assert not {"eecr01", "eecr04"} <= found
    assert bool(found & {"eecr01", "eecr04"}) == bool(days.keys() & {"search_began_on", "work_began_on"})


@pytest.mark.parametrize(
    ("at_entry", "days", "searches"),
    [
        ("EECO04", {"search_began_on": after(28)}, True),
        ("EECO04", {"search_began_on": after(29)}, False),
        ("EECO02", {"search_began_on": after(28)}, False),
        ("EECO05", {"search_began_on": after(28)}, False),
        (None, {"search_began_on": after(28)}, None),
        (None, {"search_began_on": after(29)}, False),
        (None, {}, False),
    ],
)
def test_only_who_was_inactive_at_entry_counts_as_newly_searching(at_entry, days, searches):
    assert worked_out(at_entry, **days)["eecr01"] is searches


def test_the_status_at_entry_is_the_one_worked_out_there():
    for status, code in (("inactive", "EECO04"), ("unemployed", "EECO02"), ("employed", "EECO05")):
        entry = computed(esf_entry, ENTRY, employment_status=status)["esf_employment"]
        assert entry == code
        assert computed(esf_exit, ENTRY, esf_employment=entry, employment_status="unemployed")["esf_employment_at_entry"] == code


def test_without_a_last_day_nothing_has_happened():
    assert not any(computed(esf_exit, ENTRY, work_began_on=EXIT, search_began_on=EXIT).values())

"""The definition of Landesprogramm WIR: its forms' checks, caps and courses."""

from datetime import date

import pytest

from core.testing import resolved
from plugins import wir
from tests.plugins.walking import computed, outcome_of, refusing

programme = resolved(wir.programme)


def test_it_takes_in_the_shared_forms_by_name():
    assert {form.id for form in wir.programme.forms if not form.pages} == {"master_sheet", "competence_profile", "contact_note"}


@pytest.mark.parametrize(
    ("counter", "caps"),
    [("lots_hours", {"week": 6 * 60, "year": 276 * 60}), ("lots_coordination_hours", {"week": 9 * 60, "year": 414 * 60})],
)
def test_hours_have_caps_and_a_rate(counter, caps):
    found = next(each for each in programme.counters if each.id == counter)
    assert {cap.per: cap.amount for cap in found.caps} == caps
    assert (found.rate, found.unit, found.of) == (500, "minutes", "person")


def test_the_coordination_records_no_participants():
    of_coordination = [offering for offering in programme.offerings if offering.role == "wir_coordination"]
    assert {offering.attendance for offering in of_coordination} == {"numbers"}
    assert {"body", "network_meeting", "public_event", "expina"} <= {offering.id for offering in of_coordination}


def test_courses_keep_a_list_of_people():
    courses = {offering.id: offering for offering in programme.offerings if offering.attendance == "people"}
    assert courses.keys() == {"deutsch4u", "lots_qualification"}
    assert courses["deutsch4u"].places
    assert (courses["lots_qualification"].least_units, courses["lots_qualification"].most_units) == (20, 36)


ADULT = {"date_of_birth": date(1990, 1, 1)}
NEEDS_GERMAN = {"support_needs": frozenset({"language"})}


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [
        ("2018-09-30", ADULT | {"residence_title": "g55"}, ("eligible", [])),
        ("2018-09-30", ADULT | {"residence_title": "a25_2f"} | NEEDS_GERMAN, ("not eligible", ["asylum"])),
        ("2018-10-01", ADULT | {"residence_title": "a25_2f"} | NEEDS_GERMAN, ("eligible", [])),
        ("2018-10-01", ADULT | {"support_needs": frozenset({"literacy"})}, ("eligible", [])),
        ("2018-10-01", ADULT | {"support_needs": frozenset()}, ("not eligible", ["language_need"])),
        ("2018-10-01", ADULT, ("open", ["support_needs"])),
        ("2026-01-01", {"date_of_birth": date(2008, 1, 2)} | NEEDS_GERMAN, ("not eligible", ["adult"])),
        ("2026-01-02", {"date_of_birth": date(2008, 1, 2)} | NEEDS_GERMAN, ("eligible", [])),
    ],
)
def test_who_may_take_a_deutsch4u_course(on, known, expected):
    course = next(offering for offering in programme.offerings if offering.id == "deutsch4u")
    assert outcome_of(course.eligibility, on, **known) == expected


@pytest.mark.parametrize(
    ("start", "units", "cents", "failed"),
    [
        (date(2024, 3, 1), 300, 1_200_000, []),
        (date(2024, 3, 1), 300, 1_200_001, ["per_unit", "per_course"]),
        (date(2024, 3, 1), 100, 400_001, ["per_unit"]),
        (date(2025, 8, 31), 600, 1_200_001, ["per_course"]),
        (date(2025, 9, 1), 600, 2_000_000, []),
        (date(2025, 9, 1), 600, 2_000_001, ["per_course"]),
    ],
)
def test_the_funding_of_a_course_has_a_cap(start, units, cents, failed):
    form = programme.form("deutsch4u_course")
    assert refusing(form, d4u_from=start, d4u_to=start, d4u_units=units, d4u_costs=cents) == failed


def test_a_course_does_not_end_before_it_begins():
    form = programme.form("deutsch4u_course")
    assert refusing(form, d4u_from=date(2026, 3, 2), d4u_to=date(2026, 3, 1)) == ["order"]


def test_the_qualification_of_guides_is_funded_by_person_and_unit():
    form = programme.form("lots_course")
    facts = {"lots_course_people": 10, "lots_course_units": 20, "lots_course_to": date(2026, 4, 30)}
    assert computed(form, "lots_course_cap", **facts) == 2500
    assert computed(form, "lots_course_proof_due", **facts) == date(2026, 7, 30)
    assert refusing(form, lots_course_costs=250_000, lots_course_people=10, lots_course_units=20) == []
    assert refusing(form, lots_course_costs=250_001, lots_course_people=10, lots_course_units=20) == ["cap"]


def test_a_year_of_deployment_is_accounted_for_by_31_march():
    form = programme.form("lots_account")
    assert computed(form, "lots_account_due", lots_account_until=date(2025, 12, 31)) == date(2026, 3, 31)
    early = {"lots_account_until": date(2025, 12, 31), "lots_account_sent_on": date(2025, 12, 31)}
    assert refusing(form, **early) == ["order"]
    assert refusing(form, lots_account_paid=207_001) == ["highest"]


@pytest.mark.parametrize(
    ("units", "qualified", "failed"), [(19, True, ["enough"]), (20, True, []), (19, False, []), (36, True, [])]
)
def test_a_guide_is_qualified_from_20_units_on(units, qualified, failed):
    form = programme.form("lots_qualification_record")
    assert refusing(form, lots_units=units, lots_qualified=qualified) == failed


def test_a_referral_needs_consent():
    form = programme.form("referral")
    assert refusing(form, referral_consent=False, referral_on=date(2026, 2, 1)) == ["consent"]
    assert refusing(form, referral_consent=True, referral_on=date(2025, 12, 31)) == ["after_entry"]
    assert refusing(form, referral_consent=True, referral_on=date(2026, 1, 1)) == []

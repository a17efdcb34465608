"""Who may enter the Fallmanagement: who lives in Hesse, refugees above all."""

import pytest

from core.testing import resolved
from plugins import wir
from plugins.wir.eligibility import CITIES, DISTRICTS
from tests.plugins.walking import outcome_of

programme = resolved(wir.programme)
REFUGEE = {"refugee_background": True, "migration_background": True}
HERE = {"district": "Kreis Bergstraße"}
ELSEWHERE = {"district": "Kreis Unna", "municipality": "Unna"}


@pytest.mark.parametrize(
    ("on", "known", "expected"),
    [
        ("2016-12-31", REFUGEE | HERE, ("not eligible", ["case_management_runs"])),
        ("2017-01-01", REFUGEE | HERE, ("eligible", [])),
        ("2020-12-10", HERE | {"refugee_background": False}, ("not eligible", ["refugee_background"])),
        ("2020-12-10", HERE, ("open", ["refugee_background"])),
        ("2020-12-11", HERE | {"refugee_background": False}, ("eligible", [])),
        ("2020-12-11", HERE, ("eligible", [])),
        ("2026-03-01", REFUGEE | {"municipality": "Wiesbaden"}, ("eligible", [])),
        ("2026-03-01", REFUGEE | ELSEWHERE, ("open", ["federal_state"])),
        ("2026-03-01", REFUGEE | ELSEWHERE | {"federal_state": "nw"}, ("not eligible", ["lives_in_hesse"])),
        ("2026-03-01", REFUGEE | {"district": "Bergstrasse", "federal_state": "he"}, ("eligible", [])),
        ("2026-03-01", REFUGEE | {"district": "Bergstrasse"}, ("open", ["municipality", "federal_state"])),
        ("2026-03-01", {}, ("open", ["district", "municipality", "federal_state"])),
    ],
)
def test_who_may_enter(on, known, expected):
    assert outcome_of(programme.eligibility, on, **known) == expected


@pytest.mark.parametrize("name", [*DISTRICTS, *CITIES])
def test_every_district_of_hesse_counts(name):
    assert outcome_of(programme.eligibility, "2026-03-01", **REFUGEE, district=name) == ("eligible", [])


def test_hesse_has_21_districts():
    assert len(set(DISTRICTS)) == 21


def test_no_exception_is_claimed():
    """The sources know none."""
    assert not [criterion.id for criterion in programme.eligibility if criterion.exception]

"""Who may enter Wir sind Usingen, on which day: the first project, the gap, PLUS."""

from datetime import date
from typing import Any

import pytest

from core.testing import verdict
from plugins.wir_sind_usingen import programme

ELIGIBLE, NOT, OPEN = "eligible", "not eligible", "open"
YES = {"migration_background": True}
NO = {"migration_background": False}
USINGEN = {"municipality": "Usingen"}
HILDEN = {"municipality": "Hilden"}

TABLE: list[tuple[str, str, dict[str, Any], str, list[str]]] = [
    # why, day, known, outcome, deciding criteria (not eligible) or missing facts (open)
    ("the day before the project began", "2019-06-30", YES | USINGEN, NOT, ["entry_window"]),
    ("long before it", "2015-01-01", YES | USINGEN, NOT, ["entry_window"]),
    ("its first day", "2019-07-01", YES | USINGEN, ELIGIBLE, []),
    ("any day of it", "2020-02-29", YES | USINGEN, ELIGIBLE, []),
    ("its last day", "2022-06-30", YES | USINGEN, ELIGIBLE, []),
    ("the first day of the gap", "2022-07-01", YES | USINGEN, NOT, ["entry_window"]),
    ("a day in the gap", "2022-10-03", YES | USINGEN, NOT, ["entry_window"]),
    ("the last day of the gap", "2022-12-31", YES | USINGEN, NOT, ["entry_window"]),
    ("the first day of PLUS", "2023-01-01", YES | USINGEN, ELIGIBLE, []),
    ("years into PLUS", "2026-03-02", YES | USINGEN, ELIGIBLE, []),
    ("another town during the project", "2021-05-01", YES | HILDEN, NOT, ["residence"]),
    ("another town on its last day", "2022-06-30", YES | HILDEN, NOT, ["residence"]),
    ("another town in the gap: the gap alone decides", "2022-09-01", YES | HILDEN, NOT, ["entry_window"]),
    ("another town under PLUS", "2023-01-01", YES | HILDEN, ELIGIBLE, []),
    ("another spelling is another town", "2021-05-01", YES | {"municipality": "Usingen-Eschbach"}, NOT, ["residence"]),
    ("no migration background during the project", "2021-05-01", NO | USINGEN, NOT, ["migration_background"]),
    ("no migration background under PLUS", "2024-05-01", NO | USINGEN, NOT, ["migration_background"]),
    ("two reasons at once", "2021-05-01", NO | HILDEN, NOT, ["migration_background", "residence"]),
    ("nothing known during the project", "2021-05-01", {}, OPEN, ["migration_background", "municipality"]),
    ("residence not known during the project", "2021-05-01", YES, OPEN, ["municipality"]),
    ("background not known during the project", "2021-05-01", USINGEN, OPEN, ["migration_background"]),
    ("residence not known under PLUS", "2023-01-01", YES, ELIGIBLE, []),
    ("background not known under PLUS", "2023-01-01", HILDEN, OPEN, ["migration_background"]),
    ("nothing known under PLUS", "2025-01-01", {}, OPEN, ["migration_background"]),
    ("nothing known in the gap: exclusion is final", "2022-07-01", {}, NOT, ["entry_window"]),
    ("one exclusion settles it, whatever is missing", "2021-05-01", NO, NOT, ["migration_background"]),
    ("another town settles it, whatever is missing", "2021-05-01", HILDEN, NOT, ["residence"]),
    ("too early, nothing known", "2019-06-30", {}, NOT, ["entry_window"]),
]


@pytest.mark.parametrize(("day", "known", "outcome", "names"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_who_may_enter(day, known, outcome, names):
    found = verdict(programme, date.fromisoformat(day), **known)
    assert found.outcome == outcome
    if outcome == NOT:
        assert list(found.decided_by) == names
    if outcome == OPEN:
        assert list(found.missing) == names


def test_what_else_is_known_changes_nothing():
    day = date(2021, 5, 1)
    others = {"nationality": "sy", "sex": "female", "date_of_birth": date(1990, 1, 1), "residence_title": "d60a"}
    assert verdict(programme, day, **YES, **USINGEN, **others).outcome == ELIGIBLE


@pytest.mark.parametrize(("day", "names"), [("2021-05-01", 3), ("2022-08-01", 1), ("2024-05-01", 2)])
def test_each_day_has_its_own_version_of_the_rules(day, names):
    assert len(verdict(programme, date.fromisoformat(day)).reasons) == names


def test_every_criterion_names_its_source():
    assert all(criterion.source for criterion in programme.eligibility)


def test_no_individual_exception_is_claimed():
    """The sources know none."""
    assert not [criterion.id for criterion in programme.eligibility if criterion.exception]


def test_the_rules_of_plus_are_marked_as_unconfirmed():
    assert all(criterion.unconfirmed for criterion in programme.eligibility if criterion.valid_from == date(2023, 1, 1))

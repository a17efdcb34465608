"""Who may enter ONnFIT, on which day: age, document, work ban, district; and when the answer stays open."""

from datetime import date
from typing import Any

import pytest

from core.testing import verdict
from plugins.wir_onnfit import programme
from plugins.wir_onnfit.eligibility import NAMED, UNCLEAR

ELIGIBLE, NOT, OPEN = "eligible", "not eligible", "open"
DAY = "2026-03-02"
FITS: dict[str, Any] = {
    "date_of_birth": date(1990, 5, 1),
    "residence_title": "a25_2s",
    "work_ban": "none",
    "district": "Landkreis Hersfeld-Rotenburg",
}


def but(*without: str, **changes: Any) -> dict[str, Any]:
    return {name: value for name, value in {**FITS, **changes}.items() if name not in without}


TABLE: list[tuple[str, str, dict[str, Any], str, list[str]]] = [
    # why, day, known, outcome, deciding criteria (not eligible) or missing facts (open)
    ("everything fits", DAY, FITS, ELIGIBLE, []),
    ("the day before the first day", "2022-09-30", FITS, NOT, ["entry_window"]),
    ("the first day", "2022-10-01", FITS, ELIGIBLE, []),
    ("the last day of the first round", "2026-09-30", FITS, ELIGIBLE, []),
    ("the first day of the second round", "2026-10-01", FITS, ELIGIBLE, []),
    ("the day before the 15th birthday", DAY, but(date_of_birth=date(2011, 3, 3)), NOT, ["age"]),
    ("the 15th birthday", DAY, but(date_of_birth=date(2011, 3, 2)), ELIGIBLE, []),
    ("born on 29 February: 15 on 1 March", "2027-03-01", but(date_of_birth=date(2012, 2, 29)), ELIGIBLE, []),
    ("born on 29 February: not yet 15 on 28 February", "2027-02-28", but(date_of_birth=date(2012, 2, 29)), NOT, ["age"]),
    ("old age does no harm", DAY, but(date_of_birth=date(1950, 1, 1)), ELIGIBLE, []),
    ("permission to stay", DAY, but(residence_title="g55"), ELIGIBLE, []),
    ("proof of arrival", DAY, but(residence_title="an63a"), ELIGIBLE, []),
    ("toleration", DAY, but(residence_title="d60a"), ELIGIBLE, []),
    ("toleration for training", DAY, but(residence_title="d60c"), ELIGIBLE, []),
    ("temporary protection", DAY, but(residence_title="a24"), ELIGIBLE, []),
    ("opportunity residence", DAY, but(residence_title="a104c"), ELIGIBLE, []),
    ("free movement in the EU", DAY, but(residence_title="eu"), NOT, ["residence_title"]),
    ("German", DAY, but(residence_title="de"), NOT, ["residence_title"]),
    ("another document", DAY, but(residence_title="sonst"), NOT, ["residence_title"]),
    ("unclear identity: the funder is asked", DAY, but(residence_title="d60b"), OPEN, ["residence_accepted"]),
    ("settlement permit: the funder is asked", DAY, but(residence_title="ne26_3"), OPEN, ["residence_accepted"]),
    ("unclear identity, the funder says yes", DAY, but(residence_title="d60b", residence_accepted=True), ELIGIBLE, []),
    (
        "unclear identity, the funder says no",
        DAY,
        but(residence_title="d60b", residence_accepted=False),
        NOT,
        ["residence_title"],
    ),
    ("a no of the funder does not touch a named document", DAY, but(residence_accepted=False), ELIGIBLE, []),
    ("provisional certificate: what held before?", DAY, but(residence_title="fb81"), OPEN, ["previous_residence_title"]),
    (
        "provisional certificate after a named document",
        DAY,
        but(residence_title="fb81", previous_residence_title="a25_3"),
        ELIGIBLE,
        [],
    ),
    (
        "provisional certificate after an unclear document",
        DAY,
        but(residence_title="fb81", previous_residence_title="d60b"),
        OPEN,
        ["residence_accepted"],
    ),
    (
        "provisional certificate after another document",
        DAY,
        but(residence_title="fb81", previous_residence_title="eu"),
        NOT,
        ["residence_title"],
    ),
    ("a temporary work ban does no harm", DAY, but(work_ban="temporary"), ELIGIBLE, []),
    ("an absolute work ban", DAY, but(work_ban="absolute"), NOT, ["work_ban"]),
    ("toleration with an absolute work ban", DAY, but(residence_title="d60a", work_ban="absolute"), NOT, ["work_ban"]),
    ("work ban not known", DAY, but("work_ban"), OPEN, ["work_ban"]),
    ("Werra-Meißner-Kreis", DAY, but(district="Werra-Meißner-Kreis"), ELIGIBLE, []),
    ("Landkreis Fulda", DAY, but(district="Landkreis Fulda"), ELIGIBLE, []),
    ("another district", DAY, but(district="Hochtaunuskreis"), NOT, ["district"]),
    ("another spelling is another district", DAY, but(district="Fulda"), NOT, ["district"]),
    ("district not known", DAY, but("district"), OPEN, ["district"]),
    ("birth not known: the birth is asked for, not the age", DAY, but("date_of_birth"), OPEN, ["date_of_birth"]),
    ("document not known", DAY, but("residence_title"), OPEN, ["residence_title"]),
    ("nothing known", DAY, {}, OPEN, ["date_of_birth", "residence_title", "work_ban", "district"]),
    ("nothing known before the first day: exclusion is final", "2022-09-30", {}, NOT, ["entry_window"]),
    ("an absolute ban settles it, whatever is missing", DAY, {"work_ban": "absolute"}, NOT, ["work_ban"]),
    ("two reasons", DAY, but(work_ban="absolute", district="Kreis Unna"), NOT, ["work_ban", "district"]),
]


@pytest.mark.parametrize(("day", "known", "outcome", "names"), [row[1:] for row in TABLE], ids=[row[0] for row in TABLE])
def test_who_may_enter(day, known, outcome, names):
    found = verdict(programme, date.fromisoformat(day), **known)
    assert found.outcome == outcome
    if outcome == NOT:
        assert list(found.decided_by) == names
    if outcome == OPEN:
        assert list(found.missing) == names


@pytest.mark.parametrize("title", NAMED)
def test_each_named_document_counts(title):
    assert verdict(programme, date(2026, 3, 2), **but(residence_title=title)).outcome == ELIGIBLE


@pytest.mark.parametrize("title", UNCLEAR)
def test_no_unclear_document_excludes_in_silence(title):
    assert verdict(programme, date(2026, 3, 2), **but(residence_title=title)).outcome == OPEN


def test_disability_is_no_condition_and_no_reason():
    """Special regard is given, but nobody's health stands in a verdict."""
    assert not [criterion.id for criterion in programme.eligibility if "disability" in criterion.rule]


def test_every_criterion_names_its_source_and_what_is_not_certain_is_marked():
    assert all(criterion.source for criterion in programme.eligibility)
    marked = {criterion.id for criterion in programme.eligibility if criterion.unconfirmed}
    assert marked == {"entry_window", "age", "residence_title", "district"}

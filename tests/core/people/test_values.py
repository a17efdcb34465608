"""What the registry takes, what it refuses, and that JSON gives back what it got."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.definitions import vocabulary
from core.people.models import Facts, Identity
from core.people.values import Refused, accept, from_json, to_json


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("family_name", "Ng\N{COMBINING TILDE}uyen \N{RIGHT-TO-LEFT OVERRIDE}x"),
        ("family_name", ""),
        ("date_of_birth", date(2004, 2, 29)),
        ("in_state_reception", False),
        ("years_unskilled", 4),
        ("years_unskilled", Decimal("2.5")),
        ("sex", "diverse"),
        ("german_level", "b1"),
        ("residence_title", "d60a"),
        ("benefits", frozenset({"sgb2", "asylblg"})),
        ("benefits", frozenset()),
        ("disability", "not_stated"),
    ],
)
def test_a_fitting_value_is_kept_and_survives_json(name: str, value):
    kept = accept(name, value)
    assert from_json(name, to_json(kept)) == kept
    assert kept == value or name == "family_name"


def test_text_is_kept_in_nfc():
    assert accept("family_name", "Mu\N{COMBINING DIAERESIS}ller") == "M\N{LATIN SMALL LETTER U WITH DIAERESIS}ller"


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("family_name", "a\0b", "NUL"),
        ("family_name", "a\ud800", "surrogate"),
        ("family_name", "x" * 201, "longer than 200"),
        ("family_name", "\N{COMBINING DIAERESIS}" * 1_000_000, "longer"),
        ("family_name", 7, "must be a text"),
        ("date_of_birth", "2004-02-29", "must be a date"),
        ("date_of_birth", datetime(2004, 2, 29, 12), "must be a date"),  # noqa: DTZ001 - the point is that it is refused
        ("in_state_reception", 1, "True or False"),
        ("in_state_reception", "yes", "True or False"),
        ("years_unskilled", True, "whole number"),
        ("years_unskilled", 1.5, "whole number"),
        ("years_unskilled", Decimal("NaN"), "digits"),
        ("years_unskilled", Decimal("1e1000000"), "digits"),
        ("years_unskilled", Decimal("0.00001"), "digits"),
        ("german_level", "B1", "Did you mean 'b1'?"),
        ("residence_title", "d60", "Did you mean"),
        ("benefits", "sgb2", "set of codes"),
        ("benefits", {"sgb2", "sgbll"}, "not in the list"),
        ("benefits", 5, "set of codes"),
        ("family_nam", "x", "Did you mean 'family_name'?"),
        ("age", 18, "worked out from 'date_of_birth'"),
    ],
)
def test_an_unfit_value_is_refused_by_name(name: str, value, says: str):
    with pytest.raises(Refused, match="^" + name) as caught:
        accept(name, value)
    assert caught.value.field == name
    assert says in str(caught.value)
    assert len(str(caught.value)) < 250


@given(st.text(max_size=300))
def test_any_text_is_kept_or_refused_by_name(text: str):
    try:
        kept = accept("family_name", text)
    except Refused:
        return
    kept.encode("utf-8")
    assert "\0" not in kept
    assert len(kept) <= 200


@given(st.decimals(allow_nan=True, allow_infinity=True) | st.integers())
def test_any_number_is_kept_exactly_or_refused(number):
    try:
        kept = accept("years_unskilled", number)
    except Refused:
        return
    assert kept == number
    assert from_json("years_unskilled", to_json(kept)) == number


def test_none_withdraws():
    assert accept("sex", None) is None


def test_each_shared_fact_has_its_column():
    """Those of the fixed list; what the vocabulary adds later lies in `more`."""
    columns = set(Facts.__table__.columns.keys()) | set(Identity.__table__.columns.keys())
    fixed = columns - {"person_id", "more", "version", "search"}
    assert fixed <= {fact.id for fact in vocabulary().stored}
    for fact in vocabulary().stored:
        if fact.id in fixed:
            assert (fact.privacy == "identity") == (fact.id in Identity.__table__.columns)

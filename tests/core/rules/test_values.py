"""Fixed point: every result has ten places at most, is below 10^24, and is what exact arithmetic gives, rounded once."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.rules import DATE, NUMBER, TEXT, ListOf, Row, SetOf, values

NUMBERS = st.one_of(
    st.integers(-(10**24) + 1, 10**24 - 1),
    st.integers(-100, 100),
    st.decimals(-(10**24) + 1, 10**24 - 1, places=10),
    st.decimals(-10, 10, places=10),
    st.sampled_from([Decimal("0.0000000001"), Decimal("-0.0000000001"), Decimal("0.5"), Decimal(0), 1, 3]),
).map(values.number)


def nearest(exact):
    """By whole numbers alone."""
    size = int(abs(exact) * 10**10 + Fraction(1, 2))
    return None if size >= 10**34 else Fraction(size if exact > 0 else -size, 10**10)


OPERATIONS = {
    values.add: lambda x, y: x + y,
    values.subtract: lambda x, y: x - y,
    values.multiply: lambda x, y: x * y,
    values.divide: lambda x, y: x / y if y else None,
    values.modulo: lambda x, y: x - y * (x // y) if y else None,
}


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.__name__)
@given(left=NUMBERS, right=NUMBERS)
def test_a_result_is_the_exact_one_rounded_once(operation, left, right):
    exact = OPERATIONS[operation](Fraction(left), Fraction(right))
    expected, found = None if exact is None else nearest(exact), operation(left, right)
    assert (found is None) is (expected is None)
    if found is not None:
        assert Fraction(found) == expected
        assert isinstance(found, int) is (expected.denominator == 1), "a whole number is an int"


@given(NUMBERS, st.integers(0, 10))
def test_rounding_is_half_away_from_zero(value, places):
    found = values.round_half_up(value, places)
    exact = abs(Fraction(value)) * 10**places
    size = int(exact + Fraction(1, 2))
    assert found is None or abs(Fraction(found)) * 10**places == size
    assert found is not None or size >= 10 ** (24 + places)


@given(NUMBERS)
def test_floor_and_ceiling_hold_the_value_between_them(value):
    low, high = values.floor(value), values.ceiling(value)
    assert low is None or (low <= value < low + 1 and type(low) is int)
    assert high is None or (high - 1 < value <= high and type(high) is int)


RECORDED = [
    (5, 5),
    (True, None),
    (10**24, None),
    (10**24 - 1, 10**24 - 1),
    (10**400, None),
    (Decimal("5.0"), 5),
    (Decimal("0.12345678905"), Decimal("0.1234567891")),
    (Decimal("-0.12345678905"), Decimal("-0.1234567891")),
    (Decimal("1E+23"), 10**23),
    (Decimal("1E+24"), None),
    (Decimal("999999999999999999999999.99999999995"), None),
    (Decimal("1E-999999"), 0),
    (Decimal("0E+999999"), 0),
    (Decimal("-0"), 0),
    (Decimal("NaN"), None),
    (Decimal("sNaN"), None),
    (Decimal("-Infinity"), None),
    (1.5, None),
    ("5", None),
]


@pytest.mark.parametrize(("value", "expected"), RECORDED, ids=repr)
def test_a_recorded_number_is_brought_to_ten_places(value, expected):
    found = values.number(value)
    assert found == expected
    assert type(found) is type(expected)


def test_lists_and_rows_are_cleaned_entry_by_entry():
    row = Row((("a", NUMBER), ("b", DATE)))
    assert values.clean(ListOf(row), [{"a": "x", "c": 1}, {}]) == ({"a": None, "b": None}, {"a": None, "b": None})
    assert values.clean(ListOf(row), ({"a": 1}, 5)) is None
    assert values.clean(ListOf(row), "ab") is None
    assert values.clean(row, 5) is None
    assert values.clean(SetOf(TEXT), {"a", "b"}) == frozenset({"a", "b"})
    assert values.clean(SetOf(TEXT), {"a", 1}) is None
    assert values.clean(SetOf(NUMBER), {1, Decimal("1.00000000001")}) == frozenset({1})
    assert values.clean(SetOf(TEXT), ["a"]) is None

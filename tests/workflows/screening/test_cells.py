"""Cells as people write them in spreadsheets."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from workflows.screening.cells import MOST_COLUMNS, BadCell, BadHeader, Column, columns


@pytest.mark.parametrize(
    ("fact", "cell", "value"),
    [
        ("date_of_birth", "2001-05-17", dt.date(2001, 5, 17)),
        ("date_of_birth", " 17.05.2001 ", dt.date(2001, 5, 17)),
        ("date_of_birth", "29.2.2008", dt.date(2008, 2, 29)),
        ("date_of_birth", "", None),
        ("date_of_birth", "   ", None),
        ("age", "17", 17),
        ("years_unskilled", "3,5", Decimal("3.5")),
        ("years_unskilled", "4.0", 4),
        ("residence_title", "d60a", "d60a"),
        ("benefits", "sgb2; asylblg", frozenset({"sgb2", "asylblg"})),
        ("benefits", "-", frozenset()),
        ("benefits", "", None),
        ("work_permitted", "Ja", True),
        ("work_permitted", "FALSE", False),
        ("municipality", "Usingen", "Usingen"),
        ("enrolments", "wir;my_turn", frozenset({"wir", "my_turn"})),
    ],
)
def test_what_is_read(fact: str, cell: str, value: object) -> None:
    column = Column(fact, ("wir", "my_turn"))
    assert column.value(cell) == value
    assert column.value(cell) == value, "the second time from memory"


@pytest.mark.parametrize(
    ("fact", "cell", "said"),
    [
        ("date_of_birth", "31.02.2001", "The day '31.02.2001' does not exist"),
        ("date_of_birth", "29.02.2007", "does not exist"),
        ("date_of_birth", "0000-01-01", "does not exist"),
        ("date_of_birth", "5/17/2001", "is no date. Write it as 2001-05-17"),
        ("residence_title", "d60x", "Did you mean 'd60"),
        ("benefits", "sgb2;sgb9", "'sgb9' is not in the list 'benefits'"),
        ("age", "siebzehn", "is no number"),
        ("age", "1e9999999", "is no number"),
        ("age", "9" * 400, "is no number"),
        ("work_permitted", "vielleicht", "neither yes nor no"),
        ("municipality", "x" * 5000, "longer than 200"),
        ("municipality", "=HYPERLINK(1)\0", "NUL"),
    ],
)
def test_what_is_refused_and_how_it_is_said(fact: str, cell: str, said: str) -> None:
    with pytest.raises(BadCell, match=r"^[^\n]+$") as caught:
        Column(fact, ("wir", "my_turn")).value(cell)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["date_of_brith"], "Column 1 is called 'date_of_brith', which is no fact. Did you mean 'date_of_birth'?"),
        (["age", "age"], "stands there twice: columns 1 and 2"),
        (["age", ""], "Column 2 is called ''"),
        (["a"] * 100_000, f"100,000 columns; at most {MOST_COLUMNS} are read"),
        (["x" * 9_000], "which is no fact"),
    ],
)
def test_a_header_that_is_none(header: list[str], said: str) -> None:
    with pytest.raises(BadHeader) as caught:
        columns(header)
    assert said in str(caught.value)
    assert len(str(caught.value)) < 300

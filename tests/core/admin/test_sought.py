"""A filter in an address that cannot be asked is named, with what it takes and an example; nothing is shown instead."""

import datetime as dt
import html
import re

import pytest
from flask.testing import FlaskClient
from flask_admin.contrib.sqla.filters import FilterEqual
from sqlalchemy import Column

from core.admin import sought
from core.database import UtcTime

LIST = "/admin/folders/"
EN = "&lang=en"


def told(client: FlaskClient, query: str) -> str:
    answer = client.get(f"{LIST}?{query}{EN}")
    assert answer.status_code == 400, answer.text
    assert "01 March" not in answer.text
    assert "Nothing was looked for" in answer.text
    assert "/export/" not in answer.text, "it would hold more than was asked for"
    return html.unescape(answer.text)


@pytest.mark.parametrize(
    ("query", "label", "message"),
    [
        ("flt0_0=7", "Copies: equals", "“7” is none of the choices. For example: 0 (none); 1 (one)."),
        ("flt0_0=nome", "Copies: equals", "“nome” is none of the choices. Did you mean “none”? For example: 0."),
        ("flt1_1=abc", "Number: equals", "“abc” cannot be looked for: this filter takes a whole number, such as 12."),
        ("flt1_1=" + "9" * 30, "Number: equals", "this filter takes a whole number, such as 12."),
        ("flt1_1=1.5", "Number: equals", "“1.5” cannot be looked for"),
        ("flt2_2=31.12.2026", "Opened: greater than", "a date that exists: year, month, day, such as 2026-11-23."),
        ("flt2_2=2026-02-30", "Opened: greater than", "“2026-02-30” cannot be looked for"),
        ("flt3_3=soon", "Opened: equals", "“soon” cannot be looked for: this filter takes a date that exists"),
        ("flt4_4=2026-03-01", "Opened: between", "such as 2026-11-01 to 2026-11-30."),
        ("flt4_4=2026-03-02 to 2026-03-01", "Opened: between", "two dates, the earlier one first"),
        ("flt5_5=1,x", "Copies: in list", "whole numbers with commas between them, such as 3, 12."),
        ("flt5_5=1," + "9" * 30, "Copies: in list", "whole numbers with commas between them, such as 3, 12."),
        ("flt6_6=" + "x" * 201, "Title: equals", "A filter takes at most 200 characters; these are 201."),
    ],
    ids=lambda value: re.sub(r"\W+", "-", value)[:40],
)  # fmt: skip
def test_a_wrong_value_is_told_at_its_filter(client: FlaskClient, query: str, label: str, message: str) -> None:
    text = told(client, query)
    name, value = query.split("=", 1)
    assert f'href="#{name}">{label}: ' in text
    assert message in text
    assert re.search(rf'id="{name}"[^>]*aria-invalid="true" aria-describedby="{name}-error"', text)
    assert "<details" in text
    assert f'id="{name}-error"' in text
    if not name.endswith("_0"):  # a choice that there is not cannot stay chosen
        assert f'value="{value}"' in text


@pytest.mark.parametrize(
    ("query", "message"),
    [
        (
            "flt0_99=1",
            "This list has no filter “flt0_99”. It has these: flt0_0=0 (Copies: equals); flt1_1=12",
        ),
        ("flt0=1", "This list has no filter “flt0”."),
        ("flt_=1", "This list has no filter “flt_”."),
        ("flt0_number_equals=1", "Did you mean “Number: equals”? For example: flt1_1=12 (Number: equals)."),
        ("flt0_numbr=1", "Did you mean “Number: equals”?"),
        ("flt0_number_graeter=1", "Did you mean “Number: equals”?"),
        ("flt0_opened_greater=2026-03-01", "Did you mean “Opened: greater than”? For example: flt2_2=2026-11-23"),
        ("flt0_" + "z" * 300 + "=1", "This list has no filter “flt0_" + "z" * 35 + "…”."),
    ],
    ids=lambda value: re.sub(r"\W+", "-", value)[:40],
)
def test_a_filter_that_there_is_not_is_named_with_the_nearest(client: FlaskClient, query: str, message: str) -> None:
    assert message in told(client, query)


def test_all_that_is_wrong_is_told_at_once_and_what_is_right_stays(client: FlaskClient) -> None:
    text = told(client, "flt1_1=abc&flt2_2=never&flt9_9=x&flt6_6=ours")
    assert "Please check 3 entries" in text
    assert text.count('aria-invalid="true"') == 2
    assert 'value="ours"' in text


def test_in_german(client: FlaskClient) -> None:
    text = html.unescape(client.get(f"{LIST}?flt2_2=morgen").text)
    assert "Nach „morgen“ kann nicht gesucht werden: Dieser Filter braucht ein Datum, das es gibt" in text
    assert "Es wurde nicht gesucht" in text


@pytest.mark.parametrize("type", ["csv", "xlsx"])
def test_no_file_holds_more_than_was_asked_for(client: FlaskClient, type: str) -> None:
    answer = client.get(f"{LIST}export/{type}/?flt1_1=abc&lang=en")
    assert answer.status_code == 400
    assert "Number: equals – “abc” cannot be looked for" in html.unescape(answer.text)


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("flt0_0=0", 2), ("flt0_0=1", 0), ("flt1_1=1", 1), ("flt2_2=2026-03-01", 1), ("flt3_3=2026-03-01", 1),
        ("flt4_4=2026-03-01 to 2026-03-02", 2), ("flt5_5=0, 3", 2), ("flt6_6=ours", 1), ("flt6_6=", 2), ("flt9_9=", 2),
        ("flt9_9= ", 2),
    ],
)  # fmt: skip
def test_what_can_be_asked_is_found(client: FlaskClient, query: str, found: int) -> None:
    answer = client.get(f"{LIST}?{query}{EN}")
    assert answer.status_code == 200
    assert answer.text.count('name="rowid"') == found


def test_a_moment_is_meant_in_berlin() -> None:
    at = FilterEqual(Column("at", UtcTime), "At")
    assert sought._sought(None, at, "2026-07-01 12:00:00") == ("", dt.datetime(2026, 7, 1, 10, tzinfo=dt.UTC))
    assert sought._sought(None, at, "2026-07-01T12:00:00+00:00")[1] == dt.datetime(2026, 7, 1, 12, tzinfo=dt.UTC)


def test_a_date_has_the_browsers_own_picker_until_it_is_wrong(client: FlaskClient) -> None:
    assert re.search(r'id="flt2_2"[^>]* type="date"', client.get(LIST).text)
    assert not re.search(r'id="flt2_2"[^>]* type="date"', told(client, "flt2_2=x"))

"""Answers to a question that went into rows or out of them."""

import pytest

from core.definitions import Choice, Form, Group, Option, Text, t
from forms.rehomed import from_rows, into_rows

COMPANY, SINCE = Text("company", t(de="Betrieb")), Text("since", t(de="Seit"))
ALONE = Form("f", t(de="F"), fields=[COMPANY, Group("jobs", t(de="Stellen"), fields=[SINCE])])
ROWS = Group("jobs", t(de="Stellen"), fields=[COMPANY, SINCE])


@pytest.mark.parametrize(
    ("stored", "rows", "left"),
    [
        ({"company": "A"}, ({"company": "A"},), []),
        ({"company": "A", "jobs": ({"since": "1"},)}, ({"company": "A", "since": "1"},), []),
        ({"company": "A", "jobs": ({"since": "1"}, {"since": "2"})}, ({"since": "1"}, {"since": "2"}), [(COMPANY, "A")]),
        ({"jobs": ({"since": "1"},)}, ({"since": "1"},), []),
        ({}, None, []),
    ],
)
def test_what_was_asked_once_stands_in_the_only_row(stored, rows, left):
    assert into_rows(ROWS, ALONE, stored) == (rows, left)


def test_what_was_asked_in_rows_is_found_row_by_row_under_a_former_id_too():
    form = Form("f", t(de="F"), fields=[ROWS])
    stored = {"jobs": ({"company": "A"}, {"since": "1"}, {"company": "B"})}
    assert from_rows(COMPANY, form, stored) == (COMPANY, ["A", "B"])
    assert from_rows(COMPANY.but(id="firm", was=["company"]), form, stored) == (COMPANY, ["A", "B"])
    assert from_rows(COMPANY, form, {}) == (COMPANY, [])
    assert from_rows(Text("other", t(de="X")), form, stored) is None
    assert from_rows(Choice("company", t(de="X"), options=[Option("a", t(de="A"))]), form, stored) is None

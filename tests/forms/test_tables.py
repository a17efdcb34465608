"""A table works out an answer as a rule does: in its turn after others, on the server and in the page."""

from __future__ import annotations

from datetime import date

from core.definitions import Computed, DecisionTable, Form, TableInput, TableRow, WholeNumber, t
from forms.rules import Rules

L = t(de="L", en="L")
BAND = DecisionTable([TableInput("double")], [TableRow(["< 10"], '"few"'), TableRow([">= 10"], '"many"')], gives="text")
DOUBLE = DecisionTable(
    [TableInput("hours")], [TableRow(["< 3"], "hours * 2"), TableRow([">= 3"], "hours * 4")], gives="number", hit="F"
)
FORM = Form(
    "f",
    L,
    fields=[
        Computed("band", L, table=BAND, gives="text"),
        Computed("double", L, table=DOUBLE, gives="number"),
        WholeNumber("hours", L, minimum=0),
    ],
)
DAY = date(2026, 1, 1)


def test_tables_are_worked_out_in_their_turn() -> None:
    rules = Rules(FORM)
    assert rules.decide({}, {"hours": 2}, DAY).computed == {"double": 4, "band": "few"}
    assert rules.decide({}, {"hours": 3}, DAY).computed == {"double": 12, "band": "many"}
    assert rules.decide({}, {}, DAY).computed == {}


def test_each_table_has_the_rule_that_it_stands_for() -> None:
    assert Rules(FORM).rule_of == {
        "double": "if hours < 3 then hours * 2 else hours * 4",
        "band": 'if double < 10 then "few" else "many"',
    }

"""Attributes of options as pairs, and the decision table of a question that is worked out, as text."""

from __future__ import annotations

import pytest

from core.definitions import Choice, Computed, DecisionTable, Programme, TableInput, TableRow, t
from forms.designing import edits, expert, setting
from forms.designing.places import Refused, at
from forms.designing.properties import named, properties
from forms.designing.reading import read, shown
from tests.forms.designing.samples import FORM, programme

TABLE = DecisionTable(
    inputs=[TableInput("age", title=t(de="Alter"))], rows=[TableRow(["< 18"], "true")], hit="F", otherwise="false"
)


def with_field() -> Programme:
    return edits.add_field(programme(), f"{FORM}/pages/main", Computed("minor", t(de="Minderjährig"), rule="age < 18"))


MINOR = f"{FORM}/fields/minor"


def test_a_table_takes_the_place_of_the_rule_and_gives_it_back() -> None:
    wanted = named(with_field(), with_field().forms[0], at(with_field(), MINOR), "table")
    assert wanted is not None
    text = shown(wanted, TABLE)
    made = setting.set_value(with_field(), MINOR, "table", read(wanted, [text], "x"))
    field = at(made, MINOR)
    assert isinstance(field, Computed)
    assert (field.table, field.rule) == (TABLE, "")
    assert "rule" not in [each.name for each in properties(made, made.forms[0], field)]
    back = at(setting.set_value(made, MINOR, "table", read(wanted, [""], "x")), MINOR)
    assert isinstance(back, Computed)
    assert (back.table, back.rule) == (None, "age < 18")


def test_the_example_can_be_read() -> None:
    made = expert.table(expert.EXAMPLE, "x")
    assert made is not None
    setting.set_value(with_field(), MINOR, "table", made)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("just words", "inputs and rows"),
        ("inputs: [", "x: "),
        ("inputs: 3\nrows: []", "inputs"),
        ("inputs: [{rule: age}]\nrows: [{cells: ['-'], gives: 'true', colour: red}]", "colour"),
        ("!!python/object:os.system {}", "x: "),
    ],
)
def test_what_is_no_table_says_where(text: str, says: str) -> None:
    with pytest.raises(Refused, match=says):
        expert.table(text, "x")


@pytest.mark.parametrize(
    ("rows", "says"),
    [
        ([TableRow(["< aeg"], "true")], "Row 1"),
        ([TableRow(["< 18"], "1")], "Row 1"),
        ([TableRow(["< 18", "-"], "true")], "cells"),
        ([TableRow(["< 18"], "true")], "no row"),
    ],
)
def test_a_fault_in_a_table_names_its_row(rows: list[TableRow], says: str) -> None:
    with pytest.raises(Refused, match=says):
        setting.set_value(with_field(), MINOR, "table", TABLE.but(rows=rows, otherwise="", hit="U"))


def test_attributes_are_pairs_a_line() -> None:
    option = f"{FORM}/fields/school/options/abitur"
    wanted = named(programme(), programme().forms[0], at(programme(), option), "attributes")
    assert wanted is not None
    made = setting.set_value(programme(), option, "attributes", read(wanted, ["isced: 3\n\n kind : a: b "], "x"))
    field = made.forms[0].field("school")
    assert isinstance(field, Choice)
    assert field.options[-1].attributes == {"isced": "3", "kind": "a: b"}
    assert shown(wanted, field.options[-1].attributes) == "isced: 3\nkind: a: b"
    assert shown(wanted, {}) == ""


@pytest.mark.parametrize("text", ["isced", "isced:", ": 3", "Isced: 3", "a: 1\na: 2", "a: " + "x" * 201])
def test_what_is_no_pair_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        expert.pairs([text], "x")

"""Cells: what each way of writing one means, and where the error is when it means nothing."""

import pytest

from core.rules import RuleError, parse, text
from core.rules import tree as t
from core.rules.tables.cells import condition, parts_of

AGE = t.Name("age")
MEANINGS = {
    "18": "age = 18",
    "= 18": "age = 18",
    "!= 18": "age != 18",
    "<18": "age < 18",
    " >=  18 ": "age >= 18",
    "-5": "age = -5",
    "[18..27]": "age in [18..27]",
    "(18..27]": "age in (18..27]",
    "]18..27[": "age in (18..27)",
    "[18..27)": "age in [18..27)",
    "18, 20": "age in (18, 20)",
    "<18, >=60": "age < 18 or age >= 60",
    "]1..5[, 7": "age in (1..5) or age = 7",
    "[1..5[, [7..9]": "age in [1..5) or age in [7..9]",
    "not(18)": "not(age = 18)",
    "not ( <18, [20..30] )": "not(age < 18 or age in [20..30])",
    "limit": "age = limit",
    "> limit + 1": "age > limit + 1",
    "[low..high]": "age in [low..high]",
    "true": "age",
    "false": "not(age)",
    "not(true)": "not(age)",
    '"a, b", "c"': 'age in ("a, b", "c")',
    '"a) not(", "["': 'age in ("a) not(", "[")',
    '>= date("2024-01-01")': 'age >= date("2024-01-01")',
    'date("2024-01-01")': 'age = date("2024-01-01")',
    '"is \\"so\\""': 'age = "is \\"so\\""',
}


@pytest.mark.parametrize("cell", MEANINGS)
def test_a_cell_means_a_rule(cell: str) -> None:
    node = condition(cell, AGE)
    assert node == parse(MEANINGS[cell])
    assert node is not None
    assert parse(text(node)) == node


@pytest.mark.parametrize("cell", ["-", "", "   ", " - "])
def test_a_dash_asks_nothing(cell: str) -> None:
    assert condition(cell, AGE) is None


def test_the_input_may_be_a_rule_and_a_fact_may_be_called_like_the_place_holder() -> None:
    assert condition("< x", parse("count(benefits)")) == parse("count(benefits) < x")
    assert condition("x", t.Name("x")) == parse("x = x")


@pytest.mark.parametrize(
    ("cell", "said", "column"),
    [
        ("18 or true", "is no test that a cell can hold", 1),
        ("18 and age < 5", "is no test that a cell can hold", 1),
        ("< 18 or > 20", "Found '>' here", 9),
        ("in (1, 2)", "'in' is a word of the language", 1),
        ("< 18, >", "ends too early", 7),
        ("< 18, > >", "Found '>' here", 9),
        ("1, , 2", "Nothing stands beside this comma", 3),
        ("not()", "Nothing stands beside this comma", 1),
        ("'a'", "Write a text in double quotes", 1),
        ("= null", "Nothing can be compared with null", 1),
        ("? < 5", "The sign '?'", 1),
        ("[1..", "ends too early", 4),
        ("[5..1", "expected", 5),
        ('date("2024-02-30")', "is no date that exists", 6),
        ("not(1) or not(2)", "is no test that a cell can hold", 1),
    ],
)
def test_a_cell_that_means_nothing_is_told_with_its_column(cell: str, said: str, column: int) -> None:
    with pytest.raises(RuleError) as refused:
        condition(cell, AGE)
    assert said in refused.value.message
    assert abs(refused.value.column - column) <= 1, refused.value


def test_a_long_cell_is_refused() -> None:
    with pytest.raises(RuleError, match="at most 2,000"):
        condition("1," * 2_000 + "1", AGE)


def test_values_are_parted_by_commas() -> None:
    assert parts_of('"a, b", 5 ,date("2024-01-01")') == ['"a, b"', "5", 'date("2024-01-01")']
    assert parts_of("  ") == []

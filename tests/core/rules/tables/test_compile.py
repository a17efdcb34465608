"""A compiled table gives what the table says: held against a naive reading, case by case and on drawn tables."""

from decimal import Decimal

import pytest
from hypothesis import given, settings

from core.rules import BOOLEAN, NUMBER, RuleError, check, compile_rule, parse
from core.rules import text as written
from core.rules.tables import Column, Row, Table, TableError, check_table, compile_table
from core.rules.types import TEXT
from tests.core.rules.tables import drawn, plainly
from tests.core.rules.tables.drawn import SCOPE


@settings(max_examples=400, deadline=None)
@given(drawn.tables())
def test_a_compiled_table_equals_a_naive_reading(table: Table) -> None:
    node = compile_table(table, SCOPE)
    decide = compile_rule(node, SCOPE)
    possible = {
        frozenset(row for row, state in enumerate(plainly.states(table, SCOPE, facts)) if state)
        for facts in drawn.people(table, unknown=False)
    }
    for facts in drawn.people(table, unknown=True):
        expected = plainly.answer(table, plainly.states(table, SCOPE, facts), possible)
        assert decide(facts) == expected, (facts, written(node))


@settings(max_examples=150, deadline=None)
@given(drawn.tables())
def test_what_is_known_stays_so_when_more_is_learnt(table: Table) -> None:
    """An answer given while something is unknown is the answer for whatever it turns out to be."""
    decide = compile_rule(compile_table(table, SCOPE), SCOPE)
    everybody = [(facts, decide(facts)) for facts in drawn.people(table, unknown=False)]
    for facts in drawn.people(table, unknown=True):
        answer = decide(facts)
        fitting = [found for full, found in everybody if all(v is None or full[k] == v for k, v in facts.items())]
        assert answer is None or all(found == answer for found in fitting), facts


@settings(max_examples=150, deadline=None)
@given(drawn.tables())
def test_the_tree_is_a_rule_as_any_other(table: Table) -> None:
    node = compile_table(table, SCOPE)
    assert parse(written(node)) == node
    assert str(check(node, SCOPE)) in ("null", "number" if table.gives == "number" else "true/false")


def made(*rows: tuple[str, str, str], hit: str = "U", **more: object) -> Table:
    return Table(
        (Column("age"), Column("title")),
        tuple(Row((age, title), gives) for age, title, gives in rows),
        hit=hit,  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


AGES = (("< 18", "-", "false"), (">= 18", '"d60a"', "true"), (">= 18", 'not("d60a")', "false"))


def test_a_complete_table_of_yes_and_no_is_one_plain_condition() -> None:
    assert written(check_table(made(*AGES), SCOPE)) == 'age >= 18 and title = "d60a"'


def test_a_table_becomes_the_rule_that_one_would_write() -> None:
    known, others = '"eu", "g55"', 'not("eu", "g55")'
    rows = (Row((known, "-"), "true"), Row((others, "> 4"), "true"), Row((others, "<= 4"), "false"))
    table = Table((Column("title"), Column("share")), rows)
    assert written(check_table(table, SCOPE)) == 'title in ("eu", "g55") or share > 4'


def test_what_every_row_gives_that_may_still_match_is_known() -> None:
    decide = compile_rule(compile_table(made(*AGES), SCOPE), SCOPE)
    assert decide({"age": 17}) is False
    assert decide({"age": 18}) is None
    assert decide({"title": "eu"}) is False
    assert decide({"title": "d60a"}) is None
    assert decide({}) is None


def test_without_a_row_the_answer_is_unknown_or_what_holds_otherwise() -> None:
    rows = (("< 18", "-", "false"), (">= 18", '"d60a"', "true"))
    adult = {"age": 30, "title": "eu"}
    assert compile_rule(compile_table(made(*rows), SCOPE), SCOPE)(adult) is None
    assert compile_rule(compile_table(made(*rows, otherwise="false"), SCOPE), SCOPE)(adult) is False


def test_rows_that_meet_against_the_policy_give_unknown() -> None:
    rows = (("< 20", "-", "true"), ("> 17", "-", "true"), ("> 18", "-", "false"))
    unique = compile_rule(compile_table(made(*rows), SCOPE), SCOPE)
    agreeing = compile_rule(compile_table(made(*rows, hit="A"), SCOPE), SCOPE)
    assert [unique({"age": age}) for age in (17, 18, 19, 30)] == [True, None, None, None]
    assert [agreeing({"age": age}) for age in (17, 18, 19, 30)] == [True, True, None, None]


def test_rows_that_compare_with_another_fact_are_guarded() -> None:
    table = Table((Column("age"),), (Row(("> share",), "true"), Row(("<= share",), "false")))
    decide = compile_rule(compile_table(table, SCOPE), SCOPE)
    assert (decide({"age": 5, "share": Decimal(4)}), decide({"age": 4, "share": Decimal(4)})) == (True, False)
    assert decide({"age": 4}) is None


def test_first_and_priority_differ_in_order_alone() -> None:
    rows = ((">= 18", "-", "false"), ("-", '"d60a"', "true"))
    both = {"age": 20, "title": "d60a"}
    assert compile_rule(compile_table(made(*rows, hit="F"), SCOPE), SCOPE)(both) is False
    assert compile_rule(compile_table(made(*rows, hit="P", values=("true", "false")), SCOPE), SCOPE)(both) is True


def test_collecting() -> None:
    rows = (Row(("> 1",), "100"), Row(("> 2",), "200"), Row(("> 3",), "50"))
    expected = {"sum": (None, 100, 300, 350), "count": (0, 1, 2, 3), "min": (None, 100, 100, 50), "max": (None, 100, 200, 200)}
    for collect, values in expected.items():
        table = Table((Column("age"),), rows, "number", "C", collect)  # type: ignore[arg-type]
        decide = compile_rule(compile_table(table, SCOPE), SCOPE)
        assert tuple(decide({"age": age}) for age in (1, 2, 3, 4)) == values
        assert decide({}) is None


def test_an_output_may_be_worked_out_and_may_be_text() -> None:
    table = Table((Column("age"),), (Row(("< 18",), "age * 2"), Row((">= 18",), "36")), "number")
    assert compile_rule(check_table(table, SCOPE, NUMBER), SCOPE)({"age": 7}) == 14
    words = Table((Column("age"),), (Row(("< 18",), '"young"'), Row((">= 18",), '"grown"')), "text")
    assert compile_rule(check_table(words, SCOPE, TEXT), SCOPE)({"age": 18}) == "grown"


@pytest.mark.parametrize(
    ("table", "said"),
    [
        (made(("< 18", "-", "yes")), "Row 1: what it gives, 'yes': There is no fact 'yes'"),
        (made(("< 18", '"d60"', "true")), "Row 1: 'title', '\"d60\"': 'd60' is not on the list 'title'. Did you mean 'd60a'?"),
        (made(("<> 18", "-", "true")), "Row 1: 'age', '<> 18'"),
        (made(('"a"', "-", "true")), "Row 1: 'age', '\"a\"'"),
        (made(("18 or true", "-", "true")), "is no test that a cell can hold"),
        (made(("? > 5", "-", "true")), "The sign '?'"),
        (made(("null", "-", "true")), "Nothing can be compared with null"),
        (made(("1,,2", "-", "true")), "Nothing stands beside this comma"),
        (made(("-", "-", "")), "The row gives nothing"),
        (made(("-", "-", "18")), "gives a number, but true/false is needed"),
        (Table((Column("age"),), (Row(("-", "-"), "true"),)), "There are 2 cells for 1 inputs"),
        (Table((), ()), "at least one input and one row"),
        (Table((Column("age"), Column("age")), (Row(("-", "-"), "true"),)), "The input 'age' stands twice"),
        (Table((Column("aeg"),), (Row(("-",), "true"),)), "Did you mean 'age'?"),
        (made(("-", "-", "true"), hit="P"), "Priority (P) needs the list"),
        (made(("-", "-", "true"), hit="P", values=("false",)), "has no priority"),
        (made(("-", "-", "true"), hit="C"), "Collecting (C) needs one of"),
        (made(("-", "-", "true"), collect="sum"), "Collecting (C) needs one of"),
        (made(("-", "-", "true"), values=("own",)), "no written value"),
        (Table((Column("age"),), (Row(("-",), "age"),), "number", "C", "min"), "taken of written numbers"),
        (Table((Column("age"),), (Row(("-",), "1"),), "number"), "The table gives a number, but true/false is needed"),
    ],
)
def test_what_cannot_be_taken_is_named_with_its_row(table: Table, said: str) -> None:
    with pytest.raises(TableError) as refused:
        check_table(table, SCOPE, NUMBER if table.collect == "min" else BOOLEAN)
    assert said in str(refused.value)


def test_a_table_that_is_too_much_for_one_rule_is_refused() -> None:
    rows = tuple(Row((f"[{number}..{number}]", '"d60a", "g55"'), "true" if number % 2 else "false") for number in range(120))
    with pytest.raises(TableError, match="As one rule the table is too much"):
        check_table(Table((Column("age"), Column("title")), rows), SCOPE)
    with pytest.raises(RuleError, match="at most 300 rows"):
        check_table(Table((Column("age"),), rows * 3), SCOPE)

"""Rules under other names: the words that are meant change, and nothing else of the text."""

import pytest

from core.rules import BOOLEAN, NUMBER, TEXT, Code, ListOf, Ordered, Row, RuleError, SetOf
from core.rules.rewriting import MARK, Clash, unused, with_codes, with_name
from core.rules.tables.cells import rewritten

SCOPE = {
    "school": Code(MARK, ("a", "b")),
    "level": Ordered(MARK, ("a", "b")),
    "other": Code("other", ("a", "b")),
    "text": TEXT,
    "needs": SetOf(Code(MARK, ("a", "b"))),
    "jobs": ListOf(Row((("kind", Code(MARK, ("a", "b"))), ("what", Code("w", ("a", "b")))))),
    "f": BOOLEAN,
    "age": NUMBER,
}


@pytest.mark.parametrize(
    ("rule", "now"),
    [
        ('age >= 3   and (school = "a") or\n not( school in ("b"))', 'age >= 3   and (place = "a") or\n not( place in ("b"))'),
        ('text = "school" and school = "a"', 'text = "school" and place = "a"'),
        ('some n in school satisfies n = "a"', 'some n in place satisfies n = "a"'),
        ('done("school") and is  known( school )', 'done("school") and is  known( place )'),
        ("schooling = 1", "schooling = 1"),
    ],
)
def test_a_name_is_changed_where_it_is_the_fact(rule, now):
    assert with_name(rule, "school", "place") == now
    assert with_name(now, "place", "school") == rule


@pytest.mark.parametrize(
    ("rule", "now"),
    [
        (
            "some j in jobs satisfies j . months > 6\n and j.kind = months",
            "some j in jobs satisfies j . span > 6\n and j.kind = months",
        ),
        ("every x in others satisfies x.months > 6", "every x in others satisfies x.months > 6"),
        (
            "some j in jobs satisfies some k in others satisfies k.months = j.months",
            "some j in jobs satisfies some k in others satisfies k.months = j.span",
        ),
    ],
)
def test_an_answer_in_rows_is_changed_in_rows_of_its_group(rule, now):
    assert with_name(rule, "months", "span", group="jobs") == now
    assert with_name(now, "span", "months", group="jobs") == rule


@pytest.mark.parametrize(
    "rule",
    [
        "school = place",
        "place",
        "some place in needs satisfies place = school",
        'age = 1 and (every place in needs satisfies place = "a")',
    ],
)
def test_a_name_that_the_rule_uses_is_refused(rule):
    with pytest.raises(Clash, match="place"):
        with_name(rule, "school", "place")
    with pytest.raises(Clash, match="place"):
        unused(rule, "place")


def test_an_entry_of_the_same_name_is_another_thing():
    rule = "some school in needs satisfies school = text"
    assert with_name(rule, "school", "place") == rule


def test_a_word_of_the_language_is_no_name_and_one_that_means_the_same_is_free():
    with pytest.raises(Clash, match="satisfies"):
        with_name("school", "school", "satisfies")
    assert with_name("school = place", "school", "place", same=True) == "place = place"
    assert unused("school = 1", "place") == "school = 1"
    with pytest.raises(RuleError):
        with_name("school =", "school", "place")


@pytest.mark.parametrize(
    ("rule", "now"),
    [
        ('school = "a" and   text = "a"', 'school = "z" and   text = "a"'),
        ('"a" != school', '"z" != school'),
        ('other = "a" or school in ("a","b")', 'other = "a" or school in ("z","b")'),
        ('level >= "a" and level in ["a".."b"]', 'level >= "z" and level in ["z".."b"]'),
        ('level between "a" and "b"', 'level between "z" and "b"'),
        ('"a" in needs or contains(needs, "a")', '"z" in needs or contains(needs, "z")'),
        ('some n in needs satisfies n in ("a", "b")', 'some n in needs satisfies n in ("z", "b")'),
        ('some j in jobs satisfies j.kind = "a" and j.what = "a"', 'some j in jobs satisfies j.kind = "z" and j.what = "a"'),
        ('(if f then school else "a") = "b"', '(if f then school else "z") = "b"'),
        ('contains(text, "a") and starts with(text, "a")', 'contains(text, "a") and starts with(text, "a")'),
    ],
)
def test_a_code_is_changed_where_it_meets_the_list(rule, now):
    there = {name: _with_z(kind) for name, kind in SCOPE.items()}
    assert with_codes(rule, SCOPE, {"a": "z"}) == now
    assert with_codes(now, there, {"z": "a"}) == rule


def _with_z(kind):
    match kind:
        case SetOf(item):
            return SetOf(_with_z(item))
        case ListOf(Row(fields)):
            return ListOf(Row(tuple((id_, _with_z(each)) for id_, each in fields)))
        case Ordered(list_id=name) | Code(list_id=name) if name == MARK:
            return type(kind)(MARK, ("z", "b"))
    return kind


@pytest.mark.parametrize(
    ("cell", "now"),
    [
        ("-", "-"),
        (' "a" ,  "b"', ' "z" ,  "b"'),
        ('not( "b", "a" )', 'not( "b", "z" )'),
        ('>= "a"', '>= "z"'),
        ('["a".."b"]', '["z".."b"]'),
        ('"b"', '"b"'),
    ],
)
def test_the_cells_of_a_table_are_changed_test_by_test(cell, now):
    assert rewritten(cell, "level", lambda rule: with_codes(rule, SCOPE, {"a": "z"})) == now


def test_names_in_cells_are_changed_and_the_input_is_left():
    assert rewritten("< age, >  age + 1", "age", lambda rule: with_name(rule, "age", "years")) == "< years, >  years + 1"

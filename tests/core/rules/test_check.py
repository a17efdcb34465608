"""Types: what fits, what does not, and what is said about it."""

from decimal import Decimal

import pytest

from core.rules import BOOLEAN, DATE, DAYS, MONTHS, NUMBER, TEXT, ListOf, RuleError, check, check_rule, parse
from core.rules import tree as t
from tests.core.rules.scope import LEVEL, SCOPE, TITLE

TYPES = {
    "age + 1": NUMBER,
    "-age": NUMBER,
    "count(benefits)": NUMBER,
    "age_on(date_of_birth, entry_date)": NUMBER,
    'arrived_on + duration("P6M")': DATE,
    'arrived_on - duration("P28D")': DATE,
    "municipality": TEXT,
    "residence_title": TITLE,
    "if own_migration then age else years_unskilled": NUMBER,
    "if own_migration then age else null": NUMBER,
    "if own_migration then null else age": NUMBER,
    'if own_migration then german_level else "b1"': LEVEL,
    "age in [18..27]": BOOLEAN,
    'german_level >= "b1"': BOOLEAN,
    '"b1" <= german_level': BOOLEAN,
    'german_level in ["a1".."b2"]': BOOLEAN,
    "german_level < level_heard": BOOLEAN,
    "residence_title = former_title": BOOLEAN,
    'residence_title in ("d60a", former_title)': BOOLEAN,
    '"sgb2" in benefits': BOOLEAN,
    'contains(benefits, "sgb2")': BOOLEAN,
    "own_migration = true": BOOLEAN,
    "own_migration and null": BOOLEAN,
    "is known(benefits)": BOOLEAN,
    'starts with(postal_code, "59")': BOOLEAN,
    "entry_date between arrived_on and date_of_birth": BOOLEAN,
    "entry_date - arrived_on": DAYS,
    'entry_date - arrived_on + duration("P1D")': DAYS,
    "years and months duration(arrived_on, entry_date)": MONTHS,
    'years and months duration(arrived_on, entry_date) - duration("P1Y")': MONTHS,
    "arrived_on + (entry_date - arrived_on)": DATE,
    "arrived_on - years and months duration(arrived_on, entry_date)": DATE,
    'if own_migration then duration("P1M") else duration("P1Y")': MONTHS,
    "some v in jobs satisfies v.months > age": BOOLEAN,
    'every v in benefits satisfies v != "sgb2"': BOOLEAN,
    'some v in jobs satisfies v.level >= "b1"': BOOLEAN,
    "count(jobs)": NUMBER,
    "max(age, years_unskilled)": NUMBER,
    "min(arrived_on, entry_date)": DATE,
    "substring(municipality, 2)": TEXT,
    'enrolled("wir")': BOOLEAN,
    'contains(municipality, "a")': BOOLEAN,
}


@pytest.mark.parametrize("rule", TYPES)
def test_a_rule_has_a_type(rule):
    assert check(parse(rule), SCOPE) == TYPES[rule]


REFUSED = [
    ("aeg > 18", 1, 1, "There is no fact 'aeg'. Did you mean 'age'?", "age"),
    ("Age > 18", 1, 1, "Did you mean 'age'?", "age"),
    ("zzz > 18", 1, 1, "There are: age, arrived_on, benefits", None),
    ('residence_title = "d60e"', 1, 19, "'d60e' is not on the list 'residence_title'. Did you mean 'd60a'?", "d60a"),
    ('residence_title in ("g55", "D60A")', 1, 28, "Did you mean 'd60a'?", "d60a"),
    ('residence_title = "zzzzzz"', 1, 19, "The first are: g55, d60a", None),
    ('contains(benefits, "sgb1")', 1, 20, "is not on the list 'benefits'", "sgb12"),
    ('"sgb" in benefits', 1, 1, "is not on the list 'benefits'", "sgb2"),
    ('german_level >= "b9"', 1, 17, "is not on the list 'german_level'", "b1"),
    ('age > "18"', 1, 5, "'age' is a number and '\"18\"' is a text: '>' cannot join them. Example: age >= 18", None),
    ("age = date_of_birth", 1, 5, "'age' is a number and 'date_of_birth' is a date", None),
    ("own_migration = 1", 1, 15, "'own_migration' is true/false and '1' is a number", None),
    ("residence_title = german_level", 1, 17, "'residence_title' is a code of the list 'residence_title'", None),
    ("residence_title = municipality", 1, 17, "cannot join them", None),
    ('residence_title >= "d60a"', 1, 17, "needs an order, but 'residence_title' is a code of the list", None),
    ("own_migration < work_permitted", 1, 15, "needs an order", None),
    ('municipality > "Hilden"', 1, 14, "needs an order", None),
    ('residence_title in ["g55".."d60a"]', 1, 17, "A range needs an order", None),
    ("age in [27..18]", 1, 9, "Nothing lies between 27 and 18", None),
    ('german_level in ["b1".."a1"]', 1, 18, 'Nothing lies between "b1" and "a1"', None),
    ("age between 27 and 18", 1, 13, "Nothing lies between 27 and 18", None),
    ("age in german_level", 1, 8, "needs a list, a range or a set", None),
    ("age in benefits", 1, 5, "the set holds values of another type", None),
    ('benefits = "sgb2"', 1, 10, "cannot join them. Example: count(benefits) > 0", None),
    ("benefits = benefits", 1, 10, "has several values. Write contains(benefits, …)", None),
    ('benefits in ("sgb2")', 1, 10, "cannot join them", None),
    ("age = null", 1, 7, "Write is known(age) or not(is known(age))", None),
    ("null != age", 1, 1, "Write is known(age)", None),
    ("age in (18, null)", 1, 13, "Write is known(age)", None),
    ("age in [null..18]", 1, 9, "Write is known(age)", None),
    ("age and own_migration", 1, 1, "'and' needs true/false, but 'age' is a number. Example: age >= 18", None),
    ("not(benefits)", 1, 5, "'not(…)' needs true/false", None),
    ("if age then true else false", 1, 4, "'if' needs true/false", None),
    ("if own_migration then 1 else true", 1, 1, "both must give the same", None),
    ("arrived_on - entry_date > 3", 1, 25, 'Example: arrived_on - entry_date >= duration("P28D")', None),
    ("arrived_on + 28 > entry_date", 1, 12, "'+' cannot join them. Examples:", None),
    ('arrived_on * duration("P1D") > entry_date', 1, 12, "cannot join them", None),
    ('duration("P1D") = duration("P1M")', 1, 17, "is a duration in days and 'duration(\"P1M\")' is a duration in months", None),
    ('duration("P1D") + entry_date > entry_date', 1, 17, 'Write entry_date + duration("P1D").', None),
    ('duration("P1D") + duration("P1M") > duration("P1D")', 1, 17, "cannot join them", None),
    ('duration("P1D") * 2 > duration("P1D")', 1, 17, "cannot join them", None),
    ('days_between(arrived_on, entry_date) > duration("P1D")', 1, 38, "is a number and", None),
    ('entry_date - arrived_on in [duration("P9D")..duration("P1D")]', 1, 29, "Nothing lies between", None),
    ("-municipality > 1", 1, 2, "'-' needs a number", None),
    ("age + null > 1", 1, 5, "cannot join them", None),
    ("count(age) > 1", 1, 7, "count(…) needs a set or a list, but 'age' is a number. Example: count(benefits)", None),
    ("count() > 1", 1, 1, "takes 1 value, but got 0", None),
    ("contains(benefits) and true", 1, 1, "takes 2 values, but got 1", None),
    ("is known(null)", 1, 10, "needs a value, but 'null' is null", None),
    ("age_on(age, entry_date) > 1", 1, 8, "age_on(…) needs a date, but 'age' is a number", None),
    ("some v in age satisfies true", 1, 11, "'some' needs a set or a list, but 'age' is a number. Example: some benefit", None),
    ("some age in jobs satisfies true", 1, 1, "'age' is the name of a fact. Call the entry something else.", None),
    ("some v in jobs satisfies some v in benefits satisfies true", 1, 26, "'v' is the name of another entry", None),
    ("some v in jobs satisfies v", 1, 26, "'some … satisfies' needs true/false, but 'v' is a row", None),
    ("every v in jobs satisfies v.months", 1, 27, "'every … satisfies' needs true/false, but 'v.months' is a number", None),
    ("some v in jobs satisfies v.moths > 1", 1, 26, "'v' has no answer 'moths'. Did you mean 'v.months'?", "months"),
    ("some v in jobs satisfies months > 1", 1, 26, "There is no fact 'months'. Did you mean 'v.months'?", "v.months"),
    ("some need in jobs satisfies nead.paid", 1, 33, "Did you mean 'need'?", "need"),
    ("some v in jobs satisfies v.zzzz > 1", 1, 26, "There are: months, kind, began_on", None),
    ("some v in benefits satisfies v.code", 1, 30, "is a code of the list 'benefits' and has no parts. Write 'v' alone", None),
    ('some v in benefits satisfies v = "sgb22"', 1, 34, "'sgb22' is not on the list 'benefits'. Did you mean 'sgb2'?", "sgb2"),
    ("some v in jobs satisfies v = v", 1, 26, "'v' is a row. Compare one of its answers: v.months", None),
    ("some v in jobs satisfies is known(v)", 1, 35, "needs a value, but 'v' is a row", None),
    ("some v in jobs satisfies v.months > age and v.kind = 3", 1, 52, "and '3' is a number", None),
    (
        "some v in jobs satisfies some w in v.months satisfies true",
        1,
        36,
        "needs a set or a list, but 'v.months' is a number",
        None,
    ),
    ("jobs = jobs", 1, 6, "has several values", None),
    ('enrolled("a") = "x"', 1, 15, "is true/false and", None),
    ('done("first")', 1, 6, "'first' is not on the list 'steps'. Did you mean 'first_talk'?", "first_talk"),
    ("round half up(age, 11) > 1", 1, 20, "needs a whole number from 0 to 10, but got '11'", None),
    ("round half up(age, 1.5) > 1", 1, 20, "needs a whole number from 0 to 10", None),
    ("round half up(age, age) > 1", 1, 20, "but got 'age'. Example: round half up(age / 7, 2)", None),
    ("round half up(age) > 1", 1, 1, "takes 2 values, but got 1", None),
    ("min(age) > 1", 1, 1, "takes 2 to 10 values, but got 1", None),
    (f"min({', '.join(['age'] * 11)}) > 1", 1, 1, "takes 2 to 10 values, but got 11", None),
    ("min(age, entry_date) > 1", 1, 10, "needs a number, but 'entry_date' is a date", None),
    ("max(entry_date, age) > entry_date", 1, 17, "needs a date, but 'age' is a number", None),
    ("max(municipality, municipality) > 1", 1, 5, "needs a number or a date, but 'municipality' is a text", None),
    ("substring(municipality) = municipality", 1, 1, "takes 2 to 3 values, but got 1", None),
    ("substring(age, 1) = municipality", 1, 11, "needs a text, but 'age' is a number", None),
    ("contains(age, 1)", 1, 10, "needs a set or a text, but 'age' is a number", None),
    ("contains(municipality, 1)", 1, 24, "needs a text, but '1' is a number", None),
    ("years and months duration(age, entry_date) > 1", 1, 27, "needs a date, but 'age' is a number", None),
    ("age", 1, 1, "The rule gives a number, but true/false is needed", None),
    ("null = null", 1, 1, "Nothing can be compared with null", None),
]


@pytest.mark.parametrize(("rule", "line", "column", "said", "nearest"), REFUSED, ids=[case[0] for case in REFUSED])
def test_what_does_not_fit_is_told(rule, line, column, said, nearest):
    with pytest.raises(RuleError) as caught:
        check_rule(rule, SCOPE)
    assert said in caught.value.message
    assert (caught.value.line, caught.value.column, caught.value.nearest) == (line, column, nearest)


def test_another_type_can_be_wanted():
    assert check_rule("age + 1", SCOPE, NUMBER) == parse("age + 1")
    with pytest.raises(RuleError, match="gives a date, but a number is needed"):
        check_rule("entry_date", SCOPE, NUMBER)


def test_entries_of_a_group_can_be_counted_but_not_searched():
    scope = {"languages": ListOf(TEXT)}
    check_rule("count(languages) >= 2", scope)
    with pytest.raises(RuleError, match="needs a set"):
        check_rule('contains(languages, "de")', scope)


@pytest.mark.parametrize(
    "tree",
    [
        t.Items((t.Literal(Decimal(1)),)),
        t.Range(t.Literal(Decimal(1)), t.Literal(Decimal(2))),
        t.Call("eval", (t.Literal("1"),)),
        t.Call("date", (t.Literal("2020-01-01"),)),
        t.And(tuple(t.Literal(True) for _ in range(500))),
    ],
)
def test_a_tree_that_no_text_gives_is_refused_too(tree):
    with pytest.raises(RuleError):
        check(tree, SCOPE)


def test_what_nothing_tells_of_cannot_be_asked():
    with pytest.raises(RuleError, match=r"enrolled\(…\) cannot be asked here: nothing tells of 'enrolments'"):
        check_rule('enrolled("wir")', {"age": NUMBER})


def test_one_node_in_two_quantifiers_has_two_types():
    """Trees that are built share their parts; what a variable is depends on where it stands."""
    same = t.Compare("=", t.Variable("v"), t.Literal("sgb2"))
    rule = t.Or(
        (
            t.Quantified("some", "v", t.Name("benefits"), same),
            t.Quantified("some", "v", t.Name("enrolments"), same),
        )
    )
    assert check(rule, SCOPE) == BOOLEAN
    with pytest.raises(RuleError, match="'sgb2' is not on the list"):
        check(t.Or((*rule.parts, t.Quantified("some", "v", t.Name("support_needs"), same))), SCOPE)

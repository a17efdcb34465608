"""The JavaScript reader says what the Python reader says, for every rule and every person that hypothesis can think of."""

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rules import BOOLEAN, DATE, FUNCTIONS, NUMBER, TEXT, ListOf, Ordered, SetOf, check, compile_rule, parse, text
from core.rules.javascript import Writer, as_json, facts_as_json, value_as_json
from core.rules.types import Row
from tests.core.rules.scope import PERSONS, SCOPE
from tests.core.rules.test_agreement import CHECKED
from tests.rules.cases import load_cases
from tests.rules.node import as_told, node

many = settings(max_examples=400, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])

LEVEL = Ordered("level", ("none", "a1", "a2", "b1"))
JOB = Row((("title", TEXT), ("months", NUMBER), ("since", DATE), ("full", BOOLEAN), ("level", LEVEL)))
WIDE = {
    **SCOPE,
    "level": LEVEL,
    "jobs": ListOf(JOB),
    "towns": SetOf(TEXT),
    "enrolments": SetOf(TEXT),
    "done_steps": SetOf(TEXT),
    "x": NUMBER,
    "y": NUMBER,
    "name": TEXT,
    "day": DATE,
    "constructor": NUMBER,
    "toString": BOOLEAN,
}


def said(rule: str, *people: dict[str, object]) -> list[object]:
    """What JavaScript gives; it has to be what Python gives."""
    tree = parse(rule)
    type_ = check(tree, WIDE)
    python, told = compile_rule(tree, WIDE), node().values(tree, WIDE, people)
    expected = [python(facts) for facts in people]
    as_number = [Decimal(value) if type_ == NUMBER and value is not None else value for value in expected]
    assert told == [as_told(value) for value in as_number], rule
    return told


@many
@given(CHECKED, st.lists(PERSONS, min_size=1, max_size=8))
def test_javascript_gives_what_python_gives(rule, people):
    decide = compile_rule(rule, SCOPE)
    assert node().values(rule, SCOPE, people) == [as_told(decide(person)) for person in people], text(rule)


def test_each_case_of_the_table_gives_what_was_thought_out():
    wrong = []
    for case in load_cases():
        (found,) = node().values(parse(case.rule), case.scope, [case.facts])
        if found is not case.expected:
            wrong.append((case.rule, case.facts, found, case.expected))
    assert wrong == []


def test_every_function_of_the_table_has_its_spelling():
    spelled = set(node().ask({"functions": True}))
    assert spelled == {name for name, function in FUNCTIONS.items() if not function.constant}


def test_numbers_are_exact_to_the_tenth_place():
    facts = {"x": Decimal("1"), "y": Decimal("3")}
    assert said("x / y", facts) == ["0.3333333333"]
    assert said("2 * x / y", facts) == ["0.6666666667"]
    assert said("-2 * x / y", facts) == ["-0.6666666667"]
    assert said("x * y", {"x": Decimal("0.00001"), "y": Decimal("0.000005")}) == ["0.0000000001"]
    assert said("x * y", {"x": Decimal("0.00001"), "y": Decimal("-0.000005")}) == ["-0.0000000001"]
    assert said("x + 0.1", {"x": Decimal("0.2")}) == ["0.3"]
    assert said("x / 0", facts) == [None]
    assert said("x", {"x": Decimal("1.00000000005")}, {"x": Decimal("-1.00000000005")}, {"x": Decimal("1.000000000049")}) == [
        "1.0000000001",
        "-1.0000000001",
        "1",
    ]


def test_numbers_out_of_bounds_are_unknown():
    most = 10**24 - 1
    assert said("x + 1", {"x": most}, {"x": most - 1}, {"x": -most}) == [None, str(most), str(1 - most)]
    assert said("x", {"x": 10**24}, {"x": -(10**24)}, {"x": 10**60}, {"x": Decimal("1e6000")}) == [None] * 4
    assert said("x", {"x": Decimal("1e-6000")}, {"x": Decimal("999999999999999999999999.99999999999")}) == ["0", None]
    assert said("x * x", {"x": 10**12}, {"x": 10**12 - 1}) == [None, str((10**12 - 1) ** 2)]
    assert said("-x - 1", {"x": most}) == [None]


def test_values_of_a_wrong_type_are_unknown():
    wrong = [1.5, "18", True, date(2020, 1, 1), [], {}, object(), Decimal("NaN"), Decimal("Infinity"), None]
    assert said("x", *({"x": value} for value in wrong)) == [None] * len(wrong)
    assert said("day", *({"day": value} for value in ("2020-01-01", 5, datetime(2020, 1, 1, tzinfo=UTC), True))) == [None] * 4
    assert said("name", *({"name": value} for value in (5, True, date(2020, 1, 1), Decimal(5)))) == [None] * 4
    assert said('level >= "a1"', {"level": "zz"}, {"level": 3}, {"level": "a2"}) == [None, None, True]
    assert said(
        "count(benefits)", {"benefits": ["sgb2"]}, {"benefits": {"sgb2", 3}}, {"benefits": {"zz"}}, {"benefits": {"sgb2"}}
    ) == [
        None,
        None,
        None,
        "1",
    ]
    assert said("toString", {}, {"toString": 1}, {"toString": False}) == [None, None, False]
    assert said("constructor", {}, {"constructor": 4}) == [None, "4"]


def test_days_know_no_time_zone_and_the_whole_calendar():
    ends = [date.min, date.max, date(2000, 2, 29), date(1900, 2, 28), date(1582, 10, 10), date(2026, 3, 29)]
    assert said("day", *({"day": value} for value in ends)) == [value.isoformat() for value in ends]
    months = 'day + duration("P1M")'
    assert said(months, {"day": date(2024, 1, 31)}, {"day": date(2023, 1, 31)}, {"day": date.max}) == [
        "2024-02-29",
        "2023-02-28",
        None,
    ]
    assert said('day - duration("P1D")', {"day": date(2024, 3, 1)}, {"day": date.min}) == ["2024-02-29", None]
    assert said("days_between(date_of_birth, day)", {"date_of_birth": date.min, "day": date.max}) == ["3652058"]
    births = [{"date_of_birth": date(2004, 2, 29), "day": date(2022, month, day)} for month, day in ((2, 28), (3, 1))]
    assert said("age_on(date_of_birth, day)", *births) == ["17", "18"]


@many
@given(st.dates(), st.dates(), st.integers(0, 9999), st.integers(0, 99999))
def test_days_are_counted_as_python_counts_them(day, other, months, days):
    facts = {"day": day, "arrived_on": other}
    for rule in (
        f'day + duration("P{months}M")',
        f'day - duration("P{months}M")',
        f'day + duration("P{days}D")',
        "day - arrived_on",
    ):
        said(rule, facts)
    said("age_on(day, arrived_on)", facts)
    said("years and months duration(day, arrived_on)", facts)


def test_signs_are_counted_and_not_their_halves():
    facts = {"name": "a😀é"}
    assert said("string length(name)", facts) == ["3"]
    assert said("substring(name, 2, 1)", facts) == ["😀"]
    assert said("substring(name, -2)", facts) == ["😀é"]
    assert said("substring(name, 4)", facts) == [None]
    assert said('contains(name, "😀")', facts, {"name": ""}) == [True, False]
    assert said('starts with(name, "")', facts) == [True]
    assert said('ends with(name, "é")', facts) == [True]


NUMBERS = st.integers(-50, 50) | st.decimals(-1000, 1000, places=3) | st.decimals(allow_nan=False, allow_infinity=False)


@many
@given(NUMBERS, NUMBERS)
def test_functions_of_numbers_agree(x, y):
    facts = {"x": x, "y": y}
    both = ("modulo(x, y)", "min(x, y, 3)", "max(x, y, 3)", "x / y", "x * y", "x - y", "x + y")
    one = ("abs(x)", "floor(x)", "ceiling(x)", "round half up(x, 0)", "round half up(x, 2)", "round half up(x, 10)", "-x")
    for rule in (*both, *one):
        said(rule, facts)


def test_quantifiers_look_at_each_entry():
    jobs = ({"title": "Koch", "months": 7, "full": True, "level": "b1"}, {"months": 3, "since": date(2020, 1, 1), "odd": 1})
    some = "some job in jobs satisfies job.months >= 6 and job.full"
    every = 'every job in jobs satisfies job.months >= 6 and job.level > "a1"'
    people = [
        {"jobs": jobs},
        {"jobs": jobs[1:]},
        {"jobs": ()},
        {},
        {"jobs": [*jobs, "no row"]},
        {"jobs": [{"full": False}]},
        {"jobs": [{}]},
    ]
    assert said(some, *people) == [True, False, False, None, None, False, None]
    assert said(every, *people) == [False, False, True, None, None, None, None]
    nested = "some a in jobs satisfies every b in jobs satisfies a.months >= b.months"
    assert said(nested, {"jobs": jobs}, {"jobs": jobs * 150}, {"jobs": jobs * 151}) == [True, True, None]
    assert said('some town in towns satisfies starts with(town, "U")', {"towns": {"Usingen", "Unna"}}, {"towns": set()}) == [
        True,
        False,
    ]


def test_programmes_and_steps_are_sets_of_names():
    facts = {"enrolments": {"onnfit"}, "done_steps": frozenset()}
    assert said('enrolled("onnfit") and not(done("first_talk"))', facts, {}, {"enrolments": {"onnfit"}}) == [True, None, None]


def test_a_list_of_codes_is_written_once():
    writer = Writer(WIDE)
    rules = [writer.rule(parse(rule))[1] for rule in ('residence_title = "g55"', 'former_title = "eu"', 'level > "a1"')]
    assert len(writer.lists) == 2
    assert rules[0] == ["=", ["f", "residence_title", ["c", 0]], "g55"]
    assert rules[2] == [">", ["r", ["f", "level", ["c", 1]], 1], ["i", 1]]


def test_facts_keep_their_kind_on_the_way():
    assert facts_as_json({"a": 2**53, "b": Decimal("1E+3"), "c": {"z"}, "d": date(2020, 2, 3), "e": 1.5}) == {
        "a": {"$n": "9007199254740992"},
        "b": {"$n": "1000"},
        "c": {"$s": ["z"]},
        "d": {"$d": "2020-02-03"},
        "e": None,
    }
    assert value_as_json([{"x": True}]) == [{"x": True}]


@pytest.mark.parametrize(
    "rule", ['duration("P18M") <= years and months duration(arrived_on, day)', 'day - arrived_on > duration("P28D")']
)
def test_stretches_of_time_compare(rule):
    facts = [{"arrived_on": date(2020, 1, 31), "day": day} for day in (date(2020, 2, 28), date(2020, 2, 29), date(2021, 7, 31))]
    assert said(rule, *facts)[-1] is True


def test_a_tree_is_plain_json():
    assert as_json(parse("x in [1..2.5)"), WIDE) == {
        "type": ["b"],
        "rule": ["..", ["f", "x", ["n"]], 1, {"$n": "2.5"}, True, False],
        "lists": [],
    }

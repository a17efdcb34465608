"""What rules mean: unknown, edges, dates and numbers, as compiled."""

from datetime import UTC, date, datetime
from decimal import Decimal
from types import MappingProxyType

import pytest

from core.rules import NUMBER, Code, check_rule, compile_rule, compile_rules, compile_verdicts, parse
from core.rules.functions import FUNCTIONS
from tests.core.rules.scope import SCOPE

T, F, U = True, False, None


def outcome(rule, **facts):
    return compile_rule(check_rule(rule, SCOPE), SCOPE)(facts)


@pytest.mark.parametrize(
    ("a", "b", "both", "either"),
    [
        (T, T, T, T),
        (T, F, F, T),
        (T, U, U, T),
        (F, T, F, T),
        (F, F, F, F),
        (F, U, F, U),
        (U, T, U, T),
        (U, F, F, U),
        (U, U, U, U),
    ],
)
def test_kleenes_tables(a, b, both, either):
    facts = {"own_migration": a, "work_permitted": b}
    assert outcome("own_migration and work_permitted", **facts) is both
    assert outcome("own_migration or work_permitted", **facts) is either
    # the same with parts that are worked out, and with a third part that settles nothing
    assert outcome("not(not(own_migration)) and not(not(work_permitted)) and 1 = 1", **facts) is both
    assert outcome("not(not(own_migration)) or not(not(work_permitted)) or 1 = 2", **facts) is either


@pytest.mark.parametrize(("a", "contrary"), [(T, F), (F, T), (U, U)])
def test_not(a, contrary):
    assert outcome("not(own_migration)", own_migration=a) is contrary


CASES = [
    # unknown
    ("age >= 18", {}, U),
    ("age >= 18", {"age": None}, U),
    ("is known(age)", {}, F),
    ("is known(age)", {"age": 0}, T),
    ("is known(residence_title)", {"residence_title": "nonsense"}, F),
    ("is known(benefits)", {"benefits": frozenset()}, T),
    ("if own_migration then true else true", {}, U),
    ("if own_migration then null else true", {"own_migration": T}, U),
    ("own_migration and null", {"own_migration": F}, F),
    ("own_migration and null", {"own_migration": T}, U),
    # ranges
    ("age in [18..27]", {"age": 18}, T),
    ("age in [18..27]", {"age": 27}, T),
    ("age in [18..27]", {"age": 28}, F),
    ("age in [18..27]", {"age": 17}, F),
    ("age in (18..27)", {"age": 18}, F),
    ("age in (18..27)", {"age": 27}, F),
    ("age in (18..27]", {"age": 27}, T),
    ("age in ]18..27[", {"age": Decimal("18.1")}, T),
    ("age between 18 and 27", {"age": 27}, T),
    ("age in [18..years_unskilled]", {"age": 17}, F),
    ("age in [18..years_unskilled]", {"age": 18}, U),
    ("age in [years_unskilled..18]", {"age": 19}, F),
    ("age in [years_unskilled..18]", {"age": 18}, U),
    # lists and sets
    ('residence_title in ("d60a", "g55")', {"residence_title": "g55"}, T),
    ('residence_title in ("d60a", "g55")', {"residence_title": "eu"}, F),
    ('residence_title in ("d60a", "g55")', {}, U),
    ('residence_title in ("d60a", former_title)', {"residence_title": "d60a"}, T),
    ('residence_title in ("d60a", former_title)', {"residence_title": "eu"}, U),
    ("age in (18, years_unskilled)", {"age": 18}, T),
    ("age in (18, years_unskilled)", {"age": 19}, U),
    ('contains(benefits, "sgb2")', {"benefits": frozenset({"sgb2", "sgb3"})}, T),
    ('contains(benefits, "sgb2")', {"benefits": frozenset()}, F),
    ('contains(benefits, "sgb2")', {}, U),
    ('"sgb2" in benefits', {"benefits": {"sgb2"}}, T),
    ("count(benefits) = 0", {"benefits": frozenset()}, T),
    ("count(benefits) = 0", {}, U),
    # ordered codes
    ('german_level >= "b1"', {"german_level": "b1"}, T),
    ('german_level >= "b1"', {"german_level": "c2"}, T),
    ('german_level >= "b1"', {"german_level": "a2"}, F),
    ('german_level < "a1"', {"german_level": "alpha"}, T),
    ('german_level in ["a1".."b1")', {"german_level": "b1"}, F),
    ("german_level > level_heard", {"german_level": "b1", "level_heard": "alpha"}, T),
    ("german_level > level_heard", {"german_level": "b1"}, U),
    # numbers
    ("years_unskilled > 3.5", {"years_unskilled": Decimal("3.50")}, F),
    ("years_unskilled > 3.5", {"years_unskilled": 4}, T),
    ("age / 3 * 3 = 1", {"age": 1}, F),  # 0.333… with 34 digits
    ("0.1 + 0.2 = 0.3", {}, T),
    ("age / 0 = 1", {"age": 1}, U),
    ("age / years_unskilled > 1", {"age": 1, "years_unskilled": 0}, U),
    ("age * age > 1", {"age": 10**40}, U),
    ("-age < 0", {"age": 1}, T),
    ("-age * -age > 0", {"age": Decimal("1e6000")}, U),
    # dates
    ('arrived_on >= date("2020-02-29")', {"arrived_on": date(2020, 2, 29)}, T),
    ('arrived_on + duration("P1M") = date("2023-02-28")', {"arrived_on": date(2023, 1, 31)}, T),
    ('arrived_on - duration("P1M") = date("2024-02-29")', {"arrived_on": date(2024, 3, 31)}, T),
    ('arrived_on + duration("P12M") = date("2025-02-28")', {"arrived_on": date(2024, 2, 29)}, T),
    ('arrived_on + duration("P28D") = entry_date', {"arrived_on": date(2024, 2, 1), "entry_date": date(2024, 2, 29)}, T),
    ('arrived_on + duration("P1D") > entry_date', {"arrived_on": date.max, "entry_date": date.min}, U),
    ('arrived_on - duration("P1M") < entry_date', {"arrived_on": date.min, "entry_date": date.max}, U),
    ("days_between(arrived_on, entry_date) = 366", {"arrived_on": date(2024, 1, 1), "entry_date": date(2025, 1, 1)}, T),
    # texts
    ('municipality = "Usingen"', {"municipality": "usingen"}, F),
    ('municipality = ""', {"municipality": ""}, T),
    ('municipality = ""', {}, U),
    ('starts with(postal_code, "59")', {"postal_code": "59423"}, T),
]


@pytest.mark.parametrize(("rule", "facts", "expected"), CASES, ids=[f"{place}: {case[0]}" for place, case in enumerate(CASES)])
def test_what_a_rule_means(rule, facts, expected):
    assert outcome(rule, **facts) is expected


WRONG = [
    ("age >= 18", "age", ["18", True, 18.5, Decimal("NaN"), Decimal("sNaN"), Decimal("Infinity"), [], date(2020, 1, 1)]),
    ('arrived_on >= date("2020-01-01")', "arrived_on", ["2021-01-01", datetime(2021, 1, 1, tzinfo=UTC), 7, ()]),
    ("own_migration", "own_migration", [1, 0, "true", "", []]),
    ("not(own_migration)", "own_migration", [1, 0, "true", "", []]),
    ('residence_title != "eu"', "residence_title", ["EU", "", 1, [], {}, frozenset()]),
    ("residence_title = former_title", "residence_title", ["EU", "", 1, [], {}]),
    ('municipality != "Usingen"', "municipality", [1, True, b"Usingen", None, []]),
    ("count(benefits) >= 0", "benefits", ["sgb2", ["sgb2"], ("sgb2",), {"sgb2": 1}, frozenset({"sgb1"}), {3}]),
]


@pytest.mark.parametrize(("rule", "fact", "values"), WRONG, ids=[case[0] for case in WRONG])
def test_a_value_of_a_wrong_type_is_unknown_and_never_an_error(rule, fact, values):
    for value in values:
        assert outcome(rule, **{fact: value, "former_title": "eu"}) is None, value


def test_a_wrong_value_hurts_only_the_rules_that_read_it():
    rules = {"age": parse("age >= 18"), "title": parse('residence_title = "eu"'), "migration": parse("own_migration")}
    decide = compile_rules(rules, SCOPE)
    assert decide({"age": [], "residence_title": "eu", "own_migration": False}) == (None, True, False)
    assert decide({"age": 18, "residence_title": [], "own_migration": 3}) == (True, None, None)


def test_facts_may_be_any_mapping():
    assert compile_rule(parse("age > 1"), SCOPE)(MappingProxyType({"age": 2})) is True


def test_a_rule_may_give_a_value():
    assert compile_rule(parse("age * 2"), SCOPE)({"age": 21}) == Decimal(42)
    assert compile_rule(parse('arrived_on + duration("P1Y")'), SCOPE)({"arrived_on": date(2024, 5, 1)}) == date(2025, 5, 1)


def test_verdicts_of_several_programmes_in_one_function():
    rules = {"a": parse("age >= 18"), "b": parse("own_migration"), "c": parse("work_permitted")}
    decide = compile_verdicts(rules, [["a", "b"], ["c"], []], SCOPE)
    assert decide({"age": 18}) == ((None, None, True), (True, None, None))
    assert decide({"age": 17, "work_permitted": True}) == ((False, True, True), (False, None, True))


def test_no_rule_at_all():
    assert compile_rules({}, SCOPE)({}) == ()


def test_a_rule_of_five_hundred_parts_and_one_of_fifty_levels_are_compiled():
    wide = " or ".join(["age = 1"] * 166)
    deep = "own_migration"
    for _ in range(24):
        deep = f"not({deep} or work_permitted)"
    assert outcome(wide, age=1) is True
    assert outcome(deep, own_migration=True, work_permitted=False) is True


def test_ranges_within_ranges_do_not_grow():
    """Each item is worked out once: twice at each level would be a million times here."""
    rule = "age"
    for _ in range(16):
        rule = f"(if {rule} in [age..years_unskilled] then 1 else 2)"
    assert outcome(f"{rule} = 1", age=1, years_unskilled=3) is True


@pytest.mark.parametrize("name", FUNCTIONS)
def test_each_function_has_an_example_that_holds(name):
    parse(FUNCTIONS[name].example)


def test_the_compiled_function_has_no_builtins():
    function = compile_rule(parse("age > 1"), SCOPE)
    assert function.__globals__["__builtins__"] == {}


def test_what_hangs_on_one_code_is_one_look_up_and_said_once() -> None:
    scope = {"sex": Code("sex", ("female", "male")), "age": NUMBER}
    told = {
        "her": 'sex = "female"',
        "him": 'sex = "male"',
        "her again": 'sex = "female"',
        "both": 'age > 3 and not(sex = "male")',
        "big": "age < 5000000000",
    }
    decide = compile_rules({name: check_rule(rule, scope) for name, rule in told.items()}, scope)
    assert decide({"sex": "female", "age": 4}) == (True, False, True, True, True)
    assert decide({"sex": "male", "age": 10**10}) == (False, True, False, False, False)
    assert decide({"age": -(10**9)}) == (None, None, None, False, True)
    for strange in ("x", [], 3):
        assert decide({"sex": strange, "age": "4"}) == (None, None, None, None, None)

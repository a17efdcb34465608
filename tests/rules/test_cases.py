"""The table of cases through the Python reader and through the slow evaluator that is plain to see."""

from collections import Counter

import pytest

from core.rules import FUNCTIONS, check_rule, compile_rule, parse, text
from tests.core.rules.reference import evaluate
from tests.rules.cases import Case, load_cases

CASES = load_cases()


# without the facts: a set has another order in each process, and all must name a test alike
@pytest.mark.parametrize("case", CASES, ids=[f"{place} {case.topic}: {case.rule}" for place, case in enumerate(CASES)])
def test_a_case_gives_what_was_thought_out(case: Case):
    rule = check_rule(case.rule, case.scope)
    assert compile_rule(rule, case.scope)(case.facts) is case.expected, case.remark
    assert evaluate(rule, case.facts, case.scope) is case.expected, case.remark


def test_each_rule_of_the_table_is_written_and_read_again():
    for rule in {case.rule for case in CASES}:
        assert parse(text(parse(rule))) == parse(rule)


def test_no_case_stands_twice():
    counted = Counter(str(case) for case in CASES)
    assert [case for case, times in counted.items() if times > 1] == []


def test_the_table_is_long_and_speaks_of_everything():
    assert len(CASES) >= 600
    assert {case.expected for case in CASES} == {True, False, None}
    called = " ".join(case.rule for case in CASES)
    assert [name for name in FUNCTIONS if f"{name}(" not in called] == []


def test_what_the_tck_asks_of_ternary_logic_is_there_whole():
    rows = Counter(case.remark for case in CASES if case.topic == "tck")
    assert (rows["TCK 2/0106"], rows["TCK 2/0107"]) == (18, 3)

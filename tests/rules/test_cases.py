"""The table of cases through the Python reader and through the slow evaluator that is plain to see."""

from collections import Counter

import pytest

from core.rules import check_rule, compile_rule, parse, text
from tests.core.rules.reference import evaluate
from tests.rules.cases import Case, load_cases

CASES = load_cases()


@pytest.mark.parametrize("case", CASES, ids=str)
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

"""The tree of reasons: each part fulfilled, not fulfilled or open, with the facts and sources that it rests on."""

from datetime import date

import pytest
from hypothesis import given

from core.rules import Decider, RuleError, check, check_rule, compile_rule
from core.rules.explain import Explainer
from core.rules.reason import Reason
from tests.core.rules.scope import PERSONS, RULES, SCOPE
from tests.core.rules.test_verdict import CATEGORIES, FACTS, TODAY, Rule

RULE = 'age in [18..27] and (work_permitted or not(in_state_reception)) and residence_title != "eu"'


def explained(text, facts, sources=None, doubts=None):
    return Explainer(check_rule(text, SCOPE), SCOPE).explain(facts, sources, doubts)


def test_each_part_says_whether_it_is_fulfilled_and_on_what_it_rests():
    tree = explained(RULE, {"age": 20, "in_state_reception": True}, {"date_of_birth": "document"})
    assert (tree.kind, tree.state) == ("all", None)
    age, either, title = tree.parts
    assert (age.kind, age.state, [(used.name, used.value, used.source) for used in age.facts]) == (
        "test",
        True,
        [("age", 20, "document")],
    )
    assert (either.kind, either.state, [part.state for part in either.parts]) == ("any", None, [None, False])
    assert either.parts[1].kind == "not"
    assert (title.state, title.facts[0].value, title.facts[0].asked) == (None, None, "residence_title")


def test_the_branch_that_holds_is_shown_and_both_while_it_is_open_which():
    text = "if own_migration then work_permitted else in_state_reception"
    chosen = explained(text, {"own_migration": True})
    assert [part.facts[0].name for part in chosen.parts] == ["own_migration", "work_permitted"]
    assert len(explained(text, {}).parts) == 3


def test_what_is_doubted_is_open_but_shown_with_its_value():
    tree = explained("age >= 18", {"age": 20}, {"date_of_birth": "self"}, {"date_of_birth": "weak"})
    assert (tree.state, tree.facts[0].value, tree.facts[0].doubt) == (None, 20, "weak")


def test_the_tests_of_a_rule_stand_in_the_order_of_writing():
    names = [part.facts[0].name for part in explained(RULE, {}).tests()]
    assert names == ["age", "work_permitted", "in_state_reception", "residence_title"]


def fits(rule):
    try:
        check(rule, SCOPE)
    except RuleError:
        return False
    return True


@given(RULES.filter(fits), PERSONS)
def test_the_tree_means_what_the_rule_means(rule, facts):
    tree = Explainer(rule, SCOPE).explain(facts)
    assert tree.state is compile_rule(rule, SCOPE)(facts)
    waiting = [tree]
    while waiting:
        part = waiting.pop()
        waiting.extend(part.parts)
        states = [inner.state for inner in part.parts]
        if part.kind == "all":
            assert part.state is (False if False in states else None if None in states else True)
        elif part.kind == "any":
            assert part.state is (True if True in states else None if None in states else False)
        elif part.kind == "not":
            assert part.state is (None if states == [None] else not states[0])


def test_a_reason_has_its_tree_and_a_reason_without_a_rule_says_so():
    verdict = Decider([Rule("age", "age in [18..27]")], FACTS, categories=CATEGORIES).decide({"age": 40}, TODAY)
    assert verdict.reasons[0].tree.state is False
    lone = Reason("x", None, "", None, "must", True, False, {}, ())
    with pytest.raises(LookupError, match="'x'"):
        _ = lone.tree


def test_entry_date_is_our_own_and_has_no_source():
    tree = explained('entry_date >= date("2020-01-01")', {"entry_date": date(2024, 1, 1)}, {"entry_date": "self"})
    assert tree.facts[0].source is None

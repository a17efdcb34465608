"""Compiled rules give what the slow reference gives, for every rule and every person that hypothesis can think of."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.rules import Missing, RuleError, check, compile_rule, compile_rules, compile_verdicts, parse, text
from tests.core.rules.reference import evaluate
from tests.core.rules.scope import KNOWN_PERSONS, PERSONS, RULES, SCOPE

many = settings(max_examples=1200, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large])
few = settings(many, max_examples=200)


def well_typed(node):
    """The strategies know nothing of literals alone, of `3 = 3` between sets, and of ranges that run backwards."""
    try:
        check(node, SCOPE)
    except RuleError:
        return False
    return True


CHECKED = RULES.filter(well_typed)


@many
@given(CHECKED, st.lists(PERSONS, min_size=1, max_size=4))
def test_a_compiled_rule_gives_what_the_reference_gives(rule, people):
    decide = compile_rule(rule, SCOPE)
    for person in people:
        expected, found = evaluate(rule, person, SCOPE), decide(person)
        assert found is expected, (text(rule), person)


@few
@given(CHECKED)
def test_a_rule_that_is_written_and_read_again_is_the_same(rule):
    written = text(rule)
    assert parse(written) == rule
    assert text(parse(written)) == written


@few
@given(st.lists(CHECKED, min_size=1, max_size=5), PERSONS)
def test_rules_compiled_together_give_what_each_gives_alone(rules, person):
    named = {f"rule {place}": rule for place, rule in enumerate(rules)}
    alone = tuple(compile_rule(rule, SCOPE)(person) for rule in rules)
    assert compile_rules(named, SCOPE)(person) == alone
    (all_of_them, none_of_them), outcomes = compile_verdicts(named, [list(named), []], SCOPE)(person)
    assert outcomes == alone
    assert none_of_them is True
    assert all_of_them is (False if False in alone else None if None in alone else True)


@few
@given(CHECKED.filter(lambda rule: "is known" not in text(rule)), KNOWN_PERSONS, st.sets(st.sampled_from(sorted(SCOPE))))
def test_what_is_settled_stays_settled_when_more_is_known(rule, person, forgotten):
    """Kleene's promise, on which final exclusion rests; asking whether something is known is the only way around it."""
    less = {name: value for name, value in person.items() if name not in forgotten}
    decide = compile_rule(rule, SCOPE)
    if (settled := decide(less)) is not None:
        assert decide(person) is settled


@few
@given(CHECKED, PERSONS)
def test_missing_names_are_unknown_and_asked_only_while_a_rule_is_open(rule, person):
    missing = Missing(rule, SCOPE).names(person)
    outcome = compile_rule(rule, SCOPE)(person)
    assert outcome is None or missing == ()
    # of a row that lacks an answer the list is named: it is known, and yet to be completed
    assert all(name == "jobs" or evaluate(parse(name), person, SCOPE) is None for name in missing)


@few
@given(CHECKED, KNOWN_PERSONS, st.sets(st.sampled_from(sorted(SCOPE))))
def test_facts_that_are_not_missing_change_nothing(rule, person, forgotten):
    """An open rule stays open as long as only other facts become known."""
    less = {name: value for name, value in person.items() if name not in forgotten}
    decide = compile_rule(rule, SCOPE)
    if decide(less) is None:
        asked = Missing(rule, SCOPE).names(less)
        others = {name: value for name, value in person.items() if name not in asked}
        assert decide(others) is None or " if " in f" {text(rule)}" or "is known" in text(rule)

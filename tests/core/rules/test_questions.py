"""What to ask next: what settles most, then what is least sensitive, then what is missing most often."""

from datetime import date

from core.rules import Decider
from core.rules.questions import next_questions
from tests.core.rules.test_verdict import CATEGORIES, FACTS, Rule

ON = date(2025, 3, 14)
SENSITIVE = {"date_of_birth": "normal", "postal_code": "identity", "support_needs": "sensitive"}


def asked(facts=None, **programmes):
    verdicts = {
        name: Decider([Rule(f"r{at}", rule) for at, rule in enumerate(rules)], FACTS, categories=CATEGORIES).decide(
            facts or {}, ON
        )
        for name, rules in programmes.items()
    }
    return next_questions(verdicts, lambda fact: SENSITIVE.get(fact, "normal"))


def order(questions):
    return [question.fact for question in questions]


def test_the_fact_that_settles_most_programmes_comes_first():
    found = asked(a=["age >= 18", "own_migration"], b=["own_migration"], c=["own_migration or work_permitted"])
    assert order(found)[0] == "own_migration"
    assert found[0].settles == {
        "a": frozenset({"not eligible"}),
        "b": frozenset({"eligible", "not eligible"}),
        "c": frozenset({"eligible"}),
    }
    assert found[0].missing_in == ("a", "b", "c")


def test_of_two_that_settle_as_much_the_less_sensitive_comes_first():
    rules = ['contains(support_needs, "health")', 'starts with(postal_code, "59")', "work_permitted"]
    assert order(asked(a=rules)) == ["work_permitted", "postal_code", "support_needs"]


def test_then_what_is_missing_more_often():
    one = "own_migration and work_permitted or not(own_migration) and in_state_reception"
    other = 'own_migration and sex = "female" or not(own_migration) and in_state_reception'
    found = asked(a=["work_permitted"], b=["in_state_reception"], c=[one], d=[other])
    assert [(question.fact, len(question.settles), len(question.missing_in)) for question in found] == [
        ("in_state_reception", 1, 3),
        ("work_permitted", 1, 2),
        ("own_migration", 0, 2),
        ("sex", 0, 1),
    ]


def test_a_fact_that_cannot_settle_alone_is_told_so():
    found = asked(a=["own_migration and work_permitted or not(own_migration) and in_state_reception"])
    assert {question.fact: dict(question.settles) for question in found}["own_migration"] == {}


def test_the_base_is_asked_for_and_a_16_year_old_is_asked_for_her_title():
    facts = {"date_of_birth": date(2009, 1, 1), "in_state_reception": False}
    found = asked(
        facts,
        durchstarten=["age in [18..27]", 'residence_category in ("duldung", "gestattung")'],
        onnfit=["age >= 15", 'residence_category in ("duldung", "gestattung", "eu")'],
    )
    assert order(found) == ["residence_title"]
    assert set(found[0].settles) == {"onnfit"}


def test_verdicts_that_are_settled_ask_for_nothing():
    assert asked({"own_migration": True}, a=["own_migration"]) == ()


def test_who_is_missing_her_birthday_can_be_settled_by_it():
    assert asked(a=["age in [18..27]"])[0].settles == {"a": frozenset({"eligible", "not eligible"})}


def test_a_value_that_matters_only_together_with_the_known_ones_is_found():
    found = asked({"arrived_on": date(2020, 1, 1)}, a=["years_unskilled + 10 > days_between(arrived_on, entry_date) / 100"])
    assert found[0].settles == {"a": frozenset({"eligible", "not eligible"})}


def test_the_last_day_of_a_new_paper_settles_what_an_expired_one_opened():
    rule = Rule("status", 'residence_title = "d60a"', proof="document_seen")
    decider = Decider([rule], FACTS, validities={"residence_title": "arrived_on"})
    verdict = decider.decide(
        {"residence_title": "d60a", "arrived_on": date(2025, 1, 1)}, ON, sources={"residence_title": "office"}
    )
    found = {question.fact: set(question.settles) for question in next_questions({"a": verdict}, lambda _fact: "normal")}
    assert found == {"arrived_on": {"a"}, "residence_title": set()}


def test_papers_that_were_not_seen_are_asked_for():
    rule = Rule("status", 'residence_title = "d60a"', proof="document_seen")
    verdict = Decider([rule], FACTS).decide({"residence_title": "d60a"}, ON, sources={})
    (question,) = next_questions({"a": verdict}, lambda _fact: "normal")
    assert (question.fact, question.settles) == ("residence_title", {"a": frozenset({"eligible", "not eligible"})})

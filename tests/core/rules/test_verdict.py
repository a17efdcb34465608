"""Verdicts about people: final exclusion, what is still to be asked, exceptions, and the days on which a rule holds."""

import json
from dataclasses import FrozenInstanceError, dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import BOOLEAN, NUMBER, Code, Decider, RuleError, check_rule, compile_rule
from tests.core.rules.scope import PERSONS, SCOPE

CATEGORY = Code("residence_category", ("gestattung", "duldung", "aufenthaltserlaubnis", "eu"))
FACTS = {**SCOPE, "residence_category": CATEGORY}
TODAY = date(2025, 3, 14)


@dataclass(frozen=True)
class Rule:
    id: str
    rule: str
    title: object = "in words"
    source: str | None = None
    strength: str = "must"
    exception: bool = False
    valid_from: date | None = None
    valid_to: date | None = None
    proof: str = "any"


AGE = Rule("age", "age in [18..27]", exception=True, source="§ 1")
RECEPTION = Rule("reception", "not(in_state_reception)")
TITLE = Rule("title", 'residence_category in ("gestattung", "duldung")', strength="should")
CATEGORIES = {"d60a": "duldung", "g55": "gestattung", "eu": "eu"}
DURCHSTARTEN = Decider([AGE, RECEPTION, TITLE], FACTS, categories=CATEGORIES)


def born(age):
    return date(TODAY.year - age, TODAY.month, TODAY.day)


def test_a_person_who_fulfils_all():
    verdict = DURCHSTARTEN.decide({"date_of_birth": born(18), "in_state_reception": False, "residence_title": "d60a"}, TODAY)
    assert verdict.outcome == "eligible"
    assert verdict.decided_by == ("age", "reception")
    assert verdict.missing == ()
    assert [reason.state for reason in verdict.reasons] == [True, True, True]
    assert verdict.reasons[0].facts == {"age": 18}
    assert verdict.reasons[0].source == "§ 1"


def test_nothing_known_leaves_it_open_and_asks_for_what_can_be_answered():
    verdict = DURCHSTARTEN.decide({}, TODAY)
    assert verdict.outcome == "open"
    assert verdict.decided_by == ()
    assert verdict.missing == ("date_of_birth", "in_state_reception")
    assert verdict.reasons[2].missing == ("residence_title",)


def test_exclusion_is_final_although_all_else_is_unknown():
    verdict = DURCHSTARTEN.decide({"in_state_reception": True}, TODAY)
    assert (verdict.outcome, verdict.decided_by, verdict.missing) == ("not eligible", ("reception",), ())


def test_the_last_day_before_the_28th_birthday_and_the_birthday():
    facts = {"date_of_birth": date(1997, 3, 15), "in_state_reception": False}
    assert DURCHSTARTEN.decide(facts, TODAY).outcome == "eligible"
    assert DURCHSTARTEN.decide(facts, date(2025, 3, 15)).decided_by == ("age",)


@pytest.mark.parametrize("title", ["eu", None, "nonsense"])
def test_a_should_criterion_neither_excludes_nor_keeps_open(title):
    facts = {"date_of_birth": born(20), "in_state_reception": False, "residence_title": title}
    verdict = DURCHSTARTEN.decide(facts, TODAY)
    assert (verdict.outcome, verdict.missing) == ("eligible", ())
    assert verdict.reasons[2].state is (False if title == "eu" else None)


def test_an_exception_lets_in_only_where_the_criterion_allows_it():
    old = {"date_of_birth": born(40), "in_state_reception": False}
    assert DURCHSTARTEN.decide(old, TODAY).outcome == "not eligible"
    granted = DURCHSTARTEN.decide(old, TODAY, exceptions=["age"])
    assert granted.outcome == "eligible"
    assert [(reason.state, reason.granted) for reason in granted.reasons[:2]] == [(False, True), (True, False)]
    housed = {**old, "in_state_reception": True}
    refused = DURCHSTARTEN.decide(housed, TODAY, exceptions=["age", "reception"])
    assert (refused.outcome, refused.decided_by) == ("not eligible", ("reception",))


def test_an_exception_does_not_answer_what_is_unknown():
    assert DURCHSTARTEN.decide({"in_state_reception": False}, TODAY, exceptions=["age"]).outcome == "open"
    open_ = DURCHSTARTEN.decide({"date_of_birth": born(40)}, TODAY, exceptions=["age"])
    assert (open_.outcome, open_.missing) == ("open", ("in_state_reception",))


def test_criteria_hold_from_their_first_to_their_last_day():
    usingen = Decider(
        [
            Rule("window", "false", valid_to=date(2019, 6, 30)),
            Rule("home", 'municipality = "Usingen"', valid_from=date(2019, 7, 1), valid_to=date(2022, 6, 30)),
            Rule("closed", "false", valid_from=date(2022, 7, 1), valid_to=date(2022, 12, 31)),
            Rule("home", "own_migration", valid_from=date(2023, 1, 1)),
        ],
        SCOPE,
    )
    here, elsewhere = {"municipality": "Usingen"}, {"municipality": "Hilden", "own_migration": True}
    days = [date(2019, 6, 30), date(2019, 7, 1), date(2022, 6, 30), date(2022, 7, 1), date(2022, 12, 31), date(2023, 1, 1)]
    outcomes = [(usingen.decide(here, day).outcome, usingen.decide(elsewhere, day).outcome) for day in days]
    no, yes, unclear = "not eligible", "eligible", "open"
    assert outcomes == [(no, no), (yes, no), (yes, no), (no, no), (no, no), (unclear, yes)]
    assert [reason.valid_from for reason in usingen.decide(here, days[-1]).reasons] == [date(2023, 1, 1)]


def test_the_last_day_of_the_calendar_is_a_day():
    decider = Decider([Rule("a", "own_migration", valid_to=date.max)], SCOPE)
    assert decider.decide({}, date.max).outcome == "open"


def test_where_no_criterion_holds_everybody_is_eligible():
    assert Decider([], SCOPE).decide({}, TODAY).outcome == "eligible"
    later = Decider([Rule("a", "false", valid_from=date(2030, 1, 1))], SCOPE)
    verdict = later.decide({}, TODAY)
    assert (verdict.outcome, verdict.reasons, verdict.decided_by) == ("eligible", (), ())


MISSING = [
    ("own_migration or work_permitted", {"own_migration": True}, ()),
    ("own_migration or work_permitted", {"own_migration": False}, ("work_permitted",)),
    ("own_migration and work_permitted", {"own_migration": True}, ("work_permitted",)),
    ("(own_migration or work_permitted) and age > 3", {"own_migration": True}, ("date_of_birth",)),
    ("age > 3 and own_migration and age < 9", {}, ("date_of_birth", "own_migration")),
    ("age > years_unskilled", {"years_unskilled": 3}, ("date_of_birth",)),
    ("if own_migration then age > 3 else work_permitted", {}, ("own_migration",)),
    ("if own_migration then age > 3 else work_permitted", {"own_migration": True}, ("date_of_birth",)),
    ("if own_migration then age > 3 else work_permitted", {"own_migration": False}, ("work_permitted",)),
    ("if true then age > 3 else work_permitted", {}, ("date_of_birth",)),
    ("(is known(age) and age > 3) or own_migration", {}, ("own_migration",)),
    ("not(own_migration)", {}, ("own_migration",)),
    ('contains(benefits, "sgb2")', {}, ("benefits",)),
    ("age in [years_unskilled..60]", {"date_of_birth": born(20)}, ("years_unskilled",)),
    ('residence_title in ("eu", former_title)', {"residence_title": "g55"}, ("former_title",)),
    ("years_unskilled / 0 > 1", {"years_unskilled": 1}, ()),
]


@pytest.mark.parametrize(("rule", "facts", "missing"), MISSING, ids=[f"{case[0]} {case[1]}" for case in MISSING])
def test_only_what_can_still_change_the_outcome_is_asked_for(rule, facts, missing):
    assert Decider([Rule("a", rule)], FACTS).decide(facts, TODAY).missing == missing


def test_a_fact_that_several_criteria_miss_is_asked_for_once():
    decider = Decider([Rule("a", "age > 3"), Rule("b", "own_migration and age < 60")], SCOPE)
    assert decider.decide({}, TODAY).missing == ("date_of_birth", "own_migration")


def test_a_verdict_can_be_stored():
    facts = {"years_unskilled": Decimal("3.50"), "benefits": frozenset({"sgb3", "sgb2"}), "arrived_on": date(2020, 1, 2)}
    criteria = [
        Rule("a", "years_unskilled > 4 or count(benefits) > 5 or arrived_on > entry_date", valid_from=date(2020, 1, 1)),
        AGE,
    ]
    data = Decider(criteria, SCOPE).decide(facts, TODAY).as_data()
    assert json.loads(json.dumps(data)) == data
    assert data["outcome"] == "not eligible"
    assert data["criteria"][0] == {
        "id": "a",
        "version": "2020-01-01",
        "strength": "must",
        "state": False,
        "granted": False,
        "facts": {
            "years_unskilled": "3.50",
            "benefits": ["sgb2", "sgb3"],
            "arrived_on": "2020-01-02",
            "entry_date": "2025-03-14",
        },
        "missing": [],
    }


def test_a_verdict_is_frozen_and_keeps_the_facts_of_its_moment():
    facts = {"date_of_birth": born(20)}
    verdict = DURCHSTARTEN.decide(facts, TODAY)
    facts["in_state_reception"] = True
    assert verdict.missing == ("in_state_reception",)
    with pytest.raises(FrozenInstanceError):
        verdict.outcome = "eligible"


def test_a_rule_that_does_not_fit_is_refused_at_once():
    with pytest.raises(RuleError, match="Did you mean 'age'"):
        Decider([Rule("a", "aeg > 1", valid_from=date(2999, 1, 1))], {"age": NUMBER, "b": BOOLEAN})


@settings(max_examples=200, deadline=None)
@given(
    PERSONS,
    st.lists(st.sampled_from([AGE, RECEPTION, Rule("m", "own_migration"), Rule("s", "work_permitted", strength="should")])),
)
def test_the_outcome_follows_from_the_states(person, criteria):
    verdict = Decider(criteria, SCOPE).decide(person, TODAY)
    musts = [reason.state for reason in verdict.reasons if reason.strength == "must"]
    assert verdict.outcome == ("not eligible" if False in musts else "open" if None in musts else "eligible")
    for reason, criterion in zip(verdict.reasons, criteria, strict=True):
        if criterion.rule == "own_migration":
            assert reason.state is compile_rule(check_rule(criterion.rule, SCOPE), SCOPE)(person)

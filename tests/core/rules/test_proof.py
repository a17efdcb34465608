"""A criterion may demand that a paper was seen; an expired paper opens the verdict again."""

from datetime import date, timedelta

import pytest

from core.rules import NUMBER, Decider
from tests.core.rules.test_verdict import CATEGORIES, FACTS, TODAY, Rule

SCOPE = {**FACTS, "years_unskilled": NUMBER}
VALID = {"residence_title": "residence_valid_until"}
STATUS = Rule("status", 'residence_category in ("gestattung", "duldung")', proof="document_seen")
ADULT = Rule("adult", "age >= 18")
DECIDER = Decider([STATUS, ADULT], SCOPE, categories=CATEGORIES, validities=VALID)
ADA = {"residence_title": "d60a", "date_of_birth": date(2000, 1, 1)}


def judged(facts=None, sources=None, on=TODAY):
    return DECIDER.decide({**ADA, **(facts or {})}, on, sources=sources)


@pytest.mark.parametrize(
    ("source", "outcome"),
    [("self", "open"), (None, "open"), ("nonsense", "open"), ("document", "eligible"), ("office", "eligible")],
)
def test_what_she_says_herself_is_not_enough_where_a_paper_must_be_seen(source, outcome):
    sources = {} if source is None else {"residence_title": source}
    assert judged(sources=sources).outcome == outcome


def test_the_reason_names_the_fact_what_it_would_give_and_asks_for_it():
    verdict = judged(sources={"residence_title": "self"})
    reason = verdict.reasons[0]
    assert (reason.state, reason.claimed, reason.doubts) == (None, True, {"residence_title": "weak"})
    assert verdict.missing == ("residence_title",)
    assert reason.facts == {"residence_category": "duldung"}
    assert reason.tree.facts[0].doubt == "weak"
    assert reason.as_data()["doubts"] == {"residence_title": "weak"}


def test_an_unproven_fact_does_not_exclude_either():
    verdict = judged({"residence_title": "eu"}, {"residence_title": "self"})
    assert (verdict.outcome, verdict.reasons[0].claimed) == ("open", False)


def test_another_criterion_excludes_all_the_same():
    assert judged({"date_of_birth": date(2020, 1, 1)}, {"residence_title": "self"}).outcome == "not eligible"


def test_the_paper_holds_on_its_last_day_and_no_day_longer():
    sources = {"residence_title": "document"}
    assert judged({"residence_valid_until": TODAY}, sources).outcome == "eligible"
    expired = judged({"residence_valid_until": TODAY - timedelta(days=1)}, sources)
    assert (expired.outcome, expired.reasons[0].doubts) == ("open", {"residence_title": "expired"})
    assert expired.missing == ("residence_title", "residence_valid_until")
    assert expired.but({"residence_valid_until": TODAY}).outcome == "eligible"


def test_an_office_may_be_demanded():
    decider = Decider([Rule("long", "years_unskilled > 4", proof="office_confirmed")], SCOPE)
    outcomes = [
        decider.decide({"years_unskilled": 5}, TODAY, sources={"years_unskilled": source}).outcome
        for source in ("self", "document", "office")
    ]
    assert outcomes == ["open", "open", "eligible"]


def test_nobody_has_to_prove_the_day_of_entry():
    decider = Decider([Rule("window", 'entry_date >= date("2020-01-01")', proof="office_confirmed")], SCOPE)
    assert decider.decide({}, TODAY, sources={}).outcome == "eligible"


def test_without_sources_what_was_said_counts():
    assert judged().outcome == "eligible"
    assert judged().reasons[0].sources == {}


def test_a_waived_criterion_stays_waived_beside_a_doubted_one():
    young = Rule("young", "age <= 20", exception=True)
    decider = Decider([young, STATUS], SCOPE, categories=CATEGORIES, validities=VALID)
    waived = decider.decide(ADA, TODAY, exceptions=["young"], sources={"residence_title": "self"})
    assert waived.outcome == "open"


def test_asking_what_would_be_takes_the_change_as_proven():
    assert judged(sources={}).but({"residence_title": "g55"}).outcome == "eligible"

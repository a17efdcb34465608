"""Which single change of one fact turns a verdict, with the values grouped."""

from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import Decider
from core.rules.cells import Cell, cells
from core.rules.flips import flips, outcomes
from tests.core.rules.scope import KNOWN_PERSONS, PERSONS, RULES
from tests.core.rules.test_horizon import TIMED, fits
from tests.core.rules.test_verdict import CATEGORIES, FACTS, Rule

from core.rules.text import text  # isort: skip

ON = date(2025, 3, 14)


def flipped(rules, facts, **more):
    rules = [Rule(f"r{place}", rule) if isinstance(rule, str) else rule for place, rule in enumerate(rules)]
    decider = Decider(rules, FACTS, categories=CATEGORIES, validities={"residence_title": "arrived_on"})
    return {(flip.fact, flip.outcome): flip for flip in flips(decider.decide(facts, ON, **more))}


def test_the_titles_that_would_open_it_are_grouped():
    found = flipped(['residence_category in ("gestattung", "duldung")', "own_migration"], {"residence_title": "eu"})
    assert set(found) == {("residence_title", "open")}
    assert [cell.value for cell in found["residence_title", "open"].cells if cell.value in CATEGORIES] == ["g55", "d60a"]


def test_an_unknown_fact_turns_it_to_either_side():
    found = flipped(["own_migration", "age >= 18"], {"date_of_birth": date(2000, 1, 1)})
    assert found["own_migration", "eligible"].cells == (Cell(True, True, True),)
    assert found["own_migration", "not eligible"].cells == (Cell(False, False, False),)
    young = found["date_of_birth", "not eligible"].cells
    assert [(cell.lower, cell.upper) for cell in young] == [(date(2007, 3, 15), None)]


def test_an_age_that_was_handed_in_is_itself_what_may_change():
    found = flipped(["age in [18..27]"], {"age": 16})
    (cell,) = found["age", "eligible"].cells
    assert (cell.lower, cell.upper, cell.lower_closed, cell.upper_closed) == (18, 27, True, True)


def test_more_than_four_years_begins_right_behind_four():
    (cell,) = flipped(["years_unskilled > 4"], {"years_unskilled": 4})["years_unskilled", "eligible"].cells
    assert (cell.lower, cell.upper, cell.lower_closed) == (4, None, False)


def test_a_number_in_a_calculation_turns_at_whole_numbers():
    (cell,) = flipped(["years_unskilled * 2 >= 9"], {"years_unskilled": 1})["years_unskilled", "eligible"].cells
    assert cell.lower in (4, 5)


def test_from_a_known_set_one_code_goes_or_comes():
    found = flipped(['not(contains(benefits, "sgb2"))'], {"benefits": frozenset({"sgb2", "asylblg"})})
    assert [cell.value for cell in found["benefits", "eligible"].cells] == [frozenset({"asylblg"})]


def test_a_paper_that_is_seen_and_one_that_is_renewed():
    rule = Rule("status", 'residence_title = "d60a"', proof="document_seen")
    weak = flipped([rule], {"residence_title": "d60a"}, sources={})
    assert weak["residence_title", "eligible"].change == "proof"
    old = {"residence_title": "d60a", "arrived_on": date(2025, 1, 1)}
    assert flipped([rule], old, sources={"residence_title": "office"})["residence_title", "eligible"].change == "renewed"


def test_what_two_facts_exclude_no_single_one_opens():
    assert not flipped(["own_migration", "work_permitted"], {"own_migration": False, "work_permitted": False})


def test_it_is_bounded():
    decider = Decider([Rule("x", 'residence_title = "eu" and own_migration')], FACTS)
    verdict = decider.decide({}, ON)
    assert {flip.fact for flip in flips(verdict, limit=8)} == {"residence_title"}
    assert flips(verdict, limit=3) == ()


@settings(max_examples=80, deadline=None)
@given(st.lists(RULES.filter(fits).map(text) | TIMED, min_size=1, max_size=3), PERSONS)
def test_each_flip_turns_it_for_real(rules, facts):
    decider = Decider([Rule(f"r{place}", rule) for place, rule in enumerate(rules)], FACTS, categories=CATEGORIES)
    verdict = decider.decide(facts, ON)
    for flip in flips(verdict):
        for cell in flip.cells:
            assert decider.decide({**verdict.facts, flip.fact: cell.value}, ON).outcome == flip.outcome != verdict.outcome


@settings(max_examples=60, deadline=None)
@given(st.lists(TIMED, min_size=1, max_size=3), KNOWN_PERSONS, st.dates(date(1985, 1, 1), date(2012, 1, 1)))
def test_in_a_stretch_of_days_all_days_give_the_same(rules, facts, tried):
    decider = Decider([Rule(f"r{place}", rule) for place, rule in enumerate(rules)], FACTS, categories=CATEGORIES)
    if "(date_of_birth" in " ".join(rules) or "age * age" in " ".join(rules) or "own_migration else" in " ".join(rules):
        return
    verdict = decider.decide(facts, ON)
    holding = [
        (cell, outcome)
        for cell, outcome in outcomes(verdict, "date_of_birth")
        if (cell.lower or date.min) <= tried <= (cell.upper or date.max)
    ]
    assert len(holding) == 1
    assert decider.decide({**facts, "date_of_birth": tried}, ON).outcome == holding[0][1]


def test_a_text_that_no_rule_names_is_tried_too():
    decider = Decider([Rule("x", 'municipality in ("Usingen", "Hilden") or starts with(postal_code, "59")')], FACTS)
    verdict = decider.decide({}, ON)
    assert [cell.value for cell in cells(verdict, "municipality")] == ["Usingen", "Hilden", "…"]
    assert [cell.value for cell in cells(verdict, "postal_code")] == ["59", "…"]
    assert Decimal(0) in [cell.value for cell in cells(verdict, "years_unskilled")]

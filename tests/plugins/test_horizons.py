"""Of all six programmes: the horizon is what trying each day of three years gives."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

import pytest

from core.definitions import Programme, vocabulary
from core.rules import Decider
from core.rules.flips import flips
from core.rules.horizon import horizon
from plugins import drei_phasen_modell, gemeinsam_durchstarten, my_turn, wir, wir_onnfit, wir_sind_usingen

PROGRAMMES = [each.programme for each in (drei_phasen_modell, gemeinsam_durchstarten, my_turn, wir, wir_onnfit, wir_sind_usingen)]
DISTRICTS = ("Kreis Unna", "Landkreis Fulda", "Landkreis Hersfeld-Rotenburg", "Kreis Mettmann")


def decider(programme: Programme) -> Decider:
    words = vocabulary()
    return Decider(programme.eligibility, words.entry_scope, categories=words.categories, validities=words.validities)


def somebody(dice: random.Random) -> dict[str, Any]:
    """Most facts known, young people above all, so that birthdays matter."""
    words = vocabulary()
    facts: dict[str, Any] = {
        "date_of_birth": date(1990, 1, 1) + timedelta(days=dice.randrange(8000)),
        "arrived_on": date(2012, 1, 1) + timedelta(days=dice.randrange(4000)),
        "district": dice.choice(DISTRICTS),
        "municipality": dice.choice(["Usingen", "Hilden", "Lünen"]),
        "years_unskilled": dice.randrange(8),
        "benefits": frozenset(dice.sample(["sgb2", "asylblg"], dice.randrange(2))),
        "sex": dice.choice(["female", "female", "male"]),
        "residence_title": dice.choice(words.list("residence_title").codes),
        "work_ban": dice.choice(["none", "none", "temporary", "absolute"]),
        "german_level": dice.choice(["a2", "b1", "b2"]),
    }
    truths = ("own_migration", "migration_background", "refugee_background", "work_permitted", "seeking_work")
    facts |= {name: dice.random() < 0.9 for name in truths} | {"in_state_reception": dice.random() < 0.1}
    return {name: value for name, value in facts.items() if dice.random() < 0.95}


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_the_horizon_is_the_first_day_of_another_outcome(programme: Programme) -> None:
    judge, dice = decider(programme), random.Random(4)
    for _ in range(25):
        facts, on = somebody(dice), date(2019, 1, 1) + timedelta(days=dice.randrange(3000))
        verdict = judge.decide(facts, on)
        days = (on + timedelta(days=count) for count in range(1, 1101))
        first = next((day for day in days if judge.decide(facts, day).outcome != verdict.outcome), None)
        assert horizon(verdict, on + timedelta(days=1100)).day == first


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_no_rule_of_it_needs_each_day_to_be_tried(programme: Programme) -> None:
    assert not decider(programme).turns({"entry_date": 1, "age": 1}).everywhere


@pytest.mark.parametrize("programme", PROGRAMMES, ids=lambda programme: programme.id)
def test_what_would_turn_it_does(programme: Programme) -> None:
    judge, dice = decider(programme), random.Random(5)
    for _ in range(10):
        verdict = judge.decide(somebody(dice), date(2021, 5, 4))
        for flip in flips(verdict):
            assert all(verdict.but({flip.fact: cell.value}).outcome == flip.outcome for cell in flip.cells)

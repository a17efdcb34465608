"""Which way a value goes as the day grows, and on which comparisons the truth of a rule hangs."""

import pytest

from core.rules import check_rule
from core.rules.turns import MIXED, Turns, atoms, direction
from tests.core.rules.scope import SCOPE

TIME = {"entry_date": 1, "age": 1}


def left(text):
    return check_rule(f"({text}) = 1", SCOPE).left


@pytest.mark.parametrize(
    ("text", "way"),
    [
        ("years_unskilled", 0),
        ("age", 1),
        ("-age", -1),
        ("30 - age", -1),
        ("age + years_unskilled", 1),
        ("age * -2", -1),
        ("2 * age", 1),
        ("age / 3", 1),
        ("age / -3", -1),
        ("3 / age", MIXED),
        ("age * age", MIXED),
        ("age - age", MIXED),
        ("age * years_unskilled", MIXED),
        ("age_on(date_of_birth, entry_date)", 1),
        ("days_between(entry_date, arrived_on)", -1),
        ("floor(age / 2)", 1),
        ("round half up(age / 2, 0)", 1),
        ("abs(age - 20)", MIXED),
        ("modulo(age, 2)", MIXED),
        ("min(age, 20)", 1),
        ("max(age, -age)", MIXED),
        ("if own_migration then age else age + 1", 1),
        ("if own_migration then age else -age", MIXED),
        ("if age > 20 then 1 else 2", MIXED),
        ("count(benefits)", 0),
    ],
)
def test_a_value_grows_shrinks_or_stays(text, way):
    assert direction(left(text), TIME) == way


@pytest.mark.parametrize(
    ("text", "count", "mixed"),
    [
        ("own_migration", 0, False),
        ("age >= 18", 1, False),
        ("age = 18", 2, False),
        ("age in [18..27]", 2, False),
        ("age in (18, 20)", 4, False),
        ("age between 18 and 27 and own_migration", 2, False),
        ("if age > 20 then own_migration else work_permitted", 1, False),
        ("not(age > 20) or entry_date < arrived_on", 2, False),
        ("modulo(age, 2) = 0", 1, True),
        ("is known(age)", 0, False),
        ("is known(age + 1)", 1, True),
        ("(age > 20) = own_migration", 1, True),
    ],
)
def test_the_comparisons_that_matter(text, count, mixed):
    found = list(atoms(check_rule(text, SCOPE), TIME))
    assert len(found) == count
    assert any(atom.mixed for atom in found) is mixed


def test_the_places_are_found_by_halves():
    rule = check_rule("years_unskilled > 1234", SCOPE)
    asked = []

    def at(place):
        asked.append(place)
        return {"years_unskilled": place}

    turns = Turns((rule,), SCOPE, {"years_unskilled": 1})
    assert turns.places(at, 0, 1_000_000) == {1235}
    assert len(asked) < 60

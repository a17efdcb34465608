"""Which facts an open rule waits for, in quantifiers too."""

import pytest

from core.rules import Missing, parse
from tests.core.rules.scope import SCOPE

ROW = {"months": 7, "kind": "employed"}

CASES = [
    ("some v in benefits satisfies age > 3", {}, ("benefits",)),
    ('some v in benefits satisfies v = "sgb2" and age > 3', {"benefits": frozenset({"sgb2"})}, ("age",)),
    ('some v in benefits satisfies v = "sgb2" and age > 3', {"benefits": frozenset({"sgb3"})}, ()),
    ("every v in benefits satisfies own_migration", {"benefits": frozenset()}, ()),
    ("some v in jobs satisfies v.months >= age", {"jobs": (ROW,)}, ("age",)),
    ("some v in jobs satisfies v.months >= 6", {"jobs": ({},)}, ("jobs",)),
    ("some v in jobs satisfies v.months >= age", {"jobs": ({},)}, ("jobs", "age")),
    ("some v in jobs satisfies v.months >= 6 or own_migration", {"jobs": (ROW,)}, ()),
    ("some v in jobs satisfies v.months >= 9 and v.paid", {"jobs": (ROW,)}, ()),
    ("some v in jobs satisfies v.months >= 6 and v.paid", {"jobs": (ROW,)}, ("jobs",)),
    ('some v in jobs satisfies some w in v.skills satisfies w = "welding"', {"jobs": (ROW,)}, ("jobs",)),
    (
        'some v in jobs satisfies some w in v.skills satisfies w = "welding" and own_migration',
        {"jobs": ({"skills": frozenset({"welding"})},)},
        ("own_migration",),
    ),
    ("(some v in jobs satisfies v.months >= 6) and age > 3", {"jobs": (ROW,)}, ("age",)),
    ('if done("exit") then age > 3 else own_migration', {"done_steps": frozenset()}, ("own_migration",)),
    ('enrolled("wir")', {}, ("enrolments",)),
]


@pytest.mark.parametrize(("rule", "facts", "expected"), CASES, ids=[f"{place}: {case[0]}" for place, case in enumerate(CASES)])
def test_what_is_asked_for(rule, facts, expected):
    assert Missing(parse(rule), SCOPE).names(facts) == expected

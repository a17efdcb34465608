"""One person, six programmes, all outcomes: our compiled rules against a plain Python function.

Run it by `python -m tests.bench.bench_rules`. The rules and the people are invented. The limit is the same 39 rules
written out as a plain Python function that trusts its facts: each is there, and of the right type or None.
"""

from __future__ import annotations

import random
import sys
from datetime import date, timedelta
from typing import Any

from core.rules import BOOLEAN, DATE, NUMBER, Code, Ordered, Scope, check_rule, compile_rules, compile_verdicts
from tests.bench.rounds import rounds, table

TITLES = Code(
    "residence_title", ("g55", "an63a", "d60a", "d60b", "d60c", "d60d", "a24", "a25_1", "a25_2f", "a25_3", "ne9", "eu", "de")
)
LEVELS = Ordered("german_level", ("none", "alpha", "a1", "a2", "b1", "b2", "c1", "c2"))
PLACES = Code("municipality", tuple(f"place_{number:02}" for number in range(48)))
WORK = Code("employment_status", ("employed", "self_employed", "marginal", "in_training", "internship", "unemployed", "inactive"))
BANS = Code("work_ban", ("none", "temporary", "absolute"))
SEXES = Code("sex", ("female", "male", "diverse"))
SCOPE: Scope = {
    "age": NUMBER,
    "sex": SEXES,
    "residence_title": TITLES,
    "municipality": PLACES,
    "employment_status": WORK,
    "german_level": LEVELS,
    "arrived_on": DATE,
    "residence_valid_until": DATE,
    "years_unskilled": NUMBER,
    "in_state_reception": BOOLEAN,
    "seeking_work": BOOLEAN,
    "work_ban": BANS,
    "own_migration": BOOLEAN,
}


def places(first: int, end: int) -> str:
    return ", ".join(f'"{code}"' for code in PLACES.codes[first:end])


PROGRAMMES: dict[str, list[str]] = {
    "wir": [
        "age >= 15",
        'residence_title in ("g55", "an63a", "d60a", "d60c", "d60d", "a24", "a25_1", "a25_2f", "a25_3")',
        'work_ban != "absolute"',
        f"municipality in ({places(0, 20)})",
        "not(in_state_reception)",
        'employment_status in ("unemployed", "inactive") or years_unskilled >= 4',
        'arrived_on >= date("2014-01-01")',
    ],
    "onnfit": [
        "age in [16..64]",
        'residence_title in ("g55", "d60a", "d60c", "d60d", "a24", "a25_1", "a25_2f")',
        'german_level >= "a2"',
        'not(german_level >= "c1")',
        f"municipality in ({places(0, 30)}) or seeking_work",
        'residence_valid_until in [date("2025-06-30")..date("2031-12-31")]',
    ],
    "my_turn": [
        'sex = "female"',
        "age in [18..60]",
        "own_migration",
        'employment_status in ("unemployed", "inactive", "marginal")',
        'german_level >= "a1"',
        'arrived_on >= date("2015-01-01") or years_unskilled >= 4 and seeking_work',
    ],
    "durchstarten": [
        "age in [18..27]",
        'residence_title in ("g55", "d60a", "d60b", "d60c", "d60d")',
        "not(in_state_reception)",
        f"municipality in ({places(10, 44)})",
        'not(employment_status in ("employed", "self_employed"))',
        'arrived_on in [date("2012-01-01")..date("2025-12-31")]',
        'work_ban = "none" or work_ban = "temporary"',
    ],
    "hilden": [
        "age >= 18",
        'german_level >= "b1"',
        "seeking_work",
        'work_ban != "absolute"',
        f"municipality in ({places(5, 35)})",
        'own_migration or residence_title in ("d60a", "a24", "a25_2f")',
    ],
    "usingen": [
        "own_migration",
        f"municipality in ({places(0, 40)})",
        "age in [16..66]",
        "not(in_state_reception)",
        'not(residence_title in ("de", "eu"))',
        'residence_valid_until in [date("2025-01-01")..date("2099-12-31")]',
        'not(german_level >= "b2") or years_unskilled > 2 or seeking_work and employment_status = "unemployed"',
    ],
}

PLACES_0_20 = frozenset(PLACES.codes[0:20])
PLACES_0_30 = frozenset(PLACES.codes[0:30])
PLACES_0_40 = frozenset(PLACES.codes[0:40])
PLACES_10_44 = frozenset(PLACES.codes[10:44])
PLACES_5_35 = frozenset(PLACES.codes[5:35])
D_2012_01_01 = date(2012, 1, 1)
D_2014_01_01 = date(2014, 1, 1)
D_2015_01_01 = date(2015, 1, 1)
D_2025_01_01 = date(2025, 1, 1)
D_2025_06_30 = date(2025, 6, 30)
D_2025_12_31 = date(2025, 12, 31)
D_2031_12_31 = date(2031, 12, 31)
D_2099_12_31 = date(2099, 12, 31)


def by_hand(facts: dict[str, Any]) -> tuple[tuple[bool | None, ...], tuple[bool | None, ...]]:
    """The limit."""
    age = facts["age"]
    sex = facts["sex"]
    residence_title = facts["residence_title"]
    municipality = facts["municipality"]
    employment_status = facts["employment_status"]
    german_level = facts["german_level"]
    arrived_on = facts["arrived_on"]
    residence_valid_until = facts["residence_valid_until"]
    years_unskilled = facts["years_unskilled"]
    in_state_reception = facts["in_state_reception"]
    seeking_work = facts["seeking_work"]
    work_ban = facts["work_ban"]
    own_migration = facts["own_migration"]
    c0 = None if age is None else age >= 15
    c1 = (
        None
        if residence_title is None
        else residence_title in {"g55", "an63a", "d60a", "d60c", "d60d", "a24", "a25_1", "a25_2f", "a25_3"}
    )
    c2 = None if work_ban is None else work_ban != "absolute"
    c3 = None if municipality is None else municipality in PLACES_0_20
    c4 = None if in_state_reception is None else not in_state_reception
    c5 = (
        True
        if (
            (employment_status is not None and employment_status in {"unemployed", "inactive"})
            or (years_unskilled is not None and years_unskilled >= 4)
        )
        else False
        if (
            (employment_status is not None and employment_status not in {"unemployed", "inactive"})
            and (years_unskilled is not None and not years_unskilled >= 4)
        )
        else None
    )
    c6 = None if arrived_on is None else arrived_on >= D_2014_01_01
    wir = (
        True
        if c0 and c1 and c2 and c3 and c4 and c5 and c6
        else False
        if c0 is False or c1 is False or c2 is False or c3 is False or c4 is False or c5 is False or c6 is False
        else None
    )
    c7 = None if age is None else 16 <= age <= 64
    c8 = None if residence_title is None else residence_title in {"g55", "d60a", "d60c", "d60d", "a24", "a25_1", "a25_2f"}
    c9 = None if german_level is None else german_level in {"a2", "b1", "b2", "c1", "c2"}
    c10 = None if german_level is None else german_level in {"none", "alpha", "a1", "a2", "b1", "b2"}
    c11 = (
        True
        if ((municipality is not None and municipality in PLACES_0_30) or seeking_work)
        else False
        if ((municipality is not None and municipality not in PLACES_0_30) and seeking_work is False)
        else None
    )
    c12 = None if residence_valid_until is None else D_2025_06_30 <= residence_valid_until <= D_2031_12_31
    onnfit = (
        True
        if c7 and c8 and c9 and c10 and c11 and c12
        else False
        if c7 is False or c8 is False or c9 is False or c10 is False or c11 is False or c12 is False
        else None
    )
    c13 = None if sex is None else sex == "female"
    c14 = None if age is None else 18 <= age <= 60
    c15 = own_migration
    c16 = None if employment_status is None else employment_status in {"unemployed", "inactive", "marginal"}
    c17 = None if german_level is None else german_level in {"a1", "a2", "b1", "b2", "c1", "c2"}
    c18 = (
        True
        if (
            (arrived_on is not None and arrived_on >= D_2015_01_01)
            or ((years_unskilled is not None and years_unskilled >= 4) and seeking_work)
        )
        else False
        if (
            (arrived_on is not None and not arrived_on >= D_2015_01_01)
            and ((years_unskilled is not None and not years_unskilled >= 4) or seeking_work is False)
        )
        else None
    )
    my_turn = (
        True
        if c13 and c14 and c15 and c16 and c17 and c18
        else False
        if c13 is False or c14 is False or c15 is False or c16 is False or c17 is False or c18 is False
        else None
    )
    c19 = None if age is None else 18 <= age <= 27
    c20 = None if residence_title is None else residence_title in {"g55", "d60a", "d60b", "d60c", "d60d"}
    c21 = None if in_state_reception is None else not in_state_reception
    c22 = None if municipality is None else municipality in PLACES_10_44
    c23 = None if employment_status is None else employment_status not in {"employed", "self_employed"}
    c24 = None if arrived_on is None else D_2012_01_01 <= arrived_on <= D_2025_12_31
    c25 = (
        True
        if ((work_ban is not None and work_ban == "none") or (work_ban is not None and work_ban == "temporary"))
        else False
        if ((work_ban is not None and work_ban != "none") and (work_ban is not None and work_ban != "temporary"))
        else None
    )
    durchstarten = (
        True
        if c19 and c20 and c21 and c22 and c23 and c24 and c25
        else False
        if c19 is False or c20 is False or c21 is False or c22 is False or c23 is False or c24 is False or c25 is False
        else None
    )
    c26 = None if age is None else age >= 18
    c27 = None if german_level is None else german_level in {"b1", "b2", "c1", "c2"}
    c28 = seeking_work
    c29 = None if work_ban is None else work_ban != "absolute"
    c30 = None if municipality is None else municipality in PLACES_5_35
    c31 = (
        True
        if (own_migration or (residence_title is not None and residence_title in {"d60a", "a24", "a25_2f"}))
        else False
        if (own_migration is False and (residence_title is not None and residence_title not in {"d60a", "a24", "a25_2f"}))
        else None
    )
    hilden = (
        True
        if c26 and c27 and c28 and c29 and c30 and c31
        else False
        if c26 is False or c27 is False or c28 is False or c29 is False or c30 is False or c31 is False
        else None
    )
    c32 = own_migration
    c33 = None if municipality is None else municipality in PLACES_0_40
    c34 = None if age is None else 16 <= age <= 66
    c35 = None if in_state_reception is None else not in_state_reception
    c36 = None if residence_title is None else residence_title not in {"de", "eu"}
    c37 = None if residence_valid_until is None else D_2025_01_01 <= residence_valid_until <= D_2099_12_31
    c38 = (
        True
        if (
            (german_level is not None and german_level in {"none", "alpha", "a1", "a2", "b1"})
            or (years_unskilled is not None and years_unskilled > 2)
            or (seeking_work and (employment_status is not None and employment_status == "unemployed"))
        )
        else False
        if (
            (german_level is not None and german_level not in {"none", "alpha", "a1", "a2", "b1"})
            and (years_unskilled is not None and not years_unskilled > 2)
            and (seeking_work is False or (employment_status is not None and employment_status != "unemployed"))
        )
        else None
    )
    usingen = (
        True
        if c32 and c33 and c34 and c35 and c36 and c37 and c38
        else False
        if c32 is False or c33 is False or c34 is False or c35 is False or c36 is False or c37 is False or c38 is False
        else None
    )
    return (wir, onnfit, my_turn, durchstarten, hilden, usingen), (
        c0,
        c1,
        c2,
        c3,
        c4,
        c5,
        c6,
        c7,
        c8,
        c9,
        c10,
        c11,
        c12,
        c13,
        c14,
        c15,
        c16,
        c17,
        c18,
        c19,
        c20,
        c21,
        c22,
        c23,
        c24,
        c25,
        c26,
        c27,
        c28,
        c29,
        c30,
        c31,
        c32,
        c33,
        c34,
        c35,
        c36,
        c37,
        c38,
    )


def people(count: int, seed: int = 7, missing: float = 0.03) -> list[dict[str, Any]]:
    rng = random.Random(seed)
    start = date(2010, 1, 1)

    def person() -> dict[str, Any]:
        facts: dict[str, Any] = {
            name: rng.choice(type_.codes) if isinstance(type_, Code) else rng.random() < 0.6 for name, type_ in SCOPE.items()
        }
        facts.update(
            age=rng.randint(14, 70),
            years_unskilled=rng.randint(0, 9),
            arrived_on=start + timedelta(days=rng.randrange(5800)),
            residence_valid_until=start + timedelta(days=5000 + rng.randrange(4000)),
        )
        return {name: None if rng.random() < missing else value for name, value in facts.items()}

    return [person() for _ in range(count)]


def main(seconds: float = 0.4, repeats: int = 11) -> None:
    rules = {
        f"{programme} {place}": check_rule(rule, SCOPE)
        for programme, listed in PROGRAMMES.items()
        for place, rule in enumerate(listed)
    }
    groups = [[name for name in rules if name.rsplit(" ", 1)[0] == programme] for programme in PROGRAMMES]
    decide, outcomes_only = compile_verdicts(rules, groups, SCOPE), compile_rules(rules, SCOPE)
    known = people(512)
    for person in known:
        if not decide(person) == by_hand(person) == ((by_hand(person)[0]), outcomes_only(person)):
            sys.exit(f"The answers differ for {person}")
    print(f"{len(rules)} rules of {len(PROGRAMMES)} programmes, {len(known)} people: all answers agree")
    absent = [{name: value for name, value in person.items() if value is not None} for person in known]
    cases = {
        "limit: plain Python function, verdicts and outcomes": lambda i: by_hand(known[i & 511]),
        "compiled rules, verdicts and outcomes": lambda i: decide(known[i & 511]),
        "compiled rules, unknown facts absent": lambda i: decide(absent[i & 511]),
        "compiled rules, outcomes only": lambda i: outcomes_only(known[i & 511]),
    }
    print(table(rounds(cases, seconds, repeats), "people/s/core"))


if __name__ == "__main__":
    main()

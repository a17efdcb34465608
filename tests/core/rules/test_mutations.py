"""Single edits of rules: each sort, in each place, and nothing that is no edit."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import assume, given, settings

from core.definitions import Criterion
from core.definitions.wording import t as worded
from core.rules import RuleError, check_rule, parse, text
from core.rules import tree as t
from core.rules.mutations import edits, mutants
from tests.core.rules.scope import RULES, SCOPE


def edited(rule: str) -> list[tuple[str, str]]:
    return [(edit.kind, text(edit.whole)) for edit in edits(parse(rule))]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("age >= 18", [("turned", "age < 18"), ("closed", "age > 18"), ("number", "age >= 19"), ("number", "age >= 17")]),
        ('sex = "male"', [("turned", 'sex != "male"')]),
        (
            "age in [18..27)",
            [
                ("closed", "age in (18..27)"),
                ("closed", "age in [18..27]"),
                ("number", "age in [19..27)"),
                ("number", "age in [17..27)"),
                ("number", "age in [18..28)"),
                ("number", "age in [18..26)"),
            ],
        ),
        ("own_migration", []),
        ("not(own_migration)", [("not", "own_migration")]),
        (
            "own_migration or work_permitted",
            [("joint", "own_migration and work_permitted"), ("dropped", "work_permitted"), ("dropped", "own_migration")],
        ),
        ('sex in ("male", "female")', [("dropped", 'sex in ("female")'), ("dropped", 'sex in ("male")')]),
        ('sex in ("male")', []),
        ("true", []),
        ("null", []),
    ],
)
def test_each_edit_of_a_rule(rule: str, expected: list[tuple[str, str]]) -> None:
    assert edited(rule) == expected


def test_days_and_stretches_of_time_move_by_one() -> None:
    rules = [rule for kind, rule in edited('arrived_on + duration("P6M") > date("2020-02-28")') if kind in ("day", "duration")]
    assert rules == [
        'arrived_on + duration("P7M") > date("2020-02-28")',
        'arrived_on + duration("P5M") > date("2020-02-28")',
        'arrived_on + duration("P6M") > date("2020-02-29")',
        'arrived_on + duration("P6M") > date("2020-02-27")',
    ]
    assert ("duration", 'arrived_on + duration("P1D") > entry_date') in edited('arrived_on + duration("P0D") > entry_date')
    assert not any("P-1" in rule for _, rule in edited('arrived_on + duration("P0D") > entry_date'))


def test_the_calendar_has_ends() -> None:
    assert [rule for kind, rule in edited('entry_date <= date("9999-12-31")') if kind == "day"] == [
        'entry_date <= date("9999-12-30")'
    ]
    assert [rule for kind, rule in edited('entry_date >= date("0001-01-01")') if kind == "day"] == [
        'entry_date >= date("0001-01-02")'
    ]


def test_an_edit_is_told_by_the_condition_around_it() -> None:
    told = {(text(edit.before), text(edit.after)) for edit in edits(parse("own_migration and age + 1 >= 18"))}
    assert ("age + 1 >= 18", "age + 2 >= 18") in told
    assert ("age + 1 >= 18", "age + 1 >= 19") in told
    assert ("own_migration and age + 1 >= 18", "own_migration or age + 1 >= 18") in told


def test_a_criterion_is_edited_beside_its_rule() -> None:
    criterion = Criterion(
        "adult", "age >= 18", worded(de="Alt genug"), valid_from=date(2020, 1, 1), valid_to=date(2020, 12, 31), exception=True
    )
    found = [mutant for mutant in mutants(criterion, parse(criterion.rule)) if mutant.edit is None]
    assert [mutant.change for mutant in found] == [
        ("strength", "must", "should"),
        ("valid_from", date(2020, 1, 1), date(2020, 1, 2)),
        ("valid_from", date(2020, 1, 1), date(2019, 12, 31)),
        ("valid_to", date(2020, 12, 31), date(2021, 1, 1)),
        ("valid_to", date(2020, 12, 31), date(2020, 12, 30)),
    ]
    assert {mutant.criterion.rule for mutant in found} == {"age >= 18"}
    assert all(mutant.criterion.exception for mutant in found)
    always = Criterion("adult", "age >= 18", worded(de="Alt genug"), strength="should")
    assert Counter(mutant.kind for mutant in mutants(always, parse("age >= 18"))) == {
        "number": 2,
        "turned": 1,
        "closed": 1,
        "strength": 1,
    }


def fault_of(rule: t.Node) -> str:
    try:
        check_rule(text(rule), SCOPE)
    except RuleError as error:
        return str(error)
    return ""


@settings(max_examples=200, deadline=None)
@given(rule=RULES)
def test_every_edit_is_another_rule_of_the_same_scope(rule: t.Node) -> None:
    assume(not fault_of(rule))
    for edit in edits(rule):
        assert edit.whole != rule
        fault = fault_of(edit.whole)
        # a number moved out of its bounds, or a range turned upside down, is noticed while it is written
        assert not fault or "Nothing lies between" in fault or edit.kind in ("number", "duration")

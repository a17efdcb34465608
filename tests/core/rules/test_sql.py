"""The SQL reader by itself: what a rule becomes, how big it may get, and what no database may stumble over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import Column, Date, Integer, MetaData, String, Table, create_engine, event, insert, select
from sqlalchemy.dialects import postgresql, sqlite

from core.database import Json
from core.rules import check_rule, compile_rule, parse
from core.rules.sql import json_fact, on_list, sql
from core.rules.sqlite_functions import teach
from tests.core.rules.scope import LEVEL, SCOPE
from tests.core.rules.test_python import CASES
from tests.rules.readers import SqlReader, differences, sql_readers

PEOPLE = Table(
    "people", MetaData(), Column("place", Integer, primary_key=True), Column("doc", Json),
    Column("date_of_birth", Date), Column("residence_title", String), Column("german_level", String), Column("sex", String),
)  # fmt: skip
DIALECTS = {"sqlite": sqlite.dialect(), "postgresql": postgresql.dialect()}


@pytest.fixture(scope="module")
def readers(postgres_url: str) -> Iterator[list[SqlReader]]:
    with sql_readers(postgres_url) as found:
        yield found


def written(rule: str, dialect: str = "postgresql") -> str:
    """The rule as SQL with its values in place."""
    columns = {
        name: PEOPLE.c[name] if name in PEOPLE.c else json_fact(PEOPLE.c.doc, name, type_, dialect)
        for name, type_ in SCOPE.items()
    }
    expression = sql(check_rule(rule, SCOPE), SCOPE, columns, dialect)
    return str(expression.compile(dialect=DIALECTS[dialect], compile_kwargs={"literal_binds": True}))


def test_the_cases_of_the_python_reader_hold(readers: list[SqlReader]):
    rules = [check_rule(rule, SCOPE) for rule in dict.fromkeys(rule for rule, _facts, _expected in CASES)]
    assert differences(readers, rules, [facts for _rule, facts, _expected in CASES], SCOPE) == []


# what it looks like


def test_codes_are_compared_as_a_list_and_never_by_rank():
    assert written('german_level >= "b1"') == "people.german_level IN ('b1', 'b2', 'c1', 'c2')"
    assert written('german_level in ["a1".."b1")') == "people.german_level IN ('a1', 'a2')"
    assert written('"c2" <= german_level') == "people.german_level = 'c2'"


def test_typed_columns_are_compared_by_the_databases_own_operators():
    for dialect in DIALECTS:
        said = written('residence_title in ("d60a", "g55") and date_of_birth <= date("2004-02-29")', dialect)
        assert said == "people.residence_title IN ('d60a', 'g55') AND people.date_of_birth <= '2004-02-29'"


def test_a_list_that_is_empty_or_whole_still_asks_whether_the_code_is_known():
    assert written('german_level < "none"') == "CASE WHEN (people.german_level IS NOT NULL) THEN false END"
    assert written('german_level >= "none"') == "CASE WHEN (people.german_level IS NOT NULL) THEN true END"


def test_values_of_a_rule_are_bound_and_never_part_of_the_statement():
    columns = {"municipality": PEOPLE.c.sex}
    for text in ("'; drop table people; --", "%(x)s", "?", ":x", "\\", '""'):
        quoted = text.replace("\\", "\\\\").replace('"', '\\"')
        for dialect in DIALECTS:
            made = sql(parse(f'municipality = "{quoted}"'), SCOPE, columns, dialect).compile(dialect=DIALECTS[dialect])
            assert text in made.params.values()
            assert "drop" not in str(made)


def test_a_database_that_nobody_speaks_to_is_named():
    with pytest.raises(ValueError, match="sqlite and postgresql, not to 'oracle'"):
        sql(parse("own_migration"), SCOPE, {}, "oracle")


# how big it may get


def nested(inner: str, outer: str, levels: int) -> str:
    for _ in range(levels):
        inner = outer.format(inner)
    return inner


BIG = [
    " or ".join(["age = 1"] * 166),
    nested("own_migration", "not({} or work_permitted)", 24),
    nested("age", "(if {} in [age..years_unskilled] then 1 else 2)", 16) + " = 1",
    nested("age", "({} / 3 + 0.1)", 23) + " > 1",
    nested("age", "modulo({} + 1, years_unskilled)", 22) + " > 1",
    nested("age", "min({}, max(years_unskilled, 3))", 23) + " > 1",
    nested("own_migration", "(if {} then work_permitted else in_state_reception)", 22),
    nested("arrived_on", '({} + duration("P1M"))', 46) + " > entry_date",
    nested("municipality", "substring({}, 1, 3)", 45) + ' = "Usi"',
    "age in (" + ", ".join(str(number) for number in range(300)) + ")",
]  # fmt: skip


@pytest.mark.parametrize("rule", BIG, ids=range(len(BIG)))
def test_big_rules_are_read_in_time_and_stay_short(readers: list[SqlReader], rule: str):
    people = [
        {"age": 7, "years_unskilled": 3, "own_migration": True, "work_permitted": False, "in_state_reception": True,
         "arrived_on": date(2020, 1, 31), "entry_date": date(2023, 11, 30), "municipality": "Usingen"},
        {"age": Decimal("7.5"), "own_migration": False},
        {},
    ]  # fmt: skip
    assert differences(readers, [check_rule(rule, SCOPE)], people, SCOPE) == []
    assert len(written(rule)) < 80_000


def test_an_aggregate_of_outer_facts_stays_where_it_is(readers: list[SqlReader]):
    """`max` of columns of the outer query alone would make one row of all people."""
    rules = [
        check_rule(rule, SCOPE)
        for rule in ("some b in benefits satisfies own_migration", "every b in benefits satisfies age > 3")
    ]
    people = [
        {"benefits": benefits, "own_migration": truth, "age": 4}
        for benefits in (frozenset(), frozenset({"sgb2"}), None)
        for truth in (True, False, None)
    ]
    assert differences(readers, rules, people, SCOPE) == []


TRUTHS = (
    "own_migration", "not(own_migration)", "not(not(own_migration))", "(own_migration and work_permitted)",
    "not(own_migration or work_permitted)", "(some b in benefits satisfies work_permitted)",
    "not(some b in benefits satisfies work_permitted)", "(if own_migration then work_permitted else not(work_permitted))",
    "is known(own_migration)", "not(is known(work_permitted))", '("sgb2" in benefits)', "(own_migration = work_permitted)",
    "true",
)  # fmt: skip


def test_brackets_stand_where_they_are_needed(readers: list[SqlReader]):
    """Truths within truths, in every order: SQLAlchemy leaves out brackets, and `NOT x IS NULL` is not `(NOT x) IS NULL`."""
    pairs = [(first, second) for first in TRUTHS for second in TRUTHS]
    texts = [
        *(f"{first} {operator} {second}" for first, second in pairs for operator in ("=", "!=")),
        *(f"is known({first} = {second})" for first, second in pairs),
        *(f"if {first} then {second} else not({first})" for first, second in pairs),
        *(f"not(is known({truth}))" for truth in TRUTHS),
    ]
    people = [
        {"own_migration": first, "work_permitted": second, "benefits": benefits}
        for first in (True, False, None)
        for second in (True, False, None)
        for benefits in (frozenset(), frozenset({"sgb2"}), None)
    ]
    rules = [check_rule(rule, SCOPE) for rule in texts]
    for first in range(0, len(rules), 150):
        assert differences(readers, rules[first : first + 150], people, SCOPE) == []


# what a database would stumble over

BOUNDS = [
    'date("9999-12-31") + duration("P1D") > entry_date',
    'date("0001-01-01") - duration("P99999D") > entry_date',
    'date("0001-01-01") - duration("P999Y") > entry_date',
    'arrived_on - (date("9999-12-31") - date("0001-01-01")) < entry_date',
    'arrived_on + (date("9999-12-31") - date("0001-01-01")) < entry_date',
    "arrived_on + years and months duration(date_of_birth, entry_date) > entry_date",
    "arrived_on - years and months duration(date_of_birth, entry_date) > entry_date",
    "age / years_unskilled > 1",
    "modulo(age, years_unskilled) > 1",
    "1 / (age - age) > 1",
    "age in (min(age, years_unskilled - age))",
    "max(years_unskilled, 0.0000000001, age * 1) > 0.5",
    "(if own_migration then age else age / 2) in (min(age, 0.5, age + 0.1), 3)",
    "age * age * age > 1",
    "age + 999999999999999999999999 > 1",
    "2147483647 + age > 1",
    "substring(municipality, age) = municipality",
    "substring(municipality, 1, age) = municipality",
    "substring(municipality, -999999999999999999999999) = municipality",
    "round half up(999999999999999999999999.9999999999, 0) > 1",
    "ceiling(999999999999999999999999.5) > 1",
]
EDGES = [date.min, date.max, date(2024, 2, 29), date(2023, 2, 28), None]
NUMBERS = [
    0,
    1,
    -1,
    2**31,
    2**63,
    10**24 - 1,
    10**24,
    Decimal("0.0000000001"),
    Decimal("-0.00000000005"),
    Decimal("1E+300"),
    None,
]


def test_what_leaves_the_calendar_or_the_numbers_is_unknown_and_no_error(readers: list[SqlReader]):
    people = [
        {"arrived_on": day, "date_of_birth": other, "entry_date": EDGES[(place + 2) % 5], "municipality": "Usingen",
         "age": NUMBERS[(3 * place + step) % 11], "years_unskilled": NUMBERS[(place + 5 * step) % 11]}
        for place, day in enumerate(EDGES) for step, other in enumerate(EDGES)
    ]  # fmt: skip
    assert differences(readers, [check_rule(rule, SCOPE) for rule in BOUNDS], people, SCOPE) == []


@settings(max_examples=40, deadline=None)
@given(
    st.integers(-(10**34) + 1, 10**34 - 1),
    st.integers(1, 10**34 - 1) | st.integers(1, 1000),
    st.integers(0, 40),
    st.sampled_from([1, -1]),
)
def test_a_quotient_is_rounded_once(readers: list[SqlReader], dividend: int, divisor: int, shift: int, sign: int):
    """Numbers of 34 digits, some of whose quotients lie as near to half of the last place as any can."""
    top, bottom = Decimal(dividend).scaleb(-10), Decimal(sign * divisor).scaleb(-10)
    near = ((2 * dividend // max(1, divisor) | 1) * divisor) // 2 // 10 ** (shift % 11)
    people = [{"age": each, "years_unskilled": bottom} for each in (top, Decimal(near % 10**34).scaleb(-10))]
    quotient = compile_rule(parse("age / years_unskilled"), SCOPE)(people[0])
    literal = format(quotient, "f") if quotient is not None else "1"
    rules = [check_rule(f"age / years_unskilled {word} {literal}", SCOPE) for word in ("=", "<")]
    assert differences([reader for reader in readers if not reader.typed], rules, people, SCOPE) == []


# columns


def test_a_code_that_left_its_list_is_unknown():
    engine = create_engine("sqlite://")
    event.listen(engine, "connect", lambda connection, _record: teach(connection))
    PEOPLE.create(engine)
    rule = sql(
        check_rule('german_level != "a1"', SCOPE), SCOPE, {"german_level": on_list(PEOPLE.c.german_level, LEVEL)}, "sqlite"
    )
    with engine.begin() as connection:
        connection.execute(insert(PEOPLE), [{"german_level": level} for level in ("a1", "b1", "d9", None)])
        assert connection.scalars(select(rule).order_by(PEOPLE.c.place)).all() == [False, True, None, None]

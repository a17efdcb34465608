"""All readers of rules give the same answer: on the table of cases, and on rules and people that hypothesis draws."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from typing import Any

import pytest

from core.rules import check_rule, text
from core.rules.functions import FUNCTIONS
from core.rules.sql import deep
from core.rules.sql.calls import CALLS
from core.rules.values import clean
from tests.rules.cases import SCOPE, Case, load_cases
from tests.rules.compare import compare
from tests.rules.readers import ScriptReader, SqlReader, differences, sql_readers, storable

PAIRS = 20_000
RULES_AT_ONCE = 60


@pytest.fixture(scope="module")
def readers(postgres_url: str) -> Iterator[list[SqlReader]]:
    with sql_readers(postgres_url) as found:
        yield found


def answered(reader: Any, cases: Sequence[Case]) -> list[tuple[Case, Any]]:
    """Each case with what the reader says; rules that many cases share are asked together."""
    rules = list(dict.fromkeys(case.rule for case in cases))
    found = []
    for first in range(0, len(rules), RULES_AT_ONCE):
        some = rules[first : first + RULES_AT_ONCE]
        here = [case for case in cases if case.rule in some]
        nodes = [check_rule(rule, SCOPE) for rule in some]
        answers = reader.answers(nodes, [case.facts for case in here], SCOPE)
        found += [(case, row[some.index(case.rule)]) for case, row in zip(here, answers, strict=True)]
    return found


def test_the_databases_say_what_was_thought_out_for_each_case(readers: list[SqlReader]):
    cases = load_cases()
    for reader in readers:
        kept = [case for case in cases if not reader.typed or fits(case)]
        wrong = [f"{reader.name} says {answer}: {case}" for case, answer in answered(reader, kept) if answer is not case.expected]
        assert wrong == []


def fits(case: Case) -> bool:
    """Whether typed columns can hold the facts as they are: nothing of a wrong type, no number beyond a column."""
    stored = storable(case.facts, SCOPE)
    return all(stored[name] == clean(SCOPE[name], value) == value for name, value in case.facts.items())


def test_drawn_rules_give_the_same_in_python_javascript_sqlite_and_postgresql(readers: list[SqlReader]):
    begun = time.perf_counter()
    done, found = compare([*readers, ScriptReader()], PAIRS, start=int(time.time()))
    print(f"\n{done:,} pairs in {time.perf_counter() - begun:.1f} s")
    assert found == []
    assert done >= PAIRS


def test_rules_that_sqlite_has_python_answer_give_the_same(readers: list[SqlReader], monkeypatch: pytest.MonkeyPatch):
    """As if each rule were too deep for its parser."""
    monkeypatch.setattr(deep, "_ROOM", -1)
    done, found = compare([reader for reader in readers if "sqlite" in reader.name], PAIRS // 10, start=int(time.time()))
    assert found == []
    assert done >= PAIRS // 10


def test_a_difference_would_be_seen(readers: list[SqlReader], monkeypatch: pytest.MonkeyPatch):
    """The comparison itself: a reader that takes `<=` for `<` is found out and named."""
    spelled = type(readers[0]).answers

    def wrong(self: SqlReader, rules: Any, people: Any, scope: Any) -> Any:
        return spelled(self, [check_rule(text(rule).replace("<=", "<"), scope) for rule in rules], people, scope)

    monkeypatch.setattr(SqlReader, "answers", wrong)
    people = [{"age": 17}, {"age": 18}, {}]
    found = differences(readers, [check_rule("age <= 18", SCOPE), check_rule("age < 18", SCOPE)], people, SCOPE)
    assert len(found) == len(readers)
    assert all("says False, Python True: age <= 18" in each for each in found)


def test_every_function_of_the_table_has_a_spelling_in_sql():
    assert set(CALLS) == {name for name, function in FUNCTIONS.items() if not function.constant}

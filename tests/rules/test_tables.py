"""Tables in all readers: SQLite, PostgreSQL and JavaScript answer drawn tables as Python does, unknown inputs among them."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.rules import check
from core.rules import tree as t
from core.rules.tables import Table, compile_table
from core.rules.types import NULL
from tests.core.rules.tables.drawn import SAMPLES, SCOPE, tables
from tests.rules.readers import ScriptReader, SqlReader, differences, sql_readers


@pytest.fixture(scope="module")
def readers(postgres_url: str) -> Iterator[list[SqlReader | ScriptReader]]:
    with sql_readers(postgres_url) as found:
        yield [*found, ScriptReader()]


def people(count: int) -> list[dict[str, object]]:
    chance = Random(count)
    return [{name: chance.choice((*values, None)) for name, values in SAMPLES.items()} for _ in range(count)]


def asked(table: Table) -> Iterator[t.Node]:
    """The table as questions with yes or no: a table of numbers is compared."""
    node = compile_table(table, SCOPE)
    if check(node, SCOPE) == NULL:
        return
    if table.gives == "yes_no":
        yield node
    else:
        yield from (t.Compare("=", node, t.Literal(Decimal(value))) for value in (1, 2, -3))


@settings(max_examples=4, deadline=None)
@given(st.lists(tables(), min_size=20, max_size=30))
def test_all_readers_answer_tables_alike(readers: list[SqlReader | ScriptReader], drawn: list[Table]) -> None:
    rules = [node for table in drawn for node in asked(table)]
    assert differences(readers, rules, people(60), SCOPE) == []

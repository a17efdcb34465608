"""What the README says of the language is so."""

import re
from pathlib import Path

import pytest

import core.rules
from core.rules import FUNCTIONS, check_rule, compile_rule, limits, parse, text, values
from core.rules.functions import find
from tests.core.rules.scope import SCOPE

README = Path(core.rules.__file__).with_name("README.md").read_text("utf-8")
EXAMPLES = [line for block in re.findall(r"```feel\n(.*?)```", README, re.DOTALL) for line in block.splitlines() if line]
TRUTHS = {"true": True, "false": False, "unknown": None}


@pytest.mark.parametrize("example", EXAMPLES)
def test_each_example_is_a_rule(example):
    node = check_rule(example, SCOPE)
    assert parse(text(node)) == node
    assert compile_rule(node, SCOPE)({}) in (None, False)


def test_the_table_of_truth_is_true():
    rows = [row.strip("| \n").split(" | ") for row in README.splitlines() if re.match(r"\| (true|false|unknown) \|", row)]
    assert len(rows) == 9
    for a, b, *answers in rows:
        facts = {"own_migration": TRUTHS[a], "work_permitted": TRUTHS[b]}
        rules = ("own_migration and work_permitted", "own_migration or work_permitted", "not(own_migration)")
        assert [compile_rule(parse(rule), SCOPE)(facts) for rule in rules] == [TRUTHS[answer] for answer in answers]


def test_the_table_of_functions_names_each_function():
    table = README.split("## Functions")[1].split("## Where FEEL")[0]
    named = {name for cell in re.findall(r"^\| (`.*?) \|", table, re.MULTILINE) for name in re.findall(r"`([a-z_ ]+)\(", cell)}
    assert named == set(FUNCTIONS)
    assert all(find(name.replace(" ", "_")) is FUNCTIONS[name] for name in named)


def test_the_limits_are_those_of_the_code():
    for limit in (limits.CHARACTERS, limits.NODES, limits.DEPTH, limits.LIST_LENGTH, limits.NESTING, limits.STEPS):
        assert f"{limit:,} " in README.split("## Limits")[1]
    for limit in (values.PLACES, values.WHOLE_DIGITS, values.MOST_ENTRIES):
        assert f"{limit} " in README.split("## Limits")[1]

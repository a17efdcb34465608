"""What the README of tables says is so: its table in Python, its cells, its sentences and its numbers."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import yaml

from core.definitions import Criterion, vocabulary
from core.rules import parse, text, tree
from core.rules.tables import last, model, tree_of, xlsx, xml
from core.rules.tables.cells import condition
from core.rules.tables.look import MOST

README = (Path(model.__file__).parent / "README.md").read_text("utf-8")
CELLS = re.findall(r"^\| `([^`]+)` \| `([^`]+)`", README.split("## Cells")[1].split("## What counts")[0], re.MULTILINE)


def test_the_example_becomes_the_rule_that_is_told() -> None:
    (source,) = re.findall(r"```yaml\n(.*?)```", README, re.DOTALL)
    criterion = Criterion.model_validate(yaml.safe_load(source))
    assert f"`{text(tree_of(criterion, vocabulary().scope))}`" in README


@pytest.mark.parametrize(("cell", "rule"), CELLS)
def test_a_cell_means_what_is_told(cell: str, rule: str) -> None:
    assert condition(cell, tree.Name("age")) == parse(rule)


def test_all_cells_were_found() -> None:
    assert len(CELLS) >= 7


def test_the_numbers_are_those_of_the_code() -> None:
    plain = README.replace("\n", " ")
    assert f"{model.ROWS} rows, {model.COLUMNS} inputs, {model.CHARACTERS:,} characters" in plain
    assert f"makes {MOST:,} steps" in plain
    assert f"Beyond {last.MOST:,} combinations" in plain
    assert f"{xml.BYTES // 1_000_000} MB, {xml.ELEMENTS:,} elements, {xml.DEPTH} levels" in plain
    assert (
        f"may have {xlsx.BYTES // 1_000_000} MB, unpacks to at most {xlsx.UNPACKED // 1_000_000} MB and {xlsx.RATIO} times"
        in plain
    )

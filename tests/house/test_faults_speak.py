"""What is said against a definition can be said in every language of the house: each fault is made of a message."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2] / "core"
PLACES = (ROOT / "definitions", ROOT / "catalogue")
FILES = sorted(path for place in PLACES for path in place.rglob("*.py"))
FOR_DEVELOPERS = {"parts.py", "plugin_folder.py"}
"""What only the author of a plugin reads, on the console."""


def mute(path: Path) -> Iterator[str]:
    """The faults of a file whose message is text that nobody could translate."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        is_fault = isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Fault" and len(node.args) == 2
        if is_fault and isinstance(node.args[1], ast.JoinedStr | ast.Constant):
            yield f"{path.relative_to(ROOT)}:{node.lineno}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_every_fault_is_a_message(path: Path) -> None:
    assert path.name in FOR_DEVELOPERS or list(mute(path)) == []

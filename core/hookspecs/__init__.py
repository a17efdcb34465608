"""The hooks: nouns ask a plugin for something, past tense tells it a fact. Each has an example that a test runs.

A plugin is a module with functions marked `@hookimpl`. It takes those arguments that it wants, by name.
A fact hook runs after the fact, in a transaction of its own in which its delivery is closed: all its changes through
`session` happen exactly once. When it raises, they are undone and it is called again later, ten times at most.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from core.hookspecs import cases, house, offerings, papers, people, running, shipped, shown
from core.hookspecs.shown import Link, Panel
from core.marker import PROJECT

__all__ = ["HOOKS", "MODULES", "Link", "Panel"]

MODULES = (shipped, shown, running, people, cases, offerings, papers, house)  # in the order of the catalogue of hooks

HOOKS: dict[str, Callable[..., Any]] = {
    name: item for module in MODULES for name, item in vars(module).items() if hasattr(item, f"{PROJECT}_spec")
}
globals().update(HOOKS)  # `core.hookspecs.tick`, too, without a second list of names

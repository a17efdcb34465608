"""What a process that only forks commands has in memory: the house with its rooms, and nothing that a setting could change."""

from importlib import import_module

import core.cli
from core.app import BUILT_IN
from core.definitions import vocabulary
from core.rules import parse

for name in (*BUILT_IN, "core.doctor", "core.migrations"):
    import_module(name)
vocabulary()
parse("age >= 18")
__all__ = ["core"]

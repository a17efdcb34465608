"""Hooks: each is documented with an example that works, and each event has its hook."""

import inspect
import re
import textwrap
from types import ModuleType

import pytest

from core import hookspecs
from core.events import EVENTS
from core.plugin_manager import Plugins, Source, hook_names


def example(hook: str) -> str:
    text = inspect.getdoc(getattr(hookspecs, hook)) or ""
    found = re.search(r"^Example:\n\n((?:    .*\n?|\n)+)", text, re.M)
    assert found, f"the hook {hook} has no example"
    return textwrap.dedent(found[1])


@pytest.mark.parametrize("hook", hook_names())
def test_the_example_is_a_plugin_that_implements_the_hook(hook: str, monkeypatch: pytest.MonkeyPatch):
    module = ModuleType(f"example_{hook}")
    exec(compile(example(hook), module.__name__, "exec"), module.__dict__)
    monkeypatch.setitem(__import__("sys").modules, module.__name__, module)
    plugins = Plugins()
    plugins.load(Source("example", module.__name__))
    assert [(one.state, one.error) for one in plugins.states()] == [("on", "")]
    assert plugins.listeners(hook) == ["example"]


@pytest.mark.parametrize("name", EVENTS)
def test_each_event_has_a_hook_of_its_name(name: str):
    assert name in hook_names()
    assert list(inspect.signature(getattr(hookspecs, name)).parameters) == ["event", "session"]
    example(name)

"""Loads plugins and calls their hooks, each contained: whatever one does wrong is its own fault, the others go on."""

from __future__ import annotations

import difflib
import importlib
import logging
import re
import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from importlib import metadata
from types import ModuleType
from typing import Any, Literal, TypeVar

import pluggy
from flask import current_app
from pluggy import HookImpl
from werkzeug.local import LocalProxy

from core import hookspecs
from core.database import recover
from core.marker import PROJECT

GROUP = "foerderkette"
T = TypeVar("T")
_WITHOUT_PERSONS = {"app"}  # what is handed to hooks that know of nobody
_LIBRARY = re.compile(r"^<frozen|[/\\](site-packages|importlib)[/\\]")
log = logging.getLogger(__name__)


class HookFailed(Exception):
    """A plugin's hook raised, or the plugin that should be told is not there."""


@dataclass(frozen=True)
class Source:
    """Where a plugin comes from: the name it goes by and the module that is imported."""

    name: str
    module: str
    version: str = ""
    built_in: bool = False


@dataclass(frozen=True, slots=True)
class PluginState:
    """A plugin as lists show it. `error` is "" unless it is faulty."""

    name: str
    state: Literal["on", "off", "faulty"]
    error: str
    version: str


@dataclass
class _Plugin:
    source: Source
    off: bool = False
    version: str = ""
    faults: dict[str, str] = field(default_factory=dict)  # place (import, check, a hook's name) -> what went wrong there

    def state(self) -> PluginState:
        state: Literal["on", "off", "faulty"] = "off" if self.off else "faulty" if self.faults else "on"
        return PluginState(self.source.name, state, "; ".join(self.faults.values()), self.version)


class Plugins:
    """The plugins of one app, in the order in which they were loaded."""

    def __init__(self, off: Iterable[str] = ()) -> None:
        self._manager = pluggy.PluginManager(PROJECT)
        for module in hookspecs.MODULES:
            self._manager.add_hookspecs(module)
        self._plugins: dict[str, _Plugin] = {}
        self._off = frozenset(off)

    def load(self, source: Source, refused: str = "") -> None:
        """Import and register one plugin; `refused` is what a probe found against it. Never raises for a plugin's sake."""
        if source.name in self._plugins:
            other = self._plugins[source.name].source.module
            source, refused = Source(f"{source.name} ({source.module})", source.module), f"its name is taken by {other}"
        plugin = self._plugins[source.name] = _Plugin(source, version=source.version)
        if source.name in self._off:
            plugin.off = True
        elif refused:
            self.fault(source.name, "import", refused)
        elif module := self._imported(plugin):
            self._register(plugin, module)

    def states(self) -> list[PluginState]:
        """All plugins, also those that are off or faulty."""
        return [plugin.state() for plugin in self._plugins.values()]

    def call(self, hook: str, **values: Any) -> list[tuple[str, Any]]:
        """Ask all plugins; (plugin, answer) of those that answered without fault, in the order of loading."""
        answers = []
        for implementation in self._implementations(hook):
            try:
                answers.append((implementation.plugin_name, self._ask(implementation, values)))
            except HookFailed:
                recover()
        return answers

    def gather(self, hook: str, kind: type[T], **values: Any) -> list[tuple[str, T]]:
        """Ask all plugins for lists; (plugin, item) for all items. One that is no `kind` is its plugin's fault and left out."""
        found: list[tuple[str, T]] = []
        for plugin, answer in self.call(hook, **values):
            items = [] if answer is None else list(answer) if isinstance(answer, (list, tuple)) else [answer]
            if wrong := [item for item in items if not isinstance(item, kind)]:
                self.fault(plugin, hook, f"the hook {hook} must return a list of {kind.__name__}, not {type(wrong[0]).__name__}")
            found += [(plugin, item) for item in items if isinstance(item, kind)]
        return found

    def call_one(self, plugin: str, hook: str, **values: Any) -> Any:
        """Tell one plugin; raises HookFailed, with the plugin's own exception as cause."""
        for implementation in self._implementations(hook):
            if implementation.plugin_name == plugin:
                return self._ask(implementation, values)
        raise HookFailed(f"The plugin {plugin} is not there, or has no hook {hook} any more.")

    def listeners(self, hook: str) -> list[str]:
        """The names of the plugins that implement this hook."""
        return [implementation.plugin_name for implementation in self._implementations(hook)]

    def fault(self, name: str, place: str, message: str) -> None:
        """Note what is wrong with a plugin; a second note for the same place replaces the first."""
        if self._plugins[name].faults.get(place) != message:
            log.error("plugin %s, %s: %s", name, place, message)
        self._plugins[name].faults[place] = message

    def _implementations(self, hook: str) -> list[HookImpl]:
        caller = getattr(self._manager.hook, hook, None)
        if caller is None:
            raise ValueError(f"There is no hook {hook!r}.{_nearest(hook)}")
        return list(caller.get_hookimpls())

    def _ask(self, implementation: HookImpl, values: dict[str, Any]) -> Any:
        name, hook = implementation.plugin_name, implementation.function.__name__
        try:
            answer = implementation.function(*[values[argument] for argument in implementation.argnames])
        except BaseException as error:  # SystemExit too: a plugin ends no request and no server
            if isinstance(error, (KeyboardInterrupt, GeneratorExit)):
                raise
            # a hook that is handed a person, a fact or an actor may repeat it in its error; /health shows faults to everybody
            said = _said(error) if values.keys() <= _WITHOUT_PERSONS else blame(error)
            self.fault(name, hook, f"the hook {hook} raised {said}")
            raise HookFailed(f"{name}: {said}") from error
        self._plugins[name].faults.pop(hook, None)
        return answer

    def _imported(self, plugin: _Plugin) -> ModuleType | None:
        try:
            return importlib.import_module(plugin.source.module)
        except BaseException as error:  # SystemExit too: a plugin does not end the server
            if isinstance(error, KeyboardInterrupt):
                raise
            self.fault(plugin.source.name, "import", f"it cannot be imported: {_said(error)}")
            return None

    def _register(self, plugin: _Plugin, module: ModuleType) -> None:
        name = plugin.source.name
        plugin.version = plugin.version or str(getattr(module, "__version__", ""))
        try:
            self._manager.register(module, name)
            if wrong := _misspelt(self._manager, module):
                raise ValueError(wrong)
        except Exception as error:
            # half a plugin is worse than none: nobody knows what the missing hook was for
            self._manager.unregister(name=name)
            self.fault(name, "check", str(error))


def built_in(modules: Iterable[str]) -> list[Source]:
    """The rooms and wings, named by the folder that holds their `plugin` module: "forms.plugin" is "forms"."""
    version = metadata.version("foerderkette")
    return [Source(module.split(".")[-2], module, version, built_in=True) for module in modules]


def installed() -> list[Source]:
    """Plugins of other distributions, by the entry-point group `foerderkette`."""
    found = metadata.entry_points(group=GROUP)
    return [Source(entry.name, entry.module, entry.dist.version if entry.dist else "") for entry in found]


def _misspelt(manager: pluggy.PluginManager, module: ModuleType) -> str:
    """A sentence about the first hook of this module that no specification knows, or ""."""
    for caller in manager.get_hookcallers(module) or []:
        if not caller.has_spec():
            return f"there is no hook {caller.name!r}.{_nearest(caller.name)}"
    return ""


def _nearest(hook: str) -> str:
    near = difflib.get_close_matches(hook, hook_names(), 1, 0.5)
    return f" Did you mean {near[0]!r}?" if near else ""


def hook_names() -> list[str]:
    """The names of all hooks, in the order of core/hookspecs."""
    return list(hookspecs.HOOKS)


def _said(error: BaseException) -> str:
    """The exception in one line, with the place in the plugin's own code (not in a library) where it came from."""
    if isinstance(error, SyntaxError):
        return f"{type(error).__name__}: {error.msg} ({_short(error.filename or '?')}, line {error.lineno})"
    return f"{type(error).__name__}: {' '.join(str(error).split())}{_place(error)}"


def blame(error: BaseException) -> str:
    """The sort of exception and its place, without its words: they may be about a person."""
    return f"{type(error).__name__}{_place(error)}"


def _place(error: BaseException) -> str:
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if not _LIBRARY.search(frame.filename)]
    return f" ({_short(frames[-1].filename)}, line {frames[-1].lineno})" if frames else ""


def _short(path: str) -> str:
    return "/".join(path.split("/")[-2:])


def _of_this_app() -> Plugins:
    found: Plugins = current_app.extensions["plugins"]
    return found


plugins: Plugins = LocalProxy(_of_this_app)  # type: ignore[assignment]  # the proxy stands for the Plugins of the current app


def call(hook: str, **values: Any) -> list[tuple[str, Any]]:
    """Ask all plugins of the current app; see Plugins.call."""
    return plugins.call(hook, **values)

"""Strangers' plugins are imported in a child process first: one that hangs or kills its process must not do so to the server."""

from __future__ import annotations

import hashlib
import importlib
import importlib.util
import json
import os
import pkgutil
import selectors
import subprocess
import sys
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import ModuleType

from core.plugin_manager import Source

DEADLINE = 8.0  # seconds for the import of one plugin, so long because a cold disk is slow
OWN = 30.0  # seconds more for the import of the house itself, which comes first
# the child says a module's name before it imports it and once more after: the last name said once is the culprit
_CHILD = """
import importlib, json, os, sys
paths, folders, modules = json.loads(sys.argv[1])
sys.path[:] = paths
out = os.fdopen(os.dup(1), "w", buffering=1)
os.dup2(2, 1)
import core, plugins
plugins.__path__[:] = folders
for module in modules:
    print(module, file=out)
    try:
        importlib.import_module(module)
    except BaseException:
        pass
    print(module, file=out)
"""
_seen: dict[str, str] = {}


def in_folders(folders: Sequence[Path]) -> list[Source]:
    """Each package or module in these folders, as `plugins.<name>`; of a package its module `plugin` is taken, if it has one."""
    home = str(Path(_package().__file__ or "").parent)
    _package().__path__[:] = [home, *(str(folder) for folder in folders)]
    found = []
    for info in sorted(pkgutil.iter_modules(_package().__path__), key=lambda info: info.name):
        if not info.name.startswith("_"):
            _forget_namesake(info.name, Path(info.module_finder.path))  # type: ignore[union-attr]  # folders are read by FileFinder
            inner = Path(info.module_finder.path, info.name, "plugin.py").exists()  # type: ignore[union-attr]  # as above
            found.append(Source(info.name, f"plugins.{info.name}" + (".plugin" if inner else "")))
    return found


def probe(sources: Iterable[Source], kept: Path) -> dict[str, str]:
    """Module -> what speaks against importing it here (it hung, or it ended its process). `kept` remembers the good ones.

    An exception is no concern of the probe: importing it here raises it again.
    """
    known = {**_read(kept), **_seen}
    prints = {source.module: fingerprint(source.module) for source in sources}
    waiting = [module for module, digest in prints.items() if known.get(module) != digest]
    refused: dict[str, str] = {}
    while waiting:
        passed, culprit, reason = _run_child(waiting)
        _seen.update((module, prints[module]) for module in passed)
        if culprit:
            refused[culprit] = reason
        elif len(passed) < len(waiting):  # the child itself could not start
            refused.update((module, reason) for module in waiting if module not in passed)
            break
        waiting = [module for module in waiting if module not in passed and module != culprit]
    _write(kept, {**known, **{module: prints[module] for module in prints if _seen.get(module) == prints[module]}})
    return refused


def _package() -> ModuleType:
    """The package `plugins`, by name: the ground imports nothing from above."""
    return importlib.import_module("plugins")


def fingerprint(module: str) -> str:
    """Changes whenever a Python file of the plugin does, or the interpreter, or the house's own version of it."""
    parts = [sys.version, sys.prefix]
    for path in sorted(_files(module)):
        facts = path.stat()
        parts.append(f"{path}:{facts.st_mtime_ns}:{facts.st_size}")
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()


def _files(module: str) -> Iterable[Path]:
    """The plugin's sources, found without importing it."""
    top, *rest = module.split(".")
    if top == "plugins" and rest:
        for folder in _package().__path__:
            if (single := Path(folder, rest[0] + ".py")).exists():
                return [single]
            if (package := Path(folder, rest[0])).is_dir():
                return package.rglob("*.py")
    spec = importlib.util.find_spec(top)
    if spec and spec.submodule_search_locations:
        return [path for folder in spec.submodule_search_locations for path in Path(folder).rglob("*.py")]
    return [Path(spec.origin)] if spec and spec.origin else []


def _run_child(modules: list[str]) -> tuple[list[str], str, str]:
    """(those that went well, the one that did not or "", why); later ones have not been tried when there is a culprit."""
    paths = [str(Path(path).absolute()) for path in sys.path if not path.endswith(".zip")]
    task = json.dumps([paths, list(_package().__path__), modules])
    child = subprocess.Popen(
        [sys.executable, "-c", _CHILD, task], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    try:
        said, hung = _listen(child)
    finally:
        child.kill()
        child.wait()
        if child.stdout:
            child.stdout.close()
    passed = [module for module in modules if said.count(module) == 2]
    begun = [module for module in modules if said.count(module) == 1]
    if begun and hung:
        return passed, begun[0], f"its import was not done after {DEADLINE:g} seconds"
    if begun:
        return passed, begun[0], f"its import ended the process (code {child.returncode})"
    return passed, "", "the process that tries out plugins did not start"


def _listen(child: subprocess.Popen[bytes]) -> tuple[list[str], bool]:
    """The lines that the child said, and whether it fell silent for longer than the deadline."""
    pipe = child.stdout
    if pipe is None:
        return [], False
    buffer, end = b"", time.monotonic() + OWN + DEADLINE
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            if not selector.select(max(0.0, end - time.monotonic())):
                return buffer.decode().split(), True
            piece = os.read(pipe.fileno(), 65536)
            if not piece:
                child.wait(5)
                return buffer.decode().split(), False
            buffer, end = buffer + piece, time.monotonic() + DEADLINE


def _forget_namesake(name: str, folder: Path) -> None:
    """Drop a module of the same name that another app of this process took from another folder."""
    module = sys.modules.get(f"plugins.{name}")
    origin = getattr(module, "__file__", None)
    if origin and folder not in Path(origin).parents:
        for loaded in [key for key in sys.modules if key == f"plugins.{name}" or key.startswith(f"plugins.{name}.")]:
            del sys.modules[loaded]


def _read(kept: Path) -> dict[str, str]:
    try:
        found = json.loads(kept.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(kept: Path, known: dict[str, str]) -> None:
    if known == _read(kept):
        return
    try:
        fresh = kept.with_suffix(f".{os.getpid()}")
        fresh.write_text(json.dumps(known, indent=1), encoding="utf-8")
        fresh.replace(kept)
    except OSError:
        return  # a memory only: without it the next start tries again

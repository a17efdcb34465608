"""Commands of `foerderkette` that are forked from a process which has loaded the house: they begin in a fifth of the time.

That a command begins on its own is shown where servers, workers and the wheel are started (tests/live.py, test_cli.py, house).
"""

from __future__ import annotations

import multiprocessing
import os
import sys
import tempfile
from multiprocessing.process import BaseProcess
from pathlib import Path
from subprocess import CompletedProcess, TimeoutExpired

_loaded = multiprocessing.get_context("forkserver")
_loaded.set_forkserver_preload(["tests.loaded"])


def command(env: dict[str, str], *words: str, timeout: float = 120) -> CompletedProcess[str]:
    """Run `foerderkette …` in exactly this environment to its end, in a process of its own."""
    with tempfile.TemporaryDirectory() as folder:
        said = [Path(folder, name) for name in ("stdout", "stderr")]
        process = _loaded.Process(target=_run, args=(words, env, said))
        process.start()
        process.join(timeout)
        if process.exitcode is None:
            process.kill()
            process.join()
            raise TimeoutExpired(words, timeout)
        return CompletedProcess(words, process.exitcode, *(file.read_text("utf-8") for file in said))


def start(env: dict[str, str], *words: str) -> BaseProcess:
    """`foerderkette …` that goes on, in a session of its own; whoever starts it ends it. It speaks where the tests speak."""
    process = _loaded.Process(target=_run, args=(words, env, []))
    process.start()
    return process


def _run(words: tuple[str, ...], env: dict[str, str], said: list[Path]) -> None:
    os.setsid()
    for number, file in enumerate(said, start=1):
        os.dup2(os.open(file, os.O_WRONLY | os.O_CREAT), number)
    os.environ.clear()
    os.environ.update(env)
    sys.argv = ["foerderkette", *words]
    from core.cli import main

    main()

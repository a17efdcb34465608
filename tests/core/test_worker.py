"""The worker as processes: what is announced is delivered, with Redis quickly, without it a few seconds later."""

import os
import signal
import textwrap
import time
from collections.abc import Callable, Iterator
from multiprocessing.process import BaseProcess
from pathlib import Path

import pytest
import redis
from flask import Flask
from sqlalchemy import select, text

from core import clock
from core.actor import SYSTEM
from core.database import db, transaction
from core.events import SignedIn
from core.journal import Delivery, announce
from core.journal.redis_bell import JOB, QUEUE
from core.testing import close, make_app
from tests.forked import start

NOTE = """
    import os, signal
    from sqlalchemy import text
    from core import hookimpl

    @hookimpl
    def signed_in(event, session):
        session.execute(text("INSERT INTO told (subject, process) VALUES (:subject, :process)"),
                        {"subject": event.subject_id, "process": os.getpid()})
        if event.subject_id.startswith("kill"):
            os.kill(os.getpid(), signal.SIGKILL)
"""


class House:
    """A web process' app beside workers that run as processes of their own."""

    def __init__(self, app: Flask, settings: dict[str, str]) -> None:
        self.app = app
        self.settings = settings
        self.workers: list[BaseProcess] = []

    def work(self) -> BaseProcess:
        self.workers.append(start({**os.environ, **self.settings}, "worker"))
        return self.workers[-1]

    def tell(self, *subjects: str) -> None:
        with self.app.app_context():
            for subject in subjects:
                with transaction() as session:
                    announce(session, SignedIn(subject_id=subject), actor=SYSTEM, now=clock.now())

    def told(self) -> list[str]:
        with self.app.app_context():
            return sorted(db.session.scalars(text("SELECT subject FROM told")))

    def waits_for(self, subjects: list[str], seconds: float) -> float:
        """How long it took until exactly these were told."""
        begun = time.monotonic()
        while self.told() != sorted(subjects):
            assert time.monotonic() - begun < seconds, f"after {seconds} s only {self.told()}"
            time.sleep(0.05)
        return time.monotonic() - begun

    def end(self) -> None:
        for process in self.workers:
            if process.is_alive():
                assert process.pid
                os.killpg(process.pid, signal.SIGKILL)
            process.join()
        close(self.app)


@pytest.fixture
def house(request: pytest.FixtureRequest, tmp_path: Path, new_database: Callable[..., str]) -> Iterator[Callable[..., House]]:
    made: list[House] = []

    def make(kind: str, redis_url: str | None) -> House:
        folder = tmp_path / "strangers" / "worker_note"
        folder.mkdir(parents=True)
        (folder / "__init__.py").write_text(textwrap.dedent(NOTE))
        url = new_database(kind)
        app = make_app(url, tmp_path / "data", plugins_dir=(folder.parent,), redis_url=redis_url)
        with app.app_context():
            with transaction() as session:
                session.execute(text("CREATE TABLE told (subject VARCHAR(50) PRIMARY KEY, process INTEGER)"))
            from alembic import command

            from core import migrations

            with db.engine.begin() as connection:
                settings = migrations.config()
                settings.attributes["connection"] = connection
                command.stamp(settings, "head")
        names = {"DATABASE_URL": url, "DATA_DIR": str(tmp_path / "data"), "PLUGINS_DIR": str(folder.parent)}
        names |= {"REDIS_URL": redis_url} if redis_url else {}
        made.append(House(app, {f"FOERDERKETTE_{name}": value for name, value in names.items()}))
        return made[-1]

    yield make
    for one in made:
        one.end()


@pytest.fixture
def bell(redis_url: str) -> Iterator[redis.Redis]:
    """The Redis of these tests, without our queue."""
    with redis.Redis.from_url(redis_url) as connection:
        forget(connection)
        yield connection
        forget(connection)


def forget(connection: redis.Redis) -> None:
    connection.delete(f"rq:queue:{QUEUE}", f"rq:job:{JOB}")


@pytest.mark.parametrize("kind", ["sqlite", "postgresql"])
def test_the_bell_wakes_the_worker_quicker_than_its_clock(
    house: Callable[..., House], kind: str, redis_url: str, bell: redis.Redis
):
    inside = house(kind, redis_url)
    inside.work()
    inside.tell("first")
    inside.waits_for(["first"], 30)
    time.sleep(0.5)
    inside.tell("second")
    quick = inside.waits_for(["first", "second"], 30)
    assert quick < 3, "the clock alone takes up to five seconds"


def test_many_facts_ring_once(house: Callable[..., House], redis_url: str, bell: redis.Redis):
    inside = house("sqlite", redis_url)
    inside.tell(*(f"n{number}" for number in range(20)))
    assert bell.llen(f"rq:queue:{QUEUE}") == 1
    inside.work()
    inside.waits_for([f"n{number}" for number in range(20)], 30)


def test_a_flushed_redis_loses_nothing(house: Callable[..., House], redis_url: str, bell: redis.Redis):
    inside = house("sqlite", redis_url)
    inside.tell("lost")
    forget(bell)
    inside.work()
    inside.waits_for(["lost"], 30)


def test_without_redis_the_clock_delivers(house: Callable[..., House]):
    inside = house("sqlite", None)
    inside.work()
    inside.tell("a", "b")
    inside.waits_for(["a", "b"], 30)


def test_a_redis_that_is_away_keeps_nobody_from_submitting(house: Callable[..., House]):
    inside = house("sqlite", "redis://127.0.0.1:1/0")
    inside.work()
    begun = time.monotonic()
    inside.tell(*"abcdefghij")
    assert time.monotonic() - begun < 5
    inside.waits_for(list("abcdefghij"), 30)


@pytest.mark.slow
def test_a_listener_that_kills_its_process_stops_no_other(house: Callable[..., House], redis_url: str, bell: redis.Redis):
    inside = house("postgresql", redis_url)
    inside.work()
    inside.tell("kill-me", "a", "b")
    inside.waits_for(["a", "b"], 100)
    with inside.app.app_context():
        row = db.session.scalars(select(Delivery)).one()
        assert row.attempts >= 1


def test_the_clock_ends_with_its_worker(house: Callable[..., House]):
    inside = house("sqlite", None)
    worker = inside.work()
    inside.tell("a")
    inside.waits_for(["a"], 30)
    os.kill(worker.pid, signal.SIGTERM)
    worker.join(20)
    assert worker.exitcode == 0
    with pytest.raises(ProcessLookupError):
        os.killpg(worker.pid, 0)

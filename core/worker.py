"""The worker: an RQ worker that has the app loaded before it forks, and a clock that delivers even without Redis and ticks."""

import logging
import multiprocessing
import os
import signal
import time
from typing import Any, NoReturn

import redis
import rq
from flask import Flask

from core.app import create_app
from core.database import db
from core.journal.deliver import attempt, deliver_all
from core.journal.redis_bell import QUEUE
from core.journal.ticking import Ticking
from core.journal.working import work as work_on

SWEEP = 5.0  # seconds between two looks of the clock
STINT = 60.0  # seconds of long work in one job; the clock goes on with what is left
log = logging.getLogger(__name__)
_app: Flask | None = None
_forking = multiprocessing.get_context("fork")


def deliver_due() -> int:
    """The one RQ job: deliver whatever is due, then go on with long work; how many rows were taken in hand."""
    with _loaded().app_context():
        done, until = deliver_all(), time.monotonic() + STINT
        while time.monotonic() < until and work_on():
            done += deliver_all()
        return done


def work(app: Flask) -> None:
    """Work until SIGTERM or SIGINT; the job in hand is finished."""
    global _app  # the RQ job is called by name and finds the app of its process here
    _app = app
    with app.app_context():
        db.engine.dispose()  # a connection must not be shared by processes that fork from here
    clock = Clock(app)
    url = app.config["SETTINGS"].redis_url
    if url:
        _work_with_redis(url, clock)
    else:
        _only_watch(clock)


class Clock:
    """A child process that delivers every few seconds; made again when it dies, gone when its parent is."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._owner = os.getpid()
        self._process = self._start()

    def keep_alive(self) -> None:
        """See that it runs. In a fork of the owner this does nothing."""
        if os.getpid() == self._owner and not self._process.is_alive():
            log.warning("The clock process ended (code %s) and is started again.", self._process.exitcode)
            self._process = self._start()

    def stop(self) -> None:
        """End it; what it was delivering is claimed by another one later."""
        self._process.terminate()
        self._process.join(10)

    def _start(self) -> Any:
        process = _forking.Process(target=_tick, args=(self._app, self._owner), name="clock", daemon=True)
        process.start()
        return process


class PreloadedWorker(rq.Worker):
    """Forks with the app in memory (ten times quicker than importing it for each job) and looks after the clock."""

    clock: Clock

    def heartbeat(self, *args: Any, **kwargs: Any) -> None:
        self.clock.keep_alive()
        super().heartbeat(*args, **kwargs)


def _work_with_redis(url: str, clock: Clock) -> None:
    """One queue only: on several, RQ takes jobs off in a way that loses one when the worker dies at that moment."""
    connection = redis.Redis.from_url(url)
    while True:
        try:
            # the time to live sets how long one wait for a job may last: 15 s less than it
            worker = PreloadedWorker([QUEUE], connection=connection, serializer="json", worker_ttl=20, maintenance_interval=20)
            worker.clock = clock
            worker.work(logging_level="WARNING")
            break
        except (redis.RedisError, OSError) as error:
            log.warning("Redis does not answer (%s); the clock goes on delivering.", error)
            clock.keep_alive()
            time.sleep(SWEEP)
    clock.stop()


def _only_watch(clock: Clock) -> None:
    signal.signal(signal.SIGTERM, _leave)
    try:
        while True:
            clock.keep_alive()
            time.sleep(SWEEP)
    except (KeyboardInterrupt, SystemExit):
        clock.stop()


def _leave(_signal: int, _frame: Any) -> NoReturn:
    raise SystemExit(0)


def _tick(app: Flask, owner: int) -> None:
    """The life of the clock process."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches the whole group; the owner ends us in good order
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    ticking = Ticking()
    while os.getppid() == owner:
        with app.app_context():
            more = attempt()
            ticking.look()
        time.sleep(0 if more else SWEEP)


def _loaded() -> Flask:
    """The app that was loaded before the fork; a stock `rq worker` has none and makes its own."""
    global _app
    if _app is None:
        _app = create_app()
    return _app

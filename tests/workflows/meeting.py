"""Two who do something at the same time, on two connections: each is in the middle of it when the other is."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest

PATIENCE = 0.7
"""Seconds to wait for who cannot come, because he waits for a lock. PostgreSQL looks for a deadlock after a second."""


class Meeting:
    """Two who do something at the same time: each says when it is in the middle of it, and waits a while for the other."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self._patch, self._barrier, self._begun = monkeypatch, threading.Barrier(2), threading.Event()

    def at(self, module: Any, name: str, times: int = 1) -> None:
        """The first call of this function is the middle; of both of them, with two `times`."""
        real, first = getattr(module, name), threading.Semaphore(times)

        def met(*given: Any, **named: Any) -> Any:
            if first.acquire(blocking=False):
                self._begun.set()
                with suppress(threading.BrokenBarrierError):
                    self._barrier.wait(PATIENCE)
            return real(*given, **named)

        self._patch.setattr(module, name, met)

    def second(self, work: Callable[[], Any]) -> Callable[[], Any]:
        """The work of who begins when the other is in the middle of it."""
        return lambda: (self._begun.wait(10), work())[1]


def both(*works: Callable[[], Any]) -> list[Any]:
    """What each gave, or what it raised."""
    found: list[Any] = [None] * len(works)

    def run(place: int) -> None:
        try:
            found[place] = works[place]()
        except Exception as error:  # noqa: BLE001  # looked at by the test
            found[place] = error

    threads = [threading.Thread(target=run, args=(place,)) for place in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return found

"""Wake the deliverer. A ring may be lost without harm: the deliverer also looks by itself every few seconds."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from flask import Flask, current_app

if TYPE_CHECKING:
    from core.journal.redis_bell import RedisBell


class Doorbell:
    """One a process: an event for the thread, and where there is a Redis, the bell that other processes hear."""

    def __init__(self, redis_url: str | None) -> None:
        self.rung = threading.Event()
        self._far: RedisBell | None = None
        if redis_url:
            from core.journal.redis_bell import RedisBell  # a house without Redis does not wait for its clients to be loaded

            self._far = RedisBell(redis_url)

    def ring(self) -> None:
        """Never raises: the deliveries are in the database, whatever becomes of the bell."""
        self.rung.set()
        if self._far:
            self._far.ring()


def init_doorbell(app: Flask, redis_url: str | None) -> None:
    """Give the app its doorbell."""
    app.extensions["doorbell"] = Doorbell(redis_url)


def ring() -> None:
    """Ring the current app's bell."""
    doorbell: Doorbell = current_app.extensions["doorbell"]
    doorbell.ring()

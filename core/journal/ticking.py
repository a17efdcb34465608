"""The house's clock: about once a minute each plugin with the hook `tick` does what is due by now."""

import logging
import time

from core import clock
from core.database import db, transaction
from core.plugin_manager import HookFailed, plugins

MINUTE = 60.0
log = logging.getLogger(__name__)


class Ticking:
    """Ask it as often as you like: it ticks when a minute has passed since it did last, the first time at once."""

    def __init__(self, every: float = MINUTE) -> None:
        self._every = every
        self._last: float | None = None

    def look(self) -> bool:
        """Tick if it is time to; whether it was."""
        now = time.monotonic()
        if self._last is not None and now - self._last < self._every:
            return False
        self._last = now
        tick()
        return True


def tick() -> None:
    """Each plugin in a transaction of its own: what one cannot do keeps no other from its work, and is tried again."""
    for name in plugins.listeners("tick"):
        try:
            with transaction() as session:
                plugins.call_one(name, "tick", session=session, now=clock.now())
        except HookFailed as error:
            log.warning("The clock asked %s, which failed; it is asked again in a minute.", error)
        except Exception:  # a database that is away for a minute must not end the clock
            log.exception("The clock could not ask %s; it does so again in a minute.", name)
            db.session.remove()

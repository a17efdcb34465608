"""Long work in short pieces: each plugin with the hook `work` does one, and says whether there is more to do."""

import logging

from core import clock
from core.database import db, transaction
from core.plugin_manager import HookFailed, plugins

log = logging.getLogger(__name__)


def work() -> bool:
    """A piece of each plugin's, in a transaction of its own; whether one of them has more. One that fails has not, for now."""
    more = False
    for name in plugins.listeners("work"):
        try:
            with transaction() as session:
                more |= bool(plugins.call_one(name, "work", session=session, now=clock.now()))
        except HookFailed as error:
            log.warning("%s was asked to go on with its work, which failed; it is asked again soon.", error)
        except Exception:  # a database that is away for a minute must not end who asks
            log.exception("%s could not be asked to go on with its work; it is asked again soon.", name)
            db.session.remove()
    return more

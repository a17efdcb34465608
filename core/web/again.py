"""A request that collided with another one in the database is done once more, when nothing of it was committed.

PostgreSQL ends one of two that wait for each other. Locks are taken in one order, so this is rare; who meets it all the same
has done nothing wrong, and what she sent is still here. The second time it is told (errors.py).
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Any

from flask import Flask, g, has_app_context, request
from flask import session as browser_session
from psycopg.errors import DeadlockDetected, LockNotAvailable, SerializationFailure
from sqlalchemy import event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from core.database import db

_COMMITTED = "foerderkette_committed"
_FLASHES = "_flashes"
log = logging.getLogger(__name__)


def init(app: Flask) -> None:
    """Views alone are called again: the gate and all that stands before them has let this request pass."""
    once = app.dispatch_request
    app.dispatch_request = lambda: _dispatched(once)  # type: ignore[method-assign]  # Flask has no other place around a view


def collided(error: BaseException | None) -> bool:
    """Whether the database ended this for the sake of somebody else, or a lock did not come in time."""
    while error is not None:
        if isinstance(error, DBAPIError) and isinstance(error.orig, (DeadlockDetected, SerializationFailure, LockNotAvailable)):
            return True
        error = error.__cause__
    return False


def _dispatched(once: Callable[[], Any]) -> Any:
    g.pop(_COMMITTED, None)
    flashes = list(browser_session.get(_FLASHES, ()))
    try:
        return once()
    except Exception as error:
        if not _may_again(error):
            raise
        log.warning("A request of '%s' collided with another one and is done once more.", request.endpoint)
    db.session.rollback()
    _as_it_came(flashes)
    return once()


def _may_again(error: Exception) -> bool:
    # who has waited for a lock in vain would wait as long again
    waited = isinstance(error, DBAPIError) and isinstance(error.orig, LockNotAvailable)
    return collided(error) and not waited and _COMMITTED not in g


def _as_it_came(flashes: list[Any]) -> None:
    """What the first time said of its success is not true, and its files were read to their end."""
    if _FLASHES in browser_session:
        browser_session[_FLASHES] = flashes
    for files in request.files.listvalues():
        for sent in files:
            sent.stream.seek(0)


@event.listens_for(db.session, "after_commit")
def _noted(session: Session) -> None:
    if has_app_context() and not session.in_nested_transaction():  # the end of a savepoint is none
        setattr(g, _COMMITTED, True)

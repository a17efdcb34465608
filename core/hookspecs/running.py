"""What a plugin does while the server runs: by the clock, as long work, for /health and for `run --demo`."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from core.marker import hookspec

if TYPE_CHECKING:
    from sqlalchemy.orm import Session


@hookspec
def tick(session: Session, now: dt.datetime) -> None:
    """Called about once a minute by the clock, in a transaction of its own: do what is due by now. Several processes may tick at
    once, and none for a while; find out from the database what there is to do.

    Example:

        from core import hookimpl

        @hookimpl
        def tick(session, now):
            print("it is", now)
    """


@hookspec
def work(session: Session, now: dt.datetime) -> bool | None:
    """Called by the deliverer when its bell rings and every few seconds, in a transaction of its own: do one short piece (well
    below a second) of long work that is under way, and return True while there is more. Where it stands belongs in the database.

    Example:

        from core import hookimpl

        @hookimpl
        def work(session, now):
            print("nothing is under way")
            return False
    """


@hookspec
def health() -> Mapping[str, Any]:  # type: ignore[empty-body]  # pluggy calls the implementations
    """What /health says about this plugin, as JSON values without personal data. Must be quick.

    Example:

        from core import hookimpl

        @hookimpl
        def health():
            return {"courses": 0}
    """


@hookspec
def fill_demo(session: Session, now: dt.datetime, seed: int) -> Sequence[Mapping[str, str]] | None:
    """Fill an empty database with synthetic data, in the order of the floors, the same for the same `seed`.

    Returns the sign-ins that it made, for the table that `run --demo` prints: `name`, `email`, `password`, `role`.

    Example:

        from core import hookimpl

        @hookimpl
        def fill_demo(session, now, seed):
            return []
    """

"""What the tests of the catalogue share: which plugins are the house's own, people who change programmes, and programmes."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import plugins
from core import clock
from core.actor import Actor, Grant
from core.catalogue import ship
from core.catalogue.change_models import ChangeSet
from core.catalogue.changes import Make
from core.database import db, transaction
from core.definitions import Programme
from tests.core.definitions.programmes import programme as sample

NOW = clock.now()
OURS = tuple(folder.name for folder in Path(plugins.__file__).parent.iterdir() if folder.is_dir() and folder.name[0] != "_")
"""The plugins of the house itself."""


def admin(name: str, *, only: str | None = None) -> Actor:
    """A programme admin, of all programmes or of one."""
    return Actor(f"id-of-{name}".lower(), name, grants=(Grant("programme_admin", "unit", "unit/", only),))


ANNA, BERTA = admin("Anna"), admin("Berta")


def shipped(*programmes: Programme) -> list[int]:
    with transaction() as session:
        return [revision.number for revision in ship(session, programmes, clock.now())]


def older(limit: int = 30) -> Make:
    """An edit: the age limit becomes this one."""

    def make(programme: Programme) -> Programme:
        first, *others = programme.eligibility
        return programme.but(eligibility=[first.but(rule=f"age in [18..{limit}]"), *others])

    return make


def limit_of(programme: Programme) -> str:
    return programme.eligibility[0].rule


def fresh(change: ChangeSet) -> ChangeSet:
    """The row as the database has it."""
    db.session.rollback()
    db.session.expire_all()
    return db.session.get_one(ChangeSet, change.id)


def day(days: int) -> dt.date:
    return clock.today(NOW) + dt.timedelta(days=days)


__all__ = ["ANNA", "BERTA", "NOW", "OURS", "admin", "day", "fresh", "limit_of", "older", "sample", "shipped"]

"""An app with all shipped programmes, a town with two case workers, and another town."""

from __future__ import annotations

from pathlib import Path

from core import clock
from core.access.accounts import actor_of, create_user, grant
from core.actor import SYSTEM
from core.database import transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.registry import register
from core.testing import close, make_app

PASSWORD = "ein langer Satz zum Testen"


class House:
    """`worker` and `colleague` are actors at the unit `unit_id`."""

    def __init__(self, database_url: str, folder: Path) -> None:
        self.app = make_app(database_url, folder / "data")
        now = clock.now()
        with self.app.app_context(), transaction() as session:
            unit = add_unit(session, "Stadt Muster", "town", None, now)
            add_unit(session, "Anderswo", "town", None, now)
            users = [create_user(session, f"{name}@example.org", name, PASSWORD, now=now) for name in ("one", "two")]
            for user in users:
                grant(session, user, "case_worker", unit, now=now)
            session.flush()
            self.worker, self.colleague = (actor_of(user) for user in users)
            self.unit_id = unit.id

    def person(self, **facts: object) -> str:
        with self.app.app_context(), transaction() as session:
            unit = session.get_one(Unit, self.unit_id)
            names = {"family_name": facts.pop("family_name", "Beispiel"), "given_name": "Ada"}
            return register(session, SYSTEM, unit, names, facts, source="self", now=clock.now()).id

    def close(self) -> None:
        close(self.app)

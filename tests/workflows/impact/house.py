"""An app with the sample programme, a person who waits at its door, cases under way, and an admin who sees them."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from core import catalogue, clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.catalogue import publish
from core.catalogue.changes import edit, open_change
from core.database import transaction
from core.definitions import Deadline, Programme, Step
from core.organisations.models import Unit
from core.people.registry import register
from tests.workflows.sample import FACTS, NOW, enrolled, w
from tests.workflows.web import PASSWORD, Town, Visitor
from workflows.run import open_case


class House:
    """`admin` changes programmes and sees the people of the town; `blind` changes programmes and sees nobody."""

    def __init__(self, folder: Path, url: str) -> None:
        self.town = Town(folder, url)
        self.app = self.town.app
        with self.app.app_context(), transaction() as session:
            town = session.get_one(Unit, self.town.town_id)
            for name, roles in (("admin", ("programme_admin", "coordinator")), ("blind", ("programme_admin",))):
                user = create_user(session, f"{name}@example.org", f"Konto {name}", PASSWORD, now=NOW)
                for role in roles:
                    grant(session, user, role, town, now=NOW)
            ada = enrolled(session, town)
            self.case_id = open_case(session, SYSTEM, ada.id, "sample", town.id, now=clock.now() - dt.timedelta(days=5)).id
            older = {**FACTS, "date_of_birth": dt.date(1984, 3, 2)}
            names = {"family_name": "Beispiel", "given_name": "Greta"}
            self.older_id = register(session, SYSTEM, town, names, older, source="self", now=NOW).id

    def change(self) -> str:
        """The id of a draft: three more years, a shorter deadline, one step more."""
        with self.app.app_context(), transaction() as session:
            change = open_change(session, SYSTEM, "sample", "Bis 43", NOW)
            edit(session, SYSTEM, change.id, change.version, changed, NOW)
            return change.id

    def publish(self, programme: Programme) -> None:
        with self.app.app_context(), transaction() as session:
            publish(session, programme, actor=SYSTEM, now=clock.now())

    def visitor(self, name: str) -> Visitor:
        return self.town.visitor(name)

    def current(self) -> str:
        with self.app.app_context():
            return catalogue.current("sample").digest

    def close(self) -> None:
        self.town.close()


def changed(programme: Programme) -> Programme:
    age, *rest = programme.eligibility
    profile, *others = programme.steps
    wider = age.but(rule="age in [18..43]", title=w("18 bis 43 Jahre alt"))
    new = Step("review", w("Rückblick"), role="adviser", phase="start")
    return programme.but(eligibility=[wider, *rest], steps=[profile.but(due=Deadline(days=1)), *others, new], examples=[])

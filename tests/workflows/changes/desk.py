"""People who change programmes over HTTP, as browsers without JavaScript would, beside somebody who opens cases."""

from __future__ import annotations

import datetime as dt
import re
from io import BytesIO
from pathlib import Path

from flask import Flask
from werkzeug.test import TestResponse

from core import catalogue, clock
from core.access.accounts import actor_of, create_user, grant
from core.actor import Actor
from core.catalogue import ChangeSet
from core.database import db, transaction
from core.definitions import Programme
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.registry import register
from core.testing import make_app
from tests.workflows.web import HERE, PASSWORD, Visitor
from workflows.models import Case
from workflows.run import open_case

PROGRAMME = "gemeinsam_durchstarten"
HOME = "/admin/changes/"
DAY = dt.datetime(2022, 5, 10, 9, tzinfo=dt.UTC)
FITS = {
    "residence_title": "d60a",
    "benefits": frozenset({"asylblg"}),
    "district": "Kreis Unna",
    "in_state_reception": False,
}
ROLES = {"anna": "programme_admin", "berta": "programme_admin", "rita": "auditor", "worker": "case_worker"}


class Desk:
    """`anna` and `berta` are programme admins, `olga` one of another programme alone, `rita` reads, `worker` opens cases."""

    def __init__(self, url: str, folder: Path) -> None:
        self.app: Flask = make_app(url, folder / "data")
        self._visitors: dict[str, Visitor] = {}
        now = clock.now()
        with self.app.app_context(), transaction() as session:
            town = add_unit(session, "Stadt Muster", "town", None, now)
            for name, role in ROLES.items():
                user = create_user(session, f"{name}@example.org", name.title(), PASSWORD, now=now)
                grant(session, user, role, town, now=now)
                if name == "worker":
                    worker = user
            olga = create_user(session, "olga@example.org", "Olga", PASSWORD, now=now)
            grant(session, olga, "programme_admin", town, programme="wir", now=now)
            session.flush()
            self.worker: Actor = actor_of(worker)
            self.unit_id = town.id

    def visitor(self, name: str = "anna") -> Visitor:
        if name not in self._visitors:
            self._visitors[name] = Visitor(self.app.test_client()).comes_in(f"{name}@example.org")
        return self._visitors[name]

    def sends(self, who: str, url: str, /, seen: str = "", **typed: object) -> TestResponse:
        """Post to this address; the token and the version come from the page `seen`, or of the address itself."""
        page = self.visitor(who).get(seen or url).text
        hidden = dict(re.findall(r'name="(csrf_token|_version)" value="([^"]*)"', page))
        client = self.visitor(who).client
        return client.post(url, base_url=HERE, data={**hidden, **typed}, headers={"Sec-Fetch-Site": "same-origin"})

    def opened(self, title: str = "Bis 30", programme: str = PROGRAMME, who: str = "anna") -> str:
        """The address of a new change set."""
        answer = self.sends(who, HOME, programme=programme, title=title)
        assert answer.status_code == 303, answer.text
        return str(answer.location)

    def writes(self, url: str, part: str, before: str, after: str, who: str = "anna") -> TestResponse:
        """Change a part of the draft as text."""
        page = f"{url}/text?part={part}"
        typed = re.search(r'<textarea[^>]*name="text"[^>]*>\n?(.*?)</textarea>', self.visitor(who).get(page).text, re.S)
        assert typed
        text = _plain(typed[1])
        assert before in text, text
        return self.sends(who, f"{url}/text", seen=page, part=part, text=text.replace(before, after))

    def uploads(self, content: bytes, who: str = "anna") -> TestResponse:
        return self.sends(who, f"{HOME}import", file=(BytesIO(content), "programme.yaml"))

    def change(self, url: str) -> ChangeSet:
        with self.app.app_context():
            found = db.session.get_one(ChangeSet, url.rstrip("/").rpartition("/")[2])
            assert found.programme
            db.session.expunge(found)
            return found

    def offered(self, id: str = PROGRAMME) -> Programme:
        with self.app.app_context():
            return catalogue.definition(catalogue.current(id).digest)

    def case(self, born: dt.date, programme: str = PROGRAMME) -> str:
        """The revision that a new case of somebody begins on, in the programme's days. Raises NotEligible."""
        with self.app.app_context(), transaction() as session:
            unit = session.get_one(Unit, self.unit_id)
            names = {"family_name": "Beispiel", "given_name": "Ada"}
            person = register(session, self.worker, unit, names, FITS | {"date_of_birth": born}, source="self", now=DAY)
            case: Case = open_case(session, self.worker, person.id, programme, unit.id, now=DAY)
            return case.revision


def _plain(text: str) -> str:
    for entity, sign in (("&#39;", "'"), ("&#34;", '"'), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")):
        text = text.replace(entity, sign)
    return text

"""One edit of a draft, and publishing up to the first page that is served from the new revision, as the definition grows.

Run it by `python -m tests.bench.bench_changes`. The limit reads the definition's text as a programme and writes a changed one into
a row: what nobody who stores a draft whole can go below. An edit finds out beside it what the step changes, there and back, whether
any of it is locked, and writes the step; the page is the programme in words, made for the first time on a new revision.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from time import perf_counter

from flask import Flask
from sqlalchemy import update

from core import clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.catalogue import ChangeSet, changes, models, publishing, ship
from core.database import db, transaction
from core.definitions import Programme, load_programme
from core.organisations.tree import add_unit
from core.testing import close, make_app
from tests.bench.bench_rebase import shipped
from tests.bench.rounds import quick, rounds, table
from tests.workflows.web import PASSWORD, Visitor

SIZES = (1,) if quick() else (1, 4, 10)
"""So many of the ten forms of the large definition."""


def definition(forms: int) -> Programme:
    data = shipped()
    roles = [{"id": "advisor", "title": {"de": "Beratung", "en": "Advice"}}]
    exits = [{"id": "done", "title": {"de": "Fertig", "en": "Done"}}]
    kept = data["forms"][:forms]
    for step, form in zip(data["steps"], kept, strict=False):
        step["form"] = form["id"]
    return load_programme({**data, "id": f"large_{forms}", "forms": kept, "roles": roles, "exits": exits})


def elements(programme: Programme) -> int:
    return sum(1 + len(getattr(field, "options", ())) for form in programme.forms for field in form.fields) + len(programme.steps)


class Draft:
    """A change set of one programme, edited again and again."""

    def __init__(self, app: Flask, programme: Programme) -> None:
        self.app, self.programme = app, programme
        with transaction() as session:
            ship(session, [programme], clock.now())
            self.change = changes.open_change(session, SYSTEM, programme.id, "Messung", clock.now())
            self.plain = changes.open_change(session, SYSTEM, programme.id, "Grenze", clock.now())
        self.text = programme.as_json()

    def limit(self, number: int) -> None:
        models.read.cache_clear()
        made = models.read(self.text).but(summary={"de": f"Stand {number}"})
        with transaction() as session:
            session.execute(update(ChangeSet).where(ChangeSet.id == self.plain.id).values(content=made.as_json()))

    def edit(self, number: int) -> None:
        models.read.cache_clear()

        def make(programme: Programme) -> Programme:
            return programme.but(summary={"de": f"Stand {number} {perf_counter()}"})

        with transaction() as session:
            changes.edit(session, SYSTEM, self.change.id, self.change.version, make, clock.now(), "Messung")


def published(app: Flask, programme: Programme, visitor: Visitor) -> tuple[float, float]:
    """Seconds for publishing, and for the first page that is served from the new revision."""
    with app.app_context(), transaction() as session:
        change = changes.open_change(session, SYSTEM, programme.id, "Messung", clock.now())
        changes.edit(session, SYSTEM, change.id, 1, lambda found: found.but(source=f"{perf_counter()}"), clock.now())
    begun = perf_counter()
    with app.app_context(), transaction() as session:
        publishing.publish_change(session, SYSTEM, change.id, 2, clock.now())
    between = perf_counter()
    assert visitor.get(f"/admin/definitions/{programme.id}").status_code == 200
    return between - begun, perf_counter() - between


def entered(app: Flask) -> Visitor:
    now = clock.now()
    with app.app_context(), transaction() as session:
        unit = add_unit(session, "Ort", "town", None, now)
        user = create_user(session, "a@example.org", "Anna", PASSWORD, now=now)
        grant(session, user, "programme_admin", unit, now=now)
    return Visitor(app.test_client()).comes_in("a@example.org")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        app = make_app(f"sqlite:///{folder}/bench.sqlite", Path(folder) / "data")
        visitor = entered(app)
        for forms in SIZES:
            programme = definition(forms)
            with app.app_context():
                draft = Draft(app, programme)
                cases: dict[str, Callable[[int], object]] = {"limit: read and write": draft.limit, "one edit": draft.edit}
                print(f"{elements(programme):,} elements")
                print(table(rounds(cases, repeats=5), "edits/s"))
                db.session.rollback()
            publishing_, page = published(app, programme, visitor)
            size = len(draft.text)
            print(f"published in {publishing_ * 1000:.0f} ms, first page after {page * 1000:.0f} ms, {size:,} characters\n")
        close(app)


if __name__ == "__main__":
    main()

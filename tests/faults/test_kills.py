"""Web and worker are killed in the middle of submissions: nothing is lost, nothing is doubled, and every effect comes once.

Short form in the suite; the long form by hand: FAULTS_KILLS=5000 .venv/bin/pytest tests/faults
"""

from __future__ import annotations

import datetime as dt
import os
import secrets
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import Engine, create_engine, func, select

from core import clock
from core.access.accounts import create_user, grant
from core.actor import SYSTEM
from core.database import db, transaction
from core.journal import chain
from core.journal.deliver import deliver
from core.journal.models import Delivery
from core.organisations.tree import add_unit
from core.people.registry import register
from core.testing import close, make_app
from forms.models import Submission
from tests.faults.chaos import Client, Found, Ledger, forge, storm
from tests.faults.plugins.effect_counter import seen
from tests.live import environment
from workflows.models import Case, Task
from workflows.run import open_case, take

KILLS = int(os.environ.get("FAULTS_KILLS", "200"))
CLIENTS = 6
PLUGINS = Path(__file__).parent / "plugins"
EMAIL = "staff@test.example"


class House:
    """A database with a case for each client, and what is read from it beside the server."""

    def __init__(self, database_url: str, data_dir: Path) -> None:
        self.url, self.data_dir = database_url, data_dir
        self.secret, self.password = secrets.token_hex(20), secrets.token_urlsafe(20)
        self.app: Flask = make_app(database_url, data_dir, secret_key=self.secret, plugins_dir=(PLUGINS,))
        self.ledger = Ledger()
        self.engine: Engine = create_engine(database_url, connect_args={"timeout": 30} if "sqlite" in database_url else {})
        seen.metadata.create_all(self.engine)
        with self.app.app_context():
            self.cases = self._furnish(clock.now())
            db.session.remove()
            db.engine.dispose()

    def environment(self, **more: str) -> dict[str, str]:
        settings = {"FOERDERKETTE_SECRET_KEY": self.secret, "FOERDERKETTE_PLUGINS_DIR": str(PLUGINS), **more}
        settings |= {"FAULTS_EMAIL": EMAIL, "FAULTS_PASSWORD": self.password, "FAULTS_TASK": self._next_task(self.cases[0])()}
        return environment(self.data_dir, self.url, None, **settings)

    def clients(self, base: str) -> list[Client]:
        return [Client(base, EMAIL, self.password, self._next_task(case), self.ledger) for case in self.cases]

    def heal(self) -> None:
        """What a worker does once the leases of the dead have run out."""
        with self.app.app_context():
            later = clock.now() + dt.timedelta(minutes=10)
            while deliver(later):
                later += dt.timedelta(minutes=10)

    def found(self) -> Found:
        with self.engine.connect() as connection:
            rows = connection.execute(select(Submission.id, Submission.draft_id, Submission.answers)).all()
            counts = Counter(connection.scalars(select(seen.c.submission_id)))
        notes: dict[str, list[str]] = {}
        for row in rows:
            notes.setdefault(row.draft_id, []).append(row.answers["contact_note"])
        return Found(notes, Counter({row.draft_id: counts[row.id] for row in rows if counts[row.id]}))

    def close(self) -> None:
        self.engine.dispose()
        close(self.app)

    def _next_task(self, case: str) -> Callable[[], str]:
        query = select(Task.id).where(Task.case_id == case, Task.step == "contact", Task.status == "open")

        def ask() -> str:
            with self.engine.connect() as connection:
                return connection.execute(query).scalar_one()

        return ask

    def _furnish(self, now: dt.datetime) -> list[str]:
        with transaction() as session:
            unit = add_unit(session, "Testhausen", "town", None, now)
            user = create_user(session, EMAIL, "Test Staff", self.password, now=now)
            grant(session, user, "case_worker", unit, now=now)
            session.flush()
            return [self._case(session, unit, number, now) for number in range(CLIENTS)]

    def _case(self, session, unit, number: int, now: dt.datetime) -> str:
        identity = {"family_name": f"Test {number}", "given_name": "Person"}
        person = register(session, SYSTEM, unit, identity, {"migration_background": True}, source="self", now=now)
        case = open_case(session, SYSTEM, person.id, "wir_sind_usingen", unit.id, now=now)
        session.flush()
        first = session.scalars(select(Task.id).where(Task.case_id == case.id, Task.status == "open")).one()
        take(session, SYSTEM, first, None, {}, now)
        return case.id


@pytest.fixture
def house(database_url, tmp_path):
    made = House(database_url, tmp_path / "data")
    yield made
    made.close()


def test_two_hundred_kills_lose_and_double_nothing(house):
    with forge(house.environment()) as maker:
        kills = storm(maker, house.clients, house.ledger, KILLS, seed=20261122)
    house.heal()
    found, ledger = house.found(), house.ledger
    print(
        f"\n{kills['web']} web and {kills['worker']} worker kills: {len(ledger.intents)} begun, {len(ledger.acks)} acknowledged"
    )
    assert min(kills["web"], kills["worker"]) > KILLS // 5
    assert len(ledger.acks) > KILLS // 4, "the clients hardly got anything done: the harness sees too little"
    assert (found.lost(ledger), found.doubled(), found.changed(ledger)) == (set(), set(), set())
    assert (found.effects_lost(), found.effects_doubled()) == (set(), set())
    _whole(house, found)


def _whole(house: House, found: Found) -> None:
    """No case in a state between two: a task is done for each submission, the next one stands open, the chain is unbroken."""
    with house.app.app_context():
        session = db.session()
        done = session.scalar(select(func.count()).select_from(Task).where(Task.submission_id.is_not(None)))
        assert done == len(found.notes)
        for case in session.scalars(select(Case)):
            tasks = session.scalars(select(Task).where(Task.case_id == case.id, Task.step == "contact")).all()
            assert [task.status for task in sorted(tasks, key=lambda task: task.round)] == ["done"] * (len(tasks) - 1) + ["open"]
        assert session.scalar(select(func.count()).select_from(Delivery)) == 0
    with house.app.app_context(), transaction() as session:
        while chain.seal(session):
            pass
        assert chain.verify(session) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_without_the_outbox_the_harness_sees_losses(house):
    with forge(house.environment(FAULTS_OUTBOX="off")) as maker:
        storm(maker, house.clients, house.ledger, 60, seed=7)
    house.heal()
    found = house.found()
    assert found.lost(house.ledger) == set(), "submissions do not depend on the outbox"
    assert found.effects_lost(), "effects told from memory must get lost under kills; if they do not, the harness is blind"

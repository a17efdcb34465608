"""What somebody tells stays in her record: not one word of it in logs, audit trail, outbox, Redis or the state of plugins."""

from __future__ import annotations

import json
import logging
from collections.abc import Iterator
from pathlib import Path

import pytest
import redis
from flask import Flask
from sqlalchemy import create_engine, insert, text

from core import clock
from core.database import db
from core.hookspecs import Panel
from core.journal import deliver_all
from core.people.models import Identity
from core.plugin_manager import plugins
from tests.journeys import answers as told
from tests.journeys.houses import house
from tests.security.walker import browser, does, open_tasks
from tests.security.walker import told as said
from tests.security.world import World
from workflows import pages

CANARY = "Zwitscher"
LAST = {
    "competences_sufficient": "yes",
    "another_internship": "no",
    "further_support": "no",
    "exit_reason": "employment",
    # she entered today, and nobody leaves before that
    "exit_on": clock.today(clock.now()).isoformat(),
}


class Listener(logging.Handler):
    """All that any logger says, as it would be printed, with tracebacks."""

    def __init__(self) -> None:
        super().__init__(logging.NOTSET)
        self.setFormatter(logging.Formatter("%(name)s %(message)s"))
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))

    @property
    def text(self) -> str:
        return "\n".join(self.lines)


@pytest.fixture
def heard() -> Iterator[Listener]:
    listener, root = Listener(), logging.getLogger()
    level = root.level
    root.addHandler(listener)
    root.setLevel(logging.INFO)
    yield listener
    root.setLevel(level)
    root.removeHandler(listener)


def canaries(world: World) -> list[str]:
    return [
        *world.own.names,
        *(one for one in world.own.texts if "unit" not in one and "@" not in one and " " not in one),
        CANARY,
    ]


def in_table(app: Flask, table: str) -> str:
    with app.app_context():
        return json.dumps([list(map(str, row)) for row in db.session.execute(text(f"select * from {table}"))], ensure_ascii=False)


def test_a_whole_case_leaves_its_words_in_the_record_alone(world: World, heard: Listener) -> None:
    client, case = browser(world.app, world.cookies["case_worker"]), world.own.ids["case"]
    done = []
    while (tasks := [one for one in open_tasks(world.app, case) if one[1] != "contact" or "contact" not in done]) and len(
        done
    ) < 15:
        id, step = tasks[0] if "contact" in done else next(one for one in tasks if one[1] == "contact")
        answer = does(world.app, client, id, lambda field: f"{CANARY}{field}", **LAST)
        assert answer.status_code == 303, f"{step}: {said(answer)}"
        done.append(step)
    assert {"contact", "internship", "work_start", "closing"} <= set(done)
    with world.app.app_context():
        deliver_all()
    submissions = in_table(world.app, "submission")
    assert submissions.count(CANARY) > 5, "the control: the record has them"
    for table in ("entry", "delivery", "chain_head", "worklist", "task"):
        assert [one for one in canaries(world) if one in in_table(world.app, table).replace("Eigenortdelivery", "")] == [], table
    assert heard.lines is not None
    assert [one for one in canaries(world) if one in heard.text] == []


def test_an_error_of_the_database_does_not_repeat_what_was_to_be_stored(
    world: World, heard: Listener, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The log names statement and constraint, never the values: neither SQLAlchemy's parameters nor PostgreSQL's DETAIL."""

    def breaks(session, *_rest) -> None:
        row = {"person_id": world.own.ids["person"], "family_name": CANARY, "more": {}, "search": CANARY}
        session.execute(insert(Identity), [row])

    monkeypatch.setattr(pages, "_take", breaks)
    monkeypatch.setattr(world.app, "testing", False)
    monkeypatch.setitem(world.app.config, "PROPAGATE_EXCEPTIONS", False)
    client, case = browser(world.app, world.cookies["stranger"]), world.foreign.ids["case"]
    id = next(id for id, step in open_tasks(world.app, case) if step == "contact")
    answer = does(world.app, client, id, lambda field: f"{CANARY}{field}")
    assert answer.status_code == 500
    assert CANARY not in answer.text
    assert "IntegrityError" in heard.text, "the control: the error was logged"
    assert CANARY not in heard.text


@pytest.mark.parametrize(
    "statement",
    [
        "insert into identity (person_id, family_name, more) values ('{id}', :canary, null)",
        "insert into name_word (word, person_id) values (:canary, null)",
        "select * from unit where created_at > :canary and cast(:canary as integer) > 0",
    ],
)
def test_no_error_of_the_database_holds_values(world: World, statement: str) -> None:
    with world.app.app_context():
        said = _error(statement.format(id=world.own.ids["person"]))
        db.session.rollback()
        assert said or "sqlite" in db.engine.url.drivername, "SQLite alone compares anything"
        assert CANARY not in said


def _error(statement: str) -> str:
    try:
        db.session.execute(text(statement), {"canary": CANARY})
    except Exception as error:  # noqa: BLE001  # whatever the database says
        return f"{error} {error!r} {error.__cause__}"
    return ""


def test_what_a_plugin_chokes_on_is_told_to_nobody(world: World, heard: Listener, monkeypatch: pytest.MonkeyPatch) -> None:
    """A hook that raises about a person: /health, the list of plugins and the log name plugin and place, not the person."""
    with world.app.app_context():
        shown = plugins._implementations("person_panels")[0]

    def choke(**_values: object) -> list[Panel]:
        raise ValueError(f"cannot show {CANARY}")

    monkeypatch.setattr(shown, "function", choke)
    monkeypatch.setattr(shown, "argnames", ())
    assert world.ask("case_worker", "GET", f"/people/{world.own.ids['person']}").status_code == 200
    health = world.ask("anonymous", "GET", "/health").text
    assert "ValueError" in health
    for place in (health, world.ask("system_admin", "GET", "/admin/plugins/").text, heard.text):
        assert CANARY not in place


@pytest.mark.timeout(120)
def test_a_live_server_with_a_worker_says_nothing(postgres_url: str, redis_url: str, new_database, tmp_path: Path) -> None:
    """Standard output and error of web and worker, Redis with all its keys, audit trail and outbox."""
    with house(tmp_path, new_database("postgresql"), redis_url) as made:
        worker = made.visitor("worker@example.org")
        person = worker.registers(told.PERSON | {"family_name": CANARY, "given_name": f"{CANARY}given"})
        worker.checks(person)
        worker.gives_facts({"migration_background": "yes"})
        case = worker.takes_in()
        sheet = {page: dict(values) for page, values in told.MASTER_SHEET.items()}
        sheet["person"]["family_name"] = CANARY
        sheet["contact"]["address.street"] = f"{CANARY}weg 1"
        worker.opens_task(case, "Anmeldung")
        worker.fills(sheet, until="arrival")
        worker.get(f"/people?q={CANARY}")
        engine = create_engine(made.database_url)
        with engine.connect() as connection:
            tables = {
                name: str([tuple(row) for row in connection.execute(text(f"select * from {name}"))])
                for name in ("entry", "delivery", "draft", "identity")
            }
        engine.dispose()
        kept = _all_of(redis_url)
        log = made.server.log.read_text("utf-8", "replace")
    assert CANARY in tables["draft"], "the control: the record has them"
    assert CANARY in tables["identity"]
    assert CANARY not in tables["entry"]
    assert CANARY not in tables["delivery"]
    assert CANARY not in log
    assert CANARY.encode() not in kept


def _all_of(url: str) -> bytes:
    with redis.Redis.from_url(url) as server:
        return b"\n".join(key + b" " + (server.dump(key) or b"") for key in server.scan_iter(count=1000))

"""Page times of a day's work as the number of people grows, and the worklist against raw SQL on an index made for it.

Run it by `python -m tests.bench.bench_pages`: 120, 12,000 and 120,000 people on PostgreSQL, a few minutes, most of them for the
rows; with BENCH_QUICK=1 it is 120 and 600. Each person has a case, two duties and a note, facts with history and entries of
the journal. One twelfth of all people belong to the district that the case worker works for, one forty-eighth to the town of
another. A time is the median of whole requests in this process: session, rights, statements, template; without the network.
Growth is the slope of the line between logarithms: 0 is flat, 1 is as many times longer as there are people.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import psycopg
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select
from sqlalchemy.engine import make_url

from core import clock
from core.access.accounts import actor_of, create_user, find_user, grant
from core.app import create_app, prepare
from core.catalogue import current, ship
from core.database import Base, db, new_id, transaction
from core.organisations.models import Unit
from core.organisations.tree import add_unit
from core.people.findable import findable
from core.people.normal import full_name
from core.settings import load_settings
from tests import servers
from tests.bench.rounds import quick, rounds, table
from tests.workflows.sample import PROGRAMME
from tests.workflows.web import HERE, PASSWORD, Visitor
from workflows.engine import begin
from workflows.run import plan_of
from workflows.worklist import listing
from workflows.worklist_filters import Filters

SIZES = (120, 600) if quick() else (120, 12_000, 120_000)
REQUESTS = 2 if quick() else 40
DISTRICTS, TOWNS = 12, 4
LETTERS = "23456789BCDFGHJKMNPQRSTVWXZ"
SYLLABLES = (
    "ba da fa ga ha ka la ma na ra sa scha ta wa za be de fe ge he ke le me ne re se te we mi ni ri si ti bo mo no ro so".split()
)
Row = dict[str, Any]


class World:
    """The app with its units, and everybody who was written so far."""

    def __init__(self, app: Flask, url: str) -> None:
        self.app, self.url = app, make_url(url).set(drivername="postgresql").render_as_string(False)
        self.rng, self.now, self.size = random.Random(7), clock.now(), 0
        self.names = ["".join(self.rng.choices(SYLLABLES, k=self.rng.randint(2, 4))).title() for _ in range(4_000)]
        with app.app_context(), transaction() as session:
            ship(session, [PROGRAMME], self.now)
            land = add_unit(session, "Land", "land", None, self.now)
            districts = [add_unit(session, f"Kreis {n}", "district", land, self.now) for n in range(DISTRICTS)]
            towns = [add_unit(session, f"Stadt {n}", "town", each, self.now) for each in districts for n in range(TOWNS)]
            self.users = {}
            for name, unit in (("town", towns[0]), ("district", districts[0]), ("land", land)):
                user = create_user(session, f"{name}@example.org", f"Konto {name}", PASSWORD, now=self.now)
                grant(session, user, "case_worker", unit, now=self.now)
                self.users[name] = user.id
            self.towns = [(each.id, each.path) for each in towns]
            self.revision = current("sample").digest
        with app.app_context():
            state, _effects = begin(plan_of(self.revision), {}, self.now)
            self.state = json.dumps(state.to_json())

    def grow(self, size: int) -> None:
        """People up to this number, by COPY; then the statistics that the planner goes by."""
        rows: dict[str, list[Row]] = {name: [] for name in ORDER}
        for number in range(self.size, size):
            for name, row in self._one(number):
                rows[name].append(row)
            if number % 5_000 == 4_999 or number == size - 1:
                self._copy(rows)
                rows = {name: [] for name in ORDER}
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("VACUUM ANALYZE")
        self.size = size

    def _copy(self, rows: dict[str, list[Row]]) -> None:
        with psycopg.connect(self.url) as connection, connection.cursor() as cursor:
            for name, each in rows.items():
                columns = list(each[0])
                statement = f"COPY {name} ({', '.join(columns)}) FROM STDIN"
                with cursor.copy(statement) as copy:  # type: ignore[arg-type]  # names of this file
                    for row in each:
                        copy.write_row([row[column] for column in columns])

    def _one(self, number: int) -> Iterator[tuple[str, Row]]:
        rng, id, case, now = self.rng, new_id(), new_id(), self.now
        unit_id, path = self.towns[number % len(self.towns)]
        here = {"unit_id": unit_id, "unit_path": path}
        family, given = rng.choice(self.names), rng.choice(self.names[:400])
        code = "".join(rng.choices(LETTERS, k=8))
        born = dt.date(1960, 1, 1) + dt.timedelta(rng.randrange(17_000))
        until = now.date() + dt.timedelta(rng.randrange(-400, 1_400))
        me = self.users["town"] if number % (4 * len(self.towns)) == 0 else None
        opened = now - dt.timedelta(days=rng.randrange(400), seconds=rng.randrange(80_000))
        yield "person", {"id": id, "number": f"{code[:4]}-{code[4:]}", **here, "created_at": now, "version": 1, "synthetic": True}
        search = full_name({"family_name": family, "given_name": given})
        yield "identity", {"person_id": id, "family_name": family, "given_name": given, "more": "{}", "search": search}
        for word in findable(family, given):
            yield "name_word", {"word": word, "person_id": id}
        facts = {"date_of_birth": born, "residence_valid_until": until, "municipality": "Usingen", "german_level": "a2"}
        yield "facts", {"person_id": id, **facts, "more": "{}", "version": 1}
        for fact, value in facts.items():
            yield "fact_entry", _said(id, fact, value, now)
        yield "case_", {
            "id": case, "number": f"F-{code[:4]}-{code[4:]}", "person_id": id, "programme": "sample", "track": "",
            "revision": self.revision, **here, "state": self.state, "version": 1, "phase": "start",
            "entered_on": opened.date(), "verdict": '{"outcome": "eligible"}', "responsible_id": me,
            "created_at": opened, "synthetic": True,
        }  # fmt: skip
        for step in ("profile", "needs", "note"):
            yield from self._task(id, case, step, here, opened)
        yield "entry", _entry(id, case, "case_opened", {"programme": "sample"}, opened)

    def _task(self, person: str, case: str, step: str, here: Row, opened: dt.datetime) -> Iterator[tuple[str, Row]]:
        task, optional = new_id(), step == "note"
        due = None if optional else self.now.date() + dt.timedelta(self.rng.randrange(-60, 200))
        common = {"programme": "sample", "step": step, "role": "adviser", "opened_at": opened, "due": due}
        yield "task", {"id": task, "case_id": case, **common, "unit_path": here["unit_path"], "round": 1, "status": "open"}
        yield "worklist", {
            "task_id": task, "case_id": case, "person_id": person, **common, **here, "phase": "start",
            "held_by": " case_worker coordinator ", "due_key": due or dt.date(9999, 12, 31), "optional": optional,
        }  # fmt: skip


ORDER = ("person", "identity", "name_word", "facts", "fact_entry", "case_", "task", "worklist", "entry")


def _said(person: str, fact: str, value: Any, now: dt.datetime) -> Row:
    stored = json.dumps(value if isinstance(value, str) else value.isoformat())
    said = {"valid_from": now.date(), "version": 1, "source": "self", "written_at": now}
    return {"id": new_id(), "person_id": person, "fact": fact, "value": stored, **said}


def _entry(person: str, case: str, event: str, data: Row, at: dt.datetime) -> Row:
    ids = {"subject_id": case, "person_id": person, "case_id": case}
    return {"id": new_id(), "at": at, "actor_name": "Bench", "event": event, **ids, "data": json.dumps(data)}


def pages(world: World, who: str) -> dict[str, str]:
    """The addresses that are asked for; the person and the case are one of the middle."""
    with world.app.app_context():
        worklist = Base.metadata.tables["worklist"]
        unit = world.towns[0][0]
        row = db.session.execute(select(worklist).where(worklist.c.unit_id == unit).offset(1).limit(1)).one()
        identity = Base.metadata.tables["identity"]
        name = db.session.execute(select(identity.c.search).where(identity.c.person_id == row.person_id)).scalar_one()
    family, given = name.split()
    return {
        "my day": "/",
        "worklist": "/worklist",
        "worklist, overdue": "/worklist?due=overdue",
        "worklist, by name": "/worklist?sort=name",
        "worklist, a name": f"/worklist?text={family}",
        "people": "/people",
        "search, a beginning": f"/people?q={family[:3]}",
        "search, whole name": f"/people?q={given}+{family}",
        "search, misspelt": f"/people?q={family.replace('s', 'z').replace('k', 'g')}x".removesuffix("x") + f"h+{given}",
        "person": f"/people/{row.person_id}",
        "case": f"/cases/{row.case_id}",
    }


def p50(client: FlaskClient, url: str) -> float:
    """Milliseconds; the first requests warm the caches up."""
    took = []
    for number in range(REQUESTS + 3):
        begun = time.perf_counter()
        answer = client.get(url, base_url=HERE)
        took.append((time.perf_counter() - begun) * 1000)
        if answer.status_code != 200:
            raise SystemExit(f"{url} answered {answer.status_code} to request {number}.")
    return statistics.median(took[3:])


def slope(times: list[float]) -> float:
    """Between the smallest and the largest size."""
    return math.log(times[-1] / times[0]) / math.log(SIZES[-1] / SIZES[0])


def shown(who: str, times: dict[str, list[float]]) -> str:
    width = max(map(len, times))
    heads = "".join(f"{size:>12,}" for size in SIZES)
    lines = [f"{f'p50 in ms, {who}':{width}}{heads}  growth"]
    lines += [
        f"{name:{width}}" + "".join(f"{each:12.1f}" for each in found) + f"  {slope(found):6.2f}" for name, found in times.items()
    ]
    return "\n".join(lines) + "\n"


# the worklist against the limit

LIMIT = """SELECT task_id, case_id, person_id, programme, step, role, due, due_key, assignee_id, opened_at FROM worklist
 WHERE unit_id = %s AND NOT optional ORDER BY due_key, task_id LIMIT 26"""


def against_the_limit(world: World) -> str:
    with psycopg.connect(world.url, autocommit=True) as connection, world.app.app_context():
        connection.execute("CREATE INDEX limit_worklist ON worklist (unit_id, due_key, task_id) WHERE NOT optional")
        connection.execute("ANALYZE worklist")
        user = find_user(db.session(), "town@example.org")
        assert user is not None
        actor, today, unit = actor_of(user), clock.today(world.now), world.towns[0][0]
        town = db.session.get_one(Unit, unit)
        ours = [row.task_id for row in listing(db.session(), actor, Filters(), today, units=[town]).rows]
        theirs = [row[0] for row in connection.execute(LIMIT, (unit,)).fetchall()][: len(ours)]
        if ours != theirs:
            raise SystemExit("The two ways give different tasks.")

        def limit(_number: int) -> None:
            connection.execute(LIMIT, (unit,)).fetchall()

        def own(_number: int) -> None:
            listing(db.session(), actor, Filters(), today, units=[town])

        cases: dict[str, Callable[[int], object]] = {
            "limit: psycopg, an index made for it": limit,
            "workflows.worklist.listing": own,
        }
        found = table(rounds(cases, seconds=0.3, clock=time.perf_counter), "pages/s") + "\n"
        db.session.remove()
        return found


def main() -> None:
    with servers.postgres() as url, tempfile.TemporaryDirectory() as folder:
        app = create_app(load_settings(data_dir=Path(folder), database_url=url, plugins_off=",".join(_plugins())))
        with app.app_context():
            Base.metadata.create_all(db.engine)
        prepare(app, clock.now())
        world = World(app, url)
        times: dict[str, dict[str, list[float]]] = {"town": {}, "land": {}}
        for size in SIZES:
            world.grow(size)
            for who, found in times.items():
                client = Visitor(app.test_client()).comes_in(f"{who}@example.org").client
                for name, address in pages(world, who).items():
                    found.setdefault(name, []).append(p50(client, address))
        for who, found in times.items():
            sys.stdout.write(shown(f"staff of {'one town of 48' if who == 'town' else 'the whole Land'}", found) + "\n")
        sys.stdout.write(against_the_limit(world))
        with app.app_context():
            db.engine.dispose()


def _plugins() -> list[str]:
    """The programmes of the house stay away: one programme is measured, not how many there are."""
    return sorted(path.parent.name for path in (Path(__file__).parents[2] / "plugins").glob("*/__init__.py"))


if __name__ == "__main__":
    main()

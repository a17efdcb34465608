"""Complete one step of a running case on PostgreSQL: task done, next one open, one skipped, case, list, journal, outbox.

Run it by `python -m tests.bench.bench_step`. Ours is `workflows.run.take` inside `transaction()`. The limit is psycopg
alone: one read, no lock, and one statement made by hand that writes the same rows, its JSON prepared before. A first
check sees that both leave the same rows. The server keeps every commit (fsync on), unlike the one of the tests.
"""

from __future__ import annotations

import datetime as dt
import json
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg.types.json import Jsonb
from sqlalchemy import insert, select, text
from sqlalchemy.engine import make_url

from core.actor import Actor, Grant
from core.catalogue import ship
from core.database import Base, db, new_id, transaction
from core.definitions import Form, Programme, Role, Step, YesNo, t
from core.organisations.tree import add_unit
from core.people.models import Person
from core.people.registry import register
from tests import servers
from tests.bench.rounds import rounds, table
from tests.bench.world import tables
from workflows.models import Case, Task, Worklist
from workflows.run import open_case, take
from workflows.state import State

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
STEPS = 12
CASES = 2500
DURABLE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on"}
ANSWERS = {"small": True}


def programme() -> Programme:
    """A chain of steps; beside each one that is skipped, since its guard does not hold."""
    words = t(de="Schritt")
    main = [Step(f"s{n}", words, role="worker", form="form", after=[f"s{n - 1}"] if n else []) for n in range(STEPS)]
    side = [Step(f"x{n}", words, role="worker", form="form", after=[f"s{n}"], when="not(small)") for n in range(STEPS - 1)]
    form = Form("form", words, fields=[YesNo("small", words)])
    return Programme("bench", words, forms=[form], roles=[Role("worker", words)], steps=[*main, *side])


class Listeners:
    """One plugin that must be told of each step: one delivery, as in the peers' measurement."""

    def listeners(self, event: str) -> list[str]:
        return ["bench"] if event == "step_done" else []


@dataclass
class World:
    """The actor, and for each way the cases that it moves: case id → id of the open task."""

    actor: Actor
    ours: dict[str, str]
    limit: dict[str, str]


def prepare() -> World:
    with transaction() as session:
        ship(session, [programme()], NOW)
        unit = add_unit(session, "Bench", "town", None, NOW)
        actor = Actor("bench-user", "Bench", grants=(Grant("case_worker", unit.id, unit.path),))
        person = register(session, actor, unit, {}, {"municipality": "Usingen"}, source="self", now=NOW)
        case = open_case(session, actor, person.id, "bench", unit.id, now=NOW)
        case_id, person_id = case.id, person.id
    with transaction() as session:
        copies = [_copies(session, person_id, case_id) for _ in range(2)]
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))
    return World(actor, *copies)


def _copies(session: Any, person_id: str, case_id: str) -> dict[str, str]:
    person, case, task, line = (
        dict(session.execute(select(model.__table__).where(key == id)).mappings().one())
        for model, key, id in (
            (Person, Person.id, person_id),
            (Case, Case.id, case_id),
            (Task, Task.case_id, case_id),
            (Worklist, Worklist.case_id, case_id),
        )
    )
    people, cases, tasks, lines = [], [], [], []
    for _ in range(CASES):
        who, which, what = new_id(), new_id(), new_id()
        people.append({**person, "id": who, "number": which[-12:]})
        cases.append({**case, "id": which, "number": which[-12:], "person_id": who})
        tasks.append({**task, "id": what, "case_id": which})
        lines.append({**line, "task_id": what, "case_id": which, "person_id": who})
    for model, rows in ((Person, people), (Case, cases), (Task, tasks), (Worklist, lines)):
        session.execute(insert(model.__table__), rows)
    return {row["case_id"]: row["id"] for row in tasks}


# ours


def our_way(world: World) -> Callable[[int], object]:
    turns = _turns(world.ours)

    def step(_number: int) -> None:
        case_id, task_id = next(turns)
        with transaction() as session:
            taken = take(session, world.actor, task_id, new_id(), ANSWERS, NOW)
        world.ours[case_id] = taken.opened[0]

    return step


def _turns(open_tasks: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Case after case, over and over, until the chain of steps is nearly at its end."""
    for _ in range(STEPS - 1):
        for case_id in list(open_tasks):
            yield case_id, open_tasks[case_id]


# the limit

READ = """SELECT c.id, c.person_id, c.programme, c.revision, c.unit_id, c.unit_path, c.version, c.state,
 k.id, k.step, k.round, k.status, k.role, k.submission_id, k.done_by
 FROM case_ c JOIN task k ON k.case_id = c.id WHERE k.id = %s"""

WRITE = """
WITH c AS (UPDATE case_ SET state = %(state)s, phase = NULL, closed_on = NULL, exit_reason = NULL, version = version + 1
       WHERE id = %(case)s AND version = %(version)s RETURNING id),
 d AS (UPDATE task SET status = 'done', done_at = %(now)s, done_by = %(who)s, done_by_name = %(name)s, submission_id = %(sub)s
       FROM c WHERE task.id = %(task)s AND task.status = 'open' RETURNING task.id, case_id, task.unit_path, task.programme),
 w AS (DELETE FROM worklist USING c WHERE task_id = %(task)s RETURNING worklist.*),
 n AS (INSERT INTO task (id, case_id, programme, step, round, status, role, unit_path, opened_at, done_at, follows_id)
       SELECT v.id, d.case_id, d.programme, v.step, 1, v.status, 'worker', d.unit_path, %(now)s::timestamptz,
              v.at::timestamptz, d.id
         FROM d, (VALUES (%(new)s, %(next)s, 'open', NULL), (%(new2)s, %(skip)s, 'skipped', %(now)s)) v(id, step, status, at)),
 l AS (INSERT INTO worklist (task_id, case_id, person_id, programme, step, role, held_by, unit_id, unit_path, due_key,
              optional, opened_at)
       SELECT %(new)s, w.case_id, w.person_id, w.programme, %(next)s, w.role, w.held_by, w.unit_id, w.unit_path, w.due_key, false,
              %(now)s::timestamptz FROM w),
 e AS (INSERT INTO entry (id, at, actor_id, actor_name, event, subject_id, person_id, case_id, data)
       SELECT %(entry)s, %(now)s::timestamptz, %(who)s, %(name)s, 'step_done', d.case_id, %(person)s, d.case_id, %(data)s FROM d)
INSERT INTO delivery (id, entry_id, plugin, event, due_at, attempts)
 SELECT %(delivery)s, %(entry)s, 'bench', 'step_done', %(now)s::timestamptz, 0 FROM d
"""


def limit_way(world: World, url: str) -> Callable[[int], object]:
    connection = psycopg.connect(make_url(url).set(drivername="postgresql").render_as_string(False), autocommit=True)
    turns, states = _turns(world.limit), _states()

    def step(_number: int) -> None:
        case_id, task_id = next(turns)
        row = connection.execute(READ, (task_id,)).fetchone()
        if row is None or row[11] != "open" or not row[5].startswith(world.actor.grants[0].unit_path):
            raise RuntimeError("The limit's own case is not as it was left.")
        number, new = int(row[9][1:]), new_id()
        values = {
            "case": case_id, "version": row[6], "state": states[number], "now": NOW, "who": "bench-user", "name": "Bench",
            "sub": new_id(), "task": task_id, "new": new, "new2": new_id(), "next": f"s{number + 1}",
            "skip": f"x{number}", "entry": new_id(),
            "delivery": new_id(), "person": row[1], "data": Jsonb({"task_id": task_id, "step": row[9]}),
        }  # fmt: skip
        if connection.execute(WRITE, values).rowcount != 1:
            raise RuntimeError("The limit wrote nothing.")
        world.limit[case_id] = new

    return step


def _states() -> list[Any]:
    """The state after each step as the engine leaves it, prepared as JSON."""
    from workflows.engine import Outcome, advance, begin

    state, _ = begin(programme(), {}, NOW)
    found = []
    for number in range(STEPS - 1):
        state, _ = advance(programme(), state, Outcome((f"s{number}", 1), ANSWERS), NOW)
        found.append(Jsonb(state.to_json(), dumps=lambda data: json.dumps(data).encode()))
    return found


# both leave the same rows


def check(world: World) -> None:
    """One step each way, then every row of both cases compared, but for the ids and the names that each has of its own."""
    first, second = next(iter(world.ours)), next(iter(world.limit))
    seen = [_rows(case_id) for case_id in (first, second)]
    if seen[0] != seen[1]:
        raise SystemExit(f"The two ways differ:\n{seen[0]}\n{seen[1]}")


def _rows(case_id: str) -> list[Any]:
    with db.engine.connect() as connection:
        found = []
        for name in ("case_", "task", "worklist", "entry"):
            key = "id" if name == "case_" else "case_id"
            rows = connection.execute(
                select(Base.metadata.tables[name]).where(Base.metadata.tables[name].c[key] == case_id)
            ).mappings()
            found.append(sorted(str(_bare(name, row)) for row in rows))
        return found


def _bare(name: str, row: Any) -> list[Any]:
    own = {"id", "number", "person_id", "case_id", "task_id", "submission_id", "follows_id", "subject_id", "data", "state"}
    state = State.from_json(row["state"]) if name == "case_" else None
    return [
        sorted((key, str(value)) for key, value in row.items() if key not in own),
        replace(state, known={}) if state else None,
    ]


def main() -> None:
    servers.POSTGRES_SETTINGS.update(DURABLE)
    with servers.postgres() as url, tables(url, Listeners()):
        world = prepare()
        ours, limit = our_way(world), limit_way(world, url)
        ours(0), limit(0)
        check(world)
        cases = {"limit: psycopg, read + one statement": limit, "workflows.run.take": ours}
        sys.stdout.write(table(rounds(cases, seconds=0.3, clock=time.perf_counter), "steps/s") + "\n")
        # neighbours on the machine hardly bend this one: what the client alone could do with one core
        sys.stdout.write(table(rounds(cases, seconds=0.1), "steps/cpu-s") + "\n")


if __name__ == "__main__":
    main()

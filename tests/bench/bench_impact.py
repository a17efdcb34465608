"""What a change would do, before it is published: an age limit, a deadline and a step, on PostgreSQL with 100,000 running cases.

Run it by `python -m tests.bench.bench_impact` (`--cases N` for another number). Ours is `workflows.impact`: whose verdict turns
and by which criterion, who becomes overdue, which tasks appear. The limits are SQL written by hand for this very change, and,
for the tasks, reading the states of all cases and doing nothing with them. A first check sees that both count alike.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from flask import Flask
from sqlalchemy import text

from core.actor import SYSTEM
from core.catalogue import publish, ship
from core.database import Base, db, init_database, transaction
from core.definitions import Criterion, Deadline, Programme, Step, t
from core.journal.doorbell import init_doorbell
from core.plugin_manager import Plugins
from tests import servers
from tests.bench import screening_by_hand as by_hand
from tests.bench.bench_rules import PROGRAMMES
from tests.bench.bench_screening import fill
from tests.bench.rounds import quick, rounds, table
from tests.workflows.sample import PROGRAMME as SAMPLE
from workflows.engine import Outcome, advance, begin
from workflows.impact import deadlines, stored, tasks, verdicts
from workflows.rows import NEVER, listing
from workflows.state import State

CASES, FEW = 100_000, 2_000
NOW = datetime(2026, 3, 2, 9, 30, tzinfo=UTC)
ON = date(2026, 3, 2)
DAYS = 60
"""On so many days people entered."""
YOUNGEST, OLD_LIMIT = "DATE '2008-03-02'", "DATE '1998-03-02'"
MOVES: tuple[tuple[tuple[str, dict[str, Any]], ...], ...] = (
    (),
    (("profile", {}),),
    (("needs", {"needs_lessons": True}),),
    (("profile", {}), ("needs", {"needs_lessons": True})),
    (("profile", {}), ("needs", {"needs_lessons": False})),
    (("profile", {}), ("needs", {"needs_lessons": True}), ("lessons", {"more_lessons": False})),
    (("profile", {}), ("needs", {"needs_lessons": True}), ("lessons", {"more_lessons": True})),
)
"""How far cases have come."""


def before() -> Programme:
    rules = [Criterion(f"c{place}", rule, t(de="Regel")) for place, rule in enumerate(PROGRAMMES["durchstarten"])]
    return SAMPLE.but(eligibility=rules)


def after(programme: Programme) -> Programme:
    """Three more years, a week less, and a step more."""
    age, *rest = programme.eligibility
    rules = [age.but(rule="age in [18..30]"), *rest]
    profile, *others = programme.steps
    new = Step("review", t(de="Rückblick"), role="adviser", phase="work", after=["needs"])
    return programme.but(eligibility=rules, steps=[profile.but(due=Deadline(days=21)), *others, new])


def states(programme: Programme) -> list[State]:
    """A case for each way of MOVES, all entered on ON."""
    found = []
    for moves in MOVES:
        state, _ = begin(programme, {}, NOW)
        for step, answers in moves:
            state, _ = advance(programme, state, Outcome((step, 1), answers), NOW)
        found.append(state)
    return found


def fill_cases(programme: Programme) -> None:
    """A running case for each person, with its open tasks: written by the database."""
    stands = states(programme)
    with transaction() as session:
        for number, state in enumerate(stands):
            session.execute(text(_CASES), {
                "number": number, "ways": len(stands), "days": DAYS, "revision": programme.digest, "programme": programme.id,
                "state": json.dumps(state.to_json()), "on": ON, "now": NOW,
            })  # fmt: skip
            for task in state.open():
                shown = listing(programme, task.step)
                ahead = (task.due - ON).days if task.due else None
                values = {"number": number, "ways": len(stands), "ahead": ahead, "never": NEVER, "now": NOW, **shown}
                session.execute(text(_TASKS), values)
                session.execute(text(_LISTED), values)
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


_CASES = """
INSERT INTO case_ (id, number, person_id, programme, track, revision, unit_id, unit_path, state, version, phase, entered_on,
                   verdict, created_at, synthetic)
SELECT 'c' || p.id, p.id, p.id, :programme, '', :revision, p.unit_id, p.unit_path,
       replace(:state, '2026-03-02', (CAST(:on AS date) - p.place % :days)::text)::jsonb, 1, 'start',
       CAST(:on AS date) - p.place % :days, '{}', :now, true
FROM (SELECT *, CAST(substr(id, 2) AS int) AS place FROM person) AS p WHERE p.place % :ways = :number
"""
_TASKS = """
INSERT INTO task (id, case_id, programme, step, round, status, role, unit_path, opened_at, due)
SELECT id || :step, id, programme, :step, 1, 'open', :role, unit_path, CAST(:now AS timestamptz) - (CAST(:now AS date) - entered_on)
       * interval '1 day', entered_on + CAST(:ahead AS int)
FROM case_ WHERE CAST(substr(person_id, 2) AS int) % :ways = :number
"""
_LISTED = """
INSERT INTO worklist (task_id, case_id, person_id, programme, step, phase, role, held_by, unit_id, unit_path, due, due_key,
                      optional, opened_at)
SELECT c.id || :step, c.id, c.person_id, c.programme, :step, :phase, :role, :held_by, c.unit_id, c.unit_path,
       entered_on + CAST(:ahead AS int), coalesce(entered_on + CAST(:ahead AS int), :never), :optional, :now
FROM case_ c WHERE CAST(substr(c.person_id, 2) AS int) % :ways = :number
"""


def verdicts_by_hand() -> str:
    """Everybody is in the programme, and is judged as of her entry."""
    entered = by_hand.STATUS["durchstarten"].replace(YOUNGEST, "(c.entered_on - interval '18 years')::date")
    limits = [f"(c.entered_on - interval '{years} years')::date" for years in (28, 31)]
    was, now = (f"({entered.replace(OLD_LIMIT, limit)})" for limit in limits)
    return (
        f"SELECT b, a, count(*), count(case_id) FROM (SELECT facts.person_id, c.id AS case_id, {was} AS b, {now} AS a FROM facts "
        "JOIN case_ c ON c.person_id = facts.person_id AND c.programme = 'sample' AND c.closed_on IS NULL AND c.track = '' "
        "OFFSET 0) AS x WHERE b IS DISTINCT FROM a GROUP BY b, a"
    )


OVERDUE_BY_HAND = f"""
SELECT count(*), count(*) FILTER (WHERE c.entered_on + 21 < DATE '{ON}' AND w.due >= DATE '{ON}')
FROM worklist w JOIN case_ c ON c.id = w.case_id
WHERE w.programme = 'sample' AND w.step = 'profile' AND c.entered_on + 21 IS DISTINCT FROM w.due
"""
READ_BY_HAND = "SELECT id, person_id, number, revision, state::text FROM case_ WHERE programme = 'sample' AND closed_on IS NULL"


def _by_hand(statement: str) -> list[Any]:
    with db.engine.connect() as connection:
        connection.exec_driver_sql("SET LOCAL jit = off")
        return list(connection.exec_driver_sql(statement))


def _stored(one: Programme, other: Programme) -> None:
    """As the deliverer does it, from the first piece to the last."""
    with transaction() as session:
        stored.anew(session, stored.begin(session, one.digest, other, None, NOW), NOW)
    more = True
    while more:
        with transaction() as session:
            more = stored.go_on(session, NOW)


Cases = dict[str, Callable[[int], object]]


def measures(one: Programme, other: Programme) -> dict[str, Cases]:
    what, days = verdicts.judged(one, other, ON)[0], deadlines.changed(one, other)

    def ours(call: Callable[[], object]) -> Callable[[int], object]:
        def run(_number: int) -> None:
            call()
            db.session.rollback()

        return run

    return {
        "whose verdict turns": {
            "limit: SQL by hand": lambda _number: _by_hand(verdicts_by_hand()),
            "impact.verdicts.counts": ours(lambda: verdicts.counts(db.session(), what)),
        },
        "who becomes overdue": {
            "limit: SQL by hand": lambda _number: _by_hand(OVERDUE_BY_HAND),
            "impact.deadlines.counts": ours(lambda: deadlines.counts(db.session(), days, ON)),
        },
        "which tasks appear": {
            "limit: the states are read": lambda _number: _by_hand(READ_BY_HAND),
            "impact.tasks.counts": ours(lambda: tasks.counts(db.session(), other, NOW)),
            "impact.stored, in pieces and kept": lambda _number: _stored(one, other),
        },
    }


def check(one: Programme, other: Programme, count: int) -> None:
    """Ours count what is counted by hand; and all cases are looked at, few of them one by one."""
    sums: dict[tuple[str, str], list[int]] = {}
    for each in verdicts.counts(db.session(), verdicts.judged(one, other, ON)[0]):
        held = sums.setdefault((each.before, each.after), [0, 0])
        held[:] = [held[0] + each.people, held[1] + each.inside]
    found = sorted((*outcomes, *numbers) for outcomes, numbers in sums.items())
    names = {True: "eligible", False: "not eligible", None: "open"}
    hand = sorted((names[b], names[a], people, inside) for b, a, people, inside in _by_hand(verdicts_by_hand()))
    due = deadlines.counts(db.session(), deadlines.changed(one, other), ON)
    told = tasks.counts(db.session(), other, NOW)
    db.session.rollback()
    if found != hand or [(each.moved, each.overdue) for each in due] != [tuple(row) for row in _by_hand(OVERDUE_BY_HAND)]:
        sys.exit(f"The counts differ:\n{found}\n{hand}\n{due}")
    if told.cases != count or told.shapes != len(MOVES) or not due[0].overdue or not found:
        sys.exit(f"{told}, {due}, {found}")
    sys.stdout.write(f"{sum(row[2] for row in found):,} verdicts turn, {due[0].overdue:,} become overdue, {told.shapes} shapes\n")


def measure(url: str, count: int) -> None:
    app = Flask("bench")
    app.extensions["plugins"] = Plugins()
    init_database(app, url)
    init_doorbell(app, None)
    with app.app_context():
        Base.metadata.create_all(db.engine)
        one = before()
        with transaction() as session:
            ship(session, [one], NOW - timedelta(days=DAYS))
        fill(count)
        fill_cases(one)
        other = after(one)
        with transaction() as session:  # `stored` finds the definition by its digest
            publish(session, other, actor=SYSTEM, now=NOW)
        check(one, other, count)
        for name, cases in measures(one, other).items():
            passes = rounds(cases, seconds=0.01, repeats=7, clock=time.perf_counter)
            sys.stdout.write(f"\n{name}\n{table([replace(row, rate=row.rate * count) for row in passes], 'cases/s')}\n")
        db.session.remove()
        db.engine.dispose()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=FEW if quick() else CASES)
    count = parser.parse_args().cases
    servers.POSTGRES_SETTINGS.update({"max_parallel_workers_per_gather": "0"})
    with servers.postgres() as url:
        sys.stdout.write(f"PostgreSQL, {count:,} running cases\n")
        measure(url, count)


if __name__ == "__main__":
    main()

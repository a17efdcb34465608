"""The stored registry screened by the database: six programmes for all people in one pass, on PostgreSQL and on SQLite.

Run it by `python -m tests.bench.bench_screening` (1,000,000 people; `--people N` for another number). Ours is
`workflows.screening.registry`. The limit is SQL written by hand that gives the same: counts, and rows in the same table. A
first check sees that both count alike, and that the Python reader agrees on some of the people. At the end the rows are
read one by one, and the memory of this process is looked at before and after.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import select, text

from core.actor import SYSTEM
from core.database import db, transaction
from core.definitions import Criterion, t, vocabulary
from core.people.models import Facts
from core.people.registry import known
from core.rules import Decider
from core.rules.derive import derive
from tests import servers
from tests.bench import screening_by_hand as by_hand
from tests.bench.bench_rules import PROGRAMMES
from tests.bench.rounds import quick, rounds, table
from tests.bench.world import fill, tables
from workflows.screening import registry

PEOPLE, FEW = 1_000_000, 2_000
ON = date.fromisoformat(by_hand.ON)
MEGABYTES = 60
"""By how much the process may grow while it reads a row for each person."""


def deciders() -> registry.Deciders:
    words, title = vocabulary(), t(de="Regel")
    return {
        programme: Decider(
            [Criterion(f"c{place}", rule, title) for place, rule in enumerate(rules)],
            words.entry_scope,
            categories=words.categories,
        )
        for programme, rules in PROGRAMMES.items()
    }


def check(ours: registry.Deciders) -> None:
    """By hand, by the database's reader and, for some people, by Python."""
    with db.engine.connect() as connection:
        found = list(connection.exec_driver_sql(by_hand.count(connection.dialect.name)).one())
    counted = registry.counts(db.session(), SYSTEM, ours, ON)
    mine = [number for each in counted.values() for number in (each.eligible, each.eligible + each.not_eligible)]
    if found != mine:
        sys.exit(f"The counts differ:\n{found}\n{mine}")
    some = set(db.session.scalars(select(Facts.person_id).limit(200)))
    stored = {person_id: statuses for person_id, statuses in registry.rows(db.session(), SYSTEM, ours, ON) if person_id in some}
    for person_id, statuses in stored.items():
        facts = derive(known(db.session(), person_id), ON)
        if statuses != {programme: _status(decider, facts) for programme, decider in ours.items()}:
            sys.exit(f"The readers differ for {facts}")
    db.session.rollback()


def _status(decider: Decider, facts: Any) -> bool | None:
    return {"eligible": True, "not eligible": False, "open": None}[decider.decide(facts, ON).outcome]


def counting(ours: registry.Deciders) -> dict[str, Callable[[int], object]]:
    statement = by_hand.count(db.engine.dialect.name)

    def limit(_number: int) -> None:
        with db.engine.connect() as connection:
            if connection.dialect.name == "postgresql":
                connection.exec_driver_sql("SET LOCAL jit = off")
            connection.exec_driver_sql(statement).one()

    def screen(_number: int) -> None:
        registry.counts(db.session(), SYSTEM, ours, ON)
        db.session.rollback()

    return {"limit: SQL by hand, counts": limit, "registry.counts": screen}


def writing(ours: registry.Deciders) -> dict[str, Callable[[int], object]]:
    dialect = db.engine.dialect.name
    statement = by_hand.write(dialect)

    def limit(_number: int) -> None:
        with transaction() as session:
            _empty(session)
            session.connection().exec_driver_sql(statement)

    def screen(_number: int) -> None:
        with transaction() as session:
            _empty(session)
            registry.store(session, SYSTEM, ours, ON)

    return {"limit: SQL by hand, into a table": limit, "registry.store": screen}


def _empty(session: Any) -> None:
    if db.engine.dialect.name == "sqlite":
        session.execute(text("DELETE FROM screening"))
    else:
        session.execute(text("SET LOCAL statement_timeout = 0"))
        session.execute(text("SET LOCAL jit = off"))
        session.execute(text("TRUNCATE screening"))


def read_one_by_one(ours: registry.Deciders, count: int) -> None:
    """All rows through the process, whose memory must stay as it is."""
    before, begun, read = memory(), time.perf_counter(), 0
    for _person_id, _statuses in registry.rows(db.session(), SYSTEM, ours, ON):
        read += 1
    grown, seconds = memory() - before, time.perf_counter() - begun
    db.session.rollback()
    if read != count or grown > MEGABYTES:
        sys.exit(f"{read:,} of {count:,} rows, and the process grew by {grown:.0f} MB")
    sys.stdout.write(f"registry.rows: {read / seconds:,.0f} people/s read one by one; the process grew by {grown:.1f} MB\n")


def memory() -> float:
    """What this process holds, in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


@contextmanager
def databases() -> Iterator[dict[str, str]]:
    servers.POSTGRES_SETTINGS.update(
        {"shared_buffers": "2GB" if not quick() else "128MB", "max_parallel_workers_per_gather": "0"}
    )
    with servers.postgres() as url, tempfile.TemporaryDirectory() as folder:
        yield {"PostgreSQL": url, "SQLite": f"sqlite:///{folder}/bench.sqlite"}


def measure(url: str, count: int) -> None:
    with tables(url):
        fill(count)
        ours = deciders()
        check(ours)
        for cases, repeats in ((counting(ours), 7), (writing(ours), 5)):
            passes = rounds(cases, seconds=0.01, repeats=repeats, clock=time.perf_counter)
            sys.stdout.write(table([replace(row, rate=row.rate * count) for row in passes], "people/s") + "\n")
        read_one_by_one(ours, count)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--people", type=int, default=FEW if quick() else PEOPLE)
    count = parser.parse_args().people
    with databases() as urls:
        for name, url in urls.items():
            sys.stdout.write(f"\n{name}, {count:,} people, six programmes\n")
            sys.stdout.flush()
            measure(url, count)


if __name__ == "__main__":
    main()

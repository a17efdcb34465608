"""What a change would do, before it is published: an age limit, a deadline and a step, on PostgreSQL with 100,000 running cases.

Run it by `python -m tests.bench.bench_impact` (`--cases N` for another number). Ours is `workflows.impact`: whose verdict turns
and by which criterion, who becomes overdue, which tasks appear. The limits are SQL written by hand for this very change, and,
for the tasks, reading the states of all cases and doing nothing with them. A first check sees that both count alike.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from core.database import db, transaction
from core.definitions import Programme
from tests import servers
from tests.bench import screening_by_hand as by_hand
from tests.bench.cases import MOVES, ON, changed
from tests.bench.rounds import quick, rounds, table
from tests.bench.world import NOW, tables
from workflows.impact import deadlines, stored, tasks, verdicts

CASES, FEW = 100_000, 400
YOUNGEST, OLD_LIMIT = "DATE '2008-03-02'", "DATE '1998-03-02'"


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
    with tables(url):
        one, other = changed(count)
        check(one, other, count)
        for name, cases in measures(one, other).items():
            passes = rounds(cases, seconds=0.01, repeats=7, clock=time.perf_counter)
            sys.stdout.write(f"\n{name}\n{table([replace(row, rate=row.rate * count) for row in passes], 'cases/s')}\n")


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

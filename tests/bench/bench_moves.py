"""Running cases go over to another revision, on PostgreSQL, in the batches of a page: judged, written down, and back again.

Run it by `python -m tests.bench.bench_moves` (`--cases N` for another number). Ours is `workflows.moves.batch.go_on`: fifty cases a
transaction under their locks, each with its tasks, lists, journal and what an undo needs. The limit is the bare UPDATE of the
rows that are otherwise then (revision, due day of the task, due day in the list), fifty cases a transaction too, judged by
nobody. A first check sees that both leave the same days, and a last one that the undo leaves the days from before.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from typing import Any

from sqlalchemy import text

from core.actor import SYSTEM
from core.database import db, transaction
from tests import servers
from tests.bench.cases import changed
from tests.bench.rounds import compared, quick, table
from tests.bench.world import NOW, tables
from workflows.moves import models as m
from workflows.moves.batch import AT_ONCE, begin_move, go_on, undo

CASES, FEW = 6_000, 200
BATCHES = 1 if quick() else 4
"""So many of them a round."""

BY_HAND = (
    "UPDATE case_ SET revision = :revision, version = version + 1 WHERE id = ANY(:ids)",
    "UPDATE task t SET due = c.entered_on + 21 FROM case_ c WHERE c.id = t.case_id AND t.case_id = ANY(:ids) AND t.step = 'profile'"
    " AND t.status = 'open'",
    "UPDATE worklist w SET due = c.entered_on + 21, due_key = c.entered_on + 21 FROM case_ c WHERE c.id = w.case_id"
    " AND w.case_id = ANY(:ids) AND w.step = 'profile'",
)
DUE = "SELECT t.due - c.entered_on, count(*) FROM task t JOIN case_ c ON c.id = t.case_id WHERE t.step = 'profile' {which} GROUP BY 1"


def by_hand(ids: Sequence[str], revision: str) -> None:
    with transaction() as session:
        for statement in BY_HAND:
            session.execute(text(statement), {"ids": list(ids), "revision": revision})


def ours(move: str) -> None:
    with transaction() as session:
        go_on(session, SYSTEM, move, NOW)


def days(which: str) -> dict[int, int]:
    found: dict[int, int] = {row[0]: row[1] for row in db.session.execute(text(DUE.format(which=which)))}
    db.session.rollback()
    return found


def _rate(call: Callable[[int], object], first: int) -> float:
    start = time.perf_counter()
    for batch in range(first, first + BATCHES):
        call(batch)
    return BATCHES * AT_ONCE / (time.perf_counter() - start)


def measure(url: str, count: int) -> None:
    with tables(url):
        _one, other = changed(count)
        compare(other.digest, count)


def compare(revision: str, count: int) -> None:
    ids = list(db.session.scalars(text("SELECT id FROM case_ ORDER BY id")))
    half = len(ids) // 2
    mine, hand = ids[:half], ids[half:]
    was = days("")
    with transaction() as session:
        move = begin_move(session, SYSTEM, "sample", revision, NOW, only=mine).id
    chunks = [hand[place : place + AT_ONCE] for place in range(0, len(hand), AT_ONCE)]
    rates = measured(lambda batch: by_hand(chunks[batch], revision), lambda _batch: ours(move), len(chunks))
    drive(move)
    for chunk in chunks:
        by_hand(chunk, revision)
    sides = [days("AND t.status = 'open' AND c.id = ANY(ARRAY(SELECT case_id FROM moved_case))"), days("AND t.status = 'open'")]
    if {*sides[0], *sides[1]} != {21}:
        sys.exit(f"The days differ: {sides}")
    back(move, half)
    names = ("limit: the bare UPDATE", "moves.batch.go_on")
    rows = [compared(name, rate, rates[0]) for name, rate in zip(names, rates, strict=True)]
    sys.stdout.write(f"{table(rows, 'cases/s')}\n")
    if 21 in was:
        sys.exit(f"They were due on these days before: {was}")


def measured(limit: Callable[[int], object], call: Callable[[int], object], chunks: int) -> tuple[list[float], list[float]]:
    """Taking turns, for as long as there are cases."""
    rates: tuple[list[float], list[float]] = ([], [])
    for turn, first in enumerate(range(0, chunks - BATCHES + 1, BATCHES)):
        order: Sequence[tuple[Any, list[float]]] = [(limit, rates[0]), (call, rates[1])]
        for each, found in order if turn % 2 else reversed(order):
            found.append(_rate(each, first))
    return rates


def drive(move: str) -> None:
    while True:
        with transaction() as session:
            told = go_on(session, SYSTEM, move, NOW)
        if told.status in (m.DONE, m.UNDONE):
            return


def back(move: str, moved: int) -> None:
    with transaction() as session:
        undo(session, SYSTEM, move)
    start = time.perf_counter()
    drive(move)
    sys.stdout.write(f"undo: {moved / (time.perf_counter() - start):,.0f} cases/s\n")
    left = days("AND t.status = 'open' AND c.id = ANY(ARRAY(SELECT case_id FROM moved_case WHERE status = 'back'))")
    if 21 in left:
        sys.exit(f"The undo left days that were not there before: {left}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cases", type=int, default=FEW if quick() else CASES)
    count = parser.parse_args().cases
    with servers.postgres() as url:
        sys.stdout.write(f"PostgreSQL, {count:,} running cases, {AT_ONCE} a transaction\n")
        measure(url, count)


if __name__ == "__main__":
    main()

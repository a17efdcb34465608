"""`foerderkette screen` on a file of many people: rows a second and memory, against reading and writing the same file alone.

Run it by `python -m tests.bench.bench_screen_file` (1,000,000 rows; `--rows N` for another number). The limit reads the file
with the csv module and writes the same answer, without deciding anything.
"""

from __future__ import annotations

import argparse
import csv
import random
import resource
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from core.app import create_app
from core.definitions import vocabulary
from core.rules import Decider
from core.settings import load_settings
from tests.bench.rounds import quick
from workflows.eligibility import make_decider
from workflows.screening.bulk import HEADER, Line, screen
from workflows.screening.sheet_file import records

ROWS, FEW = 1_000_000, 2_000
ON = date(2026, 3, 2)
MISSING = 0.03
MEGABYTES = 60
"""By how much the process may grow while it answers for all rows."""
FACTS = (
    "date_of_birth", "residence_title", "district", "municipality", "work_ban", "german_level", "benefits", "arrived_on",
    "seeking_work", "migration_background", "refugee_background", "employment_status",
)  # fmt: skip
PLACES = ("Kreis Unna", "Hochtaunuskreis", "Kreis Bergstraße", "Usingen", "Hilden")


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--rows", type=int, default=FEW if quick() else ROWS)
    number = parser.parse_args([] if quick() else None).rows
    with tempfile.TemporaryDirectory() as folder:
        print(measured(Path(folder), number))


def measured(folder: Path, number: int) -> str:
    """The figures as text; raises AssertionError when the memory grows with the rows."""
    file, deciders = folder / "people.csv", shipped(folder)
    _fill(file, number)
    for _ in screen(records(file), deciders, ON, print):
        break  # what is compiled at first is no part of it
    before = _megabytes()
    ours = _timed(folder / "ours.csv", (line for line in screen(records(file), deciders, ON, print)))
    grown = _megabytes() - before
    answer = [line for _, line in zip(range(len(deciders)), screen(records(file), deciders, ON, print), strict=False)]
    limit = _timed(folder / "limit.csv", _without_deciding(file, answer))
    assert grown < MEGABYTES, f"the process grew by {grown:.0f} MB"
    return (
        f"{number:,} rows × {len(deciders)} programmes, {(folder / 'ours.csv').stat().st_size / 1e6:,.0f} MB of answers\n"
        f"limit: read and write     {number / limit:12,.0f} rows/s\n"
        f"foerderkette screen        {number / ours:12,.0f} rows/s   ratio {limit / ours:.3f}, memory +{grown:.0f} MB"
    )


def shipped(folder: Path) -> dict[str, Decider]:
    app = create_app(load_settings(data_dir=folder / "data"))
    return {each.id: make_decider(each) for each in app.extensions["programmes"]}


def _timed(path: Path, lines: Iterator[Line]) -> float:
    begin = time.perf_counter()
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEADER)
        out.writerows(lines)
    return time.perf_counter() - begin


def _without_deciding(file: Path, answer: list[Line]) -> Iterator[Line]:
    given = iter(records(file))
    next(given)
    for _record in given:
        yield from answer


def _fill(path: Path, number: int) -> None:
    chance = random.Random(7)
    with path.open("w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(FACTS)
        out.writerows([_cell(chance, name) for name in FACTS] for _ in range(number))


def _cell(chance: random.Random, name: str) -> str:
    fact = vocabulary().fact(name)
    if chance.random() < MISSING:
        return ""
    if fact.type == "date":
        return (date(1960, 1, 1) + timedelta(days=chance.randrange(18_000))).isoformat()
    if fact.type == "yes_no":
        return chance.choice(("true", "false"))
    if fact.type == "set":
        return chance.choice(("sgb2", "asylblg", "-", "sgb2;sgb12"))
    return chance.choice(vocabulary().list(fact.codes or name).codes if fact.type == "code" else PLACES)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    main()

"""Interleaved timing: the cases take turns (A B C, B C A, …). The process's own processor time counts, or a given clock."""

from __future__ import annotations

import gc
import os
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

QUICK_SECONDS, QUICK_REPEATS = 0.05, 3


@dataclass(frozen=True)
class Row:
    """One case: calls a second (median of the rounds), and its ratio to the first case within each round."""

    name: str
    rate: float
    ratio: float
    low: float
    high: float


def rounds(
    cases: dict[str, Callable[[int], object]],
    seconds: float = 0.5,
    repeats: int = 9,
    clock: Callable[[], float] = time.process_time,
) -> list[Row]:
    """Runs each case `repeats` times for `seconds`; a case is called with a running number. The first case is the limit.

    What waits for a database or another process is measured by `time.perf_counter`.
    """
    seconds, repeats = (QUICK_SECONDS, QUICK_REPEATS) if quick() else (seconds, repeats)
    names = list(cases)
    rates: dict[str, list[float]] = {name: [] for name in names}
    for name in names:
        _rate(cases[name], seconds / 5, clock)
    for turn in range(repeats):
        start = turn % len(names)
        for name in names[start:] + names[:start]:
            rates[name].append(_rate(cases[name], seconds, clock))
    return [compared(name, rates[name], rates[names[0]]) for name in names]


def quick() -> bool:
    """Whether only the short form is wanted: it shows that the measurement works, its figures mean little."""
    return os.environ.get("BENCH_QUICK") == "1"


def table(rows: list[Row], unit: str) -> str:
    """The rows as text: rate, and ratio to the limit with its quartiles."""
    width = max(len(row.name) for row in rows)
    lines = [f"{'':{width}}  {unit:>14}  {'ratio':>6}  quartiles"]
    lines += [f"{row.name:{width}}  {row.rate:14,.0f}  {row.ratio:6.2f}  {row.low:.2f} to {row.high:.2f}" for row in rows]
    return "\n".join(lines)


def _rate(case: Callable[[int], object], seconds: float, clock: Callable[[], float]) -> float:
    gc.collect()
    calls, batch = 0, 1
    begun, spent = clock(), 0.0
    while spent < seconds:
        for number in range(calls, calls + batch):
            case(number)
        calls += batch
        spent = clock() - begun
        batch = max(1, min(4096, int(calls / spent * seconds / 20))) if spent else batch * 2
    return calls / spent


def compared(name: str, mine: list[float], limit: list[float]) -> Row:
    """A case's rates against the limit's, round by round."""
    ratios = [own / other for own, other in zip(mine, limit, strict=True)]
    low, middle, high = statistics.quantiles(ratios, n=4)
    return Row(name, statistics.median(mine), middle, low, high)

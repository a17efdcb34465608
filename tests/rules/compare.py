"""The readers' comparison: drawn rules and people, every rule with every person, in batches.

`python -m tests.rules.compare --pairs 1000000` runs it by hand; `test_readers.py` runs a short form.
"""

from __future__ import annotations

import argparse
import contextlib
import sys
import time
from collections.abc import Iterator, Sequence
from random import Random
from typing import Any

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st

from tests import servers
from tests.core.rules.scope import PERSONS, SCOPE
from tests.rules.drawn import EVERYTHING
from tests.rules.readers import differences, script_reader, sql_readers

RULES_A_BATCH, PEOPLE_A_BATCH = 50, 100
_DRAWN = 400


def draw(strategy: st.SearchStrategy[Any], count: int, start: int) -> list[Any]:
    """So many examples. Hypothesis stops early where it sees nothing new: then another seed goes on."""
    found: list[Any] = []
    checks = [HealthCheck.too_slow, HealthCheck.data_too_large, HealthCheck.filter_too_much]
    while len(found) < count:

        @seed(start + len(found))
        @settings(max_examples=min(_DRAWN, count - len(found)), database=None, phases=[Phase.generate], deadline=None,
                  suppress_health_check=checks)  # fmt: skip
        @given(strategy)
        def gather(example: Any) -> None:
            found.append(example)

        gather()
    return found[:count]


def batches(pairs: int, start: int) -> Iterator[tuple[list[Any], list[Any]]]:
    """Rules and people whose products are about so many pairs; each batch has rules and people of its own."""
    done = 0
    while done < pairs:
        rules = draw(EVERYTHING, min(RULES_A_BATCH, max(1, (pairs - done) // PEOPLE_A_BATCH)), start + done)
        yield rules, draw(PERSONS, PEOPLE_A_BATCH, start + done)
        done += len(rules) * PEOPLE_A_BATCH


def compare(readers: Sequence[Any], pairs: int, start: int = 0, report: bool = False) -> tuple[int, list[str]]:
    """How many pairs were compared, and what differs."""
    done, found, begun = 0, [], time.perf_counter()
    for rules, people in batches(pairs, start):
        found += differences(readers, rules, people, SCOPE)
        done += len(rules) * len(people)
        if report and done % 50_000 == 0:
            print(f"{done:,} pairs, {len(found)} differences, {time.perf_counter() - begun:.0f} s", flush=True)
    return done, found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pairs", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=Random().randrange(10**9))
    parser.add_argument("--without-postgresql", action="store_true")
    given_ = parser.parse_args()
    with contextlib.ExitStack() as stack:
        url = None if given_.without_postgresql else stack.enter_context(servers.postgres())
        readers = [*stack.enter_context(sql_readers(url)), *script_reader()]
        print(f"seed {given_.seed}: Python against {', '.join(reader.name for reader in readers)}", flush=True)
        done, found = compare(readers, given_.pairs, given_.seed, report=True)
    print("\n".join(found[:20]))
    print(f"{done:,} pairs, {len(found)} differences")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()

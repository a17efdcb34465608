"""Whatever is written, the language reads it or refuses it with a sentence: no other error, no hang.

`python -m tests.core.rules.test_fuzz 1000000` tries as many as it is told.
"""

from __future__ import annotations

import random
import sys
import time

from core.rules import RuleError, check, compile_rule, parse, text
from core.rules.functions import names_to_write
from tests.core.rules.scope import SCOPE

PIECES = (
    *("and", "or", "not(", "in", "between", "if", "then", "else", "some", "every", "satisfies", "true", "false", "null"),
    *("=", "!=", "<", "<=", ">", ">=", "+", "-", "*", "/", "(", ")", "[", "]", ",", "..", ".", '"', "\\", "'", "{", "}", "%"),
    *("1", "18", "2.5", "0.00000000001", "9" * 25, '"d60a"', '"b1"', '"59"', '""', 'date("2024-02-29")', 'duration("P6M")'),
    *("v", "w", "v.months", "v.skills", "\t", "\n", "ä", "\u202e", "\x00", "👍", "1e5", "__class__", "#", ";"),
    *(f"{name}(" for name in names_to_write()),
    *SCOPE,
)
SEEDS = (
    'age in [18..27] and residence_title in ("d60a", "g55")',
    'some v in jobs satisfies v.kind = "employed" and v.months >= 6',
    "every v in jobs satisfies some w in v.skills satisfies w != municipality",
    'if own_migration then years_unskilled >= 4 else arrived_on + duration("P6M") < entry_date',
    'round half up(age / 7, 2) = 2.57 or substring(postal_code, 1, 2) = "59" or not(enrolled("wir"))',
)


def made_up(rng: random.Random) -> str:
    if rng.random() < 0.4:
        return " ".join(rng.choice(PIECES) for _ in range(rng.randint(1, 14)))
    pieces = rng.choice(SEEDS).split(" ")
    for _ in range(rng.randint(1, 4)):
        place = rng.randrange(len(pieces))
        match rng.randrange(4):
            case 0:
                pieces.insert(place, rng.choice(PIECES))
            case 1:
                pieces[place] = rng.choice(PIECES)
            case 2 if len(pieces) > 1:
                del pieces[place]
            case _:
                word = pieces[place]
                cut = rng.randrange(len(word) + 1)
                pieces[place] = word[:cut] + rng.choice(['"', "(", ")", ".", "x", "", " ", "\\"]) + word[cut + 1 :]
    return " ".join(pieces)


def fuzz(count: int, seed: int) -> tuple[int, float]:
    """How many were rules, and how long the slowest took. Whatever is no RuleError comes out."""
    rng, rules, slowest = random.Random(seed), 0, 0.0
    for _ in range(count):
        written = made_up(rng)
        started, refused = time.perf_counter(), None
        try:
            node = parse(written)
            assert parse(text(node)) == node, written
            check(node, SCOPE)
            rules += 1
            compile_rule(node, SCOPE)({})
        except RuleError as error:
            refused = error
        slowest = max(slowest, time.perf_counter() - started)
        assert refused is None or (refused.message and 1 <= refused.line <= written.count("\n") + 1), written
    return rules, slowest


def test_anything_is_read_or_refused():
    rules, slowest = fuzz(4_000, seed=7)
    assert rules > 20
    assert slowest < 2


if __name__ == "__main__":
    wanted = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    begun = time.perf_counter()
    print(wanted, "texts:", fuzz(wanted, seed=time.time_ns()), f"{time.perf_counter() - begun:.0f} s")

"""Is there anybody who could meet these criteria? Looked for among people made from the values that the rules themselves name."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any

from core.definitions import Criterion, Programme, Vocabulary
from core.rules import BOOLEAN, DATE, NUMBER, TEXT, Code, Decider, SetOf, names
from core.rules import tree as t

TRIES = 3_000
ONE = timedelta(days=1)


def nobody(programme: Programme, words: Vocabulary, today: date) -> Iterator[str]:
    """The places whose criteria nobody was found to meet, though all whom their rules tell apart were tried."""
    yield from _of("eligibility", programme.eligibility, words, today)
    for sort in ("tracks", "blocks", "offerings"):
        for part in getattr(programme, sort):
            yield from _of(f"{sort}/{part.id}/eligibility", part.eligibility, words, today)


def _of(path: str, criteria: Sequence[Criterion], words: Vocabulary, today: date) -> Iterator[str]:
    must = [each for each in criteria if each.strength == "must" and not each.exception]
    if must and _Search(must, words, today).somebody() is False:
        yield path


class _Search:
    """Facts are guessed one after the other; a guess that excludes already is not gone into."""

    def __init__(self, criteria: Sequence[Criterion], words: Vocabulary, today: date) -> None:
        self.decider = Decider(criteria, words.entry_scope, categories=words.categories)
        self.words, self.left = words, TRIES
        self.literals = [node.value for tree in self.decider.nodes for node in _walk(tree) if isinstance(node, t.Literal)]
        named = [name for tree in self.decider.nodes for name in sorted(names(tree))]
        self.facts = list(dict.fromkeys(base for name in named if (base := self._base(name))))
        self.days = self._days(today)

    def somebody(self) -> bool | None:
        """None: there was no end of trying, so nobody knows."""
        found = None if len(self.days) > 60 else False
        for on in self.days:
            result = self._guess({}, 0, on)
            if result:
                return True
            found = None if result is None else found
        return found

    def _guess(self, known: dict[str, Any], place: int, on: date) -> bool | None:
        self.left -= 1
        if self.left < 0:
            return None
        outcome = self.decider.decide(known, on).outcome
        if outcome != "open" or place == len(self.facts):
            return outcome == "eligible" or (None if outcome == "open" else False)
        sure = True
        for value in self._values(self.facts[place], on):
            result = self._guess({**known, self.facts[place]: value}, place + 1, on)
            if result:
                return True
            sure = sure and result is False
        return False if sure else None

    def _base(self, name: str) -> str | None:
        """The fact that is written down; none for what is worked out of the day, or of the case."""
        if not self.words.has(name):
            return None
        return self.words.fact(name).derived_from or name

    def _days(self, today: date) -> list[date]:
        dates = [each for each in self.literals if isinstance(each, date)]
        around = [day for each in (*dates, *self.decider.edges) for day in _near(each)]
        return sorted({today, *around})

    def _values(self, fact: str, on: date) -> Iterable[Any]:
        type_ = self.words.type(self.words.fact(fact))
        numbers = sorted({each for each in self.literals if isinstance(each, Decimal)})
        if fact == "date_of_birth":
            return [_years_before(on, int(each) + more) for each in numbers if 0 <= each < 130 for more in (-1, 0, 1)] or [on]
        if type_ == BOOLEAN:
            return (True, False)
        if isinstance(type_, Code):
            return type_.codes
        if isinstance(type_, SetOf) and isinstance(type_.item, Code):
            return [frozenset(), *(frozenset({code}) for code in type_.item.codes), frozenset(type_.item.codes)]
        if type_ == NUMBER:
            between = ((one + other) / 2 for one, other in pairwise(numbers))
            return sorted({Decimal(0), *between, *(each + more for each in numbers for more in (-1, 0, 1))})
        if type_ == DATE:
            return sorted({on, *(day for each in self.literals if isinstance(each, date) for day in _near(each))})
        return ["", *sorted({each for each in self.literals if isinstance(each, str)})] if type_ == TEXT else ()


def _walk(node: t.Node) -> Iterator[t.Node]:
    yield node
    for each in t.children(node):
        yield from _walk(each)


def _near(day: date) -> Iterator[date]:
    yield from (each for each in (day, day - ONE, day + ONE) if date.min < each < date.max) if date.min < day < date.max else ()


def _years_before(day: date, years: int) -> date:
    year = max(1900, day.year - max(years, 0))
    return day.replace(year=year, day=28) if (day.month, day.day) == (2, 29) else day.replace(year=year)

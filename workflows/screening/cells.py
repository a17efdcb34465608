"""From the cells of a spreadsheet to facts: each cell is of its fact's type, or it is refused with its reason."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from difflib import get_close_matches
from typing import Any

from core.definitions import Fact, vocabulary
from core.people.values import READERS, Refused

ENROLMENTS = "enrolments"
MOST_COLUMNS, MOST_NAMED = 500, 20
# a column of names would fill the memory; codes, dates and numbers come again and again
REMEMBERED = 5_000
_GERMAN_DAY = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})")
_ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})")
_NUMBER = re.compile(r"-?\d{1,12}(?:[.,]\d{1,6})?")
_TRUTH = {"true": True, "yes": True, "ja": True, "false": False, "no": False, "nein": False}

Read = Callable[[str], Any]


class BadCell(ValueError):
    """What is wrong with a cell, for a sentence that begins with its row and column."""


class BadHeader(ValueError):
    """A header that cannot be read: nothing is screened."""


class Column:
    """Reads the cells of one fact: an empty cell is unknown, and the same text is read once."""

    def __init__(self, name: str, programmes: Collection[str] = ()) -> None:
        self.name = name
        self._read = _enrolled(programmes) if name == ENROLMENTS else _reader(vocabulary().fact(name))
        self._seen: dict[str, Any] = {}

    def value(self, cell: str) -> Any:
        """The fact's value, None for an empty cell. Raises BadCell."""
        if cell not in self._seen:
            if len(self._seen) >= REMEMBERED:
                self._seen.clear()
            text = cell.strip()
            self._seen[cell] = self._read(text) if text else None
        return self._seen[cell]


def columns(header: Sequence[str], programmes: Collection[str] = ()) -> list[Column]:
    """A column for each name of the header. Raises BadHeader, which names each wrong column and the nearest fact."""
    if len(header) > MOST_COLUMNS:
        raise BadHeader(f"The header has {len(header):,} columns; at most {MOST_COLUMNS} are read.")
    names = [name.strip() for name in header]
    if wrong := list(_wrong(names)):
        raise BadHeader("\n".join(wrong[:MOST_NAMED]))
    return [Column(name, programmes) for name in names]


def enrolled(ids: Iterable[str], programmes: Collection[str]) -> frozenset[str]:
    """The programmes that somebody takes part in. Raises BadCell for one that is not on offer."""
    found = frozenset(ids)
    for id in sorted(found - frozenset(programmes)):
        near = get_close_matches(id[:60], programmes, 1)
        raise BadCell(f"There is no programme '{id[:60]}'." + (f" Did you mean '{near[0]}'?" if near else ""))
    return found


def _wrong(names: Sequence[str]) -> Iterator[str]:
    seen: dict[str, int] = {}
    for place, name in enumerate(names, start=1):
        if name != ENROLMENTS and not vocabulary().has(name):
            yield f"Column {place} is called '{name[:60]}', which is no fact.{_near(name)}"
        elif name in seen:
            yield f"The column '{name}' stands there twice: columns {seen[name]} and {place}."
        seen.setdefault(name, place)


def _near(name: str) -> str:
    facts = [ENROLMENTS, *(fact.id for fact in vocabulary().facts)]
    near = get_close_matches(name[:60].lower(), facts, 1)
    return f" Did you mean '{near[0]}'?" if near else " The header must hold names of facts, as date_of_birth or residence_title."


def _reader(fact: Fact) -> Read:
    plain = {"date": _day, "yes_no": _truth, "number": _number}.get(fact.type)
    if plain:
        return plain

    def read(text: str) -> Any:
        value: Any = text
        if fact.type == "set":
            value = frozenset() if text == "-" else _parts(text)
        try:
            return READERS[fact.type](fact, value)
        except Refused as refused:
            raise BadCell(str(refused).partition(": ")[2]) from None

    return read


def _enrolled(programmes: Collection[str]) -> Read:
    return lambda text: enrolled(() if text == "-" else _parts(text), programmes)


def _parts(text: str) -> list[str]:
    return [part.strip() for part in text.split(";") if part.strip()]


def _day(text: str) -> date:
    if found := _ISO_DAY.fullmatch(text):
        year, month, day = found.groups()
    elif found := _GERMAN_DAY.fullmatch(text):
        day, month, year = found.groups()
    else:
        raise BadCell(f"'{text[:40]}' is no date. Write it as 2001-05-17 or 17.05.2001.")
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        raise BadCell(f"The day '{text}' does not exist. Write a day of the calendar, as 2001-05-17.") from None


def _truth(text: str) -> bool:
    if text.lower() not in _TRUTH:
        raise BadCell(f"'{text[:40]}' is neither yes nor no. Write true or false.")
    return _TRUTH[text.lower()]


def _number(text: str) -> int | Decimal:
    if not _NUMBER.fullmatch(text):
        raise BadCell(f"'{text[:40]}' is no number. Write it as 12 or 3.5.")
    value = Decimal(text.replace(",", "."))
    return int(value) if value == value.to_integral_value() else value

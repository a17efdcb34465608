"""Many people at once: rows of facts in, verdicts out, one after the other, so that the memory stays flat."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from core.rules import Decider
from core.rules.horizon import horizon
from workflows.screening.cells import BadCell, BadHeader, Column, columns

HEADER = ("row", "programme", "verdict", "decided_by", "missing", "valid_until")
Complain = Callable[[str], None]


class Line(NamedTuple):
    """One line of the answer; several names are separated by `;`, `valid_until` is a day or empty."""

    row: int
    programme: str
    verdict: str
    decided_by: str
    missing: str
    valid_until: str


def screen(
    records: Iterable[tuple[list[str], str]],
    deciders: Mapping[str, Decider],
    on: date,
    complain: Complain,
    programmes: Collection[str] | None = None,
) -> Iterator[Line]:
    """The verdicts of all good rows, counted from 1. A bad one is told to `complain` by row and column; the others go on.

    The first record is the header. Raises BadHeader before anything is screened. `programmes`: what somebody may take part in,
    where that is more than what is asked for.
    """
    given = iter(records)
    header, wrong = next(given, ([], "The file is empty. Its first row must hold names of facts, as date_of_birth."))
    if wrong:
        raise BadHeader(wrong)
    readers = columns(header, deciders if programmes is None else programmes)
    for row, (record, trouble) in enumerate(given, start=1):
        if not record and not trouble and len(readers) > 1:
            continue  # an empty line of the sheet
        facts, faults = ({}, [f": {trouble}"]) if trouble else _facts(readers, record or [""])
        for fault in faults:
            complain(f"Row {row}{fault}")
        if not faults:
            yield from verdicts(row, facts, deciders, on)


def verdicts(row: int, facts: Mapping[str, Any], deciders: Mapping[str, Decider], on: date) -> Iterator[Line]:
    """A line for each programme."""
    for programme, decider in deciders.items():
        verdict = decider.decide(facts, on)
        until = horizon(verdict).until
        decided, missing = ";".join(verdict.decided_by), ";".join(verdict.missing)
        yield Line(row, programme, verdict.outcome, decided, missing, until.isoformat() if until else "")


def _facts(readers: Sequence[Column], record: Sequence[str]) -> tuple[dict[str, Any], list[str]]:
    """What the row tells, and what is wrong with it."""
    if len(record) != len(readers):
        return {}, [f": it has {len(record)} cells, but the header has {len(readers)} columns."]
    facts: dict[str, Any] = {}
    faults = []
    for column, cell in zip(readers, record, strict=True):
        try:
            facts[column.name] = column.value(cell)
        except BadCell as error:
            faults.append(f", column {column.name}: {error}")
    return facts, faults

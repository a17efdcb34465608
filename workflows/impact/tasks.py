"""Which tasks would appear, vanish or change hands if the running cases moved: worked out once for all cases that stand alike.

Cases are many, their shapes are few: what was done and what was answered, without the days. The days matter where a rule of a
step speaks of one; then cases are alike only if their days are. Another due day is `deadlines`' to tell.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Select, Text, cast, func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import SYSTEM, Actor
from core.clock import today
from core.definitions import Programme, vocabulary
from core.definitions.checks import case_scope
from core.rules.types import DATE
from workflows.models import Case
from workflows.moves.bridge import Bridge, bridge
from workflows.moves.judge import Answer, Judged, changes, judge
from workflows.moves.told import told_of
from workflows.planning import planned
from workflows.state import State

ACTION = "see_case"
AT_ONCE = 2_000
PAGE = 50
_DAY = re.compile(r'(?<!"entered": )(?<!"date": )"\d{4}-\d\d-\d\d"')
_DAY_OF_ENTRY = re.compile(r'(?<!"date": )"\d{4}-\d\d-\d\d"')
_ON_DAYS = frozenset({"age", "entry_date", "today"})

Progress = Callable[[int, int], None]
"""Told how many cases of how many were looked at."""


class Kind(NamedTuple):
    """A sort of change: a task of `step` is `opened`, `cancelled`, has another `role`, or is `to_come` or not."""

    what: str
    step: str


@dataclass(frozen=True, slots=True)
class Shape:
    """What would become of all cases that stand alike."""

    answer: Answer
    why: str
    about: str
    missing: tuple[str, ...]
    kinds: frozenset[Kind]


def matters(shape: Shape) -> bool:
    """Whether somebody should be named: a task comes or goes now, or the case would not move by itself."""
    return shape.answer != "safe" or any(kind.what in ("opened", "cancelled", "role") for kind in shape.kinds)


@dataclass(slots=True)
class Found:
    """How many cases: in all, those that `matter`, by answer, by what is missing, by why they stay, and by what would change."""

    cases: int = 0
    matter: int = 0
    shapes: int = 0
    answers: Counter[str] = field(default_factory=Counter)
    missing: Counter[str] = field(default_factory=Counter)
    stays: Counter[tuple[str, str]] = field(default_factory=Counter)
    kinds: Counter[Kind] = field(default_factory=Counter)

    def add(self, shape: Shape, cases: int = 1) -> None:
        self.cases += cases
        self.matter += cases if matters(shape) else 0
        self.answers[shape.answer] += cases
        self.missing.update(dict.fromkeys(shape.missing, cases))
        self.kinds.update(dict.fromkeys(shape.kinds, cases))
        if shape.answer == "stays":
            self.stays[shape.why, shape.about] += cases


@dataclass(frozen=True, slots=True)
class Affected:
    """One case for which something would be otherwise."""

    case_id: str
    person_id: str
    number: str
    shape: Shape


@dataclass(frozen=True, slots=True)
class Page:
    rows: Sequence[Affected]
    after: str = ""


def counts(
    session: Session, after: Programme, now: datetime, progress: Progress | None = None, shapes: Shapes | None = None
) -> Found:
    """Of all running cases of the programme, whoever asks: numbers without names."""
    shapes, found = shapes or Shapes(session, after, now), Found()
    total = session.scalar(select(func.count()).select_from(cases(SYSTEM, after, "").subquery())) or 0
    for rows in _some(session, SYSTEM, after, ""):
        for _row, shape in shapes.of(rows):
            found.add(shape)
        if progress is not None:
            progress(found.cases, total)
    found.shapes = len(shapes)
    return found


def affected(
    session: Session,
    actor: Actor,
    after: Programme,
    now: datetime,
    wanted: Callable[[Shape], bool],
    key: str = "",
    limit: int = PAGE,
    shapes: Shapes | None = None,
) -> Page:
    """The cases that the actor may see and whose shape is wanted, from behind this key on."""
    shapes, found = shapes or Shapes(session, after, now), list[Affected]()
    for rows in _some(session, actor, after, key):
        for row, shape in shapes.of(rows):
            if wanted(shape):
                if len(found) == limit:
                    return Page(found, found[-1].case_id)
                found.append(Affected(row.id, row.person_id, row.number, shape))
    return Page(found)


def wanted(after: Programme) -> list[ColumnElement[bool]]:
    """Running cases on other revisions."""
    return [Case.programme == after.id, Case.closed_on.is_(None), Case.revision != after.digest]


def cases(actor: Actor, after: Programme, key: str) -> Select[Any]:
    """They, from behind this key on, with their state as text: few of them need to be taken apart."""
    query: Any = select(Case.id, Case.person_id, Case.number, Case.revision, cast(Case.state, Text).label("state"))
    query = query.where(*wanted(after)).order_by(Case.id)
    if not actor.everything:
        query = query.where(Case.scope(actor, ACTION))
    result: Select[Any] = query.where(Case.id > key) if key else query
    return result


def _some(session: Session, actor: Actor, after: Programme, key: str) -> Iterator[Sequence[Any]]:
    """By the thousands: memory does not grow with the cases."""
    while rows := session.execute(cases(actor, after, key).limit(AT_ONCE)).all():
        yield rows
        if len(rows) < AT_ONCE:
            return
        key = rows[-1].id


class Shapes:
    """What was worked out so far, by revision and shape: who counts and then lists hands it on."""

    def __init__(self, session: Session, after: Programme, now: datetime) -> None:
        self.session, self.after, self.now = session, after, now
        self._bridges: dict[str, tuple[Bridge, re.Pattern[str]]] = {}
        self._known: dict[Any, Shape] = {}

    def __len__(self) -> int:
        return len(self._known)

    def of(self, rows: Sequence[Any]) -> Iterator[tuple[Any, Shape]]:
        told = self._told(rows)
        for row in rows:
            way, days = self._way(row.revision)
            beside = told.get(row.id) or {}
            key = row.revision, days.sub("", row.state), json.dumps(beside, default=str, sort_keys=True) if beside else ""
            if key not in self._known:
                self._known[key] = self._judged(way, row.state, beside)
            yield row, self._known[key]

    def _way(self, revision: str) -> tuple[Bridge, re.Pattern[str]]:
        if revision not in self._bridges:
            before = catalogue.definition(revision)
            days = _DAY if speaks_of_days(before) or speaks_of_days(self.after) else _DAY_OF_ENTRY
            self._bridges[revision] = bridge(before, self.after), days
        return self._bridges[revision]

    def _told(self, rows: Sequence[Any]) -> Mapping[str, Mapping[str, Any]]:
        found: dict[str, dict[str, Any]] = {}
        for revision in {row.revision for row in rows}:
            cases = {row.id: row.person_id for row in rows if row.revision == revision}
            found |= told_of(self.session, self._way(revision)[0], self.after, cases, today(self.now))
        return found

    def _judged(self, way: Bridge, text: str, beside: Mapping[str, Any]) -> Shape:
        state = State.from_json(json.loads(text))
        judged: Judged = judge(way, state, beside, self.now)
        told = changes(way, state, judged)
        kinds = frozenset(Kind(change.kind, change.step) for change in told if change.kind != "due")
        return Shape(judged.answer, judged.why or "", judged.about, judged.missing, kinds)


def speaks_of_days(programme: Programme) -> bool:
    """Whether a rule of a step reads the day of entry, the age or another day: then equal shapes have equal days."""
    names = planned(programme).names
    scope = case_scope(programme, vocabulary())
    return any(name in _ON_DAYS or scope.get(name) == DATE for name in names) or any(
        word in (rule or "") for step in programme.steps for rule in (step.when, step.repeat) for word in _ON_DAYS
    )

"""Whose verdict turns: the database judges everybody by the rules before and after, and names the criterion that decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, and_, case, func, literal, null, select, true
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.definitions import Criterion, Programme
from core.people.models import Facts, Identity, Person
from core.rules import Outcome, Verdict
from workflows.eligibility import decider_of
from workflows.models import Case
from workflows.screening.columns import needs_identity
from workflows.screening.known import known_of
from workflows.screening.registry import READING, holds, names_read, take_time
from workflows.screening.screened import outcome_of

ACTION = "see_people"
PAGE = 50


@dataclass(frozen=True, slots=True)
class Judged:
    """What is judged by the criteria before and after, as of a day: entry as a participant, in a `track`, or into a `block`."""

    before: Sequence[Criterion]
    after: Sequence[Criterion]
    programme: str
    on: date
    track: str = ""
    block: str = ""


@dataclass(frozen=True, slots=True)
class Count:
    """So many people go from one outcome to another by this criterion; `inside` are in the programme already."""

    before: Outcome
    after: Outcome
    criterion: str
    people: int
    inside: int


@dataclass(frozen=True, slots=True)
class Turned:
    """One person whose verdict turns, by the criterion that decides; `case_id` is her running case in the programme."""

    person_id: str
    before: Verdict
    after: Verdict
    criterion: str
    case_id: str | None

    @property
    def told(self) -> Verdict:
        """The verdict that tells of the criterion. Who turns eligible may have been held up by one that is gone."""
        there = self.criterion in {reason.id for reason in self.after.reasons}
        return self.after if there else self.before


@dataclass(frozen=True, slots=True)
class Page:
    """People whose verdict turns, by the key of their id; `after` leads on, or is empty."""

    rows: Sequence[Turned]
    after: str = ""


def judged(before: Programme, after: Programme, on: date) -> list[Judged]:
    """Whatever is judged by other criteria than before; empty where a change touches none."""
    found = [Judged(before.eligibility, after.eligibility, after.id, on)]
    tracks = {each.id: each.eligibility for each in before.tracks}
    found += [
        Judged(tracks[each.id], each.eligibility, after.id, on, track=each.id) for each in after.tracks if each.id in tracks
    ]
    blocks = {each.id: each.eligibility for each in before.blocks}
    for each in after.blocks:
        if each.id in blocks:
            day = max(on, each.starts_on or on)
            found.append(Judged(blocks[each.id], each.eligibility, after.id, day, block=each.id))
    return [each for each in found if _rules(each.before) != _rules(each.after)]


def counts(session: Session, what: Judged) -> list[Count]:
    """Of all people, whoever asks: numbers without names."""
    both = _Both(what)
    found = both.statement(SYSTEM, session.get_bind().dialect.name).subquery()
    query = select(found.c.b, found.c.a, found.c.decides, func.count(), func.count(found.c.case_id))
    take_time(session, **READING)
    rows = session.execute(query.group_by(found.c.b, found.c.a, found.c.decides)).all()
    made = [Count(outcome_of(b), outcome_of(a), both.criteria[place], people, inside) for b, a, place, people, inside in rows]
    return sorted(made, key=lambda each: (each.before, each.after, each.criterion))


def turning(session: Session, actor: Actor, what: Judged, key: str = "", limit: int = PAGE) -> Page:
    """The people whom the actor may see, from behind this key on, each with both verdicts."""
    both = _Both(what)
    query = both.statement(actor, session.get_bind().dialect.name, key).limit(limit + 1)
    take_time(session, **READING)
    rows = session.execute(query).all()
    known = known_of(session, [row.person_id for row in rows[:limit]], what.on)
    found = []
    for row in rows[:limit]:
        held = known[row.person_id]
        verdicts = [each.decide(held.facts, what.on, sources=held.sources) for each in both.deciders]
        found.append(Turned(row.person_id, verdicts[0], verdicts[1], both.criteria[row.decides], row.case_id))
    return Page(found, rows[limit - 1].person_id if len(rows) > limit else "")


class _Both:
    """The two sets of criteria as one statement. What both ask for is asked once."""

    def __init__(self, what: Judged) -> None:
        self.what = what
        self.deciders = decider_of(what.before), decider_of(what.after)
        self.criteria = [criterion.id for decider in self.deciders for criterion in decider.stretch(what.on).criteria]

    def statement(self, actor: Actor, dialect: str, key: str = "") -> Select[Any]:
        """Person, her case, both answers and the place of the criterion that decides, of those whose answer turns."""
        inner, sides = self._marks(actor, dialect, key)
        before, after = ([(place, inner.c[label]) for place, label in side] for side in sides)
        b, a = (and_(true(), *(mark for _place, mark in side)) for side in (before, after))
        # who was shut out was so by the criterion that is fulfilled or open by now; else the new answer names it
        decides = case(
            (b.is_(False), _first(before, False)), (a.is_(False), _first(after, False)), (b.is_(None), _first(before, None)),
            else_=_first(after, None),
        )  # fmt: skip
        told = (
            select(inner.c.person_id, inner.c.case_id, b.label("b"), a.label("a"), decides.label("decides")).offset(0).subquery()
        )
        return select(told).where(told.c.b.is_distinct_from(told.c.a)).order_by(told.c.person_id)

    def _marks(self, actor: Actor, dialect: str, key: str) -> tuple[Any, list[list[tuple[int, str]]]]:
        columns: dict[Any, ColumnElement[Any]] = {}
        sides, first = [], 0
        for decider in self.deciders:
            stretch, side = decider.stretch(self.what.on), []
            for place in stretch.musts:
                rule = stretch.nodes[place], stretch.criteria[place].proof
                columns.setdefault(rule, holds(decider, place, self.what.on, dialect, True))
                side.append((first + place, f"m{list(columns).index(rule)}"))
            sides.append(side)
            first += len(stretch.criteria)
        marks = [column.label(f"m{number}") for number, column in enumerate(columns.values())]
        return self._people(actor, key).add_columns(*marks).offset(0).subquery(), sides

    def _people(self, actor: Actor, key: str) -> Select[Any]:
        what = self.what
        running = and_(Case.person_id == Facts.person_id, Case.programme == what.programme, Case.closed_on.is_(None))
        found: Any = select(Facts.person_id, Case.id.label("case_id")).select_from(Facts)
        # a block is entered by who is in the programme
        found = found.join(Case, and_(running, Case.track == what.track), isouter=not what.block)
        if any(needs_identity(names_read(each, what.on)) for each in self.deciders):
            found = found.join(Identity, Identity.person_id == Facts.person_id)
        if not actor.everything:
            found = found.join(Person, Person.id == Facts.person_id).where(Person.scope(actor, ACTION))
        people: Select[Any] = found.where(Facts.person_id > key) if key else found
        return people


def _first(marks: Sequence[tuple[int, Any]], state: bool | None) -> ColumnElement[Any]:
    """The place of the first criterion that is in this state."""
    wanted = [(mark.is_(state), literal(place, Integer())) for place, mark in marks]
    return case(*wanted) if wanted else null()


def _rules(criteria: Sequence[Criterion]) -> list[Any]:
    """What decides of criteria; their wordings do not."""
    return [(each.rule, each.table, each.strength, each.proof, each.valid_from, each.valid_to) for each in criteria]


__all__ = ["PAGE", "Count", "Judged", "Page", "Turned", "counts", "judged", "turning"]

"""Whose verdict turns: the database judges everybody by the rules before and after, and names the criterion that decides.

The day is the one that the rules mean: today, or a block's first day, for who would enter; the day of entry for who is in the
programme already. An age limit asks how old she was then, and a birthday since turns nothing. What is known is what the registry
knows now.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, Text, and_, case, cast, func, literal, null, select, true
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.definitions import Criterion, Programme
from core.definitions.checks import ENROLMENTS
from core.people.models import Facts, Identity, Person
from core.rules import Decider, Outcome, Verdict
from workflows.eligibility import decider_of, enrolments, exemptions_of
from workflows.models import BlockPlace, Case
from workflows.screening.columns import needs_identity
from workflows.screening.known import Known, known_of
from workflows.screening.registry import READING, holds, holds_at, names_read, take_time
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
    dialect, sums = session.get_bind().dialect.name, dict[tuple[Outcome, Outcome, str], list[int]]()
    take_time(session, **READING)
    for side in _sides(what):
        found = side.statement(SYSTEM, dialect).subquery()
        query = select(found.c.b, found.c.a, found.c.decides, func.count(), func.count(found.c.case_id))
        for b, a, place, people, inside in session.execute(query.group_by(found.c.b, found.c.a, found.c.decides)):
            held = sums.setdefault((outcome_of(b), outcome_of(a), side.criteria[place]), [0, 0])
            held[:] = held[0] + people, held[1] + inside
    made = [Count(*kind, *numbers) for kind, numbers in sums.items()]
    return sorted(made, key=lambda each: (each.before, each.after, each.criterion))


def turning(session: Session, actor: Actor, what: Judged, key: str = "", limit: int = PAGE) -> Page:
    """The people whom the actor may see, from behind this key on, each with both verdicts."""
    dialect, found = session.get_bind().dialect.name, list[tuple[Any, _Side]]()
    take_time(session, **READING)
    for side in _sides(what):
        found += [(row, side) for row in session.execute(side.statement(actor, dialect, key).limit(limit + 1))]
    found.sort(key=lambda each: str(each[0].person_id))
    shown = found[:limit]
    known = known_of(session, [row.person_id for row, _side in shown], what.on)
    rows = [_turned(session, row, side, known[row.person_id]) for row, side in shown]
    return Page(rows, shown[-1][0].person_id if len(found) > limit else "")


def _turned(session: Session, row: Any, side: _Side, known: Known) -> Turned:
    """Who is in the programme is judged as of her entry, with what is known now and what was waived for her then."""
    facts, on, waived = known.facts, side.what.on, list[str]()
    if side.inside:
        case = session.get_one(Case, row.case_id)
        on, waived = case.entered_on, [each.criterion for each in exemptions_of(case)]
        facts = {**facts, ENROLMENTS: enrolments(session, case.person_id, on, but=case.id)}
    verdicts = [each.decide(facts, on, exceptions=waived, sources=known.sources) for each in side.deciders]
    return Turned(row.person_id, verdicts[0], verdicts[1], side.criteria[row.decides], row.case_id)


def _sides(what: Judged) -> list[_Side]:
    """Who is outside, as of the day; and who is in the programme already, as of her entry, by the criteria that applied then. A
    block is entered by who is in the programme, as of the day."""
    today = _Side(what, what.on)
    if what.block:
        return [today]
    edges = sorted({edge for decider in today.deciders for edge in decider.edges if edge <= what.on})
    ends: list[date | None] = [*edges, None]
    begins = [date.min, *edges]
    return [today, *(_Side(what, begin, end, inside=True) for begin, end in zip(begins, ends, strict=True))]


class _Side:
    """The two sets of criteria that apply on a day as one statement, of people outside, or of those who entered from `begin` to
    before `end`. What both sets ask for is asked once."""

    def __init__(self, what: Judged, begin: date, end: date | None = None, *, inside: bool = False) -> None:
        self.what, self.begin, self.end, self.inside = what, begin, end, inside
        self.deciders = decider_of(what.before), decider_of(what.after)
        self.criteria = [criterion.id for decider in self.deciders for criterion in decider.stretch(begin).criteria]

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
            stretch, side = decider.stretch(self.begin), []
            for place in stretch.musts:
                criterion = stretch.criteria[place]
                rule = stretch.nodes[place], criterion.proof, self.inside and criterion.exception and criterion.id
                columns.setdefault(rule, self._holds(decider, place, dialect))
                side.append((first + place, f"m{list(columns).index(rule)}"))
            sides.append(side)
            first += len(stretch.criteria)
        marks = [column.label(f"m{number}") for number, column in enumerate(columns.values())]
        return self._people(actor, key).add_columns(*marks).offset(0).subquery(), sides

    def _holds(self, decider: Decider, place: int, dialect: str) -> ColumnElement[Any]:
        if not self.inside:
            return holds(decider, place, self.begin, dialect, True)
        mark: ColumnElement[Any] = holds_at(decider, place, self.begin, Case.entered_on, Case.id, dialect)
        criterion = decider.stretch(self.begin).criteria[place]
        if not criterion.exception:
            return mark
        waived = cast(Case.verdict, Text).contains(f'"criterion": "{criterion.id}"', autoescape=True)
        return case((and_(mark.is_(False), waived), true()), else_=mark)

    def _people(self, actor: Actor, key: str) -> Select[Any]:
        what = self.what
        running = and_(Case.person_id == Facts.person_id, Case.programme == what.programme, Case.closed_on.is_(None))
        found: Any = select(Facts.person_id, Case.id.label("case_id")).select_from(Facts)
        if what.block:
            found = found.join(Case, and_(running, Case.track == "")).where(Case.id.not_in(_in_block(what)))
        elif self.inside:
            found = found.join(Case, and_(running, Case.track == what.track)).where(Case.entered_on >= self.begin)
            found = found if self.end is None else found.where(Case.entered_on < self.end)
        else:
            found = found.join(Case, and_(running, Case.track == what.track), isouter=True).where(Case.id.is_(None))
        if any(needs_identity(names_read(each, self.begin)) for each in self.deciders):
            found = found.join(Identity, Identity.person_id == Facts.person_id)
        if not actor.everything:
            found = found.join(Person, Person.id == Facts.person_id).where(Person.scope(actor, ACTION))
        people: Select[Any] = found.where(Facts.person_id > key) if key else found
        return people


def _in_block(what: Judged) -> Select[Any]:
    """Cases that have a place in it, or had it to its end: nobody judges them anew."""
    there = BlockPlace.programme == what.programme, BlockPlace.block == what.block
    return select(BlockPlace.case_id).where(*there, BlockPlace.status.in_(("entered", "completed")))


def _first(marks: Sequence[tuple[int, Any]], state: bool | None) -> ColumnElement[Any]:
    """The place of the first criterion that is in this state."""
    wanted = [(mark.is_(state), literal(place, Integer())) for place, mark in marks]
    return case(*wanted) if wanted else null()


def _rules(criteria: Sequence[Criterion]) -> list[Any]:
    """What decides of criteria; their wordings do not."""
    return [
        (each.rule, each.table, each.strength, each.proof, each.exception, each.valid_from, each.valid_to) for each in criteria
    ]


__all__ = ["PAGE", "Count", "Judged", "Page", "Turned", "counts", "judged", "turning"]

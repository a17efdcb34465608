"""Until when a verdict holds: the first day on which its outcome is another one, and which criterion turns because of what.

The days that matter are found from the rules: birthdays, dates with durations added, days on which criteria begin or end, and
the last days of papers. On these alone the verdict is asked for again. Only where a part of a rule follows no order of days
(`modulo`, `abs` of a span, a sum in which one part grows as another shrinks) each day is tried.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from math import ceil, floor
from typing import Any, Literal, TypeAlias

from core.rules import tree as t
from core.rules.derive import derive, whole_years
from core.rules.proof import last_day
from core.rules.python import Facts
from core.rules.reason import Reason
from core.rules.stretch import NOT_ELIGIBLE, Outcome
from core.rules.turns import Atom, Varying
from core.rules.verdict import Verdict

Cause: TypeAlias = Literal["birthday", "date", "begins", "ends", "expires"]
YEARS = 10
"""How far ahead is looked where nobody says."""
GROWS: Varying = {"entry_date": 1, "age": 1}
_BORN = "date_of_birth"


@dataclass(frozen=True, slots=True)
class Turn:
    """A criterion that is another one on the day: `before` and `after` are its states, None for open.

    `cause` is a birthday (`age` says which), another date of the rule, that the criterion begins or ends, or that the paper of
    `fact` expires. `fact` is the fact because of which it turns, where there is one.
    """

    criterion: str
    title: Any
    before: bool | None
    after: bool | None
    cause: Cause
    fact: str | None = None
    age: int | None = None


@dataclass(frozen=True, slots=True)
class Horizon:
    """Until when a verdict holds. `day` is the first day of another `outcome`; both are None where none comes until `seen`."""

    seen: date
    day: date | None = None
    outcome: Outcome | None = None
    turns: tuple[Turn, ...] = ()

    @property
    def until(self) -> date | None:
        """The last day on which the verdict holds, where it ends."""
        return None if self.day is None else self.day - timedelta(days=1)


def horizon(verdict: Verdict, last: date | None = None) -> Horizon:
    """Looks from the day after the verdict up to `last`, ten years ahead where nobody says: no fact changes, time goes on."""
    seen = last or _years_ahead(verdict.on)
    # this spares most of those who are not eligible the search
    if verdict.outcome == NOT_ELIGIBLE and verdict.steadily_false(GROWS):
        return Horizon(seen)
    for day in _days(verdict, seen):
        then = verdict.but({}, day)
        if then.outcome != verdict.outcome:
            return Horizon(seen, day, then.outcome, tuple(_turns(verdict.but({}, day - timedelta(days=1)), then)))
    return Horizon(seen)


def _years_ahead(on: date) -> date:
    if on.year + YEARS > date.max.year:
        return date.max
    return on.replace(year=on.year + YEARS, day=28 if (on.month, on.day) == (2, 29) else on.day)


def _days(verdict: Verdict, last: date) -> Iterable[date]:
    """The days after the verdict on which its outcome may change, rising."""
    decider, on = verdict.decider, verdict.on
    varying = GROWS if _is_day(verdict.facts.get(_BORN)) else {"entry_date": 1}
    turns = decider.turns(varying)
    if turns.everywhere:
        return _each_day(on, last)
    places = turns.places(_at(verdict), on.toordinal(), last.toordinal(), skip=_plain)
    found = {date.fromordinal(place) for place in places}
    found.update(decider.edges)
    found.update(day for atom in turns.atoms for day in _plain_days(atom, verdict.facts))
    if verdict.sources is not None:
        ends = {last_day(name, verdict.facts, decider.validities) for name in decider.validities}
        found.update(end + timedelta(days=1) for end in ends if end is not None and end < date.max)
    return sorted(day for day in found if on < day <= last)


def _each_day(on: date, last: date) -> Iterator[date]:
    return (date.fromordinal(place) for place in range(on.toordinal() + 1, last.toordinal() + 1))


def _at(verdict: Verdict) -> Any:
    facts, categories = verdict.facts, verdict.decider.categories
    read: dict[int, Facts] = {}

    def at(place: int) -> Facts:
        if place not in read:
            read[place] = derive(facts, date.fromordinal(place), categories=categories)
        return read[place]

    return at


def _plain(atom: Atom) -> bool:
    """Whether an age or the day of entry is compared with a value that stands in the rule: these need no search."""
    match atom.node:
        case t.Compare(_, t.Name("age" | "entry_date"), t.Literal()) | t.Compare(_, t.Literal(), t.Name("age" | "entry_date")):
            return True
    return False


def _plain_days(atom: Atom, facts: Facts) -> Iterator[date]:
    if not _plain(atom):
        return
    for part in t.children(atom.node):
        match part:
            case t.Literal(Decimal() as years):
                born = facts.get(_BORN)
                if isinstance(born, date) and not isinstance(born, datetime):
                    yield from filter(None, (_birthday(born, ceil(years)), _birthday(born, floor(years) + 1)))
            case t.Literal(date() as day):
                yield day
                if day < date.max:
                    yield day + timedelta(days=1)


def _birthday(born: date, years: int) -> date | None:
    """The day on which somebody becomes so old: who is born on 29 February, on 1 March of other years."""
    if not 0 < born.year + years <= date.max.year:
        return None
    try:
        return born.replace(year=born.year + years)
    except ValueError:
        return date(born.year + years, 3, 1)


def _is_day(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


def _turns(before: Verdict, after: Verdict) -> Iterator[Turn]:
    """The must-criteria that are others on the day than on the day before."""
    old = {reason.id: reason for reason in before.reasons if reason.strength == "must"}
    new = {reason.id: reason for reason in after.reasons if reason.strength == "must"}
    for id_ in dict.fromkeys([*old, *new]):
        one, other = old.get(id_), new.get(id_)
        if one is None and other is not None:
            yield Turn(id_, other.title, True, other.state, "begins")
        elif one is not None and other is None:
            yield Turn(id_, one.title, one.state, True, "ends")
        elif one is not None and other is not None and one.state is not other.state:
            yield _turn(one, other, after)


def _turn(one: Reason, other: Reason, after: Verdict) -> Turn:
    expired = [name for name, doubt in other.doubts.items() if doubt == "expired" and name not in one.doubts]
    if expired:
        return Turn(one.id, other.title, one.state, other.state, "expires", expired[0])
    born, day = after.facts.get(_BORN), after.on
    named = {used.name for used in other.tree.facts}
    if isinstance(born, date) and named & {"age", _BORN} and whole_years(born, day) != whole_years(born, day - timedelta(days=1)):
        return Turn(one.id, other.title, one.state, other.state, "birthday", _BORN, whole_years(born, day))
    dated = [name for name, value in other.facts.items() if _is_day(value) and name != "entry_date"]
    return Turn(one.id, other.title, one.state, other.state, "date", dated[0] if dated else None)

"""Which people a stretch of time can turn anything for: what spares the database to judge everybody on every day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import Any, Literal

from sqlalchemy import ColumnElement, and_, extract, false, or_

from core.people.models import Facts
from core.rules import Decider
from core.rules import tree as t
from core.rules.horizon import GROWS
from core.rules.turns import Atom

When = Literal["never", "birthday", "any"]
_MARCH = 3


def when(decider: Decider, first: date, last: date) -> When:
    """After the first day and up to the last: for whom may a verdict turn? For nobody, on birthdays alone, or for anybody."""
    turns = decider.turns(GROWS)
    if turns.everywhere or any(first < edge <= last for edge in decider.edges):
        return "any"
    kinds = {_kind(atom, first, last) for atom in turns.atoms}
    return "any" if "any" in kinds else "birthday" if "birthday" in kinds else "never"


def _kind(atom: Atom, first: date, last: date) -> When:
    match atom.node:
        case t.Compare(_, t.Name("age"), t.Literal()) | t.Compare(_, t.Literal(), t.Name("age")):
            return "birthday"
        case t.Compare(_, t.Name("entry_date"), t.Literal(date() as day)) | t.Compare(
            _, t.Literal(date() as day), t.Name("entry_date")
        ):
            # "until that day" turns on the day after it
            return "any" if first < day <= last or first <= day < last else "never"
    return "any"


def differs(deciders: Mapping[str, Decider], days: Sequence[date], marks: Sequence[Sequence[Any]]) -> ColumnElement[bool]:
    """Whether a programme answers otherwise on a later day; `marks` are for each day the columns of its answers."""
    found: dict[When, list[ColumnElement[bool]]] = {"never": [], "birthday": [], "any": []}
    for place, decider in enumerate(deciders.values()):
        for one, other in pairwise(marks):
            found[when(decider, days[0], days[-1])].append(one[place].is_distinct_from(other[place]))
    aged = and_(birthday(days[0], days[-1]), or_(false(), *found["birthday"]))
    return or_(aged, *found["any"]) if found["any"] else aged


def birthday(first: date, last: date) -> ColumnElement[bool]:
    """Whether a birthday may lie after the first day and up to the last: by the month, so a few more are found."""
    months = sorted(_months(first + timedelta(days=1), last))
    born = extract("month", Facts.date_of_birth).in_(months)
    if _MARCH not in months:
        return born
    # who was born on 29 February ages on 1 March
    return or_(born, and_(extract("month", Facts.date_of_birth) == _MARCH - 1, extract("day", Facts.date_of_birth) == 29))


def _months(first: date, last: date) -> Iterable[int]:
    count = (last.year - first.year) * 12 + last.month - first.month
    return {(first.month - 1 + each) % 12 + 1 for each in range(count + 1)}

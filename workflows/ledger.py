"""Who stands in two programmes at once: pairs of running cases of one person, with what the programmes say of it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from sqlalchemy import and_, exists, select
from sqlalchemy.orm import Session, aliased

from core.actor import Actor, scoped
from core.definitions import Combination, Programme
from workflows.combining import Effect, as_published, between
from workflows.models import Case

PAGE = 50


@dataclass(frozen=True, slots=True)
class Pair:
    """Two cases that run side by side, the earlier one first, since `since`."""

    cases: tuple[Case, Case]
    programmes: tuple[Programme, Programme]
    effect: Effect
    said: Combination | None

    @property
    def person_id(self) -> str:
        return self.cases[0].person_id

    @property
    def since(self) -> date:
        return max(case.entered_on for case in self.cases)


def pairs(cases: Sequence[Case], on: date) -> list[Pair]:
    """Of the running cases of one person; those of mentors and other tracks are funded by nobody twice."""
    running = sorted(
        (case for case in cases if case.closed_on is None and not case.track), key=lambda case: (case.entered_on, case.id)
    )
    known = as_published(running if len(running) > 1 else ())
    found = []
    for one, other in combinations(running, 2):
        if one.programme != other.programme:
            programmes = (known[one.id], known[other.id])
            found.append(Pair((one, other), programmes, *between(*programmes, on)))
    return found


def ledger(session: Session, actor: Actor, on: date, after: str = "") -> tuple[list[Pair], str]:
    """A page of pairs that this actor sees, by person, and the key of the next page; empty on the last one."""
    query = scoped(actor, Case, "see_case").where(Case.closed_on.is_(None), Case.track == "", Case.person_id > after)
    other = aliased(Case)
    beside = and_(
        other.person_id == Case.person_id, other.closed_on.is_(None), other.track == "", other.programme != Case.programme
    )
    people = session.scalars(
        query.where(exists(select(other.id).where(beside)))
        .with_only_columns(Case.person_id)
        .distinct()
        .order_by(Case.person_id)
        .limit(PAGE + 1)
    ).all()
    shown = people[:PAGE]
    mine: dict[str, list[Case]] = {person: [] for person in shown}
    for case in session.scalars(scoped(actor, Case, "see_case").where(Case.person_id.in_(shown), Case.closed_on.is_(None))):
        mine[case.person_id].append(case)
    return [pair for cases in mine.values() for pair in pairs(cases, on)], shown[-1] if len(people) > PAGE else ""

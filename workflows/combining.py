"""Who stands in two programmes at once: what the programmes say of that, at entry and for those who stand there already."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, TypeAlias

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core import catalogue
from core.definitions import Combination, Programme
from workflows.models import Case

Effect: TypeAlias = Literal["bar", "warning", "allowed", "unknown"]
Published: TypeAlias = Mapping[str, Programme]
EFFECTS: tuple[Effect, ...] = ("unknown", "allowed", "warning", "bar")
"""The weightiest last: where both programmes speak, the stricter one is heard. `unknown`: none of them says anything."""


@dataclass(frozen=True, slots=True)
class Overlap:
    """A case that runs in another programme, and what holds for standing in both. `said` is None where nobody says anything."""

    case: Case
    programme: Programme
    effect: Effect
    said: Combination | None


class Combined(Exception):
    """The person stands in other programmes that bar this one, or of which nobody has acknowledged the warning."""

    def __init__(self, overlaps: Sequence[Overlap]) -> None:
        names = ", ".join(each.programme.id for each in overlaps)
        super().__init__(f"The person takes part in {names} already; see what the programmes say of standing in both.")
        self.overlaps = tuple(overlaps)

    @property
    def barred(self) -> bool:
        return any(each.effect == "bar" for each in self.overlaps)


def overlaps(session: Session, person_id: str, programme: Programme, on: date, track: str = "") -> list[Overlap]:
    """The other programmes that a person takes part in on this day. Mentors and other tracks are funded by nobody twice."""
    return [] if track else beside(taking_part(session, person_id, on), programme, on)


def taking_part(session: Session, person_id: str, on: date) -> Sequence[Case]:
    """The cases in which a person is a participant on this day, the earliest first."""
    query = select(Case).where(Case.person_id == person_id, Case.track == "", Case.entered_on <= on)
    running = query.where(or_(Case.closed_on.is_(None), Case.closed_on > on))
    return session.scalars(running.order_by(Case.entered_on, Case.id)).all()


def beside(cases: Sequence[Case], programme: Programme, on: date, published: Published | None = None) -> list[Overlap]:
    """Of the cases that a person takes part in, those of other programmes. Who asks for many programmes brings `as_published`."""
    others = [case for case in cases if case.programme != programme.id]
    known = published or as_published(others)
    return [Overlap(case, known[case.id], *between(programme, known[case.id], on)) for case in others]


def between(one: Programme, other: Programme, on: date) -> tuple[Effect, Combination | None]:
    """What the two say of each other on this day: the strictest sentence, the first programme's where both say the same."""
    told = [each for each in one.combinations if each.with_ == other.id and each.holds(on)]
    told += [each for each in other.combinations if each.with_ == one.id and each.holds(on)]
    said = max(told, key=lambda each: EFFECTS.index(each.effect), default=None)
    return (said.effect, said) if said else ("unknown", None)


def check_combinations(found: Iterable[Overlap], acknowledged: Collection[str]) -> list[Overlap]:
    """The overlaps whose warnings were acknowledged, by the ids of their programmes. Raises Combined."""
    weighty = [each for each in found if each.effect in ("bar", "warning")]
    refused = [each for each in weighty if each.effect == "bar" or each.programme.id not in acknowledged]
    if refused:
        raise Combined(refused)
    return weighty


def combinations_data(found: Iterable[Overlap], acknowledged: Collection[str]) -> list[dict[str, Any]]:
    """What is kept with the case: where else the person stood at entry, and what held for it."""
    return [
        {
            "with": each.programme.id,
            "since": each.case.entered_on.isoformat(),
            "effect": each.effect,
            "acknowledged": each.effect == "warning" and each.programme.id in acknowledged,
        }
        for each in found
    ]


def as_published(cases: Iterable[Case]) -> Published:
    """Case id → its programme as it is on offer now, since what it says of others may be newer than the case."""
    found = list(cases)
    offered = catalogue.on_offer(case.programme for case in found)
    return {case.id: offered.get(case.programme) or catalogue.definition(case.revision) for case in found}

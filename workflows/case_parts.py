"""What stands on the page of a case beside its tasks: its blocks, where it was referred to, and who has to do with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask import url_for
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.definitions import Block, PersonChoice, Programme, Step
from core.organisations.models import Unit
from core.people.shares import Share
from core.rules import Verdict
from workflows.eligibility import judge_block, told
from workflows.links import links_of
from workflows.models import BlockPlace, Case, Task
from workflows.places import Seats, all_seats
from workflows.reasons import Shown, shown, waivable
from workflows.state import State
from workflows.who import Who, who
from workflows.words import KINDS
from workflows.writing import plan_of


@dataclass(frozen=True, slots=True)
class Card:
    """One block: where the case stands with it, how full it is, and what its conditions say while it is not entered."""

    block: Block
    status: str
    place: BlockPlace | None
    seats: Seats
    verdict: Verdict | None
    kind: str
    reasons: list[Shown]
    position: int | None
    """Which one of those who wait."""
    steps: list[Any]
    starts_later: bool

    @property
    def enterable(self) -> bool:
        return self.verdict is not None and self.verdict.outcome == "eligible"

    @property
    def by_exception(self) -> bool:
        return self.verdict is not None and bool(waivable(self.verdict, self.block.eligibility))


class Blocks:
    """The blocks of one case as cards. Who may not move it in and out of them needs no verdicts."""

    def __init__(self, session: Session, case: Case, state: State, on: date, *, judged: bool) -> None:
        self.session, self.case, self.state, self.on = session, case, state, on
        self.programme, self.plan = catalogue.definition(case.revision), plan_of(case.revision)
        self.judged = judged and case.closed_on is None

    def cards(self, only: Block | None = None) -> list[Card]:
        """Of the blocks that have steps for cases of this track. A few queries, however many there are."""
        mine = [
            block for block in self.programme.blocks if self.plan.of_block(block.id, self.state.track) and only in (None, block)
        ]
        if not mine:
            return []
        query = select(BlockPlace).where(BlockPlace.case_id == self.case.id)
        held = {place.block: place for place in self.session.scalars(query)}
        full = all_seats(self.session, self.case.programme, mine)
        known = told(self.session, self.case.person_id, self.on) if self.judged else ({}, {})
        shown = [block for block in mine if block.id in held or not full[block.id].hidden]
        return [self._card(block, held.get(block.id), full[block.id], *known) for block in shown]

    def _card(
        self, block: Block, place: BlockPlace | None, full: Seats, facts: Mapping[str, Any], sources: Mapping[str, str]
    ) -> Card:
        now = self.state.block(block.id)
        status = now.status if now else "left" if place and place.status == "left" else "apart"
        judged = self.judged and status not in ("entered", "waiting")
        verdict = judge_block(facts, self.programme, block, self.on, sources=sources) if judged else None
        steps = {node.step.id: node.step for node in self.plan.of_block(block.id, self.state.track)}
        return Card(
            block=block,
            status=status,
            place=place,
            seats=full,
            verdict=verdict,
            kind=KINDS[verdict.outcome] if verdict else "info",
            reasons=shown(verdict, block.eligibility) if verdict else [],
            position=_position(self.session, place) if place and status == "waiting" else None,
            steps=[(steps[task.step], task) for task in _latest(self.state) if task.step in steps],
            starts_later=block.starts_on is not None and block.starts_on > self.on,
        )


def _latest(state: State) -> list[Any]:
    found = {task.step: task for task in state.tasks}
    return list(found.values())


def _position(session: Session, place: BlockPlace) -> int:
    before = select(func.count()).where(
        BlockPlace.programme == place.programme,
        BlockPlace.block == place.block,
        BlockPlace.status == "waiting",
        (BlockPlace.since < place.since) | ((BlockPlace.since == place.since) & (BlockPlace.case_id < place.case_id)),
    )
    return (session.scalar(before) or 0) + 1


@dataclass(frozen=True, slots=True)
class Sent:
    """A task that stands, or stood, at another unit."""

    unit: str
    step: Step
    task: Task
    outcome: str


def referrals(session: Session, case: Case, programme: Programme, tasks: Sequence[Task], outcomes: dict[str, str]) -> list[Sent]:
    """The latest first. `outcomes` by task id."""
    away = [task for task in tasks if task.unit_path != case.unit_path]
    if not away:
        return []
    names = dict(session.execute(select(Unit.path, Unit.name).where(Unit.path.in_({task.unit_path for task in away}))).all())
    return [
        Sent(names.get(task.unit_path, "–"), step, task, outcomes.get(task.id, ""))
        for task in reversed(away)
        if (step := programme.step(task.step))
    ]


@dataclass(frozen=True, slots=True)
class Involved:
    """Somebody who has to do with the case: `part` says as what. `url` leads to her own case, where the actor may see it."""

    part: Any
    name: str
    url: str | None = None
    since: datetime | None = None


def involved(session: Session, actor: Actor, case: Case, programme: Programme) -> list[Involved]:
    """People of linked cases, and the units that see this one. The responsible person is named by the page itself."""
    return [*_linked(session, actor, case, programme), *_receivers(session, case)]


def _linked(session: Session, actor: Actor, case: Case, programme: Programme) -> list[Involved]:
    if not any(isinstance(field, PersonChoice) and field.link for field in programme.fields.values()):
        return []
    found = links_of(session, case.id)
    if not found:
        return []
    people: dict[str, Who] = who(session, actor, [linked.other.person_id for linked in found])
    ids = [linked.other.id for linked in found]
    seen = set(session.scalars(scoped(actor, Case, "see_case").with_only_columns(Case.id).where(Case.id.in_(ids))))
    return [
        Involved(
            part=_part(programme, linked.link.name)
            if linked.outward
            else _track(catalogue.definition(linked.other.revision), linked),
            name=str(people[linked.other.person_id]),
            url=url_for("workflows.case", case_id=linked.other.id) if linked.other.id in seen else None,
            since=linked.link.since,
        )
        for linked in found
    ]


def _part(programme: Programme, link: str) -> Any:
    """What the one who was chosen is: as the question calls her."""
    return next(field.label for field in programme.fields.values() if isinstance(field, PersonChoice) and field.link == link)


def _track(programme: Programme, linked: Any) -> Any:
    """What the one who chose is: a participant, or of a track."""
    return next((track.title for track in programme.tracks if track.id == linked.other.track), None)


def _receivers(session: Session, case: Case) -> list[Involved]:
    programme = catalogue.definition(case.revision)
    if not any(step.at for step in programme.steps):
        return []
    query = select(Share.unit_path, Share.since, Unit.name).join(Unit, Unit.path == Share.unit_path)
    rows = session.execute(query.where(Share.case_id == case.id, Share.until.is_(None)).order_by(Share.since)).all()
    return [Involved(part="receiver", name=row.name, since=row.since) for row in rows]

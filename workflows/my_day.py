"""What my day tells beside the tasks: what others have before them, what came from elsewhere, whose residence title ends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, func, literal, or_, select
from sqlalchemy.orm import Session

from core.access.models import User
from core.actor import Actor
from core.organisations.models import Unit
from core.people.models import Facts, Person
from core.people.shares import Among, Share
from workflows.models import Case, Worklist
from workflows.worklist import LINE, MOST_COUNTED, capped, for_me, stands_before, within

FEW = 8
# § 104c is not renewed: what follows must be applied for before it ends (domain.md §5.1).
BRIDGE, BRIDGE_DAYS = "a104c", 180
SOON_DAYS, URGENT_DAYS, PAST_DAYS = 90, 30, 30


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers for the head of the page; none is counted beyond MOST_COUNTED."""

    overdue: int
    today: int
    week: int
    optional: int
    waiting: int
    referred: int


@dataclass(frozen=True, slots=True)
class Reminder:
    """A person of mine whose residence title ends, or has ended, on `until`."""

    person_id: str
    until: date
    title: str | None
    urgent: bool


def counts(session: Session, actor: Actor, on: date) -> Counts:
    """All numbers in one statement."""
    duty = and_(stands_before(actor), for_me(actor), Worklist.optional.is_(False))
    spans = [capped(duty, within(name, on)) for name in ("overdue", "today", "week")]
    optional = capped(stands_before(actor), for_me(actor), Worklist.optional.is_(True))
    others = [_capped(_waiting(actor, literal(1))), _capped(_referred(actor, literal(1)))]
    found: Sequence[int] = session.execute(select(*spans, optional, *others)).one()
    return Counts(*found)


def waiting_for_others(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """Lines of my cases whose tasks stand before somebody else, the longest first; `unit` and `assignee` say before whom."""
    named = User.__table__.alias("assignee")
    query = _waiting(actor, *LINE, Unit.name.label("unit"), named.c.name.label("assignee"))
    query = query.join(Person, Person.id == Worklist.person_id).join(Unit, Unit.id == Worklist.unit_id)
    query = query.outerjoin(named, named.c.id == Worklist.assignee_id)
    return session.execute(query.order_by(Worklist.opened_at, Worklist.task_id).limit(FEW)).all()


def new_referrals(session: Session, actor: Actor) -> Sequence[Row[Any]]:
    """Lines of tasks that stand before me at a unit to which the case was referred, the latest first; `unit`: whence."""
    query = _referred(actor, *LINE, Unit.name.label("unit"), Share.since).join(Person, Person.id == Worklist.person_id)
    query = query.join(Unit, Unit.id == Case.unit_id)
    return session.execute(query.order_by(Share.since.desc(), Worklist.task_id).limit(FEW)).all()


def reminders(session: Session, actor: Actor, on: date) -> list[Reminder]:
    """People with a running case of mine whose residence title ends soon, the first to end first."""
    ends = Facts.residence_valid_until
    soon = or_(ends <= on + timedelta(SOON_DAYS), and_(Facts.residence_title == BRIDGE, ends <= on + timedelta(BRIDGE_DAYS)))
    mine = Among(Facts.person_id, select(Case.person_id).where(*_running_with(actor)).scalar_subquery())
    query = select(Facts.person_id, ends, Facts.residence_title).join(Person, Person.id == Facts.person_id)
    query = query.where(Person.scope(actor, "see_people"), mine, ends >= on - timedelta(PAST_DAYS), soon)
    rows = session.execute(query.order_by(ends, Facts.person_id).limit(FEW)).all()
    return [Reminder(id, until, title, (until - on).days <= URGENT_DAYS) for id, until, title in rows if until]


def waiting_only(actor: Actor) -> ColumnElement[bool]:
    """Of the open tasks those in my cases that are not for me."""
    somebody = and_(Worklist.assignee_id.is_not(None), Worklist.assignee_id != actor.user_id)
    mine = Among(Worklist.case_id, select(Case.id).where(*_running_with(actor)).scalar_subquery())
    return and_(mine, Worklist.optional.is_(False), or_(~stands_before(actor), somebody))


def _waiting(actor: Actor, *columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(Worklist).join(Case, Case.id == Worklist.case_id)
    return joined.where(waiting_only(actor))


def _referred(actor: Actor, *columns: Any) -> Select[Any]:
    joined = select(*columns).select_from(Share).join(Worklist, _at_the_share()).join(Case, Case.id == Worklist.case_id)
    return joined.where(Share.scope(actor, "see_case"), stands_before(actor), for_me(actor), Worklist.optional.is_(False))


def _at_the_share() -> ColumnElement[bool]:
    return and_(Worklist.case_id == Share.case_id, Worklist.unit_path == Share.unit_path)


def _running_with(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return Case.responsible_id == actor.user_id, Case.closed_on.is_(None)


def _capped(query: Select[Any]) -> Any:
    return select(func.count()).select_from(query.limit(MOST_COUNTED).subquery()).scalar_subquery()

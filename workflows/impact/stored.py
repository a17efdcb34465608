"""What would become of many running cases: worked out in pieces, kept for this version of the change and of what is on offer.

Few cases are judged while the page is made. Many are looked at by the deliverer (the thread, or the worker with its RQ job), and
by whoever looks at the page meanwhile; each piece is a transaction that stands on the one before it.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import SYSTEM, Actor
from core.catalogue.change_models import ChangeSet
from core.definitions import Programme
from core.journal import ring_after_commit
from workflows.impact import tasks
from workflows.impact.models import DONE, FAILED, RUNNING, STOPPED, ImpactCase, ImpactWork
from workflows.impact.tasks import ACTION, Affected, Found, Kind, Page, Shape, Shapes, matters
from workflows.models import Case

AT_ONCE = 2_000
"""So many cases are judged on the spot, and a piece."""
KEPT = timedelta(days=7)
PAGE = 50


def many(session: Session, after: Programme) -> bool:
    """Whether the cases are too many to be judged while a page is made."""
    cases = select(Case.id).where(*tasks.wanted(after)).limit(AT_ONCE + 1).subquery()
    return (session.scalar(select(func.count()).select_from(cases)) or 0) > AT_ONCE


def find(session: Session, base: str, digest: str) -> ImpactWork | None:
    """What is kept, or under way, for these two definitions."""
    query = select(ImpactWork).where(ImpactWork.base == base, ImpactWork.digest == digest)
    return session.scalars(query.execution_options(populate_existing=True)).first()


def begin(session: Session, base: str, after: Programme, change_id: str | None, now: datetime) -> ImpactWork:
    """Have it worked out, unless it is or was; the deliverer is woken."""
    kept = find(session, base, after.digest)
    if kept is not None:
        return kept
    total = session.scalar(select(func.count()).select_from(Case).where(*tasks.wanted(after))) or 0
    made = ImpactWork(
        programme=after.id, change_id=change_id, base=base, digest=after.digest, status=RUNNING, looked=0, total=total, last="",
        shapes=[], fault="", begun_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:  # somebody else looked in the same moment
        return find(session, base, after.digest) or made
    ring_after_commit(session)
    return made


def anew(session: Session, work: ImpactWork, now: datetime) -> None:
    """From the first case on, as of now."""
    session.execute(delete(ImpactCase).where(ImpactCase.work_id == work.id))
    work.status, work.looked, work.last, work.shapes, work.fault = RUNNING, 0, "", [], ""
    work.total = session.scalar(select(func.count()).select_from(Case).where(*_of(work))) or 0
    work.begun_at, work.ended_at = now, None
    ring_after_commit(session)


def stop(work: ImpactWork, now: datetime) -> None:
    """What was looked at is kept, and `resume` goes on behind it."""
    if work.status == RUNNING:
        work.status, work.ended_at = STOPPED, now


def resume(session: Session, work: ImpactWork) -> None:
    if work.status == STOPPED:
        work.status, work.ended_at = RUNNING, None
        ring_after_commit(session)


def held(session: Session, work_id: str, *, wait: bool) -> ImpactWork | None:
    """Its row, locked; None where it is gone, or, without `wait`, where somebody else is at it."""
    return session.get(ImpactWork, work_id, with_for_update=True if wait else {"skip_locked": True}, populate_existing=True)


def piece(session: Session, work_id: str, now: datetime) -> bool:
    """Look at the next cases; whether there are more. Nothing is done where somebody else does it."""
    work = held(session, work_id, wait=False)
    if work is None or work.status != RUNNING:
        return False
    after = _after(session, work)
    if after is None:
        session.delete(work)
        return False
    try:
        _look(session, work, after, now)
    except (ValueError, LookupError) as fault:  # a draft may hold what the check has yet to find; a RuleError is a ValueError
        work.status, work.fault, work.ended_at = FAILED, str(fault)[:500], now
    session.flush()
    return work.status == RUNNING


def go_on(session: Session, now: datetime) -> bool:
    """A piece of what was begun first; whether there is more. For the deliverer."""
    query = select(ImpactWork.id).where(ImpactWork.status == RUNNING).order_by(ImpactWork.begun_at, ImpactWork.id).limit(2)
    ids = session.scalars(query).all()
    return bool(ids) and (piece(session, ids[0], now) or len(ids) > 1)


def forget(session: Session, now: datetime) -> None:
    """What is old says nothing about today; and what somebody has turned her back on."""
    session.execute(delete(ImpactWork).where(ImpactWork.begun_at < now - KEPT))


def _look(session: Session, work: ImpactWork, after: Programme, now: datetime) -> None:
    rows = session.execute(tasks.cases(SYSTEM, after, work.last).limit(AT_ONCE)).all()
    sums = {_read(each): each["cases"] for each in work.shapes}
    places = {shape: place for place, shape in enumerate(sums)}
    told = []
    for row, shape in Shapes(session, after, work.begun_at).of(rows):
        place = places.setdefault(shape, len(places))
        sums[shape] = sums.get(shape, 0) + 1
        if matters(shape):
            told.append({"work_id": work.id, "case_id": row.id, "shape": place})
    if told:
        session.execute(insert(ImpactCase), told)
    work.shapes = [{**_written(shape), "cases": count} for shape, count in sums.items()]
    work.looked += len(rows)
    if len(rows) < AT_ONCE:
        work.status, work.ended_at, work.total = DONE, now, work.looked
    else:
        work.last = rows[-1].id


def _after(session: Session, work: ImpactWork) -> Programme | None:
    """The definition that it is about; None where the draft is another one by now, and nobody asks for this any more."""
    if work.change_id is None:
        return catalogue.definition(work.digest)
    change = session.get(ChangeSet, work.change_id, populate_existing=True)
    found = change.programme if change is not None else None
    return found if found is not None and found.digest == work.digest else None


def _of(work: ImpactWork) -> list[Any]:
    return [Case.programme == work.programme, Case.closed_on.is_(None), Case.revision != work.digest]


def counted(work: ImpactWork) -> Found:
    """The numbers of what was looked at so far."""
    found = Found(shapes=len(work.shapes))
    for each in work.shapes:
        found.add(_read(each), each["cases"])
    return found


def listed(session: Session, actor: Actor, work: ImpactWork, key: str = "") -> Page:
    """The cases that somebody should be told of and that the actor may see, from behind this key on."""
    query = select(ImpactCase.shape, Case.id, Case.person_id, Case.number).join(Case, Case.id == ImpactCase.case_id)
    query = query.where(ImpactCase.work_id == work.id, ImpactCase.case_id > key).order_by(ImpactCase.case_id)
    if not actor.everything:
        query = query.where(Case.scope(actor, ACTION))
    rows = session.execute(query.limit(PAGE + 1)).all()
    shapes = [_read(each) for each in work.shapes]
    shown = [Affected(row.id, row.person_id, row.number, shapes[row.shape]) for row in rows[:PAGE]]
    return Page(shown, shown[-1].case_id if len(rows) > PAGE else "")


def _written(shape: Shape) -> dict[str, Any]:
    return {
        "answer": shape.answer, "why": shape.why, "about": shape.about, "missing": list(shape.missing),
        "kinds": sorted(map(list, shape.kinds)),
    }  # fmt: skip


def _read(data: Mapping[str, Any]) -> Shape:
    kinds = frozenset(Kind(*each) for each in data["kinds"])
    return Shape(data["answer"], data["why"], data["about"], tuple(data["missing"]), kinds)


Act = Callable[[Session, ImpactWork, datetime], None]
ACTS: Mapping[str, Act] = {
    "stop": lambda _session, work, now: stop(work, now),
    "on": lambda session, work, _now: resume(session, work),
    "anew": anew,
}
"""What the buttons of the page do."""

"""Change sets: opened, edited step by step, taken back and made again, thrown away. Nothing here touches what is published."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from core.actor import Actor, Forbidden, NotFound, scoped
from core.catalogue.change_models import EDIT, ChangeSet, ChangeStep, Publication, may
from core.catalogue.keeping import Make, made
from core.catalogue.models import ProgrammeRow, Revision, shipped_definition
from core.catalogue.overlay import Adjustment, Unfit, apply, diff, locked, there_and_back
from core.catalogue.trouble import Locked, Refused, Stale
from core.definitions import DefinitionError, Fault, Programme
from core.definitions.wording import UNSTORABLE, unstorable
from core.events import ChangeSetMoved
from core.journal import announce
from core.rules.message import msg


def last_publication(session: Session, programme_id: str) -> Publication | None:
    """What is on offer, as the log has it."""
    statement = select(Publication).where(Publication.programme_id == programme_id)
    return session.scalars(statement.order_by(Publication.number.desc()).limit(1)).first()


def open_change(
    session: Session, actor: Actor, programme_id: str, title: str, now: dt.datetime, *, reason: str = ""
) -> ChangeSet:
    """A draft of this programme that begins as what is on offer. Raises NotFound for those that the actor may not edit."""
    row = session.get(ProgrammeRow, programme_id)
    if row is None or not may(actor, EDIT, programme_id):
        raise NotFound("There is no such record.")
    content = session.get_one(Revision, row.current).definition
    last = last_publication(session, programme_id)
    shipped = last.shipped if last else None
    return begin(session, actor, programme_id, title, now, reason=reason, content=content, base=row.current, shipped=shipped)


def begin(session: Session, actor: Actor, programme_id: str, title: str, now: dt.datetime, **columns: Any) -> ChangeSet:
    """A change set as it is told; rights are the caller's concern."""
    who = {"author_id": actor.user_id, "author_name": cut(actor.name), "updated_name": cut(actor.name)}
    change = ChangeSet(
        programme_id=programme_id, title=cut(title.strip()) or programme_id, created_at=now, updated_at=now, **who, **columns
    )
    session.add(change)
    session.flush()
    say(session, actor, change, "opened", now)
    return change


def find(session: Session, actor: Actor, change_id: str, action: str = "see") -> ChangeSet:
    """Raises NotFound, also for those of foreign programmes."""
    found = session.scalars(scoped(actor, ChangeSet, action).where(ChangeSet.id == change_id)).first()
    if found is None:
        raise NotFound("There is no such record.")
    return found


def held(session: Session, actor: Actor, change_id: str, version: int, action: str = EDIT) -> ChangeSet:
    """The change set for a change, locked until the transaction ends. Raises NotFound; Forbidden without the right; Stale when it
    is not at the version that the page was made from."""
    find(session, actor, change_id)
    query = scoped(actor, ChangeSet, action).where(ChangeSet.id == change_id).with_for_update()
    change = session.scalars(query.execution_options(populate_existing=True)).first()
    if change is None:
        raise Forbidden(f"This needs the right {action!r}.")
    if change.version != version:
        raise Stale(change, since(session, change, version))
    return change


def steps(session: Session, change: ChangeSet) -> Sequence[ChangeStep]:
    """All of them in their order, also those that were taken back."""
    found = select(ChangeStep).where(ChangeStep.change_set_id == change.id).order_by(ChangeStep.number)
    return session.scalars(found).all()


def since(session: Session, change: ChangeSet, version: int) -> Sequence[ChangeStep]:
    """The steps that were made, taken back or made again after this version."""
    found = select(ChangeStep).where(ChangeStep.change_set_id == change.id, ChangeStep.version > version)
    return session.scalars(found.order_by(ChangeStep.version, ChangeStep.number)).all()


def edit(
    session: Session, actor: Actor, change_id: str, version: int, make: Make, now: dt.datetime, what: str = ""
) -> ChangeStep | None:
    """One step: the draft as `make` gives it. None when that changes nothing.

    Raises Stale with what somebody else did meanwhile, Locked with the reason, DefinitionError with what is wrong, Refused.
    """
    try:
        change = held(session, actor, change_id, version)
    except Stale as stale:
        stale.make = make
        raise
    return take_step(session, actor, change, make, now, what)


def take_step(
    session: Session,
    actor: Actor,
    change: ChangeSet,
    make: Make,
    now: dt.datetime,
    what: str = "",
    *,
    settles: list[list[Any]] | None = None,
) -> ChangeStep | None:
    """As `edit`, on a change set that is held already. `settles`: the sides that are chosen with this step."""
    editable(change)
    before = change.programme
    after = made(make, before)
    forward, backward = there_and_back(before, after)
    if not forward and not settles:
        return None
    _unlocked(session, change, before, after, forward)
    drop_undone(session, change)
    return record(session, actor, change, forward, backward, after, now, what, settles=settles)


def record(
    session: Session,
    actor: Actor,
    change: ChangeSet,
    forward: Sequence[Adjustment],
    backward: Sequence[Adjustment],
    after: Programme,
    now: dt.datetime,
    what: str,
    *,
    settles: list[list[Any]] | None = None,
) -> ChangeStep:
    """A step of a change set that is held, with the draft that it leads to."""
    step = ChangeStep(change_set_id=change.id, number=_next(session, change), author_id=actor.user_id, at=now, what=what)
    step.author_name, step.touched_name, step.settles = cut(actor.name), cut(actor.name), settles
    step.forward = [each.as_data() for each in forward]
    step.backward = [each.as_data() for each in backward]
    touch(change, actor, now, after)
    step.version = change.version
    session.add(step)
    session.flush()
    return step


def _unlocked(session: Session, change: ChangeSet, before: Programme, after: Programme, forward: Sequence[Adjustment]) -> None:
    """Raises Locked where the step adjusts what is fixed; back to what was shipped is always a way."""
    reference = shipped_definition(session, change.shipped) or before
    touched = {fault.path for fault in locked(reference, forward)}
    if touched and (faults := [fault for fault in locked(reference, diff(reference, after)) if fault.path in touched]):
        raise Locked(faults)


def undo(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeStep:
    """Take the last step back. Raises Refused when there is none, or when what came later rests on it."""
    change = held(session, actor, change_id, version)
    last = next((step for step in reversed(steps(session, change)) if not step.undone), None)
    if last is None or last.sealed:
        raise Refused("nothing_to_undo")
    return _replay(session, actor, change, last, now, undone=True)


def redo(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeStep:
    """Make the step again that was taken back last. Raises Refused when there is none."""
    change = held(session, actor, change_id, version)
    first = next((step for step in steps(session, change) if step.undone), None)
    if first is None:
        raise Refused("nothing_to_redo")
    return _replay(session, actor, change, first, now, undone=False)


def describe(
    session: Session, actor: Actor, change_id: str, version: int, title: str, reason: str, now: dt.datetime
) -> ChangeSet:
    """Say what the change set is called and why it is made."""
    change = held(session, actor, change_id, version)
    if not change.pending:
        raise Refused("over")
    if not title.strip() or unstorable(title):
        raise DefinitionError([Fault("title", UNSTORABLE if title.strip() else msg("The title is missing"))])
    if unstorable(reason) or len(reason) > 20_000:
        raise DefinitionError([Fault("reason", UNSTORABLE)])
    change.title, change.reason = cut(title.strip()), reason.strip()
    change.version += 1
    change.updated_at, change.updated_name = now, cut(actor.name)
    return change


def discard(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeSet:
    """Throw it away: it stays to be read, and nothing more can be done with it."""
    change = held(session, actor, change_id, version)
    if not change.pending:
        raise Refused("over")
    change.status = "discarded"
    change.version += 1
    change.updated_at, change.updated_name = now, cut(actor.name)
    say(session, actor, change, "discarded", now)
    return change


def editable(change: ChangeSet) -> None:
    """Raises Refused for one that is over, or that is to be published on a day."""
    if not change.pending:
        raise Refused("over")
    if change.status == "scheduled":
        raise Refused("scheduled")


def touch(change: ChangeSet, actor: Actor, now: dt.datetime, content: Programme | None = None) -> None:
    """A new version: what was signed is not what it is any more."""
    if content is not None:
        change.content = content.as_json()
        change.status, change.held = "draft", ""
        change.signed_by, change.signed_name, change.signed_at = None, "", None
    change.version += 1
    change.updated_at, change.updated_name = now, cut(actor.name)


def seal(session: Session, change: ChangeSet) -> None:
    """What was done so far is not taken back any more."""
    drop_undone(session, change)
    for step in steps(session, change):
        step.sealed = True


def drop_undone(session: Session, change: ChangeSet) -> None:
    """After another edit nobody makes them again."""
    session.execute(delete(ChangeStep).where(ChangeStep.change_set_id == change.id, ChangeStep.undone))


def say(session: Session, actor: Actor, change: ChangeSet, what: str, now: dt.datetime) -> None:
    event = ChangeSetMoved(subject_id=change.id, programme=change.programme_id, what=what)
    announce(session, event, actor=actor, now=now)


def cut(name: str) -> str:
    """As long as the column is."""
    return name[:200]


def _next(session: Session, change: ChangeSet) -> int:
    last = session.scalar(select(func.max(ChangeStep.number)).where(ChangeStep.change_set_id == change.id))
    return (last or 0) + 1


def _replay(session: Session, actor: Actor, change: ChangeSet, step: ChangeStep, now: dt.datetime, *, undone: bool) -> ChangeStep:
    editable(change)
    way = step.backward if undone else step.forward
    try:
        after = apply([Adjustment.from_data(each) for each in way], change.programme)
    except Unfit as error:
        raise Refused("unfit") from error
    touch(change, actor, now, after)
    step.undone, step.version, step.touched_name = undone, change.version, cut(actor.name)
    session.flush()
    return step

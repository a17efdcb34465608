"""A change set on its way out: signed by a second person, published now or on a day, rolled back as one."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping

from flask import current_app
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor, Forbidden, NotFound, scoped
from core.catalogue import whole
from core.catalogue.change_models import PUBLISH, ChangeSet, ChangeStep, Publication, may
from core.catalogue.changes import begin, cut, held, last_publication, say, steps
from core.catalogue.models import Revision, read
from core.catalogue.publish import Release, Writer, one_at_a_time, release
from core.catalogue.trouble import Faulty, Refused, refuse
from core.catalogue.upgrades import behind, merge_of
from core.clock import today
from core.definitions import Programme

log = logging.getLogger(__name__)


def demands_signature(session: Session, change: ChangeSet) -> bool:
    """Whether a second person has to sign: the programme says so as it is on offer or as it would be, or the house does."""
    published = read(session.get_one(Revision, change.base).definition).four_eyes if change.base else False
    return published or house_demands(change.programme)


def house_demands(programme: Programme) -> bool:
    """Whether this programme, or the house for all, asks for a second signature."""
    return bool(programme.four_eyes or current_app.config["SETTINGS"].four_eyes)


def authors(session: Session, change: ChangeSet) -> set[str | None]:
    """All who have written a part of it."""
    return {change.author_id, *(step.author_id for step in steps(session, change))}


def ask_for_signature(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeSet:
    """The authors are done. Raises Faulty, Refused."""
    change = held(session, actor, change_id, version)
    if change.status != "draft":
        raise Refused("over" if not change.pending else "scheduled")
    _sound(session, change, now)
    change.status = "waiting"
    _moved(change, actor, now)
    say(session, actor, change, "asked", now)
    return change


def sign(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeSet:
    """Answer for it beside the authors; whoever edits it afterwards takes the signature off. Raises Refused for an author."""
    change = held(session, actor, change_id, version, PUBLISH)
    if change.status != "waiting" or change.signed:
        raise Refused("not_waiting")
    if actor.user_id in authors(session, change):
        raise Refused("own")
    change.signed_by, change.signed_name, change.signed_at = actor.user_id, cut(actor.name), now
    _moved(change, actor, now)
    say(session, actor, change, "signed", now)
    return change


def publish_change(
    session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime, *, on: dt.date | None = None
) -> Publication | None:
    """Put it on offer now, or on that day (None then). Raises Faulty with all that stands against it, Refused, Stale."""
    change = held(session, actor, change_id, version, PUBLISH)
    if not change.pending:
        raise Refused("over")
    if change.status == "scheduled":
        raise Refused("scheduled")
    one_at_a_time(session)
    _ready(session, change, now)
    if on is None or on == today(now):
        return _publish(session, change, actor, now)
    if on < today(now):
        raise Refused("past")
    change.status, change.publish_on = "scheduled", on
    change.scheduled_by, change.scheduled_name = actor.user_id, cut(actor.name)
    _moved(change, actor, now)
    say(session, actor, change, "scheduled", now)
    return None


def unschedule(session: Session, actor: Actor, change_id: str, version: int, now: dt.datetime) -> ChangeSet:
    """Take the day back: it is a draft again, and stays signed."""
    change = held(session, actor, change_id, version, PUBLISH)
    if change.status != "scheduled":
        raise Refused("not_scheduled")
    _unscheduled(change)
    _moved(change, actor, now)
    say(session, actor, change, "unscheduled", now)
    return change


def due_changes(session: Session, now: dt.datetime) -> list[Publication]:
    """Publish what is due by now. What cannot be published any more is a draft again and says why (`held`)."""
    due = select(ChangeSet.id).where(ChangeSet.status == "scheduled", ChangeSet.publish_on <= today(now))
    ids = session.scalars(due.order_by(ChangeSet.publish_on, ChangeSet.updated_at, ChangeSet.id)).all()
    if not ids:
        return []
    one_at_a_time(session)
    made = [_due(session, id, now) for id in ids]
    return [each for each in made if each is not None]


def roll_back(
    session: Session,
    actor: Actor,
    publication_id: str,
    reason: str,
    now: dt.datetime,
    *,
    title: str = "",
    publish: bool = True,
) -> ChangeSet:
    """Publish what this line of the log published, as a whole: a change set of its own, at once unless a second person signs it
    first. Without `publish` it is a draft to be looked at, the same one when asked again. Raises NotFound, Forbidden, Refused
    when it is what is on offer."""
    line = session.scalars(scoped(actor, Publication).where(Publication.id == publication_id)).first()
    if line is None:
        raise NotFound("There is no such record.")
    if not may(actor, PUBLISH, line.programme_id):
        raise Forbidden(f"This needs the right {PUBLISH!r}.")
    one_at_a_time(session)
    last = last_publication(session, line.programme_id)
    assert last is not None, "there is at least this line"
    if last.revision == line.revision:
        raise Refused("same")
    content = session.get_one(Revision, line.revision).definition
    if not publish and (looked_at := _looked_at(session, actor, last, line, content)):
        return looked_at
    change = begin(
        session,
        actor,
        line.programme_id,
        title or f"Back to publication {line.number}",
        now,
        kind="rollback",
        reason=reason.strip(),
        content=content,
        base=last.revision,
        shipped=line.shipped,
    )
    if not publish:
        return change
    if demands_signature(session, change):
        change.status = "waiting"
        say(session, actor, change, "asked", now)
    else:
        _publish(session, change, actor, now)
    return change


def _looked_at(session: Session, actor: Actor, last: Publication, line: Publication, content: str) -> ChangeSet | None:
    """This roll back as the actor has begun it before, when nothing was changed in it."""
    mine = select(ChangeSet).where(
        ChangeSet.kind == "rollback", ChangeSet.status == "draft", ChangeSet.author_id == actor.user_id
    )
    same = mine.where(ChangeSet.base == last.revision, ChangeSet.shipped == line.shipped, ChangeSet.content == content)
    return session.scalars(same.where(ChangeSet.programme_id == line.programme_id).limit(1)).first()


def _due(session: Session, change_id: str, now: dt.datetime) -> Publication | None:
    found = select(ChangeSet).where(ChangeSet.id == change_id).with_for_update()
    change = session.scalars(found.execution_options(populate_existing=True)).one()
    if change.status != "scheduled":
        return None  # another process was quicker
    by = Actor(change.scheduled_by, change.scheduled_name)
    try:
        _ready(session, change, now)
        return _publish(session, change, by, now)
    except (Refused, Faulty) as error:
        log.warning("The change set %s of %s was due and is held: %s", change.id, change.programme_id, error)
        change.held = error.reason if isinstance(error, Refused) else str(error)
    _unscheduled(change)
    _moved(change, SYSTEM, now)
    say(session, SYSTEM, change, "held", now)
    return None


def _ready(session: Session, change: ChangeSet, now: dt.datetime) -> None:
    """Raises Refused or Faulty unless it may be published as it is."""
    _sound(session, change, now)
    if demands_signature(session, change) and not change.signed:
        raise Refused("unsigned")
    if change.kind == "rollback" and not change.reason:
        raise Refused("why_back")


def _sound(session: Session, change: ChangeSet, now: dt.datetime) -> None:
    if behind(session, change):
        raise Refused("behind")
    last, merge = last_publication(session, change.programme_id), merge_of(session, change)
    if merge and merge.open():
        raise Refused("unsettled")
    if last and last.revision == change.programme.digest and last.shipped == change.shipped:
        raise Refused("nothing")
    refuse([found.fault for found in whole.faults(session, change, today(now)) if found.blocks])


def _publish(session: Session, change: ChangeSet, actor: Actor, now: dt.datetime) -> Publication:
    note = "\n".join(filter(None, (change.title, change.reason)))
    about = Release(actor, now, note, change.shipped, change, _writers(session, change))
    made = release(session, change.programme, about)
    change.status, change.publication_id, change.held = "published", made.id, ""
    change.publish_on = change.publish_on or today(now)
    _moved(change, actor, now)
    say(session, actor, change, "published", now)
    return made


def _writers(session: Session, change: ChangeSet) -> Mapping[tuple[str, str], Writer]:
    """Key of an adjustment → the step that made it last."""
    found: dict[tuple[str, str], Writer] = {}
    for step in steps(session, change):
        if not step.undone:
            found |= {_key(each): _writer(step, change) for each in step.forward}
    return found


def _key(adjustment: Mapping[str, str]) -> tuple[str, str]:
    return adjustment["address"], adjustment.get("property") or adjustment["op"]


def _writer(step: ChangeStep, change: ChangeSet) -> Writer:
    return Writer(step.author_id, step.author_name, step.at, change.reason or change.title)


def _unscheduled(change: ChangeSet) -> None:
    change.status = "waiting" if change.signed else "draft"
    change.publish_on, change.scheduled_by, change.scheduled_name = None, None, ""


def _moved(change: ChangeSet, actor: Actor, now: dt.datetime) -> None:
    change.version += 1
    change.updated_at, change.updated_name = now, cut(actor.name)

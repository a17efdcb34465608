"""What plugins ship: the first definition of a programme goes on offer, each later one is rehearsed as a change set."""

import datetime as dt
import logging
from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue.change_models import DRAFTS, ChangeSet, Publication
from core.catalogue.changes import last_publication
from core.catalogue.models import ProgrammeRow, Revision, Shipped
from core.catalogue.publish import Release, one_at_a_time, release
from core.catalogue.upgrades import rehearse
from core.definitions import Programme, check_examples

log = logging.getLogger(__name__)


def ship(session: Session, programmes: Iterable[Programme], now: dt.datetime) -> list[Revision]:
    """Store what plugins ship. A programme's first definition becomes a revision, unless its own examples fail; each later one is
    rehearsed and waits as a change set. One that was shipped before changes nothing. Returns the new revisions."""
    made = []
    one_at_a_time(session)
    for programme in programmes:
        if session.get(Shipped, programme.digest):
            continue
        session.add(_shipped(programme, now))
        session.flush()
        row = session.get(ProgrammeRow, programme.id)
        if row is None:
            if _holds(programme):
                _release(session, programme, now)
                made.append(session.get_one(Revision, programme.digest))
        elif row.current == programme.digest:
            _release(session, programme, now)  # it was on offer before its plugin came: from now on it rests on that
        else:
            rehearse(session, SYSTEM, programme, now)
    session.flush()
    return made


def waiting(session: Session) -> dict[str, ChangeSet]:
    """Programme id → the upgrade that waits to be published."""
    found = select(ChangeSet).where(ChangeSet.kind == "upgrade", ChangeSet.status.in_(DRAFTS))
    return {change.programme_id: change for change in session.scalars(found.order_by(ChangeSet.created_at))}


def newest(session: Session, programme_id: str) -> Shipped | None:
    """What the plugin delivered last, where that is not what the programme rests on."""
    found = select(Shipped).where(Shipped.programme_id == programme_id).order_by(Shipped.shipped_at.desc()).limit(1)
    last: Publication | None = last_publication(session, programme_id)
    shipped = session.scalars(found).first()
    return None if shipped is None or (last is not None and last.shipped == shipped.digest) else shipped


def _release(session: Session, programme: Programme, now: dt.datetime) -> None:
    note = f"shipped, version {programme.version}"
    release(session, programme, Release(SYSTEM, now, note, programme.digest))


def _holds(programme: Programme) -> bool:
    findings = check_examples(programme)
    if findings:
        log.warning("The programme %s is not published, its examples fail: %s", programme.id, "; ".join(map(str, findings)))
    return not findings


def _shipped(programme: Programme, now: dt.datetime) -> Shipped:
    return Shipped(
        digest=programme.digest,
        programme_id=programme.id,
        version=programme.version,
        definition=programme.as_json(),
        shipped_at=now,
    )

"""Write the catalogue: what plugins ship, and revisions that are published."""

import datetime as dt
import logging
from collections.abc import Iterable

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.catalogue.models import ProgrammeRow, Revision, Shipped
from core.definitions import Finding, Programme, check_examples
from core.events import ProgrammePublished
from core.journal import announce

log = logging.getLogger(__name__)


def ship(session: Session, programmes: Iterable[Programme], now: dt.datetime, *, publish: bool = True) -> list[Revision]:
    """Store what plugins ship; a programme's first definition, and with `publish` each new one, becomes a revision.

    A definition that was shipped before changes nothing, and what an admin has published herself is never displaced: there the
    new one is kept aside (`waiting` names it), and so is one whose own examples fail. Returns the new revisions.
    """
    made = []
    _one_at_a_time(session)
    for programme in programmes:
        row = session.get(ProgrammeRow, programme.id)
        if session.get(Shipped, programme.digest):
            continue
        ours = row is not None and session.get(Shipped, row.current) is None
        session.add(_shipped(programme, now))
        if (row is None or (publish and not ours)) and _holds(programme):
            made.append(_publish(session, programme, SYSTEM, now, f"shipped, version {programme.version}"))
    session.flush()
    return made


class ExamplesFail(ValueError):
    """A programme whose own examples come out otherwise than expected: nobody is judged by it."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


def publish(session: Session, programme: Programme, *, actor: Actor, now: dt.datetime, note: str = "") -> Revision:
    """Freeze a definition as the programme's next revision and offer it; the one already on offer is left as it is.

    Raises ExamplesFail.
    """
    if findings := check_examples(programme):
        raise ExamplesFail(findings)
    _one_at_a_time(session)
    return _publish(session, programme, actor, now, note)


def _holds(programme: Programme) -> bool:
    findings = check_examples(programme)
    if findings:
        log.warning("The programme %s is not published, its examples fail: %s", programme.id, "; ".join(map(str, findings)))
    return not findings


def waiting(session: Session) -> dict[str, str]:
    """Programme id → digest of the latest shipped definition, where an admin's own revision is on offer instead."""
    latest: dict[str, str] = {}
    for shipped in session.scalars(select(Shipped).order_by(Shipped.shipped_at)):
        latest[shipped.programme_id] = shipped.digest
    shipped_ones = set(session.scalars(select(Shipped.digest)))
    rows = session.scalars(select(ProgrammeRow)).all()
    return {row.id: latest[row.id] for row in rows if row.id in latest and row.current not in shipped_ones}


def _one_at_a_time(session: Session) -> None:
    """Two processes that start together must not both write number 1; SQLite's write lock does that by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE programme IN SHARE ROW EXCLUSIVE MODE"))


def _publish(session: Session, programme: Programme, actor: Actor, now: dt.datetime, note: str) -> Revision:
    revision = session.get(Revision, programme.digest)
    row = session.get(ProgrammeRow, programme.id)
    if revision and row and row.current == programme.digest:
        return revision
    if revision is None:
        revision = _revision(session, programme, actor, now, note)
        session.add(revision)
        session.flush()
    if row is None:
        session.add(ProgrammeRow(id=programme.id, current=programme.digest))
    else:
        row.current = programme.digest
    event = ProgrammePublished(subject_id=programme.id, programme=programme.id, digest=programme.digest)
    announce(session, event, actor=actor, now=now)
    session.flush()
    return revision


def _revision(session: Session, programme: Programme, actor: Actor, now: dt.datetime, note: str) -> Revision:
    last = session.scalar(select(func.max(Revision.number)).where(Revision.programme_id == programme.id)) or 0
    return Revision(
        digest=programme.digest,
        programme_id=programme.id,
        number=last + 1,
        definition=programme.as_json(),
        published_at=now,
        published_by=actor.user_id,
        note=note,
    )


def _shipped(programme: Programme, now: dt.datetime) -> Shipped:
    return Shipped(
        digest=programme.digest,
        programme_id=programme.id,
        version=programme.version,
        definition=programme.as_json(),
        shipped_at=now,
    )

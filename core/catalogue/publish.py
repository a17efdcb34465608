"""Put a definition on offer: freeze it as a revision, write the log's next line, and the adjustments that it rests on."""

import datetime as dt
import json
import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from sqlalchemy import func, select, text
from sqlalchemy.orm import Session

from core.actor import Actor
from core.catalogue.change_models import AdjustmentRow, ChangeSet, Publication
from core.catalogue.changes import cut, last_publication
from core.catalogue.models import ProgrammeRow, Revision, Shipped, shipped_definition
from core.catalogue.overlay import Adjustment, diff
from core.definitions import Finding, Programme, check_examples
from core.events import ProgrammePublished
from core.journal import announce

log = logging.getLogger(__name__)


class ExamplesFail(ValueError):
    """A programme whose own examples come out otherwise than expected: nobody is judged by it."""

    def __init__(self, findings: list[Finding]) -> None:
        super().__init__("\n".join(str(finding) for finding in findings))
        self.findings = findings


@dataclass(frozen=True)
class Writer:
    """Who made an adjustment, when and why."""

    id: str | None
    name: str
    at: dt.datetime
    reason: str


@dataclass(frozen=True)
class Release:
    """What the log says of a publication, beside its revision. `writers`: key of an adjustment → who made it."""

    actor: Actor
    now: dt.datetime
    note: str = ""
    shipped: str | None = None
    change: ChangeSet | None = None
    writers: Mapping[tuple[str, str], Writer] = field(default_factory=dict)


def publish(session: Session, programme: Programme, *, actor: Actor, now: dt.datetime, note: str = "") -> Revision:
    """Freeze a definition as the programme's next revision and offer it; the one already on offer is left as it is.

    Raises ExamplesFail.
    """
    if findings := check_examples(programme):
        raise ExamplesFail(findings)
    one_at_a_time(session)
    row = session.get(ProgrammeRow, programme.id)
    if row and row.current == programme.digest:
        return session.get_one(Revision, programme.digest)
    last = last_publication(session, programme.id)
    rests_on = programme.digest if session.get(Shipped, programme.digest) else last.shipped if last else None
    release(session, programme, Release(actor, now, note, rests_on))
    return session.get_one(Revision, programme.digest)


def release(session: Session, programme: Programme, about: Release) -> Publication:
    """The next line of the log, also for a revision that was published before. Whoever calls holds `one_at_a_time`."""
    revision = session.get(Revision, programme.digest) or _revision(session, programme, about)
    last = last_publication(session, programme.id)
    made = Publication(programme_id=programme.id, number=(last.number if last else 0) + 1, revision=revision.digest)
    made.shipped, made.previous_id, made.at, made.note = about.shipped, last.id if last else None, about.now, about.note
    made.by_id, made.by_name = about.actor.user_id, cut(about.actor.name)
    if about.change:
        made.change_set_id = about.change.id
        made.signed_by, made.signed_name = about.change.signed_by, about.change.signed_name
        made.signed_at = about.change.signed_at
    session.add(made)
    session.flush()
    _keep_adjustments(session, programme, made, about)
    row = session.get(ProgrammeRow, programme.id)
    if row is None:
        session.add(ProgrammeRow(id=programme.id, current=programme.digest))
    else:
        row.current = programme.digest
    event = ProgrammePublished(subject_id=programme.id, programme=programme.id, digest=programme.digest)
    announce(session, event, actor=about.actor, now=about.now)
    session.flush()
    return made


def adjustments(session: Session, publication: Publication) -> Sequence[AdjustmentRow]:
    """How this publication differs from what was shipped, with who made it so."""
    found = select(AdjustmentRow).where(AdjustmentRow.publication_id == publication.id)
    return session.scalars(found.order_by(AdjustmentRow.address, AdjustmentRow.property, AdjustmentRow.op)).all()


def one_at_a_time(session: Session) -> None:
    """Two processes that start together must not both write number 1; SQLite's write lock does that by itself."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("LOCK TABLE programme IN SHARE ROW EXCLUSIVE MODE"))


def _revision(session: Session, programme: Programme, about: Release) -> Revision:
    last = session.scalar(select(func.max(Revision.number)).where(Revision.programme_id == programme.id)) or 0
    made = Revision(
        digest=programme.digest,
        programme_id=programme.id,
        number=last + 1,
        definition=programme.as_json(),
        published_at=about.now,
        published_by=about.actor.user_id,
        note=about.note,
    )
    session.add(made)
    session.flush()
    return made


def _keep_adjustments(session: Session, programme: Programme, made: Publication, about: Release) -> None:
    """The overlay of this publication. One that stood before as it stands now keeps its author, day and reason, also where the
    programme goes back to what it was."""
    base = shipped_definition(session, made.shipped) if made.shipped != made.revision else None
    if base is None:
        return
    kept = {_key(row.data): row for before in _earlier(session, made) for row in adjustments(session, before)}
    by_default = Writer(about.actor.user_id, cut(about.actor.name), about.now, about.note)
    for each in diff(base, programme):
        old, writer = kept.get(_key(each.as_data())), about.writers.get(each.key, by_default)
        if old is not None:
            writer = Writer(old.author_id, old.author_name, old.at, old.reason)
        session.add(_adjustment(each, made.id, writer))


def _earlier(session: Session, made: Publication) -> list[Publication]:
    """Where adjustments may have stood: when the same was published last, and in the line before."""
    same = select(Publication).where(Publication.revision == made.revision, Publication.id != made.id)
    last = session.scalars(same.order_by(Publication.number.desc()).limit(1)).first()
    before = session.get(Publication, made.previous_id) if made.previous_id else None
    return [each for each in (last, before) if each is not None]


def _key(data: Mapping[str, object]) -> str:
    return json.dumps(data, sort_keys=True)


def _adjustment(each: Adjustment, publication_id: str, writer: Writer) -> AdjustmentRow:
    return AdjustmentRow(
        publication_id=publication_id,
        address=each.address,
        property=each.property,
        op=each.op,
        data=each.as_data(),
        base=each.base,
        author_id=writer.id,
        author_name=writer.name,
        at=writer.at,
        reason=writer.reason,
    )

"""Make a version of a document and keep it; tell the versions that there are."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from hashlib import sha256
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.actor import Actor, NotFound, fetch, scoped
from core.clock import today
from core.definitions import Audience, DocumentKind
from core.events import DocumentMade
from core.journal import announce
from core.people.models import Person
from core.plugin_manager import plugins
from core.web.i18n import show_date
from workflows.documents.content import Content
from workflows.documents.gather import gather
from workflows.documents.models import CLOSED, OPEN, Document, DocumentSource
from workflows.documents.typeset import pdf

LANGUAGES = ("de", "en")
MOST_LISTED = 100


class NothingToSay(ValueError):
    """All entries were left out, or nothing is known yet."""


class Incomplete(ValueError):
    """Something stands in the document that its maker has not seen: it was recorded after the page was opened."""


def kinds() -> list[DocumentKind]:
    """What the plugins offer; of two kinds with one id the first counts."""
    found: dict[str, DocumentKind] = {}
    for _plugin, kind in plugins.gather("documents", DocumentKind):
        found.setdefault(kind.id, kind)
    return list(found.values())


def kind_named(id: str) -> DocumentKind:
    """Raises NotFound."""
    found = next((kind for kind in kinds() if kind.id == id), None)
    if found is None:
        raise NotFound(f"There is no kind of document {id!r}.")
    return found


def versions(session: Session, actor: Actor, person_id: str, kind: str = "") -> Sequence[Document]:
    """The versions that this actor may see, the latest first."""
    query = scoped(actor, Document, "see").where(Document.person_id == person_id)
    if kind:
        query = query.where(Document.kind == kind)
    return session.scalars(query.order_by(Document.version.desc(), Document.id.desc()).limit(MOST_LISTED)).all()


def make(
    session: Session,
    actor: Actor,
    person_id: str,
    kind: DocumentKind,
    audience: Audience,
    language: str,
    *,
    now: datetime,
    seen: Collection[str],
    chosen: Collection[str],
    id: str,
) -> Document:
    """Store the next version, with those of the entries `seen` that are `chosen`. The same `id` twice gives one document.

    Raises NotFound for who may not see the person's name, NothingToSay, Incomplete, TooLong.
    """
    person = fetch(session, actor, Person, person_id, OPEN)
    # who makes one at the same time waits for its number
    session.get(Person, person_id, with_for_update={"key_share": True})
    if made := session.scalars(scoped(actor, Document, "see").where(Document.id == id)).first():
        return made
    whole = gather(session, actor, person, kind, audience, language)
    keys = [entry.key for entry in whole.entries]
    if not set(keys) <= set(seen):
        raise Incomplete("Something was recorded meanwhile. Look at the page once more.")
    left_out = [key for key in keys if key not in chosen]
    content = whole.without(left_out)
    if not content.entries:
        raise NothingToSay("The document would be empty.")
    number = (session.scalar(select(func.max(Document.version)).where(_of(person_id, kind))) or 0) + 1
    document = _stored(session, actor, person, kind, content, id, number, left_out, now, audience)
    event = DocumentMade(
        subject_id=document.id, person_id=person_id, kind=kind.id, version=document.version, audience=document.audience
    )
    announce(session, event, actor=actor, now=now)
    return document


def _of(person_id: str, kind: DocumentKind) -> Any:
    return (Document.person_id == person_id) & (Document.kind == kind.id)


def _stored(
    session: Session,
    actor: Actor,
    person: Person,
    kind: DocumentKind,
    content: Content,
    id: str,
    number: int,
    left_out: list[str],
    now: datetime,
    audience: Audience,
) -> Document:
    data = content.as_data()
    made = pdf({**data, "heading": content.name or content.number, "words": _words(content, number, now, audience)}, now)
    document = Document(
        id=id,
        person_id=person.id,
        kind=kind.id,
        version=number,
        audience=content.audience,
        language=content.language,
        data={**data, "left_out": left_out},
        pdf=made,
        sha256=sha256(made).hexdigest(),
        needs=CLOSED if content.closed else OPEN,
        made_by=actor.user_id,
        made_by_name=actor.name,
        made_at=now,
    )
    session.add(document)
    session.flush()
    session.add_all(DocumentSource(document_id=id, what=what, source_id=source) for what, source in sorted(content.sources))
    session.flush()
    return document


def _words(content: Content, number: int, now: datetime, audience: Audience) -> dict[str, str]:
    """What the template says of its own, in the document's language."""
    with force_locale(content.language):
        day = show_date(today(now))
        return {
            "version": _("Version %(number)d", number=number),
            "page": _("Page"),
            "of": _("of"),
            "made": _(
                "Made on %(day)s by %(unit)s. %(audience)s.",
                day=day,
                unit=content.unit,
                audience=audience.title.text(content.language),
            ),
            "foot": _(
                "Put together from what the person and the offices involved have recorded. "
                "Where an entry names no document, the person told it herself."
            ),
        }

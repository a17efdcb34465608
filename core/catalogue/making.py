"""A programme without a developer: begun from blank, from a copy or from a file; and a file merged into what is on offer."""

from __future__ import annotations

import datetime as dt
import json

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import Actor, Forbidden, NotFound
from core.catalogue.change_models import DRAFTS, EDIT, ChangeSet, Publication, may
from core.catalogue.changes import begin, last_publication
from core.catalogue.keeping import keepable
from core.catalogue.models import ProgrammeRow, Revision, Shipped, read
from core.catalogue.overlay import diff
from core.catalogue.overlay.differing import distance
from core.catalogue.overlay.tree import Tree
from core.catalogue.skeleton import blank
from core.catalogue.trouble import Refused, refuse
from core.catalogue.upgrades import merging
from core.definitions import Fault, Programme, check, load_programme, read_yaml, vocabulary
from core.definitions.files import DefinitionError
from core.definitions.form import PartForm, PartPage
from core.rules.message import msg

NEAREST = 30
"""So many earlier definitions are compared with a file."""


def new_blank(session: Session, actor: Actor, id: str, title: dict[str, str], now: dt.datetime) -> ChangeSet:
    """A programme with the little that every programme has. Raises DefinitionError, Refused when the id is taken."""
    return _new(session, actor, blank(_bare(id, title)), now)


def new_copy(session: Session, actor: Actor, of: str, id: str, title: dict[str, str], now: dt.datetime) -> ChangeSet:
    """A programme that begins as another one is on offer."""
    row = session.get(ProgrammeRow, of)
    if row is None or not may(actor, "see_programmes", of):
        raise NotFound("There is no such record.")
    source = read(session.get_one(Revision, row.current).definition)
    bare = _bare(id, title)
    return _new(session, actor, source.but(id=bare.id, title=bare.title), now)


def read_file(content: bytes) -> Programme:
    """The programme in a YAML file. Raises DefinitionError with all that is wrong, each by its path."""
    try:
        found = read_yaml(content.decode("utf-8-sig"))
    except UnicodeDecodeError as error:
        raise DefinitionError([Fault(msg("byte {byte}", byte=error.start), msg("The file is not UTF-8; save it so"))]) from None
    refuse(
        [Fault(path, msg("Shared parts are put in their places by plugins only; write it out here")) for path in _parts(found)]
    )
    keepable(found, found.id)
    refuse(check(found, vocabulary()))
    return found


def take_in(
    session: Session,
    actor: Actor,
    found: Programme,
    now: dt.datetime,
    *,
    base: str | None = None,
    before: Programme | None = None,
) -> ChangeSet:
    """A change set with what the file holds: merged into what is on offer, or the whole of a new programme.

    `base`: the digest of the definition that the file was made from, or `before` that definition; without either the nearest
    one that we know.
    """
    row = session.get(ProgrammeRow, found.id)
    if row is None:
        return _new(session, actor, found, now)
    if not may(actor, EDIT, found.id):
        raise NotFound("There is no such record.")
    ours, last = read(session.get_one(Revision, row.current).definition), last_publication(session, found.id)
    before = before or origin(session, found, base)
    if not diff(before, found) or not diff(ours, found):
        raise Refused("nothing")
    shipped = last.shipped if last else None
    return merging(session, actor, (before, ours, found), "Import", now, base=row.current, shipped=shipped)


def origin(session: Session, found: Programme, base: str | None = None) -> Programme:
    """What the file was made from: the one that is named, else the definition of this programme that differs least from it."""
    known = _known(session, found.id)
    if base is not None:
        if base not in known:
            raise NotFound("There is no such record.")
        return read(known[base])
    if found.digest in known:
        return found
    tree = Tree.of(found)
    return read(min(known.values(), key=lambda text: distance(_tree(text), tree)))


def _tree(text: str) -> Tree:
    """Of a stored definition, which was looked at before it was stored."""
    tree = Tree()
    tree.read(json.loads(text), Programme, "", "")
    return tree


def _known(session: Session, programme_id: str) -> dict[str, str]:
    """Published and shipped ones by their digests, the earliest first: of two that are equally near the earlier one is taken,
    since then what was changed here meanwhile is shown as a conflict, and not overwritten."""
    published = select(Revision.digest, Revision.definition).join(Publication, Publication.revision == Revision.digest)
    published = published.where(Publication.programme_id == programme_id).order_by(Publication.number.desc()).limit(NEAREST)
    shipped = select(Shipped.digest, Shipped.definition).where(Shipped.programme_id == programme_id)
    shipped = shipped.order_by(Shipped.shipped_at.desc()).limit(NEAREST)
    latest_first = [*session.execute(published), *session.execute(shipped)]  # and not too many
    first = dict.fromkeys((digest, text) for digest, text in latest_first)
    return dict(reversed(first))


def _new(session: Session, actor: Actor, programme: Programme, now: dt.datetime) -> ChangeSet:
    if not may(actor, EDIT, None):
        raise Forbidden("Only who may edit all programmes can make a new one.")
    keepable(programme, programme.id)
    if session.get(ProgrammeRow, programme.id) or _begun(session, programme.id):
        raise Refused("taken")
    content = programme.as_json()
    return begin(session, actor, programme.id, programme.title.text("de"), now, kind="new", content=content)


def _begun(session: Session, programme_id: str) -> bool:
    found = select(ChangeSet.id).where(ChangeSet.programme_id == programme_id, ChangeSet.status.in_(DRAFTS))
    return session.scalars(found.limit(1)).first() is not None


def _bare(id: str, title: dict[str, str]) -> Programme:
    """Raises DefinitionError in words for an id or a title that is none."""
    said = {code: text.strip() for code, text in title.items() if text.strip()}
    if "de" not in said:
        raise DefinitionError([Fault("title/de", msg("The German title is missing"))])
    return load_programme({"id": id, "title": said})


def _parts(programme: Programme) -> list[str]:
    forms = [f"forms/{form.id}" for form in programme.forms if isinstance(form, PartForm)]
    pages = [(form, page) for form in programme.forms for page in form.pages if isinstance(page, PartPage)]
    return [*forms, *(f"forms/{form.id}/pages/{page.id}" for form, page in pages)]

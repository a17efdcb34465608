"""What a file is held against when it is read in: what somebody says that it was made from, or the nearest that is known here."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import NotFound
from core.catalogue.change_models import Publication
from core.catalogue.making import origin, read_file
from core.catalogue.models import ProgrammeRow, Revision, Shipped, read
from core.definitions import DefinitionError, Fault, Programme
from core.rules.message import msg
from core.web.i18n import show_date

NEAREST, CURRENT, SHIPPED, FILE = "", "current", "shipped", "file"
CHOICES = (NEAREST, CURRENT, SHIPPED, FILE)


def chosen(session: Session, found: Programme, choice: str, content: bytes = b"") -> Programme | None:
    """The definition that the file is held against; None where the programme is new here. Raises DefinitionError, NotFound."""
    if choice not in CHOICES:
        raise NotFound("There is no such record.")
    row = session.get(ProgrammeRow, found.id)
    if row is None:
        return None
    if choice == CURRENT:
        return read(session.get_one(Revision, row.current).definition)
    if choice == SHIPPED:
        return _delivered(session, found.id)
    return _sent(found, content) if choice == FILE else origin(session, found)


def _delivered(session: Session, id: str) -> Programme:
    last = select(Shipped.definition).where(Shipped.programme_id == id).order_by(Shipped.shipped_at.desc()).limit(1)
    text = session.scalar(last)
    if text is None:
        raise DefinitionError([Fault("", msg("No plugin delivers this programme here; choose another origin"))])
    return read(text)


def _sent(found: Programme, content: bytes) -> Programme:
    if not content.strip():
        raise DefinitionError([Fault("before", msg("Choose the file of the version that the changes began from, too"))])
    before = read_file(content)
    if before.id != found.id:
        said = msg("The two files are of different programmes: '{one}' and '{other}'", one=before.id, other=found.id)
        raise DefinitionError([Fault("id", said)])
    return before


def told(session: Session, before: Programme) -> str:
    """In the words of the page which one that is: by its digest, wherever it came from."""
    digest = before.digest
    lines = select(Publication).where(Publication.revision == digest, Publication.programme_id == before.id)
    line = session.scalars(lines.order_by(Publication.number.desc()).limit(1)).first()
    if line is not None:
        return _("published here on %(day)s (no. %(number)s)", day=show_date(line.at), number=line.number)
    shipped = session.scalars(select(Shipped).where(Shipped.digest == digest, Shipped.programme_id == before.id)).first()
    if shipped is not None:
        return _("as its plugin delivered it, version %(version)s", version=shipped.version)
    return _("the version in the second file, which is not known here")

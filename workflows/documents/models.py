"""The record of documents: versions that never change, and what each was read from."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, LargeBinary, String, UniqueConstraint, and_, event, exists, or_, select
from sqlalchemy.orm import Mapped, Mapper, mapped_column

from core.actor import Actor
from core.database import Base, Id, Json, UtcTime, new_id
from core.people.models import Person
from forms.models import Submission
from workflows.models import KEY, Case
from workflows.offering_models import Attendance

OPEN, CLOSED = "see_identity", "edit_people"
"""What somebody needs to read a document: her name; or, where a closed section is in it, the right to correct her record."""


class Document(Base):
    """One version of one kind of document about a person, as it was handed out.

    Personal data: all of it. Erased with the person.
    """

    __tablename__ = "document"
    __table_args__ = (UniqueConstraint("person_id", "kind", "version"),)

    id: Mapped[str] = mapped_column(Id, primary_key=True, default=new_id)
    person_id: Mapped[str] = mapped_column(Id, ForeignKey("person.id", ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(KEY)
    version: Mapped[int]
    audience: Mapped[str] = mapped_column(KEY)
    language: Mapped[str] = mapped_column(String(8))
    # what stands in it, and under "left_out" the keys of what was left out
    data: Mapped[dict[str, Any]] = mapped_column(Json)
    pdf: Mapped[bytes] = mapped_column(LargeBinary, deferred=True)
    sha256: Mapped[str] = mapped_column(String(64))
    needs: Mapped[str] = mapped_column(String(20))
    made_by: Mapped[str | None] = mapped_column(Id)
    made_by_name: Mapped[str] = mapped_column(String(200), default="")
    made_at: Mapped[datetime] = mapped_column(UtcTime)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        """Who may see the person as closely as the document does, and each thing that it was read from."""
        named, correctable = (cls.person_id.in_(_people(actor, needed)) for needed in (OPEN, CLOSED))
        return and_(or_(and_(cls.needs == OPEN, named), and_(cls.needs == CLOSED, correctable)), *_nothing_foreign(cls, actor))


class DocumentSource(Base):
    """Something that a document was read from: a case, a place in an offering, a submission.

    Personal data: as `document`. Erased with it.
    """

    __tablename__ = "document_source"

    document_id: Mapped[str] = mapped_column(Id, ForeignKey("document.id", ondelete="CASCADE"), primary_key=True)
    # case, attendance, submission
    what: Mapped[str] = mapped_column(String(12), primary_key=True)
    # no foreign key: what is gone is foreign to nobody, yet the paper was handed out
    source_id: Mapped[str] = mapped_column(Id, primary_key=True)

    @classmethod
    def scope(cls, actor: Actor, action: str) -> ColumnElement[bool]:
        return cls.document_id.in_(select(Document.id).where(Document.scope(actor, action)))


class Frozen(Exception):
    """Somebody tried to change a document that was handed out."""


def _people(actor: Actor, action: str) -> Any:
    return select(Person.id).where(Person.scope(actor, action))


def _nothing_foreign(cls: type[Document], actor: Actor) -> list[ColumnElement[bool]]:
    models: dict[str, Any] = {"case": Case, "attendance": Attendance, "submission": Submission}
    mine = {what: select(model.id).where(model.scope(actor, "see_case")) for what, model in models.items()}
    return [
        ~exists().where(DocumentSource.document_id == cls.id, DocumentSource.what == what, DocumentSource.source_id.not_in(seen))
        for what, seen in mine.items()
    ]


def _refuse(_mapper: Mapper[Any], _connection: Any, target: Document) -> None:
    raise Frozen(f"Version {target.version} of {target.kind} was handed out and cannot change; make a new version instead.")


event.listen(Document, "before_update", _refuse)

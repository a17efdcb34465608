"""What the audit trail holds of programmes by id, in words: steps, blocks, forms, letters and the like."""

from __future__ import annotations

from functools import partial

from core import catalogue
from core.database import db
from core.definitions import Programme
from core.journal.data_words import says
from core.journal.models import Entry
from core.web.i18n import wording_text
from forms.models import Submission
from workflows.documents.store import kinds
from workflows.models import Case
from workflows.moves.history import Steps
from workflows.offering_frame import statuses

_PARTS = {"block": "blocks", "letter": "letters", "reason": "exits", "counter": "counters"}


def tell() -> None:
    """From now on the audit trail says these."""
    for field, sayer in {"step": _step, "form": _form, "status": _status, "kind": _kind}.items():
        says(field)(sayer)
    for field, parts in _PARTS.items():
        says(field)(partial(_part, parts))


def _step(entry: Entry, id: str) -> str:
    case = db.session.get(Case, entry.case_id) if entry.case_id else None
    programme = _programme(entry)
    found = Steps(db.session(), case, programme)(id) if case and programme else None
    return wording_text(found.title) if found else ""


def _form(entry: Entry, id: str) -> str:
    """As the revision has it that it was filled in on."""
    filed = db.session.get(Submission, entry.data.get("submission_id") or "")
    programme = _defined(filed.digest) if filed else _programme(entry)
    found = programme.form(id) if programme else None
    return wording_text(found.title) if found else ""


def _status(_entry: Entry, code: str) -> str:
    return statuses().get(code, "")


def _kind(entry: Entry, id: str) -> str:
    """Of a document, or of an offering."""
    papers = {each.id: each.title for each in kinds()} if entry.event == "document_made" else {}
    return wording_text(papers[id]) if id in papers else _part("offerings", entry, id)


def _part(parts: str, entry: Entry, id: str) -> str:
    programme = _programme(entry)
    titles = {part.id: part.title for part in getattr(programme, parts)} if programme else {}
    return wording_text(titles[id]) if id in titles else ""


def _programme(entry: Entry) -> Programme | None:
    """As the entry's case has it, else as it is on offer."""
    case = db.session.get(Case, entry.case_id) if entry.case_id else None
    if case:
        return _defined(case.revision)
    named = entry.data.get("programme")
    try:
        return catalogue.definition(catalogue.current(named).digest) if named else None
    except catalogue.UnknownProgramme:
        return None


def _defined(digest: str) -> Programme | None:
    try:
        return catalogue.definition(digest)
    except catalogue.UnknownProgramme:
        return None

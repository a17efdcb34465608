"""What the page of a person tells across all her programmes: contacts with their minutes, what was handed in, what happened."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import gettext as _
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.database import db
from core.definitions import Form, Programme, vocabulary
from core.definitions.lineage import resolve_field
from core.hookspecs import Panel
from core.journal.models import Entry
from core.web.i18n import wording_text
from forms.guards import may_read
from forms.models import Attachment, Submission
from workflows.casefile import Happened
from workflows.models import Case
from workflows.moves.history import Steps

MOST_SUBMISSIONS, MOST_EVENTS, MOST_FILES = 300, 60, 50
DAY, MINUTES, KIND, NOTE = "contact_on", "contact_minutes", "contact_kind", "contact_note"
"""The fields of a contact note, shared by all programmes (plugins/grundlagen); a form that has day and minutes is one."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One contact note; `kind` and `note` as far as the reader may know them."""

    on: date
    minutes: int
    kind: Any
    note: str
    by: str
    url: str
    programme: Any


@dataclass(frozen=True, slots=True)
class Paper:
    """A form that was handed in, with the files that came with it."""

    at: datetime
    title: Any
    programme: Any
    by: str
    url: str
    files: list[tuple[str, str]] = field(default_factory=list)


def panels(session: Session, actor: Actor, person_id: str) -> list[Panel]:
    """Contacts, documents and timeline; each of them says what to do where it is empty. Three queries."""
    if not actor.may("see_case"):
        return []
    handed_in = _submissions(session, actor, person_id)
    contacts = [found for each in handed_in if (found := _contact(actor, each))]
    papers = _papers(session, actor, person_id, [each for each in handed_in if not _is_contact(each)])
    context = {"contacts": contacts, "minutes": sum(each.minutes for each in contacts), "cut": len(handed_in) == MOST_SUBMISSIONS}
    return [
        Panel(_("Contacts"), "workflows/dossier/contacts.html", context, order=30),
        Panel(_("Forms handed in"), "workflows/dossier/papers.html", {"papers": papers}, order=40),
        Panel(_("Timeline"), "workflows/dossier/timeline.html", {"entries": timeline(session, actor, person_id)}, order=80),
    ]


def timeline(session: Session, actor: Actor, person_id: str) -> list[Happened]:
    """What happened to the person, the latest first, in all programmes that the actor may see."""
    cases = {case.id: case for case in session.scalars(scoped(actor, Case, "see_case").where(Case.person_id == person_id))}
    mine = or_(Entry.case_id.is_(None), Entry.case_id.in_(cases))
    query = select(Entry).where(Entry.person_id == person_id, Entry.event.in_(_TOLD), mine)
    entries = session.scalars(query.order_by(Entry.at.desc(), Entry.id.desc()).limit(MOST_EVENTS))
    return [_TOLD[entry.event](entry, cases.get(entry.case_id or "")) for entry in entries]


def _submissions(session: Session, actor: Actor, person_id: str) -> Sequence[Submission]:
    query = scoped(actor, Submission, "see_case").where(Submission.person_id == person_id)
    return session.scalars(query.order_by(Submission.submitted_at.desc(), Submission.id).limit(MOST_SUBMISSIONS)).all()


def _form(submission: Submission) -> tuple[Programme, Form | None]:
    programme = catalogue.definition(submission.digest)
    return programme, programme.form(submission.form)


def _is_contact(submission: Submission) -> bool:
    form = _form(submission)[1]
    return form is not None and all(resolve_field(form, name) for name in (DAY, MINUTES))


def _contact(actor: Actor, submission: Submission) -> Contact | None:
    programme, form = _form(submission)
    if form is None or not _is_contact(submission):
        return None
    fields = {name: field for name in (DAY, MINUTES, KIND, NOTE) if (field := resolve_field(form, name))}
    answers = {name: submission.answers.get(field.id) for name, field in fields.items()}
    if not answers.get(DAY):
        return None
    read = {name: answers.get(name) for name in (KIND, NOTE) if name in fields and may_read(actor, submission, fields[name])}
    options = {option.id: option.label for option in getattr(fields.get(KIND), "own", ())}
    return Contact(
        on=date.fromisoformat(str(answers[DAY])),
        minutes=int(answers.get(MINUTES) or 0),
        kind=options.get(str(read.get(KIND)), ""),
        note=str(read.get(NOTE) or ""),
        by=submission.user_name,
        url=url_for("forms.receipt", submission_id=submission.id),
        programme=programme.title,
    )


def _papers(session: Session, actor: Actor, person_id: str, handed_in: Iterable[Submission]) -> list[Paper]:
    attached = scoped(actor, Attachment, "see_case").where(Attachment.person_id == person_id)
    query = attached.where(Attachment.submission_id.is_not(None)).order_by(Attachment.created_at).limit(MOST_FILES)
    files: dict[str, list[tuple[str, str]]] = {}
    for each in session.scalars(query):
        files.setdefault(str(each.submission_id), []).append((each.filename, url_for("forms.attachment", attachment_id=each.id)))
    return [_paper(each, files.get(each.id, [])) for each in handed_in]


def _paper(submission: Submission, files: list[tuple[str, str]]) -> Paper:
    programme, form = _form(submission)
    url = url_for("forms.receipt", submission_id=submission.id)
    title = form.title if form else submission.form
    return Paper(submission.submitted_at, title, programme.title, submission.user_name, url, files)


def _plain(title: Any) -> Any:
    """An entry that says only that it happened."""
    return lambda entry, case: Happened(entry.at, title(), entry.actor_name, "done", _url(case), _title(case))


def _step_done(entry: Entry, case: Case | None) -> Happened:
    step = Steps(db.session(), case, catalogue.definition(case.revision))(entry.data.get("step", "")) if case else None
    return Happened(entry.at, step.title if step else _("A step"), entry.actor_name, "done", _url(case), _title(case))


def _closed(entry: Entry, case: Case | None) -> Happened:
    reason = catalogue.definition(case.revision).exit_reason(entry.data.get("reason", "")) if case else None
    title = _("Left the programme")
    return Happened(entry.at, title, entry.actor_name, "closed", _url(case), reason.title if reason else _title(case))


def _recorded(entry: Entry, case: Case | None) -> Happened:
    """Names of facts, never their values; and not of those that are specially protected."""
    names = [*entry.data.get("facts", ()), *entry.data.get("names", ())]
    open_names = [name for name in names if vocabulary().has(name) and vocabulary().fact(name).privacy != "sensitive"]
    told = ", ".join(_text(name) for name in open_names[:6]) + (" …" if len(open_names) > 6 else "")
    return Happened(entry.at, _("Facts recorded"), entry.actor_name, "done", None, told)


def _text(name: str) -> str:
    return wording_text(vocabulary().fact(name).title)


def _url(case: Case | None) -> str | None:
    return url_for("workflows.case", case_id=case.id) if case else None


def _title(case: Case | None) -> Any:
    return catalogue.definition(case.revision).title if case else ""


_TOLD: dict[str, Any] = {
    "person_registered": _plain(lambda: _("Registered")),
    "identity_changed": _recorded,
    "facts_recorded": _recorded,
    "case_opened": _plain(lambda: _("Entered the programme")),
    "step_done": _step_done,
    "case_moved": _plain(lambda: _("On another revision")),
    "case_closed": _closed,
    "case_referred": _plain(lambda: _("Referred to another unit")),
    "signed_up": _plain(lambda: _("Signed up for an offering")),
}

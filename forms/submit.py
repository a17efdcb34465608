"""Hand in a draft: the one door from draft to record. Handing in twice gives the same submission."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from core.actor import Actor
from core.database import new_id
from core.definitions import File
from core.events import FormSubmitted
from core.journal import entry_row
from core.people.registry import record
from forms.drafts import Closed, FormChanged, locked
from forms.filing import file
from forms.kinds.asker import Asker
from forms.kinds.registry import kind_of, to_json
from forms.kinds.wrong import Wrong
from forms.models import Attachment, Draft, Submission
from forms.plan import Plan
from forms.prefill import statements
from forms.refused import RefusedAnswers


class UnknownFile(ValueError):
    """An answer names a file that was not uploaded to this draft."""

    def __init__(self, field: str) -> None:
        self.field = field
        super().__init__(f"{field}: this file was not uploaded here.")


def submit(
    session: Session,
    actor: Actor,
    draft_id: str,
    plan: Plan,
    answers: Mapping[str, Any],
    *,
    now: dt.datetime,
    known: Mapping[str, Any],
    source: str = "self",
    seen: frozenset[str] = frozenset(),
    onward: str = "/",
    version: int | None = None,
) -> tuple[Submission, bool]:
    """Freeze the answers; True when this call did it, False when the draft had been handed in before.

    `version` is the draft's whose pages were read: one that was saved since holds what these answers do not.
    Facts that changed are recorded with `source`, those of the fields in `seen` as seen in a document.
    Raises UnknownFile, Refused, RefusedAnswers, FormChanged.
    """
    try:
        draft = locked(session, draft_id, plan.digest)
    except Closed as closed:
        return closed.submission, False
    if version not in (None, draft.version):
        raise FormChanged(f"The draft {draft_id} was saved once more.")
    filed = submit_unchanged(session, actor, draft, plan, answers, now=now, known=known, source=source, seen=seen, onward=onward)
    assert filed is not None, "the draft is locked"
    session.expire(draft)
    return filed, True


def submit_unchanged(
    session: Session,
    actor: Actor,
    draft: Draft,
    plan: Plan,
    answers: Mapping[str, Any],
    *,
    now: dt.datetime,
    known: Mapping[str, Any],
    source: str,
    seen: frozenset[str],
    onward: str,
) -> Submission | None:
    """As `submit`, for a draft that is as it was read; None, with nothing written, when it was saved or handed in since."""
    _confirm(session, actor, draft, plan, answers, now)
    row = _frozen(draft, actor, plan, _sealed(plan, answers, now), now, source, onward)
    event = FormSubmitted(subject_id=draft.subject, person_id=draft.person_id, submission_id=row["id"], form=draft.form)
    if not file(session, draft.version, row, entry_row(event, actor=actor, now=now), now):
        return None
    submission = Submission(**row)
    _keep_files(session, draft, submission, plan, answers)
    _record(session, actor, submission, plan, answers, known, seen, now)
    return submission


def _confirm(session: Session, actor: Actor, draft: Draft, plan: Plan, answers: Mapping[str, Any], now: dt.datetime) -> None:
    """Whoever was chosen when the page was sent may be gone by now."""
    asker = Asker(session, actor, now, plan.digest, draft.person_id)
    errors: dict[str, list[str]] = {}
    for field, kind in plan.confirmed:
        try:
            if field.id in answers:
                kind.confirm(field, answers[field.id], asker)
        except Wrong as wrong:
            errors |= {f"{field.id}{at}": [str(message)] for at, message in wrong.errors}
    if errors:
        raise RefusedAnswers(errors)


def _sealed(plan: Plan, answers: Mapping[str, Any], now: dt.datetime) -> dict[str, Any]:
    fields = plan.fields
    return {id_: kind_of(fields[id_]).sealed(fields[id_], value, now) for id_, value in answers.items()}


def _frozen(
    draft: Draft, actor: Actor, plan: Plan, answers: Mapping[str, Any], now: dt.datetime, source: str, onward: str
) -> dict[str, Any]:
    return {
        "id": new_id(),
        "draft_id": draft.id,
        "subject": draft.subject,
        "form": draft.form,
        "digest": draft.digest,
        "person_id": draft.person_id,
        "unit_path": draft.unit_path,
        "answers": to_json(plan.form.fields, dict(answers)),
        "source": source,
        "submitted_at": now,
        "user_id": actor.user_id,
        "user_name": actor.name[:200],
        "onward": onward,
    }


def _keep_files(session: Session, draft: Draft, submission: Submission, plan: Plan, answers: Mapping[str, Any]) -> None:
    """The files of the answers belong to the submission; a file of somebody else's draft is not to be had by its id."""
    for field in plan.form.fields:
        if isinstance(field, File) and field.id in answers:
            wanted = set(answers[field.id])
            mine = Attachment.draft_id == draft.id, Attachment.field == field.id
            if wanted - set(session.scalars(select(Attachment.id).where(*mine))):
                raise UnknownFile(field.id)
            session.execute(update(Attachment).where(Attachment.id.in_(wanted)).values(submission_id=submission.id))


def _record(
    session: Session,
    actor: Actor,
    submission: Submission,
    plan: Plan,
    answers: Mapping[str, Any],
    known: Mapping[str, Any],
    seen: frozenset[str],
    now: dt.datetime,
) -> None:
    """Facts that the answers change or confirm go to the registry."""
    if submission.person_id is None:
        return
    told = statements(plan, answers, known, submission.source, seen)
    for source, values in told.items():
        record(session, actor, submission.person_id, values, source=source, now=now, submission_id=submission.id)

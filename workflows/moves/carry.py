"""The drafts of a case's open tasks go with it to its revision."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import literal, select
from sqlalchemy.orm import Session

from core import catalogue
from forms.carry import carry
from forms.models import Draft
from workflows.models import Task


def drafting(session: Session, case_ids: Collection[str]) -> set[str]:
    """Those of these cases for whose open tasks something is being written."""
    mine = Task.case_id.in_(case_ids), Task.status == "open", Draft.open_key.is_not(None)
    return set(session.scalars(select(Task.case_id).join(Draft, Draft.subject == literal("task:") + Task.id).where(*mine)))


def carry_drafts(session: Session, case_id: str, digest: str, now: datetime) -> int:
    """How many were carried over. A draft of a step that asks with no form any more stays as it was."""
    programme = catalogue.definition(digest)
    mine = Task.case_id == case_id, Task.status == "open", Draft.open_key.is_not(None), Draft.digest != digest
    drafts = select(Draft.id, Task.step).join(Task, Draft.subject == literal("task:") + Task.id).where(*mine)
    carried = 0
    for draft in session.execute(drafts).all():
        step = programme.step(draft.step)
        if step is not None and step.form is not None:
            carried += carry(session, draft.id, digest, step.form, now)
    return carried

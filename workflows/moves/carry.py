"""The drafts of a case's open tasks go with it to its revision."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from forms.carry import carry
from forms.models import Draft
from workflows.models import Task


def carry_drafts(session: Session, case_id: str, digest: str, now: datetime) -> int:
    """How many were carried over. A draft of a step that asks with no form any more stays as it was."""
    programme = catalogue.definition(digest)
    open_tasks = select(Task.id, Task.step).where(Task.case_id == case_id, Task.status == "open")
    steps = {f"task:{row.id}": row.step for row in session.execute(open_tasks)}
    if not steps:
        return 0
    drafts = select(Draft.id, Draft.subject).where(Draft.subject.in_(steps), Draft.open_key.is_not(None), Draft.digest != digest)
    carried = 0
    for draft in session.execute(drafts).all():
        step = programme.step(steps[draft.subject])
        if step is not None and step.form is not None:
            carried += carry(session, draft.id, digest, step.form, now)
    return carried

"""What the form of a task may ask beside facts and answers: which steps are done, what the person takes part in, and what was
answered in other forms of the case."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.definitions import Programme
from core.definitions.checks import DONE_STEPS, ENROLMENTS
from core.definitions.lineage import field_then
from forms.kinds.registry import kind_of
from forms.models import Submission
from forms.revisions import plan_of as form_of
from workflows.eligibility import enrolments
from workflows.models import Task
from workflows.moving import Moving
from workflows.state import State
from workflows.writing import plan_of


def asides(session: Session, case: Any, form_id: str, on: date, *, case_id: str) -> dict[str, Any]:
    """Only what a rule of the form reads, so that other forms cost nothing; `case` has person_id, revision and state."""
    rules = form_of(case.revision, form_id).rules
    spoken, earlier = rules.spoken, frozenset(each.rule for each in rules.computed if each.earlier)
    found: dict[str, Any] = _earlier(session, case_id, catalogue.definition(case.revision), earlier) if earlier else {}
    if ENROLMENTS in spoken:
        found[ENROLMENTS] = enrolments(session, case.person_id, on)
    if DONE_STEPS in spoken:
        found[DONE_STEPS] = Moving(plan_of(case.revision), State.from_json(case.state), on).steps_done()
    return found


def _earlier(session: Session, case_id: str, programme: Programme, names: frozenset[str]) -> dict[str, Any]:
    """What was handed in last in this case under these names; an answer that was left out since is unknown."""
    found: dict[str, Any] = {}
    asking = {name: next((form for form in programme.forms if form.field(name)), None) for name in names}
    for name, form in asking.items():
        query = (
            select(Submission)
            .join(Task, Task.submission_id == Submission.id)
            .where(Task.case_id == case_id, Task.status == "done", Submission.form.in_((form.id, *form.was) if form else ()))
            .order_by(Task.round.desc(), Submission.submitted_at.desc())
            .limit(1)
        )
        if (last := session.scalars(query).first()) is not None:
            field = field_then(form_of(last.digest, last.form).form, name, form)
            if field is not None and field.id in last.answers:
                found[name] = kind_of(field).from_json(field, last.answers[field.id])
    return found

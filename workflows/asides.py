"""What the form of a task may ask beside facts and answers: which steps are done, and what the person takes part in."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy.orm import Session

from core.definitions.checks import DONE_STEPS, ENROLMENTS
from forms.revisions import plan_of as form_of
from workflows.eligibility import enrolments
from workflows.moving import Moving
from workflows.state import State
from workflows.writing import plan_of


def asides(session: Session, case: Any, form_id: str, on: date) -> dict[str, Any]:
    """Only what a rule of the form reads, so that other forms cost nothing; `case` has person_id, revision and state."""
    spoken = form_of(case.revision, form_id).rules.spoken
    found: dict[str, Any] = {}
    if ENROLMENTS in spoken:
        found[ENROLMENTS] = enrolments(session, case.person_id, on)
    if DONE_STEPS in spoken:
        found[DONE_STEPS] = Moving(plan_of(case.revision), State.from_json(case.state), on).steps_done()
    return found

"""What is known about cases that their states did not keep, since no rule of their revision spoke of it."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue
from core.definitions import Programme, vocabulary
from core.definitions.checks import DONE_STEPS, ENROLMENTS
from forms.kinds.registry import from_json
from forms.models import Submission
from workflows.models import Task
from workflows.moves.bridge import Bridge
from workflows.screening.known import known_of

Told = dict[str, dict[str, Any]]
"""Case id → name → value."""


def told_of(session: Session, bridge: Bridge, after: Programme, cases: Mapping[str, str], on: date) -> Told:
    """Of these cases (id → person) what rules of the new revision speak of and those of the old one did not: facts from the
    registry, answers from what was handed in. Nothing is asked where the rules speak of the same."""
    found: Told = {case_id: {} for case_id in cases}
    wanted = bridge.new.names - bridge.old.names - {DONE_STEPS}
    facts = {name for name in wanted if vocabulary().has(name) or name == ENROLMENTS}
    if facts:
        known = known_of(session, sorted(set(cases.values())), on)
        for case_id, person_id in cases.items():
            held = known[person_id].facts if person_id in known else {}
            found[case_id] |= {name: held[name] for name in facts if name in held}
    if wanted - facts:
        _answered(session, bridge, after, wanted - facts, found)
    return found


def _answered(session: Session, bridge: Bridge, after: Programme, names: Collection[str], found: Told) -> None:
    """The latest answer counts; one that was given under a former name too."""
    under = {former: name for name in names for former in (*bridge.former.get(name, ()), name)}
    forms = {form.id for form in after.forms if any(name in names for name in (field.id for field in form.fields))}
    rows = (
        select(Task.case_id, Submission.form, Submission.digest, Submission.answers)
        .join(Submission, Submission.id == Task.submission_id)
        .where(Task.case_id.in_(list(found)), Submission.form.in_(sorted(forms)))
        .order_by(Submission.submitted_at, Submission.id)
    )
    for case_id, form, digest, answers in session.execute(rows):
        asked = catalogue.definition(digest).form(form)
        said = from_json(asked.fields, {id: answers[id] for id in under if id in answers}) if asked else {}
        found[case_id] |= {under[id]: value for id, value in said.items()}

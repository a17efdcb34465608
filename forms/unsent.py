"""What somebody typed into a form that is closed by now: it is not stored, so she is told, and it is shown to her once more.

Who sends the same again (a double click, a lost answer) has lost nothing: she gets the receipt.
"""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, make_response, request, url_for
from flask_babel import gettext as _

from core import clock
from core.actor import current_actor
from core.clock import today
from core.database import db
from core.definitions import File
from core.web.i18n import language
from core.web.page import page
from forms.carry import spoken
from forms.fill import fill
from forms.handing_in import receipt
from forms.kinds.registry import kind_of, to_json
from forms.models import Submission
from forms.parked import parked_for
from forms.plan import TECHNICAL, Plan
from forms.revisions import plan_of


def not_stored(plan: Plan, submission: Submission | None) -> list[tuple[str, str]]:
    """What was sent and does not stand in the submission: how it is called, and what was typed."""
    sent = request.form.get("_page", "")
    raw = {name: values for name, values in request.form.lists() if name not in TECHNICAL and any(values)}
    files = {field.id for field in plan.form.fields if isinstance(field, File)}
    same = _same(plan, sent, raw, submission) if submission is not None else set()
    return [spoken(plan, name, values, language()) for name, values in raw.items() if name.partition(".")[0] not in same | files]


def unsent(lost: Iterable[tuple[str, str]], onward: str, status: int = 409) -> Response:
    """The page that shows it; `onward` is where it can be seen what became of the form."""
    heading = _("What you entered was not stored")
    return page("forms/unsent.html", status=status, heading=heading, lost=list(lost), onward=onward)


def parked_too_late(subject: str, onward: str) -> Response | None:
    """For who comes back after her session had ended, when the form was closed meanwhile: what she had typed."""
    found = parked_for(db.session(), subject, current_actor().user_id, clock.now())
    if found is None:
        return None
    draft, kept = found
    plan = plan_of(draft.digest, draft.form)
    lost = [spoken(plan, name, values, language()) for name, values in kept.raw.items() if any(values)]
    return unsent(lost, onward, status=200) if lost else None


def sent_again(plan: Plan, submission: Submission) -> Response:
    """The receipt of what was handed in before, or the page, where something of what was sent now does not stand in it."""
    lost = not_stored(plan, submission)
    if lost and "HX-Request" in request.headers:
        return make_response("", 204)  # the page stays as it is until she sends it
    return unsent(lost, url_for("forms.receipt", submission_id=submission.id)) if lost else receipt(submission)


def _same(plan: Plan, sent: str, raw: dict[str, list[str]], submission: Submission) -> set[str]:
    """The fields whose answers were handed in just so."""
    there = plan.page(sent)
    if there is None or plan.strange(raw, sent):
        return set()
    filled = fill(plan, sent, raw, {}, language(), on=today(submission.submitted_at))
    found = set(filled.hidden)  # what was typed there before it was hidden is no answer
    for field in there.fields:
        if field.id in filled.answers:
            value = kind_of(field).sealed(field, filled.answers[field.id], submission.submitted_at)
            if to_json([field], {field.id: value}).get(field.id) == submission.answers.get(field.id):
                found.add(field.id)
    return found

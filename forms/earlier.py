"""Nothing is asked twice: answers to the same form in another programme are filled in, and say where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.clock import today
from core.definitions import Field, File, Programme, Signature
from core.definitions.lineage import answer_now
from core.web.i18n import language, show_date
from forms.guards import may_read
from forms.kinds.registry import from_json, kind_of
from forms.kinds.wrong import Wrong
from forms.models import Submission
from forms.plan import Plan

_ANEW = (File, Signature)
"""What is given anew each time: a paper may be out of date, and who signed another sheet did not sign this one."""


class Earlier(NamedTuple):
    """Answers of an earlier submission by field id, and in the reader's language where they come from."""

    answers: dict[str, Any]
    origin: str = ""


NOTHING = Earlier({})


def earlier(session: Session, actor: Actor, plan: Plan, person_id: str | None) -> Earlier:
    """What the latest submission of this form by this person holds, as far as the actor may read it and it is still asked."""
    if person_id is None or not carries(plan):
        return NOTHING
    query = scoped(actor, Submission, "see_case").where(Submission.person_id == person_id, Submission.form == plan.form.id)
    last = session.scalars(query.order_by(Submission.submitted_at.desc(), Submission.id.desc()).limit(1)).first()
    if last is None:
        return NOTHING
    programme = catalogue.definition(last.digest)
    answers = _still_asked(plan, actor, last, programme)
    return Earlier(answers, _origin(programme, last)) if answers else NOTHING


def carries(plan: Plan) -> bool:
    """A sheet about the person is the same everywhere. What tells of one moment (a contact, an exit) begins empty each time."""
    if not plan.digest:
        return False
    steps = [step for step in catalogue.definition(plan.digest).steps if step.form == plan.form.id]
    return bool(steps) and not any(step.repeat or step.exit or step.outcome for step in steps)


def _still_asked(plan: Plan, actor: Actor, last: Submission, programme: Programme) -> dict[str, Any]:
    """The answers to fields of the same id, or of a former one, and kind that this form would take, and that the actor may read
    there and here."""
    form = programme.form(last.form)
    before = {field.id: field for field in form.fields} if form else {}
    stored: Mapping[str, Any] = from_json(before.values(), last.answers)
    found = {}
    for field in plan.asked:
        old = next((before[id_] for id_ in (field.id, *field.was) if id_ in before), None)
        if old is None or old.id not in stored or old.kind != field.kind or isinstance(field, _ANEW):
            continue
        value = answer_now(field, stored[old.id])
        if may_read(actor, last, old) and may_read(actor, last, field) and value is not None and _taken(field, value):
            found[field.id] = value
    return found


def _taken(field: Field, value: Any) -> bool:
    """Options and limits may have changed since."""
    try:
        return bool(kind_of(field).read(field, kind_of(field).raw(field, value)) is not None)
    except Wrong:
        return False


def _origin(programme: Programme, last: Submission) -> str:
    day = show_date(today(last.submitted_at))
    return _("From %(programme)s, %(date)s", programme=programme.title.text(language()), date=day)

"""Complete a task by its form, with all that hangs on the answers: one transaction, undone as a whole when one refuses."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor
from forms import serve as form_way
from forms.models import Submission
from forms.plan import bound_facts
from forms.revisions import plan_of as form_of
from workflows import links
from workflows.counters import count_task
from workflows.rows import Here
from workflows.run import Taken, take

Then = Callable[[Session, Actor, Here, str, Submission, Mapping[str, Any], datetime], None]


def _links(
    session: Session, actor: Actor, case: Here, form: str, submission: Submission, answers: Mapping[str, Any], now: datetime
) -> None:
    try:
        links.follow(session, actor, case, catalogue.definition(case.revision), form, answers, now)
    except links.NoSuchCase as none:
        text = _("This person has no running case there. Choose somebody who is in the programme, or take her in first.")
        raise form_way.RefusedAnswers({none.field: [text]}) from none


THEN: list[Then] = [_links, count_task]
"""What else a submission does, in this order: each is called with (session, actor, case, form, submission, answers, now) inside
the transaction, when the case, given as it was before, has moved and is locked. It refuses by RefusedAnswers."""


def complete(
    session: Session,
    actor: Actor,
    task_id: str,
    submission: Submission,
    answers: Mapping[str, Any],
    now: datetime,
    read: Any = None,
) -> Taken:
    """The task is done by this submission; `read` as in `take`. Raises NotFound, TaskTaken, RefusedAnswers, Overtaken."""
    fields = form_of(submission.digest, submission.form).fields
    facts = {
        fact: value for id, answer in answers.items() if id in fields for fact, value in bound_facts(fields[id], answer).items()
    }
    taken = take(session, actor, task_id, submission.id, {**facts, **answers}, now, read)
    assert taken.before is not None, "take gives it"
    for then in THEN:
        then(session, actor, taken.before, submission.form, submission, answers, now)
    return taken

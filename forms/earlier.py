"""Nothing is asked twice: answers to the same form in another programme are filled in, and say where they come from."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import catalogue
from core.actor import Actor, scoped
from core.clock import today
from core.definitions import Field, File, Programme, Signature
from core.definitions.lineage import answer_now, resolve_field, undecided
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
    former: Mapping[str, str] = MappingProxyType({})
    """What was answered and stands for several options now, or for none: in words, for who has to say which."""


NOTHING = Earlier({})


def earlier(session: Session, actor: Actor, plan: Plan, person_id: str | None) -> Earlier:
    """What the latest submission of this form by this person holds, as far as the actor may read it and it is still asked."""
    if person_id is None or not carries(plan):
        return NOTHING
    same = Submission.form.in_((plan.form.id, *plan.form.was))
    query = scoped(actor, Submission, "see_case").where(Submission.person_id == person_id, same)
    last = session.scalars(query.order_by(Submission.submitted_at.desc(), Submission.id.desc()).limit(1)).first()
    if last is None:
        return NOTHING
    programme = catalogue.definition(last.digest)
    before = _stored(plan, actor, last, programme)
    answers, origin = _still_asked(before), _origin(programme, last)
    former = {field.id: f"{said}. {origin}" for field, old, stored in before if (said := _former(field, old, stored))}
    return Earlier(answers, origin, former) if answers or former else NOTHING


def carries(plan: Plan) -> bool:
    """A sheet about the person is the same everywhere. What tells of one moment (a contact, an exit) begins empty each time."""
    if not plan.digest:
        return False
    steps = [step for step in catalogue.definition(plan.digest).steps if step.form == plan.form.id]
    return bool(steps) and not any(step.repeat or step.exit or step.outcome for step in steps)


def _stored(plan: Plan, actor: Actor, last: Submission, programme: Programme) -> list[tuple[Field, Field, Any]]:
    """Fields that are asked now, those of the same id or a former one that were asked then, and what was answered; of the same
    kind, and as far as the actor may read it there and here."""
    form = programme.form(last.form)
    stored: Mapping[str, Any] = from_json(form.fields, last.answers) if form else {}
    found = []
    for field in plan.asked:
        old = next((each for id_ in (field.id, *field.was) if form and (each := resolve_field(form, id_))), None)
        if old is None or old.id not in stored or old.kind != field.kind or isinstance(field, _ANEW):
            continue
        if may_read(actor, last, old) and may_read(actor, last, field):
            found.append((field, old, stored[old.id]))
    return found


def _still_asked(before: Iterable[tuple[Field, Field, Any]]) -> dict[str, Any]:
    """What this form would take as it was answered."""
    now = {field.id: (field, answer_now(field, stored)) for field, _old, stored in before}
    return {id_: value for id_, (field, value) in now.items() if value is not None and _taken(field, value)}


def _former(field: Field, old: Field, stored: Any) -> str:
    """An answer that was split since, by the name that it had then."""
    if not undecided(field, stored):
        return ""
    return _("Formerly: %(answer)s", answer=kind_of(old).show(old, stored, language()))


def _taken(field: Field, value: Any) -> bool:
    """Options and limits may have changed since."""
    try:
        return bool(kind_of(field).read(field, kind_of(field).raw(field, value)) is not None)
    except Wrong:
        return False


def _origin(programme: Programme, last: Submission) -> str:
    day = show_date(today(last.submitted_at))
    return _("From %(programme)s, %(date)s", programme=programme.title.text(language()), date=day)

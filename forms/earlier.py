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
from core.definitions import Field, File, Form, Group, Programme, Signature
from core.definitions.lineage import answer_now, resolve_field, undecided
from core.web.i18n import language, show_date
from forms.guards import may_read
from forms.kinds.registry import from_json, kind_of
from forms.kinds.wrong import Wrong
from forms.models import Submission
from forms.plan import Plan
from forms.rehomed import from_rows, into_rows

_ANEW = (File, Signature)
"""What is given anew each time: a paper may be out of date, and who signed another sheet did not sign this one."""


class Earlier(NamedTuple):
    """Answers of an earlier submission by field id, and in the reader's language where they come from."""

    answers: dict[str, Any]
    origin: str = ""
    former: Mapping[str, str] = MappingProxyType({})
    """What was answered and stands for several options now, or for none: in words, for who has to say which."""


NOTHING = Earlier({})


class Then(NamedTuple):
    """A field that is asked now, the one that was asked then, and the answer; `unclear` is what has no place in it as it was."""

    field: Field
    old: Field
    value: Any
    unclear: tuple[tuple[Field, Any], ...] = ()

    @property
    def asked(self) -> list[Field]:
        return [self.old, *(field for field, _value in self.unclear)]


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
    former = {each.field.id: f"{said}. {origin}" for each in before if (said := _former(each))}
    return Earlier(answers, origin, former) if answers or former else NOTHING


def carries(plan: Plan) -> bool:
    """A sheet about the person is the same everywhere. What tells of one moment (a contact, an exit) begins empty each time."""
    if not plan.digest:
        return False
    steps = [step for step in catalogue.definition(plan.digest).steps if step.form == plan.form.id]
    return bool(steps) and not any(step.repeat or step.exit or step.outcome for step in steps)


def _stored(plan: Plan, actor: Actor, last: Submission, programme: Programme) -> list[Then]:
    """What was answered to each field that is asked now, as far as the actor may read it there and here."""
    form = programme.form(last.form)
    if form is None:
        return []
    told: Mapping[str, Any] = from_json(form.fields, last.answers)
    seen = {field.id: told[field.id] for field in form.fields if field.id in told and may_read(actor, last, field)}
    here = (field for field in plan.asked if may_read(actor, last, field) and not isinstance(field, _ANEW))
    found = (_then(field, form, seen) for field in here)
    return [each for each in found if each is not None and all(may_read(actor, last, old) for old in each.asked)]


def _then(field: Field, form: Form, stored: Mapping[str, Any]) -> Then | None:
    """Under the same id or a former one, of the same kind; also where it stood in rows then, or stands in rows now."""
    if isinstance(field, Group):
        rows, left = into_rows(field, form, stored)
        return Then(field, field, rows, tuple(left)) if rows or left else None
    old = next((each for id_ in (field.id, *field.was) if (each := resolve_field(form, id_))), None)
    if old is not None:
        return Then(field, old, stored[old.id]) if old.id in stored and old.kind == field.kind else None
    found = from_rows(field, form, stored)
    if found is None or not found[1]:
        return None
    inner, values = found
    if len(values) == 1:
        return Then(field, inner, values[0])
    return Then(field, inner, None, tuple((inner, value) for value in values))


def _still_asked(before: Iterable[Then]) -> dict[str, Any]:
    """What this form would take as it was answered."""
    now = {each.field.id: (each.field, answer_now(each.field, each.value)) for each in before}
    return {id_: value for id_, (field, value) in now.items() if value is not None and _taken(field, value)}


def _former(then: Then) -> str:
    """An answer that was split since, or that has no one row, by the name that it had then."""
    unclear = [*((then.old, then.value) for _code in undecided(then.field, then.value)[:1]), *then.unclear]
    if not unclear:
        return ""
    return _("Formerly: %(answer)s", answer="; ".join(kind_of(old).show(old, value, language()) for old, value in unclear))


def _taken(field: Field, value: Any) -> bool:
    """Options and limits may have changed since."""
    try:
        return bool(kind_of(field).read(field, kind_of(field).raw(field, value)) is not None)
    except Wrong:
        return False


def _origin(programme: Programme, last: Submission) -> str:
    day = show_date(today(last.submitted_at))
    return _("From %(programme)s, %(date)s", programme=programme.title.text(language()), date=day)

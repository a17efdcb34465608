"""The form of an offering's own kind: filled in, filled in once more, who may go on with it, and its answers in words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, current_actor, scoped
from core.database import db, transaction
from core.definitions import Offering as Kind
from core.web.gate import policy
from core.web.i18n import language
from forms import drafts
from forms.kinds.asker import Asker
from forms.kinds.registry import from_json
from forms.kinds.registry import kind_of as kind_of_field
from forms.pages import serve
from forms.plan import Plan
from forms.revisions import plan_of
from workflows import offering_about, offering_seats, offerings
from workflows.counters import count, take_back
from workflows.offering_frame import blueprint, run_by, trail
from workflows.offering_models import Offering


@blueprint.route("/offerings/<id>/particulars", methods=["GET", "POST"])
@policy("do_task")
def particulars(id: str) -> ResponseReturnValue:
    """The kind's own form; filled in once more it begins with what was said before."""
    actor = current_actor()
    found = run_by(db.session(), actor, id)
    kind = offering_seats.kind_of(found)
    if kind.form is None or found.closed_on:
        return redirect(url_for("offerings.one", id=id), 303)
    plan = plan_of(found.revision, kind.form)
    if request.method == "GET":
        _begin_again(actor, found, plan)

    def store(session: Session, submission: Any, answers: dict[str, Any]) -> None:
        programme, now = catalogue.definition(found.revision), clock.now()
        before = offerings.take_answers(session, actor, id, submission.id, answers, now)
        take_back(session, actor, before, _("The form was handed in once more."), now)
        count(session, actor, programme, plan.form.id, submission.id, answers, now, unit_path=found.unit_path)

    try:
        return serve(
            kind.form,
            found.revision,
            subject=f"offering:{id}",
            unit_path=found.unit_path,
            title=plan.form.title,
            onward=url_for("offerings.one", id=id),
            on_submit=store,
            around=lambda: {"breadcrumbs": trail(found, (_("Particulars"), None))},
        )
    except offering_about.CannotOffer:
        db.session.rollback()
        flash(_("Somebody else has closed it meanwhile. Your entries were not stored."), "warning")
        return redirect(url_for("offerings.one", id=id), 303)


def may_fill(session: Session, actor: Actor, offering_id: str) -> bool:
    """Whether the actor may go on with the form of an offering: the guard of its drafts."""
    found = session.scalars(scoped(actor, Offering, "do_task").where(Offering.id == offering_id)).first()
    return found is not None and offerings.may_run(actor, found)


def said(session: Session, actor: Actor, found: Offering, kind: Kind) -> list[tuple[Any, str]]:
    """The answers of the kind's form, in words."""
    form = catalogue.definition(found.revision).form(kind.form or "")
    if form is None:
        return []
    answers, asker = from_json(form.fields, found.answers), Asker(session, actor, clock.now(), found.revision)
    shown = [field for field in form.fields if field.id in answers and field.kind != "file"]
    return [(field.label, kind_of_field(field).show_for(field, answers[field.id], language(), asker)) for field in shown]


def _begin_again(actor: Actor, found: Offering, plan: Plan) -> None:
    """Where no draft is open, begin one with what was said the last time."""
    answers = from_json(plan.form.fields, found.answers)
    with transaction() as session:
        draft = drafts.open_draft(
            session, actor, f"offering:{found.id}", found.revision, plan.form.id, now=clock.now(), unit_path=found.unit_path
        )
        if draft.pages or not answers:
            return
        draft.pages = {each.id: {"raw": _raw(each.fields, answers), "version": 0} for each in plan.form.pages}


def _raw(fields: Any, answers: Mapping[str, Any]) -> dict[str, list[str]]:
    raw: dict[str, list[str]] = {}
    for field in fields:
        if field.id in answers and field.asks and field.kind != "file":
            raw |= kind_of_field(field).raw(field, answers[field.id])
    return raw

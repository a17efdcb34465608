"""The page on which somebody says what a case lacks to go over to the revision that it is to move to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import NotFound, current_actor, fetch
from core.clock import today
from core.database import db, transaction
from core.definitions import Field, Form, Programme, t, vocabulary
from core.journal import seen
from core.people.values import Refused
from core.web.gate import policy
from core.web.i18n import language
from core.web.page import page
from forms.fill import fill
from forms.plan import TECHNICAL, Plan
from forms.render import render_page
from workflows.asking import PAGE, question, statements
from workflows.models import Case
from workflows.moves import models as m
from workflows.moves.anyway import missing_of, tell
from workflows.moves.batch import NotMovable, answer
from workflows.moves.models import Move, MovedCase
from workflows.who import who

blueprint = Blueprint("moving", __name__, template_folder="../templates")


@blueprint.route("/cases/<case_id>/moves/<move_id>", methods=["GET", "POST"])
@policy("do_task")
def asked(case_id: str, move_id: str) -> ResponseReturnValue:
    """The questions, and with their answers the move of this one case."""
    actor, session = current_actor(), db.session()
    case = fetch(session, actor, Case, case_id, "do_task")
    move, row = session.get(Move, move_id), session.get(MovedCase, (move_id, case_id))
    if move is None or row is None:
        raise NotFound("There is no such record.")
    missing = missing_of(case, move, row)
    if not missing:
        flash(_("This case waits for no answer."), "info")
        return redirect(url_for("workflows.case", case_id=case_id), 303)
    plan, moved = answers_plan(catalogue.definition(move.revision), missing), row.status == m.MOVED
    if request.method == "POST":
        return _taken(case, move, plan, moved)
    seen(actor, "case", case_id, person_id=case.person_id, case_id=case_id, now=clock.now())
    return _shown(case, move, plan, {}, {}, moved)


def answers_plan(programme: Programme, names: Iterable[str]) -> Plan:
    """A form of one page that asks for these names, as the programme asks for them; each has to be answered."""
    return Plan(Form("answers", t(de="Fehlende Angaben", en="Missing facts"), fields=[_field(programme, name) for name in names]))


def _field(programme: Programme, name: str) -> Field:
    if vocabulary().has(name):
        return question(programme, name).model_copy(update={"required": True})
    found = programme.fields[name]
    return found.but(required=True, required_if=None, shown_if=None, read_only=False)


def _taken(case: Case, move: Move, plan: Plan, moved: bool) -> ResponseReturnValue:
    now, actor = clock.now(), current_actor()
    raw = {name: values for name, values in request.form.lists() if name not in TECHNICAL}
    filled = fill(plan, PAGE, raw, {}, language(), on=today(now))
    if not filled.ok:
        return _shown(case, move, plan, raw, filled.errors, moved)
    try:
        with transaction() as session:
            facts = {name: value for name, value in statements(plan, filled.answers).items() if vocabulary().has(name)}
            if moved:
                tell(session, actor, move, case.id, filled.answers, now, facts)
            status = m.MOVED if moved else answer(session, actor, move.id, case.id, filled.answers, now, facts).status
    except NotMovable:
        flash(_("This case waits for no answer."), "info")
        return redirect(url_for("workflows.case", case_id=case.id), 303)
    except Refused as refused:
        return _shown(case, move, plan, raw, {refused.field: [str(refused)]}, moved)
    there = _("Thank you. The case goes on.") if moved else _("Thank you. The case has moved.")
    told = there if status == m.MOVED else _("Thank you. The case still stays as it was.")
    flash(told, "success" if status == m.MOVED else "warning")
    return redirect(url_for("workflows.case", case_id=case.id), 303)


def _shown(
    case: Case, move: Move, plan: Plan, raw: Mapping[str, Any], errors: Mapping[str, list[str]], moved: bool
) -> ResponseReturnValue:
    programme = catalogue.definition(move.revision)
    return page(
        "workflows/moves/answer.html",
        status=422 if errors else 200,
        case=case,
        moved=moved,
        programme=programme,
        person=who(db.session(), current_actor(), [case.person_id])[case.person_id],
        questions=render_page(plan, PAGE, dict(raw), dict(errors), language()),
        labels={field.id: field.label for field in plan.asked},
        errors=errors,
    )

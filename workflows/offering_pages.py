"""The pages of offerings: what is on offer, one of them, its people, its list on paper and as a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, NotFound, current_actor, fetch, scoped
from core.clock import today
from core.database import db, new_id, transaction
from core.definitions import Offering as Kind
from core.organisations.models import Unit
from core.web.gate import policy
from core.web.i18n import language
from core.web.page import page
from forms import drafts
from forms.kinds.asker import Asker
from forms.kinds.registry import from_json
from forms.kinds.registry import kind_of as kind_of_field
from forms.pages import serve
from forms.plan import Plan
from forms.revisions import plan_of
from workflows import attendance, offering_about, offering_inputs, offering_people, offering_seats, offerings
from workflows.counter_pages import case_sums
from workflows.counters import count, take_back
from workflows.documents import panel as document_panel
from workflows.eligibility import valid_on
from workflows.letters import panel as letter_panel
from workflows.models import Case
from workflows.offering_frame import run_by, statuses, trail
from workflows.offering_lists import TIMES, Filters, kinds_of, listing, time_of
from workflows.offering_models import Attendance, Offering
from workflows.who import who

MAX_UNITS = 500
blueprint = offering_people.blueprint  # with the routes about people; those of this file join them


@blueprint.get("/offerings")
@policy("see_case")
def all_offerings() -> ResponseReturnValue:
    actor, session, day = current_actor(), db.session(), today(clock.now())
    case = _case_asked(session, actor)
    time = request.args.get("time", "open")
    programme = case.programme if case else request.args.get("programme", "")
    filters = Filters(programme, request.args.get("kind", ""), time if time in TIMES else "open")
    found = listing(session, actor, filters, day, after=request.args.get("after", ""))
    kept: dict[str, Any] = {name: request.args[name] for name in ("programme", "kind", "time", "case") if request.args.get(name)}
    kinds = kinds_of(catalogue.offered(), actor)
    return page(
        "workflows/offerings/list.html",
        rows=found.rows,
        kinds=kinds,
        titles={(each.id, kind.id): (each.title, kind.title, kind.attendance) for each, kind in kinds},
        makeable=[pair for pair in kinds if offerings.may_make_somewhere(actor, *pair)],
        seats=offering_seats.seats_of(session, found.rows),
        filters=filters,
        first=url_for("offerings.all_offerings", **kept) if request.args.get("after") else None,
        following=url_for("offerings.all_offerings", **kept, after=found.after) if found.after else None,
        day=day,
        time_of=time_of,
        times=_times(),
        **_for_case(session, actor, case),
    )


@blueprint.route("/offerings/new", methods=["GET", "POST"])
@policy("do_task")
def new() -> ResponseReturnValue:
    """Which programme and kind is in the address; the key in the form makes one of two clicks."""
    actor, session = current_actor(), db.session()
    programme_id, kind_id = request.args.get("programme", ""), request.args.get("kind", "")
    found = next(
        (pair for pair in kinds_of(catalogue.offered(), actor) if (pair[0].id, pair[1].id) == (programme_id, kind_id)), None
    )
    units = _makers_units(session, actor, *found) if found else []
    if found is None or not units:
        raise NotFound("There is no such record.")
    filled = (
        offering_inputs.read(request.form, found[1]) if request.method == "POST" else offering_inputs.empty(today(clock.now()))
    )
    if request.method == "POST" and not filled.errors:
        try:
            with transaction() as writing:
                unit = request.form.get("unit", units[0].id)
                key = offering_inputs.key(request.form.get("_key"))
                made = offerings.make(writing, actor, programme_id, kind_id, unit, filled.about, clock.now(), id=key)
            flash(_("It is on offer now."), "success")
            return redirect(url_for("offerings.particulars" if found[1].form else "offerings.one", id=made.id), 303)
        except offering_about.CannotOffer as wrong:
            filled.errors.update(wrong.errors)
    return page(
        "workflows/offerings/edit.html",
        status=422 if filled.errors else 200,
        filled=filled,
        kind=found[1],
        programme=found[0],
        units=[(unit.id, unit.name) for unit in units],
        key=new_id(),
        offering=None,
    )


@blueprint.route("/offerings/<id>/edit", methods=["GET", "POST"])
@policy("do_task")
def edit(id: str) -> ResponseReturnValue:
    actor = current_actor()
    found = run_by(db.session(), actor, id)
    kind = offering_seats.kind_of(found)
    filled, stale = offering_inputs.of(found), False
    if request.method == "POST":
        filled = offering_inputs.read(request.form, kind)
        try:
            if not filled.errors:
                with transaction() as writing:
                    offerings.change(writing, actor, id, filled.about, request.form.get("_version", 0, int), clock.now())
                flash(_("The changes are saved."), "success")
                return redirect(url_for("offerings.one", id=id), 303)
        except offering_about.CannotOffer as wrong:
            filled.errors.update(wrong.errors)
        except offerings.Overtaken:
            stale = True
        found = run_by(db.session(), actor, id)
    programme = catalogue.definition(found.revision)
    status = 422 if filled.errors else 409 if stale else 200
    context = {"filled": filled, "kind": kind, "programme": programme, "offering": found, "stale": stale}
    return page("workflows/offerings/edit.html", status=status, **context)


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


@blueprint.get("/offerings/<id>")
@policy("see_case")
def one(id: str) -> ResponseReturnValue:
    actor, session, day = current_actor(), db.session(), today(clock.now())
    found = fetch(session, actor, Offering, id, "see_case")
    kind = offering_seats.kind_of(found)
    people = attendance.attendees(session, actor, found) if kind.attendance == "people" else []
    return page(
        "workflows/offerings/one.html",
        offering=found,
        kind=kind,
        admitted=valid_on(kind.eligibility, max(day, found.starts_on or day)),
        programme=catalogue.definition(found.revision),
        unit=session.get_one(Unit, found.unit_id),
        seats=offering_seats.seats(session, found),
        people=[each for each in people if each.row.status in attendance.PRESENCE],
        waiting=[each for each in people if each.row.status == "waiting"],
        cancelled=[each for each in people if each.row.status == "cancelled"],
        time=time_of(found, day),
        times=_times(),
        statuses=statuses(),
        said=_said(session, actor, found, kind),
        may_run=offerings.may_run(actor, found),
        may_sign_up=actor.may("do_task"),
        breadcrumbs=[*trail(found)[:-1], (found.title, None)],
        **_for_case(session, actor, _case_asked(session, actor)),
    )


@blueprint.route("/offerings/<id>/close", methods=["GET", "POST"])
@policy("do_task")
def close(id: str) -> ResponseReturnValue:
    actor = current_actor()
    found = run_by(db.session(), actor, id)
    if request.method == "POST":
        with transaction() as writing:
            offerings.close(writing, actor, id, clock.now())
        flash(_("It is closed."), "success")
    if request.method == "POST" or found.closed_on:
        return redirect(url_for("offerings.one", id=id), 303)
    crumbs = trail(found, (_("Close"), None))
    return page(
        "workflows/offerings/close.html", offering=found, seats=offering_seats.seats(db.session(), found), breadcrumbs=crumbs
    )


def case_panels(actor: Actor, case: Case) -> list[tuple[str, Any]]:
    """Title and body of what the page of a case shows of offerings, sums and papers; the caller has fetched it in scope."""
    session, programme = db.session(), catalogue.definition(case.revision)
    panels = []
    if any(kind.attendance == "people" for kind in programme.offerings):
        attended: dict[str, Any] = {"case": case, "attended": attendance.of_case(session, case.id), "statuses": statuses()}
        panels.append((_("Courses and events"), _body("workflows/offerings/attended.html", attended)))
    if programme.counters and (counted := case_sums(actor, case))["sums"]:
        panels.append((_("Running sums"), _body("workflows/offerings/sums.html", counted)))
    if written := letter_panel.letters(session, actor, case, programme):
        panels.append((_("Letters"), _body(letter_panel.TEMPLATE, written)))
    if papers := document_panel.papers(session, actor, case.person_id):
        panels.append((_("Documents"), _body(document_panel.TEMPLATE, papers)))
    return panels


def _body(template: str, context: Mapping[str, Any]) -> Any:
    whole = dict(context)
    current_app.update_template_context(whole)
    return current_app.jinja_env.get_template(template).make_module(whole)


def may_fill(session: Session, actor: Actor, offering_id: str) -> bool:
    """Whether the actor may go on with the form of an offering: the guard of its drafts."""
    found = session.scalars(scoped(actor, Offering, "do_task").where(Offering.id == offering_id)).first()
    return found is not None and offerings.may_run(actor, found)


def _makers_units(session: Session, actor: Actor, programme: Any, kind: Kind) -> list[Unit]:
    """Where the actor may make one of this kind."""
    query = scoped(actor, Unit, "do_task").order_by(Unit.path).limit(MAX_UNITS)
    return [unit for unit in session.scalars(query) if offerings.may_make(actor, programme, kind, unit)]


def _case_asked(session: Session, actor: Actor) -> Case | None:
    case_id = request.args.get("case", "")
    return fetch(session, actor, Case, case_id, "see_case") if case_id else None


def _for_case(session: Session, actor: Actor, case: Case | None) -> dict[str, Any]:
    if case is None:
        return {"case": None, "person": None, "mine": {}}
    rows = session.scalars(select(Attendance).where(Attendance.person_id == case.person_id)).all()
    return {
        "case": case,
        "person": who(session, actor, [case.person_id])[case.person_id],
        "mine": {row.offering_id: row for row in rows if row.status != "cancelled"},
    }


def _said(session: Session, actor: Actor, found: Offering, kind: Kind) -> list[tuple[Any, str]]:
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


def _times() -> dict[str, str]:
    return {"open": _("now and later"), "upcoming": _("still to come"), "running": _("running"), "past": _("over")}

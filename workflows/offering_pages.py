"""The pages of offerings: what is on offer, one of them, made, changed and closed."""

from __future__ import annotations

from typing import Any

from flask import flash, redirect, request, url_for
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
from core.web.page import page
from workflows import (
    attendance,
    offering_about,
    offering_inputs,
    offering_particulars,
    offering_people,
    offering_seats,
    offerings,
)
from workflows.eligibility import valid_on
from workflows.models import Case
from workflows.offering_frame import run_by, statuses, trail
from workflows.offering_lists import TIMES, Filters, kinds_of, listing, time_of
from workflows.offering_models import Attendance, Offering
from workflows.who import who

MAX_UNITS = 500
blueprint = offering_people.blueprint  # its routes and those of offering_particulars join the ones of this file


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
        said=offering_particulars.said(session, actor, found, kind),
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


def _times() -> dict[str, str]:
    return {"open": _("now and later"), "upcoming": _("still to come"), "running": _("running"), "past": _("over")}

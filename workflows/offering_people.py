"""The people of an offering: sign somebody up, sign off, presence, the list on paper and as a file."""

from __future__ import annotations

from typing import Any

from flask import flash, make_response, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, NotFound, current_actor, fetch, scoped
from core.database import db, transaction
from core.events import RecordSeen
from core.journal import announce
from core.organisations.models import Unit
from core.people.search import search
from core.web.gate import policy
from core.web.i18n import wording_text
from core.web.page import page
from workflows import attendance, offering_about, offering_inputs, offering_seats, sign_ups
from workflows.models import Case
from workflows.offering_frame import blueprint, run_by, statuses, trail
from workflows.offering_models import Attendance, Offering
from workflows.who import who
from workflows.words import title_of


@blueprint.get("/offerings/<id>/sign-up")
@policy("do_task")
def find(id: str) -> ResponseReturnValue:
    """Search for who is to be signed up."""
    actor, session = current_actor(), db.session()
    found = fetch(session, actor, Offering, id, "see_case")
    if not actor.may("see_people") or offering_seats.kind_of(found).attendance != "people":
        raise NotFound("There is no such record.")
    text = request.args.get("q", "").strip()
    hits = search(session, actor, text, limit=20).hits if text else []
    return _find_page(found, text, hits)


@blueprint.post("/offerings/<id>/sign-up")
@policy("do_task")
def sign_up(id: str) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    case_id, person_id = request.form.get("case") or None, request.form.get("person", "")
    try:
        with transaction() as writing:
            if case_id is None:
                case_id = _running_case(writing, actor, person_id, id)
            row = sign_ups.sign_up(writing, actor, id, person_id, clock.now(), case_id=case_id)
    except sign_ups.CannotSignUp as refused:
        found = fetch(session, actor, Offering, id, "see_case")
        return page("workflows/offerings/refused.html", status=422, offering=found, refused=refused, **_why(found, refused))
    if row.status == "waiting":
        flash(_("All places are taken: the person stands on the waiting list."), "warning")
    else:
        flash(_("The person is signed up."), "success")
    back = url_for("workflows.case", case_id=case_id) if request.form.get("back") == "case" and case_id else None
    return redirect(back or url_for("offerings.one", id=id), 303)


@blueprint.post("/attendances/<id>/cancel")
@policy("do_task")
def cancel(id: str) -> ResponseReturnValue:
    with transaction() as writing:
        row = sign_ups.cancel(writing, current_actor(), id, clock.now())
        offering_id = row.offering_id
    flash(_("The person is no longer signed up. Below, under “Cancelled”, she can be signed up again."), "success")
    return redirect(url_for("offerings.one", id=offering_id), 303)


@blueprint.route("/offerings/<id>/presence", methods=["GET", "POST"])
@policy("do_task")
def presence(id: str) -> ResponseReturnValue:
    actor = current_actor()
    found = run_by(db.session(), actor, id)
    kind = offering_seats.kind_of(found)
    filled = offering_inputs.Presences({}, {})
    if request.method == "POST":
        filled = offering_inputs.read_presence(request.form)
        try:
            if not filled.errors:
                with transaction() as writing:
                    attendance.record(writing, actor, id, filled.said, clock.now())
                flash(_("Presence is saved."), "success")
                return redirect(url_for("offerings.one", id=id), 303)
        except offering_about.CannotOffer as wrong:
            filled.errors.update(wrong.errors)
    people = [each for each in attendance.attendees(db.session(), actor, found) if each.row.status in attendance.PRESENCE]
    return page(
        "workflows/offerings/presence.html",
        status=422 if filled.errors else 200,
        offering=found,
        kind=kind,
        people=people,
        typed=request.form,
        errors=filled.errors,
        labels={f"{each.row.id}.{name}": f"{each}, {label}" for each in people for name, label in _columns().items()},
        statuses={name: text for name, text in statuses().items() if name in attendance.PRESENCE},
        breadcrumbs=trail(found, (_("Presence"), None)),
    )


def _columns() -> dict[str, str]:
    return {"status": _("Status"), "units": _("Teaching units"), "note": _("Note")}


@blueprint.get("/offerings/<id>/list")
@policy("do_task")
def paper(id: str) -> ResponseReturnValue:
    """The list of participants to print, with a column to sign in."""
    found, people = _list_of(id)
    kind = offering_seats.kind_of(found)
    unit = db.session.get_one(Unit, found.unit_id)
    programme = catalogue.definition(found.revision)
    context: dict[str, Any] = {"offering": found, "kind": kind, "programme": programme, "unit": unit, "people": people}
    return page("workflows/offerings/paper.html", breadcrumbs=trail(found, (_("List of participants"), None)), **context)


@blueprint.get("/offerings/<id>/list.<any(csv, xlsx):kind>")
@policy("do_task")
def download(id: str, kind: str) -> ResponseReturnValue:
    found, people = _list_of(id)
    content = attendance.exported(attendance.table(found, people, statuses()), kind)
    types = {"csv": "text/csv; charset=utf-8", "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
    answer = make_response(content)
    answer.headers["Content-Type"] = types[kind]
    answer.headers["Content-Disposition"] = f'attachment; filename="participants-{found.starts_on.isoformat()}.{kind}"'
    return answer


def _list_of(id: str) -> tuple[Offering, list[attendance.Attendee]]:
    """Who takes part, for who runs the offering; that the list was taken out is written down."""
    actor = current_actor()
    with transaction() as session:
        found = run_by(session, actor, id)
        announce(session, RecordSeen(subject_id=id, kind="participants"), actor=actor, now=clock.now())
        people = attendance.attendees(session, actor, found)
    return found, [each for each in people if each.row.status in attendance.PRESENCE]


def _running_case(session: Session, actor: Actor, person_id: str, offering_id: str) -> str | None:
    """The person's running case in the offering's programme, where the actor sees it."""
    programme = select(Offering.programme).where(Offering.id == offering_id).scalar_subquery()
    query = scoped(actor, Case, "see_case").where(
        Case.person_id == person_id, Case.closed_on.is_(None), Case.programme == programme
    )
    found = session.scalars(query.order_by(Case.entered_on.desc())).first()
    return found.id if found else None


def _find_page(found: Offering, text: str, hits: Any) -> ResponseReturnValue:
    session, actor = db.session(), current_actor()
    ids = [hit.person.id for hit in hits]
    found_people = who(session, actor, ids)
    there = select(Attendance).where(Attendance.offering_id == found.id, Attendance.person_id.in_(ids))
    return page(
        "workflows/offerings/find.html",
        offering=found,
        seats=offering_seats.seats(session, found),
        text=text,
        people=[found_people[id] for id in ids],
        there={row.person_id: row.status for row in session.scalars(there)},
        statuses=statuses(),
        breadcrumbs=trail(found, (_("Sign up"), None)),
    )


def _why(found: Offering, refused: sign_ups.CannotSignUp) -> dict[str, Any]:
    """The criteria that refused, each with its words, its source and what is missing."""
    reasons = refused.verdict.reasons if refused.verdict else ()
    told = [each for each in reasons if each.state is not True and each.strength == "must"]
    return {
        "reasons": [(each.title, each.source, [wording_text(title_of(name)) for name in each.missing]) for each in told],
        "breadcrumbs": trail(found, (_("Sign up"), None)),
    }

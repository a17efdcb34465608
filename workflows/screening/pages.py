"""The pages of the first talk: begin one, answer what is asked, correct, take back, and let it go."""

from __future__ import annotations

from datetime import date

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import NotFound, current_actor
from core.database import db, transaction
from core.journal import seen
from core.people.values import Refused
from core.web.gate import policy
from core.web.page import page
from forms.plan import TECHNICAL
from workflows.screening import show, talk
from workflows.screening.models import Talk
from workflows.screening.question import Unanswered, read
from workflows.screening.standing import askable
from workflows.who import who

blueprint = Blueprint("screening", __name__, template_folder="../templates")
OURS = frozenset({"_fact", "entry_on"})


@blueprint.get("/talks")
@policy("open_case")
def talks() -> ResponseReturnValue:
    """One's own talks, and the button to begin one."""
    actor, session = current_actor(), db.session()
    found = talk.mine(session, actor, clock.now())
    people = who(session, actor, [each.person_id for each in found if each.person_id])
    return page(
        "workflows/screening/talks.html",
        talks=found,
        people=people,
        answers=show.counted(found),
        days=talk.KEPT.days,
        programmes=bool(catalogue.offered()),
    )


@blueprint.post("/talks")
@policy("open_case")
def begin() -> ResponseReturnValue:
    """`person`: whose talk it is, where that is known."""
    try:
        with transaction() as session:
            made = talk.begin(session, current_actor(), clock.now(), request.form.get("person") or None)
            id = made.id
    except talk.TooMany:
        flash(_("You have %(most)d talks under way. Delete one first.", most=talk.MOST), "warning")
        return redirect(url_for("screening.talks"), 303)
    return redirect(url_for("screening.one", id=id), 303)


@blueprint.get("/talks/<id>")
@policy("open_case")
def one(id: str) -> ResponseReturnValue:
    """`?ask=` names the fact that is to be asked for; without it the best question is asked."""
    now = clock.now()
    found = talk.fetch_talk(db.session(), current_actor(), id, now)
    if found.person_id:
        seen(current_actor(), "person", found.person_id, person_id=found.person_id, now=now)
    return _show(found)


@blueprint.post("/talks/<id>")
@policy("open_case")
def say(id: str) -> ResponseReturnValue:
    """`_do`: "answer", "unknown" or "back" for the fact `_fact`; "day" for the day of entry that is asked about."""
    try:
        with transaction() as session:
            talk.purge(session, clock.now())
            found = talk.fetch_talk(session, current_actor(), id, clock.now(), lock=True)
            _do(found)
    except Unanswered as wrong:
        return _show(talk.fetch_talk(db.session(), current_actor(), id, clock.now()), wrong)
    except (Refused, ValueError):
        flash(_("That could not be taken. Please check the entry."), "warning")
    if request.headers.get("HX-Request"):
        return _show(talk.fetch_talk(db.session(), current_actor(), id, clock.now()))
    return redirect(url_for("screening.one", id=id), 303)


@blueprint.post("/talks/<id>/delete")
@policy("open_case")
def delete(id: str) -> ResponseReturnValue:
    with transaction() as session:
        session.delete(talk.fetch_talk(session, current_actor(), id, clock.now(), lock=True))
    flash(_("The talk is deleted."), "success")
    return redirect(url_for("screening.talks"), 303)


def _do(found: Talk) -> None:
    now, what, fact = clock.now(), request.form.get("_do", ""), request.form.get("_fact", "")
    if what == "day":
        talk.ask_about(found, _day(request.form.get("entry_on", "")), now)
        return
    if fact not in askable():
        raise NotFound("There is no such question.")
    if what == "unknown":
        talk.nobody_knows(found, fact, now)
    elif what == "back":
        talk.take_back(found, fact, now)
    else:
        raw = {name: values for name, values in request.form.lists() if name not in TECHNICAL | OURS}
        on = talk.day_of(found, now)
        told = read(fact, raw, talk.answers(found), on)
        talk.answer(found, told, request.form.get("_source", "self"), now)


def _day(text: str) -> date | None:
    """Raises ValueError."""
    return date.fromisoformat(text) if text else None


def _show(found: Talk, wrong: Unanswered | None = None) -> ResponseReturnValue:
    """With htmx the part that changes, without it the whole page."""
    ask = request.form.get("_fact", "") if wrong else request.args.get("ask", "")
    part = bool(request.headers.get("HX-Request"))
    return page(
        f"workflows/screening/{'talk_part' if part else 'talk'}.html",
        status=422 if wrong else 200,
        part=part,
        **show.context(db.session(), current_actor(), found, clock.now(), ask, wrong),
    )

"""The page of entry: the verdict with its reasons, the facts that it lacks, and the door into the programme."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Blueprint, flash, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import NotFound, current_actor, fetch, scoped
from core.catalogue import UnknownProgramme
from core.clock import today
from core.database import db, transaction
from core.definitions import Programme
from core.journal import seen
from core.organisations.models import Unit
from core.people.models import Person
from core.rules import Verdict
from core.web.gate import policy
from core.web.page import page
from workflows.asked import Asked, questions, take_facts
from workflows.combining import Combined, Overlap, overlaps
from workflows.eligibility import ExemptionRefused, NotEligible, criteria_of, decide, told
from workflows.outlook import outlook
from workflows.reasons import exemptions, shown
from workflows.run import AlreadyRunning, open_case
from workflows.who import who
from workflows.words import KINDS

blueprint = Blueprint("enrol", __name__, template_folder="templates")
BOTH = "both."
"""With the id of another programme, the input that says: I have read that standing in both is warned of."""


@blueprint.get("/people/<person_id>/programmes/<programme_id>")
@policy("open_case")
def entry(person_id: str, programme_id: str) -> ResponseReturnValue:
    """`?track=` asks for a track of its own instead of the participants' way."""
    person, programme, track = _wanted(person_id, programme_id)
    seen(current_actor(), "person", person_id, person_id=person_id, now=clock.now())
    return _show(person, programme, track, decide(db.session(), person.id, programme, today(clock.now()), track=track))


@blueprint.post("/people/<person_id>/programmes/<programme_id>")
@policy("open_case")
def enter(person_id: str, programme_id: str) -> ResponseReturnValue:
    """`_do`: "facts" records what was missing, anything else takes the person in."""
    person, programme, track = _wanted(person_id, programme_id)
    verdict = decide(db.session(), person.id, programme, today(clock.now()), track=track)
    if request.form.get("_do") != "facts":
        return _take_in(person, programme, track, verdict)
    asked = take_facts(person.id, programme, verdict)
    if asked.errors:
        return _show(person, programme, track, verdict, asked=asked)
    flash(_("Recorded. This is the verdict now."), "success")
    return redirect(url_for("enrol.entry", person_id=person.id, programme_id=programme.id, track=track or None), 303)


def _wanted(person_id: str, programme_id: str) -> tuple[Person, Programme, str]:
    person = fetch(db.session(), current_actor(), Person, person_id, "open_case")
    track = request.args.get("track", "")
    try:
        programme = catalogue.definition(catalogue.current(programme_id).digest)
        criteria_of(programme, track)
    except (UnknownProgramme, LookupError) as unknown:
        raise NotFound("There is no such record.") from unknown
    return person, programme, track


def _take_in(person: Person, programme: Programme, track: str, verdict: Verdict) -> ResponseReturnValue:
    actor = current_actor()
    try:
        with transaction() as session:
            case = open_case(
                session,
                actor,
                person.id,
                programme.id,
                request.form.get("unit", person.unit_id),
                now=clock.now(),
                exceptions=exemptions(verdict, criteria_of(programme, track), request.form),
                track=track,
                acknowledged=[name.removeprefix(BOTH) for name in request.form if name.startswith(BOTH)],
            )
    except AlreadyRunning as running:
        flash(_("Already in this programme."), "info")
        return redirect(url_for("workflows.case", case_id=running.case_id), 303)
    except NotEligible as refused:
        flash(_("Not taken in: see the reasons."), "warning")
        return _show(person, programme, track, refused.verdict)
    except ExemptionRefused as refused:
        return _show(person, programme, track, verdict, errors=second_person_missing(refused))
    except Combined as refused:
        return _show(person, programme, track, verdict, errors=_combined(refused))
    flash(_("Taken in. The first tasks are open."), "success")
    return redirect(url_for("workflows.case", case_id=case.id), 303)


def _combined(refused: Combined) -> dict[str, list[str]]:
    if refused.barred:
        return {"": [_("Not taken in: another programme bars this one.")]}
    return {f"{BOTH}{each.programme.id}": [_("Please confirm that you have read this.")] for each in refused.overlaps}


def second_person_missing(refused: ExemptionRefused) -> dict[str, list[str]]:
    return {f"reason.{refused.criterion}": [_("An exception needs a reason and the name of a second person, who is not you.")]}


def _show(
    person: Person,
    programme: Programme,
    track: str,
    verdict: Verdict,
    *,
    asked: Asked | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    asked = asked or Asked()
    wrong = {**asked.errors, **(errors or {})}
    given = questions(programme, verdict, asked)
    criteria = criteria_of(programme, track)
    beside: list[Overlap] = overlaps(session, person.id, programme, verdict.on, track)
    return page(
        "workflows/enrol.html",
        status=422 if wrong else 200,
        person=who(session, actor, [person.id])[person.id],
        programme=programme,
        track=next((each for each in programme.tracks if each.id == track), None),
        verdict=verdict,
        kind=KINDS[verdict.outcome],
        reasons=shown(verdict, criteria),
        labels=given["fact_labels"]
        | {f"reason.{each.id}": each.title for each in criteria}
        | {f"{BOTH}{each.programme.id}": each.programme.title for each in beside},
        overlaps=beside,
        barred=any(each.effect == "bar" for each in beside),
        look=outlook(verdict, *told(session, person.id, verdict.on)),
        units=session.scalars(scoped(actor, Unit, "open_case").order_by(Unit.name).limit(200)).all(),
        unit=request.form.get("unit", person.unit_id),
        given=request.form,
        errors=wrong,
        **given,
    )

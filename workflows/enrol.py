"""The page of entry: the verdict with its reasons, the facts that it lacks, and the door into the programme."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

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
from core.people.registry import SOURCES, known, record
from core.people.values import Refused
from core.rules import Verdict
from core.web.gate import policy
from core.web.i18n import language, wording_text
from core.web.page import page
from forms.fill import fill
from forms.plan import TECHNICAL, Plan
from forms.prefill import source_name
from forms.render import render_page
from workflows.asking import PAGE, facts_plan, statements
from workflows.eligibility import Exemption, ExemptionRefused, NotEligible, decide
from workflows.run import AlreadyRunning, open_case
from workflows.who import who
from workflows.words import KINDS, fact_text, title_of

blueprint = Blueprint("enrol", __name__, template_folder="templates")
STATES = {True: "true", False: "false", None: "unknown"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One criterion as the page shows it: `facts` are titles with values, `missing` titles; `waivable` asks for an exception."""

    id: str
    title: Any
    source: Any
    strength: str
    state: str
    granted: bool
    facts: list[tuple[str, str]]
    missing: list[Any]
    waivable: bool


@blueprint.get("/people/<person_id>/programmes/<programme_id>")
@policy("open_case")
def entry(person_id: str, programme_id: str) -> ResponseReturnValue:
    person, programme = _both(person_id, programme_id)
    seen(current_actor(), "person", person_id, person_id=person_id, now=clock.now())
    return _show(person, programme, decide(db.session(), person.id, programme, today(clock.now())))


@blueprint.post("/people/<person_id>/programmes/<programme_id>")
@policy("open_case")
def enter(person_id: str, programme_id: str) -> ResponseReturnValue:
    """`_do`: "facts" records what was missing, anything else takes the person in."""
    person, programme = _both(person_id, programme_id)
    if request.form.get("_do") == "facts":
        return _record(person, programme)
    return _take_in(person, programme)


def _both(person_id: str, programme_id: str) -> tuple[Person, Programme]:
    person = fetch(db.session(), current_actor(), Person, person_id, "open_case")
    try:
        return person, catalogue.definition(catalogue.current(programme_id).digest)
    except UnknownProgramme as unknown:
        raise NotFound("There is no such record.") from unknown


def _record(person: Person, programme: Programme) -> ResponseReturnValue:
    actor, now = current_actor(), clock.now()
    verdict = decide(db.session(), person.id, programme, today(now))
    plan = facts_plan(programme, asked_for(verdict))
    raw = {name: values for name, values in request.form.lists() if name not in TECHNICAL}
    filled = fill(plan, PAGE, raw, known(db.session(), person.id), language(), on=today(now))
    if not filled.ok:
        return _show(person, programme, verdict, raw=raw, errors=filled.errors)
    source = request.form.get("_source", "")
    try:
        with transaction() as session:
            told = statements(plan, filled.answers)
            record(session, actor, person.id, told, source=source if source in SOURCES else "self", now=now)
    except Refused as refused:
        return _show(person, programme, verdict, raw=raw, errors={refused.field: [str(refused)]})
    flash(_("Recorded. This is the verdict now."), "success")
    return redirect(url_for("enrol.entry", person_id=person.id, programme_id=programme.id), 303)


def _take_in(person: Person, programme: Programme) -> ResponseReturnValue:
    actor = current_actor()
    verdict = decide(db.session(), person.id, programme, today(clock.now()))
    exemptions = _exemptions(verdict, programme)
    try:
        with transaction() as session:
            case = open_case(
                session,
                actor,
                person.id,
                programme.id,
                request.form.get("unit", person.unit_id),
                now=clock.now(),
                exceptions=exemptions,
            )
    except AlreadyRunning as running:
        flash(_("Already in this programme."), "info")
        return redirect(url_for("workflows.case", case_id=running.case_id), 303)
    except NotEligible as refused:
        flash(_("Not taken in: see the reasons."), "warning")
        return _show(person, programme, refused.verdict)
    except ExemptionRefused as refused:
        problem = _("An exception needs a reason and the name of a second person, who is not you.")
        return _show(person, programme, verdict, errors={f"reason.{refused.criterion}": [problem]})
    flash(_("Taken in. The first tasks are open."), "success")
    return redirect(url_for("workflows.case", case_id=case.id), 303)


def _exemptions(verdict: Verdict, programme: Programme) -> list[Exemption]:
    given = []
    for id in waivable(verdict, programme):
        reason, second = request.form.get(f"reason.{id}", ""), request.form.get(f"second.{id}", "")
        if reason.strip() or second.strip():
            given.append(Exemption(id, reason.strip()[:2000], second.strip()[:200]))
    return given


def asked_for(verdict: Verdict) -> Sequence[str]:
    """The facts worth asking for: those that keep the verdict open, else those of criteria that are only noted."""
    return verdict.missing or tuple(dict.fromkeys(name for reason in verdict.reasons for name in reason.missing))


def waivable(verdict: Verdict, programme: Programme) -> tuple[str, ...]:
    """The criteria that an exception can waive; none when another one excludes all the same."""
    allowed = {criterion.id for criterion in programme.eligibility if criterion.exception}
    if verdict.outcome != "not eligible" or not set(verdict.decided_by) <= allowed:
        return ()
    return verdict.decided_by


def _show(
    person: Person,
    programme: Programme,
    verdict: Verdict,
    *,
    raw: Mapping[str, Sequence[str]] | None = None,
    errors: Mapping[str, list[str]] | None = None,
) -> ResponseReturnValue:
    actor, session = current_actor(), db.session()
    plan = facts_plan(programme, asked_for(verdict))
    return page(
        "workflows/enrol.html",
        status=422 if errors else 200,
        person=who(session, actor, [person.id])[person.id],
        programme=programme,
        verdict=verdict,
        kind=KINDS[verdict.outcome],
        reasons=shown(verdict, programme),
        questions=render_page(plan, PAGE, raw or {}, errors or {}, language()) if plan.asked else "",
        labels=_labels(plan, programme),
        sources=[(source, source_name(source)) for source in SOURCES],
        source=request.form.get("_source", "self"),
        units=session.scalars(scoped(actor, Unit, "open_case").order_by(Unit.name).limit(200)).all(),
        unit=request.form.get("unit", person.unit_id),
        given=request.form,
        errors=errors or {},
    )


def _labels(plan: Plan, programme: Programme) -> dict[str, Any]:
    return {field.id: field.label for field in plan.asked} | {f"reason.{each.id}": each.title for each in programme.eligibility}


def shown(verdict: Verdict, programme: Programme) -> list[Shown]:
    """The criteria with the facts that decided them, in words."""
    waived = waivable(verdict, programme)
    return [
        Shown(
            id=reason.id,
            title=reason.title,
            source=reason.source,
            strength=reason.strength,
            state=STATES[reason.state],
            granted=reason.granted,
            facts=[(wording_text(title_of(name)), fact_text(name, value)) for name, value in reason.facts.items()],
            missing=[title_of(name) for name in reason.missing],
            waivable=reason.id in waived,
        )
        for reason in verdict.reasons
    ]

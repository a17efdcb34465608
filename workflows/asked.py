"""The questions for missing facts on a page of a verdict: shown, checked, and recorded with their source."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request

from core import clock
from core.actor import current_actor
from core.clock import today
from core.database import db, transaction
from core.definitions import Programme
from core.people.registry import SOURCES, known, record
from core.people.values import Refused
from core.rules import Verdict
from core.web.i18n import language
from forms.fill import fill
from forms.plan import TECHNICAL, Plan
from forms.prefill import prefilled, source_name
from forms.render import render_page
from workflows.asking import PAGE, facts_plan, statements
from workflows.reasons import asked_for


@dataclass(frozen=True, slots=True)
class Asked:
    """What was sent in answer to the questions, and what is wrong with it."""

    raw: Mapping[str, Sequence[str]] = field(default_factory=dict)
    errors: Mapping[str, list[str]] = field(default_factory=dict)


def take_facts(person_id: str, programme: Programme, verdict: Verdict) -> Asked:
    """Record what this request answers to the questions of the verdict; with errors nothing is recorded."""
    now = clock.now()
    plan = facts_plan(programme, asked_for(verdict))
    raw = {name: values for name, values in request.form.lists() if name not in TECHNICAL}
    filled = fill(plan, PAGE, raw, known(db.session(), person_id), language(), on=today(now))
    if not filled.ok:
        return Asked(raw, filled.errors)
    source = request.form.get("_source", "")
    try:
        with transaction() as session:
            told = statements(plan, filled.answers)
            record(session, current_actor(), person_id, told, source=source if source in SOURCES else "self", now=now)
    except Refused as refused:
        return Asked(raw, {refused.field: [str(refused)]})
    return Asked(raw)


def questions(programme: Programme, verdict: Verdict, asked: Asked) -> dict[str, Any]:
    """What the template `workflows/verdict.html` needs to ask."""
    plan: Plan = facts_plan(programme, asked_for(verdict))
    # what was said and waits for its paper stands there already: then only its source is chosen
    said = {name: verdict.facts[name] for reason in verdict.reasons for name in reason.doubts}
    raw = asked.raw or prefilled(plan, said, {})[PAGE]
    return {
        "questions": render_page(plan, PAGE, raw, asked.errors, language()) if plan.asked else "",
        "fact_labels": {one.id: one.label for one in plan.asked},
        "sources": [(source, source_name(source)) for source in SOURCES],
        "source": request.form.get("_source", "self"),
    }

"""What the page of a case shows of offerings, sums and papers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import current_app
from flask_babel import gettext as _

from core import catalogue
from core.actor import Actor
from core.database import db
from workflows import attendance
from workflows.counter_pages import case_sums
from workflows.documents import panel as document_panel
from workflows.letters import panel as letter_panel
from workflows.models import Case
from workflows.offering_frame import statuses


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

"""Figures where people look rather than read: small charts of each programme, each with its table beside it."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import format_date, format_decimal, ngettext
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import current_actor
from core.clock import today
from core.database import db
from core.definitions import Programme
from core.web.gate import policy
from core.web.i18n import wording_text
from core.web.page import page
from workflows import charts
from workflows.charts import Bar

blueprint = Blueprint("figures", __name__, template_folder="templates")
HOURS = 24


@blueprint.get("/figures")
@policy("see_case")
def figures() -> ResponseReturnValue:
    """The charts of one programme; without a choice, of the one in which most is going on."""
    offered = catalogue.offered()
    wanted = request.args.get("programme") or charts.busiest(db.session(), current_actor())
    chosen = next((each for each in offered if each.id == wanted), offered[0] if offered else None)
    return page(
        "workflows/figures.html",
        offered=offered,
        programme=chosen,
        charts=_charts(chosen) if chosen else [],
        people_url=url_for("people.people") if current_actor().may("see_people") else None,
    )


def _charts(programme: Programme) -> list[dict[str, Any]]:
    """Key, title, what the two columns of the table are called, and the bars."""
    actor, session, day = current_actor(), db.session(), today(clock.now())
    phases = [
        Bar(wording_text(phase.title) if phase else _("In no phase"), number)
        for phase, number in charts.by_phase(session, actor, programme)
    ]
    months = [Bar(format_date(month, "MMM yyyy"), number) for month, number in charts.by_month(session, actor, programme, day)]
    steps = {step.id: step.title for step in programme.steps}
    times = [
        Bar(f"{wording_text(steps[each.step])}", round(each.days, 1), f"{_lasting(each.days)} ({each.tasks})")
        for each in charts.in_step(session, actor, programme, day)
    ]
    return [
        {"key": "phases", "title": _("Running cases by phase"), "columns": (_("Phase"), _("Cases")), "bars": phases},
        {
            "key": "months",
            "title": _("Entries by month"),
            "columns": (_("Month"), _("Entries into the programme")),
            "bars": months,
        },
        {
            "key": "times",
            "title": _("Time in a step, median of the last year"),
            "columns": (_("Step"), _("Time (number of tasks)")),
            "bars": times,
        },
    ]


def _lasting(days: float) -> str:
    """Days with one decimal; what takes less than a day is told in hours."""
    if days < 1:
        hours = round(days * HOURS)
        return str(ngettext("%(num)d hour", "%(num)d hours", hours))
    return _("%(days)s days", days=format_decimal(round(days, 1)))

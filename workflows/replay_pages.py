"""The page that shows how a case was decided: then, with what was known then, and today, with what is known of that day now."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import Blueprint, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core import catalogue, clock
from core.actor import current_actor, fetch
from core.clock import today
from core.database import db
from core.definitions import vocabulary
from core.journal import seen
from core.people.values import from_json
from core.web.gate import policy
from core.web.page import page
from forms.prefill import source_name
from workflows.eligibility import criteria_of
from workflows.models import Case
from workflows.reasons import STATES, shown
from workflows.replay import Entry, Judged, Replay, replay
from workflows.who import who
from workflows.words import KINDS, fact_text, title_of, verdict_text

blueprint = Blueprint("replay", __name__, template_folder="templates")


@blueprint.get("/cases/<case_id>/decided")
@policy("open_case")
def decided(case_id: str) -> ResponseReturnValue:
    """`?on=` asks for another day than that of entry."""
    actor, session = current_actor(), db.session()
    case = fetch(session, actor, Case, case_id, "open_case")
    seen(actor, "case", case_id, person_id=case.person_id, case_id=case_id, now=clock.now())
    day, wrong = _day(request.args.get("on", ""))
    found: Replay | None = None
    try:
        found = replay(session, case, clock.now(), day)
    except LookupError:
        wrong = _("On that day the programme was not on offer here.")
    return page(
        "workflows/replay.html",
        status=422 if wrong else 200,
        case=case,
        programme=catalogue.definition(case.revision),
        person=who(session, actor, [case.person_id])[case.person_id],
        replay=found,
        sides=[_side(case, found.then), _side(case, found.now)] if found else [],
        facts=[_fact(each.fact, each.then, each.now) for each in found.facts] if found else [],
        criteria=[(each, _state(each.then), _state(each.now)) for each in found.criteria] if found else [],
        errors={"on": [wrong]} if wrong else {},
    )


def _day(text: str) -> tuple[date | None, str]:
    if not text:
        return None, ""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None, _("Please enter a day that exists.")
    return (day, "") if day <= today(clock.now()) else (None, _("The day lies ahead: nothing was decided then."))


def _side(case: Case, judged: Judged) -> dict[str, Any]:
    criteria = criteria_of(catalogue.definition(judged.revision.digest), case.track)
    return {
        "judged": judged,
        "kind": KINDS[judged.verdict.outcome],
        "text": verdict_text(judged.verdict.outcome),
        "reasons": shown(judged.verdict, criteria),
    }


def _fact(name: str, then: Entry | None, now: Entry | None) -> tuple[Any, str, str, Entry | None]:
    return title_of(name), _entry(name, then), _entry(name, now), now


def _entry(name: str, entry: Entry | None) -> str:
    if entry is None:
        return _("not known")
    value = fact_text(name, from_json(name, entry.value)) if vocabulary().has(name) else str(entry.value)
    return f"{value} ({source_name(entry.source)})"


def _state(state: bool | str | None) -> str:
    return "absent" if isinstance(state, str) else STATES[state]

"""The registry by programme: how many may enter, for how many something is missing, and who they are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from core import catalogue, clock
from core.actor import Actor, current_actor
from core.clock import today
from core.database import db
from core.definitions import Programme
from core.web.gate import policy
from core.web.page import page
from workflows.eligibility import judge
from workflows.screening import overview
from workflows.screening.caseload_pages import blueprint
from workflows.screening.known import Known, known_of
from workflows.screening.overview import Listed, Row
from workflows.screening.show import Card, card
from workflows.screening.standing import ORDER, Standing
from workflows.who import Who, who
from workflows.words import KINDS, verdict_text


@dataclass(frozen=True, slots=True)
class Line:
    """A person with her verdict as it is now; `running`: she takes part; `otherwise`: the screening had found another one."""

    who: Who
    card: Card
    running: bool
    otherwise: bool


@blueprint.get("/screening")
@policy("open_case")
def registry() -> ResponseReturnValue:
    """`?on=` the day of entry (today without it), `?programme=` and `?verdict=` whom to list, `?after=` the page before."""
    actor, session, offered = current_actor(), db.session(), catalogue.offered()
    live, chosen = overview.is_live(session, actor), next((p for p in offered if p.id == request.args.get("programme")), None)
    on, verdict = _on(), next((each for each in ORDER if each == request.args.get("verdict")), None)
    rows = overview.judged(session, actor, offered, on) if live else overview.stored(session, actor, offered)
    row = next((each for each in rows if chosen and each.programme.id == chosen.id), None)
    after = request.args.get("after", "")[:36]
    found = _found(session, actor, row, live, verdict, after)
    kept: dict[str, Any] = {
        "programme": chosen.id if chosen else None,
        "verdict": verdict,
        "on": request.args.get("on") and on.isoformat(),
    }
    return page(
        "workflows/screening/registry.html",
        rows=rows,
        chosen=row,
        verdict=verdict,
        verdicts=[(each, verdict_text(each)) for each in ORDER],
        lines=_lines(session, actor, row, found),
        live=live,
        on=on,
        is_today=on == today(clock.now()),
        KINDS=KINDS,
        kept=kept,
        first=url_for("screening.registry", **kept) if after else None,
        following=url_for("screening.registry", **kept, after=found.after) if found.after else None,
    )


def _on() -> date:
    try:
        return date.fromisoformat(request.args.get("on", ""))
    except ValueError:
        return today(clock.now())


def _found(session: Session, actor: Actor, row: Row | None, live: bool, verdict: Any, after: str) -> Listed:
    if row is None or row.on is None:
        return Listed({})
    people = overview.people_judged if live else overview.people_stored
    return people(session, actor, row.programme, row.on, verdict, after)


def _lines(session: Session, actor: Actor, row: Row | None, found: Listed) -> list[Line]:
    """The people in order, each judged once more by what is known now, with the reasons."""
    if row is None or row.on is None or not found.people:
        return []
    known, people = known_of(session, found.people, row.on), who(session, actor, found.people)
    return [_line(people[id], known[id], row.programme, row.on, outcome) for id, outcome in found.people.items() if id in known]


def _line(person: Who, known: Known, programme: Programme, on: date, outcome: str) -> Line:
    now = card(Standing(programme, judge(known.facts, programme, on, sources=known.sources)))
    return Line(person, now, programme.id in _enrolled(known.facts), now.outcome != outcome)


def _enrolled(facts: Mapping[str, Any]) -> frozenset[str]:
    found: frozenset[str] = facts.get("enrolments", frozenset())
    return found

"""The page on which a case that nobody has is walked through the steps of a draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose

from core import clock
from core.admin import AdminPage
from core.definitions import DefinitionError, Programme
from core.rules import RuleError
from core.rules.types import BOOLEAN, DATE, Code
from core.web.i18n import wording_text
from workflows.casefile import fact_title
from workflows.designing import simulating
from workflows.designing.simulating import NoTurn, Walk
from workflows.designing.text_pages import opened_draft


class SimulatePages(AdminPage):
    """Turns stand in the address alone, so that a walk can be shown to a colleague."""

    @expose("/<change_id>/simulate")
    def simulate(self, change_id: str) -> ResponseReturnValue:
        opened = opened_draft(change_id)
        programme, turns = opened.programme, request.args.getlist("do")
        if "know" in request.args:
            turns.append(f"know:{request.args['know']}:{request.args.get('value', '').strip()}")
        first, track = _day(request.args.get("on", "")), request.args.get("track", "")
        context: dict[str, Any] = {
            "change": opened.change,
            "programme": programme,
            "turns": turns,
            "first": first,
            "track": track,
        }
        broken = ""
        try:
            at: Walk | None = simulating.walk(programme, first, turns, track)
        except NoTurn:
            at = simulating.walk(programme, first, [], track)
            context["turns"], broken = [], "turn"
        except (RuleError, DefinitionError, LookupError):
            at, broken = None, "rules"
        context |= {"at": at, "broken": broken, "names": _names(programme) if at else [], "titles": _titles(programme)}

        def further(*turn: str) -> str:
            return _address(change_id, [*context["turns"], *turn], first, track)

        context |= {"further": further, "back": _address(change_id, context["turns"][:-1], first, track)}
        return str(self.render("workflows/designing/simulate.html", **context))


def _address(change_id: str, turns: list[str], first: date, track: str) -> str:
    return url_for("step_designer.simulate", change_id=change_id, do=turns, on=first.isoformat(), track=track or None)


def _titles(programme: Programme) -> dict[str, Any]:
    return {step.id: step.title for step in programme.steps}


def _names(programme: Programme) -> list[tuple[str, str, str, list[str]]]:
    """Name, what it is called, how it is asked, and its choices."""
    found = []
    for name, kind in simulating.asked(programme).items():
        choices = ["yes", "no"] if kind == BOOLEAN else list(kind.codes) if isinstance(kind, Code) else []
        sort = "choice" if choices else "date" if kind == DATE else "number"
        found.append((name, wording_text(fact_title(programme, name)), sort, choices))
    return found


def _day(text: str) -> date:
    """The day of entry; today where none is said, or none that exists."""
    try:
        asked = date.fromisoformat(text)
    except ValueError:
        return clock.today(clock.now())
    return asked if 1950 <= asked.year <= 2150 else clock.today(clock.now())

"""The page on which a case that nobody has is walked through the steps of a draft."""

from __future__ import annotations

from datetime import date
from typing import Any

from flask import request, url_for
from flask.typing import ResponseReturnValue
from flask_admin import expose
from flask_babel import gettext as _
from flask_babel import ngettext

from core import clock
from core.admin import AdminPage
from core.definitions import DefinitionError, Programme
from core.definitions.labels import labels
from core.rules import RuleError
from core.rules.types import BOOLEAN, DATE, Code
from core.web.i18n import shell_language, wording_text
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
        if "count" in request.args:
            turns.append(f"days:{_ahead(request.args['count'], request.args.get('unit', ''))}")
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
            track = track if any(each.id == track for each in programme.tracks) else ""
            at = simulating.walk(programme, first, [], track)
            context["turns"], context["track"], broken = [], track, "turn"
        except (RuleError, DefinitionError, LookupError):
            at, broken = None, "rules"
        context |= {"at": at, "broken": broken, "names": _names(programme) if at else [], "titles": _titles(programme)}

        def further(*turn: str) -> str:
            return _address(change_id, [*context["turns"], *turn], first, track)

        ways = [_address(change_id, context["turns"][:count], first, track) for count in range(len(context["turns"]) + 1)]
        told = [_told(programme, turn) for turn in context["turns"]]
        context |= {"further": further, "back": ways[max(0, len(ways) - 2)], "so_far": list(zip(told, ways, strict=False))}
        return str(self.render("workflows/designing/simulate.html", **context))


def _address(change_id: str, turns: list[str], first: date, track: str) -> str:
    return url_for(
        "step_designer.simulate", change_id=change_id, do=turns, on=first.isoformat(), track=track or None, _anchor="clock"
    )


def _ahead(count: str, unit: str) -> str:
    """So many days; what is no number is no turn."""
    by = {"days": 1, "weeks": 7}.get(unit, 0)
    return str(int(count) * by) if by and count.isascii() and count.isdigit() and len(count) < 5 else ""


def _told(programme: Programme, turn: str) -> str:
    """A turn in words."""
    verb, one, other = [*turn.split(":"), "", ""][:3]
    title = wording_text(_titled(programme, {"done": "steps", "enter": "blocks", "leave": "blocks"}.get(verb, ""), one))
    if verb == "days":
        return ngettext("%(num)d day on", "%(num)d days on", int(one))
    if verb == "know":
        answer = _answers(programme, simulating.asked(programme).get(one)).get(other, other)
        return f"{wording_text(fact_title(programme, one))}: {answer}"
    if verb == "done" and other:
        return _("%(step)s: done, %(reason)s", step=title, reason=wording_text(_titled(programme, "exits", other)))
    words = {"done": _("%(title)s: done"), "enter": _("%(title)s: entered"), "leave": _("%(title)s: left")}
    return words[verb] % {"title": title}


def _titled(programme: Programme, name: str, id: str) -> Any:
    return next((each.title for each in getattr(programme, name, ()) if each.id == id), id)


def _titles(programme: Programme) -> dict[str, Any]:
    return {step.id: step.title for step in programme.steps}


def _answers(programme: Programme, kind: Any) -> dict[str, str]:
    """Answer → what it is called; none for what is typed."""
    if kind == BOOLEAN:
        return {"yes": _("yes"), "no": _("no")}
    if not isinstance(kind, Code):
        return {}
    titles = labels(shell_language(), programme).codes.get(kind.list_id, {})
    return {code: titles.get(code, code) for code in kind.codes}


def _names(programme: Programme) -> list[tuple[str, str, str, list[tuple[str, str]]]]:
    """Name, what it is called, how it is asked, and its choices."""
    found = []
    for name, kind in simulating.asked(programme).items():
        choices = list(_answers(programme, kind).items())
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

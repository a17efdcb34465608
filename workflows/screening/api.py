"""POST /api/v1/screenings: verdicts on facts that a program sends; nothing is stored."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date
from difflib import get_close_matches
from typing import Any

from flask import Response, jsonify

from core import clock
from core.api import BadBody, Described, api_blueprint, describe, json_body
from core.definitions import vocabulary
from core.people.values import READERS, Refused
from core.rules import Decider
from core.web.gate import policy
from workflows.screening.bulk import Line, verdicts
from workflows.screening.cells import ENROLMENTS, BadCell, enrolled
from workflows.screening.registry import deciders

MOST_PEOPLE = 1_000
_KEYS = ("on", "programmes", "people")
blueprint = api_blueprint("screenings", __name__)

BODY: Mapping[str, Any] = {
    "type": "object",
    "required": ["people"],
    "additionalProperties": False,
    "properties": {
        "on": {"type": "string", "format": "date", "description": "The day of the verdicts; today without it."},
        "programmes": {"type": "array", "items": {"type": "string"}, "description": "All on offer without it."},
        "people": {
            "type": "array",
            "minItems": 1,
            "maxItems": MOST_PEOPLE,
            "items": {"type": "object", "description": "Facts by name; null and what is left out are unknown."},
        },
    },
}
ANSWER: Mapping[str, Any] = {
    "type": "object",
    "properties": {
        "on": {"type": "string", "format": "date"},
        "screenings": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "row": {"type": "integer"},
                    "programme": {"type": "string"},
                    "verdict": {"enum": ["eligible", "not eligible", "open"]},
                    "decided_by": {"type": "array", "items": {"type": "string"}},
                    "missing": {"type": "array", "items": {"type": "string"}},
                    "valid_until": {"type": ["string", "null"], "format": "date"},
                },
            },
        },
    },
}


@blueprint.post("/screenings")
@policy("open_case")
@describe(Described("Verdicts on facts of up to 1,000 people; nothing is stored", BODY, ANSWER))
def screenings() -> Response:
    sent = _object(json_body())
    offered = dict(deciders())
    on, chosen = _day(sent.get("on")), _programmes(sent.get("programmes"), offered)
    people = _people(sent.get("people"), offered)
    lines = [line for row, facts in enumerate(people, start=1) for line in verdicts(row, facts, chosen, on)]
    return jsonify(on=on.isoformat(), screenings=[_told(line) for line in lines])


def _told(line: Line) -> dict[str, Any]:
    names = {name: [each for each in getattr(line, name).split(";") if each] for name in ("decided_by", "missing")}
    return {**line._asdict(), **names, "valid_until": line.valid_until or None}


def _object(sent: Any) -> dict[str, Any]:
    if not isinstance(sent, dict):
        raise BadBody([("", 'An object is needed: {"people": [{"date_of_birth": "2001-05-17"}]}.')])
    if unknown := [key for key in sent if key not in _KEYS]:
        raise BadBody([(key[:60], f"There is no such key.{_near(key, _KEYS)}") for key in unknown[:20]])
    return sent


def _day(value: Any) -> date:
    if value is None:
        return clock.today(clock.now())
    return _date("on", value)


def _date(path: str, value: Any) -> date:
    try:
        if isinstance(value, str) and len(value) == 10:
            return date.fromisoformat(value)
    except ValueError:
        pass
    raise BadBody([(path, "Write a day of the calendar as 2026-03-14.")])


def _programmes(wanted: Any, known: Mapping[str, Decider]) -> Mapping[str, Decider]:
    if wanted is None:
        return known
    if not isinstance(wanted, list) or not all(isinstance(each, str) for each in wanted):
        raise BadBody([("programmes", "A list of ids is needed.")])
    if missing := [each for each in wanted if each not in known]:
        raise BadBody([("programmes", f"There is no programme '{each[:60]}'.{_near(each, known)}") for each in missing[:20]])
    return {id: known[id] for id in known if id in wanted}


def _people(sent: Any, programmes: Collection[str]) -> list[dict[str, Any]]:
    if not isinstance(sent, list) or not 1 <= len(sent) <= MOST_PEOPLE:
        raise BadBody([("people", f"A list of 1 to {MOST_PEOPLE} objects is needed.")])
    faults: list[tuple[str, str]] = []
    people = [_facts(f"people/{place}", each, faults, programmes) for place, each in enumerate(sent)]
    if faults:
        raise BadBody(faults[:100])
    return people


def _facts(path: str, sent: Any, faults: list[tuple[str, str]], programmes: Collection[str]) -> dict[str, Any]:
    if not isinstance(sent, dict):
        faults.append((path, "An object of facts is needed."))
        return {}
    facts = {}
    for name, value in sent.items():
        try:
            facts[name] = _enrolments(value, programmes) if name == ENROLMENTS else _fact(name, value)
        except (Refused, BadBody, BadCell) as error:
            said = error.faults[0][1] if isinstance(error, BadBody) else str(error).removeprefix(f"{name}: ")
            faults.append((f"{path}/{name[:60]}", said))
    return facts


def _enrolments(value: Any, programmes: Collection[str]) -> frozenset[str] | None:
    """Raises BadBody or BadCell."""
    if value is None:
        return None
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        raise BadBody([(ENROLMENTS, "A list of ids of programmes is needed.")])
    return enrolled(value, programmes)


def _fact(name: str, value: Any) -> Any:
    """Raises Refused or BadBody for a value that is none of this fact's."""
    known = vocabulary()
    if not known.has(name):
        raise BadBody([(name, f"There is no such fact.{_near(name, known.scope)}")])
    fact = known.fact(name)
    if value is None:
        return None
    return READERS[fact.type](fact, _date(name, value) if fact.type == "date" else value)


def _near(name: str, known: Any) -> str:
    near = get_close_matches(name[:60], known, 1)
    return f" Did you mean '{near[0]}'?" if near else ""

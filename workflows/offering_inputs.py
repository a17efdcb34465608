"""What is typed about an offering and its people: read, with messages where it does not go."""

from __future__ import annotations

import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from core.database import new_id
from core.definitions import Offering as Kind
from forms.kinds.clean import storable
from forms.kinds.date import parse
from forms.kinds.wrong import Wrong
from workflows.attendance import Presence
from workflows.offering_about import About
from workflows.offering_models import Offering

FIELDS = ("title", "starts_on", "ends_on", "places", "units")


@dataclass(frozen=True, slots=True)
class Filled:
    """The inputs as they were typed, what they say, and what is wrong with them, by input."""

    typed: dict[str, str]
    about: About
    errors: dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class Presences:
    """What is said by attendance id, and what is wrong by "<id>.<field>"."""

    said: dict[str, Presence]
    errors: dict[str, list[str]]


def empty(day: date) -> Filled:
    return Filled(dict.fromkeys(FIELDS, "") | {"starts_on": day.isoformat()}, About("", None), {})


def of(offering: Offering) -> Filled:
    about = About(offering.title, offering.starts_on, offering.ends_on, offering.places, offering.units)
    typed = {name: "" if (value := getattr(offering, name)) is None else str(value) for name in FIELDS}
    return Filled(typed, about, {})


def read(raw: Mapping[str, str], kind: Kind) -> Filled:
    typed = {name: raw.get(name, "").strip() for name in FIELDS}
    errors: dict[str, list[str]] = {}
    days = {name: _day(typed[name], name, errors) for name in ("starts_on", "ends_on")}
    asked = {"places": kind.places, "units": kind.units}
    numbers = {name: _number(typed[name], name, errors) if wanted else None for name, wanted in asked.items()}
    title = typed["title"]
    if not storable(title):
        title, errors["title"] = "", [_("The text holds characters that cannot be stored. Delete them, or type the text anew.")]
    return Filled(typed, About(title, days["starts_on"], days["ends_on"], numbers["places"], numbers["units"]), errors)


def read_presence(raw: Any) -> Presences:
    """Inputs are called "<attendance id>.status", ".units", ".note" and ".version"."""
    said: dict[str, Presence] = {}
    errors: dict[str, list[str]] = {}
    for id in (name.removesuffix(".status") for name in raw if name.endswith(".status")):
        units = _number(raw.get(f"{id}.units", "").strip(), f"{id}.units", errors)
        note, version = raw.get(f"{id}.note", "").strip(), raw.get(f"{id}.version", "")
        if not storable(note):
            errors[f"{id}.note"] = [_("The text holds characters that cannot be stored. Delete them, or type the text anew.")]
        said[id] = Presence(raw[f"{id}.status"], units, note, int(version) if version.isascii() and version.isdigit() else 0)
    return Presences(said, errors)


def key(text: str | None) -> str:
    """The form's key, if it is one of those that we hand out."""
    try:
        return str(uuid.UUID(text)) if text else new_id()
    except ValueError:
        return new_id()


def _day(text: str, name: str, errors: dict[str, list[str]]) -> date | None:
    if not text:
        return None
    try:
        return parse(text)
    except Wrong as wrong:
        errors[name] = [str(message) for _at, message in wrong.errors]
        return None


def _number(text: str, name: str, errors: dict[str, list[str]]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdigit() and len(text) < 6:
        return int(text)
    errors[name] = [_("Please enter a whole number from 0 to 99999, for example 12.")]
    return None

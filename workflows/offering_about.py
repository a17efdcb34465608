"""What staff say of an offering beside its kind's form, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _

from core.definitions import Offering as Kind

LONGEST_TITLE = 200
MOST_PLACES = 10_000


class CannotOffer(ValueError):
    """What was said of an offering does not go; `errors` has the reasons by field."""

    def __init__(self, errors: Mapping[str, list[str]]) -> None:
        super().__init__("; ".join(message for found in errors.values() for message in found))
        self.errors = dict(errors)


@dataclass(frozen=True, slots=True)
class About:
    """What staff say of an offering, beside its kind's form."""

    title: str
    starts_on: date | None
    ends_on: date | None = None
    places: int | None = None
    units: int | None = None


def check_about(kind: Kind, about: About) -> None:
    """Raises CannotOffer with all that is missing or does not fit together."""
    errors: dict[str, list[str]] = {}
    if not about.title.strip():
        errors["title"] = [_("Give it a name by which people know it, for example: German course in the morning.")]
    elif len(about.title.strip()) > LONGEST_TITLE:
        errors["title"] = [_("At most %(most)s characters fit here.", most=LONGEST_TITLE)]
    if about.starts_on is None:
        errors["starts_on"] = [_("Say when it begins, for example 1.3.2027.")]
    elif about.ends_on is not None and about.ends_on < about.starts_on:
        errors["ends_on"] = [_("The end lies before the beginning.")]
    if kind.places and not 0 < (about.places or 0) <= MOST_PLACES:
        errors["places"] = [_("Say how many places there are: a whole number from 1.")]
    if kind.units and about.units is not None and (reason := units_fault(kind, about.units)):
        errors["units"] = [reason]
    if errors:
        raise CannotOffer(errors)


def units_fault(kind: Kind, units: int) -> str:
    """Why these teaching units are too few or too many; empty when they are right."""
    if units < 0:
        return _("Teaching units cannot be less than 0.")
    least, most = kind.least_units or 0, kind.most_units or MOST_PLACES
    if units < least:
        return _("%(units)s teaching units are too few: at least %(least)s are needed.", units=units, least=least)
    return _("%(units)s teaching units are too many: at most %(most)s count.", units=units, most=most) if units > most else ""


def columns_of(kind: Kind, about: About) -> dict[str, Any]:
    return {
        "title": " ".join(about.title.split()),
        "starts_on": about.starts_on,
        "ends_on": about.ends_on,
        "places": about.places if kind.places else None,
        "units": about.units if kind.units else None,
    }

"""What a programme offers to many at once, and what it counts."""

from __future__ import annotations

from typing import Literal

from pydantic import Field as _Field

from core.definitions.base import Definition, Key, Many
from core.definitions.criterion import Criterion
from core.definitions.wording import Wording


class Offering(Definition):
    """A kind of course, event, training or place that people sign up for: Deutsch4U, an information evening, an internship.

    `form` asks what is particular to it. `attendance`: `people` keeps a list with sign-up and presence, `numbers` only counts
    heads (structural work, where no participant is recorded)."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    help: Wording | None = None
    form: Key | None = None
    role: Key
    eligibility: Many[Criterion] = ()
    """Who may sign up, as of the first day; beside what the programme asks of everybody."""
    attendance: Literal["people", "numbers"] = "people"
    places: bool = False
    """Whether places are limited: then there is a waiting list, in the order of sign-up."""
    units: bool = False
    """Whether teaching units (UE) are counted."""
    least_units: int | None = None
    most_units: int | None = None
    unconfirmed: Wording | None = None


class Cap(Definition):
    """The most that may be counted in a week (Monday to Sunday), a calendar year, or at all."""

    amount: int = _Field(ge=1)
    per: Literal["week", "year", "total"]
    source: str | None = None


class Threshold(Definition):
    """An amount from which on something is to be noticed: 8 hours of contact make a participant."""

    amount: int = _Field(ge=1)
    title: Wording


class Counter(Definition):
    """A running sum over a form's answers. `field` holds the amount (minutes, hours, units), `on` the day it counts for.

    `of`: one sum a person, or one for the programme. `rate` in cents an hour (minutes) or a unit; `budget` in cents: an entry
    that would overdraw it, or go over a cap, is refused with the reason."""

    id: Key = _Field(kw_only=False)
    title: Wording = _Field(kw_only=False)
    form: Key
    field: Key
    on: Key
    of: Literal["person", "programme"] = "person"
    unit: Literal["minutes", "units", "cents"] = "minutes"
    caps: Many[Cap] = ()
    thresholds: Many[Threshold] = ()
    rate: int | None = _Field(default=None, ge=1)
    budget: int | None = _Field(default=None, ge=1)
    source: str | None = None
    unconfirmed: Wording | None = None

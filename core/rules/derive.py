"""Facts that follow from others at a reference date."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

DERIVED_FROM: Mapping[str, str] = {"age": "date_of_birth", "residence_category": "residence_title"}
"""Derived fact → the fact to ask for when it is unknown."""


def whole_years(born: date, on: date) -> int:
    """The age on a day: a birthday counts from its own day, 29 February ages on 1 March; negative before the birth."""
    return on.year - born.year - ((on.month, on.day) < (born.month, born.day))


def derive(facts: Mapping[str, object], on: date, *, categories: Mapping[str, str] | None = None) -> dict[str, object]:
    """A copy of the facts with `entry_date` (= `on`), `age` and, given the categories of titles, `residence_category`.

    A derived fact replaces one that was handed in, as soon as its base is known: an age that was right last year is not
    right today. Without the base, what was handed in stays.
    """
    derived = dict(facts)
    derived["entry_date"] = on
    born = facts.get("date_of_birth")
    if isinstance(born, date) and not isinstance(born, datetime):
        derived["age"] = whole_years(born, on)
    title = facts.get("residence_title")
    if categories is not None and isinstance(title, str):
        derived["residence_category"] = categories.get(title)
    return derived

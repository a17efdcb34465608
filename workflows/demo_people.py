"""Synthetic people: deterministic by the random source, of the origins that the programmes name, with facts that fit together."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from random import Random
from types import MappingProxyType
from typing import Any

from core.definitions import vocabulary
from core.rules import Decider
from workflows.demo_names import FEDERAL_STATES, MUNICIPALITIES, ORIGINS, STREETS, Origin

TRIES = 400
UNKNOWN_ONE_IN = 8


Somebody = tuple[dict[str, Any], dict[str, Any]]
HOME = "Hochtaunuskreis"


def somebody(rng: Random, on: date, district: str = HOME) -> Somebody:
    """Identity and facts of an invented person of this district as known on a day."""
    origin = rng.choice(ORIGINS)
    woman = rng.random() < 0.5
    place, postal_code = rng.choice(MUNICIPALITIES[district])
    number = rng.randint(1, 90)
    identity = {
        "family_name": rng.choice(origin.families),
        "given_name": rng.choice(origin.women if woman else origin.men),
        # 030 23125 is a block of numbers that is kept free for films
        "phone": f"030 23125 {rng.randint(100, 999)}",
        "street": f"{rng.choice(STREETS)} {number}",
        "postal_code": postal_code,
    }
    where = {"municipality": place, "district": district, "federal_state": FEDERAL_STATES.get(district, "he")}
    return identity, {"sex": "female" if woman else "male", **where, **_life(rng, origin, on)}


def eligible(
    rng: Random, decider: Decider, on: date, district: str = HOME, common: Mapping[str, Any] = MappingProxyType({})
) -> Somebody | None:
    """Somebody who may enter on this day; None when nobody of many tried may."""
    for _ in range(TRIES):
        identity, drawn = somebody(rng, on, district)
        facts = {**drawn, **common}
        if decider.decide({**identity, **facts}, on).outcome == "eligible":
            return identity, facts
    return None


def forgetful(rng: Random, facts: dict[str, Any]) -> dict[str, Any]:
    """The facts of a first talk: some are not known yet."""
    return {name: value for name, value in facts.items() if rng.randrange(UNKNOWN_ONE_IN)}


def _life(rng: Random, origin: Origin, on: date) -> dict[str, Any]:
    title = rng.choice(origin.titles)
    arrived = on - timedelta(days=rng.randint(200, 3500))
    working = rng.choice(["unemployed", "unemployed", "marginal", "inactive", "employed"])
    facts: dict[str, Any] = {
        "date_of_birth": date(on.year - rng.randint(17, 55), rng.randint(1, 12), rng.randint(1, 28)),
        "nationality": origin.country.lower(),
        "country_of_birth": origin.country.lower(),
        "arrived_on": arrived,
        "migration_background": True,
        "own_migration": True,
        "refugee_background": title not in ("eu", "ne9"),
        "residence_title": title,
        "work_ban": "none",
        "work_permitted": True,
        "in_state_reception": False,
        "german_level": rng.choice(["none", "alpha", "a1", "a1", "a2", "a2", "b1", "b2"]),
        "school_certificate": _any(rng, "school_certificate"),
        "vocational_qualification": rng.choice(["none", "none", "lehre", "bachelor"]),
        "employment_status": working,
        "seeking_work": working != "employed",
        "regular_school_access": False,
        "benefits": frozenset({"eu": (), "ne9": ("sgb2",)}.get(title, ("asylblg",) if title in ("g55", "d60a") else ("sgb2",))),
        "support_needs": frozenset(
            rng.sample(["language", "digital", "childcare", "orientation", "application"], rng.randint(1, 3))
        ),
    }
    if facts["german_level"] == "alpha" and facts["school_certificate"] not in ("no_school", "primary"):
        facts["german_level"] = "a1"  # who has been to school for long reads and writes
    if title not in ("eu", "ne9"):
        facts["residence_valid_until"] = on + timedelta(days=rng.randint(60, 700))
    if working == "unemployed":
        facts["unemployed_since"] = max(arrived, on - timedelta(days=rng.randint(30, 700)))
    return facts


def _any(rng: Random, codes: str) -> str:
    return rng.choice(vocabulary().list(codes).codes)

"""Facts with titles of their own in two languages, and a rule about them in words."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from core.definitions import vocabulary
from core.definitions.labels import labels
from core.rules import (
    BOOLEAN,
    DATE,
    NUMBER,
    TEXT,
    Code,
    ListOf,
    Scope,
    SetOf,
    parse,
)
from core.rules.labels import EURO, Labels
from core.rules.types import Row
from core.rules.words import in_words

JOB = Row((("months", NUMBER), ("since", DATE), ("kind", Code("kind", ("full", "part")))))
SCOPE: Scope = {
    **vocabulary().scope,
    "jobs": ListOf(JOB),
    "enrolments": SetOf(TEXT),
    "done_steps": SetOf(Code("steps", ("talk", "exit"))),
    "agreed": BOOLEAN,
    "kind": Code("kind", ("full", "part")),
    "costs": NUMBER,
    "units": NUMBER,
}
TITLES = {
    "de": {
        "jobs": "Arbeitsstellen",
        "months": "Dauer",
        "kind": "Umfang",
        "agreed": "Sind beide einverstanden?",
        "costs": "Kosten",
    },
    "en": {"jobs": "Jobs", "months": "Length", "kind": "Hours", "agreed": "Do both agree?", "costs": "Costs"},
}
CODES = {"de": {"full": "Vollzeit", "part": "Teilzeit, auch im Minijob"}, "en": {"full": "Full time", "part": "Part time"}}
UNITS = {"de": ("Stunde", "Stunden"), "en": ("hour", "hours")}


@cache
def called(language: str) -> Labels:
    """What the facts of SCOPE are called."""
    shared, own = labels(language), TITLES[language]
    return replace(
        shared,
        titles={**shared.titles, **own, "jobs.months": own["months"], "jobs.kind": own["kind"]},
        codes={**shared.codes, "kind": CODES[language]},
        units={**shared.units, "costs": EURO, "units": UNITS[language]},
        things={"enrolled": {"wir": "WIR"}, "done": {"talk": "Gespräch" if language == "de" else "Talk"}},
    )


def said(rule: str, language: str = "de") -> str:
    return in_words(parse(rule), SCOPE, language, called(language))

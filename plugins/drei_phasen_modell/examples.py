"""People without names, and whether they may become mentees."""

from datetime import date
from typing import Any

from core import Example, t

FITS: dict[str, Any] = {"refugee_background": True, "work_permitted": True, "german_level": "b1", "seeking_work": True}
BARRED: dict[str, Any] = {"refugee_background": False, "work_permitted": False, "german_level": "a2", "seeking_work": False}
DAY, FIRST = date(2024, 5, 1), date(2024, 1, 1)


def example(id: str, de: str, en: str, expects: Any = "eligible", *why: str, on: date = DAY, **facts: Any) -> Example:
    """Somebody who fits but for `facts` (None: unknown); `why` names the criteria that exclude, or the facts that are missing."""
    return Example.judged(id, t(de=de, en=en), on, expects, why, FITS | facts)


examples = [
    example("first_day", "Am ersten Tag", "On the first day", on=FIRST),
    example("too_early", "Ein Tag zu früh", "A day too early", "not eligible", "started", on=date(2023, 12, 31)),
    example(
        "nothing_fits",
        "Nichts passt, am ersten Tag",
        "Nothing fits, on the first day",
        "not eligible",
        "refugee_background",
        "work_permitted",
        "german",
        "seeking_work",
        on=FIRST,
        **BARRED,
    ),
    example(
        "nothing_fits_early",
        "Nichts passt, zu früh",
        "Nothing fits, too early",
        "not eligible",
        "started",
        on=date(2023, 12, 31),
        **BARRED,
    ),
    example("a2", "Spricht Deutsch auf A2", "Speaks German at A2", "not eligible", "german", german_level="a2"),
    example("b2", "Spricht Deutsch auf B2", "Speaks German at B2", german_level="b2"),
    example(
        "no_refugee",
        "Ist nicht geflüchtet",
        "Did not come as a refugee",
        "not eligible",
        "refugee_background",
        refugee_background=False,
    ),
    example("not_permitted", "Darf nicht arbeiten", "May not work", "not eligible", "work_permitted", work_permitted=False),
    example("not_seeking", "Sucht keine Arbeit", "Is not looking for work", "not eligible", "seeking_work", seeking_work=False),
    example("level_unknown", "Deutsch noch nicht geprüft", "German not yet assessed", "open", "german_level", german_level=None),
]

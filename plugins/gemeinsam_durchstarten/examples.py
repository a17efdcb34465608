"""People without names, and whether they may enter: the edges of age, window, benefits and place."""

from datetime import date
from typing import Any

from core import Example, t

FITS: dict[str, Any] = {
    "date_of_birth": date(2000, 5, 10),
    "residence_title": "d60a",
    "benefits": ["asylblg"],
    "district": "Kreis Unna",
    "in_state_reception": False,
}
BARRED: dict[str, Any] = {
    "date_of_birth": date(1980, 1, 1),
    "benefits": ["sgb2"],
    "district": "Kreis Mettmann",
    "in_state_reception": True,
}
ALL = ("age", "no_full_benefits", "district", "not_in_state_reception")


def example(id: str, de: str, en: str, on: date, expects: Any = "eligible", *why: str, **facts: Any) -> Example:
    """Somebody who fits but for `facts` (None: unknown); `why` names the criteria that exclude, or the facts that are missing."""
    return judged(id, de, en, on, expects, why, FITS | facts)


def judged(id: str, de: str, en: str, on: date, expects: Any, why: tuple[str, ...], known: Any, **more: Any) -> Example:
    return Example.judged(id, t(de=de, en=en), on, expects, why, known, **more)


DAY = date(2021, 5, 10)

general = [
    example("first_day", "Am ersten Tag", "On the first day", date(2020, 1, 1)),
    example("last_day", "Am letzten Tag", "On the last day", date(2023, 6, 30)),
    example(
        "before_the_start", "Ein Tag vor dem Beginn", "A day before the start", date(2019, 12, 31), "not eligible", "entry_window"
    ),
    example("after_the_end", "Ein Tag nach dem Ende", "A day after the end", date(2023, 7, 1), "not eligible", "entry_window"),
    judged(
        "nothing_fits_first",
        "Nichts passt, am ersten Tag",
        "Nothing fits, on the first day",
        date(2020, 1, 1),
        "not eligible",
        ALL,
        BARRED,
    ),
    judged(
        "nothing_fits_last",
        "Nichts passt, am letzten Tag",
        "Nothing fits, on the last day",
        date(2023, 6, 30),
        "not eligible",
        ALL,
        BARRED,
    ),
    judged(
        "nothing_fits_before",
        "Nichts passt, vor dem Beginn",
        "Nothing fits, before the start",
        date(2019, 12, 31),
        "not eligible",
        ("entry_window",),
        BARRED,
        notes={"status": "not asked"},
    ),
    judged(
        "nothing_fits_after",
        "Nichts passt, nach dem Ende",
        "Nothing fits, after the end",
        date(2023, 7, 1),
        "not eligible",
        ("entry_window",),
        BARRED,
        notes={"status": "not asked"},
    ),
    judged(
        "nothing_known",
        "Noch nichts bekannt",
        "Nothing known yet",
        DAY,
        "open",
        ("date_of_birth", "benefits", "district", "in_state_reception"),
        {},
    ),
    example("turns_18", "Am 18. Geburtstag", "On the 18th birthday", DAY, date_of_birth=date(2003, 5, 10)),
    example(
        "not_yet_18",
        "Ein Tag vor dem 18. Geburtstag",
        "A day before the 18th birthday",
        DAY,
        "not eligible",
        "age",
        date_of_birth=date(2003, 5, 11),
    ),
    example(
        "nearly_28",
        "Ein Tag vor dem 28. Geburtstag, Duldung, Kreis Unna",
        "A day before the 28th birthday, toleration, Kreis Unna",
        DAY,
        date_of_birth=date(1993, 5, 11),
    ),
    example("turns_28", "Am 28. Geburtstag", "On the 28th birthday", DAY, "not eligible", "age", date_of_birth=date(1993, 5, 10)),
    example(
        "leap_day_before",
        "Am 29. Februar geboren, 18 erst morgen",
        "Born on 29 February, 18 only tomorrow",
        date(2022, 2, 28),
        "not eligible",
        "age",
        date_of_birth=date(2004, 2, 29),
    ),
    example(
        "leap_day",
        "Am 29. Februar geboren, 18 am 1. März",
        "Born on 29 February, 18 on 1 March",
        date(2022, 3, 1),
        date_of_birth=date(2004, 2, 29),
    ),
    example("no_benefits", "Bekommt keine Leistungen", "Receives no benefits", DAY, benefits=[]),
    example(
        "benefits_not_asked",
        "Nach Leistungen wurde nicht gefragt",
        "Benefits were not asked for",
        DAY,
        "open",
        "benefits",
        benefits=None,
    ),
    example("sgb2", "Bekommt Bürgergeld", "Receives Bürgergeld", DAY, "not eligible", "no_full_benefits", benefits=["sgb2"]),
    example(
        "sgb3",
        "Bekommt Arbeitslosengeld",
        "Receives unemployment benefit",
        DAY,
        "not eligible",
        "no_full_benefits",
        benefits=["asylblg", "sgb3"],
    ),
    example("sgb12", "Bekommt Sozialhilfe", "Receives social assistance", DAY, benefits=["sgb12"]),
    example(
        "elsewhere",
        "Wohnt im Kreis Mettmann",
        "Lives in Kreis Mettmann",
        DAY,
        "not eligible",
        "district",
        district="Kreis Mettmann",
    ),
    example(
        "reception",
        "Wohnt in einer Landeseinrichtung",
        "Lives in a reception centre",
        DAY,
        "not eligible",
        "not_in_state_reception",
        in_state_reception=True,
    ),
]


def status(id: str, de: str, en: str, state: Any, on: date = DAY, **facts: Any) -> Example:
    """What the status gives, which is noted and excludes nobody; None where it is not asked yet."""
    return Example(id, t(de=de, en=en), facts=FITS | facts, on=on, expects="eligible", notes={"status": state})


noted = [
    status("gestattung", "Hat eine Aufenthaltsgestattung", "Holds a permission to stay", "met", residence_title="g55"),
    status("duldung", "Hat eine Duldung", "Holds a toleration", "met"),
    status("other_status", "Ist anerkannter Flüchtling", "Is a recognised refugee", "not met", residence_title="a25_2f"),
    status("status_first_day", "Duldung, am ersten Tag", "Toleration, on the first day", "met", date(2020, 1, 1)),
    status("status_last_day", "Duldung, am letzten Tag", "Toleration, on the last day", "met", date(2023, 6, 30)),
]

examples = [*general, *noted]

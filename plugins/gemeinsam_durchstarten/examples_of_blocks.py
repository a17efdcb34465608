"""People without names, and which blocks they may enter: windows, work, school, age and status."""

from datetime import date
from typing import Any

from core import Example
from plugins.gemeinsam_durchstarten.examples import DAY, judged


def block(id: str, of: str, de: str, en: str, on: date, expects: Any = "eligible", *why: str, **known: Any) -> Example:
    return judged(f"{of}_{id}", f"{of.upper()}: {de}", f"{of.upper()}: {en}", on, expects, why, known, block=of)


def window(of: str, first: date, last: date, **known: Any) -> list[Example]:
    """The first and the last day of a block, and the days beside them."""
    day_before, day_after = date.fromordinal(first.toordinal() - 1), date.fromordinal(last.toordinal() + 1)
    return [
        block("first_day", of, "am ersten Tag", "on the first day", first, **known),
        block("last_day", of, "am letzten Tag", "on the last day", last, **known),
        block("before", of, "vor dem Beginn", "before the start", day_before, "not eligible", "window", **known),
        block("after", of, "nach dem Ende", "after the end", day_after, "not eligible", "window", **known),
    ]


def misfit(of: str, first: date, last: date, *why: str, **known: Any) -> list[Example]:
    """Somebody whom all of these criteria exclude from the first day to the last; beside them the window alone decides."""
    day_before, day_after = date.fromordinal(first.toordinal() - 1), date.fromordinal(last.toordinal() + 1)
    days = [
        ("first", "am ersten Tag", "on the first day", first, why),
        ("last", "am letzten Tag", "on the last day", last, why),
        ("before", "vor dem Beginn", "before the start", day_before, ("window",)),
        ("after", "nach dem Ende", "after the end", day_after, ("window",)),
    ]
    return [
        block(f"misfit_{id}", of, f"nichts passt, {de}", f"nothing fits, {en}", on, "not eligible", *because, **known)
        for id, de, en, on, because in days
    ]


WORKS: dict[str, Any] = {"employment_status": "employed", "work_ban": "none", "residence_title": "d60a"}
NO_WORK: dict[str, Any] = {"employment_status": "unemployed", "work_ban": "absolute", "residence_title": "d60b"}
YOUNG: dict[str, Any] = {"date_of_birth": date(2000, 5, 10)}
MINOR: dict[str, Any] = {"date_of_birth": date(2007, 1, 1)}
START, END = date(2020, 1, 1), date(2023, 6, 30)

beside_work = [
    *window("f2", START, END, **WORKS),
    *misfit("f2", START, END, "in_work", "no_work_ban", "identity_clarified", **NO_WORK),
    *(
        block(status, "f2", "diese Arbeit zählt", "this work counts", DAY, **WORKS | {"employment_status": status})
        for status in ("self_employed", "marginal", "in_training", "internship")
    ),
    block(
        "unemployed",
        "f2",
        "ohne Arbeit",
        "without work",
        DAY,
        "not eligible",
        "in_work",
        **WORKS | {"employment_status": "unemployed"},
    ),
    block(
        "temporary_ban",
        "f2",
        "Arbeitsverbot auf Zeit",
        "ban for a time",
        DAY,
        "not eligible",
        "no_work_ban",
        **WORKS | {"work_ban": "temporary"},
    ),
    block(
        "absolute_ban",
        "f2",
        "vollständiges Arbeitsverbot",
        "complete ban",
        DAY,
        "not eligible",
        "no_work_ban",
        **WORKS | {"work_ban": "absolute"},
    ),
    block(
        "identity",
        "f2",
        "Identität ungeklärt",
        "identity unclear",
        DAY,
        "not eligible",
        "identity_clarified",
        **WORKS | {"residence_title": "d60b"},
    ),
]

school = [
    *window("f3", START, END, regular_school_access=False),
    *misfit("f3", START, END, "no_regular_school", regular_school_access=True),
    block(
        "school",
        "f3",
        "kann zur Regelschule",
        "can attend a regular school",
        DAY,
        "not eligible",
        "no_regular_school",
        regular_school_access=True,
    ),
    block("school_unknown", "f3", "Schule nicht gefragt", "school not asked", DAY, "open", "regular_school_access"),
]


def aged(of: str) -> list[Example]:
    """The edges of age in a block, and of the days on which its age holds."""
    return [
        *window(of, START, END, **YOUNG),
        block("turns_18", of, "am 18. Geburtstag", "on the 18th birthday", DAY, date_of_birth=date(2003, 5, 10)),
        block("not_18", of, "noch nicht 18", "not yet 18", DAY, "not eligible", "age", date_of_birth=date(2003, 5, 11)),
        block("nearly_28", of, "noch nicht 28", "not yet 28", DAY, date_of_birth=date(1993, 5, 11)),
        block(
            "turns_28",
            of,
            "am 28. Geburtstag",
            "on the 28th birthday",
            DAY,
            "not eligible",
            "age",
            date_of_birth=date(1993, 5, 10),
        ),
        block("minor_first", of, "zu jung, am ersten Tag", "too young, on the first day", START, "not eligible", "age", **MINOR),
        block("minor_last", of, "zu jung, am letzten Tag", "too young, on the last day", END, "not eligible", "age", **MINOR),
        block(
            "minor_before",
            of,
            "zu jung, vor dem Beginn",
            "too young, before the start",
            date(2019, 12, 31),
            "not eligible",
            "window",
            **MINOR,
        ),
        block(
            "minor_after",
            of,
            "zu jung, nach dem Ende",
            "too young, after the end",
            date(2023, 7, 1),
            "not eligible",
            "window",
            **MINOR,
        ),
    ]


TOLERATED = {"residence_title": "d60a"}
OTHER = {"residence_title": "a25_2f"}
F6_START, F6_END = date(2019, 11, 1), date(2022, 6, 30)

participation = [
    *window("f6", F6_START, F6_END, **YOUNG, **TOLERATED),
    block("gestattung", "f6", "mit Aufenthaltsgestattung", "with a permission to stay", DAY, **YOUNG, residence_title="g55"),
    block(
        "other",
        "f6",
        "mit anderem Papier",
        "with another document",
        DAY,
        "not eligible",
        "status",
        **YOUNG,
        residence_title="a25_2f",
    ),
    block("turns_18", "f6", "am 18. Geburtstag", "on the 18th birthday", DAY, date_of_birth=date(2003, 5, 10), **TOLERATED),
    block(
        "not_18", "f6", "noch nicht 18", "not yet 18", DAY, "not eligible", "age", date_of_birth=date(2003, 5, 11), **TOLERATED
    ),
    block("nearly_28", "f6", "noch nicht 28", "not yet 28", DAY, date_of_birth=date(1993, 5, 11), **TOLERATED),
    block(
        "turns_28",
        "f6",
        "am 28. Geburtstag",
        "on the 28th birthday",
        DAY,
        "not eligible",
        "age",
        date_of_birth=date(1993, 5, 10),
        **TOLERATED,
    ),
    block(
        "minor_first",
        "f6",
        "zu jung, am ersten Tag",
        "too young, on the first day",
        F6_START,
        "not eligible",
        "age",
        **MINOR,
        **TOLERATED,
    ),
    block(
        "minor_last",
        "f6",
        "zu jung, am letzten Tag",
        "too young, on the last day",
        F6_END,
        "not eligible",
        "age",
        **MINOR,
        **TOLERATED,
    ),
    block(
        "minor_before",
        "f6",
        "zu jung, vor dem Beginn",
        "too young, before the start",
        date(2019, 10, 31),
        "not eligible",
        "window",
        **MINOR,
        **TOLERATED,
    ),
    block(
        "minor_after",
        "f6",
        "zu jung, nach dem Ende",
        "too young, after the end",
        date(2022, 7, 1),
        "not eligible",
        "window",
        **MINOR,
        **TOLERATED,
    ),
    *misfit("f6", F6_START, F6_END, "status", **YOUNG, **OTHER),
]

examples = [*window("f1", START, END), *beside_work, *school, *aged("f4"), *aged("f5"), *participation]

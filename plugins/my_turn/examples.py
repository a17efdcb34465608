"""Women without names, and others, and whether they may take part: two phases, qualification, needs."""

from datetime import date
from typing import Any

from core import Example, t

FITS: dict[str, Any] = {
    "date_of_birth": date(1990, 3, 3),
    "sex": "female",
    "own_migration": True,
    "vocational_qualification": "none",
    "years_unskilled": 0,
    "arrived_on": date(2016, 1, 1),
    "support_needs": [],
    "district": "Landkreis Hersfeld-Rotenburg",
    "employment_status": "unemployed",
    "seeking_work": False,
}
DAY = date(2024, 3, 3)


def example(
    id: str, de: str, en: str, expects: Any = "eligible", *why: str, on: date = DAY, notes: Any = None, **facts: Any
) -> Example:
    """Somebody who fits but for `facts` (None: unknown); `why` names the criteria that exclude, or the facts that are missing."""
    return Example.judged(id, t(de=de, en=en), on, expects, why, FITS | facts, notes=notes or {})


LONG_HERE = {"arrived_on": date(2010, 1, 1)}

phases = [
    example("first_day", "Am ersten Tag der Phase 1", "On the first day of phase 1", on=date(2022, 9, 1)),
    example("too_early", "Ein Tag zu früh", "A day too early", "not eligible", "entry_window", on=date(2022, 8, 31)),
    example(
        "end_of_phase_1",
        "Am letzten Tag der Phase 1",
        "On the last day of phase 1",
        on=date(2025, 12, 31),
        notes={"entry_window": "met"},
    ),
    example(
        "phase_2", "Am ersten Tag der Phase 2", "On the first day of phase 2", on=date(2026, 1, 1), notes={"entry_window": "met"}
    ),
    example("last_day", "Am letzten Tag der Phase 2", "On the last day of phase 2", on=date(2028, 12, 31)),
    example("too_late", "Ein Tag zu spät", "A day too late", "not eligible", "entry_window", on=date(2029, 1, 1)),
]

who = [
    example("man", "Ein Mann", "A man", "not eligible", "woman", sex="male"),
    example(
        "born_here",
        "Selbst nicht eingewandert",
        "Did not immigrate herself",
        "not eligible",
        "own_migration",
        own_migration=False,
    ),
    example("bvj", "Berufsvorbereitungsjahr", "Year of vocational preparation", vocational_qualification="bvj"),
    example(
        "trained", "Hat eine Lehre", "Has an apprenticeship", "not eligible", "low_qualified", vocational_qualification="lehre"
    ),
    example(
        "four_years",
        "Lehre, vier Jahre angelernt",
        "Apprenticeship, four years semi-skilled",
        "not eligible",
        "low_qualified",
        vocational_qualification="lehre",
        years_unskilled=4,
    ),
    example(
        "five_years",
        "Lehre, fünf Jahre angelernt",
        "Apprenticeship, five years semi-skilled",
        vocational_qualification="lehre",
        years_unskilled=5,
    ),
    example(
        "elsewhere",
        "Wohnt im Landkreis Fulda",
        "Lives in Landkreis Fulda",
        "not eligible",
        "district",
        district="Landkreis Fulda",
    ),
    example(
        "qualification_unknown",
        "Nach dem Beruf wurde nicht gefragt",
        "The vocation was not asked for",
        "open",
        "vocational_qualification",
        "years_unskilled",
        vocational_qualification=None,
        years_unskilled=None,
    ),
]

needs = [
    example("arrived_2015", "Am 1. Januar 2015 angekommen", "Arrived on 1 January 2015", arrived_on=date(2015, 1, 1)),
    example(
        "arrived_2014",
        "Am 31. Dezember 2014 angekommen",
        "Arrived on 31 December 2014",
        "not eligible",
        "need",
        arrived_on=date(2014, 12, 31),
    ),
    example("arrived_2015_later", "Am 2. Januar 2015 angekommen", "Arrived on 2 January 2015", arrived_on=date(2015, 1, 2)),
    *(
        example(f"need_{need}", f"Lange hier, Bedarf: {de}", f"Long here, need: {en}", support_needs=[need], **LONG_HERE)
        for need, de, en in (
            ("childcare", "Kinderbetreuung", "childcare"),
            ("language", "Deutsch", "German"),
            ("digital", "Computer", "computers"),
            ("literacy", "Lesen und Schreiben", "reading and writing"),
            ("numeracy", "Rechnen", "arithmetic"),
        )
    ),
    example(
        "need_debt",
        "Lange hier, nur Schulden",
        "Long here, debt alone",
        "not eligible",
        "need",
        support_needs=["debt"],
        **LONG_HERE,
    ),
    example(
        "needs_not_asked",
        "Lange hier, Bedarf nicht gefragt",
        "Long here, needs not asked for",
        "open",
        "support_needs",
        support_needs=None,
        **LONG_HERE,
    ),
]

noted = [
    example("unemployed", "Arbeitslos gemeldet", "Registered as unemployed", notes={"labour_status": "met"}),
    example("minijob", "Im Minijob", "In a Minijob", employment_status="marginal", notes={"labour_status": "met"}),
    example(
        "seeking",
        "Angestellt und sucht Arbeit",
        "Employed and looking for work",
        employment_status="employed",
        seeking_work=True,
        notes={"labour_status": "met"},
    ),
    example(
        "settled",
        "Angestellt, sucht nichts",
        "Employed, looks for nothing",
        employment_status="employed",
        notes={"labour_status": "not met"},
    ),
    example("turns_16", "Am 16. Geburtstag", "On the 16th birthday", date_of_birth=date(2008, 3, 3), notes={"age": "met"}),
    example(
        "not_16",
        "Ein Tag vor dem 16. Geburtstag",
        "A day before the 16th birthday",
        date_of_birth=date(2008, 3, 4),
        notes={"age": "not met"},
    ),
    example("is_17", "17 Jahre alt", "17 years old", date_of_birth=date(2007, 3, 3), notes={"age": "met"}),
]

MISFIT = LONG_HERE | {
    "sex": "male",
    "own_migration": False,
    "vocational_qualification": "lehre",
    "district": "Kreis Unna",
    "employment_status": "employed",
    "date_of_birth": date(2013, 1, 1),
}
EXCLUDE = ("woman", "own_migration", "low_qualified", "need", "district")
NOTED = {"labour_status": "not met", "age": "not met"}
NOT_ASKED = {"labour_status": "not asked", "age": "not asked"}

validity = [
    example(
        "misfit_first",
        "Nichts passt, erster Tag",
        "Nothing fits, first day",
        "not eligible",
        *EXCLUDE,
        on=date(2022, 9, 1),
        notes=NOTED,
        **MISFIT,
    ),
    example(
        "misfit_last",
        "Nichts passt, letzter Tag",
        "Nothing fits, last day",
        "not eligible",
        *EXCLUDE,
        on=date(2028, 12, 31),
        notes=NOTED,
        **MISFIT,
    ),
    example(
        "misfit_before",
        "Nichts passt, vor Phase 1",
        "Nothing fits, before phase 1",
        "not eligible",
        "entry_window",
        on=date(2022, 8, 31),
        notes=NOT_ASKED,
        **MISFIT,
    ),
    example(
        "misfit_after",
        "Nichts passt, nach Phase 2",
        "Nothing fits, after phase 2",
        "not eligible",
        "entry_window",
        on=date(2029, 1, 1),
        notes=NOT_ASKED,
        **MISFIT,
    ),
]
"""On its first and last day each criterion counts; outside of them the window alone decides."""

examples = [*phases, *who, *needs, *noted, *validity]

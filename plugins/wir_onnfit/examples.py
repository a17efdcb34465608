"""People without names, and whether they may take part: windows, age, documents, bans on working, districts."""

from datetime import date
from typing import Any

from core import Example, t

FITS: dict[str, Any] = {
    "date_of_birth": date(2000, 3, 3),
    "residence_title": "d60a",
    "work_ban": "none",
    "district": "Landkreis Fulda",
}
DAY = date(2024, 3, 3)

# written out once more and not taken from the rule: a document that is lost there is missed here
COUNT = (
    *("g55", "an63a", "d60a", "d60c", "d60d"),
    *("a24", "a25_1", "a25_2f", "a25_2s", "a25_3", "a25_4", "a25_4a", "a25_5"),
    *("a25a", "a25b", "a104c", "a22", "a23", "a23a", "a16g"),
)
ASK_THE_FUNDER = ("d60b", "a19d", "a18x", "a28_36", "ne9", "ne26_3")
DO_NOT_COUNT = ("eu", "de", "sonst")


def example(
    id: str, de: str, en: str, expects: Any = "eligible", *why: str, on: date = DAY, notes: Any = None, **facts: Any
) -> Example:
    """Somebody who fits but for `facts` (None: unknown); `why` names the criteria that exclude, or the facts that are missing."""
    return Example.judged(id, t(de=de, en=en), on, expects, why, FITS | facts, notes=notes or {})


def section(code: str) -> str:
    """How the code of a document is spoken of in a title: by the letters and numbers of its section."""
    return code.upper().replace("_", " ")


edges = [
    example("first_day", "Am ersten Tag der ersten Runde", "On the first day of the first round", on=date(2022, 10, 1)),
    example("too_early", "Ein Tag zu früh", "A day too early", "not eligible", "entry_window", on=date(2022, 9, 30)),
    example(
        "end_of_round_1",
        "Am letzten Tag der ersten Runde",
        "On the last day of the first round",
        on=date(2026, 9, 30),
        notes={"entry_window": "met"},
    ),
    example(
        "round_2",
        "Am ersten Tag der zweiten Runde",
        "On the first day of the second round",
        on=date(2026, 10, 1),
        notes={"entry_window": "met"},
    ),
    example("turns_15", "Am 15. Geburtstag", "On the 15th birthday", date_of_birth=date(2009, 3, 3)),
    example(
        "not_15",
        "Ein Tag vor dem 15. Geburtstag",
        "A day before the 15th birthday",
        "not eligible",
        "age",
        date_of_birth=date(2009, 3, 4),
    ),
    example(
        "is_16",
        "16 Jahre alt, Papier unbekannt",
        "16 years old, document unknown",
        "open",
        "residence_title",
        date_of_birth=date(2008, 1, 1),
        residence_title=None,
    ),
    example("temporary_ban", "Arbeitsverbot auf Zeit", "Ban on working for a time", work_ban="temporary"),
    example(
        "absolute_ban", "Vollständiges Arbeitsverbot", "Complete ban on working", "not eligible", "work_ban", work_ban="absolute"
    ),
    example("werra", "Wohnt im Werra-Meißner-Kreis", "Lives in Werra-Meißner-Kreis", district="Werra-Meißner-Kreis"),
    example(
        "hersfeld",
        "Wohnt im Landkreis Hersfeld-Rotenburg",
        "Lives in Landkreis Hersfeld-Rotenburg",
        district="Landkreis Hersfeld-Rotenburg",
    ),
    example("elsewhere", "Wohnt im Kreis Unna", "Lives in Kreis Unna", "not eligible", "district", district="Kreis Unna"),
    example(
        "nothing_known",
        "Noch nichts bekannt",
        "Nothing known yet",
        "open",
        "date_of_birth",
        "residence_title",
        "work_ban",
        "district",
        date_of_birth=None,
        residence_title=None,
        work_ban=None,
        district=None,
    ),
]

documents = [
    *(example(f"{code}_counts", f"{section(code)} zählt", f"{section(code)} counts", residence_title=code) for code in COUNT),
    *(
        example(
            f"{code}_asked",
            f"{section(code)}: Fördergeber nicht gefragt",
            f"{section(code)}: funder not asked",
            "open",
            "residence_accepted",
            residence_title=code,
        )
        for code in ASK_THE_FUNDER
    ),
    *(
        example(
            f"{code}_not",
            f"{section(code)} zählt nicht",
            f"{section(code)} does not count",
            "not eligible",
            "residence_title",
            residence_title=code,
        )
        for code in DO_NOT_COUNT
    ),
    example(
        "accepted", "Fördergeber erkennt § 60b an", "The funder accepts § 60b", residence_title="d60b", residence_accepted=True
    ),
    example(
        "refused",
        "Fördergeber lehnt § 60b ab",
        "The funder refuses § 60b",
        "not eligible",
        "residence_title",
        residence_title="d60b",
        residence_accepted=False,
    ),
]

continued = [
    *(
        example(
            f"{code}_before",
            f"Fiktion nach {section(code)}",
            f"Provisional after {section(code)}",
            residence_title="fb81",
            previous_residence_title=code,
        )
        for code in COUNT
    ),
    *(
        example(
            f"{code}_before_asked",
            f"Fiktion nach {section(code)}: nicht gefragt",
            f"Provisional after {section(code)}: not asked",
            "open",
            "residence_accepted",
            residence_title="fb81",
            previous_residence_title=code,
        )
        for code in ASK_THE_FUNDER
    ),
    example(
        "before_other",
        "Fiktion nach anderem Papier",
        "Provisional after another document",
        "not eligible",
        "residence_title",
        residence_title="fb81",
        previous_residence_title="sonst",
    ),
    example(
        "before_unknown",
        "Fiktion, davor unbekannt",
        "Provisional, before unknown",
        "open",
        "previous_residence_title",
        residence_title="fb81",
    ),
]

MISFIT = {"date_of_birth": date(2010, 1, 1), "residence_title": "eu", "work_ban": "absolute", "district": "Kreis Unna"}

validity = [
    example(
        "nothing_fits",
        "Nichts passt, am ersten Tag",
        "Nothing fits, on the first day",
        "not eligible",
        *("age", "residence_title", "work_ban", "district"),
        on=date(2022, 10, 1),
        **MISFIT,
    ),
    example(
        "nothing_fits_before",
        "Nichts passt, ein Tag zu früh",
        "Nothing fits, a day too early",
        "not eligible",
        "entry_window",
        on=date(2022, 9, 30),
        **MISFIT,
    ),
]
"""On its first day each criterion counts; before it the window alone decides."""

examples = [*edges, *documents, *continued, *validity]

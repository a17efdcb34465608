"""People without names, and whether they may enter: the first project, the gap, and PLUS."""

from datetime import date
from typing import Any

from core import Example, t

FITS: dict[str, Any] = {"migration_background": True, "municipality": "Usingen"}
AWAY: dict[str, Any] = {"migration_background": True, "municipality": "Neu-Anspach"}
NOT_MEANT: dict[str, Any] = {"migration_background": False, "municipality": "Neu-Anspach"}


def example(
    id: str, de: str, en: str, on: date, known: dict[str, Any], expects: Any = "eligible", *why: str, window: Any = ""
) -> Example:
    """`why` names the criteria that exclude, or the facts that are missing; `window` tells what its criterion gives."""
    notes = {"entry_window": window} if window else {}
    return Example.judged(id, t(de=de, en=en), on, expects, why, known, notes=notes)


examples = [
    example("first_day", "Am ersten Tag des Projekts", "On the first day of the project", date(2019, 7, 1), FITS),
    example("last_day", "Am letzten Tag des Projekts", "On the last day of the project", date(2022, 6, 30), FITS, window="met"),
    example("too_early", "Ein Tag zu früh", "A day too early", date(2019, 6, 30), FITS, "not eligible", "entry_window"),
    example(
        "first_day_not_meant",
        "Nichts passt, am ersten Tag",
        "Nothing fits, on the first day",
        date(2019, 7, 1),
        NOT_MEANT,
        "not eligible",
        "migration_background",
        "residence",
    ),
    example(
        "too_early_not_meant",
        "Nichts passt, ein Tag zu früh",
        "Nothing fits, a day too early",
        date(2019, 6, 30),
        NOT_MEANT,
        "not eligible",
        "entry_window",
    ),
    example("elsewhere", "Wohnt in Neu-Anspach", "Lives in Neu-Anspach", date(2021, 1, 1), AWAY, "not eligible", "residence"),
    example(
        "last_day_not_meant",
        "Nichts passt, am letzten Tag",
        "Nothing fits, on the last day",
        date(2022, 6, 30),
        NOT_MEANT,
        "not eligible",
        "migration_background",
        "residence",
    ),
    example(
        "nothing_known",
        "Noch nichts bekannt",
        "Nothing known yet",
        date(2021, 1, 1),
        {},
        "open",
        "migration_background",
        "municipality",
    ),
    example(
        "gap_first",
        "Am ersten Tag der Lücke",
        "On the first day of the gap",
        date(2022, 7, 1),
        NOT_MEANT,
        "not eligible",
        "entry_window",
    ),
    example(
        "gap_last",
        "Am letzten Tag der Lücke",
        "On the last day of the gap",
        date(2022, 12, 31),
        FITS,
        "not eligible",
        "entry_window",
    ),
    example(
        "gap_last_not_meant",
        "Nichts passt, am letzten Tag der Lücke",
        "Nothing fits, on the last day of the gap",
        date(2022, 12, 31),
        NOT_MEANT,
        "not eligible",
        "entry_window",
    ),
    example(
        "gap_unknown",
        "In der Lücke, nichts bekannt",
        "In the gap, nothing known",
        date(2022, 9, 1),
        {},
        "not eligible",
        "entry_window",
    ),
    example(
        "plus_first",
        "PLUS am 1.1.2023, ohne Usingen",
        "PLUS on 1 January 2023, without Usingen",
        date(2023, 1, 1),
        {"migration_background": True},
        window="met",
    ),
    example("plus_elsewhere", "PLUS, wohnt in Neu-Anspach", "PLUS, lives in Neu-Anspach", date(2024, 5, 1), AWAY),
    example(
        "plus_not_meant",
        "PLUS, ohne Migrationshintergrund",
        "PLUS, without migration background",
        date(2023, 1, 1),
        NOT_MEANT,
        "not eligible",
        "migration_background",
    ),
]

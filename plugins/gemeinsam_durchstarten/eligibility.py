"""Who may enter: the general rule of the initiative, for the Kreis Unna, from 2020 to 30 June 2023."""

from datetime import date

from core import Criterion, t
from plugins.gemeinsam_durchstarten.sources import F6, GUIDELINE, INITIATIVE, QUESTIONS, UNNA

FIRST_DAY = date(2020, 1, 1)
LAST_DAY = date(2023, 6, 30)
MONTHS = {1: "January", 6: "June", 11: "November"}
"""Written out, since `%B` would say them in the language of the machine."""
GENERAL = f"{GUIDELINE}; {QUESTIONS}"

reading = t(
    de="Dass der Stand am Tag des Eintritts zählt, ist unsere Lesart; die Quelle sagt nichts zu späteren Änderungen.",
    en="That the state on the day of entry counts is our reading; the source is silent about later changes.",
)

unclear_papers = t(
    de="Ob ein Ankunftsnachweis wie eine Aufenthaltsgestattung zählt, sagt die Quelle nicht; wir zählen ihn dazu.",
    en="The source does not say whether a proof of arrival counts like a permission to stay; we count it in.",
)


def aged(source: str, unconfirmed_: str, en: str, first: date = FIRST_DAY, last: date = LAST_DAY) -> Criterion:
    """18 until the day before the 28th birthday, and others in a justified individual case."""
    return Criterion(
        "age",
        "age in [18..27]",
        t(de="Ist 18 bis 27 Jahre alt", en="Is 18 to 27 years old"),
        help=t(
            de="In der Regel. In begründeten Einzelfällen sind Abweichungen möglich: mit einem Grund und einer zweiten Person.",
            en="As a rule. In justified individual cases others may enter: with a reason and a second person.",
        ),
        source=source,
        exception=True,
        valid_from=first,
        valid_to=last,
        unconfirmed=t(de=unconfirmed_, en=en),
    )


def until(last: date, source: str, first: date = FIRST_DAY) -> Criterion:
    """A block is entered from the first to the last of its days."""
    return Criterion(
        "window",
        f'entry_date in [date("{first}")..date("{last}")]',
        t(
            de=f"Beginn vom {first:%d.%m.%Y} bis zum {last:%d.%m.%Y}",
            en=f"Start from {first.day} {MONTHS[first.month]} {first.year} to {last.day} {MONTHS[last.month]} {last.year}",
        ),
        source=source,
    )


eligibility = [
    Criterion(
        "entry_window",
        f'entry_date in [date("{FIRST_DAY}")..date("{LAST_DAY}")]',
        t(de="Eintritt von 2020 bis zum 30.06.2023", en="Entry from 2020 to 30 June 2023"),
        source=f"{F6}; {INITIATIVE}",
        unconfirmed=t(
            de="Für den Beginn nennt die Quelle nur das Jahr 2020; im Kreis Unna starteten die Bausteine nach und nach.",
            en="For the start the source gives the year 2020 only; in the Kreis Unna the blocks started one after the other.",
        ),
    ),
    aged(
        f"{GENERAL}; {UNNA}",
        "Dass das Alter am Tag des Eintritts zählt, ist unsere Lesart.",
        "That the age on the day of entry counts is our reading.",
    ),
    Criterion(
        "status",
        'residence_category in ("duldung", "gestattung")',
        t(de="Hat eine Duldung oder Aufenthaltsgestattung", en="Has a toleration or a permission to stay"),
        help=t(
            de="Das Angebot richtet sich besonders an sie; andere junge Menschen mit Bedarf sind nicht ausgeschlossen.",
            en="The offer is for them above all; other young people in need are not excluded.",
        ),
        source=f"{GENERAL}; {UNNA}",
        strength="should",
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=unclear_papers,
    ),
    Criterion(
        "no_full_benefits",
        'not(contains(benefits, "sgb2") or contains(benefits, "sgb3"))',
        t(
            de="Hat keinen oder nur nachrangigen Zugang zu Leistungen nach SGB II und III",
            en="Has no or only subordinate access to benefits under SGB II and III",
        ),
        help=t(
            de="Wer Bürgergeld oder Arbeitslosengeld bekommt, hat vollen Zugang. Leistungen nach dem AsylbLG stehen nicht "
            "entgegen.",
            en="Whoever gets Bürgergeld or unemployment benefit has full access. Benefits for asylum seekers do no harm.",
        ),
        source=GENERAL,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Die Quelle spricht vom Zugang, wir fragen nach dem Bezug. SGB XII zählt nicht als Ausschluss, weil "
            "Leistungen nach § 2 "
            "AsylbLG oft so genannt werden. Der Zugang zu Integrationskursen wird bei der Aufnahme gefragt.",
            en="The source speaks of access, we ask what is received. SGB XII does not exclude, since benefits under § 2 "
            "AsylbLG are "
            "often called so. Access to integration courses is asked at the start.",
        ),
    ),
    Criterion(
        "district",
        'district = "Kreis Unna"',
        t(de="Wohnt im Kreis Unna", en="Lives in the Kreis Unna district"),
        source=UNNA,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Die Initiative gilt für ganz NRW; dass das Projekt nur Menschen aus dem Kreis aufnimmt, schließen wir aus "
            "seinem Namen.",
            en="The initiative holds for all of NRW; that the project takes in people of the district only, we conclude from "
            "its name.",
        ),
    ),
    Criterion(
        "not_in_state_reception",
        "not(in_state_reception)",
        t(de="Wohnt nicht in einer Einrichtung des Landes", en="Does not live in a reception centre of the Land"),
        source=GENERAL,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=reading,
    ),
]

"""Who may enter: the first project until 30 June 2022, its successor PLUS from 1 January 2023, nobody in between."""

from datetime import date

from core import Criterion, t

PROJECT = "Projektbeschreibung „Wir sind Usingen“ der StartHilfe Hochtaunus e. V., Absatz zu Zeitraum und Teilnahme"
PRESS = "Frankfurter Neue Presse, Artikel 91871546, über die Fortsetzung als PLUS"

FIRST_DAY = date(2019, 7, 1)
LAST_DAY = date(2022, 6, 30)
GAP_BEGINS = date(2022, 7, 1)
GAP_ENDS = date(2022, 12, 31)
PLUS_BEGINS = date(2023, 1, 1)

background = t(de="Hat einen Migrationshintergrund", en="Has a migration background")

first_project = [
    Criterion(
        "entry_window",
        'entry_date in [date("2019-07-01")..date("2022-06-30")]',
        t(de="Eintritt vom 01.07.2019 bis zum 30.06.2022", en="Entry from 1 July 2019 to 30 June 2022"),
        help=t(de="In dieser Zeit ist der Einstieg an jedem Tag möglich.", en="Entry is possible on any day of this period."),
        source=PROJECT,
        valid_to=LAST_DAY,
    ),
    Criterion(
        "migration_background",
        "migration_background",
        background,
        source=PROJECT,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
    ),
    Criterion(
        "residence",
        'municipality = "Usingen"',
        t(de="Wohnt in Usingen", en="Lives in Usingen"),
        help=t(
            de="Die Stadt mit allen ihren Ortsteilen. Es zählt der Wohnort am Tag des Eintritts.",
            en="The town with all its parts. What counts is the residence on the day of entry.",
        ),
        source=PROJECT,
        valid_from=FIRST_DAY,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Dass der Tag des Eintritts zählt, ist unsere Lesart; die Quelle sagt nichts zu einem späteren Umzug.",
            en="That the day of entry counts is our reading; the source is silent about moving away later.",
        ),
    ),
]

between = [
    Criterion(
        "entry_window",
        'entry_date < date("2022-07-01") or entry_date > date("2022-12-31")',
        t(de="Kein Eintritt vom 01.07.2022 bis zum 31.12.2022", en="No entry from 1 July 2022 to 31 December 2022"),
        help=t(
            de="Das erste Projekt ist beendet, PLUS beginnt am 01.01.2023.",
            en="The first project is over, PLUS begins on 1 January 2023.",
        ),
        source=f"{PROJECT}; {PRESS}",
        valid_from=GAP_BEGINS,
        valid_to=GAP_ENDS,
        unconfirmed=t(
            de="Aus Ende und Neubeginn geschlossen; einen Satz dazu gibt es in den Quellen nicht.",
            en="Concluded from the end and the new beginning; no source says it in a sentence.",
        ),
    ),
]

plus = [
    Criterion(
        "entry_window",
        'entry_date >= date("2023-01-01")',
        t(de="Eintritt ab dem 01.01.2023 (PLUS)", en="Entry from 1 January 2023 (PLUS)"),
        source=PRESS,
        valid_from=PLUS_BEGINS,
        unconfirmed=t(
            de="Bis wann PLUS Menschen aufnimmt, nennen die Quellen nicht. Bitte vor jedem Eintritt beim Träger nachfragen.",
            en="The sources do not say until when PLUS takes people in. Please ask the provider before each entry.",
        ),
    ),
    Criterion(
        "migration_background",
        "migration_background",
        background,
        help=t(
            de="PLUS richtet sich stärker an Menschen aus der Ukraine. Der Wohnort entscheidet nicht mehr.",
            en="PLUS turns more to people from Ukraine. The place of residence no longer decides.",
        ),
        source=PRESS,
        valid_from=PLUS_BEGINS,
        unconfirmed=t(
            de="Vom ersten Projekt übernommen; die Bedingungen von PLUS liegen uns nicht im Wortlaut vor.",
            en="Taken over from the first project; we do not have the conditions of PLUS in their own words.",
        ),
    ),
]

eligibility = [*first_project, *between, *plus]

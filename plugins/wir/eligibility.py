"""Whom the Fallmanagement takes in: people who live in Hesse, refugees above all."""

from datetime import date

from core import Criterion, t
from plugins.wir.sources import DISTRICT_PAGE, FALLMANAGEMENT, PRESS, PROGRAMME, VIELFALTSZENTREN

DISTRICTS = (
    *("Kreis Bergstraße", "Landkreis Darmstadt-Dieburg", "Kreis Groß-Gerau", "Hochtaunuskreis", "Main-Kinzig-Kreis"),
    *("Main-Taunus-Kreis", "Odenwaldkreis", "Kreis Offenbach", "Rheingau-Taunus-Kreis", "Wetteraukreis", "Landkreis Gießen"),
    *("Lahn-Dill-Kreis", "Landkreis Limburg-Weilburg", "Landkreis Marburg-Biedenkopf", "Vogelsbergkreis", "Landkreis Fulda"),
    *("Landkreis Hersfeld-Rotenburg", "Landkreis Kassel", "Schwalm-Eder-Kreis", "Landkreis Waldeck-Frankenberg"),
    "Werra-Meißner-Kreis",
)
"""The districts of Hesse; towns with special status lie in one of them."""
CITIES = ("Darmstadt", "Frankfurt am Main", "Offenbach am Main", "Wiesbaden", "Kassel", "Hanau")
"""Towns that are a district of their own (Hanau since 2026, before it lay in the Main-Kinzig-Kreis)."""

FIRST_DAY = date(2017, 1, 1)
NEW_GUIDELINE = date(2020, 12, 11)
OLD_ENDS = date(2020, 12, 10)


def listed(names: tuple[str, ...]) -> str:
    """The names as a list in a rule."""
    return ", ".join(f'"{name}"' for name in names)


refugee = t(de="Ist geflüchtet", en="Came as a refugee")

eligibility = [
    Criterion(
        "case_management_runs",
        'entry_date >= date("2017-01-01")',
        t(de="Eintritt ab 2017", en="Entry from 2017 on"),
        help=t(de="Das Fallmanagement gibt es seit 2017.", en="The case management has existed since 2017."),
        source=FALLMANAGEMENT,
        unconfirmed=t(
            de="Die Quelle nennt nur das Jahr; im Kreis Bergstraße begann es im Oktober 2017. Seit der Richtlinie vom 11.12.2020 "
            "treten WIR-Vielfaltszentren an die Stelle von Koordination und Fallmanagement; wann und mit welchen Bedingungen, "
            "steht in keiner unserer Quellen.",
            en="The source gives the year only; in Kreis Bergstraße it began in October 2017. Since the guideline of 11 December "
            "2020, WIR centres of diversity replace coordination and case management; when, and on which conditions, stands in "
            "none of our sources.",
        ),
    ),
    Criterion(
        "lives_in_hesse",
        f'district in ({listed(DISTRICTS + CITIES)}) or municipality in ({listed(CITIES)}) or federal_state = "he"',
        t(de="Wohnt in Hessen", en="Lives in Hesse"),
        help=t(
            de="Alle Kreise, kreisfreien Städte und Sonderstatusstädte in Hessen machen mit. Steht der Kreis nicht auf der "
            "Liste, "
            "entscheidet das Bundesland.",
            en="All districts and all towns of special status in Hesse take part. If the district is not on the list, the "
            "federal "
            "state decides.",
        ),
        source=f"{FALLMANAGEMENT}; {DISTRICT_PAGE}",
        valid_from=FIRST_DAY,
        unconfirmed=t(
            de="Dass der Wohnort am Tag des Eintritts zählt, ist unsere Lesart. Ein anders geschriebener Kreis schließt deshalb "
            "niemanden aus; es wird nach dem Bundesland gefragt.",
            en="That the residence on the day of entry counts is our reading. A district that is spelt otherwise therefore "
            "excludes nobody; the federal state is asked for.",
        ),
    ),
    Criterion(
        "refugee_background",
        "refugee_background",
        refugee,
        source=f"{FALLMANAGEMENT}; {PRESS}",
        valid_from=FIRST_DAY,
        valid_to=OLD_ENDS,
    ),
    Criterion(
        "refugee_background",
        "refugee_background",
        refugee,
        source=f"{FALLMANAGEMENT}; {VIELFALTSZENTREN}",
        strength="should",
        valid_from=NEW_GUIDELINE,
        unconfirmed=t(
            de="Wen die Vielfaltszentren beraten, nennt keine Quelle; darum schließt es seit der Richtlinie vom 11.12.2020 "
            "niemanden "
            "mehr aus.",
            en="No source says whom the centres of diversity advise; so, since the guideline of 11 December 2020, it excludes "
            "nobody any more.",
        ),
    ),
    Criterion(
        "migration_background",
        "migration_background",
        t(de="Hat einen Migrationshintergrund", en="Has a migration background"),
        help=t(
            de="Das Programm meint alle, mit und ohne Migrationshintergrund, besonders neu Zugewanderte.",
            en="The programme means everybody, with and without a migration background, above all those who arrived recently.",
        ),
        source=f"{DISTRICT_PAGE}; {PRESS}; {PROGRAMME}",
        valid_from=FIRST_DAY,
        strength="should",
        unconfirmed=t(
            de="Bis wann jemand „neu zugewandert“ ist, sagt keine Quelle.",
            en="No source says until when somebody has “arrived recently”.",
        ),
    ),
]

"""Who may take part: from 15 on, with a document that the programme names, without absolute work ban, in three districts."""

from datetime import date

from core import Criterion, t

PROGRAMME = "ESF-Plus-Programm WIR des BMAS, Zielgruppe (esfplus.de)"
NETWORK = "Landkreis Hersfeld-Rotenburg, Seite „Migration“, Abschnitt WIR-OnFIT"
BAG = "bag arbeit, Zusammenfassung der WIR-Richtlinie"
SECOND_CALL = "Jugendsozialarbeit, Bericht zur zweiten Förderrunde WIR (Interessenbekundung bis 19.02.2026)"

NAMED = (
    *("g55", "an63a", "d60a", "d60c", "d60d"),
    *("a24", "a25_1", "a25_2f", "a25_2s", "a25_3", "a25_4", "a25_4a", "a25_5"),
    *("a25a", "a25b", "a104c", "a22", "a23", "a23a", "a16g"),
)
"""Documents that the sources count in: permission to stay, toleration, residence permit on humanitarian grounds."""
UNCLEAR = ("d60b", "a19d", "a18x", "a28_36", "ne9", "ne26_3")
"""Documents of which no source says whether they count: the funder is asked, nobody is excluded in silence."""


def listed(codes: tuple[str, ...]) -> str:
    return "(" + ", ".join(f'"{code}"' for code in codes) + ")"


def counts(title: str) -> str:
    """Whether a document is among those named; of an unclear one the funder's answer decides."""
    return f"if {title} in {listed(UNCLEAR)} then residence_accepted else {title} in {listed(NAMED)}"


FIRST_DAY = date(2022, 10, 1)
LAST_DAY = date(2026, 9, 30)
NEXT_DAY = date(2026, 10, 1)

eligibility = [
    Criterion(
        "entry_window",
        'entry_date in [date("2022-10-01")..date("2026-09-30")]',
        t(de="Eintritt vom 01.10.2022 bis zum 30.09.2026", en="Entry from 1 October 2022 to 30 September 2026"),
        help=t(
            de="Die erste Förderrunde läuft vier Jahre, ab dem 01.10.2022.",
            en="The first round runs for four years, from 1 October 2022.",
        ),
        source=BAG,
        valid_to=LAST_DAY,
        unconfirmed=t(
            de="Der 01.10.2022 war der angestrebte Beginn; den letzten Tag haben wir aus den vier Jahren errechnet.",
            en="1 October 2022 was the intended start; the last day was worked out from the four years.",
        ),
    ),
    Criterion(
        "entry_window",
        'entry_date >= date("2026-10-01")',
        t(de="Eintritt ab dem 01.10.2026 (zweite Förderrunde)", en="Entry from 1 October 2026 (second round)"),
        source=SECOND_CALL,
        valid_from=NEXT_DAY,
        unconfirmed=t(
            de="Ob und bis wann der Verbund in der zweiten Runde gefördert wird, wissen wir nicht. "
            "Fragen Sie vor jedem Eintritt nach.",
            en="Whether and until when the network is funded in the second round we do not know. Please ask before each entry.",
        ),
    ),
    Criterion(
        "age",
        "age >= 15",
        t(de="Mindestens 15 Jahre alt", en="At least 15 years old"),
        help=t(
            de="Es zählt das Alter am Tag des Eintritts. Wer noch nicht 18 ist, braucht die Unterschrift "
            "der Eltern oder des Vormunds.",
            en="What counts is the age on the day of entry. Whoever is not yet 18 needs the signature of a parent or guardian.",
        ),
        source=f"{NETWORK}; {BAG}",
        valid_from=FIRST_DAY,
        unconfirmed=t(
            de="Dass der Tag des Eintritts zählt, ist unsere Lesart.", en="That the day of entry counts is our reading."
        ),
    ),
    Criterion(
        "residence_title",
        f'if residence_title = "fb81" then ({counts("previous_residence_title")}) else ({counts("residence_title")})',
        t(
            de="Hat eine Aufenthaltserlaubnis aus humanitären Gründen, eine Aufenthaltsgestattung oder eine Duldung",
            en="Holds a residence permit on humanitarian grounds, a permission to stay, or a toleration",
        ),
        help=t(
            de="Bei einer Fiktionsbescheinigung zählt das Papier, das vorher galt. Bei manchen Papieren sagt die Richtlinie "
            "nichts: Dann bleibt die Prüfung offen, bis der Fördergeber geantwortet hat.",
            en="With a provisional certificate the document counts that held before. For some documents the guideline says "
            "nothing: then the check stays open until the funder has answered.",
        ),
        source=f"{PROGRAMME}; {NETWORK}",
        valid_from=FIRST_DAY,
        unconfirmed=t(
            de="Ungeklärt sind die Duldung bei ungeklärter Identität (§ 60b), Papiere für Arbeit und Familie (§§ 18 bis 21, 19d, "
            "28 bis 36) und die Niederlassungserlaubnis. Sie schließen nicht aus, sie müssen nachgefragt werden.",
            en="Not settled are the toleration with unclear identity (§ 60b), documents for work and family (§§ 18 to 21, 19d, "
            "28 to 36) and the settlement permit. They do not exclude; they have to be asked about.",
        ),
    ),
    Criterion(
        "work_ban",
        'work_ban != "absolute"',
        t(de="Kein vollständiges Arbeitsverbot", en="No complete ban on working"),
        help=t(de="Ein Arbeitsverbot auf Zeit ist unschädlich.", en="A ban for a time does no harm."),
        source=PROGRAMME,
        valid_from=FIRST_DAY,
    ),
    Criterion(
        "district",
        'district in ("Werra-Meißner-Kreis", "Landkreis Hersfeld-Rotenburg", "Landkreis Fulda")',
        t(
            de="Wohnt im Werra-Meißner-Kreis, im Landkreis Hersfeld-Rotenburg oder im Landkreis Fulda",
            en="Lives in Werra-Meißner-Kreis, Landkreis Hersfeld-Rotenburg or Landkreis Fulda",
        ),
        source=NETWORK,
        valid_from=FIRST_DAY,
        unconfirmed=t(
            de="Die Quelle nennt die drei Kreise als Verbund. Dass die Person dort wohnen muss, ist unsere Lesart.",
            en="The source names the three districts as the network. That the person has to live there is our reading.",
        ),
    ),
]

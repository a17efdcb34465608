"""The compulsory modules that go on side by side, and the additional one for childcare."""

from core import Choice, Date, Field, Form, Group, LongText, ManyOf, Option, Organisation, Text, YesNo, t

PROGRAMME = "ESF-Plus-Programm MY TURN des BMAS, Pflichtmodule (esf.de)"


def day(module: str) -> Date:
    return Date(f"{module}_on", t(de="Tag", en="Day"), required=True, earliest="entry", latest="today")


def goes_on(module: str) -> YesNo:
    """Each module is repeated until it has done its work; then the way to placement opens."""
    return YesNo(
        f"{module}_goes_on",
        t(de="Geht dieses Modul weiter?", en="Does this module go on?"),
        required=True,
        help=t(
            de="Bei Nein ist das Modul abgeschlossen. Sind alle abgeschlossen, folgt die Vermittlung.",
            en="If no, the module is completed. When all are, placement follows.",
        ),
    )


def module(id: str, de: str, en: str, fields: list[Field]) -> Form:
    return Form(id, t(de=de, en=en), fields=[day(id), *fields, goes_on(id)])


empowerment = module(
    "empowerment",
    "Empowerment",
    "Empowerment",
    [
        ManyOf(
            "empowerment_kinds",
            t(de="Was hat sie gemacht?", en="What did she do?"),
            required=True,
            options=[
                Option(
                    "peer_group",
                    t(de="Austausch mit anderen Frauen (Peer-to-Peer)", en="Exchange with other women (peer-to-peer)"),
                ),
                Option("basic_skills", t(de="Grundkenntnisse", en="Basic skills")),
                Option("digital", t(de="Computer und Internet", en="Computers and the internet")),
                Option("language", t(de="Deutsch üben", en="Practising German")),
                Option("internship", t(de="Praktikum", en="Internship")),
                Option("visit", t(de="Hospitation in einem Betrieb", en="A look into a company")),
            ],
        ),
        LongText("empowerment_gain", t(de="Was traut sie sich jetzt zu?", en="What does she dare to do now?"), rows=3),
    ],
)

compatibility = module(
    "compatibility",
    "Familie und Beruf",
    "Family and work",
    [
        ManyOf(
            "compatibility_topics",
            t(de="Wozu wurde beraten?", en="What was the advice on?"),
            required=True,
            options=[
                Option("childcare", t(de="Kinderbetreuung", en="Childcare")),
                Option("care", t(de="Pflege von Angehörigen", en="Caring for relatives")),
                Option("part_time", t(de="Teilzeit", en="Part-time work")),
                Option("sharing", t(de="Aufteilung in der Familie", en="Sharing within the family")),
                Option("benefits", t(de="Leistungen für Familien", en="Benefits for families")),
                Option("ways", t(de="Wege und Zeiten", en="Ways and times")),
            ],
        ),
        YesNo("compatibility_settled", t(de="Ist die Betreuung geklärt?", en="Is the care settled?")),
    ],
)

acquisition = module(
    "acquisition",
    "Plätze gewinnen",
    "Winning places",
    [
        Group(
            "places",
            t(de="Angefragte Betriebe", en="Companies asked"),
            row_title=t(de="Betrieb", en="Company"),
            max_rows=12,
            fields=[
                Organisation("company", t(de="Betrieb", en="Company"), kinds=["company", "association", "provider"]),
                Text("company_name", t(de="Name, falls er nicht in der Liste steht", en="Name, if it is not listed")),
                Choice(
                    "place_kind",
                    t(de="Platz wofür?", en="Place for what?"),
                    required=True,
                    options=[
                        Option("internship", t(de="Praktikum", en="Internship")),
                        Option("training", t(de="Ausbildung", en="Training")),
                        Option("work", t(de="Arbeit", en="Work")),
                    ],
                ),
                Choice(
                    "place_answer",
                    t(de="Antwort", en="Answer"),
                    options=[
                        Option("yes", t(de="Zusage", en="Yes")),
                        Option("waiting", t(de="Steht aus", en="Waiting")),
                        Option("no", t(de="Absage", en="No")),
                    ],
                ),
            ],
        ),
    ],
)

accompaniment = module(
    "accompaniment",
    "Begleitung",
    "Accompaniment",
    [
        Choice(
            "accompaniment_stage",
            t(de="Wobei wird sie begleitet?", en="In what is she accompanied?"),
            required=True,
            options=[
                Option("qualification", t(de="Qualifizierung", en="Qualification")),
                Option("internship", t(de="Praktikum", en="Internship")),
                Option("training", t(de="Ausbildung", en="Training")),
                Option("work", t(de="Arbeit", en="Work")),
                Option("search", t(de="Suche", en="Search")),
            ],
        ),
        LongText("accompaniment_note", t(de="Was läuft gut, was braucht Hilfe?", en="What goes well, what needs help?"), rows=4),
    ],
)

childcare_guide = Form(
    "childcare_guide",
    t(de="Lotsenstelle Kinderbetreuung", en="Guide to childcare"),
    fields=[
        Date("childcare_on", t(de="Tag", en="Day"), required=True, earliest="entry", latest="today"),
        Choice(
            "childcare_result",
            t(de="Was wurde erreicht?", en="What was achieved?"),
            required=True,
            options=[
                Option("place", t(de="Platz gefunden", en="Place found")),
                Option("waiting_list", t(de="Auf der Warteliste", en="On the waiting list")),
                Option("advice", t(de="Beraten", en="Advised")),
            ],
        ),
    ],
    unconfirmed=t(
        de="Dieses Zusatzmodul kennen wir von einem anderen Projekt. Ob LIMEA es anbietet, ist offen.",
        en="We know this additional module from another project. Whether LIMEA offers it is open.",
    ),
)

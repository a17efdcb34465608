"""The forms of phase 3: placement, Stabilisierung, closing; and what companies offer."""

from core import (
    Check,
    Choice,
    Date,
    Form,
    LongText,
    ManyOf,
    Offering,
    Option,
    Organisation,
    Page,
    PartPage,
    Scale,
    Text,
    WholeNumber,
    YesNo,
    t,
)
from plugins.drei_phasen_modell.exits import mentee_exits
from plugins.drei_phasen_modell.phases import KIND
from plugins.drei_phasen_modell.sources import NEWS, TOWN

ORDER = t(
    de="Der letzte Tag liegt vor dem ersten. Prüfen Sie beide Tage, zum Beispiel: vom 02.03.2026 bis zum 28.08.2026.",
    en="The last day lies before the first. Check both days, for example: from 02.03.2026 to 28.08.2026.",
)
HOURS = WholeNumber(
    "placement_hours", t(de="Stunden in der Woche", en="Hours a week"), minimum=1, maximum=48, unit=t(de="Stunden", en="hours")
)

placement = Form(
    "placement",
    t(de="Phase 3: Vermittlung", en="Phase 3: Placement"),
    fields=[
        KIND,
        Organisation("placement_company", t(de="In welchem Betrieb?", en="In which company?"), kinds=["company"], required=True),
        Text("placement_occupation", t(de="Als was?", en="As what?"), required=True),
        # what began before the entry was not placed by this programme
        Date("placement_from", t(de="Erster Tag", en="First day"), required=True, earliest="entry"),
        Date(
            "placement_to",
            t(de="Befristet bis", en="Limited until"),
            help=t(de="Ohne Ende leer lassen.", en="Leave empty if unlimited."),
        ),
        HOURS,
        Choice(
            "employment_status",
            t(de="Neue Lage am Arbeitsmarkt", en="New situation on the labour market"),
            codes="employment_status",
            fact="employment_status",
        ),
    ],
    checks=[Check("order", "placement_to >= placement_from", ORDER, field="placement_to")],
    unconfirmed=t(
        de="Wie weit im Voraus ein Beginn eingetragen werden darf, sagt keine Quelle.",
        en="No source says how far ahead a start may be entered.",
    ),
)

stabilisation = Form(
    "stabilisation",
    t(de="Stabilisierung", en="Stabilisation"),
    help=t(
        de="Fragen Sie die Person und den Betrieb, bis alles gut läuft.",
        en="Ask the person and the company until everything goes well.",
    ),
    fields=[
        Date(
            "stabilisation_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="entry", latest="today"
        ),
        ManyOf(
            "stabilisation_with",
            t(de="Mit wem?", en="With whom?"),
            required=True,
            options=[
                Option("person", t(de="Mentee", en="Mentee")),
                Option("company", t(de="Betrieb", en="Company")),
                Option("mentor", t(de="Mentorin oder Mentor", en="Mentor")),
            ],
        ),
        YesNo("still_there", t(de="Besteht das Verhältnis noch?", en="Is the person still there?"), required=True),
        LongText("stabilisation_note", t(de="Wie läuft es?", en="How is it going?"), rows=4),
        YesNo(
            "stable",
            t(de="Ist die Stabilisierung abgeschlossen?", en="Is the stabilisation complete?"),
            required=True,
            help=t(
                de="Bei Nein öffnet sich das nächste Gespräch.",
                en="If no, the next talk opens.",
            ),
        ),
    ],
    unconfirmed=t(
        de=f"Nach: {NEWS}. Wie oft und wie lange nachgefragt wird, sagen die Quellen nicht.",
        en="The sources do not say how often and how long people are followed up.",
    ),
)

exit_form = Form(
    "exit",
    t(de="Abschluss", en="Closing"),
    pages=[
        PartPage("last_day"),
        Page(
            "reason",
            t(de="Wie es endet", en="How it ends"),
            fields=[
                Choice(
                    "exit_reason",
                    t(de="Wie endet die Teilnahme?", en="How does the participation end?"),
                    required=True,
                    options=[Option(reason.id, reason.title) for reason in mentee_exits],
                )
            ],
        ),
        PartPage("looking_back"),
    ],
    unconfirmed=t(
        de="Gründe und Angaben sind unsere Auswahl; Regeln für den Austritt nennen die Quellen nicht.",
        en="Reasons and details are our choice; the sources give no rules of exit.",
    ),
)

review = Form(
    "review",
    t(de="Wie geht es weiter?", en="What comes next?"),
    fields=[
        YesNo(
            "another_placement",
            t(de="Braucht die Person eine neue Stelle?", en="Does the person need a new place?"),
            required=True,
            help=t(
                de="Bei Ja beginnt die Vermittlung von vorn, zum Beispiel nach einem Praktikum. Bei Nein folgt der Abschluss.",
                en="If yes, the placement begins anew, for example after an internship. If no, the closing follows.",
            ),
        ),
        LongText("review_note", t(de="Was soll die nächste Stelle bieten?", en="What shall the next place offer?"), rows=3),
    ],
)

offer = Form(
    "company_offer",
    t(de="Angebot eines Betriebs", en="Offer of a company"),
    fields=[
        Organisation("offer_company", t(de="Welcher Betrieb?", en="Which company?"), kinds=["company"], required=True),
        KIND,
        Text("offer_occupation", t(de="Als was?", en="As what?"), required=True),
        LongText("offer_tasks", t(de="Aufgaben", en="Tasks"), rows=3),
        Scale("offer_german", t(de="Welches Deutsch wird gebraucht?", en="Which German is needed?"), codes="german_level"),
        Date("offer_from", t(de="Beginn", en="Start")),
        Date("offer_to", t(de="Ende", en="End")),
        LongText("offer_contact", t(de="Wen fragt man dort?", en="Whom does one ask there?"), rows=2),
    ],
    checks=[Check("order", "offer_to >= offer_from", ORDER, field="offer_to")],
)

event = Form(
    "event",
    t(de="Veranstaltung", en="Event"),
    fields=[
        Date("event_on", t(de="Tag", en="Day"), required=True),
        Choice(
            "event_for",
            t(de="Für wen?", en="For whom?"),
            required=True,
            options=[
                Option("companies", t(de="Unternehmen und Organisationen", en="Companies and organisations")),
                Option("mentors", t(de="Mentorinnen und Mentoren", en="Mentors")),
                Option("mentees", t(de="Menschen mit Fluchterfahrung", en="Refugees")),
                Option("partners", t(de="VHS, Jobcenter, Integration Point", en="VHS, job centre, Integration Point")),
            ],
        ),
        LongText("event_result", t(de="Was kam heraus?", en="What came of it?"), rows=3),
        WholeNumber("heads", t(de="Wie viele Menschen waren da?", en="How many people were there?"), minimum=0, maximum=100_000),
    ],
)

offerings = [
    Offering(
        "company_offer",
        t(de="Angebot eines Betriebs", en="Offer of a company"),
        help=t(de="Praktikum, Arbeit oder Ausbildung.", en="Internship, work or vocational training."),
        form="company_offer",
        role="coordination",
        places=True,
    ),
    Offering(
        "event",
        t(de="Veranstaltung", en="Event"),
        form="event",
        role="coordination",
        attendance="numbers",
        unconfirmed=t(
            de=f"Zur Auftaktveranstaltung kamen 60 Personen ({TOWN}). Dass nur Köpfe gezählt werden, ist unsere Entscheidung.",
            en="60 people came to the opening event. That only heads are counted is our decision.",
        ),
    ),
]

forms = [placement, stabilisation, review, exit_form, offer, event]

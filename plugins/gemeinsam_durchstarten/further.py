"""The forms of F5 (what no other block covers) and F6 (participation management)."""

from core import Choice, Date, Form, Group, LongText, Option, Text, t
from plugins.gemeinsam_durchstarten.dates import in_order
from plugins.gemeinsam_durchstarten.sources import F6, INITIATIVE

project = Form(
    "f5_project",
    t(de="Projekt im Innovationsfonds", en="Project of the innovation fund"),
    fields=[
        Text("f5_title", t(de="Welches Projekt?", en="Which project?"), required=True),
        LongText(
            "f5_gap",
            t(de="Welche Lücke schließt es für die Person?", en="Which gap does it close for the person?"),
            rows=3,
            required=True,
        ),
        Date("f5_from", t(de="Beginn", en="Start"), required=True),
    ],
    unconfirmed=t(
        de=f"Nach: {INITIATIVE}. Beträge und Projekte lagen uns nicht vor.", en="We did not have amounts and projects."
    ),
)

project_result = Form(
    "f5_result",
    t(de="Ergebnis des Projekts", en="Result of the project"),
    fields=[
        Date("f5_ended_on", t(de="Letzter Tag", en="Last day"), required=True, earliest="entry", latest="today"),
        Choice(
            "f5_outcome",
            t(de="Wie ging es aus?", en="How did it end?"),
            required=True,
            options=[
                Option("completed", t(de="Abgeschlossen", en="Completed")),
                Option("broken_off", t(de="Abgebrochen", en="Broken off"), kept_inside=True),
            ],
        ),
    ],
)

participation = Form(
    "f6_case",
    t(de="Teilhabemanagement", en="Participation management"),
    fields=[
        LongText(
            "f6_situation", t(de="Wie ist die Lage der Person?", en="What is the person's situation?"), rows=4, required=True
        ),
        Group(
            "f6_steps",
            t(de="Welche Schritte sind vereinbart?", en="Which steps have been agreed?"),
            row_title=t(de="Schritt", en="Step"),
            max_rows=12,
            fields=[
                Text("what", t(de="Was", en="What")),
                Text("offer", t(de="Bei welchem Angebot", en="At which offer")),
                Date("by", t(de="Bis wann", en="By when")),
            ],
        ),
        LongText(
            "f6_across",
            t(de="Was fehlt über diesen Fall hinaus?", en="What is missing beyond this case?"),
            rows=3,
            help=t(
                de="Für den Blick auf Gruppen, Bedarfe und Angebote im Kreis. Bitte ohne Namen.",
                en="For the view of groups, needs and offers in the district. Please without names.",
            ),
        ),
    ],
    unconfirmed=t(de=f"Aufgaben nach: {F6}. Den Vordruck kennen wir nicht.", en="We do not know the form itself."),
)

participation_end = Form(
    "f6_end",
    t(de="Teilhabemanagement abschließen", en="Close the participation management"),
    fields=[
        Date("f6_from", t(de="Erster Tag", en="First day"), required=True),
        Date("f6_to", t(de="Letzter Tag", en="Last day"), required=True, earliest="entry", latest="today"),
        Choice(
            "f6_result",
            t(de="Was ist erreicht?", en="What has been achieved?"),
            required=True,
            options=[
                Option("in_offer", t(de="Die Person ist in einem passenden Angebot", en="The person is in a fitting offer")),
                Option("in_work", t(de="In Ausbildung oder Arbeit", en="In training or work")),
                Option("open", t(de="Es gab kein passendes Angebot", en="There was no fitting offer"), kept_inside=True),
                Option("broken_off", t(de="Abgebrochen", en="Broken off"), kept_inside=True),
            ],
        ),
    ],
    checks=[in_order("f6")],
)

forms = [project, project_result, participation, participation_end]

"""The Kompetenzprofil: what a person can do, wherever it was learned, and where the way shall lead."""

from core import Choice, Country, Form, Group, Languages, LongText, Option, Page, Scale, Text, WholeNumber, YesNo, t
from plugins.grundlagen.profile_life import everyday, health, skills, wishes

first_year = WholeNumber("from_year", t(de="Von (Jahr)", en="From (year)"), minimum=1930, maximum=2100)
last_year = WholeNumber("to_year", t(de="Bis (Jahr)", en="Until (year)"), minimum=1930, maximum=2100)
country = Country("country", t(de="Land", en="Country"))

languages = Page(
    "languages",
    t(de="Sprachen", en="Languages"),
    fields=[
        Languages(
            "languages",
            t(de="Welche Sprachen spricht die Person?", en="Which languages does the person speak?"),
            help=t(
                de="Beginnen Sie mit der Muttersprache. Auch wenige Worte zählen.",
                en="Begin with the first language. A few words count, too.",
            ),
        ),
        Scale("german_level", t(de="Deutschkenntnisse", en="German"), codes="german_level", fact="german_level", required=True),
        Choice(
            "german_proof",
            t(de="Woher wissen wir das?", en="How do we know?"),
            options=[
                Option("self", t(de="Eigene Einschätzung", en="Own estimate")),
                Option("talk", t(de="Eindruck aus dem Gespräch", en="Impression from the talk")),
                Option("test", t(de="Einstufungstest", en="Placement test")),
                Option("certificate", t(de="Zertifikat gesehen", en="Certificate seen")),
            ],
        ),
        YesNo(
            "reads_latin_script",
            t(de="Liest und schreibt die Person lateinische Schrift?", en="Does the person read and write Latin script?"),
        ),
    ],
)

school = Page(
    "school",
    t(de="Schule", en="School"),
    fields=[
        Group(
            "schools",
            t(de="Besuchte Schulen", en="Schools attended"),
            row_title=t(de="Schule", en="School"),
            max_rows=8,
            help=t(
                de="Auch unterbrochene Schulzeiten gehören dazu. Ungefähre Jahre genügen.",
                en="Interrupted years of school belong here, too. Approximate years are enough.",
            ),
            fields=[
                Text("school", t(de="Art der Schule", en="Kind of school")),
                country,
                first_year,
                last_year,
                YesNo("certificate", t(de="Mit Zeugnis abgeschlossen?", en="Finished with a certificate?")),
            ],
        ),
        Choice(
            "school_certificate",
            t(de="Höchster Schulabschluss", en="Highest school certificate"),
            codes="school_certificate",
            fact="school_certificate",
            help=t(
                de="Bei Abschlüssen aus dem Ausland wählen Sie, was am besten passt, auch ohne Anerkennung.",
                en="For certificates from abroad choose what fits best, even without recognition.",
            ),
        ),
    ],
)

vocation = Page(
    "vocation",
    t(de="Ausbildung und Studium", en="Training and studies"),
    fields=[
        Group(
            "trainings",
            t(de="Ausbildungen und Studien", en="Training and studies"),
            row_title=t(de="Ausbildung", en="Training"),
            max_rows=8,
            help=t(de="Auch was nicht zu Ende geführt wurde.", en="Include what was not finished."),
            fields=[
                Text("occupation", t(de="Beruf oder Fach", en="Occupation or subject")),
                country,
                first_year,
                last_year,
                YesNo("finished", t(de="Abgeschlossen?", en="Finished?")),
                YesNo("proof", t(de="Gibt es einen Nachweis?", en="Is there a proof?")),
            ],
        ),
        Choice(
            "vocational_qualification",
            t(de="Höchster Berufs- oder Studienabschluss", en="Highest vocational or university qualification"),
            codes="vocational_qualification",
            fact="vocational_qualification",
        ),
        Choice(
            "recognition",
            t(de="Ist der Abschluss in Deutschland anerkannt?", en="Is the qualification recognised in Germany?"),
            shown_if='not(vocational_qualification = "none")',
            options=[
                Option("not_needed", t(de="In Deutschland erworben", en="Gained in Germany")),
                Option("none", t(de="Nein, noch nicht beantragt", en="No, not applied for yet")),
                Option("applied", t(de="Beantragt", en="Applied for")),
                Option("partial", t(de="Teilweise", en="In part")),
                Option("full", t(de="Ja, voll", en="Yes, in full")),
            ],
        ),
    ],
)

jobs = Page(
    "jobs",
    t(de="Arbeit", en="Work"),
    fields=[
        Group(
            "jobs",
            t(de="Bisherige Arbeit", en="Work so far"),
            row_title=t(de="Tätigkeit", en="Job"),
            help=t(
                de="Auch Arbeit in der Familie oder auf dem Hof zählt. Fragen Sie, was die Person den Tag über getan hat.",
                en="Work in the family or on the farm counts, too. Ask what the person did during the day.",
            ),
            fields=[
                Text("occupation", t(de="Tätigkeit", en="Job")),
                LongText("tasks", t(de="Aufgaben", en="Tasks"), rows=3, max_length=2000),
                country,
                first_year,
                last_year,
                WholeNumber("months", t(de="Dauer", en="Duration"), minimum=0, maximum=720, unit=t(de="Monate", en="months")),
            ],
        ),
        WholeNumber(
            "years_unskilled",
            t(
                de="Jahre in Hilfs- oder Anlerntätigkeit seit dem Berufsabschluss",
                en="Years in un- or semi-skilled work since the qualification",
            ),
            fact="years_unskilled",
            minimum=0,
            maximum=60,
            shown_if='not(vocational_qualification = "none")',
        ),
    ],
)

competence_profile = Form(
    "competence_profile",
    t(de="Kompetenzprofil", en="Competence profile"),
    help=t(
        de="Nehmen Sie sich Zeit, gern in mehreren Gesprächen. Alles wird zwischengespeichert.",
        en="Take your time, in several talks if you like. Everything is kept in between.",
    ),
    pages=[languages, school, vocation, jobs, skills, health, everyday, wishes],
    unconfirmed=t(
        de="Gegliedert nach dem EU-Werkzeug zur Ermittlung von Kompetenzen; einen amtlichen Vordruck kennen wir nicht.",
        en="Arranged like the EU skills profile tool; we do not know an official form.",
    ),
)

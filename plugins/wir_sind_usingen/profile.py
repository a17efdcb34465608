"""The Kompetenzprofil: what a person can do, wherever it was learned, and where the way shall lead."""

from core import Choice, Date, Form, Group, Languages, LongText, ManyOf, Note, Option, Page, Scale, Text, WholeNumber, YesNo, t

first_year = WholeNumber("from_year", t(de="Von (Jahr)", en="From (year)"), minimum=1930, maximum=2100)
last_year = WholeNumber("to_year", t(de="Bis (Jahr)", en="Until (year)"), minimum=1930, maximum=2100)
country = Choice("country", t(de="Land", en="Country"), codes="country")

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

skills = Page(
    "skills",
    t(de="Was die Person außerdem kann", en="What else the person can do"),
    fields=[
        LongText(
            "informal_skills",
            t(de="Fähigkeiten aus Familie, Ehrenamt und Freizeit", en="Skills from family, volunteering and leisure"),
            help=t(
                de="Zum Beispiel kochen, nähen, reparieren, pflegen, verkaufen, organisieren.",
                en="For example cooking, sewing, mending, caring, selling, organising.",
            ),
        ),
        Scale(
            "digital_skills",
            t(de="Computer und Smartphone", en="Computer and smartphone"),
            options=[
                Option("none", t(de="Braucht dabei Hilfe", en="Needs help with them")),
                Option("phone", t(de="Nutzt das Smartphone sicher", en="Uses a smartphone with confidence")),
                Option("office", t(de="Schreibt Texte und E-Mails am Computer", en="Writes texts and e-mails on a computer")),
                Option("trade", t(de="Arbeitet mit Fachprogrammen", en="Works with professional software")),
            ],
        ),
        ManyOf(
            "driving_licence",
            t(de="Führerschein", en="Driving licence"),
            options=[
                Option("moped", t(de="Roller oder Moped (AM)", en="Moped (AM)")),
                Option("motorcycle", t(de="Motorrad (A)", en="Motorcycle (A)")),
                Option("car", t(de="Auto (B)", en="Car (B)")),
                Option("lorry", t(de="Lastwagen (C)", en="Lorry (C)")),
                Option("bus", t(de="Bus (D)", en="Bus (D)")),
                Option("forklift", t(de="Gabelstapler", en="Forklift")),
                Option("abroad", t(de="Nur im Ausland gültig", en="Valid abroad only")),
            ],
        ),
    ],
)

health = Page(
    "health",
    t(de="Rücksicht bei der Arbeit", en="Consideration at work"),
    fields=[
        Note(
            "health_note",
            t(
                de="Hier geht es allein darum, welche Arbeit nicht passt. Diagnosen und Krankheiten gehören nicht hierher.",
                en="This is only about which work does not fit. Diagnoses and illnesses do not belong here.",
            ),
        ),
        ManyOf(
            "work_restrictions",
            t(de="Was geht bei der Arbeit nicht?", en="What is not possible at work?"),
            privacy="sensitive",
            options=[
                Option("lifting", t(de="Schwer heben und tragen", en="Heavy lifting and carrying")),
                Option("standing", t(de="Lange stehen oder gehen", en="Long standing or walking")),
                Option("sitting", t(de="Lange sitzen", en="Long sitting")),
                Option("height", t(de="Arbeit in der Höhe", en="Work at heights")),
                Option("shifts", t(de="Nacht- oder Schichtarbeit", en="Night or shift work")),
                Option("noise", t(de="Lärm", en="Noise")),
                Option("dust", t(de="Staub, Dämpfe oder Reinigungsmittel", en="Dust, fumes or cleaning agents")),
                Option("cold_heat", t(de="Kälte, Hitze oder Nässe", en="Cold, heat or wet")),
                Option("stress", t(de="Starker Zeitdruck", en="Strong time pressure")),
                Option("other", t(de="Anderes", en="Something else")),
            ],
        ),
    ],
)

everyday = Page(
    "everyday",
    t(de="Wege und Familie", en="Transport and family"),
    fields=[
        ManyOf(
            "mobility",
            t(de="Wie kommt die Person zur Arbeit?", en="How can the person get to work?"),
            options=[
                Option("foot", t(de="Zu Fuß", en="On foot")),
                Option("bicycle", t(de="Fahrrad", en="Bicycle")),
                Option("public", t(de="Bus und Bahn", en="Bus and train")),
                Option("car", t(de="Auto", en="Car")),
                Option("lift", t(de="Mitfahrt bei anderen", en="A lift with others")),
            ],
        ),
        WholeNumber(
            "travel_minutes",
            t(de="Längster Weg zur Arbeit", en="Longest way to work"),
            minimum=0,
            maximum=240,
            unit=t(de="Minuten", en="minutes"),
        ),
        YesNo("cares_for_children", t(de="Betreut die Person Kinder?", en="Does the person look after children?")),
        YesNo(
            "childcare_settled",
            t(de="Sind die Kinder während der Arbeit gut betreut?", en="Are the children well cared for during work?"),
            shown_if="cares_for_children",
        ),
        ManyOf(
            "possible_times",
            t(de="Wann kann die Person arbeiten?", en="When can the person work?"),
            options=[
                Option("morning", t(de="Vormittags", en="In the morning")),
                Option("afternoon", t(de="Nachmittags", en="In the afternoon")),
                Option("evening", t(de="Abends", en="In the evening")),
                Option("night", t(de="Nachts", en="At night")),
                Option("weekend", t(de="Am Wochenende", en="At the weekend")),
            ],
        ),
        WholeNumber(
            "possible_hours",
            t(de="Stunden in der Woche", en="Hours a week"),
            minimum=1,
            maximum=48,
            unit=t(de="Stunden", en="hours"),
        ),
    ],
)

wishes = Page(
    "wishes",
    t(de="Wünsche und nächster Schritt", en="Wishes and next step"),
    fields=[
        LongText(
            "wishes",
            t(de="Was wünscht sich die Person?", en="What does the person wish for?"),
            help=t(
                de="Schreiben Sie es mit ihren Worten auf. Auch ein Traumberuf ist ein guter Anfang.",
                en="Write it down in their own words. A dream job is a good beginning, too.",
            ),
        ),
        LongText("obstacles", t(de="Was steht noch im Weg?", en="What is still in the way?"), rows=3),
        LongText("next_step", t(de="Was ist der nächste Schritt?", en="What is the next step?"), rows=3, required=True),
        Date("next_step_until", t(de="Bis wann?", en="By when?")),
        YesNo(
            "profile_agreed",
            t(de="Ist die Person mit dem Profil einverstanden?", en="Does the person agree with the profile?"),
            required=True,
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
        de="Gegliedert nach dem EU-Werkzeug zur Ermittlung von Kompetenzen; den Vordruck des Projekts kennen wir nicht.",
        en="Arranged like the EU skills profile tool; we do not know the project's own form.",
    ),
)

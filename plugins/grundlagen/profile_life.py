"""The Kompetenzprofil, second half: what else a person can do, what work has to respect, and what she wishes."""

from core import Date, LongText, ManyOf, Note, Option, Page, Scale, WholeNumber, YesNo, t

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

"""Mentors: application, selection by qualification and experience, training, hours against the donation, end."""

from core import Check, Choice, Counter, Date, Form, Languages, LongText, Offering, Option, Text, TimeSpan, WholeNumber, YesNo, t
from plugins.drei_phasen_modell.exits import mentor_exits
from plugins.drei_phasen_modell.sources import PAPER, TOWN

application = Form(
    "mentor_application",
    t(de="Bewerbung als Mentorin oder Mentor", en="Application as a mentor"),
    fields=[
        Date(
            "mentor_applied_on",
            t(de="Tag der Bewerbung", en="Day of the application"),
            required=True,
            earliest="birth",
            latest="today",
        ),
        LongText(
            "mentor_qualification",
            t(de="Welche Qualifikation bringt die Person mit?", en="Which qualification is there?"),
            rows=3,
            required=True,
        ),
        LongText("mentor_experience", t(de="Welche Vorerfahrung?", en="Which experience?"), rows=3, required=True),
        Languages("mentor_languages", t(de="Welche Sprachen spricht sie?", en="Which languages does the person speak?")),
        YesNo(
            "mentor_unpaid",
            t(
                de="Würde die Person auch ohne Ehrenamtszuschuss begleiten?",
                en="Would the person serve without the allowance, too?",
            ),
            help=t(de="Die Spende reicht nicht für alle.", en="The donation does not suffice for everybody."),
        ),
        YesNo(
            "mentor_privacy_explained",
            t(de="Haben Sie Verschwiegenheit und Datenschutz erklärt?", en="Have you explained confidentiality and privacy?"),
            required=True,
        ),
    ],
)

selection = Form(
    "mentor_selection",
    t(de="Auswahl", en="Selection"),
    help=t(
        de="Ausgewählt wird nach persönlicher Qualifikation und Vorerfahrung.",
        en="The selection is by personal qualification and experience.",
    ),
    fields=[
        Date(
            "mentor_selected_on",
            t(de="Tag der Entscheidung", en="Day of the decision"),
            required=True,
            earliest="birth",
            latest="today",
        ),
        YesNo("mentor_selected", t(de="Ist die Person dabei?", en="Is the person in?"), required=True),
        YesNo(
            "mentor_allowance",
            t(de="Bekommt sie einen Ehrenamtszuschuss?", en="Does the person get an allowance?"),
            shown_if="mentor_selected",
            required_if="mentor_selected",
            help=t(
                de="15 Euro je Stunde aus der Spende. Bei Nein werden die Stunden ohne Zuschuss gezählt.",
                en="15 euros an hour from the donation. If no, the hours are counted without allowance.",
            ),
        ),
        LongText("mentor_selection_reason", t(de="Begründung", en="Reason"), rows=3, required=True),
    ],
    unconfirmed=t(
        de=f"Nach: {TOWN}. Wer entscheidet und mit welchem Gewicht, steht dort nicht.",
        en="Who decides, and with which weight, is not said there.",
    ),
)

training = Form(
    "mentor_training",
    t(de="Schulung", en="Training"),
    fields=[
        Date("mentor_training_on", t(de="Tag", en="Day"), required=True, earliest="birth", latest="today"),
        Text("mentor_training_topic", t(de="Thema", en="Topic"), required=True),
        WholeNumber("mentor_training_units", t(de="Unterrichtseinheiten", en="Teaching units"), minimum=0, maximum=100),
    ],
    unconfirmed=t(
        de=f"Schulungen sind geplant ({TOWN}); Umfang und Themen kennen wir nicht, auch nicht, ob eine Schulung vor der Aufnahme "
        "zählt: Sie wird angenommen.",
        en="Trainings are planned; we do not know their extent and topics, nor whether a training before the entry counts: it "
        "is accepted.",
    ),
)


def hours(id: str, de: str, en: str) -> Form:
    """The sheet for one day's hours: one with allowance, which the budget counts, and one without."""
    return Form(
        id,
        t(de=de, en=en),
        fields=[
            Date(f"{id}_on", t(de="Tag", en="Day"), required=True, earliest="entry", latest="today"),
            TimeSpan(f"{id}_minutes", t(de="Dauer", en="Duration"), required=True, minimum=5, maximum=720),
            LongText(
                f"{id}_what",
                t(de="Was haben Sie zusammen gemacht?", en="What did you do together?"),
                rows=2,
                help=t(de="Bitte ohne Namen.", en="Please without names."),
            ),
        ],
    )


exit_form = Form(
    "mentor_exit",
    t(de="Ende der Begleitung", en="End of mentoring"),
    fields=[
        Date("mentor_exit_on", t(de="Letzter Tag", en="Last day"), required=True, earliest="birth", latest="today"),
        Choice(
            "mentor_exit_reason",
            t(de="Wie endet es?", en="How does it end?"),
            required=True,
            options=[Option(reason.id, reason.title) for reason in mentor_exits],
        ),
    ],
    checks=[
        Check(
            "after_entry",
            "mentor_exit_on >= entry_date",
            t(
                de="Der letzte Tag liegt vor dem Beginn. Prüfen Sie das Jahr, zum Beispiel: Beginn am 02.03.2026, letzter "
                "Tag am 28.08.2026.",
                en="The last day lies before the start. Check the year, for example: start on 02.03.2026, last day on "
                "28.08.2026.",
            ),
            field="mentor_exit_on",
        )
    ],
)

course = Form(
    "mentor_course",
    t(de="Schulung für Mentorinnen und Mentoren", en="Training for mentors"),
    fields=[
        Date("mentor_course_on", t(de="Tag", en="Day"), required=True),
        LongText("mentor_course_topics", t(de="Themen", en="Topics"), rows=3, required=True),
    ],
)

offerings = [
    Offering(
        "mentor_training",
        t(de="Schulung für Mentorinnen und Mentoren", en="Training for mentors"),
        form="mentor_course",
        role="coordination",
        units=True,
    )
]

counters = [
    Counter(
        "mentor_allowance",
        t(de="Ehrenamtszuschuss aus der Spende", en="Allowance from the donation"),
        form="mentor_hours",
        field="mentor_hours_minutes",
        on="mentor_hours_on",
        of="programme",
        rate=1500,
        budget=1_000_000,
        source=f"{TOWN}: Spende von 10.000 Euro; {PAPER}: 15 Euro je Stunde",
        unconfirmed=t(
            de="Zusammen reicht das für etwa 666 Stunden (von uns gerechnet). Ob weitere Mittel dazukamen, ist offen.",
            en="Together it lasts for about 666 hours (our arithmetic). Whether further funds were added is open.",
        ),
    ),
    Counter(
        "mentor_unpaid",
        t(de="Stunden ohne Zuschuss", en="Hours without allowance"),
        form="mentor_hours_unpaid",
        field="mentor_hours_unpaid_minutes",
        on="mentor_hours_unpaid_on",
        of="programme",
    ),
]

paid = hours("mentor_hours", "Stunden mit Zuschuss", "Hours with allowance")
unpaid = hours("mentor_hours_unpaid", "Stunden ohne Zuschuss", "Hours without allowance")
forms = [application, selection, training, paid, unpaid, exit_form, course]

"""The forms of F4: language level, Potentialanalyse, course; and the courses themselves."""

from core import Choice, Computed, Date, Form, LongText, ManyOf, Money, Offering, Option, Scale, WholeNumber, YesNo, t
from plugins.gemeinsam_durchstarten.dates import in_order
from plugins.gemeinsam_durchstarten.school import CLASSES
from plugins.gemeinsam_durchstarten.sources import F4, F4_UNNA, UNNA

language = Form(
    "f4_language",
    t(de="Sprachstand", en="Language level"),
    fields=[
        Date("f4_tested_on", t(de="Tag der Erhebung", en="Day of the test"), required=True, earliest="birth", latest="today"),
        Scale("german_level", t(de="Deutschkenntnisse", en="German"), codes="german_level", fact="german_level", required=True),
        Choice(
            "f4_test_kind",
            t(de="Wo wurde getestet?", en="Where was the test?"),
            required=True,
            options=[
                Option("in_course", t(de="Im Kurs", en="In the course")),
                Option("extra", t(de="Außerhalb, extra bezahlt", en="Outside, paid extra")),
            ],
            help=t(de="Nur eines von beiden wird gefördert.", en="Only one of the two is funded."),
        ),
    ],
    unconfirmed=t(de=f"Nach: {F4}.", en="As the source on F4 says."),
)

potential = Form(
    "f4_potential",
    t(de="Potentialanalyse", en="Analysis of potential"),
    fields=[
        Date(
            "f4_potential_on", t(de="Tag der Analyse", en="Day of the analysis"), required=True, earliest="birth", latest="today"
        ),
        LongText(
            "f4_strengths",
            t(de="Was kann die Person besonders gut?", en="What is the person especially good at?"),
            rows=4,
            required=True,
        ),
        Choice(
            "f4_direction",
            t(de="Wohin geht der Weg?", en="Where does the way lead?"),
            required=True,
            options=[
                Option("school", t(de="Schulabschluss", en="School certificate")),
                Option("training", t(de="Ausbildung", en="Vocational training")),
                Option("work", t(de="Arbeit", en="Work")),
                Option("language", t(de="Zuerst Deutsch", en="German first")),
            ],
        ),
    ],
    unconfirmed=t(de=f"Nach: {F4_UNNA}. Das Verfahren kennen wir nicht.", en="We do not know the method."),
)

record = Form(
    "f4_record",
    t(de="Kursbesuch", en="Course attended"),
    fields=[
        Date("f4_from", t(de="Erster Kurstag", en="First day of the course"), required=True),
        Date("f4_to", t(de="Letzter Kurstag", en="Last day of the course"), required=True, earliest="entry", latest="today"),
        WholeNumber(
            "f4_units", t(de="Besuchte Unterrichtsstunden", en="Teaching units attended"), minimum=0, maximum=2000, required=True
        ),
        ManyOf(
            "f4_subjects",
            t(de="Was stand auf dem Plan?", en="What was on the plan?"),
            options=[
                Option("german", t(de="Deutsch", en="German")),
                Option("orientation", t(de="Berufsorientierung", en="Orientation for work")),
                Option("maths", t(de="Mathematik", en="Maths")),
                Option("english", t(de="Englisch", en="English")),
                Option("key_skills", t(de="Schlüsselkompetenzen", en="Key skills")),
                Option("workshops", t(de="Workshops", en="Workshops")),
            ],
        ),
        Choice(
            "f4_result",
            t(de="Wie ging der Kurs aus?", en="How did the course end?"),
            required=True,
            options=[
                Option("completed", t(de="Abgeschlossen", en="Completed")),
                Option(
                    "moved_on",
                    t(de="Vorher in Schule, Ausbildung oder Arbeit gewechselt", en="Moved on to school, training or work before"),
                ),
                Option("broken_off", t(de="Abgebrochen", en="Broken off"), kept_inside=True),
            ],
        ),
        YesNo("f4_another", t(de="Folgt ein weiterer Kurs?", en="Does another course follow?"), required=True),
    ],
    checks=[in_order("f4")],
)

course = Form(
    "f4_course",
    t(de="F4-Kurs", en="F4 course"),
    fields=[
        Date("f4_course_from", t(de="Erster Kurstag", en="First day of the course"), required=True),
        Date(
            "f4_course_to",
            t(de="Letzter Kurstag", en="Last day of the course"),
            required=True,
            help=t(de="Ein Kurs dauert sechs Monate.", en="A course takes six months."),
        ),
        WholeNumber("f4_course_units", t(de="Unterrichtsstunden", en="Teaching units"), minimum=1, maximum=3000, required=True),
        Computed(
            "f4_course_rate",
            t(de="Pauschale in Euro (37,50 je Unterrichtsstunde)", en="Flat rate in euros (37.50 for each teaching unit)"),
            rule="f4_course_units * 37.50",
            gives="number",
        ),
        Money("f4_course_exams", t(de="Dazu Prüfungsgebühren", en="Examination fees besides")),
    ],
    checks=[in_order("f4_course")],
    unconfirmed=t(
        de=f"Pauschale nach: {F4}. Eine weitere Pauschale von 3,90 Euro je Person und Stunde wird genannt, ihr Zusammenhang "
        "fehlt.",
        en="Another flat rate of 3.90 euros for each person and hour is mentioned, without its context.",
    ),
)

school_class = Form(
    "f3_school_class",
    t(de="Klasse", en="Class"),
    fields=[
        Choice("f3_class", t(de="Welche Klasse?", en="Which class?"), required=True, options=CLASSES),
        Date("f3_school_class_from", t(de="Erster Schultag", en="First day at school"), required=True),
        Date("f3_school_class_to", t(de="Letzter Schultag", en="Last day at school")),
    ],
    checks=[in_order("f3_school_class")],
)

meeting = Form(
    "meeting",
    t(de="Treffen", en="Meeting"),
    fields=[
        Date("meeting_on", t(de="Tag", en="Day"), required=True),
        YesNo("meeting_online", t(de="Fand es online statt?", en="Was it online?")),
        LongText("meeting_topics", t(de="Worum ging es?", en="What was it about?"), rows=3),
        WholeNumber("heads", t(de="Wie viele Menschen waren da?", en="How many people were there?"), minimum=0, maximum=100_000),
    ],
)

offerings = [
    Offering("f4_course", t(de="F4-Kurs", en="F4 course"), form="f4_course", role="course_provider", places=True, units=True),
    Offering("f3_class", t(de="F3-Klasse", en="F3 class"), form="f3_school_class", role="course_provider", places=True),
    Offering(
        "multiplier_meeting",
        t(de="Treffen mit Trägern und Multiplikatoren", en="Meeting with providers and multipliers"),
        form="meeting",
        role="managing_office",
        attendance="numbers",
        unconfirmed=t(
            de=f"Ein erstes Treffen per Video nennt: {UNNA}. Dass nur Köpfe gezählt werden, ist unsere Entscheidung.",
            en="That only heads are counted is our decision.",
        ),
    ),
]

forms = [language, potential, record, course, school_class, meeting]

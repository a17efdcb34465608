"""The forms of F3: the class, and the Hauptschulabschluss as its result."""

from core import Check, Choice, Computed, Date, Form, Option, YesNo, t
from plugins.gemeinsam_durchstarten.dates import in_order
from plugins.gemeinsam_durchstarten.sources import F3, GUIDELINE_2020

CLASSES = [Option("class_9", t(de="Klasse 9", en="Class 9")), Option("class_10a", t(de="Klasse 10A", en="Class 10A"))]

entry = Form(
    "f3_entry",
    t(de="Eintritt in die Klasse", en="Entry into the class"),
    fields=[
        Choice("f3_class", t(de="Welche Klasse?", en="Which class?"), required=True, options=CLASSES),
        Choice(
            "f3_body",
            t(de="Wer trägt den Kurs?", en="Who runs the course?"),
            required=True,
            options=[
                Option("vhs", t(de="Volkshochschule", en="Adult education centre (VHS)")),
                Option("wbg", t(de="Einrichtung nach § 14 WbG", en="Institution under § 14 WbG")),
                Option("school_body", t(de="Schulträger", en="School body")),
                Option(
                    "berufskolleg",
                    t(
                        de="Berufskolleg, Ausbildungsvorbereitung in Teilzeit",
                        en="Berufskolleg, part-time preparation for training",
                    ),
                ),
            ],
            help=t(
                de="Ein Berufskolleg nur mit Ausbildungsvorbereitung in Teilzeit, damit nichts doppelt gefördert wird.",
                en="A Berufskolleg only with part-time preparation for training, so that nothing is funded twice.",
            ),
        ),
        Date("f3_course_from", t(de="Der Kurs begann am", en="The course began on"), required=True),
        Date("f3_entered_on", t(de="Die Person kam dazu am", en="The person joined on"), required=True),
        Computed(
            "f3_flat_rate",
            t(
                de="Eintritt in den ersten acht Wochen (Pauschale möglich)",
                en="Entry within the first eight weeks (flat rate possible)",
            ),
            rule="days_between(f3_course_from, f3_entered_on) <= 56",
            unconfirmed=t(
                de=f"Nach: {GUIDELINE_2020}. Dass die Regel F3 meint und der 56. Tag noch zählt, ist unsere Annahme.",
                en="That the rule is about F3 and that the 56th day still counts is our assumption.",
            ),
        ),
        YesNo(
            "f3_no_double_funding",
            t(de="Ist eine Doppelförderung ausgeschlossen?", en="Is double funding ruled out?"),
            required=True,
        ),
    ],
    checks=[
        Check(
            "joined",
            "f3_entered_on >= f3_course_from",
            t(
                de="Der Eintritt liegt vor dem Beginn des Kurses. Prüfen Sie beide Tage, zum Beispiel: Kursbeginn "
                "02.03.2026, Eintritt 16.03.2026.",
                en="The entry lies before the start of the course. Check both days, for example: start of the course "
                "02.03.2026, entry 16.03.2026.",
            ),
            field="f3_entered_on",
        ),
        Check(
            "once",
            "f3_no_double_funding",
            t(
                de="Solange eine Doppelförderung möglich ist, kann die Person nicht eintreten. Klären Sie es mit dem Kursträger.",
                en="While double funding is possible the person cannot enter. Please settle it with the course provider.",
            ),
            field="f3_no_double_funding",
        ),
    ],
    unconfirmed=t(de=f"Kursträger nach: {F3}.", en="Course bodies as the source names them."),
)

result = Form(
    "f3_result",
    t(de="Ergebnis der Klasse", en="Result of the class"),
    fields=[
        Date("f3_from", t(de="Erster Schultag", en="First day at school"), required=True),
        Date("f3_to", t(de="Letzter Schultag", en="Last day at school"), required=True, earliest="entry", latest="today"),
        Choice(
            "f3_certificate",
            t(de="Hauptschulabschluss", en="School certificate (Hauptschulabschluss)"),
            required=True,
            options=[
                Option("after_9", t(de="Nach Klasse 9 erworben", en="Gained after class 9")),
                Option("after_10", t(de="Nach Klasse 10 erworben", en="Gained after class 10")),
                Option("failed", t(de="Prüfung nicht bestanden", en="Examination not passed"), kept_inside=True),
                Option("broken_off", t(de="Vorher aufgehört", en="Left before"), kept_inside=True),
            ],
        ),
        Choice(
            "school_certificate",
            t(de="Höchster Schulabschluss jetzt", en="Highest school certificate now"),
            codes="school_certificate",
            fact="school_certificate",
            help=t(de="Auch Abschlüsse aus dem Ausland zählen.", en="Certificates from abroad count, too."),
        ),
        YesNo(
            "f3_again",
            t(de="Folgt noch ein Schuljahr?", en="Does another school year follow?"),
            required=True,
            help=t(de="Zum Beispiel Klasse 10A nach Klasse 9.", en="For example class 10A after class 9."),
        ),
    ],
    checks=[in_order("f3")],
)

forms = [entry, result]

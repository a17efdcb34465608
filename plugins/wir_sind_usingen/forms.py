"""The forms of the programme: here the short ones of every day, the longer ones in files of their own."""

from core import Check, Choice, Date, Form, Group, LongText, ManyOf, Option, PartForm, Scale, Text, WholeNumber, YesNo, t
from plugins.wir_sind_usingen.master_sheet import master_sheet
from plugins.wir_sind_usingen.steps import exits
from plugins.wir_sind_usingen.work import accompaniment, internship, work_start

# Asked in the plan and after each stretch of lessons: the latest answer decides whether lessons go on or the internship comes.
competences_sufficient = YesNo(
    "competences_sufficient",
    t(de="Reichen die Kompetenzen für ein Praktikum aus?", en="Do the competences suffice for an internship?"),
    required=True,
    help=t(
        de="Bei Ja folgt das Praktikum, bei Nein der (nächste) Förderunterricht.",
        en="If yes, the internship follows; if no, the (next) lessons.",
    ),
    unconfirmed=t(
        de="Woran das gemessen wird, sagen die Quellen nicht. Es entscheidet die Fachkraft.",
        en="The sources do not say how this is measured. The case worker decides.",
    ),
)

support_plan = Form(
    "support_plan",
    t(de="Förderbedarf", en="Need for support"),
    fields=[
        ManyOf(
            "support_needs",
            t(de="Wobei braucht die Person Unterstützung?", en="Where does the person need support?"),
            codes="support_needs",
            fact="support_needs",
        ),
        LongText(
            "goal", t(de="Was möchte die Person erreichen?", en="What does the person want to achieve?"), rows=3, required=True
        ),
        Group(
            "planned",
            t(de="Was ist geplant?", en="What is planned?"),
            row_title=t(de="Vorhaben", en="Plan"),
            max_rows=12,
            fields=[
                Choice("need", t(de="Wofür", en="For what"), codes="support_needs"),
                Text("what", t(de="Was genau", en="What exactly")),
                Text("by_whom", t(de="Wer kümmert sich", en="Who sees to it")),
                Date("begins_on", t(de="Beginn", en="Start")),
                WholeNumber(
                    "units", t(de="Unterrichtseinheiten in der Woche", en="Teaching units a week"), minimum=0, maximum=40
                ),
            ],
        ),
        competences_sufficient,
        YesNo(
            "plan_agreed",
            t(de="Ist der Plan mit der Person abgesprochen?", en="Has the plan been agreed with the person?"),
            required=True,
        ),
    ],
)

lessons = Form(
    "lessons",
    t(de="Förderunterricht", en="Lessons"),
    help=t(
        de="Ein Blatt für jeden Abschnitt, zum Beispiel für einen Monat.",
        en="One sheet for each stretch, for example for a month.",
    ),
    fields=[
        Date("lessons_from", t(de="Vom", en="From"), required=True, earliest="entry"),
        Date("lessons_to", t(de="Bis", en="Until"), required=True),
        ManyOf(
            "lessons_subjects",
            t(de="Was wurde unterrichtet?", en="What was taught?"),
            required=True,
            options=[
                Option("german", t(de="Deutsch", en="German")),
                Option("literacy", t(de="Lesen und Schreiben", en="Reading and writing")),
                Option("trade_german", t(de="Deutsch für den Beruf", en="German for work")),
                Option("maths", t(de="Rechnen", en="Arithmetic")),
                Option("digital", t(de="Computer und Internet", en="Computers and the internet")),
                Option("application", t(de="Bewerbung", en="Job applications")),
                Option("orientation", t(de="Arbeitswelt und Alltag", en="Working life and everyday life")),
                Option("other", t(de="Anderes", en="Something else")),
            ],
        ),
        WholeNumber(
            "lessons_units",
            t(de="Besuchte Unterrichtseinheiten", en="Teaching units attended"),
            minimum=0,
            maximum=1000,
            unit=t(de="Einheiten", en="units"),
            required=True,
            help=t(de="Zählen Sie so wie in Ihrer Anwesenheitsliste.", en="Count as in your attendance list."),
        ),
        LongText("lessons_progress", t(de="Was gelingt jetzt besser?", en="What works better now?"), rows=4),
        Scale("german_level", t(de="Deutschkenntnisse heute", en="German today"), codes="german_level", fact="german_level"),
        competences_sufficient,
    ],
    checks=[
        Check(
            "lessons_in_order",
            "lessons_to >= lessons_from",
            t(
                de="Das Ende liegt vor dem Beginn. Prüfen Sie beide Tage, zum Beispiel: vom 01.03.2026 bis 31.03.2026.",
                en="The end lies before the beginning. Check both days, for example: from 01.03.2026 until 31.03.2026.",
            ),
            field="lessons_to",
        ),
    ],
)

exit_form = Form(
    "exit",
    t(de="Abschluss", en="Closing"),
    fields=[
        Date(
            "exit_on",
            t(de="Letzter Tag der Teilnahme", en="Last day of taking part"),
            required=True,
            earliest="birth",
            latest="today",
        ),
        Choice(
            "exit_reason",
            t(de="Wie endet die Teilnahme?", en="How does the participation end?"),
            required=True,
            options=[Option(reason.id, reason.title) for reason in exits],
        ),
        Choice(
            "employment_status",
            t(de="Lage am Arbeitsmarkt am letzten Tag", en="Situation on the labour market on the last day"),
            codes="employment_status",
            fact="employment_status",
        ),
        YesNo("qualification_gained", t(de="Wurde ein Abschluss oder Zertifikat erworben?", en="Was a certificate gained?")),
        LongText(
            "exit_note",
            t(de="Rückblick", en="Looking back"),
            rows=4,
            help=t(de="Was hat geholfen, was hat gefehlt?", en="What helped, what was missing?"),
        ),
    ],
    checks=[
        Check(
            "exit_after_entry",
            "exit_on >= entry_date",
            t(
                de="Der letzte Tag liegt vor dem Eintritt. Prüfen Sie das Datum, "
                "zum Beispiel: Eintritt am 01.03.2026, letzter Tag am 30.09.2026.",
                en="The last day lies before the entry. Check the date, "
                "for example: entry on 01.03.2026, last day on 30.09.2026.",
            ),
            field="exit_on",
        ),
    ],
    unconfirmed=t(
        de="Gründe und Angaben sind unsere Auswahl; Austrittsregeln nennen die Quellen nicht.",
        en="Reasons and details are our choice; the sources give no rules of exit.",
    ),
)

forms = [
    master_sheet,
    PartForm("contact_note"),
    PartForm("competence_profile"),
    *(support_plan, lessons, internship, work_start, accompaniment, exit_form),
]

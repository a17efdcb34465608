"""The forms of the programme: here the short ones of every day, the longer ones in files of their own."""

from core import Choice, Date, Form, Group, LongText, ManyOf, Option, Scale, Text, WholeNumber, YesNo, t
from plugins.wir_sind_usingen.master_sheet import master_sheet
from plugins.wir_sind_usingen.profile import competence_profile
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
        Date("lessons_from", t(de="Vom", en="From"), required=True),
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
)

contact_note = Form(
    "contact_note",
    t(de="Kontaktnotiz", en="Contact note"),
    fields=[
        Date("contact_on", t(de="Tag", en="Day"), required=True, latest="today"),
        WholeNumber(
            "contact_minutes",
            t(de="Dauer", en="Duration"),
            minimum=1,
            maximum=600,
            unit=t(de="Minuten", en="minutes"),
            required=True,
        ),
        Choice(
            "contact_kind",
            t(de="Art des Kontakts", en="Kind of contact"),
            required=True,
            options=[
                Option("talk", t(de="Gespräch", en="Talk")),
                Option("phone", t(de="Telefon", en="Phone call")),
                Option("message", t(de="Nachricht oder E-Mail", en="Message or e-mail")),
                Option("visit", t(de="Besuch", en="Visit")),
                Option("authority", t(de="Gemeinsam bei einer Behörde", en="Together at an authority")),
                Option("company", t(de="Im Betrieb", en="In the company")),
            ],
        ),
        LongText(
            "contact_note",
            t(de="Notiz", en="Note"),
            rows=4,
            help=t(
                de="Nur was für die Arbeit wichtig ist. Die Person darf alles lesen, was hier steht.",
                en="Only what matters for the work. The person may read all that stands here.",
            ),
        ),
    ],
)

exit_form = Form(
    "exit",
    t(de="Abschluss", en="Closing"),
    fields=[
        Date("exit_on", t(de="Letzter Tag der Teilnahme", en="Last day of taking part"), required=True, latest="today"),
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
    unconfirmed=t(
        de="Gründe und Angaben sind unsere Auswahl; Austrittsregeln nennen die Quellen nicht.",
        en="Reasons and details are our choice; the sources give no rules of exit.",
    ),
)

forms = [master_sheet, contact_note, competence_profile, support_plan, lessons, internship, work_start, accompaniment, exit_form]

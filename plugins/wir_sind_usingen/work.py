"""The forms on the way into work: Praktikum, Arbeitsaufnahme, Begleitung."""

from core import Check, Choice, Date, Email, Form, LongText, ManyOf, Option, Page, Phone, Text, WholeNumber, YesNo, t

hours = t(de="Stunden", en="hours")

internship = Form(
    "internship",
    t(de="Praktikum", en="Internship"),
    pages=[
        Page(
            "company",
            t(de="Betrieb", en="Company"),
            fields=[
                Text("internship_company", t(de="Name des Betriebs", en="Name of the company"), required=True),
                Text("internship_place", t(de="Ort", en="Place")),
                Text(
                    "internship_contact",
                    t(de="Ansprechperson im Betrieb", en="Contact person in the company"),
                    help=t(
                        de="Wen können Sie und die Praktikantin oder der Praktikant jederzeit fragen?",
                        en="Whom can you and the intern ask at any time?",
                    ),
                ),
                Phone("internship_phone", t(de="Telefon des Betriebs", en="Phone of the company")),
                Email("internship_email", t(de="E-Mail des Betriebs", en="E-mail of the company")),
            ],
        ),
        Page(
            "internship",
            t(de="Verlauf", en="Course"),
            fields=[
                Date("internship_from", t(de="Erster Tag", en="First day"), required=True, earliest="entry"),
                Date("internship_to", t(de="Letzter Tag", en="Last day"), required=True),
                WholeNumber(
                    "internship_hours", t(de="Stunden in der Woche", en="Hours a week"), minimum=1, maximum=48, unit=hours
                ),
                LongText("internship_tasks", t(de="Aufgaben", en="Tasks"), rows=4),
                LongText(
                    "internship_support",
                    t(
                        de="Was haben Person und Betrieb an Unterstützung bekommen?",
                        en="Which support did the person and the company get?",
                    ),
                    rows=4,
                ),
            ],
        ),
        Page(
            "result",
            t(de="Ergebnis", en="Result"),
            help=t(
                de="Füllen Sie diese Seite aus, wenn das Praktikum zu Ende ist. Bis dahin bleibt alles gespeichert.",
                en="Fill in this page when the internship is over. Until then everything is kept.",
            ),
            fields=[
                Choice(
                    "internship_result",
                    t(de="Wie ging das Praktikum aus?", en="How did the internship end?"),
                    required=True,
                    options=[
                        Option(
                            "job_offer",
                            t(de="Der Betrieb bietet Arbeit oder Ausbildung an", en="The company offers work or training"),
                        ),
                        Option("finished", t(de="Bis zum Ende gemacht", en="Done to its end")),
                        Option("ended_by_person", t(de="Von der Person vorzeitig beendet", en="Ended early by the person")),
                        Option("ended_by_company", t(de="Vom Betrieb vorzeitig beendet", en="Ended early by the company")),
                    ],
                ),
                LongText(
                    "internship_note",
                    t(de="Was hat die Person gelernt und gezeigt?", en="What did the person learn and show?"),
                    rows=4,
                ),
                YesNo(
                    "another_internship",
                    t(de="Soll ein weiteres Praktikum folgen?", en="Shall another internship follow?"),
                    required=True,
                    help=t(de="Bei Nein geht es mit der Arbeitsaufnahme weiter.", en="If no, the start of work comes next."),
                ),
            ],
        ),
    ],
    checks=[
        Check(
            "internship_in_order",
            "internship_to >= internship_from",
            t(
                de="Der letzte Tag liegt vor dem ersten. Prüfen Sie beide Tage, zum Beispiel: vom 01.06.2026 bis 14.06.2026.",
                en="The last day lies before the first. Check both days, for example: from 01.06.2026 until 14.06.2026.",
            ),
            field="internship_to",
        ),
    ],
)


work_start = Form(
    "work_start",
    t(de="Arbeitsaufnahme", en="Start of work"),
    fields=[
        Text("work_company", t(de="Name des Betriebs", en="Name of the company"), required=True),
        Text("work_contact", t(de="Ansprechperson im Betrieb", en="Contact person in the company")),
        Text("work_occupation", t(de="Art der Arbeit", en="Kind of work"), required=True),
        WholeNumber(
            "work_hours", t(de="Stunden in der Woche", en="Hours a week"), minimum=1, maximum=60, unit=hours, required=True
        ),
        Date("work_starts_on", t(de="Erster Arbeitstag", en="First day of work"), required=True),
        Date(
            "work_ends_on",
            t(de="Befristet bis", en="Limited until"),
            help=t(de="Bei unbefristeter Arbeit leer lassen.", en="Leave empty if unlimited."),
        ),
        YesNo(
            "socially_insured",
            t(de="Ist die Arbeit sozialversicherungspflichtig?", en="Is the work subject to social insurance?"),
            required=True,
            help=t(
                de="Ein Minijob ist es nicht. Der Arbeitsvertrag oder der Betrieb gibt Auskunft.",
                en="A Minijob is not. The contract or the company can tell.",
            ),
        ),
        Choice(
            "employment_status",
            t(de="Neue Lage am Arbeitsmarkt", en="New situation on the labour market"),
            codes="employment_status",
            fact="employment_status",
            required=True,
        ),
    ],
    checks=[
        Check(
            "work_in_order",
            "work_ends_on >= work_starts_on",
            t(
                de="Die Arbeit würde enden, bevor sie beginnt. Prüfen Sie beide Tage, "
                "zum Beispiel: ab 01.07.2026, befristet bis 30.06.2027.",
                en="The work would end before it begins. Check both days, "
                "for example: from 01.07.2026, limited until 30.06.2027.",
            ),
            field="work_ends_on",
        ),
    ],
)


accompaniment = Form(
    "accompaniment",
    t(de="Begleitung am Arbeitsplatz", en="Accompaniment at the workplace"),
    fields=[
        Date("follow_up_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="entry"),
        ManyOf(
            "follow_up_with",
            t(de="Mit wem?", en="With whom?"),
            required=True,
            options=[
                Option("person", t(de="Teilnehmerin oder Teilnehmer", en="Participant")),
                Option("company", t(de="Betrieb", en="Company")),
                Option("authority", t(de="Behörde", en="Authority")),
                Option("family", t(de="Familie", en="Family")),
            ],
        ),
        YesNo(
            "still_working", t(de="Besteht das Arbeitsverhältnis noch?", en="Is the person still employed there?"), required=True
        ),
        LongText("follow_up_person", t(de="Wie geht es der Person?", en="How is the person?"), rows=4),
        LongText("follow_up_company", t(de="Was sagt der Betrieb?", en="What does the company say?"), rows=4),
        LongText("follow_up_authorities", t(de="Hilfe bei Behörden", en="Help with authorities"), rows=3),
        YesNo(
            "further_support",
            t(de="Wird weitere Begleitung gebraucht?", en="Is further accompaniment needed?"),
            required=True,
            help=t(
                de="Bei Ja öffnet sich das nächste Gespräch, bei Nein der Abschluss.",
                en="If yes, the next talk opens; if no, the closing.",
            ),
        ),
    ],
)

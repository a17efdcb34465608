"""The forms on the way into work: access to regular services, qualification, placement, accompaniment."""

from decimal import Decimal

from core import Check, Choice, Date, DecimalNumber, Form, Group, LongText, ManyOf, Option, Organisation, Text, YesNo, t

access = Form(
    "access",
    t(de="Zugang zum Regelsystem", en="Access to regular services"),
    help=t(
        de="Jobcenter, Agentur für Arbeit, Schule, Sprachkurs: Was steht der Person zu, und wer kümmert sich?",
        en="Job centre, employment agency, school, language course: what is the person entitled to, and who sees to it?",
    ),
    fields=[
        Group(
            "services",
            t(de="Angesprochene Stellen", en="Services approached"),
            row_title=t(de="Stelle", en="Service"),
            max_rows=12,
            min_rows=1,
            fields=[
                Choice(
                    "service",
                    t(de="Welche Stelle?", en="Which service?"),
                    required=True,
                    options=[
                        Option("job_centre", t(de="Jobcenter", en="Job centre")),
                        Option("employment_agency", t(de="Agentur für Arbeit", en="Employment agency")),
                        Option("school", t(de="Schule", en="School")),
                        Option(
                            "language_course", t(de="Integrations- oder Berufssprachkurs", en="Integration or vocational course")
                        ),
                        Option("immigration_office", t(de="Ausländerbehörde", en="Immigration office")),
                        Option("recognition", t(de="Anerkennungsstelle", en="Recognition office")),
                        Option("health", t(de="Gesundheit und Beratung", en="Health and advice")),
                        Option("other", t(de="Andere Stelle", en="Another service")),
                    ],
                ),
                Date("on", t(de="Tag", en="Day")),
                Choice(
                    "answer",
                    t(de="Mit welchem Ergebnis?", en="With which result?"),
                    options=[
                        Option("granted", t(de="Zugang erhalten", en="Access granted")),
                        Option("waiting", t(de="Antwort steht aus", en="Waiting for an answer")),
                        Option("refused", t(de="Abgelehnt", en="Refused")),
                    ],
                ),
                Text("note", t(de="Bemerkung", en="Remark")),
            ],
        ),
        YesNo(
            "qualification_needed",
            t(de="Braucht die Person eine eigene Qualifizierung?", en="Does the person need a qualification of their own?"),
            required=True,
            help=t(
                de="Bei Nein geht es gleich mit der Vermittlung weiter.",
                en="If no, placement comes next.",
            ),
        ),
    ],
)

qualification = Form(
    "qualification",
    t(de="Qualifizierung", en="Qualification"),
    fields=[
        Text("qualification_what", t(de="Was lernt die Person?", en="What does the person learn?"), required=True),
        Organisation(
            "qualification_provider",
            t(de="Bei welchem Träger?", en="With which provider?"),
            kinds=["provider", "company", "association"],
        ),
        Date("qualification_from", t(de="Vom", en="From"), required=True),
        Date("qualification_to", t(de="Bis", en="Until")),
        DecimalNumber(
            "qualification_hours",
            t(de="Stunden in der Woche", en="Hours a week"),
            minimum=Decimal(0),
            maximum=Decimal(48),
            places=1,
            unit=t(de="Stunden", en="hours"),
        ),
        Choice(
            "qualification_result",
            t(de="Mit welchem Ergebnis?", en="With which result?"),
            required=True,
            options=[
                Option("certificate", t(de="Mit Zertifikat oder Zeugnis", en="With a certificate")),
                Option("attended", t(de="Besucht, ohne Zertifikat", en="Attended, without certificate")),
                Option("ended_early", t(de="Vorzeitig beendet", en="Ended early"), kept_inside=True),
            ],
        ),
        YesNo(
            "another_qualification",
            t(de="Soll eine weitere Qualifizierung folgen?", en="Shall another qualification follow?"),
            required=True,
        ),
    ],
    checks=[
        Check(
            "qualification_in_order",
            "qualification_to >= qualification_from",
            t(
                de="Das Ende liegt vor dem Beginn. Prüfen Sie beide Tage, zum Beispiel: vom 01.03.2026 bis 31.05.2026.",
                en="The end lies before the beginning. Check both days, for example: from 01.03.2026 until 31.05.2026.",
            ),
            field="qualification_to",
        ),
    ],
)

placement = Form(
    "placement",
    t(de="Vermittlung und Aktivierung im Betrieb", en="Placement and activation in a company"),
    fields=[
        Organisation("placement_company", t(de="Betrieb", en="Company"), kinds=["company", "association", "provider"]),
        Text(
            "placement_name",
            t(de="Name des Betriebs, falls er nicht in der Liste steht", en="Name of the company, if it is not listed"),
        ),
        Choice(
            "placement_kind",
            t(de="Was hat sich ergeben?", en="What has come of it?"),
            required=True,
            options=[
                Option("trial", t(de="Probearbeit oder Praktikum", en="Trial work or internship")),
                Option("job", t(de="Arbeit", en="Work")),
                Option("training", t(de="Ausbildung", en="Vocational training")),
                Option("entry_qualification", t(de="Einstiegsqualifizierung", en="Introductory training")),
                Option("school", t(de="Schule", en="School")),
                Option("none", t(de="Noch nichts", en="Nothing yet"), kept_inside=True),
            ],
        ),
        # what began before the entry was not placed by this programme
        Date("placement_from", t(de="Beginn", en="Start"), shown_if='placement_kind != "none"', earliest="entry"),
        Date("placement_to", t(de="Befristet bis", en="Limited until"), shown_if='placement_kind != "none"'),
        YesNo(
            "another_placement",
            t(de="Soll eine weitere Vermittlung folgen?", en="Shall another placement follow?"),
            required=True,
            help=t(
                de="Stufe für Stufe: nach der Probearbeit die Arbeit oder die Ausbildung. Bei Nein beginnt die Begleitung.",
                en="Step by step: after the trial the job or the training. If no, the accompaniment begins.",
            ),
        ),
    ],
    checks=[
        Check(
            "placement_in_order",
            "placement_to >= placement_from",
            t(
                de="Das Ende liegt vor dem Beginn. Prüfen Sie beide Tage, zum Beispiel: ab 01.08.2026, befristet bis 31.07.2027.",
                en="The end lies before the start. Check both days, for example: from 01.08.2026, limited until 31.07.2027.",
            ),
            field="placement_to",
        ),
    ],
    unconfirmed=t(
        de="Wie weit im Voraus ein Beginn eingetragen werden darf, sagt keine Quelle.",
        en="No source says how far ahead a start may be entered.",
    ),
)

accompaniment = Form(
    "accompaniment",
    t(de="Begleitung", en="Accompaniment"),
    fields=[
        Date("accompanied_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="entry", latest="today"),
        ManyOf(
            "accompanied_with",
            t(de="Mit wem?", en="With whom?"),
            required=True,
            options=[
                Option("person", t(de="Teilnehmerin oder Teilnehmer", en="Participant")),
                Option("company", t(de="Betrieb", en="Company")),
                Option("school", t(de="Schule", en="School")),
                Option("authority", t(de="Behörde", en="Authority")),
                Option("family", t(de="Familie", en="Family")),
            ],
        ),
        LongText("accompanied_note", t(de="Was läuft gut, was braucht Hilfe?", en="What goes well, what needs help?"), rows=4),
        YesNo(
            "further_support",
            t(de="Wird weitere Begleitung gebraucht?", en="Is further accompaniment needed?"),
            required=True,
            help=t(
                de="Die Begleitung darf lange dauern, auch nach dem ersten Arbeitstag.",
                en="The accompaniment may take long, also after the first day of work.",
            ),
        ),
    ],
)

"""The question six months after: is somebody in work, and is it better than before (EECR05, EECR06)?"""

from core import Check, Choice, Date, Form, LongText, Option, YesNo, t

follow_up = Form(
    "follow_up",
    t(de="Nachfrage nach sechs Monaten", en="Question after six months"),
    help=t(
        de="Nur für Menschen, die der Nachfrage zugestimmt haben. Ein kurzer Anruf genügt.",
        en="Only for people who agreed to be asked. A short call is enough.",
    ),
    fields=[
        Date("asked_on", t(de="Gefragt am", en="Asked on"), required=True, earliest="birth", latest="today"),
        Choice(
            "asked_result",
            t(de="Hat es geklappt?", en="Did it work out?"),
            required=True,
            options=[
                Option("answered", t(de="Ja, die Person hat geantwortet", en="Yes, the person has answered")),
                Option("declined", t(de="Die Person möchte nicht antworten", en="The person does not want to answer")),
                Option(
                    "not_reached", t(de="Trotz mehrerer Versuche nicht erreicht", en="Not reached in spite of several attempts")
                ),
            ],
        ),
        YesNo(
            "eecr05",
            t(de="Hat die Person heute Arbeit? (EECR05)", en="Has the person got work today? (EECR05)"),
            shown_if='asked_result = "answered"',
            required_if='asked_result = "answered"',
            help=t(de="Auch selbstständige Arbeit zählt.", en="Self-employed work counts, too."),
        ),
        YesNo(
            "eecr06",
            t(
                de="Hat sich die Lage bei der Arbeit seit dem Eintritt verbessert? (EECR06)",
                en="Has the situation at work got better since entry? (EECR06)",
            ),
            shown_if='asked_result = "answered"',
            unconfirmed=t(
                de="Was als Verbesserung zählt, steht im Leitfaden zum Bescheid, der uns nicht vorliegt.",
                en="What counts as better stands in the guide to the grant, which we do not have.",
            ),
        ),
        Choice(
            "employment_status",
            t(de="Lage am Arbeitsmarkt heute", en="Situation on the labour market today"),
            codes="employment_status",
            fact="employment_status",
            shown_if='asked_result = "answered"',
        ),
        LongText("asked_note", t(de="Was die Person erzählt", en="What the person tells"), rows=3),
    ],
    checks=[
        Check(
            "asked_after_entry",
            "asked_on >= entry_date",
            t(
                de="Die Nachfrage liegt vor dem Eintritt. Prüfen Sie das Datum, zum Beispiel: Eintritt am 01.03.2026, "
                "gefragt am 02.04.2027.",
                en="The question lies before the entry. Check the date, for example: entry on 01.03.2026, asked on 02.04.2027.",
            ),
            field="asked_on",
        ),
    ],
    unconfirmed=t(
        de="Wer nach sechs Monaten fragt, ist je nach Land verschieden: der Träger oder eine Evaluation mit Stichproben.",
        en="Who asks after six months differs: the provider, or an evaluation with samples.",
    ),
)

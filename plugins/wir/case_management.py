"""The forms of the Fallmanagement: needs and offers, follow-up, closing."""

from core import Choice, Date, Form, Group, LongText, ManyOf, Option, Page, PartPage, Text, YesNo, t
from plugins.wir.exits import participant_exits

needs = Form(
    "needs",
    t(de="Bedarf und Angebote", en="Needs and offers"),
    help=t(
        de="Verschaffen Sie der Person einen Überblick: Was gibt es hier, was passt, was ist der nächste Schritt?",
        en="Give the person an overview: what is there, what fits, what is the next step?",
    ),
    fields=[
        ManyOf(
            "support_needs",
            t(de="Wobei braucht die Person Unterstützung?", en="Where does the person need support?"),
            codes="support_needs",
            fact="support_needs",
        ),
        LongText(
            "needs_goal",
            t(de="Was möchte die Person erreichen?", en="What does the person want to achieve?"),
            rows=3,
            required=True,
        ),
        LongText(
            "taken_part_in",
            t(de="Welche Kurse und Maßnahmen hat sie schon besucht?", en="Which courses and measures were attended so far?"),
            rows=3,
            help=t(
                de="Damit niemand zweimal von vorn anfängt. Es steht auch im Kompetenznachweis.",
                en="So that nobody starts twice from scratch. It stands in the competence record, too.",
            ),
        ),
        Group(
            "offers",
            t(de="Welche Angebote passen?", en="Which offers fit?"),
            row_title=t(de="Angebot", en="Offer"),
            max_rows=12,
            fields=[
                Choice("need", t(de="Wofür", en="For what"), codes="support_needs"),
                Text("offer", t(de="Angebot", en="Offer")),
                Text("offered_by", t(de="Wer bietet es an?", en="Who offers it?")),
            ],
        ),
        YesNo(
            "referral_needed",
            t(de="Wird die Person an eine Stelle weitergeleitet?", en="Is the person referred to another office?"),
            required=True,
            help=t(
                de="Bei Nein begleiten Sie die Person selbst weiter.", en="If no, you go on accompanying the person yourself."
            ),
        ),
        YesNo(
            "needs_agreed",
            t(de="Ist das mit der Person abgesprochen?", en="Has this been agreed with the person?"),
            required=True,
        ),
    ],
    unconfirmed=t(
        de="Aufgaben nach der Quelle; den Vordruck des Fallmanagements kennen wir nicht.",
        en="Tasks as the source names them; we do not know the case management's own form.",
    ),
)

follow_up = Form(
    "asking_back",
    t(de="Nachfrage", en="Following up"),
    fields=[
        Date("follow_up_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="entry", latest="today"),
        LongText("follow_up_how", t(de="Wie geht es der Person jetzt?", en="How is the person now?"), rows=4),
        Choice(
            "employment_status",
            t(de="Lage am Arbeitsmarkt", en="Situation on the labour market"),
            codes="employment_status",
            fact="employment_status",
        ),
        YesNo(
            "further_support",
            t(de="Wird weitere Begleitung gebraucht?", en="Is further accompaniment needed?"),
            required=True,
            help=t(
                de="Bei Ja öffnet sich die nächste Nachfrage, bei Nein der Abschluss.",
                en="If yes, the next follow-up opens; if no, the closing.",
            ),
        ),
    ],
)

exit_form = Form(
    "exit",
    t(de="Abschluss", en="Closing"),
    pages=[
        PartPage("last_day"),
        Page(
            "reason",
            t(de="Wie es endet", en="How it ends"),
            fields=[
                Choice(
                    "exit_reason",
                    t(de="Wie endet die Begleitung?", en="How does the accompaniment end?"),
                    required=True,
                    options=[Option(reason.id, reason.title) for reason in participant_exits],
                ),
            ],
        ),
        PartPage("looking_back"),
    ],
    unconfirmed=t(
        de="Gründe und Angaben sind unsere Auswahl; Regeln für den Austritt nennen die Quellen nicht.",
        en="Reasons and details are our choice; the sources give no rules of exit.",
    ),
)

forms = [needs, follow_up, exit_form]

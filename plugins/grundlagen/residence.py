"""The Stammblatt, second half: how somebody may stay and work, what she lives on, and the privacy notice."""

from core import Check, Choice, Date, ManyOf, Page, YesNo, t

residence = Page(
    "residence",
    t(de="Aufenthalt und Arbeitserlaubnis", en="Residence and permission to work"),
    help=t(
        de="Lassen Sie sich das Papier zeigen; eine Kopie brauchen wir nicht.",
        en="Have the document shown to you; we do not need a copy.",
    ),
    fields=[
        Choice(
            "residence_title",
            t(de="Aufenthaltstitel oder Aufenthaltspapier", en="Residence title or document"),
            codes="residence_title",
            fact="residence_title",
            help=t(
                de="Der Paragraf steht auf der Karte bei den Anmerkungen oder im Papier der Ausländerbehörde.",
                en="The section of the law stands among the remarks on the card or in the paper of the immigration office.",
            ),
        ),
        Choice(
            "previous_residence_title",
            t(
                de="Welches Papier galt vor der Fiktionsbescheinigung?",
                en="Which document held before the provisional certificate?",
            ),
            codes="residence_title",
            fact="previous_residence_title",
            shown_if='residence_title = "fb81"',
            help=t(
                de="Die Fiktionsbescheinigung verlängert, was vorher galt. Meist liegt das alte Papier noch dabei.",
                en="The provisional certificate prolongs what held before. Usually the old document is still with it.",
            ),
        ),
        Date(
            "residence_valid_until",
            t(de="Gültig bis", en="Valid until"),
            fact="residence_valid_until",
            shown_if='not(residence_title in ("de", "eu", "ne9", "ne26_3"))',
        ),
        Choice(
            "work_ban",
            t(de="Gibt es ein Arbeitsverbot?", en="Is there a ban on working?"),
            codes="work_ban",
            fact="work_ban",
            help=t(
                de="Achten Sie auf den Satz zur Erwerbstätigkeit in den Nebenbestimmungen.",
                en="Look for the sentence about “Erwerbstätigkeit” (gainful work) in the conditions.",
            ),
        ),
        YesNo(
            "work_permitted",
            t(de="Darf die Person heute arbeiten?", en="May the person work today?"),
            fact="work_permitted",
            shown_if='not(work_ban = "absolute")',
        ),
    ],
    checks=[
        Check(
            "residence_after_arrival",
            "residence_valid_until >= arrived_on",
            t(
                de="Das Papier wäre vor der Ankunft abgelaufen. Prüfen Sie beide Daten, "
                "zum Beispiel: in Deutschland seit 10.09.2015, gültig bis 30.06.2027.",
                en="The document would have expired before the arrival. Check both dates, "
                "for example: in Germany since 10.09.2015, valid until 30.06.2027.",
            ),
            field="residence_valid_until",
        ),
    ],
)


livelihood = Page(
    "livelihood",
    t(de="Arbeit und Lebensunterhalt", en="Work and livelihood"),
    fields=[
        Choice(
            "employment_status",
            t(de="Lage am Arbeitsmarkt", en="Situation on the labour market"),
            codes="employment_status",
            fact="employment_status",
        ),
        Date(
            "unemployed_since",
            t(de="Arbeitslos gemeldet seit", en="Registered as unemployed since"),
            fact="unemployed_since",
            shown_if='employment_status = "unemployed"',
            earliest="birth",
            latest="today",
        ),
        YesNo("seeking_work", t(de="Sucht die Person Arbeit?", en="Is the person looking for work?"), fact="seeking_work"),
        ManyOf(
            "benefits",
            t(de="Leistungen zum Lebensunterhalt", en="Benefits"),
            codes="benefits",
            fact="benefits",
            help=t(de="Bekommt die Person keine, wählen Sie nichts aus.", en="If the person receives none, choose none."),
        ),
    ],
    checks=[
        Check(
            "unemployed_after_birth",
            "unemployed_since > date_of_birth",
            t(
                de="Die Arbeitslosigkeit würde vor der Geburt beginnen. Prüfen Sie beide Daten, "
                "zum Beispiel: geboren am 01.05.1990, arbeitslos seit 01.03.2026.",
                en="Unemployment would begin before the birth. Check both dates, "
                "for example: born on 01.05.1990, unemployed since 01.03.2026.",
            ),
            field="unemployed_since",
        ),
    ],
)

privacy_notice = Page(
    "privacy_notice",
    t(de="Datenschutz", en="Privacy"),
    fields=[
        YesNo(
            "privacy_notice_given",
            t(
                de="Haben Sie die Hinweise zum Datenschutz verständlich erklärt?",
                en="Have you explained the privacy notice so that it was understood?",
            ),
            required=True,
        ),
        Choice(
            "privacy_notice_language",
            t(de="In welcher Sprache?", en="In which language?"),
            codes="language",
            shown_if="privacy_notice_given",
            required_if="privacy_notice_given",
        ),
    ],
)

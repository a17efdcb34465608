"""How she came to LIMEA, and what she needs: the signs of need, and whether she counts as unlearned by law."""

from core import Choice, Computed, Date, Form, LongText, ManyOf, Option, Page, WholeNumber, YesNo, t
from plugins.my_turn.eligibility import LAW, UNLEARNED

outreach = Form(
    "outreach",
    t(de="Ansprache", en="Outreach"),
    help=t(
        de="Das erste Pflichtmodul: Frauen da ansprechen, wo sie sind, im Netz und vor Ort.",
        en="The first compulsory module: approaching women where they are, online and on the spot.",
    ),
    fields=[
        ManyOf(
            "reached_by",
            t(de="Wie hat sie von uns erfahren?", en="How did she hear of us?"),
            required=True,
            options=[
                Option("social_media", t(de="Soziale Medien", en="Social media")),
                Option("messenger", t(de="Messenger-Gruppe", en="Messenger group")),
                Option("website", t(de="Webseite", en="Website")),
                Option("event", t(de="Veranstaltung", en="Event")),
                Option(
                    "meeting_place", t(de="Frauencafé, Kita, Schule, Moschee, Verein", en="Café, nursery, school, mosque, club")
                ),
                Option("friend", t(de="Andere Frauen", en="Other women")),
                Option("office", t(de="Jobcenter, Agentur oder andere Stelle", en="Job centre, agency or another office")),
                Option("other", t(de="Auf anderem Weg", en="In another way")),
            ],
        ),
        Date("reached_on", t(de="Erstes Gespräch am", en="First talk on"), required=True, earliest="birth", latest="today"),
        LongText("reached_note", t(de="Was hat sie neugierig gemacht?", en="What made her curious?"), rows=3),
    ],
)

need = Form(
    "need",
    t(de="Bedarf und Teilnahme", en="Need and participation"),
    pages=[
        Page(
            "qualification",
            t(de="Beruf", en="Occupation"),
            fields=[
                Choice(
                    "vocational_qualification",
                    t(de="Höchster Berufs- oder Studienabschluss", en="Highest vocational or university qualification"),
                    codes="vocational_qualification",
                    fact="vocational_qualification",
                    required=True,
                ),
                WholeNumber(
                    "years_unskilled",
                    t(
                        de="Jahre in Hilfs- oder Anlerntätigkeit seit dem Berufsabschluss",
                        en="Years in un- or semi-skilled work since the qualification",
                    ),
                    fact="years_unskilled",
                    minimum=0,
                    maximum=60,
                    shown_if='not(vocational_qualification in ("none", "bvj"))',
                    required_if='not(vocational_qualification in ("none", "bvj"))',
                    help=t(
                        de="Zeiten ohne Arbeit und Zeiten mit der Familie zählen Sie bitte nach Rücksprache mit.",
                        en="Please ask whether to count times without work and times with the family.",
                    ),
                    unconfirmed=t(
                        de="Welche Zeiten mitzählen, haben wir im Wortlaut nicht gesehen.",
                        en="Which times count we have not seen in the wording.",
                    ),
                ),
                YesNo(
                    "learned_job_unlikely",
                    t(
                        de="Ist eine Arbeit im gelernten Beruf nicht mehr zu erwarten?",
                        en="Is work in the learned occupation no longer to be expected?",
                    ),
                    shown_if="years_unskilled > 4",
                ),
                Computed(
                    "low_qualified",
                    t(de="(Wieder) ungelernt nach § 81 Abs. 2 SGB III", en="(Again) unlearned by § 81(2) SGB III"),
                    table=UNLEARNED,
                    locked=LAW,
                ),
            ],
        ),
        Page(
            "signs",
            t(de="Anzeichen für Bedarf", en="Signs of need"),
            fields=[
                ManyOf(
                    "support_needs",
                    t(de="Wobei braucht sie Unterstützung?", en="Where does she need support?"),
                    codes="support_needs",
                    fact="support_needs",
                    help=t(
                        de="Ein Anzeichen genügt, zum Beispiel: Deutsch, Computer, Kinderbetreuung.",
                        en="One sign is enough, for example: German, computers, childcare.",
                    ),
                ),
                Computed(
                    "arrived_since_2015",
                    t(de="Seit 2015 eingewandert", en="Immigrated since 2015"),
                    rule='arrived_on >= date("2015-01-01")',
                ),
                LongText("need_note", t(de="Was steht ihr noch im Weg?", en="What is still in her way?"), rows=3),
            ],
        ),
        Page(
            "decision",
            t(de="Wie geht es weiter?", en="What comes next?"),
            fields=[
                Choice(
                    "participation",
                    t(de="Wie geht es mit ihr weiter?", en="How does it go on with her?"),
                    required=True,
                    help=t(
                        de="Bis etwa acht Stunden Kontakt bleibt es eine kurze Beratung, ohne ESF-Fragebogen.",
                        en="Up to about eight hours of contact it stays a short advice, without an ESF questionnaire.",
                    ),
                    options=[
                        Option("participant", t(de="Sie nimmt am Programm teil", en="She takes part in the programme")),
                        Option(
                            "more_talks", t(de="Noch ein Gespräch, noch keine Teilnahme", en="Another talk, not taking part yet")
                        ),
                        Option("ends", t(de="Es bleibt bei der kurzen Beratung", en="It stays with the short advice")),
                    ],
                ),
                Choice(
                    "short_advice_end",
                    t(de="Wie endet die kurze Beratung?", en="How does the short advice end?"),
                    shown_if='participation = "ends"',
                    required_if='participation = "ends"',
                    options=[
                        Option("short_advice", t(de="Die kurze Beratung hat gereicht", en="The short advice was enough")),
                        Option("course", t(de="Ein anderes Angebot passt besser", en="Another offer fits better")),
                        Option("no_contact", t(de="Der Kontakt ist abgebrochen", en="The contact was lost")),
                    ],
                ),
                YesNo(
                    "other_esf_project",
                    t(de="Nimmt sie an einem anderen ESF-Projekt teil?", en="Does she take part in another ESF project?"),
                    help=t(
                        de="Ein Ja schließt nicht aus. Klären Sie mit dem anderen Projekt, wer was übernimmt.",
                        en="A yes does not exclude. Please settle with the other project who does what.",
                    ),
                    unconfirmed=t(
                        de="Ein Verbot haben wir nicht gefunden. Im Bescheid prüfen.",
                        en="We found no ban. Check the grant.",
                    ),
                ),
            ],
        ),
    ],
)

"""Counselling on work and orientation, with the family if the person likes; here it shows who becomes a participant."""

from core import Check, Choice, Date, Form, Group, LongText, ManyOf, Note, Option, Page, YesNo, t
from plugins.wir_onnfit.eligibility import UNCLEAR, listed

talk = Page(
    "talk",
    t(de="Beratung", en="Counselling"),
    fields=[
        Date("counselling_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, earliest="birth", latest="today"),
        ManyOf(
            "counselling_topics",
            t(de="Worum ging es?", en="What was it about?"),
            required=True,
            options=[
                Option("work", t(de="Arbeit finden", en="Finding work")),
                Option("training", t(de="Ausbildung", en="Vocational training")),
                Option("orientation", t(de="Berufe kennenlernen", en="Getting to know occupations")),
                Option("school", t(de="Schule und Abschlüsse", en="School and certificates")),
                Option("transition", t(de="Von der Schule in den Beruf", en="From school into work")),
                Option("permit", t(de="Arbeitserlaubnis", en="Permission to work")),
                Option("recognition", t(de="Anerkennung von Abschlüssen", en="Recognition of certificates")),
                Option("language", t(de="Deutsch lernen", en="Learning German")),
                Option("family", t(de="Familie und Kinderbetreuung", en="Family and childcare")),
                Option("other", t(de="Anderes", en="Something else")),
            ],
        ),
        ManyOf(
            "support_needs",
            t(de="Wobei braucht die Person Unterstützung?", en="Where does the person need support?"),
            codes="support_needs",
            fact="support_needs",
        ),
        YesNo(
            "special_regard",
            t(
                de="Braucht die Person wegen einer Behinderung oder einer Erkrankung durch die Flucht besondere Rücksicht?",
                en="Does the person need special regard because of a disability or an illness caused by the flight?",
            ),
            not_stated=True,
            privacy="sensitive",
            help=t(
                de="Freiwillig. Ein Ja genügt; was genau es ist, gehört nicht hierher.",
                en="Voluntary. A yes is enough; what exactly it is does not belong here.",
            ),
        ),
    ],
)

family = Page(
    "family",
    t(de="Familie", en="Family"),
    help=t(
        de="Angehörige dürfen mitberaten werden. Bitte keine Namen: Sie sind keine Teilnehmenden.",
        en="Relatives may be included in the counselling. No names, please: they are not participants.",
    ),
    fields=[
        Group(
            "family_members",
            t(de="Wer aus der Familie wurde mitberaten?", en="Who of the family was included?"),
            row_title=t(de="Familienmitglied", en="Family member"),
            max_rows=12,
            fields=[
                Choice(
                    "relation",
                    t(de="Beziehung zur Person", en="Relation to the person"),
                    required=True,
                    options=[
                        Option("partner", t(de="Ehe oder Partnerschaft", en="Spouse or partner")),
                        Option("child", t(de="Kind", en="Child")),
                        Option("parent", t(de="Mutter oder Vater", en="Mother or father")),
                        Option("sibling", t(de="Schwester oder Bruder", en="Sister or brother")),
                        Option("other", t(de="Andere Angehörige", en="Another relative")),
                    ],
                ),
                LongText("advice", t(de="Beratung wozu?", en="Advice on what?"), rows=2, max_length=1000),
            ],
        ),
    ],
)

result = Page(
    "counselling_result",
    t(de="Wie geht es weiter?", en="What comes next?"),
    fields=[
        Note(
            "bagatelle_note",
            t(
                de="Bis etwa acht Stunden Kontakt bleibt es eine kurze Beratung, ohne ESF-Fragebogen. "
                "Die Summe der Minuten steht beim Fall. Danach wird die Person Teilnehmerin oder Teilnehmer.",
                en="Up to about eight hours of contact it stays a short advice, without an ESF questionnaire. "
                "The sum of the minutes stands with the case. After that the person becomes a participant.",
            ),
            unconfirmed=t(
                de="Die acht Stunden stammen aus Baden-Württemberg und Thüringen. Was der Bescheid sagt, ist zu prüfen.",
                en="The eight hours come from Baden-Württemberg and Thuringia. What the grant says is to be checked.",
            ),
        ),
        YesNo(
            "residence_accepted",
            t(
                de="Erkennt der Fördergeber das Aufenthaltspapier der Person an?",
                en="Does the funder accept the person's residence document?",
            ),
            fact="residence_accepted",
            shown_if=f"residence_title in {listed(UNCLEAR)} "
            f'or (residence_title = "fb81" and previous_residence_title in {listed(UNCLEAR)})',
            help=t(
                de="Bei diesem Papier sagt die Richtlinie nichts. Tragen Sie die Antwort ein, sobald sie da ist.",
                en="The guideline says nothing about this document. Enter the answer as soon as you have it.",
            ),
        ),
        Choice(
            "participation",
            t(de="Wie geht es mit der Person weiter?", en="How does it go on with the person?"),
            required=True,
            options=[
                Option("participant", t(de="Sie nimmt am Programm teil", en="She or he takes part in the programme")),
                Option("more_talks", t(de="Noch ein Gespräch, noch keine Teilnahme", en="Another talk, not taking part yet")),
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
                Option("regular_services", t(de="Andere Stellen helfen weiter", en="Other services will help")),
                Option("no_contact", t(de="Der Kontakt ist abgebrochen", en="The contact was lost")),
            ],
        ),
        YesNo(
            "other_esf_project",
            t(de="Nimmt die Person an einem anderen ESF-Projekt teil?", en="Does the person take part in another ESF project?"),
            help=t(
                de="Ein Ja schließt nicht aus. Klären Sie mit dem anderen Projekt, wer was übernimmt.",
                en="A yes does not exclude. Please settle with the other project who does what.",
            ),
            unconfirmed=t(
                de="Ein Verbot, zugleich an einem anderen ESF-Projekt teilzunehmen, haben wir nicht gefunden. Bescheid prüfen.",
                en="We found no ban on taking part in another ESF project at the same time. Check the grant.",
            ),
        ),
    ],
)

counselling = Form(
    "counselling",
    t(de="Beratung und Berufsorientierung", en="Counselling and orientation"),
    pages=[talk, family, result],
    checks=[
        Check(
            "counselling_after_birth",
            "counselling_on > date_of_birth",
            t(
                de="Das Gespräch liegt vor der Geburt. Prüfen Sie den Tag, zum Beispiel: 15.03.2026.",
                en="The talk lies before the birth. Check the day, for example: 15.03.2026.",
            ),
            field="counselling_on",
        ),
    ],
    unconfirmed=t(
        de="Einen Vordruck für Beratungsstunden kennen wir nicht. Gespräche vor der Aufnahme werden angenommen: Erst ab etwa "
        "acht Stunden wird aus der Beratung eine Teilnahme, und keine Quelle sagt, dass frühere nicht zählen.",
        en="We do not know a form for hours of counselling. Talks before the entry are accepted: only from about eight hours on "
        "advice becomes participation, and no source says that earlier ones do not count.",
    ),
)

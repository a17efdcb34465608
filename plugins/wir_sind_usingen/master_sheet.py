"""The Stammblatt: who the person is, where from, and how she may stay and work; asked once, kept for every programme."""

from core import Address, Choice, Date, Email, Form, ManyOf, Note, Option, Page, Phone, Text, YesNo, t

person = Page(
    "person",
    t(de="Zur Person", en="The person"),
    fields=[
        Text(
            "family_name",
            t(de="Familienname", en="Family name"),
            fact="family_name",
            required=True,
            privacy="identity",
            help=t(
                de="Wie im Ausweis, in lateinischer Schrift. Wer nur einen Namen hat, trägt ihn hier ein.",
                en="As in the identity document, in Latin script. Whoever has one name only enters it here.",
            ),
        ),
        Text("given_name", t(de="Vorname", en="Given name"), fact="given_name", privacy="identity"),
        Date(
            "date_of_birth",
            t(de="Geburtsdatum", en="Date of birth"),
            fact="date_of_birth",
            required=True,
            latest="today",
            help=t(
                de="Steht im Ausweis nur das Jahr, wählen Sie den 1. Januar dieses Jahres.",
                en="If the document gives the year only, choose 1 January of that year.",
            ),
        ),
        Choice("sex", t(de="Geschlecht", en="Sex"), codes="sex", fact="sex"),
        Choice("nationality", t(de="Staatsangehörigkeit", en="Nationality"), codes="country", fact="nationality"),
        Choice("country_of_birth", t(de="Geburtsland", en="Country of birth"), codes="country", fact="country_of_birth"),
    ],
)

contact = Page(
    "contact",
    t(de="Anschrift und Erreichbarkeit", en="Address and contact"),
    help=t(
        de="Eine Telefonnummer oder eine E-Mail-Adresse genügt, damit Sie die Person erreichen.",
        en="One phone number or one e-mail address is enough to reach the person.",
    ),
    fields=[
        Address(
            "address",
            t(de="Anschrift", en="Address"),
            privacy="identity",
            facts={"street": "street", "postal_code": "postal_code", "place": "municipality"},
            help=t(
                de="Als Ort bitte nur die Stadt oder Gemeinde eintragen, ohne Ortsteil: Usingen, nicht Usingen-Eschbach.",
                en="As place, enter the town or municipality only, without the part of town: Usingen, not Usingen-Eschbach.",
            ),
        ),
        Phone("phone", t(de="Telefon", en="Phone"), fact="phone", privacy="identity"),
        Email("email", t(de="E-Mail", en="E-mail"), fact="email", privacy="identity"),
        Choice(
            "contact_language",
            t(de="In welcher Sprache klappt ein Gespräch am besten?", en="In which language does a talk work best?"),
            codes="language",
        ),
        YesNo(
            "interpreter_needed",
            t(de="Wird beim Gespräch jemand zum Übersetzen gebraucht?", en="Is somebody needed to interpret?"),
        ),
    ],
)

arrival = Page(
    "arrival",
    t(de="Herkunft und Ankunft", en="Origin and arrival"),
    fields=[
        YesNo(
            "migration_background",
            t(de="Hat die Person einen Migrationshintergrund?", en="Does the person have a migration background?"),
            fact="migration_background",
            required=True,
            help=t(
                de="Ja, wenn die Person selbst oder mindestens ein Elternteil ohne deutsche Staatsangehörigkeit geboren wurde.",
                en="Yes, if the person or at least one parent was born without German nationality.",
            ),
        ),
        YesNo(
            "own_migration",
            t(de="Ist die Person selbst nach Deutschland eingewandert?", en="Did the person immigrate to Germany?"),
            fact="own_migration",
            shown_if="migration_background",
        ),
        YesNo(
            "refugee_background",
            t(de="Ist die Person geflüchtet?", en="Did the person come as a refugee?"),
            fact="refugee_background",
            shown_if="own_migration",
            help=t(
                de="Ein Ja oder Nein genügt. Nach der Flucht selbst fragen wir nicht.",
                en="A yes or no is enough. We do not ask about the flight itself.",
            ),
        ),
        Date(
            "arrived_on",
            t(de="In Deutschland seit", en="In Germany since"),
            fact="arrived_on",
            shown_if="own_migration",
            latest="today",
            help=t(de="Ist nur das Jahr bekannt, wählen Sie den 1. Januar.", en="If only the year is known, choose 1 January."),
        ),
    ],
)

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
)

voluntary = Page(
    "voluntary",
    t(de="Freiwillige Angaben", en="Voluntary details"),
    fields=[
        Note(
            "voluntary_note",
            t(
                de="Diese drei Fragen muss niemand beantworten. „Keine Angabe“ ist immer möglich und ändert nichts.",
                en="Nobody has to answer these three questions. “Not stated” is always possible and changes nothing.",
            ),
            unconfirmed=t(
                de="Gefragt wird für die Statistik des Europäischen Sozialfonds. Ob PLUS diese Angaben noch braucht, ist offen.",
                en="Asked for the statistics of the European Social Fund. Whether PLUS still needs these details is open.",
            ),
        ),
        YesNo("disability", t(de="Behinderung", en="Disability"), fact="disability", not_stated=True, privacy="sensitive"),
        YesNo(
            "minority",
            t(de="Zugehörigkeit zu einer Minderheit", en="Belonging to a minority"),
            fact="minority",
            not_stated=True,
            privacy="sensitive",
        ),
        YesNo(
            "housing_exclusion",
            t(de="Wohnungslos oder ohne gesicherte Wohnung", en="Homeless or without secure housing"),
            fact="housing_exclusion",
            not_stated=True,
            privacy="sensitive",
        ),
    ],
)

agreement = Page(
    "agreement",
    t(de="Anmeldung", en="Registration"),
    fields=[
        Choice(
            "came_through",
            t(de="Wie kam die Person zu uns?", en="How did the person come to us?"),
            options=[
                Option("district", t(de="Zuweisung durch den Hochtaunuskreis", en="Assigned by the Hochtaunuskreis district")),
                Option("job_centre", t(de="Kommunales Jobcenter", en="Job centre")),
                Option("integration_office", t(de="Integrationsbüro der Stadt", en="Integration office of the town")),
                Option("volunteers", t(de="Ehrenamtliche oder Verein", en="Volunteers or an association")),
                Option("self", t(de="Von sich aus", en="On their own")),
                Option("other", t(de="Auf anderem Weg", en="In another way")),
            ],
        ),
        YesNo(
            "takes_part_voluntarily",
            t(de="Nimmt die Person freiwillig teil?", en="Does the person take part voluntarily?"),
            required=True,
            locked="Die Teilnahme ist nach der Projektbeschreibung freiwillig.",
            help=t(
                de="Die Teilnahme ist freiwillig. Bei einem Nein sprechen Sie bitte zuerst mit der Stelle, die zugewiesen hat.",
                en="Taking part is voluntary. If the answer is no, please talk to the assigning office first.",
            ),
        ),
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

master_sheet = Form(
    "master_sheet",
    t(de="Stammblatt", en="Master sheet"),
    pages=[person, contact, arrival, residence, livelihood, voluntary, agreement],
    unconfirmed=t(
        de="Aufbau nach den üblichen Stammblättern im ESF; der Vordruck des Projekts liegt uns nicht vor.",
        en="Made after the usual ESF master sheets; we do not have the project's own form.",
    ),
)

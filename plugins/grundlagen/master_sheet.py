"""The Stammblatt: who the person is, where from, and how she may stay and work; asked once, kept for every programme."""

from core import Address, Check, Choice, Country, Date, Email, Form, Page, Phone, Text, YesNo, t
from plugins.grundlagen.residence import livelihood, privacy_notice, residence

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
        Country("nationality", t(de="Staatsangehörigkeit", en="Nationality"), fact="nationality"),
        Country("country_of_birth", t(de="Geburtsland", en="Country of birth"), fact="country_of_birth"),
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
        Text(
            "district",
            t(de="Landkreis", en="District"),
            fact="district",
            help=t(
                de="So wie er amtlich heißt, zum Beispiel: Hochtaunuskreis, Landkreis Fulda, Kreis Unna.",
                en="As it is officially called, for example: Hochtaunuskreis, Landkreis Fulda, Kreis Unna.",
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
            earliest="birth",
            latest="today",
            help=t(de="Ist nur das Jahr bekannt, wählen Sie den 1. Januar.", en="If only the year is known, choose 1 January."),
        ),
    ],
    checks=[
        Check(
            "arrival_after_birth",
            "arrived_on >= date_of_birth",
            t(
                de="Die Ankunft liegt vor der Geburt. Prüfen Sie beide Daten, "
                "zum Beispiel: geboren am 01.05.1990, in Deutschland seit 10.09.2015.",
                en="The arrival lies before the birth. Check both dates, "
                "for example: born on 01.05.1990, in Germany since 10.09.2015.",
            ),
            field="arrived_on",
        ),
    ],
)

master_sheet = Form(
    "master_sheet",
    t(de="Stammblatt", en="Master sheet"),
    pages=[person, contact, arrival, residence, livelihood, privacy_notice],
    unconfirmed=t(
        de="Aufbau nach den üblichen Stammblättern im ESF; einen amtlichen Vordruck kennen wir nicht.",
        en="Made after the usual ESF master sheets; we do not know an official form.",
    ),
)

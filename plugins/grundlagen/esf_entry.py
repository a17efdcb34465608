"""The ESF+ questionnaire at entry: Part 1 has to be answered, Part 2 and Part 3 may stay open."""

from core import Address, Choice, Computed, Form, Page, Text, YesNo, t
from plugins.grundlagen.esf_notices import esf_consents, esf_notice
from plugins.grundlagen.esf_questions import education, origin, voluntary, work

HAS_ADDRESS = "if is known(no_postal_address) then not(no_postal_address) else true"
"""Part 1 cannot do without an address; only a yes to there being none replaces it."""

base = Page(
    "esf_base",
    t(de="Teil 1: Teilnahme", en="Part 1: Participation"),
    help=t(
        de="Name und Geburtsdatum stehen schon im Stammblatt.",
        en="Name and date of birth stand in the master sheet already.",
    ),
    fields=[
        Computed("esf_entered_on", t(de="Eintritt", en="Entry"), rule="entry_date", gives="date"),
        Text(
            "esf_subproject",
            t(de="Teilprojekt", en="Subproject"),
            help=t(de="Wie im Bescheid, wenn es mehrere gibt.", en="As in the grant, if there are several."),
        ),
        Text(
            "esf_number",
            t(de="Teilnehmernummer im Förderportal", en="Participant number in the funding portal"),
            max_length=40,
            help=t(
                de="Tragen Sie sie nach, sobald das Portal sie vergeben hat.", en="Add it as soon as the portal has given it."
            ),
            unconfirmed=t(
                de="Ob das Portal die Nummer vergibt oder der Träger, ist offen.",
                en="Whether the portal gives the number or the provider is open.",
            ),
        ),
        Choice(
            "sex",
            t(de="Geschlecht", en="Sex"),
            codes="sex",
            fact="sex",
            required=True,
            help=t(
                de="Alle Zahlen des ESF+ werden nach Frauen, Männern und divers getrennt gezählt.",
                en="All numbers of the ESF+ are counted apart for women, men and non-binary people.",
            ),
        ),
        YesNo(
            "no_postal_address",
            t(
                de="Keine Anschrift: wohnungslos oder in einer Notunterkunft",
                en="No address: homeless or in an emergency shelter",
            ),
            privacy="sensitive",
            help=t(de="Sonst braucht Teil 1 die Anschrift.", en="Else Part 1 needs the address."),
        ),
        Address(
            "address",
            t(de="Anschrift", en="Address"),
            privacy="identity",
            facts={"street": "street", "postal_code": "postal_code", "place": "municipality"},
            shown_if=HAS_ADDRESS,
            required_if=HAS_ADDRESS,
            help=t(
                de="Straße, Postleitzahl und Ort. Gibt es keine Anschrift, wählen Sie das in der Frage davor mit Ja.",
                en="Street, postal code and place. If there is no address, say so by a yes to the question before.",
            ),
        ),
        Computed(
            "esf_minor",
            t(de="Beim Eintritt unter 18 (EECO06)", en="Under 18 at entry (EECO06)"),
            rule="age_on(date_of_birth, entry_date) < 18",
        ),
        Computed(
            "esf_young",
            t(de="Beim Eintritt 18 bis 29 (EECO07)", en="18 to 29 at entry (EECO07)"),
            rule="age_on(date_of_birth, entry_date) in [18..29]",
        ),
        Computed(
            "esf_older",
            t(de="Beim Eintritt 55 oder älter (EECO08)", en="55 or older at entry (EECO08)"),
            rule="age_on(date_of_birth, entry_date) >= 55",
        ),
    ],
)

esf_entry = Form(
    "esf_entry",
    t(de="ESF+ Eintritt", en="ESF+ entry"),
    help=t(
        de="Was schon im Stammblatt steht, ist eingetragen. Bitte nur prüfen und ergänzen.",
        en="What stands in the master sheet already is filled in. Please check and complete it.",
    ),
    pages=[base, work, education, origin, voluntary, esf_notice, esf_consents],
    unconfirmed=t(
        de="Nachgebildet aus Anhang I der Verordnung (EU) 2021/1057 und Fragebögen anderer Länder. "
        "Vergleichen Sie mit dem Fragebogen Ihres Bescheids.",
        en="Rebuilt from Annex I of Regulation (EU) 2021/1057 and questionnaires of other states. "
        "Compare it with the questionnaire of your grant.",
    ),
)

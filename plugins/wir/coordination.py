"""WIR-Koordination: contacts, bodies and measures. Heads are counted, no participant is recorded."""

from typing import Any

from core import Check, Choice, Date, Form, LongText, Money, Offering, Option, Text, TimeSpan, WholeNumber, t
from plugins.wir.sources import PRESS, PROGRAMME, VIELFALTSZENTREN

heads = WholeNumber("heads", t(de="Wie viele Menschen waren da?", en="How many people were there?"), minimum=0, maximum=100_000)
"""Asked when it is over; nobody is recorded."""

work_form = Form(
    "coordination_work",
    t(de="Koordination und Vernetzung", en="Coordination and networking"),
    fields=[
        Date("coordination_on", t(de="Tag", en="Day"), required=True),
        Text(
            "coordination_with",
            t(de="Mit wem?", en="With whom?"),
            help=t(de="Stellen und Gremien, keine Namen.", en="Offices and bodies, no names."),
        ),
        Choice(
            "coordination_aim",
            t(de="Wozu vor allem?", en="What for above all?"),
            options=[
                Option("management", t(de="Regionales Integrationsmanagement", en="Regional integration management")),
                Option("opening", t(de="Interkulturelle Öffnung", en="Intercultural opening")),
                Option("welcome", t(de="Willkommens- und Anerkennungskultur", en="Culture of welcome and recognition")),
                Option("network", t(de="Vernetzung", en="Networking")),
                Option("volunteers", t(de="Lotsen- und Patennetzwerke", en="Networks of guides and sponsors")),
            ],
        ),
        LongText("coordination_result", t(de="Was wurde vereinbart?", en="What was agreed?"), rows=4),
        heads,
    ],
)

expina_form = Form(
    "expina_event",
    t(de="ExpinA-Veranstaltung", en="ExpinA event"),
    fields=[
        Date("expina_on", t(de="Tag", en="Day"), required=True),
        Choice("expina_language", t(de="In welcher Sprache?", en="In which language?"), codes="language", required=True),
        Text("expina_place", t(de="Ort", en="Place")),
        LongText("expina_topics", t(de="Worum ging es?", en="What was it about?"), rows=3),
        heads,
    ],
)

microproject_form = Form(
    "microproject",
    t(de="Mikroprojekt", en="Micro project"),
    fields=[
        Text("micro_title", t(de="Worum geht es?", en="What is it about?"), required=True),
        Date("micro_from", t(de="Beginn", en="Start"), required=True),
        Date("micro_to", t(de="Ende", en="End")),
        heads,
        Money(
            "micro_amount",
            t(de="Förderung", en="Funding"),
            maximum=500_000,
            help=t(de="5.000 Euro je Region und Jahr.", en="5,000 euros for each region and year."),
        ),
    ],
    checks=[
        Check(
            "order",
            "micro_to >= micro_from",
            t(
                de="Das Ende liegt vor dem Beginn. Prüfen Sie beide Tage, zum Beispiel: vom 02.03.2026 bis zum 28.08.2026.",
                en="The end lies before the start. Check both days, for example: from 02.03.2026 to 28.08.2026.",
            ),
            field="micro_to",
        )
    ],
    unconfirmed=t(
        de=f"Nach: {VIELFALTSZENTREN}. Ob die 5.000 Euro für ein Mikroprojekt oder für alle einer Region gelten, ist offen.",
        en="Whether the 5,000 euros are for one micro project or for all of a region is open.",
    ),
)

interpreting_form = Form(
    "lay_interpreting_day",
    t(de="Einsatz beim Dolmetschen", en="Interpreting"),
    fields=[
        Date("interpreting_on", t(de="Tag", en="Day"), required=True),
        Choice("interpreting_language", t(de="Sprache", en="Language"), codes="language", required=True),
        Text("interpreting_at", t(de="Bei welcher Behörde?", en="At which authority?")),
        TimeSpan("interpreting_minutes", t(de="Dauer", en="Duration"), maximum=600),
        heads,
    ],
    unconfirmed=t(
        de=f"Nach: {PROGRAMME}. Umfang der Schulung und Entschädigung nennt die Quelle nicht.",
        en="The source gives neither the extent of the training nor an allowance.",
    ),
)


def counted(id: str, de: str, en: str, form: str, **more: Any) -> Offering:
    """A measure of the coordination: its heads are counted."""
    return Offering(id, t(de=de, en=en), form=form, role="wir_coordination", attendance="numbers", **more)


offerings = [
    counted("body", "Gremium", "Body", "coordination_work"),
    counted("network_meeting", "Netzwerktreffen", "Network meeting", "coordination_work"),
    counted("contact_point", "Kontakt mit einer Einrichtung", "Contact with an institution", "coordination_work"),
    counted("public_event", "Veranstaltung", "Event", "coordination_work"),
    counted(
        "expina",
        "Experten in Ausbildung (ExpinA)",
        "Experts in training (ExpinA)",
        "expina_event",
        help=t(
            de="Menschen mit eigener Fluchtgeschichte erzählen in ihrer Muttersprache vom Weg in die Ausbildung, "
            "gemeinsam mit der Heinrich-Metzendorf-Schule.",
            en="People who fled themselves tell in their first language about the way into training, together with the "
            "Heinrich-Metzendorf-Schule.",
        ),
        unconfirmed=t(
            de=f"Nach: {PRESS}. Dass nur Köpfe gezählt werden, ist unsere Entscheidung.",
            en="That only heads are counted is our decision.",
        ),
    ),
    counted("micro_project", "Mikroprojekt", "Micro project", "microproject"),
    counted(
        "lay_interpreting",
        "Laiendolmetschen",
        "Lay interpreting",
        "lay_interpreting_day",
        help=t(
            de="Geschulte Ehrenamtliche begleiten Termine bei Behörden.",
            en="Trained volunteers accompany appointments at authorities.",
        ),
    ),
]

forms = [work_form, expina_form, microproject_form, interpreting_form]

"""The Stammblatt of the programme: the shared pages, and how somebody came to it."""

from core import Choice, Form, Option, Page, PartPage, YesNo, t

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
    ],
)

master_sheet = Form(
    "master_sheet",
    t(de="Stammblatt", en="Master sheet"),
    pages=[
        *(PartPage(name) for name in ("person", "contact", "arrival", "residence", "livelihood", "voluntary", "privacy_notice")),
        agreement,
    ],
    unconfirmed=t(
        de="Aufbau nach den üblichen Stammblättern im ESF; der Vordruck des Projekts liegt uns nicht vor.",
        en="Made after the usual ESF master sheets; we do not have the project's own form.",
    ),
)

"""Who plays which part, what is offered to authorities and companies, and the minutes that make a participant."""

from core import Counter, Offering, Role, Threshold, t

assumed = t(
    de="Welche Anmeldungen diese Rolle ausüben, ist unsere Annahme.",
    en="Which sign-ins play this role is our assumption.",
)

roles = [
    Role(
        "subproject",
        t(de="Teilprojekt (Beratung und Begleitung)", en="Subproject (counselling and accompaniment)"),
        held_by=["case_worker", "provider_staff", "coordinator"],
        help=t(
            de="Berät, öffnet Türen, vermittelt und bleibt dabei – in jedem der drei Landkreise.",
            en="Counsels, opens doors, places people and stays – in each of the three districts.",
        ),
    ),
    Role(
        "network",
        t(de="Netzwerkkoordination", en="Network coordination"),
        held_by=["coordinator"],
        help=t(
            de="Verbindet die Teilprojekte mit Jobcentern, Agenturen und Betrieben; lädt zu Schulungen ein.",
            en="Connects the subprojects with job centres, agencies and companies; invites to trainings.",
        ),
    ),
    Role("job_centre", t(de="Jobcenter", en="Job centre"), held_by=["coordinator"], unconfirmed=assumed),
    Role("employment_agency", t(de="Agentur für Arbeit", en="Employment agency"), held_by=["coordinator"], unconfirmed=assumed),
]

offerings = [
    Offering(
        "authority_training",
        t(de="Schulung für Behörden", en="Training for authorities"),
        help=t(
            de="Für Verwaltung, Jobcenter und alle, die mit Geflüchteten arbeiten. Gezählt wird, wie viele da waren.",
            en="For administrations, job centres and all who work with refugees. What counts is how many were there.",
        ),
        form="training",
        role="network",
        attendance="numbers",
    ),
    Offering(
        "company_training",
        t(de="Schulung für Betriebe", en="Training for companies"),
        help=t(
            de="Für Betriebe, die Geflüchtete einstellen oder ausbilden möchten.",
            en="For companies that would like to employ or train refugees.",
        ),
        form="training",
        role="network",
        attendance="numbers",
    ),
    Offering(
        "information_event",
        t(de="Informationsveranstaltung", en="Information event"),
        help=t(
            de="Offen für alle, die mit der Zielgruppe in Kontakt stehen.",
            en="Open to all who are in contact with the target group.",
        ),
        form="training",
        role="network",
        attendance="numbers",
    ),
]

counters = [
    Counter(
        "contact_time",
        t(de="Zeit im Kontakt", en="Time in contact"),
        form="contact_note",
        field="contact_minutes",
        on="contact_on",
        thresholds=[
            Threshold(
                amount=480,
                title=t(
                    de="Acht Stunden Kontakt: Die Person ist jetzt Teilnehmerin oder Teilnehmer",
                    en="Eight hours of contact: the person is now a participant",
                ),
            )
        ],
        source="ESF Baden-Württemberg, Hinweise zur Datenerhebung (Bagatellgrenze etwa 8 Stunden)",
        unconfirmed=t(
            de="Die Grenze gilt in Baden-Württemberg; was der Bescheid für ONnFIT sagt, liegt uns nicht vor.",
            en="The limit holds in Baden-Württemberg; we do not know what the grant says for ONnFIT.",
        ),
    ),
]

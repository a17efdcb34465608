"""Who plays which part, what is offered to many at once, and the minutes that make a participant."""

from core import Counter, Form, LongText, Offering, Role, Text, Threshold, WholeNumber, t

assumed = t(
    de="Welche Anmeldungen diese Rolle ausüben, ist unsere Annahme.",
    en="Which sign-ins play this role is our assumption.",
)

roles = [
    Role(
        "adviser",
        t(de="Beratung LIMEA", en="LIMEA adviser"),
        held_by=["case_worker", "provider_staff", "coordinator"],
        help=t(
            de="Feste Ansprechpartnerin vom ersten Gespräch bis an den Arbeitsplatz.",
            en="The one contact from the first talk to the workplace.",
        ),
    ),
    Role("coordination", t(de="Projektleitung", en="Project management"), held_by=["coordinator"], unconfirmed=assumed),
    Role(
        "peer",
        t(de="Begleiterin (Peer)", en="Peer companion"),
        held_by=["mentor", "case_worker"],
        help=t(de="Eine Frau, die den Weg schon gegangen ist.", en="A woman who has gone the way already."),
        unconfirmed=assumed,
    ),
]

event = Form(
    "event",
    t(de="Angaben zum Treffen", en="Details of the meeting"),
    fields=[
        Text("event_topic", t(de="Thema", en="Topic"), required=True),
        Text("event_place", t(de="Ort oder Link", en="Place or link")),
        LongText("event_note", t(de="Was ist wichtig?", en="What matters?"), rows=3),
        WholeNumber("heads", t(de="Wie viele Menschen waren da?", en="How many people were there?"), minimum=0, maximum=100_000),
    ],
)

offerings = [
    Offering(
        "outreach_event",
        t(de="Ansprache vor Ort oder im Netz", en="Outreach on the spot or online"),
        help=t(de="Gezählt wird, wie viele Frauen erreicht wurden.", en="What counts is how many women were reached."),
        form="event",
        role="adviser",
        attendance="numbers",
    ),
    Offering(
        "peer_group",
        t(de="Frauengruppe", en="Women's group"),
        help=t(de="Austausch, Deutsch üben, Computer ausprobieren.", en="Exchange, practising German, trying out computers."),
        form="event",
        role="adviser",
        places=True,
    ),
    Offering(
        "company_visit",
        t(de="Hospitation im Betrieb", en="A look into a company"),
        form="event",
        role="adviser",
        places=True,
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
                    de="Acht Stunden Kontakt: Sie ist jetzt Teilnehmerin",
                    en="Eight hours of contact: she is now a participant",
                ),
            )
        ],
        source="ESF Baden-Württemberg, Hinweise zur Datenerhebung (Bagatellgrenze etwa 8 Stunden)",
        unconfirmed=t(
            de="Die Grenze gilt in Baden-Württemberg; was der Bescheid für LIMEA sagt, liegt uns nicht vor.",
            en="The limit holds in Baden-Württemberg; we do not know what the grant says for LIMEA.",
        ),
    ),
]

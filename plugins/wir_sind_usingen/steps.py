"""The way through the programme: who does what, in which order, until when, and how it ends."""

from core import Deadline, ExitReason, Phase, Role, Step, t

PROJECT = "Projektbeschreibung „Wir sind Usingen“ der StartHilfe Hochtaunus e. V."

assumed = t(
    de="Welche Anmeldungen diese Rolle ausüben, ist unsere Annahme.",
    en="Which sign-ins play this role is our assumption.",
)

roles = [
    Role(
        "training_provider",
        t(de="StartHilfe Hochtaunus (Bildungsträger)", en="StartHilfe Hochtaunus (training provider)"),
        held_by=["case_worker", "provider_staff", "coordinator"],
        help=t(
            de="Nimmt Anmeldungen an, unterrichtet, vermittelt und begleitet.",
            en="Takes registrations, teaches, places people and stays with them.",
        ),
    ),
    Role(
        "district",
        t(de="Hochtaunuskreis", en="Hochtaunuskreis district"),
        held_by=["coordinator"],
        help=t(
            de="Berät und weist zu. Bei PLUS beteiligt sich der Kreis nicht mehr an der Finanzierung.",
            en="Advises and assigns people. Under PLUS the district no longer takes part in the funding.",
        ),
        unconfirmed=assumed,
    ),
    Role(
        "town_office",
        t(
            de="Bürgermeisteramt und Amt für Jugend, Kultur und Soziales",
            en="Mayor's office and office for youth, culture and social affairs",
        ),
        held_by=["coordinator"],
        help=t(de="Macht das Projekt in der Stadt bekannt.", en="Makes the project known in the town."),
        unconfirmed=assumed,
    ),
    Role(
        "integration_office",
        t(de="Integrationsbüro", en="Integration office"),
        held_by=["case_worker", "coordinator"],
        help=t(
            de="Spricht mögliche Teilnehmende an und bindet Ehrenamtliche und Einrichtungen ein.",
            en="Approaches possible participants and brings in volunteers and institutions.",
        ),
        unconfirmed=assumed,
    ),
    Role(
        "business_promotion",
        t(de="Wirtschaftsförderung", en="Business promotion office"),
        held_by=["coordinator"],
        help=t(de="Gewinnt Betriebe am Ort.", en="Wins local companies."),
        unconfirmed=assumed,
    ),
]

phases = [
    Phase("registration", t(de="Anmeldung", en="Registration")),
    Phase("profile", t(de="Kompetenzprofil", en="Competence profile")),
    Phase("support", t(de="Förderung", en="Support")),
    Phase("internship", t(de="Praktikum", en="Internship")),
    Phase("work", t(de="Arbeit", en="Work")),
    Phase("accompaniment", t(de="Begleitung", en="Accompaniment")),
]

registration = Step(
    "registration",
    t(de="Anmeldung aufnehmen", en="Take the registration"),
    help=t(de="Füllen Sie das Stammblatt gemeinsam aus.", en="Fill in the master sheet together."),
    role="training_provider",
    form="master_sheet",
    phase="registration",
)

contact = Step(
    "contact",
    t(de="Kontakt notieren", en="Note a contact"),
    help=t(
        de="Für jedes Gespräch, jeden Anruf, jeden Weg zu einer Behörde – so oft Sie möchten.",
        en="For every talk, every call, every visit to an authority – as often as you like.",
    ),
    role="training_provider",
    form="contact_note",
    after=["registration"],
    optional=True,
    repeat="true",
)

profile = Step(
    "competence_profile",
    t(de="Kompetenzprofil erstellen", en="Write the competence profile"),
    help=t(de="Fällig in den ersten vier Wochen nach dem Eintritt.", en="Due within the first four weeks after entry."),
    role="training_provider",
    form="competence_profile",
    phase="profile",
    after=["registration"],
    due=Deadline(days=28, after="entry", source=f"{PROJECT}: in den ersten vier Wochen"),
)

plan = Step(
    "support_plan",
    t(de="Förderbedarf ermitteln", en="Find out which support is needed"),
    role="training_provider",
    form="support_plan",
    phase="support",
    after=["competence_profile"],
)

lessons = Step(
    "lessons",
    t(de="Förderunterricht festhalten", en="Record the lessons"),
    help=t(
        de="Halten Sie jeden Abschnitt fest. Reichen die Kompetenzen noch nicht aus, folgt der nächste Abschnitt.",
        en="Record each stretch of lessons. While the competences do not suffice yet, the next stretch follows.",
    ),
    role="training_provider",
    form="lessons",
    phase="support",
    after=["support_plan"],
    when="not(competences_sufficient)",
    repeat="not(competences_sufficient)",
    unconfirmed=t(
        de="Wer schon genug Kompetenzen mitbringt, geht hier ohne Förderunterricht weiter. Die Quelle sagt es nicht.",
        en="Whoever brings sufficient competences goes on without lessons here. The source does not say so.",
    ),
)

internship = Step(
    "internship",
    t(de="Praktikum vermitteln und begleiten", en="Arrange and accompany an internship"),
    help=t(
        de="Auch der Betrieb bekommt jede Unterstützung, die er braucht.",
        en="The company, too, gets all the support that it needs.",
    ),
    role="training_provider",
    form="internship",
    phase="internship",
    after=["lessons"],
    when="competences_sufficient",
    repeat="another_internship",
)

work = Step(
    "work_start",
    t(de="Arbeitsaufnahme festhalten", en="Record the start of work"),
    role="training_provider",
    form="work_start",
    phase="work",
    after=["internship"],
)

accompaniment = Step(
    "accompaniment",
    t(de="Am Arbeitsplatz begleiten", en="Accompany at the workplace"),
    help=t(
        de="Fragen Sie die Person und den Betrieb. Wiederholen Sie es, solange jemand Sie braucht.",
        en="Ask the person and the company. Repeat it as long as somebody needs you.",
    ),
    role="training_provider",
    form="accompaniment",
    phase="accompaniment",
    after=["work_start"],
    repeat="further_support",
    unconfirmed=t(
        de="Wie lange nach der Arbeitsaufnahme begleitet wird, nennen die Quellen nicht.",
        en="The sources do not say for how long people are accompanied after starting work.",
    ),
)

closing = Step(
    "closing",
    t(de="Teilnahme abschließen", en="Close the participation"),
    role="training_provider",
    form="exit",
    phase="accompaniment",
    after=["accompaniment"],
    exit="exit_reason",
)

steps = [registration, contact, profile, plan, lessons, internship, work, accompaniment, closing]

exits = [
    ExitReason(
        "employment", t(de="Arbeit mit Sozialversicherung aufgenommen", en="Started work with social insurance"), success=True
    ),
    ExitReason("training", t(de="Ausbildung begonnen", en="Started vocational training"), success=True),
    ExitReason("self_employment", t(de="Selbstständig gemacht", en="Became self-employed"), success=True),
    ExitReason("minijob", t(de="Minijob aufgenommen", en="Started a Minijob")),
    ExitReason(
        "school_or_course",
        t(de="Wechsel in Schule, Kurs oder ein anderes Programm", en="Went on to a school, course or another programme"),
    ),
    ExitReason("moved_away", t(de="Weggezogen", en="Moved away")),
    ExitReason("own_wish", t(de="Beendet auf eigenen Wunsch", en="Ended at own wish")),
    ExitReason("personal_reasons", t(de="Beendet aus persönlichen Gründen", en="Ended for personal reasons")),
    ExitReason("no_contact", t(de="Kontakt verloren", en="Lost contact")),
    ExitReason("project_end", t(de="Projekt beendet", en="The project ended")),
    ExitReason("other", t(de="Anderer Grund", en="Another reason")),
]

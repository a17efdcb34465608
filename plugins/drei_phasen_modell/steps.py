"""The two ways: mentees through three phases, each a gate to the next, and mentors beside them."""

from typing import Any

from core import Phase, Role, Step, Track, t
from plugins.drei_phasen_modell.sources import NEWS, TOWN

assumed = t(
    de="Welche Anmeldungen diese Rolle ausüben, ist unsere Annahme.",
    en="Which sign-ins play this role is our assumption.",
)

roles = [
    Role("coordination", t(de="Projektkoordination der Stadt", en="Project coordination of the town")),
    Role(
        "mentor",
        t(de="Mentorin oder Mentor", en="Mentor"),
        held_by=["mentor", "case_worker", "coordinator"],
        help=t(de="Ehrenamtlich an der Seite eines Menschen.", en="A volunteer at somebody's side."),
        unconfirmed=assumed,
    ),
    Role(
        "asylum_social_work",
        t(de="Sozialarbeit im Sachgebiet Asyl", en="Social work, asylum section"),
        held_by=["case_worker", "coordinator"],
        help=t(de="Spricht mögliche Mentees gezielt an.", en="Approaches possible mentees."),
        unconfirmed=assumed,
    ),
    Role(
        "partners",
        t(de="VHS Hilden-Haan, Jobcenter und Integration Point", en="VHS Hilden-Haan, job centre and Integration Point"),
        held_by=["provider_staff"],
        help=t(
            de="Vernetzt mit dem Projekt; der Integration Point soll weitere Menschen vermitteln.",
            en="Linked with the project; the Integration Point shall bring further people.",
        ),
        unconfirmed=assumed,
    ),
    Role(
        "company",
        t(de="Unternehmen", en="Company"),
        held_by=["coordinator"],
        help=t(de="Bietet Praktikum, Arbeit oder Ausbildung.", en="Offers an internship, work or vocational training."),
        unconfirmed=t(de="Aufgaben im System haben sie nicht.", en="They have no tasks in the system."),
    ),
]

phases = [
    Phase("screening", t(de="Phase 1: Screening", en="Phase 1: Screening"), help=t(de="Vorbereitung", en="Preparation")),
    Phase("assessment", t(de="Phase 2: Assessment", en="Phase 2: Assessment"), help=t(de="Umsetzung", en="Realisation")),
    Phase("matching", t(de="Phase 3: Matching", en="Phase 3: Matching"), help=t(de="Überleitung", en="Transition")),
    Phase("mentor_start", t(de="Bewerbung und Auswahl", en="Application and selection")),
    Phase("mentoring", t(de="Begleitung", en="Mentoring")),
]

tracks = [
    Track(
        "mentor",
        t(de="Mentorinnen und Mentoren", en="Mentors"),
        help=t(de="Sie begleiten Mentees auf dem Weg in Arbeit.", en="They accompany mentees on the way into work."),
    )
]


def mentee(id: str, de: str, en: str, phase: str, *, role: str = "coordination", **more: Any) -> Step:
    return Step(id, t(de=de, en=en), role=role, phase=phase, **more)


def mentor(id: str, de: str, en: str, phase: str = "mentoring", *, role: str = "coordination", **more: Any) -> Step:
    return Step(id, t(de=de, en=en), role=role, phase=phase, track="mentor", **more)


mentees = [
    mentee("registration", "Mentee aufnehmen", "Take in the mentee", "screening", role="asylum_social_work", form="master_sheet"),
    Step(
        "contact",
        t(de="Kontakt notieren", en="Note a contact"),
        role="coordination",
        form="contact_note",
        after=["registration"],
        optional=True,
        repeat="true",
    ),
    mentee(
        "screening",
        "Screening führen",
        "Do the screening",
        "screening",
        form="screening",
        after=["registration"],
        repeat='not(work_permitted and german_level >= "b1")',
        outcome="german_level",
        unconfirmed=t(
            de=f"B1 und Arbeitserlaubnis nach: {NEWS}. Als Tor zur zweiten Phase ist es unsere Lesart.",
            en="B1 and the work permission come from a news portal. Taking them as the gate to phase 2 is our reading.",
        ),
    ),
    mentee(
        "pairing",
        "Mentorin oder Mentor zuordnen",
        "Assign a mentor",
        "assessment",
        form="pairing",
        after=["screening"],
        optional=True,
        unconfirmed=t(
            de="In welcher Phase die beiden zusammenkommen, sagen die Quellen nicht. Es hält niemanden auf.",
            en="The sources do not say in which phase the two come together. It holds nobody up.",
        ),
    ),
    mentee(
        "competence_profile",
        "Kompetenzprofil erstellen",
        "Write the competence profile",
        "assessment",
        form="competence_profile",
        after=["screening"],
        optional=True,
        unconfirmed=t(
            de="Ein Kompetenzprofil nennen die Quellen nicht; es hilft bei Potential und Mappe und hält niemanden auf.",
            en="The sources name no competence profile; it helps with potential and portfolio and holds nobody up.",
        ),
    ),
    mentee(
        "assessment",
        "Assessment und Bewerbungsmappe",
        "Assessment and application portfolio",
        "assessment",
        form="assessment",
        after=["screening"],
        repeat="not(portfolio_complete)",
        outcome="portfolio_complete",
    ),
    mentee(
        "placement",
        "Stelle vermitteln",
        "Arrange a place",
        "matching",
        form="placement",
        after=["assessment"],
        outcome="placement_kind",
    ),
    mentee(
        "stabilisation",
        "Stabilisierung begleiten",
        "Accompany the stabilisation",
        "matching",
        form="stabilisation",
        after=["placement"],
        repeat="not(stable)",
        outcome="stable",
    ),
    mentee(
        "review",
        "Über den nächsten Schritt entscheiden",
        "Decide on the next step",
        "matching",
        form="review",
        after=["stabilisation"],
        repeat="another_placement",
        back_to="placement",
    ),
    mentee(
        "closing",
        "Teilnahme abschließen",
        "Close the participation",
        "matching",
        form="exit",
        after=["review"],
        exit="exit_reason",
    ),
]

mentors = [
    mentor("mentor_application", "Bewerbung aufnehmen", "Take the application", "mentor_start", form="mentor_application"),
    mentor(
        "mentor_selection",
        "Auswahl treffen",
        "Make the selection",
        "mentor_start",
        form="mentor_selection",
        after=["mentor_application"],
        outcome="mentor_selected",
        unconfirmed=t(de=f"Nach: {TOWN}.", en="As the town's paper says."),
    ),
    mentor(
        "mentor_training",
        "Schulung festhalten",
        "Record a training",
        form="mentor_training",
        after=["mentor_selection"],
        when="mentor_selected",
        optional=True,
        repeat="true",
    ),
    mentor(
        "mentor_hours",
        "Stunden mit Zuschuss eintragen",
        "Enter hours with allowance",
        role="mentor",
        form="mentor_hours",
        after=["mentor_selection"],
        when="mentor_selected and mentor_allowance",
        optional=True,
        repeat="true",
    ),
    mentor(
        "mentor_hours_unpaid",
        "Stunden ohne Zuschuss eintragen",
        "Enter hours without allowance",
        role="mentor",
        form="mentor_hours_unpaid",
        after=["mentor_selection"],
        when="mentor_selected and not(mentor_allowance)",
        optional=True,
        repeat="true",
    ),
    mentor(
        "mentor_closing",
        "Begleitung abschließen",
        "Close the mentoring",
        form="mentor_exit",
        after=["mentor_selection"],
        exit="mentor_exit_reason",
    ),
]

steps = [*mentees, *mentors]

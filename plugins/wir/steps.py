"""The way of the participants through the Fallmanagement, and the roles of the whole programme."""

from core import Phase, Role, Step, t
from plugins.wir.sources import FALLMANAGEMENT

assumed = t(
    de="Welche Anmeldungen diese Rolle ausüben, ist unsere Annahme.",
    en="Which sign-ins play this role is our assumption.",
)

roles = [
    Role(
        "case_manager",
        t(de="WIR-Fallmanagement", en="WIR case management"),
        help=t(
            de="Überblickt die Angebote, leitet passgenau weiter, knüpft Netzwerke. Kann auch bei gemeinnützigen Trägern sitzen.",
            en="Knows the offers, refers people to what fits, builds networks. May also sit with non-profit providers.",
        ),
    ),
    Role(
        "receiver",
        t(de="Aufnehmende Stelle", en="Receiving office"),
        held_by=["provider_staff", "case_worker", "coordinator"],
        help=t(de="An sie wird weitergeleitet.", en="People are referred to it."),
        unconfirmed=assumed,
    ),
    Role(
        "wir_coordination",
        t(de="WIR-Koordination oder Vielfaltszentrum", en="WIR coordination or centre of diversity"),
        held_by=["coordinator"],
        help=t(
            de="Integrationsmanagement, interkulturelle Öffnung, Vernetzung. Vielfaltszentren haben bis zu zwei Stellen zu je "
            "60.000 Euro und eine Mitarbeitsstelle bis 20.000 Euro.",
            en="Integration management, intercultural opening, networking. Centres of diversity have up to two posts at 60,000 "
            "euros each and an assistant's post of up to 20,000 euros.",
        ),
    ),
    Role(
        "lots_coordination", t(de="Leitung der Integrationslots:innen", en="Head of the integration guides"), unconfirmed=assumed
    ),
    Role(
        "lots",
        t(de="Integrationslots:in", en="Integration guide"),
        held_by=["mentor", "case_worker", "coordinator"],
        help=t(de="Ehrenamtlich: zeigt den Weg, ist keine Patin und kein Pate.", en="A volunteer: a guide, not a sponsor."),
        unconfirmed=assumed,
    ),
    Role(
        "course_provider",
        t(de="Kursträger", en="Course provider"),
        held_by=["provider_staff", "case_worker", "coordinator"],
        unconfirmed=assumed,
    ),
]

phases = [
    Phase("first_talk", t(de="Erstes Gespräch", en="First talk")),
    Phase("overview", t(de="Bedarf und Angebote", en="Needs and offers")),
    Phase("referral", t(de="Weiterleitung", en="Referral")),
    Phase("follow_up", t(de="Nachfrage", en="Following up")),
    Phase("lots_start", t(de="Bewerbung und Qualifizierung", en="Application and qualification")),
    Phase("lots_deployment", t(de="Einsatz", en="Deployment")),
]

steps = [
    Step(
        "registration",
        t(de="Erstes Gespräch führen", en="Hold the first talk"),
        help=t(de="Füllen Sie das Stammblatt gemeinsam aus.", en="Fill in the master sheet together."),
        role="case_manager",
        form="master_sheet",
        phase="first_talk",
    ),
    Step(
        "contact",
        t(de="Kontakt notieren", en="Note a contact"),
        role="case_manager",
        form="contact_note",
        after=["registration"],
        optional=True,
        repeat="true",
    ),
    Step(
        "needs",
        t(de="Bedarf und Angebote klären", en="Clear needs and offers"),
        role="case_manager",
        form="needs",
        phase="overview",
        after=["registration"],
    ),
    Step(
        "competence_profile",
        t(de="Kompetenzprofil erstellen", en="Write the competence profile"),
        help=t(
            de="Daraus wird der Bergsträßer Kompetenznachweis. Das Profil hält nichts auf, es kann auch später entstehen.",
            en="It becomes the competence record (Bergsträßer Kompetenznachweis). It holds nothing up and may be written later.",
        ),
        role="case_manager",
        form="competence_profile",
        phase="overview",
        after=["registration"],
        optional=True,
    ),
    Step(
        "referral",
        t(de="Passgenau weiterleiten", en="Refer to what fits"),
        role="case_manager",
        form="referral",
        phase="referral",
        after=["needs"],
        when="referral_needed",
        unconfirmed=t(
            de=f"Aufgabe nach: {FALLMANAGEMENT}. Eine Frist nennt die Quelle nicht.", en="The source gives no deadline."
        ),
    ),
    Step(
        "referral_answer",
        t(de="Auf die Weiterleitung antworten", en="Answer the referral"),
        role="receiver",
        form="referral_answer",
        phase="referral",
        after=["referral"],
        when="referral_needed",
        at="referred_to",
        outcome="referral_accepted",
    ),
    Step(
        "referral_result",
        t(de="Ergebnis der Weiterleitung festhalten", en="Record the result of the referral"),
        help=t(
            de="Hat die Stelle abgesagt oder fehlt noch etwas, leiten Sie noch einmal weiter.",
            en="If the office declined or something is still missing, refer once more.",
        ),
        role="case_manager",
        form="referral_result",
        phase="referral",
        after=["referral_answer"],
        when="referral_needed",
        repeat="another_referral",
        back_to="referral",
        outcome="referral_outcome",
    ),
    Step(
        "follow_up",
        t(de="Nachfragen, wie es geht", en="Ask how things are"),
        role="case_manager",
        form="asking_back",
        phase="follow_up",
        after=["referral_result"],
        repeat="further_support",
    ),
    Step(
        "closing",
        t(de="Begleitung abschließen", en="Close the accompaniment"),
        role="case_manager",
        form="exit",
        phase="follow_up",
        after=["follow_up"],
        exit="exit_reason",
    ),
]

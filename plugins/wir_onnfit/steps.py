"""The way through ONnFIT: counselling, access, qualification, placement, a long accompaniment, and the ESF+ exit."""

from core import Deadline, Phase, Step, t
from plugins.wir_onnfit.exits import exits

PROGRAMME = "ESF-Plus-Programm WIR des BMAS, Fördergegenstände (esfplus.de)"
WINDOW = "Europäische Kommission, SFC: Bezugszeitraum von vier Wochen nach dem Austritt"

phases = [
    Phase("counselling", t(de="Beratung", en="Counselling")),
    Phase("access", t(de="Regelsystem", en="Regular services")),
    Phase("qualification", t(de="Qualifizierung", en="Qualification")),
    Phase("placement", t(de="Vermittlung", en="Placement")),
    Phase("accompaniment", t(de="Begleitung", en="Accompaniment")),
    Phase("exit", t(de="Austritt", en="Exit")),
]

talking = [
    Step(
        "registration",
        t(de="Stammblatt aufnehmen", en="Take the master sheet"),
        help=t(de="Füllen Sie es gemeinsam aus.", en="Fill it in together."),
        role="subproject",
        form="master_sheet",
        phase="counselling",
    ),
    Step(
        "contact",
        t(de="Kontakt notieren", en="Note a contact"),
        help=t(
            de="Jeder Kontakt zählt, auch der kurze: Ab acht Stunden wird aus einer Beratung eine Teilnahme.",
            en="Each contact counts, also a short one: from eight hours on, advice becomes participation.",
        ),
        role="subproject",
        form="contact_note",
        after=["registration"],
        optional=True,
        repeat="true",
    ),
    Step(
        "counselling",
        t(de="Zu Arbeit und Beruf beraten", en="Counsel on work and occupation"),
        help=t(
            de="Auch die Familie darf dabei sein. Reicht eine kurze Beratung, endet der Fall hier ohne ESF-Fragebogen.",
            en="The family may be there, too. If a short advice is enough, the case ends here without an ESF questionnaire.",
        ),
        role="subproject",
        form="counselling",
        phase="counselling",
        after=["registration"],
        repeat='participation = "more_talks"',
        exit="short_advice_end",
    ),
    Step(
        "esf_entry",
        t(de="ESF+ Eintritt ausfüllen", en="Fill in the ESF+ entry"),
        role="subproject",
        form="esf_entry",
        phase="counselling",
        after=["counselling"],
    ),
    Step(
        "competence_profile",
        t(de="Kompetenzprofil erstellen", en="Write the competence profile"),
        role="subproject",
        form="competence_profile",
        phase="counselling",
        after=["counselling"],
    ),
]

working = [
    Step(
        "access",
        t(de="Zugang zum Regelsystem öffnen", en="Open the way to regular services"),
        role="subproject",
        form="access",
        phase="access",
        after=["esf_entry", "competence_profile"],
    ),
    Step(
        "qualification",
        t(de="Qualifizierung begleiten", en="Accompany the qualification"),
        role="subproject",
        form="qualification",
        phase="qualification",
        after=["access"],
        when="qualification_needed",
        repeat="another_qualification",
        outcome="qualification_result",
    ),
    Step(
        "placement",
        t(de="In Betrieb, Ausbildung oder Schule vermitteln", en="Place in a company, training or school"),
        role="subproject",
        form="placement",
        phase="placement",
        after=["qualification"],
        repeat="another_placement",
        outcome="placement_kind",
    ),
    Step(
        "accompaniment",
        t(de="Begleiten, auch nach dem Start", en="Accompany, also after the start"),
        help=t(
            de="Wiederholen Sie es, solange jemand Sie braucht.",
            en="Repeat it as long as somebody needs you.",
        ),
        role="subproject",
        form="accompaniment",
        phase="accompaniment",
        after=["placement"],
        repeat="further_support",
        unconfirmed=t(
            de="Die Quelle sagt „lange, auch nach der Aufnahme“; wie lange, sagt sie nicht.",
            en="The source says “long, also after take-up”; how long it does not say.",
        ),
    ),
]

leaving = [
    Step(
        "leaving",
        t(de="Ende der Teilnahme festhalten", en="Record the end of the participation"),
        help=t(
            de="An jedem Tag möglich, auch wenn jemand vorzeitig geht. Danach folgt der ESF+ Austritt.",
            en="Possible on any day, also when somebody leaves early. The ESF+ exit follows.",
        ),
        role="subproject",
        form="leaving",
        phase="exit",
        after=["esf_entry"],
        optional=True,
    ),
    Step(
        "esf_exit",
        t(de="ESF+ Austritt ausfüllen", en="Fill in the ESF+ exit"),
        help=t(
            de="Warten Sie die vier Wochen ab: Es zählt, was in dieser Zeit zuletzt geschah.",
            en="Let the four weeks pass: what happened last in this time counts.",
        ),
        role="subproject",
        form="esf_exit",
        phase="exit",
        after=["leaving"],
        when='exit_kind in ("regular", "early")',
        due=Deadline(days=28, after="leaving", source=WINDOW),
    ),
    Step(
        "follow_up",
        t(de="Nach sechs Monaten nachfragen", en="Ask after six months"),
        help=t(de="Nur wenn die Person zugestimmt hat.", en="Only if the person has agreed."),
        role="subproject",
        form="follow_up",
        phase="exit",
        after=["esf_exit"],
        when="follow_up_consent",
        due=Deadline(months=6, after="leaving", source="Anhang I der Verordnung (EU) 2021/1057: sechs Monate nach dem Austritt"),
        unconfirmed=t(
            de="Wer nachfragt, der Träger oder eine Evaluation, sagt der Bescheid.",
            en="Who asks, the provider or an evaluation, is said in the grant.",
        ),
    ),
    Step(
        "closing",
        t(de="Fall abschließen", en="Close the case"),
        role="subproject",
        form="closing",
        phase="exit",
        after=["follow_up"],
        exit="exit_reason",
    ),
]

steps = [*talking, *working, *leaving]

__all__ = ["exits", "phases", "steps"]

"""The way through LIMEA: outreach and need, four modules side by side, placement, accompaniment at work, and the ESF+ exit."""

from core import Deadline, Phase, Step, t
from plugins.my_turn.exits import exits

WINDOW = "Europäische Kommission, SFC: Bezugszeitraum von vier Wochen nach dem Austritt"
SIX_MONTHS = "Anhang I der Verordnung (EU) 2021/1057: sechs Monate nach dem Austritt"

phases = [
    Phase("outreach", t(de="Ansprache", en="Outreach")),
    Phase("entry", t(de="Aufnahme", en="Entry")),
    Phase("modules", t(de="Module", en="Modules")),
    Phase("placement", t(de="Vermittlung", en="Placement")),
    Phase("work", t(de="Am Arbeitsplatz", en="At work")),
    Phase("exit", t(de="Austritt", en="Exit")),
]

entering = [
    Step("outreach", t(de="Ansprache festhalten", en="Record the outreach"), role="adviser", form="outreach", phase="outreach"),
    Step(
        "registration",
        t(de="Stammblatt aufnehmen", en="Take the master sheet"),
        role="adviser",
        form="master_sheet",
        phase="entry",
        after=["outreach"],
    ),
    Step(
        "contact",
        t(de="Kontakt notieren", en="Note a contact"),
        help=t(
            de="Jeder Kontakt zählt, auch der kurze: Ab acht Stunden wird aus einer Beratung eine Teilnahme.",
            en="Each contact counts, also a short one: from eight hours on, advice becomes participation.",
        ),
        role="adviser",
        form="contact_note",
        after=["outreach"],
        optional=True,
        repeat="true",
    ),
    Step(
        "need",
        t(de="Bedarf klären", en="Find out what she needs"),
        help=t(
            de="Reicht eine kurze Beratung, endet der Fall hier ohne ESF-Fragebogen.",
            en="If a short advice is enough, the case ends here without an ESF questionnaire.",
        ),
        role="adviser",
        form="need",
        phase="entry",
        after=["registration"],
        repeat='participation = "more_talks"',
        exit="short_advice_end",
    ),
    Step(
        "esf_entry",
        t(de="ESF+ Eintritt ausfüllen", en="Fill in the ESF+ entry"),
        role="adviser",
        form="esf_entry",
        phase="entry",
        after=["need"],
    ),
    Step(
        "competence_profile",
        t(de="Kompetenzprofil erstellen", en="Write the competence profile"),
        role="adviser",
        form="competence_profile",
        phase="entry",
        after=["need"],
    ),
]


def module(id: str, de: str, en: str, role: str = "adviser") -> Step:
    """A compulsory module: begins with the participation and is repeated until it has done its work."""
    return Step(
        id,
        t(de=de, en=en),
        role=role,
        form=id,
        phase="modules",
        after=["esf_entry", "competence_profile"],
        repeat=f"{id}_goes_on",
    )


MODULES = ("empowerment", "compatibility", "acquisition", "accompaniment")

modules = [
    module("empowerment", "Empowerment begleiten", "Accompany empowerment"),
    module("compatibility", "Zu Familie und Beruf beraten", "Advise on family and work"),
    module("acquisition", "Plätze für Praktikum, Ausbildung und Arbeit gewinnen", "Win places for internship, training and work"),
    module("accompaniment", "Sie persönlich begleiten", "Accompany her in person"),
    Step(
        "childcare_guide",
        t(de="Zusatzmodul: Lotsin zur Kinderbetreuung", en="Additional module: guide to childcare"),
        role="adviser",
        form="childcare_guide",
        phase="modules",
        after=["esf_entry", "competence_profile"],
        when='contains(support_needs, "childcare")',
        optional=True,
        unconfirmed=t(
            de="Ein anderes Projekt bietet dieses Modul an. Ob LIMEA es anbietet, ist offen.",
            en="Another project offers this module. Whether LIMEA does is open.",
        ),
    ),
]

working = [
    Step(
        "placement",
        t(de="In Arbeit, Ausbildung oder Selbstständigkeit vermitteln", en="Place in work, training or self-employment"),
        role="adviser",
        form="placement",
        phase="placement",
        after=MODULES,
        repeat="another_placement",
        outcome="placement_kind",
    ),
    Step(
        "accompaniment_at_work",
        t(de="Am Arbeitsplatz begleiten", en="Accompany her at work"),
        help=t(de="Wiederholen Sie es, solange sie Sie braucht.", en="Repeat it as long as she needs you."),
        role="adviser",
        form="accompaniment",
        phase="work",
        after=["placement"],
        repeat="accompaniment_goes_on",
        unconfirmed=t(
            de="Wie lange nach dem Start begleitet wird, sagen die Quellen nicht.",
            en="The sources do not say for how long she is accompanied after the start.",
        ),
    ),
]

leaving = [
    Step(
        "leaving",
        t(de="Ende der Teilnahme festhalten", en="Record the end of the participation"),
        help=t(
            de="An jedem Tag möglich, auch wenn eine Frau vorzeitig geht. Danach folgt der ESF+ Austritt.",
            en="Possible on any day, also when a woman leaves early. The ESF+ exit follows.",
        ),
        role="adviser",
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
        role="adviser",
        form="esf_exit",
        phase="exit",
        after=["leaving"],
        when='exit_kind in ("regular", "early")',
        due=Deadline(days=28, after="leaving", source=WINDOW),
    ),
    Step(
        "follow_up",
        t(de="Nach sechs Monaten nachfragen", en="Ask after six months"),
        help=t(de="Nur wenn sie zugestimmt hat.", en="Only if she has agreed."),
        role="adviser",
        form="follow_up",
        phase="exit",
        after=["esf_exit"],
        when="follow_up_consent",
        due=Deadline(months=6, after="leaving", source=SIX_MONTHS),
        unconfirmed=t(
            de="Wer nachfragt, der Träger oder eine Evaluation, sagt der Bescheid.",
            en="Who asks, the provider or an evaluation, is said in the grant.",
        ),
    ),
    Step(
        "closing",
        t(de="Fall abschließen", en="Close the case"),
        role="adviser",
        form="closing",
        phase="exit",
        after=["follow_up"],
        exit="exit_reason",
    ),
]

steps = [*entering, *modules, *working, *leaving]

__all__ = ["MODULES", "exits", "phases", "steps"]

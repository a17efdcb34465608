"""The way: a common start, then the steps of each block side by side, and the end."""

from typing import Any

from core import Counter, Phase, Role, Step, t
from plugins.gemeinsam_durchstarten.sources import UNNA

assumed = t(
    de="Welche Anmeldungen diese Rolle ausüben, ist unsere Annahme.",
    en="Which sign-ins play this role is our assumption.",
)

roles = [
    Role(
        "managing_office",
        t(de="Kommunales Integrationszentrum (geschäftsführende Stelle)", en="Local integration centre (managing office)"),
        help=t(de="Koordiniert die Arbeit im Projekt.", en="Coordinates the work of the project."),
    ),
    Role(
        "coach",
        t(de="Coach (F1)", en="Coach (F1)"),
        held_by=["provider_staff", "case_worker", "coordinator"],
        help=t(
            de="Multikulturelles Forum im Norden und in der Mitte, In Via im Süden des Kreises.",
            en="Multikulturelles Forum in the north and middle, In Via in the south of the district.",
        ),
        unconfirmed=assumed,
    ),
    Role(
        "course_provider",
        t(de="Träger eines Bausteins", en="Provider of a block"),
        held_by=["provider_staff", "case_worker", "coordinator"],
        help=t(
            de="Wohlfahrtsverbände und Bildungsträger vor Ort.", en="Welfare associations and training providers on the spot."
        ),
        unconfirmed=assumed,
    ),
    Role(
        "participation_manager",
        t(de="Teilhabemanagement (F6)", en="Participation management (F6)"),
        held_by=["case_worker", "coordinator"],
        unconfirmed=assumed,
    ),
    Role(
        "multiplier",
        t(de="Multiplikatorinnen und Multiplikatoren", en="Multipliers"),
        held_by=["case_worker", "provider_staff"],
        help=t(
            de="Alle, die in der Flüchtlingshilfe tätig sind: Sie geben die Informationen weiter und schicken Menschen zum "
            "Projekt.",
            en="All who work with refugees: they pass the information on and send people to the project.",
        ),
        unconfirmed=t(de=f"Nach: {UNNA}. Aufgaben im System haben sie nicht.", en="They have no tasks in the system."),
    ),
]

phases = [
    Phase("start", t(de="Aufnahme und Plan", en="Admission and plan")),
    Phase("blocks", t(de="Förderbausteine", en="Support blocks")),
    Phase("end", t(de="Abschluss", en="Closing")),
]


def start(id: str, de: str, en: str, **more: Any) -> Step:
    return Step(id, t(de=de, en=en), role="managing_office", **more)


def in_block(block: str, id: str, de: str, en: str, *, role: str = "course_provider", **more: Any) -> Step:
    """A step of a block: `id` is written after the block's own."""
    return Step(f"{block}_{id}", t(de=de, en=en), role=role, block=block, phase="blocks", **more)


common = [
    start("registration", "Stammblatt aufnehmen", "Take the master sheet", form="master_sheet", phase="start"),
    start("admission", "Aufnahme prüfen", "Check the admission", form="admission", phase="start", after=["registration"]),
    start(
        "support_plan",
        "Förderplan vereinbaren",
        "Agree on the support plan",
        form="support_plan",
        phase="start",
        after=["admission"],
    ),
    start(
        "contact", "Kontakt notieren", "Note a contact", form="contact_note", after=["registration"], optional=True, repeat="true"
    ),
]

coaching = [
    in_block("f1", "agreement", "Coaching vereinbaren", "Agree on the coaching", role="coach", form="f1_agreement"),
    in_block(
        "f1",
        "note",
        "Coaching notieren",
        "Note the coaching",
        role="coach",
        form="f1_note",
        after=["f1_agreement"],
        optional=True,
        repeat="true",
        help=t(
            de="Läuft neben den anderen Bausteinen her: vorher, währenddessen und danach.",
            en="Runs beside the other blocks: before, during and after them.",
        ),
    ),
    in_block(
        "f1",
        "end",
        "Coaching abschließen",
        "Close the coaching",
        role="coach",
        form="f1_end",
        after=["f1_agreement"],
        outcome="f1_result",
    ),
]

learning = [
    in_block("f2", "start", "Lernen neben der Arbeit beginnen", "Begin learning beside work", form="f2_start"),
    in_block(
        "f2",
        "record",
        "Ergebnis neben der Arbeit festhalten",
        "Record the result beside work",
        form="f2_record",
        after=["f2_start"],
        repeat="f2_continues",
        outcome="f2_result",
    ),
    in_block("f3", "entry", "In die Klasse aufnehmen", "Take into the class", form="f3_entry"),
    in_block(
        "f3",
        "result",
        "Schulabschluss festhalten",
        "Record the school certificate",
        form="f3_result",
        after=["f3_entry"],
        repeat="f3_again",
        outcome="f3_certificate",
    ),
    in_block("f4", "language", "Sprachstand erheben", "Find out the language level", form="f4_language", outcome="german_level"),
    in_block(
        "f4", "potential", "Potentialanalyse machen", "Do the analysis of potential", form="f4_potential", outcome="f4_direction"
    ),
    in_block(
        "f4",
        "record",
        "Kursbesuch festhalten",
        "Record the course",
        form="f4_record",
        after=["f4_language", "f4_potential"],
        repeat="f4_another",
        outcome="f4_result",
    ),
    in_block("f5", "project", "Projekt beginnen", "Begin the project", form="f5_project"),
    in_block(
        "f5", "result", "Ergebnis festhalten", "Record the result", form="f5_result", after=["f5_project"], outcome="f5_outcome"
    ),
]

participation = [
    in_block("f6", "case", "Teilhabe planen", "Plan the participation", role="participation_manager", form="f6_case"),
    in_block(
        "f6",
        "end",
        "Teilhabemanagement abschließen",
        "Close the participation management",
        role="participation_manager",
        form="f6_end",
        after=["f6_case"],
        outcome="f6_result",
    ),
]

closing = start(
    "closing",
    "Teilnahme abschließen",
    "Close the participation",
    form="exit",
    phase="end",
    after=["support_plan"],
    exit="exit_reason",
    help=t(
        de="Steht von Anfang an bereit. Schließen Sie erst ab, wenn kein Baustein mehr läuft: Offene Aufgaben werden dann "
        "beendet.",
        en="Stands ready from the start. Close only when no block is running any more: open tasks end with it.",
    ),
)

steps = [*common, *coaching, *learning, *participation, closing]

counters = [
    Counter("coaching_time", t(de="Coaching", en="Coaching"), form="f1_note", field="f1_minutes", on="f1_on"),
]

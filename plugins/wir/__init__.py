"""Landesprogramm WIR (Hesse): case management with referral, integration guides, Deutsch4U, coordination."""

from collections.abc import Sequence

from core import DocumentKind, PartForm, PartLetter, Programme, hookimpl, t
from plugins.wir import case_management, coordination, courses, lots, lots_end, lots_steps, referral, steps
from plugins.wir.combinations import combinations
from plugins.wir.credential import credential
from plugins.wir.eligibility import eligibility
from plugins.wir.examples import examples
from plugins.wir.exits import exits
from plugins.wir.sources import DISTRICT_PAGE, FALLMANAGEMENT, PRESS

programme = Programme(
    "wir",
    t(de="Landesprogramm WIR", en="Landesprogramm WIR (state programme of Hesse)"),
    summary=t(
        de="Wer neu in Hessen ist, findet schneller, was passt: Jemand hat den Überblick, leitet weiter und fragt nach. "
        "Ehrenamtliche Lots:innen zeigen den Weg, Kurse machen den Anfang leicht.",
        en="Whoever is new in Hesse finds sooner what fits: somebody has the overview, refers, and asks how things are. "
        "Volunteers show the way, courses make the beginning easy.",
    ),
    funder=t(
        de="Land Hessen, bearbeitet vom Regierungspräsidium Darmstadt",
        en="State of Hesse, handled by the Regierungspräsidium Darmstadt",
    ),
    source="; ".join([FALLMANAGEMENT, DISTRICT_PAGE, PRESS]),
    eligibility=eligibility,
    combinations=combinations,
    forms=[
        PartForm("master_sheet"),
        PartForm("competence_profile"),
        PartForm("contact_note"),
        *case_management.forms,
        *referral.forms,
        *lots.forms,
        *lots_end.forms,
        *courses.forms,
        *coordination.forms,
    ],
    roles=steps.roles,
    phases=steps.phases,
    tracks=lots_steps.tracks,
    steps=[*steps.steps, *lots_steps.steps],
    offerings=[*courses.offerings, *coordination.offerings],
    counters=lots_steps.counters,
    exits=exits,
    letters=[PartLetter("invitation", steps=["registration"]), PartLetter("appointment"), PartLetter("participation")],
    examples=examples,
    unconfirmed=t(
        de="Die Förderrichtlinie lag uns nicht im Wortlaut vor. Ein Fallmanagement ist mit einer teilbaren Vollzeitstelle "
        "und bis zu "
        "50.000 Euro im Jahr gefördert; Aufbewahrungsfristen, Vordrucke und die Frage, ob jemand zugleich an einem anderen "
        "Programm "
        "teilnehmen darf, sind offen.",
        en="We did not have the guideline in its own words. A case management is funded with one divisible full-time post "
        "and up to "
        "50,000 euros a year; retention periods, forms, and whether somebody may take part in another programme at the same time "
        "are open.",
    ),
)


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]


@hookimpl
def documents() -> Sequence[DocumentKind]:
    return [credential]

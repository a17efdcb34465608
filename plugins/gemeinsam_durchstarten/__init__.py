"""Gemeinsam Durchstarten im Kreis Unna: six blocks for young people, entered side by side."""

from collections.abc import Sequence

from core import PartForm, PartLetter, Programme, hookimpl, t
from plugins.gemeinsam_durchstarten import beside_work, courses, entry, examples, examples_of_blocks, further, school, steps
from plugins.gemeinsam_durchstarten.blocks import blocks
from plugins.gemeinsam_durchstarten.eligibility import eligibility
from plugins.gemeinsam_durchstarten.exits import exits
from plugins.gemeinsam_durchstarten.sources import GUIDELINE, INITIATIVE, UNNA

programme = Programme(
    "gemeinsam_durchstarten",
    t(de="Gemeinsam Durchstarten im Kreis Unna", en="Gemeinsam Durchstarten (Kreis Unna)"),
    summary=t(
        de="Junge Menschen mit Duldung oder Gestattung finden ihren Weg in Schule, Ausbildung und Arbeit: sechs Bausteine, "
        "die sich "
        "verbinden lassen, und ein Coaching, das mitgeht.",
        en="Young people with a toleration or permission to stay find their way into school, training and work: six blocks "
        "that can "
        "be combined, and a coaching that goes along.",
    ),
    funder=t(de="Land Nordrhein-Westfalen (MAGS, MKFFI)", en="State of North Rhine-Westphalia (MAGS, MKFFI)"),
    source="; ".join([GUIDELINE, INITIATIVE, UNNA]),
    eligibility=eligibility,
    forms=[
        PartForm("master_sheet"),
        PartForm("contact_note"),
        *entry.forms,
        *beside_work.forms,
        *school.forms,
        *courses.forms,
        *further.forms,
    ],
    roles=steps.roles,
    phases=steps.phases,
    blocks=blocks,
    steps=steps.steps,
    offerings=courses.offerings,
    counters=steps.counters,
    exits=exits,
    letters=[PartLetter("invitation", steps=["registration"]), PartLetter("appointment"), PartLetter("participation")],
    examples=[*examples.examples, *examples_of_blocks.examples],
    unconfirmed=t(
        de="Aufbewahrungsfristen, Vordrucke und Austrittsregeln nennen die Quellen nicht. Landesweit sind 50 Millionen Euro "
        "für etwa "
        "23.000 Menschen genannt; was davon auf den Kreis entfällt, ist offen.",
        en="The sources give no retention periods, forms or rules of exit. 50 million euros for about 23,000 people are "
        "named for the "
        "whole Land; the district's share is open.",
    ),
)


@hookimpl
def programmes() -> Sequence[Programme]:
    return [programme]

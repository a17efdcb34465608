"""The start of work, training or self-employment."""

from decimal import Decimal

from core import Check, Choice, Date, DecimalNumber, Form, Option, Organisation, Text, YesNo, t

placement = Form(
    "placement",
    t(de="Vermittlung", en="Placement"),
    fields=[
        Choice(
            "placement_kind",
            t(de="Was beginnt sie?", en="What does she start?"),
            required=True,
            options=[
                Option("employment", t(de="Arbeit mit Sozialversicherung", en="Work with social insurance")),
                Option("minijob", t(de="Minijob", en="Minijob")),
                Option("training", t(de="Ausbildung", en="Vocational training")),
                Option("part_time_training", t(de="Ausbildung in Teilzeit", en="Part-time vocational training")),
                Option("self_employment", t(de="Selbstständigkeit", en="Self-employment")),
                Option("none", t(de="Noch nichts", en="Nothing yet"), kept_inside=True),
            ],
        ),
        Organisation(
            "placement_company",
            t(de="Betrieb", en="Company"),
            kinds=["company", "association", "provider"],
            shown_if='placement_kind != "none"',
        ),
        Text(
            "placement_name",
            t(de="Name des Betriebs, falls er nicht in der Liste steht", en="Name of the company, if it is not listed"),
            shown_if='placement_kind != "none"',
        ),
        # what began before the entry was not placed by this programme
        Date("placement_from", t(de="Erster Tag", en="First day"), shown_if='placement_kind != "none"', earliest="entry"),
        Date("placement_to", t(de="Befristet bis", en="Limited until"), shown_if='placement_kind != "none"'),
        DecimalNumber(
            "placement_hours",
            t(de="Stunden in der Woche", en="Hours a week"),
            minimum=Decimal(0),
            maximum=Decimal(48),
            places=1,
            unit=t(de="Stunden", en="hours"),
            shown_if='placement_kind != "none"',
        ),
        YesNo(
            "living_secured",
            t(de="Kann sie davon leben?", en="Can she live on it?"),
            shown_if='placement_kind = "self_employment"',
            help=t(
                de="Ziel ist eine Selbstständigkeit, von der sie leben kann.",
                en="The aim is a self-employment that she can live on.",
            ),
        ),
        YesNo(
            "another_placement",
            t(de="Soll eine weitere Vermittlung folgen?", en="Shall another placement follow?"),
            required=True,
            help=t(
                de="Zum Beispiel vom Minijob in Arbeit mit Sozialversicherung. Bei Nein folgt die Begleitung am Arbeitsplatz.",
                en="For example from the Minijob into work with social insurance. If no, the accompaniment at work follows.",
            ),
        ),
    ],
    checks=[
        Check(
            "placement_in_order",
            "placement_to >= placement_from",
            t(
                de="Das Ende liegt vor dem ersten Tag. Prüfen Sie beide Tage, zum Beispiel: ab 01.08.2026, befristet "
                "bis 31.07.2027.",
                en="The end lies before the first day. Check both days, for example: from 01.08.2026, limited until 31.07.2027.",
            ),
            field="placement_to",
        ),
    ],
    unconfirmed=t(
        de="Wie weit im Voraus ein Beginn eingetragen werden darf, sagt keine Quelle.",
        en="No source says how far ahead a start may be entered.",
    ),
)

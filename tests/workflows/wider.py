"""A small programme with blocks, a track for mentors, a referral and a link between cases."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import ship
from core.definitions import (
    Block,
    Choice,
    Criterion,
    ExitReason,
    Form,
    LongText,
    Option,
    Organisation,
    PersonChoice,
    Programme,
    Role,
    Step,
    Track,
    YesNo,
    t,
)
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import register
from tests.workflows.sample import FACTS, NOW, w

PROGRAMME = Programme(
    "wider",
    t(de="Breites Programm", en="Wider programme"),
    eligibility=[Criterion("background", "migration_background", t(de="Mit Migrationshintergrund", en="Background"))],
    tracks=[
        Track(
            "mentor",
            t(de="Mentorinnen und Mentoren", en="Mentors"),
            eligibility=[Criterion("adult", "age >= 18", t(de="Volljährig", en="Of age"))],
        )
    ],
    roles=[
        Role("adviser", t(de="Beratung", en="Advice")),
        Role("receiver", t(de="Empfangende Stelle", en="Receiving office"), held_by=["provider_staff"]),
    ],
    blocks=[
        Block(
            "course",
            t(de="Sprachkurs", en="Language course"),
            places=1,
            provider=t(de="Volkshochschule"),
            eligibility=[Criterion("young", "age <= 27", t(de="Bis 27", en="Up to 27"), exception=True, source="§ 4")],
        ),
        Block("coaching", t(de="Coaching", en="Coaching")),
        Block("later", t(de="Später", en="Later"), starts_on=dt.date(2026, 9, 1), eligibility=[
            Criterion("adult", "age >= 30", t(de="Ab 30", en="From 30"))
        ]),
    ],
    exits=[
        ExitReason("work", t(de="Arbeit", en="Work"), success=True),
        ExitReason("stopped", t(de="Ehrenamt beendet", en="Stopped"), track="mentor"),
    ],
    forms=[
        Form("referral", w("Weiterleitung"), fields=[Organisation("referred_to", w("Wohin"), required=True)]),
        Form("answer", w("Antwort"), fields=[YesNo("accepted", w("Angenommen"), required=True), LongText("why", w("Warum"))]),
        Form("choose", w("Mentor wählen"), fields=[
            PersonChoice("mentor", w("Wer"), track="mentor", link="mentoring"), LongText("word", w("Vermerk")),
        ]),
        Form("test", w("Test"), fields=[
            Choice("grade", w("Stand"), options=[Option("a", w("gut")), Option("b", w("schlecht"))], required=True)
        ]),
    ],
    steps=[
        Step("choose", w("Mentor wählen"), role="adviser", form="choose", optional=True, repeat="true"),
        Step("refer", w("Weiterleiten"), role="adviser", form="referral"),
        Step("answer", w("Antworten"), role="receiver", form="answer", after=["refer"], at="referred_to", outcome="accepted"),
        Step("after", w("Danach"), role="adviser", after=["answer"], when="entry_date <= date(\"2026-03-02\")"),
        Step("lesson", w("Unterricht"), role="adviser", block="course"),
        Step("test", w("Sprachtest"), role="adviser", form="test", block="course", after=["lesson"], outcome="grade"),
        Step("coach", w("Coaching"), role="adviser", block="coaching", optional=True, repeat="true"),
        Step("begin", w("Beginnen"), role="adviser", block="later"),
        Step("training", w("Schulung"), role="adviser", track="mentor"),
    ],
)  # fmt: skip


def enrolled(session: Session, unit: Unit, **facts: Any) -> Person:
    """A person of 25 who may enter, under a name of her own; the programme is on offer."""
    ship(session, [PROGRAMME], NOW)
    known = {**FACTS, "date_of_birth": dt.date(2000, 6, 1), **facts}
    name = {"family_name": known.pop("family_name", "Beispiel"), "given_name": "Ada"}
    return register(session, SYSTEM, unit, name, known, source="self", now=NOW)

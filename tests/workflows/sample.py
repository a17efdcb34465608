"""A small programme with all that the engine knows: parallel branches, a guard, a repeat, notes at any time, an exit."""

from __future__ import annotations

import datetime as dt
from typing import Any

from sqlalchemy.orm import Session

from core.actor import SYSTEM, Actor
from core.catalogue import ship
from core.definitions import (
    Choice,
    Criterion,
    Date,
    Deadline,
    ExitReason,
    Form,
    LongText,
    Option,
    Phase,
    Programme,
    Role,
    Step,
    YesNo,
    t,
)
from core.organisations.models import Unit
from core.people.models import Person
from core.people.registry import register

NOW = dt.datetime(2026, 3, 2, 9, 30, tzinfo=dt.UTC)
TODAY = dt.date(2026, 3, 2)
IDENTITY = {"family_name": "Beispiel", "given_name": "Ada"}
FACTS = {"date_of_birth": dt.date(1996, 3, 2), "municipality": "Usingen", "migration_background": True}


def w(text: str) -> Any:
    return t(de=text, en=text)


PROGRAMME = Programme(
    "sample",
    t(de="Beispielprogramm", en="Sample programme"),
    eligibility=[
        Criterion("age", "age in [18..40]", t(de="18 bis 40 Jahre alt", en="18 to 40 years old"), exception=True, source="§ 1"),
        Criterion("background", "migration_background", t(de="Mit Migrationshintergrund", en="Background"), source="§ 2"),
        Criterion("level", 'german_level >= "a1"', t(de="Deutsch ab A1", en="German from A1"), strength="should"),
    ],
    roles=[
        Role("adviser", t(de="Beratung", en="Advice")),
        Role("teacher", t(de="Unterricht", en="Teaching"), held_by=["provider_staff"]),
    ],
    phases=[Phase("start", w("Ankommen")), Phase("learn", w("Lernen")), Phase("work", w("Arbeiten"))],
    exits=[ExitReason("work", t(de="Arbeit", en="Work"), success=True), ExitReason("moved", t(de="Umzug", en="Moved"))],
    forms=[
        Form("profile", w("Profil"), fields=[LongText("skills", w("Fähigkeiten"), required=True)]),
        Form("needs", w("Bedarf"), fields=[YesNo("needs_lessons", w("Braucht Unterricht"), required=True)]),
        Form("lessons", w("Unterricht"), fields=[YesNo("more_lessons", w("Weiter Unterricht"), required=True)]),
        Form("note", w("Notiz"), fields=[LongText("what", w("Was war"))]),
        Form("exit", w("Ende"), fields=[
            Choice("reason", w("Grund"), options=[Option("work", w("Arbeit")), Option("moved", w("Umzug"))], required=True),
            Date("last_day", w("Letzter Tag")),
        ]),
    ],
    steps=[
        Step("profile", w("Profil"), role="adviser", form="profile", phase="start", due=Deadline(days=28)),
        Step("needs", w("Bedarf"), role="adviser", form="needs", phase="start", due=Deadline(days=7, after="opened")),
        Step("note", w("Notiz"), role="adviser", form="note", optional=True, repeat="true"),
        Step(
            "lessons", w("Unterricht"), role="teacher", form="lessons", phase="learn",
            after=["profile", "needs"], when="needs_lessons", repeat="more_lessons", due=Deadline(months=1, after="needs"),
        ),
        Step("talk", w("Gespräch"), role="adviser", phase="work", after=["lessons"]),
        Step("leave", w("Ende"), role="adviser", form="exit", phase="work", after=["talk"], exit="reason"),
    ],
)  # fmt: skip


def enrolled(session: Session, unit: Unit, *, actor: Actor = SYSTEM, **facts: Any) -> Person:
    """A person who may enter the sample programme, which is on offer."""
    ship(session, [PROGRAMME], NOW)
    known = {**FACTS, **facts}
    given = {name: value for name, value in known.items() if value is not None}
    return register(session, actor, unit, IDENTITY, given, source="self", now=NOW)

"""The little that every programme has: somebody who advises, a first talk, a way to the end."""

from __future__ import annotations

from core.definitions import Choice, Date, Deadline, ExitReason, Form, Option, Programme, Role, Step, Text, t


def blank(bare: Programme) -> Programme:
    """A programme that can be published at once and is meant to be changed: one talk, and the exit with its reasons."""
    return bare.but(
        roles=[Role("advisor", t(de="Beratung", en="Advice"))],
        exits=[
            ExitReason("completed", t(de="Ziel erreicht", en="Aim reached"), success=True),
            ExitReason("left", t(de="Vorzeitig beendet", en="Left early")),
        ],
        forms=[_talk(), _leaving()],
        steps=[
            Step("first_talk", t(de="Erstgespräch", en="First talk"), role="advisor", form="first_talk", due=Deadline(days=28)),
            Step("leaving", t(de="Austritt", en="Exit"), role="advisor", form="leaving", after=["first_talk"], exit="reason"),
        ],
    )


def _talk() -> Form:
    return Form(
        "first_talk",
        t(de="Erstgespräch", en="First talk"),
        fields=[
            Date("talk_on", t(de="Tag des Gesprächs", en="Day of the talk"), required=True, latest="today"),
            Text("agreed", t(de="Vereinbarung", en="What was agreed")),
        ],
    )


def _leaving() -> Form:
    options = [
        Option("completed", t(de="Ziel erreicht", en="Aim reached")),
        Option("left", t(de="Vorzeitig beendet", en="Left early")),
    ]
    return Form(
        "leaving",
        t(de="Austritt", en="Exit"),
        fields=[Choice("reason", t(de="Grund", en="Reason"), required=True, options=options)],
    )

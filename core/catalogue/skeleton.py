"""The little that every programme has: somebody who advises, a first talk, a way to the end."""

from __future__ import annotations

from typing import Any

from core.definitions import Choice, Date, Deadline, ExitReason, Form, Option, Programme, Role, Step, Text, load_programme, t


def blank(bare: Programme) -> Programme:
    """A programme that can be published at once and is meant to be changed: one talk, and the exit with its reasons.

    It speaks English only if its title does: whoever writes German alone is not asked for translations.
    """
    made = bare.but(
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
    return made if "en" in bare.title.root else load_programme(_german(made.as_data()))


def _german(data: Any) -> Any:
    """The same without the English of texts that are there in German."""
    if isinstance(data, list):
        return [_german(each) for each in data]
    if not isinstance(data, dict):
        return data
    return {name: _german(each) for name, each in data.items() if not (name == "en" and "de" in data)}


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

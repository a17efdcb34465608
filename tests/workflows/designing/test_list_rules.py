"""Entries of a programme's own list under another id, merged and split: rules follow."""

from __future__ import annotations

import pytest

from core.definitions import Choice, CodeList, Entry, Form, Programme, Role, Step, Text, t
from forms.designing.places import Refused
from workflows.designing.lists import edits

PLACES = CodeList(
    id="places", title=t(de="Orte"), entries=[Entry(id=name, title=t(de=name)) for name in ("north", "south", "west")]
)
FORM = Form(
    "intake",
    t(de="Aufnahme"),
    fields=[
        Choice("place", t(de="Ort"), codes="places"),
        Text("why", t(de="Warum"), shown_if='place  = "north"', required_if='not(place = "south")'),
    ],
)
PROGRAMME = Programme(
    "trial",
    t(de="Probe"),
    forms=[FORM],
    lists=[PLACES],
    roles=[Role("r", t(de="R"))],
    steps=[Step("s", t(de="S"), role="r", form="intake", when='place in ("north",  "south")')],
)
NORTH = "lists/places/entries/north"


def rules(made: Programme) -> list[str | None]:
    why = made.forms[0].fields[1]
    return [why.shown_if, why.required_if, made.steps[0].when]


def test_rules_follow_an_entry() -> None:
    assert rules(edits.rename(PROGRAMME, NORTH, "up", kept=True)) == [
        'place  = "up"',
        'not(place = "south")',
        'place in ("up",  "south")',
    ]
    merged = edits.merge(PROGRAMME, NORTH, "south")
    assert rules(merged) == ['place = "south"', 'not(place = "south")', 'place = "south"']
    halves = edits.split(PROGRAMME, NORTH)
    assert rules(halves)[2] == 'place in ("north_a", "north_b", "south")'


def test_an_id_that_is_taken_is_refused() -> None:
    with pytest.raises(Refused, match="taken"):
        edits.rename(PROGRAMME, NORTH, "south", kept=True)

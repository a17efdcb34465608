"""Options that come from a programme's own code list: offered, kept where they were chosen, shown under former ids."""

from __future__ import annotations

import pytest

from core import Choice, CodeList, Entry, Form, ManyOf, Programme, t
from core.definitions.fields import Optioned
from forms.carry import _recoded
from forms.kinds.options import codes, hidden, label, offered, open_codes
from forms.plan import Plan
from workflows.moves.bridge import bridge

ROOMS = CodeList(
    id="rooms",
    title=t(de="Räume"),
    entries=[
        Entry(id="blue", title=t(de="Blau")),
        Entry(id="red", title=t(de="Rot"), was=["crimson"]),
        Entry(id="attic", title=t(de="Dachboden"), hidden=True),
    ],
)


def made(lists: CodeList = ROOMS) -> Programme:
    fields = [Choice("room", t(de="Raum"), codes="rooms"), ManyOf("seen", t(de="Gesehen"), codes="rooms")]
    return Programme("house", t(de="Haus"), lists=[lists], forms=[Form("intake", t(de="Aufnahme"), fields=fields)])


@pytest.fixture
def room() -> Choice:
    found = made().fields["room"]
    assert isinstance(found, Choice)
    return found


def test_a_hidden_entry_is_not_offered_but_still_read(room: Choice) -> None:
    assert codes(room) == ("blue", "red", "attic")
    assert open_codes(room) == ("blue", "red")
    assert hidden(room) == {"attic"}
    assert label(offered(room), "attic", "de") == "Dachboden"
    assert label(offered(room), "crimson", "de") == "Rot"


def test_answers_are_read_in_a_compiled_form() -> None:
    plan = Plan(made().forms[0], "digest")
    field = plan.fields["room"]
    assert isinstance(field, Optioned)
    assert [option.id for option in field.own] == ["blue", "red", "attic"]


def test_what_was_typed_under_a_former_id_goes_on_under_the_new_one(room: Choice) -> None:
    before = made(ROOMS.but(entries=[Entry(id="blue", title=t(de="Blau")), Entry(id="crimson", title=t(de="Karmin"))]))
    assert _recoded(before.fields["room"], room, ["crimson", "gone"]) == (["red"], ["gone"])
    assert bridge(before, made()).codes == {"room": {"crimson": ("red",)}, "seen": {"crimson": ("red",)}}

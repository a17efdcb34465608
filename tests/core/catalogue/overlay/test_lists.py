"""A programme's own code lists in overlays: addressed by keys, told in words, locked, rebased, taken back."""

from __future__ import annotations

import pytest

from core import Choice, CodeList, Entry, Form, Programme, t
from core.catalogue.overlay import Adjustment, apply, diff, invert, locked, rebase, told

BLUE, RED, GREEN = (Entry(id=id, title=t(de=title)) for id, title in (("blue", "Blau"), ("red", "Rot"), ("green", "Grün")))
ROOMS = CodeList(id="rooms", title=t(de="Räume"), entries=[BLUE, RED, GREEN])


def made(codes: CodeList = ROOMS) -> Programme:
    fields = [Choice("room", t(de="Raum"), codes=codes.id)]
    return Programme("house", t(de="Haus"), lists=[codes], forms=[Form("intake", t(de="Aufnahme"), fields=fields)])


ADMIN = ROOMS.but(
    ordered=True, entries=[GREEN, BLUE.but(title=t(de="Blau", ar="أزرق"), attributes={"floor": "2"}), RED.but(hidden=True)]
)


def test_each_change_has_its_address_and_goes_there_and_back() -> None:
    there = diff(made(), made(ADMIN))
    assert {(each.op, each.address, each.property) for each in there} == {
        ("set", "lists/rooms", "ordered"),
        ("move", "lists/rooms/entries/green", ""),
        ("set", "lists/rooms/entries/blue", "attributes"),
        ("set", "lists/rooms/entries/blue", "title/ar"),
        ("set", "lists/rooms/entries/red", "hidden"),
    }
    after = apply(there, made())
    assert after == made(ADMIN)
    assert [option.id for option in after.fields["room"].own] == ["green", "blue", "red"]  # type: ignore[attr-defined] # a choice
    assert apply(invert(there, made()), after) == made()


@pytest.mark.parametrize(
    ("locale", "sentences"),
    [
        (
            "de",
            {
                "Codeliste „Räume“ steht in einer Rangfolge",
                "Codeliste „Räume“, Eintrag „Grün“ steht jetzt an erster Stelle",
                "Codeliste „Räume“, Eintrag „Blau“: Merkmale neu: floor: „2“",
                "Codeliste „Räume“, Eintrag „Rot“ wird ausgeblendet",
            },
        ),
        (
            "en",
            {
                "Code list “Räume” stands in an order",
                "Code list “Räume”, entry “Grün” now stands in the first place",
                "Code list “Räume”, entry “Blau”: attributes new: floor: “2”",
                "Code list “Räume”, entry “Rot” is hidden",
            },
        ),
    ],
    ids=["de", "en"],
)
def test_it_is_told_in_words(locale: str, sentences: set[str]) -> None:
    assert sentences <= {each.text for each in told(diff(made(), made(ADMIN)), made(), locale)}


def test_the_list_of_a_question_is_told_by_its_title() -> None:
    there = [Adjustment("set", "forms/intake/fields/room", "codes", "country")]
    assert [each.text for each in told(there, made(), "de")] == [
        "Formular „Aufnahme“, Feld „Raum“: Codeliste von „Räume“ zu „Staat“"
    ]


def test_merged_and_split_entries_are_told_as_such() -> None:
    merged = ROOMS.but(entries=[BLUE.but(was=["red"]), GREEN])
    assert "Codeliste „Räume“, Eintrag „Rot“ geht über in „Blau“" in {
        each.text for each in told(diff(made(), made(merged)), made(), "de")
    }


def test_a_locked_list_may_be_translated_alone() -> None:
    shipped = made(ROOMS.but(locked="Vorgabe des Landes"))
    reasons = [fault.message for fault in locked(shipped, diff(shipped, made(ADMIN.but(locked="Vorgabe des Landes"))))]
    assert len(reasons) == 4, "all but the Arabic title"
    assert all("Vorgabe des Landes" in str(reason) for reason in reasons)


def test_what_was_adjusted_goes_with_a_list_and_an_entry_that_the_plugin_renames() -> None:
    theirs = made(ROOMS.but(id="places", was=["rooms"], entries=[BLUE.but(id="navy", was=["blue"]), RED, GREEN]))
    found = rebase(made(), made(ADMIN), theirs)
    codes = found.programme.lists[0]
    assert (codes.id, codes.ordered) == ("places", True)
    assert codes.codes == ("green", "navy", "red")
    navy = codes.entry("navy")
    assert navy
    assert (navy.attributes, navy.title.root["ar"]) == ({"floor": "2"}, "أزرق")
    assert codes.entries[2].hidden
    assert not [item for item in found.items if item.state == "conflict"]


def test_an_entry_that_both_word_is_a_conflict() -> None:
    ours, theirs = (made(ROOMS.but(entries=[BLUE.but(title=t(de=title)), RED, GREEN])) for title in ("Himmelblau", "Dunkelblau"))
    found = rebase(made(), ours, theirs)
    assert [(item.address, item.property, item.state) for item in found.items] == [
        ("lists/rooms/entries/blue", "title/de", "conflict")
    ]
    assert found.programme.lists[0].entries[0].title.text() == "Himmelblau"

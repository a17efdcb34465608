"""The designer of code lists: own ones made, filled, taken in by a question and taken back; shared ones are only read."""

from __future__ import annotations

import html
import re

import pytest
from flask import Flask

from core.definitions import CodeList, Programme
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import HERE, Visitor


def own(here: Stepper, id: str) -> CodeList:
    found = here.programme.code_list(id)
    assert found is not None, [each.id for each in here.programme.lists]
    return found


def text(here: Stepper, at: str = "") -> str:
    page = here.page(at)
    assert page.status_code == 200
    return html.unescape(page.text)


def filled(here: Stepper, id: str = "raeume") -> str:
    """A list of three entries."""
    assert here.sends("new", _title="Räume").status_code == 303
    assert (
        here.sends(f"lines:lists/{id}", f"lists/{id}", _lines="Blau\nrot\tRoter Raum\ng|Grün|Green", _language="en").status_code
        == 303
    )
    return f"lists/{id}"


def test_a_list_is_made_filled_and_worded(lists: Stepper) -> None:
    part = filled(lists)
    codes = own(lists, "raeume")
    assert [(each.id, each.title.root) for each in codes.entries] == [
        ("blau", {"de": "Blau"}),
        ("rot", {"de": "Roter Raum"}),
        ("g", {"de": "Grün", "en": "Green"}),
    ]
    typed = {
        "w::title:en": "Rooms",
        "p::ordered": ["no", "yes"],
        "w:entries/rot:title:en": "Red",
        "p:entries/rot:hidden": ["no", "yes"],
        "p:entries/blau:kept_inside": ["no", "yes"],
    }
    assert lists.sends("set", part, **typed, **{"p:entries/g:attributes": "isced: 3\r\ncolour: green"}).status_code == 303
    codes = own(lists, "raeume")
    assert (codes.title.root["en"], codes.ordered) == ("Rooms", True)
    assert codes.entries[1].hidden
    assert [entry.kept_inside for entry in codes.entries] == [True, False, False]
    assert [option.kept_inside for option in codes.options] == [True, False, False]
    assert codes.entries[1].title.root["en"] == "Red"
    assert codes.entries[2].attributes == {"isced": "3", "colour": "green"}
    page = text(lists, part)
    assert "colour: green\nisced: 3" in page
    assert "This was not shipped" in page
    assert lists.sends("option:lists/raeume", part, _label="Gelb").status_code == 303
    assert own(lists, "raeume").codes[-1] == "gelb"


def test_entries_are_moved_renamed_merged_split_and_taken_out(lists: Stepper) -> None:
    part = filled(lists)
    assert lists.sends(f"up:{part}/entries/g", part).status_code == 303
    assert own(lists, "raeume").codes == ("blau", "g", "rot")
    assert lists.sends(f"carry:{part}/entries/rot", part, _after="").status_code == 303
    assert own(lists, "raeume").codes == ("rot", "blau", "g")
    assert lists.sends("rename:entries", part, _option="g", _option_id="gruen").status_code == 303
    assert own(lists, "raeume").entry("gruen").was == (), "nobody can have answered it"  # type: ignore[union-attr] # it is there
    assert lists.sends("merge:entries", part, _option="blau", _merge="rot").status_code == 303
    assert own(lists, "raeume").entry("rot").was == ("blau",)  # type: ignore[union-attr] # it is there
    assert lists.sends("split:entries", part, _option="gruen").status_code == 303
    assert own(lists, "raeume").codes == ("rot", "gruen_a", "gruen_b")
    assert {each.was for each in own(lists, "raeume").entries[1:]} == {("gruen",)}
    assert lists.sends(f"remove:{part}/entries/rot", part).status_code == 303
    assert own(lists, "raeume").codes == ("gruen_a", "gruen_b")


def test_a_question_takes_its_options_from_it_and_it_stays_while_one_does(house: Flask, lists: Stepper) -> None:
    part = filled(lists)
    programme: Programme = lists.programme
    form = programme.forms[0].id
    page = programme.forms[0].pages[0].id
    designer = f"/admin/changes/{lists.change}/forms/{form}"
    there, lists.url = lists.url, designer
    assert lists.sends("add:choice", f"pages/{page}").status_code == 303
    field = lists.programme.forms[0].pages[0].fields[-1]
    assert '<option value="raeume">' in lists.page(f"fields/{field.id}").text
    assert lists.sends("set", f"fields/{field.id}", **{"p::codes": "raeume"}).status_code == 303
    taken = lists.programme.fields[field.id]
    assert [each.id for each in taken.own] == ["blau", "rot", "g"]  # type: ignore[attr-defined] # a choice
    assert "Roter Raum" in text(lists, f"fields/{field.id}")
    lists.url = there
    refused = lists.sends(f"remove:{part}", part)
    assert refused.status_code == 422
    assert "Questions still take their answers from it" in html.unescape(refused.text)
    assert lists.sends(f"rename:{part}", part, _id="rooms").status_code == 303
    assert lists.programme.fields[field.id].codes == "rooms"  # type: ignore[attr-defined] # a choice
    assert field.label.text("en") in text(lists, "lists/rooms")


def test_a_question_that_fills_a_fact_takes_the_list_of_the_fact(lists: Stepper) -> None:
    filled(lists)
    form, field = next(
        (form, field) for form in lists.programme.forms for field in form.fields if field.fact and getattr(field, "codes", None)
    )
    lists.url = f"/admin/changes/{lists.change}/forms/{form.id}"
    refused = lists.sends("set", f"fields/{field.id}", **{"p::codes": "raeume"})
    assert refused.status_code == 422
    assert "is shared by all programmes, and so is its list" in html.unescape(refused.text)


def test_shared_lists_are_read_and_copied(lists: Stepper) -> None:
    page = text(lists, "shared/german_level")
    assert "A shared list cannot be changed here." in page
    assert "Facts that use it:" in page
    assert lists.sends("copy", _shared="german_level").status_code == 303
    codes = own(lists, "german_level_own")
    assert codes.ordered
    assert codes.codes[:3] == ("none", "alpha", "a1")
    assert codes.title.root["de"].endswith("(eigene)")
    assert lists.sends("remove:lists/german_level_own").status_code == 303
    assert not lists.programme.lists
    assert lists.sends("copy", _shared="nonsense").status_code == 422


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        ("gelb\tGelb\ngelb\tNoch gelb", "Line 2: the id “gelb” is taken"),
        ("Rot Gelb\tRot", "Line 1: “Rot Gelb” is no id"),
        ("a\tb\tc\td", "Line 1: write a title, or an id, a tab and a title"),
        ("", "Write at least one line"),
        ("\n".join(f"e{number}\tEintrag" for number in range(5_000)), "at most 2000 entries"),
        ("x" * 501, "Line 1: the title is too long"),
    ],
    ids=["double", "no-id", "too-many-cells", "nothing", "five-thousand", "long"],
)
def test_lines_that_make_no_sense_are_refused_whole_and_stay_as_typed(lists: Stepper, lines: str, reason: str) -> None:
    part = filled(lists)
    refused = lists.sends(f"lines:{part}", part, _lines=lines)
    assert refused.status_code == 422
    assert reason in html.unescape(refused.text)
    assert html.escape(lines[:40]) in refused.text or not lines
    assert own(lists, "raeume").codes == ("blau", "rot", "g")


@pytest.mark.parametrize(
    ("do", "more", "reason"),
    [
        ("rename:lists/raeume", {"_id": "country"}, "The id “country” is taken"),
        ("rename:lists/raeume", {"_id": "Räume!"}, "An id is made of small letters"),
        ("rename:entries", {"_option": "blau", "_option_id": "rot"}, "The id “rot” is taken"),
        ("merge:entries", {"_option": "blau", "_merge": "blau"}, "Choose the entry that takes over its answers"),
        ("up:lists/raeume/entries/blau", {}, "It already stands at this end"),
        ("remove:forms/registration", {}, "There is no such button"),
        ("remove:lists/nonsense", {}, "There is no such part"),
        ("set", {"p:entries/rot:attributes": "nonsense"}, "Write a pair a line"),
        ("set", {"w::title:de": ""}, "A text is needed here"),
        ("set", {"p::version": "7"}, "There is no such property"),
        ("nonsense", {}, "There is no such button"),
        ("lines:lists/raeume", {"_lines": "a\0b"}, "The text holds characters that cannot be stored"),
    ],
    ids=[
        "id-of-a-shared-one",
        "no-id",
        "id-of-another",
        "into-itself",
        "end-of-the-list",
        "what-is-no-list",
        "what-is-not-there",
        "no-pair",
        "no-german",
        "what-lists-have-not",
        "no-button",
        "half-a-character",
    ],
)
def test_what_makes_no_sense_is_refused_with_the_reason(lists: Stepper, do: str, more: dict[str, str], reason: str) -> None:
    part = filled(lists)
    before = lists.programme
    refused = lists.sends(do, part, **more)
    assert refused.status_code == 422
    assert reason in html.unescape(refused.text)
    assert lists.programme == before


def test_markup_is_text(lists: Stepper) -> None:
    assert lists.sends("new", _title="<script>alert(1)</script>").status_code == 303
    part = f"lists/{lists.programme.lists[0].id}"
    lists.sends(f"lines:{part}", part, _lines='x\t"><img src=x onerror=alert(1)>')
    page = lists.page(part).text
    assert "<img src=x" not in page
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_all_of_it_is_undone_and_made_again(lists: Stepper) -> None:
    part = filled(lists)
    assert lists.sends("undo", part).status_code == 303
    assert own(lists, "raeume").codes == ()
    assert lists.sends("undo").status_code == 303
    assert not lists.programme.lists
    assert lists.sends("redo").status_code == 303
    assert lists.sends("redo").status_code == 303
    assert own(lists, "raeume").codes == ("blau", "rot", "g")


def test_who_was_slower_is_told_what_the_other_did(lists: Stepper) -> None:
    part, seen = filled(lists), lists.row[0]
    lists.sends("set", part, **{"w::title:de": "Zimmer"})
    slower = lists.sends("set", part, seen=seen, **{"w::title:de": "Säle"})
    assert slower.status_code == 409
    said = html.unescape(slower.text)
    assert "“Zimmer”" in said, re.findall(r"</bdi>: .*", said)
    assert "Codeliste „Räume“" not in said, "the page is in English, and so is what was done"
    assert own(lists, "raeume").title.root["de"] == "Zimmer"


def test_many_entries_come_in_pages_and_with_their_faults(lists: Stepper) -> None:
    filled(lists)
    part = "lists/raeume"
    lists.sends(f"lines:{part}", part, _lines="\n".join(f"e{number}\tEintrag {number}" for number in range(120)))
    page = lists.visitor.client.get(lists.url, base_url=HERE, query_string={"at": part, "from": "50", "lang": "en"})
    assert len(re.findall(r'id="card-lists--raeume--entries--\w+"', page.text)) == 25
    assert "Entries 51 to 75 of 123" in page.text
    assert 'action="/admin/changes/' in page.text
    assert "from=50" in re.findall(r'action="([^"]+/lists[^"]*)"', page.text)[0], "a step stays on this page"
    added = lists.sends(f"option:{part}", part, _label="Ganz hinten")
    assert "entries/ganz_hinten" in added.location
    assert "Entries 101 to 124 of 124" in text(lists, f"{part}/entries/ganz_hinten")
    assert lists.sends("new", _title="Leer").status_code == 303
    assert "The list is empty" in text(lists, "lists/leer")


def test_a_reader_sees_it_and_changes_nothing(house: Flask, lists: Stepper) -> None:
    part = filled(lists)
    lists.visitor = Visitor(house.test_client()).comes_in("auditor@example.org")
    page = lists.page(part)
    assert page.status_code in (200, 403, 404)
    if page.status_code == 200:
        assert 'name="_do" value="lines' not in page.text

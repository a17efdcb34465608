"""The designer of letters: written, checked as typed, shown for somebody made up, marked, taken back; without a script."""

from __future__ import annotations

import html

import pytest
from flask import Flask

from core.definitions import Letter
from tests.forms.designing.conftest import house
from tests.workflows.designing.stepper import Stepper
from tests.workflows.web import Visitor

__all__ = ["house"]


@pytest.fixture
def letters(house: Flask) -> Stepper:
    """The programme admin at the letters of a new draft."""
    here = Stepper(house, Visitor(house.test_client()).comes_in("programme_admin@example.org"), "wir_sind_usingen", "letters")
    here.language = "en"
    return here


def one(here: Stepper, id: str = "letter") -> Letter:
    found = here.programme.letter(id)
    assert found is not None, [each.id for each in here.programme.letters]
    return found


def text(here: Stepper, at: str = "", **query: str) -> str:
    page = here.visitor.get(
        here.url + f"?in={here.language}&at={at}" + "".join(f"&{name}={value}" for name, value in query.items())
    )
    assert page.status_code == 200
    return html.unescape(page.text)


def test_a_letter_is_made_written_moved_and_taken_out(letters: Stepper) -> None:
    shipped = [each.id for each in letters.programme.letters]
    assert letters.sends("new").status_code == 303
    at = "letters/letter"
    assert letters.sends("set", at, **{"w::title:de": "Gruß", "w::text:de": "Guten Tag {person.given_name}"}).status_code == 303
    assert one(letters).title.text() == "Gruß"
    page = text(letters, at)
    assert "Guten Tag Ada" in page
    assert "Text (English): The German text has {person.given_name}, which is missing here" in page
    assert letters.sends("set", at, **{"w::text:en": "Hello {person.given_name}"}).status_code == 303
    assert "Hello Ada" in text(letters, at)
    assert letters.sends("up:letters/letter", at).status_code in (303, 422)
    assert (
        letters.sends(
            "set", at, **{"p::recipient": "unit", "p::steps": ["", "competence_profile"], "p::hidden": "yes"}
        ).status_code
        == 303
    )
    assert (one(letters).recipient, list(one(letters).steps), one(letters).hidden) == ("unit", ["competence_profile"], True)
    letters.sends("remove:letters/letter", at)
    assert [each.id for each in letters.programme.letters] == shipped
    letters.sends("undo")
    assert one(letters).hidden
    letters.sends("undo")
    assert not one(letters).hidden
    letters.sends("redo")
    assert one(letters).hidden


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("{person.gven_name}", "Did you mean {person.given_name}?"),
        ("{facts.disability}", "specially protected"),
        ("{", "A brace stands alone"),
        ("", "A text is needed here|The German text is missing"),
        ("a\x00", "cannot be stored"),
        ("x" * 5_001, "too long"),
    ],
    ids=["unknown", "sensitive", "brace", "empty", "nul", "long"],
)
def test_what_cannot_stand_is_said_as_it_is_typed(letters: Stepper, typed: str, says: str) -> None:
    letters.sends("new")
    before = one(letters)
    refused = letters.sends("set", "letters/letter", **{"w::text:de": typed})
    assert refused.status_code == 422
    page = html.unescape(refused.text)
    assert any(each in page for each in says.split("|")), says
    assert typed.replace("\x00", "") in page or not typed
    assert one(letters) == before


def test_five_thousand_characters_fit(letters: Stepper) -> None:
    letters.sends("new")
    assert letters.sends("set", "letters/letter", **{"w::text:de": "x" * 5_000}).status_code == 303


def test_a_placeholder_is_put_in_without_a_script(letters: Stepper) -> None:
    letters.sends("new")
    assert 'value="put:person.given_name"' in text(letters, "letters/letter")
    assert letters.sends("put:person.given_name", "letters/letter", _language="en").status_code == 303
    assert one(letters).text.root == {"de": "Text {person.given_name}", "en": "Text {person.given_name}"}
    assert letters.sends("put:facts.disability", "letters/letter").status_code == 422
    assert letters.sends("put:nonsense", "letters/letter").status_code == 422
    assert letters.sends("put:today").status_code == 422


def test_the_palette_holds_nothing_that_is_protected(letters: Stepper) -> None:
    letters.sends("new")
    page = text(letters, "letters/letter")
    for name in ("facts.disability", "facts.minority", "facts.phone"):
        assert f"put:{name}" not in page


def test_it_reads_for_an_example_of_the_programme(letters: Stepper) -> None:
    letters.sends("new")
    letters.sends("set", "letters/letter", **{"w::text:de": "Ort: {person.municipality}, {facts.german_level}, <b>{{x}}</b>"})
    example = next(each for each in letters.programme.examples if each.facts.get("municipality"))
    page = text(letters, "letters/letter", **{"as": example.id})
    assert f"Ort: {example.facts['municipality']}" in page
    raw = letters.visitor.get(f"{letters.url}?at=letters/letter").text
    assert "<b>" not in raw
    assert "&lt;b&gt;{x}" in raw
    assert "Musterstadt" in text(letters, "letters/letter")


def test_every_letter_that_is_shipped_can_be_opened_adjusted_and_goes_back(letters: Stepper) -> None:
    for each in letters.programme.letters:
        assert f'<code class="fk-design__id">{each.id}</code>' in text(letters, f"letters/{each.id}")
    first = letters.programme.letters[0]
    at = f"letters/{first.id}"
    letters.sends("set", at, **{"w::subject:de": "Anders"})
    page = text(letters, at)
    assert f"back:{at}:subject/de" in page
    assert first.subject.text() in page
    letters.sends(f"back:{at}:subject/de", at)
    assert one(letters, first.id) == first


def test_the_later_of_two_sees_what_the_earlier_changed(letters: Stepper) -> None:
    letters.sends("new")
    late = letters.sends("set", "letters/letter", _version="1", **{"w::title:de": "Zu spät"})
    assert late.status_code == 409
    assert "Zu spät" in late.text


def test_who_may_not_edit_reads(house: Flask, letters: Stepper) -> None:
    auditor = Visitor(house.test_client()).comes_in("auditor@example.org")
    assert auditor.get(letters.url).status_code == 200
    worker = Visitor(house.test_client()).comes_in("case_worker@example.org")
    assert worker.get(letters.url).status_code in (403, 404)


def test_the_page_of_the_draft_leads_to_the_letter_that_has_a_fault(letters: Stepper) -> None:
    letters.sends("new")
    letters.sends("set", "letters/letter", **{"w::text:de": "Guten Tag {person.given_name}"})
    page = html.unescape(letters.visitor.get(letters.url.removesuffix("/letters")).text)
    assert "/letters?at=letters/letter" in page.replace("%2F", "/")
    assert f'href="{letters.url}"' in page

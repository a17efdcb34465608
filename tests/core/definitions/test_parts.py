"""Shared parts are taken in by name and put in their places once."""

import json

import pytest

from core.definitions import (
    Check,
    DefinitionError,
    Form,
    Letter,
    Page,
    PartForm,
    PartLetter,
    PartPage,
    Programme,
    Text,
    check,
    load_programme,
    resolve,
    t,
    vocabulary,
)

sheet = Form("sheet", t(de="Stammblatt"), fields=[Text("a", t(de="A"))])
contact = Page("contact", t(de="Kontakt"), fields=[Text("b", t(de="B"))])
PARTS = {"sheet": sheet, "contact": contact}


def programme(*forms: Form) -> Programme:
    return Programme("trial", t(de="Probe"), forms=[*forms])


def test_a_form_and_a_page_are_put_in_their_places():
    own = Form("own", t(de="Eigenes"), pages=[PartPage("contact"), Page("x", t(de="X"), fields=[Text("c", t(de="C"))])])
    resolved = resolve(programme(PartForm("sheet"), own), PARTS)
    assert resolved.forms[0] == sheet
    assert [page.id for page in resolved.forms[1].pages] == ["contact", "x"]
    assert resolved.form("own").field("b") is not None


def test_the_digest_is_that_of_the_resolved_programme():
    shared = programme(PartForm("sheet"))
    before = shared.digest
    resolved = resolve(shared, PARTS)
    assert resolved.digest == programme(sheet).digest != before


def test_a_part_survives_json():
    shared = programme(PartForm("sheet"), Form("own", t(de="E"), pages=[PartPage("contact")]))
    data = json.loads(shared.as_json())
    assert data["forms"][0] == {"part": "sheet"}
    assert load_programme(data) == shared
    assert resolve(load_programme(data), PARTS) == resolve(shared, PARTS)


@pytest.mark.parametrize(
    ("form", "message"),
    [
        (PartForm("shet"), "forms/shet: No plugin gives a form 'shet'. Did you mean 'sheet'?"),
        (PartForm("contact"), "forms/contact: No plugin gives a form 'contact'. There are: sheet."),
        (Form("own", t(de="E"), pages=[PartPage("kontakt")]), "forms/own/pages/kontakt: No plugin gives a page 'kontakt'."),
    ],
)
def test_a_missing_part_is_named_with_the_nearest(form, message):
    with pytest.raises(DefinitionError, match="No plugin gives") as caught:
        resolve(programme(form), PARTS)
    assert str(caught.value).startswith(message)


def test_a_programme_without_parts_stays_as_it_is():
    assert resolve(programme(sheet), {}) == programme(sheet)


def test_what_was_not_resolved_is_a_fault():
    faults = check(programme(PartForm("sheet")), vocabulary())
    assert any("was not put in its place" in fault.message for fault in faults)


def test_the_checks_of_a_shared_page_join_those_of_the_form():
    later = Check("later", "a = b", t(de="Nicht gleich"), field="b")
    own = Check("own", "is known(c)", t(de="Fehlt"), field="c")
    page = contact.but(checks=[later])
    form = Form("own", t(de="E"), pages=[PartPage("contact"), Page("x", t(de="X"), fields=[Text("c", t(de="C"))])], checks=[own])
    resolved = resolve(programme(form), {"contact": page}).forms[0]
    assert resolved.checks == (own, later)
    assert not [page for page in resolved.pages if page.checks]
    assert resolve(programme(form), {"contact": contact}).forms[0].checks == (own,)


def test_checks_of_a_page_that_is_no_part_are_a_fault():
    """Nobody would ask them."""
    page = contact.but(checks=[Check("later", "is known(b)", t(de="Fehlt"), field="b")])
    faults = check(programme(Form("own", t(de="E"), pages=[page])), vocabulary())
    assert "forms/own/pages/contact/checks" in {fault.path for fault in faults}


def test_a_shared_letter_is_put_in_its_place_with_the_steps_of_the_programme() -> None:
    shared = Letter("hello", t(de="Gruß"), subject=t(de="Gruß"), text=t(de="Guten Tag"))
    mine = Programme("p", t(de="P"), letters=[PartLetter("hello", steps=["talk"])])
    assert mine.as_data()["letters"] == [{"part": "hello", "steps": ["talk"]}]
    assert load_programme(mine.as_data()) == mine
    assert resolve(mine, {"hello": shared}).letters == (shared.but(steps=["talk"]),)
    assert resolve(mine.but(letters=[PartLetter("hello")]), {"hello": shared}).letters == (shared,)
    with pytest.raises(DefinitionError, match="Did you mean 'hello'"):
        resolve(mine.but(letters=[PartLetter("helo")]), {"hello": shared})
    with pytest.raises(DefinitionError, match="No plugin gives a letter"):
        resolve(mine, {"hello": Form("hello", t(de="Gruß"), fields=[])})
    assert any("was not put in its place" in fault.message for fault in check(mine, vocabulary()))

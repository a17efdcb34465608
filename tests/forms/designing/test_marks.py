"""Marks: what is not as it was shipped, with the shipped value, and each taken back by itself."""

from __future__ import annotations

import pytest

from core.definitions import Choice, Programme, Text, t
from forms.designing import edits, options, setting
from forms.designing.held import WHOLE
from forms.designing.marks import marks, taken_back
from forms.designing.places import Refused
from tests.forms.designing.samples import FORM, programme


def adjusted() -> Programme:
    made = setting.set_wording(programme(), f"{FORM}/fields/name", "label", "de", "Nachname")
    made = setting.set_value(made, f"{FORM}/fields/name", "required", False)
    made = setting.set_value(made, f"{FORM}/fields/hours", "maximum", 40)
    made = edits.add_field(made, f"{FORM}/pages/main", Text("new", t(de="Neu")), "name")
    made = edits.remove(made, f"{FORM}/fields/home")
    made = edits.move(made, f"{FORM}/fields/works", edits.LAST, "work")
    return options.add_option(made, f"{FORM}/fields/school", "real", t(de="Real"))


def test_each_adjustment_is_marked_at_its_place_with_the_shipped_value() -> None:
    found = marks(programme(), adjusted(), FORM)
    told = {(mark.part, mark.what): str(mark.was) for mark in found.all}
    assert told == {
        ("fields/name", "label/de"): "Name",
        ("fields/name", "required"): "yes",
        ("fields/hours", "maximum"): "60",
        ("fields/new", "add"): "",
        ("fields/home", "remove"): "Adresse",
        ("fields/works", "move"): "",
        ("fields/school/options/real", "add"): "",
    }
    assert [mark.part for mark in found.removed] == ["fields/home"]
    assert len(found.within("fields/school")) == 1
    assert found.at("fields/name", "label/de") is not None
    assert found.at("fields/name", "label/en") is None


@pytest.mark.parametrize(("part", "what"), [(mark.part, mark.what) for mark in marks(programme(), adjusted(), FORM).all])
def test_each_is_taken_back_by_itself(part: str, what: str) -> None:
    made = taken_back(programme(), adjusted(), f"{FORM}/{part}", what)
    before = {(mark.part, mark.what) for mark in marks(programme(), adjusted(), FORM).all}
    assert {(mark.part, mark.what) for mark in marks(programme(), made, FORM).all} == before - {(part, what)}
    with pytest.raises(Refused, match="shipped already"):
        taken_back(programme(), made, f"{FORM}/{part}", what)


def test_a_part_or_the_form_goes_back_whole() -> None:
    made = taken_back(programme(), adjusted(), f"{FORM}/fields/name", WHOLE)
    assert made.forms[0].field("name") == programme().forms[0].field("name")
    assert made.forms[0].field("new") is not None
    assert taken_back(programme(), adjusted(), FORM, WHOLE) == programme()


def test_other_forms_and_the_rest_of_the_programme_stay() -> None:
    other = edits.changed(programme(), FORM, lambda form: form.but(id="exit"))
    draft = adjusted().but(forms=[*adjusted().forms, *other.forms], title=t(de="Anders"))
    made = taken_back(programme(), draft, FORM, WHOLE)
    assert made.forms == (*programme().forms, *other.forms)
    assert made.title == t(de="Anders")


def test_without_anything_shipped_nothing_is_marked() -> None:
    assert marks(None, adjusted(), FORM).all == []
    bare = programme().but(forms=[])
    assert [mark.what for mark in marks(bare, adjusted(), FORM).all] == ["add"]
    assert isinstance(adjusted().forms[0].field("school"), Choice)

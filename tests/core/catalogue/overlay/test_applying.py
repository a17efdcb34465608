"""Adjustments are laid over a definition and taken from it again."""

import pytest

from core.catalogue.overlay import Adjustment, Unfit, apply, diff, invert
from core.definitions import Form, Page, Programme, Text, t
from tests.core.definitions.programmes import intake, leave, programme

PERSON, SCHOOL = intake.pages


def faults(*adjustments: Adjustment) -> list[str]:
    with pytest.raises(Unfit) as caught:
        apply(adjustments, programme())
    return [str(fault) for fault in caught.value.faults]


def bent() -> Programme:
    """Pages and forms in another order, a page that has gone, fields that went to a new one, texts in another language."""
    new = Page("later", t(de="Später"), fields=[PERSON.fields[1], Text("job", t(de="Arbeit")), SCHOOL.fields[1]])
    school = SCHOOL.but(fields=[SCHOOL.fields[2], SCHOOL.fields[0].but(label=t(de="Schule?", prs="مکتب"))])
    return programme(forms=[leave, intake.but(pages=[school, new])]).but(title=t(de="Neu"))


def test_a_difference_turns_the_one_into_the_other_and_back():
    there = diff(programme(), bent())
    assert apply(there, programme()) == bent()
    assert apply(reversed(there), programme()) == bent(), "the order in which they are given does not matter"
    assert apply(invert(there, programme()), bent()) == programme()
    assert apply([Adjustment.from_data(each.as_data()) for each in there], programme()) == bent()


def test_what_is_the_same_has_no_difference():
    assert diff(programme(), programme()) == ()


def test_a_text_is_adjusted_by_language():
    (one,) = diff(programme(), programme().but(title=t(de="Probe", en="Trial", prs="آزمون")))
    assert (one.op, one.address, one.property, one.value, one.base) == ("set", "", "title/prs", "آزمون", "")


def test_what_is_set_back_leaves_nothing():
    longer = programme(summary=t(de="Lang"))
    assert [(one.property, one.value) for one in diff(longer, programme())] == [("summary/de", None)]
    assert diff(programme(), apply(diff(longer, programme()), longer)) == ()


def test_a_fault_names_the_place_and_the_nearest_one():
    assert faults(Adjustment("set", "forms/intake/fields/scool", "label/de", "x")) == [
        "forms/intake/fields/scool: There is no such element. Did you mean 'forms/intake/fields/school'?"
    ]
    (fault,) = faults(Adjustment("set", "forms/intake/fields/school", "requird", True))
    assert fault == "forms/intake/fields/school/requird: There is no property 'requird' here. Did you mean 'required'?"


def test_a_page_goes_with_its_fields_or_not_at_all():
    assert faults(Adjustment("remove", "forms/intake/pages/person")) == [
        "forms/intake/pages/person: The page still holds family_name, date_of_birth: move or remove them too"
    ]


def test_an_id_that_stands_twice_has_no_address():
    twice = programme(forms=[intake, leave, Form("leave", t(de="x"), fields=[])])
    with pytest.raises(Unfit, match="'leave' stands twice"):
        diff(programme(), twice)

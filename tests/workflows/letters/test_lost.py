"""Letters that a change would spoil are named before it is published."""

from __future__ import annotations

from core.definitions import Programme, t
from tests.workflows.letters.desk import WITH_LETTERS
from workflows.letters.lost import Lost, letters


def without(field: str, *, hidden: bool = False) -> Programme:
    forms = []
    for form in WITH_LETTERS.forms:
        fields = [each.but(hidden=True) if hidden and each.id == field else each for each in form.fields]
        kept = [each for each in fields if hidden or each.id != field]
        forms.append(form.but(pages=[form.pages[0].but(fields=kept)]))
    return WITH_LETTERS.but(forms=forms)


def test_nothing_is_lost_where_nothing_changed() -> None:
    assert letters(WITH_LETTERS, WITH_LETTERS) == []


def test_a_field_that_goes_or_is_hidden_leaves_a_gap_in_its_letter() -> None:
    lost = [Lost(t(de="Einladung", en="Invitation"), False, (t(de="Beruf"),))]
    assert letters(WITH_LETTERS, without("trade")) == lost
    assert letters(WITH_LETTERS, without("trade", hidden=True)) == lost


def test_a_deadline_that_goes_is_named_for_each_letter() -> None:
    steps = [each.but(due=None) if each.id == "profile" else each for each in WITH_LETTERS.steps]
    assert [str(each.letter) for each in letters(WITH_LETTERS, WITH_LETTERS.but(steps=steps))] == ["Einladung", "Erinnerung"]


def test_letters_that_are_gone_hidden_or_renamed() -> None:
    first, *others = WITH_LETTERS.letters
    gone = [Lost(first.title, gone=True)]
    assert letters(WITH_LETTERS, WITH_LETTERS.but(letters=others)) == gone
    assert letters(WITH_LETTERS, WITH_LETTERS.but(letters=[first.but(hidden=True), *others])) == gone
    assert letters(WITH_LETTERS, WITH_LETTERS.but(letters=[first.but(id="new", was=["hello"]), *others])) == []

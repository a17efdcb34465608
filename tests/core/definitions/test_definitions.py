"""Definitions are frozen, closed and go to JSON and back without loss."""

import json
from typing import ClassVar

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from core.definitions import (
    DefinitionError,
    Field,
    Form,
    Text,
    UnknownField,
    Wording,
    add_field_class,
    load_programme,
    t,
)
from core.rules.types import NUMBER, TEXT, ListOf, Row
from tests.core.definitions.programmes import programme


class Stars(Field):
    """A plugin's own kind."""

    kind: ClassVar[str] = "test_stars"
    most: int = 5


def test_a_programme_survives_json():
    original = programme()
    again = load_programme(json.loads(original.as_json()))
    assert again == original
    assert again.as_json() == original.as_json()
    assert again.digest == original.digest


def test_the_digest_names_one_definition():
    assert programme().digest == programme().digest
    assert programme().digest != programme(version="2").digest


def test_defaults_are_not_written():
    assert Text("name", t(de="Name")).as_data() == {"kind": "text", "id": "name", "label": {"de": "Name"}}


def test_a_definition_cannot_be_changed():
    form = programme().forms[0]
    with pytest.raises(ValidationError, match="frozen"):
        form.id = "other"
    assert isinstance(form.pages, tuple)


def test_the_short_form_is_stored_as_one_page():
    form = Form("a", t(de="A"), fields=[Text("name", t(de="Name"))])
    assert [page.id for page in form.pages] == ["main"]
    assert "fields" not in form.as_data()
    assert form == Form(**form.as_data())


def test_too_many_positions_are_refused_with_their_names():
    with pytest.raises(TypeError, match=r"Text takes 2 arguments by position \(id, label\)"):
        Text("name", t(de="Name"), "help")


@pytest.mark.parametrize("id", ["", "Name", "1st", "a-b", "a b", "ä", "x" * 64, "a/b", "__class__"])
def test_ids_are_plain(id):
    with pytest.raises(ValidationError, match="pattern"):
        Text(id, t(de="Name"))


def test_a_plugins_own_field_comes_back_as_itself():
    add_field_class(Stars)
    form = Form("rating", t(de="Urteil"), fields=[Stars("stars", t(de="Sterne"), most=7)])
    again = Form(**json.loads(json.dumps(form.as_data())))
    assert again.fields == (Stars("stars", t(de="Sterne"), most=7),)


def test_two_classes_of_one_kind_are_refused():
    class Other(Field):
        kind = "text"

    with pytest.raises(ValueError, match="Two field classes claim the kind 'text'"):
        add_field_class(Other)


def test_a_field_of_a_lost_plugin_is_kept_as_it_came():
    data = {"kind": "hologram", "id": "face", "label": {"de": "Gesicht"}, "depth": 3, "required": True}
    form = Form("a", t(de="A"), fields=[data])
    (field,) = form.fields
    assert isinstance(field, UnknownField)
    assert field.required
    assert form.as_data()["pages"][0]["fields"] == [data]


def test_faults_are_named_by_keys():
    data = json.loads(programme().as_json())
    data["forms"][0]["pages"][1]["fields"][1]["requird"] = True
    del data["title"]
    with pytest.raises(DefinitionError) as caught:
        load_programme(data)
    assert [str(fault) for fault in caught.value.faults] == [
        "title: 'title' is missing",
        "forms/intake/pages/school/fields/school/requird: There is no property 'requird' here. Did you mean 'required'?",
    ]


@pytest.mark.parametrize("kind", [None, 3, ["text"]])
def test_a_field_needs_a_kind(kind):
    with pytest.raises(ValidationError, match="a field needs its kind, one of: address, choice"):
        Form("a", t(de="A"), fields=[{"kind": kind, "id": "x", "label": {"de": "X"}}])


def test_a_wording_falls_back_to_german_and_says_so():
    wording = t(de="Alter", en="Age", ar="")
    assert [wording.text("en"), wording.text("ar"), wording.text("uk")] == ["Age", "Alter", "Alter"]
    assert [wording.spoken("en"), wording.spoken("ar")] == ["en", "de"]
    assert t(en="Age").text("uk") == "Age"


def test_an_empty_wording_is_refused():
    with pytest.raises(ValidationError, match="at least one language"):
        t(de=" ")


@given(
    st.dictionaries(
        st.sampled_from(["de", "en", "ar", "fa"]),
        st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), min_size=1).filter(str.strip),
        min_size=1,
    )
)
def test_any_text_survives(texts):
    wording = Wording(texts)
    assert Wording.model_validate_json(wording.model_dump_json()) == wording
    assert wording.text("de") in texts.values()


@pytest.mark.parametrize("text", ["a\0b", "half \ud800"])
def test_what_no_database_keeps_is_no_wording(text):
    with pytest.raises(ValidationError, match="no database keeps"):
        t(de=text)


def test_types_of_fields_reach_the_rules(vocabulary):
    fields = programme().fields
    assert fields["family_name"].type(vocabulary) == TEXT
    assert fields["siblings"].type(vocabulary) == ListOf(Row((("years", NUMBER),)))

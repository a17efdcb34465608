"""What is said about a part of a form: properties of every kind, and each nonsense refused with a sentence at its place."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from core.definitions import Choice, Field, Money, Programme, Text, UnknownField, WholeNumber, t
from core.definitions.fields import field_classes
from forms.designing import edits, options, setting
from forms.designing.places import Refused, at
from forms.designing.properties import Property, named, properties
from forms.designing.reading import read, shown
from tests.forms.designing.samples import FORM, programme

HOURS = f"{FORM}/fields/hours"


def prop(name: str, kind: str) -> Property:
    field = edits.new_field(kind, "x", t(de="X"))
    found = named(programme(), programme().forms[0], field, name)
    assert found is not None
    return found


def with_field(field: Field) -> Programme:
    return edits.add_field(programme(), f"{FORM}/pages/main", field)


@pytest.mark.parametrize("kind", [cls.kind for cls in field_classes()])
def test_every_property_of_every_kind_is_shown_and_read_back(kind: str) -> None:
    made, field = programme(), edits.new_field(kind, "x", t(de="X"))
    for each in properties(made, made.forms[0], field):
        value = getattr(field, each.name)
        if each.sort == "wording":
            continue
        inputs = shown(each, value)
        again = read(each, inputs if isinstance(inputs, list) else [inputs], "x")
        assert again == (list(value) if isinstance(value, tuple) else value), each.name


@pytest.mark.parametrize(
    ("kind", "name", "typed", "value"),
    [
        ("whole_number", "minimum", ["12"], 12),
        ("whole_number", "minimum", [""], None),
        ("whole_number", "minimum", ["-3"], -3),
        ("money", "maximum", ["12,50"], 1250),
        ("file", "max_bytes", ["2,5"], 2_500_000),
        ("decimal", "maximum", ["1,25"], Decimal("1.25")),
        ("date", "latest", ["today", ""], "today"),
        ("date", "latest", ["day", "2024-02-29"], date(2024, 2, 29)),
        ("date", "latest", ["", "2024-02-29"], date(2024, 2, 29)),
        ("date", "latest", ["", ""], None),
        ("file", "types", ["png", "pdf", "exe"], ["pdf", "png"]),
        ("text", "required", ["no", "yes"], True),
        ("text", "required", ["no"], False),
        ("text", "fact", [""], None),
        ("address", "facts", ["street", "", ""], {"street": "street"}),
    ],
)
def test_what_is_typed_is_read(kind: str, name: str, typed: Sequence[str], value: Any) -> None:
    assert read(prop(name, kind), typed, "x") == value


@pytest.mark.parametrize(
    ("kind", "name", "typed"),
    [
        ("whole_number", "minimum", ["many"]),
        ("whole_number", "minimum", ["1.5"]),
        ("whole_number", "minimum", ["1e400"]),
        ("whole_number", "minimum", ["1_0"]),
        ("whole_number", "minimum", ["NaN"]),
        ("whole_number", "minimum", ["9" * 400]),
        ("text", "max_length", ["0"]),
        ("text", "max_length", ["10001"]),
        ("text", "max_length", [""]),
        ("money", "maximum", ["1,005"]),
        ("date", "latest", ["day", "2023-02-29"]),
        ("date", "latest", ["day", ""]),
        ("date", "latest", ["day", "2020W01"]),
        ("text", "privacy", ["secret"]),
        ("text", "fact", ["no_such_fact"]),
        ("text", "fact", ["german_level"]),
        ("file", "types", ["exe"]),
        ("address", "facts", ["nonsense"]),
        ("person", "link", ["x" * 3_000]),
        ("person", "link", ["a\0b"]),
    ],
)
def test_nonsense_is_refused_with_a_sentence(kind: str, name: str, typed: Sequence[str]) -> None:
    with pytest.raises(Refused) as raised:
        read(prop(name, kind), typed, f"here/{name}")
    assert raised.value.path == f"here/{name}"
    assert str(raised.value.reason).endswith((".", "27", "4,5."))


@pytest.mark.parametrize(
    ("name", "value", "says"),
    [
        ("minimum", 61, "no answer would fit"),
        ("maximum", 0, "no answer would fit"),
        ("shown_if", "workss", "Did you mean 'works'"),
        ("shown_if", "hours >", ""),
        ("required_if", "hours", "true"),
        ("fact", "age", "computed"),
    ],
)
def test_what_cannot_be_is_refused_at_its_property(name: str, value: Any, says: str) -> None:
    with pytest.raises(Refused) as raised:
        setting.set_value(programme(), HOURS, name, value)
    assert raised.value.path == f"{HOURS}/{name}"
    assert says in str(raised.value)


def test_a_rule_is_set_and_taken_out() -> None:
    made = setting.set_value(programme(), HOURS, "shown_if", 'works and school = "abitur"')
    assert at(made, HOURS) == at(programme(), HOURS).but(shown_if='works and school = "abitur"')
    assert setting.set_value(made, HOURS, "shown_if", None) == edits.changed(programme(), HOURS, lambda f: f.but(shown_if=None))


def test_a_bound_question_is_protected_like_its_fact() -> None:
    made = setting.set_value(with_field(Text("family", t(de="Name"))), f"{FORM}/fields/family", "fact", "family_name")
    field = made.forms[0].field("family")
    assert field is not None
    assert (field.fact, field.privacy) == ("family_name", "identity")
    with pytest.raises(Refused, match="identity"):
        setting.set_value(made, f"{FORM}/fields/family", "privacy", "normal")


def test_wordings_are_set_by_language_and_german_stays() -> None:
    address = f"{FORM}/fields/name"
    made = setting.set_wording(programme(), address, "label", "ar", "  الاسم ")
    assert at(made, address).label.root == {"de": "Name", "en": "Name", "ar": "الاسم"}
    made = setting.set_wording(made, address, "help", "de", "Wie im Pass")
    assert setting.set_wording(made, address, "help", "de", "").forms[0].field("name").help is None
    for name, language, text in (
        ("label", "de", ""),
        ("label", "xx", "Name"),
        ("label", "de", "x" * 501),
        ("label", "de", "a\0"),
        ("help", "en", ""),
    ):
        if name == "help":
            assert setting.set_wording(programme(), address, name, language, text) == programme()
            continue
        with pytest.raises(Refused) as raised:
            setting.set_wording(programme(), address, name, language, text)
        assert raised.value.path == f"{address}/{name}/{language}"
    with pytest.raises(Refused, match="authoritative"):
        setting.set_wording(programme(), address, "help", "en", "As in the passport")


@pytest.mark.parametrize("kind", [cls.kind for cls in field_classes()])
def test_a_question_becomes_another_kind_and_keeps_what_both_know(kind: str) -> None:
    before = edits.changed(programme(), HOURS, lambda field: field.but(required=True, help=t(de="Hilfe")))
    field = at(setting.set_kind(before, HOURS, kind), HOURS)
    assert isinstance(field, Field)
    assert (field.kind, field.id, field.required, field.help) == (kind, "hours", True, t(de="Hilfe"))


def test_a_question_whose_plugin_is_gone_is_moved_and_never_rewritten() -> None:
    stranger = UnknownField(id="moon", label=t(de="Mond"), kind_name="moon_phase", phase="full")
    before, address = with_field(stranger), f"{FORM}/fields/moon"
    moved = edits.move(edits.step(before, address, -1), address, edits.FIRST, "work")
    assert moved.forms[0].field("moon").as_data() == stranger.as_data()
    assert edits.remove(moved, address) == programme()
    for verb in (
        lambda: setting.set_wording(before, address, "label", "de", "Sonne"),
        lambda: setting.set_value(before, address, "required", True),
        lambda: setting.set_kind(before, address, "text"),
        lambda: edits.copy_field(before, address, "sun"),
        lambda: options.rename(before, address, "sun"),
    ):
        with pytest.raises(Refused, match="kept as it came"):
            verb()


def test_options_go_along_to_a_kind_with_options() -> None:
    made = setting.set_kind(programme(), f"{FORM}/fields/school", "many_of")
    assert made.forms[0].field("school").options == programme().forms[0].field("school").options
    back = setting.set_kind(made, f"{FORM}/fields/school", "choice")
    assert back == programme()
    assert isinstance(back.forms[0].field("school"), Choice)


def test_a_fact_that_does_not_fit_any_more_is_let_go() -> None:
    bound = with_field(WholeNumber("years", t(de="Jahre"), fact="years_unskilled"))
    made = setting.set_kind(bound, f"{FORM}/fields/years", "text")
    assert made.forms[0].field("years").fact is None
    kept = setting.set_kind(bound, f"{FORM}/fields/years", "decimal").forms[0].field("years")
    assert kept.fact == "years_unskilled"
    assert isinstance(setting.set_kind(bound, f"{FORM}/fields/years", "money").forms[0].field("years"), Money)

"""Each kind: what it takes, what it refuses, its way to JSON and back; and both ways of asking give the same."""

import json
import re
from datetime import date
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from werkzeug.datastructures import MultiDict
from wtforms import Form as WTForm
from wtforms import IntegerField, StringField
from wtforms.validators import NumberRange

from core.definitions import (
    Address,
    Choice,
    Computed,
    Country,
    Date,
    DecimalNumber,
    Email,
    Field,
    File,
    Group,
    Languages,
    LongText,
    ManyOf,
    Money,
    Note,
    Option,
    Organisation,
    PartialDate,
    Percentage,
    PersonChoice,
    Phone,
    Scale,
    Signature,
    Text,
    TimeSpan,
    WholeNumber,
    YesNo,
    t,
)
from forms import plugin
from forms.kinds.base import Kind
from forms.kinds.registry import KindClash, all_kinds, kind_of, register
from forms.kinds.wrong import Wrong
from forms.render import render_field

assert plugin  # brings the built-in kinds
L = t(de="Frage", en="Question")
AB = [Option("a", t(de="Auto")), Option("b", t(de="Bus"))]
FIELDS: list[Field] = [
    Text("f", L),
    LongText("f", L),
    WholeNumber("f", L),
    WholeNumber("f", L, minimum=-5, maximum=9),
    Date("f", L),
    Date("f", L, latest="today"),
    Date("f", L, earliest="birth", latest="entry"),
    Date("f", L, earliest="entry", latest="today"),
    Date("f", L, earliest=date(2020, 1, 1), latest=date(2020, 12, 31)),
    YesNo("f", L),
    YesNo("f", L, not_stated=True),
    Choice("f", L, options=AB),
    Choice("f", L, codes="residence_title"),
    ManyOf("f", L, options=AB),
    ManyOf("f", L, codes="benefits"),
    Scale("f", L, codes="german_level"),
    Languages("f", L),
    Phone("f", L),
    Email("f", L),
    Address("f", L),
    Group("f", L, fields=[Text("x", L, required=True), Date("y", L), Languages("z", L), Group("g", L, fields=[YesNo("q", L)])]),
    File("f", L),
    Note("f", L),
    DecimalNumber("f", L),
    DecimalNumber("f", L, places=0),
    DecimalNumber("f", L, places=6, minimum=Decimal("-1.5"), maximum=Decimal("2.25")),
    Percentage("f", L),
    Percentage("f", L, places=2),
    Money("f", L),
    Money("f", L, minimum=None),
    Money("f", L, minimum=100, maximum=1_000_000),
    TimeSpan("f", L),
    TimeSpan("f", L, minimum=0, maximum=480),
    PartialDate("f", L),
    PartialDate("f", L, latest="today"),
    Country("f", L),
    Computed("f", L, rule="1 = 1"),
    PersonChoice("f", L),
    Organisation("f", L, kinds=["provider"]),
    Signature("f", L),
]
each_field = pytest.mark.parametrize("field", FIELDS, ids=lambda field: field.kind)


@each_field
def test_examples_are_read_and_come_back_from_json(field: Field) -> None:
    kind = kind_of(field)
    for seed in range(40):
        value = kind.example(field, Random(seed))
        if value is None:
            continue
        assert kind.read(field, kind.raw(field, value)) == value
        stored = json.loads(json.dumps(kind.to_json(field, value)))
        assert kind.from_json(field, stored) == value
        assert kind.show(field, value, "de")


@each_field
def test_what_is_wrong_is_refused_with_a_reason(field: Field) -> None:
    for raw in kind_of(field).wrongs(field):
        with pytest.raises(Wrong) as caught:
            kind_of(field).read(field, raw)
        assert all(len(str(message)) > 10 for _at, message in caught.value.errors)


@each_field
def test_nothing_sent_is_no_answer(field: Field) -> None:
    assert kind_of(field).read(field, {}) is None
    assert kind_of(field).read(field, {"f": [""]}) is None


PATHS = [
    "f",
    "f.0.language",
    "f.0.level",
    "f.street",
    "f.postal_code",
    "f.place",
    "f.0.x",
    "f.0.y",
    "f.0.z.0.level",
    "f.99999.x",
    "f._find",
    "f.name",
    "f.drawn",
    "f.signed",
    "f..x",
]
anything = st.dictionaries(
    st.sampled_from(PATHS), st.lists(st.text(st.characters(exclude_categories=())), max_size=3), max_size=5
)


@each_field
@settings(max_examples=60, deadline=None)
@given(raw=anything)
def test_readers_raise_nothing_but_wrong(field: Field, raw: dict[str, list[str]]) -> None:
    try:
        value = kind_of(field).read(field, raw)
    except Wrong:
        return
    if value is not None:
        json.dumps(kind_of(field).to_json(field, value)).encode()
        assert kind_of(field).read(field, kind_of(field).raw(field, value)) == value


def outcome(field: Field, raw: dict[str, list[str]]) -> tuple[Any, list[str]]:
    try:
        return kind_of(field).read(field, raw), []
    except Wrong as wrong:
        return None, [str(message) for _at, message in wrong.errors]


@each_field
def test_wtforms_gives_the_same_answer_and_the_same_html(field: Field) -> None:
    kind = kind_of(field)
    sheet = type("Sheet", (WTForm,), {"f": kind.wtforms_field(field, "de")})
    value = kind.example(field, Random(3))
    for raw in [kind.raw(field, value), *kind.wrongs(field)[:3]]:
        form: Any = sheet(MultiDict([(name, one) for name, values in raw.items() for one in values] or [("other", "1")]))
        good = form.validate()
        data, errors = outcome(field, raw)
        assert (form.f.data, list(form.f.errors)) == (data, errors)
        assert good == (not errors)
        assert str(form.f()) == str(render_field(field, raw, {"f": errors} if errors else {}, "de"))


@pytest.mark.parametrize("text", ["14.3.2026", "14.03.2026", "2026-03-14", " 14. 3. 2026 ", "١٤.٣.٢٠٢٦"])
def test_dates_are_taken_as_people_write_them(text: str) -> None:
    assert kind_of(FIELDS[4]).read(FIELDS[4], {"f": [text]}) == date(2026, 3, 14)


@pytest.mark.parametrize(
    ("text", "told"), [("31.02.2026", "28 days"), ("29.2.2023", "28 days"), ("1.13.2026", "month 13"), ("1.1.26", "four digits")]
)
def test_wrong_dates_say_what_is_wrong(text: str, told: str) -> None:
    with pytest.raises(Wrong, match=told):
        kind_of(FIELDS[4]).read(FIELDS[4], {"f": [text]})


@pytest.mark.parametrize("text", ["0170 1234567", "+49 170 1234567", "0049 170 1234567", "(0170) 12345-67"])
def test_phone_numbers_are_stored_as_e164(text: str) -> None:
    assert kind_of(Phone("f", L)).read(Phone("f", L), {"f": [text]}) == "+491701234567"


def test_nothing_ticked_is_unknown_and_none_of_these_is_the_empty_set() -> None:
    field = ManyOf("f", L, options=AB)
    assert kind_of(field).read(field, {}) is None
    assert kind_of(field).read(field, {"f": ["-"]}) == frozenset()


def test_text_is_kept_as_it_came_in_nfc() -> None:
    field = Text("f", L)
    read = kind_of(field).read
    assert read(field, {"f": ["e\u0301"]}) == "é"
    assert read(field, {"f": ["a\u202eb\u2066"]}) == "a\u202eb\u2066"
    assert read(field, {"f": ["x" * 200]}) == "x" * 200


PAYLOAD = "\"'><script>alert(1)</script>{{7*7}}{%if 1%}x{#"


@pytest.mark.parametrize("language", ["de", "en"])
def test_wordings_and_answers_are_escaped_everywhere(language: str) -> None:
    bad = t(de=PAYLOAD)
    options = [Option("a", bad, help=bad), Option("b", bad)]
    fields: list[Field] = [
        Text("f", bad, help=bad),
        LongText("f", bad, help=bad),
        WholeNumber("f", bad, unit=bad),
        Choice("f", bad, help=bad, options=options),
        Choice("f", bad, options=[Option(f"o{n}", bad) for n in range(9)]),
        ManyOf("f", bad, options=options),
        Group("f", bad, help=bad, row_title=bad, fields=[Text("x", bad, help=bad), Choice("y", bad, options=options)]),
        Note("f", bad, help=bad),
        Address("f", bad),
        Languages("f", bad),
        Phone("f", bad),
        File("f", bad, help=bad),
        YesNo("f", bad),
    ]
    for field in fields:
        raw = {name: [PAYLOAD] for name in ("f", "f.street", "f.0.x", "f.0.language")}
        html = str(render_field(field, raw, {"f": [PAYLOAD], "f.0.x": [PAYLOAD], "f.street": [PAYLOAD]}, language))
        assert "<script" not in html, field.kind
        assert "49" not in html, field.kind
        assert not re.search(r'="[^"]*[<>][^"]*"', html), field.kind


def test_json_schema_takes_what_is_stored() -> None:
    for field in FIELDS:
        assert "type" in kind_of(field).json_schema(field) or "enum" in kind_of(field).json_schema(field)


class Stars(WholeNumber):
    kind = "stars"


class StarsKind(Kind):
    """A plugin's own kind that gives a WTForms field and nothing else."""

    name = "stars"
    definition = Stars

    @classmethod
    def wtforms_field(cls, field: Stars, language: str) -> Any:
        return IntegerField(field.label.text(language), [NumberRange(1, 5)])


def test_a_plugins_kind_may_give_a_wtforms_field_alone() -> None:
    register([StarsKind])
    field = Stars("f", L)
    assert StarsKind.read(field, {"f": ["3"]}) == 3
    for bad in ("9", "x"):
        with pytest.raises(Wrong):
            StarsKind.read(field, {"f": [bad]})
    html = str(render_field(field, {"f": ['"><b>']}, {"f": ["no"]}, "de"))
    assert 'name="f"' in html
    assert "<b>" not in html
    assert "Frage" in html


def test_two_kinds_of_one_name_are_refused() -> None:
    other = type(
        "Other", (Kind,), {"name": "text", "definition": Text, "wtforms_field": classmethod(lambda cls, f, lang: StringField())}
    )
    with pytest.raises(KindClash, match="text"):
        register([other])
    assert set(all_kinds()) >= {field.kind for field in FIELDS}

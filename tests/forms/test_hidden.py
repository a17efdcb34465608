"""What is hidden is not asked and not offered; what was answered before stays readable and can be kept."""

from datetime import date
from random import Random
from typing import Any

import pytest

from core.definitions import Check, Choice, Computed, Form, Group, ManyOf, Option, Page, Text, WholeNumber, YesNo, t
from forms import plugin
from forms.fill import fill
from forms.kinds.options import RADIOS
from forms.kinds.registry import kind_of
from forms.plan import Plan, asked
from forms.render import render_page, shown_text

assert plugin
L = t(de="Frage")


def filled(form: Form, raw: dict[str, str]) -> Any:
    return fill(Plan(form), None, {name: [value] for name, value in raw.items()}, {}, "de", on=date(2026, 3, 2))


def options(count: int) -> list[Option]:
    return [Option("old", t(de="Früheres"), hidden=True), *(Option(f"o{n}", t(de=f"Wahl {n}")) for n in range(count))]


def page(form: Form, raw: dict[str, list[str]]) -> str:
    return render_page(Plan(form), "main", raw, {}, "de")


def test_a_hidden_field_is_not_asked_not_demanded_and_not_shown() -> None:
    form = Form("f", L, fields=[Text("name", t(de="Name")), Text("gone", t(de="Weg"), required=True, hidden=True)])
    assert filled(form, {"name": "A"}).ok
    assert "Weg" not in page(form, {})
    assert asked(form.but(pages=asked(form).pages)).fields == asked(form).fields


def test_what_hangs_on_a_hidden_field_stays_unknown() -> None:
    form = Form(
        "f",
        L,
        fields=[
            YesNo("yes", L, hidden=True),
            Text("more", L, shown_if="yes"),
            Text("always", L, required_if="yes"),
            Computed("twice", L, rule="number * 2", gives="number", hidden=True),
            WholeNumber("number", L),
        ],
        checks=[Check("never", "number > 3", t(de="Zu klein."), field="yes")],
    )
    found = filled(form, {"number": "2"})
    assert found.ok
    assert dict(found.answers) == {"number": 2}
    assert found.hidden == {"more"}


def test_a_group_keeps_what_is_asked_and_goes_when_nothing_is() -> None:
    part = Text("part", t(de="Teil"), hidden=True)
    some = Form("f", L, fields=[Group("rows", L, fields=[part, Text("other", t(de="Anderes"))])])
    assert [inner.id for inner in asked(some).fields[0].fields] == ["other"]
    none = Form("f", L, pages=[Page("main", L, fields=[Group("rows", L, fields=[part]), Text("a", L)])])
    assert [field.id for field in asked(none).fields] == ["a"]


@pytest.mark.parametrize("count", [2, RADIOS + 1], ids=["radio buttons", "list"])
def test_a_hidden_option_is_offered_to_nobody_new_and_kept_where_it_was_chosen(count: int) -> None:
    form = Form("f", L, fields=[Choice("way", L, options=options(count))])
    assert "Früheres" not in page(form, {})
    assert "Früheres" not in page(form, {"way": ["o1"]})
    kept = page(form, {"way": ["old"]})
    assert "Früheres" in kept
    assert ('value="old" checked' if count == 2 else 'value="old" selected') in kept
    assert dict(filled(form, {"way": "old"}).answers) == {"way": "old"}
    assert shown_text(form.fields[0], "old", "de") == "Früheres"


def test_a_hidden_box_is_kept_where_it_was_ticked() -> None:
    form = Form("f", L, fields=[ManyOf("needs", L, options=options(2))])
    assert "Früheres" not in page(form, {"needs": ["o0"]})
    assert 'value="old" checked' in page(form, {"needs": ["o0", "old"]})
    assert 'id="needs"' in page(form, {}), "the first box that is offered bears the name that errors lead to"


def test_examples_choose_what_is_offered() -> None:
    one, many = Choice("way", L, options=options(1)), ManyOf("needs", L, options=options(1))
    assert {kind_of(one).example(one, Random(n)) for n in range(20)} == {"o0"}
    assert set().union(*(kind_of(many).example(many, Random(n)) for n in range(20))) == {"o0"}


def test_an_answer_under_a_former_id_is_shown_by_what_it_became() -> None:
    parts = [Option("a1", t(de="Erstes"), was=["a"]), Option("a2", t(de="Zweites"), was=["a"]), Option("b", t(de="B"), was=["c"])]
    field = Choice("way", L, options=parts)
    assert shown_text(field, "c", "de") == "B"
    assert shown_text(field, "a", "de") == "Erstes / Zweites"
    assert shown_text(field, "x", "de") == "x"

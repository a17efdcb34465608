"""What is told of a programme: every open point once, every step with its ways, and every list that a form chooses from."""

from __future__ import annotations

from importlib import import_module

import pytest
from flask import Flask

from core.definitions import Choice, Definition, Form, Option, Page, Programme, Text, Track, Wording, t
from core.testing import resolved
from tests.workflows.sample import PROGRAMME
from workflows.reading import definition

PLUGINS = ("wir", "wir_onnfit", "my_turn", "gemeinsam_durchstarten", "drei_phasen_modell", "wir_sind_usingen")


@pytest.fixture(params=PLUGINS)
def programme(request: pytest.FixtureRequest) -> Programme:
    return resolved(import_module(f"plugins.{request.param}").programme)


def marked(item: Definition) -> int:
    """How many parts say that they are not confirmed."""
    own = isinstance(getattr(item, "unconfirmed", None), Wording)
    values = [getattr(item, name) for name in type(item).model_fields]
    parts = [part for value in values for part in (value if isinstance(value, tuple) else (value,))]
    return own + sum(marked(part) for part in parts if isinstance(part, Definition))


def test_every_open_point_is_told_once_and_leads_somewhere(app: Flask, programme: Programme) -> None:
    with app.test_request_context():
        told = definition.unconfirmed(programme)
    assert len(told) == marked(programme) > 0
    assert all(point.anchor and point.text.text("de") and point.sort for point in told)


def test_the_graph_knows_every_way(programme: Programme) -> None:
    nodes = {node.step.id: node for node in definition.graph(programme)}
    assert list(nodes) == [step.id for step in programme.steps]
    for node in nodes.values():
        assert set(node.after) == set(node.step.after)
        assert set(node.any_of) == set(node.step.after_any)
        assert {*node.after, *node.any_of, *([node.back] if node.back else [])} <= nodes.keys()


def test_the_criteria_of_tracks_blocks_and_offerings_are_told_too(app: Flask, programme: Programme) -> None:
    every = [*programme.eligibility]
    for sort in (programme.tracks, programme.blocks, programme.offerings):
        every += [criterion for each in sort for criterion in each.eligibility]
    with app.test_request_context():
        assert [criterion for group in definition.criteria(programme) for criterion in group.criteria] == every


def test_the_code_lists_are_those_that_its_forms_choose_from(programme: Programme) -> None:
    names = [codes.id for codes in definition.code_lists(programme)]
    assert names == sorted(set(names))
    assert {"german_level", "residence_title"} <= set(names)


def test_languages_come_with_german_first() -> None:
    assert definition.languages(PROGRAMME) == ["de", "en"]
    assert definition.languages(Track("x", t(uk="Шлях", ar="طريق", en="Way", de="Weg"))) == ["de", "en", "ar", "uk"]


def test_what_is_hidden_is_told_with_the_question_that_it_is_an_option_of() -> None:
    school = Choice("school", t(de="Schule"), options=[Option("a", t(de="A"), hidden=True), Option("b", t(de="B"))])
    old = Text("old", t(de="Früher"), hidden=True)
    form = Form("f", t(de="Formular"), pages=[Page("p", t(de="Seite"), fields=[school, old])])
    assert definition.hidden(form) == definition.hidden(form.pages[0]) == [(t(de="A"), t(de="Schule")), (t(de="Früher"), None)]
    assert definition.asked(form) == [school]


def test_what_only_authorities_read_is_told_with_its_question() -> None:
    form = Form(
        "end",
        t(de="Ende"),
        fields=[
            Choice("result", t(de="Ergebnis"), options=[Option("a", t(de="Ja")), Option("b", t(de="Aus"), kept_inside=True)])
        ],
    )
    assert definition.inside(form) == [(t(de="Aus"), t(de="Ergebnis"))]

"""What comes of a step, in sentences."""

from __future__ import annotations

import pytest
from flask import Flask
from flask_babel import force_locale

from core.definitions import Choice, Form, Programme, Role, Step, Text, YesNo, t
from forms.designing.followed import question
from tests.forms.designing.samples import FORM, programme

ASKS = Text("why", t(de="Warum"), shown_if='school = "abitur"', required_if='not(school = "haupt")')


def asking() -> Programme:
    form = programme().forms[0]
    school = form.field("school")
    assert isinstance(school, Choice)
    other = Form("other", t(de="Anders"), fields=[school, YesNo("works", t(de="Arbeitet?"))])
    page = form.pages[0].but(fields=[*form.pages[0].fields, ASKS])
    steps = [
        Step("a", t(de="Anfang"), role="r", form="intake"),
        Step("o", t(de="Anderes"), role="r", form="other", when="works"),
    ]
    return programme().but(forms=[form.but(pages=[page, form.pages[1]]), other], roles=[Role("r", t(de="R"))], steps=steps)


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        (
            "merge:fields/school/options/abitur:haupt",
            [
                "„Abitur“ und „Haupt“ werden eins",
                "steht nicht mehr zur Wahl",
                "zieht mit in: Anders",
                "gelten dann für beide",
                "Pflicht",
            ],
        ),
        ("split:fields/school/options/haupt", ["„Haupt“ wird geteilt", "neu gefragt", "zieht mit in: Anders", "ziehen mit"]),
        ("split:fields/school/options/none", ["Keine Regel nennt sie"]),
        ("rename:fields/works:employed", ["heißt von hier an employed", "Ein anderes Formular", "Schritt „Anderes“"]),
        ("into:fields/hours:fields/jobs:", ["in jeder Zeile von „Stellen“", "keine Bedingungen", "Prüfung"]),
        ("into:fields/jobs/fields/company:pages/main:", ["einmal gefragt", "von mehreren"]),
    ],
)
def test_it_is_said_before(house: Flask, asks: str, says: list[str]) -> None:
    with house.test_request_context("/?lang=de"), force_locale("de"):
        found = question(asking(), FORM, asks)
        assert found is not None
        told = " ".join([found.title, *found.points])
    assert [each for each in says if each not in told] == [], told
    assert found.do == f"sure:{asks}"


@pytest.mark.parametrize(
    "asks",
    ["", "merge", "merge:fields/school/options/gone:x", "split:fields/name", "burn:fields/name", "into:fields/jobs:fields/jobs:"],
)
def test_what_cannot_be_done_is_not_asked(house: Flask, asks: str) -> None:
    with house.test_request_context("/"):
        assert question(asking(), FORM, asks) is None

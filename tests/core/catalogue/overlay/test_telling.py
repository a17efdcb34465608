"""Adjustments in words: a sentence each, in German and English."""

from pathlib import Path

import pytest
import yaml

import core.catalogue.overlay.telling as module
from core.catalogue.overlay import Adjustment, diff, told
from core.catalogue.overlay.shape import shape
from core.definitions import (
    Criterion,
    Deadline,
    DecisionTable,
    Definition,
    Field,
    Option,
    Page,
    Programme,
    Retention,
    TableInput,
    TableRow,
    Text,
    t,
)
from core.definitions.fields import field_classes
from core.definitions.lineage import renamed
from tests.core.definitions.programmes import intake, leave, programme

WORDINGS = sorted((Path(module.__file__).parent / "wordings").glob("*.yaml"))
SCHOOL = intake.pages[1].fields[1]


def bent() -> Programme:
    """One change of each sort."""
    pages = [
        intake.pages[0],
        intake.pages[1].but(
            fields=[
                intake.pages[1].fields[0],
                SCHOOL.but(label=t(de="Schule", en="School", prs="مکتب"), required=True, max_length=90),
            ]
        ),
        Page("later", t(de="Später", en="Later"), fields=[intake.pages[1].fields[2], Text("job", t(de="Beruf"))]),
    ]
    shipped = programme()
    age = shipped.eligibility[0].but(rule="age in [18..30]")
    newer = Criterion("age", "age < 27", t(de="Unter 27"), valid_from="2027-01-01")  # type: ignore[arg-type]  # read from text
    steps = [shipped.steps[0].but(due=Deadline(days=21)), shipped.steps[1].but(due=Deadline(months=1, after="welcome"))]
    return programme(eligibility=[age, newer], forms=[intake.but(pages=pages), leave], steps=steps)


def test_german():
    assert [each.text for each in told(diff(programme(), bent()), programme(), "de")] == [
        "Kriterium „18 bis 27 Jahre alt“: Regel von „zwischen 18 und 27 Jahre alt“ zu „zwischen 18 und 30 Jahre alt“",
        "Kriterium „Unter 27“ (ab 01.01.2027) kommt dazu, hinter „18 bis 27 Jahre alt“",
        "Formular „Aufnahme“, Feld „Schule“: Beschriftung (Dari) neu: „مکتب“",
        "Formular „Aufnahme“, Feld „Schule“: Höchste Länge von 200 zu 90",
        "Formular „Aufnahme“, Feld „Schule“ ist Pflicht",
        "Formular „Aufnahme“, Seite „Später“ kommt dazu, hinter „Schule“",
        "Formular „Aufnahme“, Feld „Geschwister“ steht jetzt auf der Seite „Später“ an erster Stelle",
        "Formular „Aufnahme“, Feld „Beruf“ kommt dazu, auf der Seite „Später“ hinter „Geschwister“",
        "Schritt „Aufnahme“: Frist von „28 Tage nach Eintritt“ zu „21 Tage nach Eintritt“",
        "Schritt „Austritt“: Frist neu: „1 Monat nach Aufnahme“",
    ]


def test_english_and_back():
    said = [each.text for each in told(diff(bent(), programme()), bent(), "en")]
    assert said[:3] == [
        "Criterion “18 bis 27 Jahre alt”: rule from “between 18 and 30 years old” to “between 18 and 27 years old”",
        "Criterion “Unter 27” (from 1 January 2027) is taken out",
        "Form “Intake”, field “School”: label (Dari) is taken out (was “مکتب”)",
    ]
    assert "Step “Austritt”: deadline is taken out (was “1 month after Aufnahme”)" in said


def test_a_rename_and_a_split_say_what_becomes_of_it():
    fields = [renamed(intake.pages[0].fields[0], "surname"), intake.pages[0].fields[1]]
    reason = leave.fields[0]
    parts = [Option("job", t(de="Stelle"), was=["work"]), Option("training", t(de="Ausbildung"), was=["work"]), reason.options[1]]
    forms = [
        intake.but(pages=[intake.pages[0].but(fields=fields), intake.pages[1]]),
        leave.but(pages=[leave.pages[0].but(fields=[reason.but(options=parts)])]),
    ]
    assert {each.text for each in told(diff(programme(), programme(forms=forms)), programme(), "de")} == {
        "Formular „Aufnahme“, Feld „Familienname“ geht über in „surname“",
        "Formular „Aufnahme“, Feld „Familienname“ kommt dazu, auf der Seite „Person“ an erster Stelle (früher „family_name“)",
        "Formular „Austritt“, Feld „Grund“, Auswahl „Arbeit“ geht über in „Stelle“ und „Ausbildung“",
        "Formular „Austritt“, Feld „Grund“, Auswahl „Stelle“ kommt dazu, an erster Stelle (früher „Arbeit“)",
        "Formular „Austritt“, Feld „Grund“, Auswahl „Ausbildung“ kommt dazu, hinter „Stelle“ (früher „Arbeit“)",
    }


def test_tables_and_retention_are_told_by_what_differs():
    def with_table(least: str, years: int) -> Programme:
        rows = [TableRow([f"< {least}"], "false"), TableRow(["-"], "true")]
        table = DecisionTable([TableInput("age")], rows, hit="F")
        age = programme().eligibility[0].but(rule="", table=table)
        return programme(eligibility=[age], retention=Retention(years=years))

    assert [each.text for each in told(diff(with_table("18", 5), with_table("16", 1)), with_table("18", 5), "de")] == [
        "Programm: Aufbewahrung von „5 Jahre ab dem Ende des Austrittsjahres“ zu „1 Jahr ab dem Ende des Austrittsjahres“",
        "Kriterium „18 bis 27 Jahre alt“: Regel von „< 18 | false“ zu „< 16 | false“",
    ]
    said = [each.text for each in told(diff(programme(), with_table("18", 5)), programme(), "en")]
    assert "Criterion “18 bis 27 Jahre alt”: rule new: “table with 2 rows”" in said


def test_a_language_without_words_is_told_in_german_and_what_does_not_fit_is_told_as_well():
    unfit = [Adjustment("set", "forms/gone/fields/old", "label/de", "x"), Adjustment("set", "steps/leave", "when", "no such (")]
    assert [each.text for each in told(unfit, programme(), "prs")] == [
        "Schritt „Austritt“: Bedingung neu: „no such (“",
        "Formular „gone“, Feld „old“: Beschriftung (Deutsch) neu: „x“",
    ]


def keys(said: object) -> object:
    return {key: keys(value) for key, value in said.items()} if isinstance(said, dict) else type(said)


@pytest.mark.parametrize("file", WORDINGS, ids=lambda file: file.stem)
def test_every_language_has_words_for_every_property(file):
    said = yaml.safe_load(file.read_text("utf-8"))
    assert keys(said) == keys(yaml.safe_load(WORDINGS[0].read_text("utf-8")))
    names = {name for cls in everything(Programme) for name in cls.model_fields}
    assert sorted(names - LISTS - said["properties"].keys()) == []


LISTS = frozenset(
    "id with_ kind_name fields options pages checks steps roles phases blocks tracks forms eligibility combinations offerings"
    " counters exits examples lists entries".split()
)
"""What is told as elements."""


def everything(cls: type[Definition]) -> set[type[Definition]]:
    kinds = [kind for kind in field_classes() if kind.__module__.startswith("core.")] if cls is Field else []
    below = [child for each in (cls, *kinds) for child in shape(each).children.values() if child is not Field or cls is not Field]
    return {cls, *kinds, *(each for child in below for each in everything(child))}

"""The check of a change set as a whole: what it blocks, and what it only points at."""

from __future__ import annotations

import datetime as dt

import pytest

from core.catalogue.meetable import nobody
from core.catalogue.whole import Found, look
from core.definitions import Choice, Criterion, Example, Option, Programme, Text, Wording, t, vocabulary
from core.rules.types import Code
from tests.core.catalogue.shops import sample

TODAY = dt.date(2026, 5, 4)
BOTH = sample(
    title=t(de="Probe", en="Trial"),
    eligibility=[Criterion("age", "age in [18..27]", t(de="18 bis 27 Jahre alt", en="18 to 27 years old"))],
)


def found(programme: Programme, base: Programme | None = BOTH, shipped: Programme | None = None) -> list[Found]:
    return list(look(programme, base, shipped, TODAY))


def places(sort: str, programme: Programme, base: Programme | None = BOTH) -> list[str]:
    return [each.fault.path for each in found(programme, base) if each.sort == sort]


def with_field(field: Text) -> Programme:
    first, *others = BOTH.forms
    page, *pages = first.pages
    return BOTH.but(forms=[first.but(pages=[page.but(fields=[*page.fields, field]), *pages]), *others])


def test_what_is_as_it_was_is_not_told_again():
    assert found(BOTH) == []


def test_a_rule_on_a_field_that_is_taken_out_says_so():
    first, *others = BOTH.forms
    page, school = first.pages
    less = BOTH.but(forms=[first.but(pages=[page, school.but(fields=school.fields[1:])]), *others])
    blocking = [each for each in found(less) if each.blocks]
    assert {each.sort for each in blocking} == {"rule"}
    assert all("This change takes 'at_school' out" in each.fault.message for each in blocking)


def test_an_example_that_turns_blocks():
    example = Example("old", t(de="28"), on=TODAY, expects="not eligible", facts={"date_of_birth": "1998-01-01"})
    base = BOTH.but(examples=[example])
    wider = base.but(eligibility=[base.eligibility[0].but(rule="age in [18..30]")])
    (one,) = (each for each in found(wider, base) if each.blocks)
    assert (one.sort, one.blocks, one.fault.path) == ("example", True, "examples/old")


def test_what_is_fixed_as_shipped_blocks():
    shipped = BOTH.but(eligibility=[BOTH.eligibility[0].but(locked="§ 1")])
    changed = shipped.but(eligibility=[shipped.eligibility[0].but(rule="age > 3")])
    assert [(each.sort, each.blocks) for each in found(changed, None, shipped) if each.sort == "locked"] == [("locked", True)]


def test_the_old_number_in_a_text_is_a_hint_and_no_fault():
    wider = BOTH.but(eligibility=[BOTH.eligibility[0].but(rule="age in [18..30]")])
    assert [(each.sort, each.blocks, each.fault.path) for each in found(wider)] == [
        ("number", False, "eligibility/age/title/de"),
        ("number", False, "eligibility/age/title/en"),
    ]


class TestTranslations:
    def test_a_new_text_in_german_alone(self):
        changed = BOTH.but(summary=t(de="Kurz"))
        base = BOTH.but(forms=[], steps=[], roles=[], phases=[], exits=[])
        assert places("translation", base.but(summary=t(de="Kurz")), base) == ["summary/en"]
        assert all(not each.blocks for each in found(changed) if each.sort == "translation")

    def test_one_that_may_be_out_of_date(self):
        base = BOTH.but(forms=[], steps=[], roles=[], phases=[], exits=[])
        assert places("translation", base.but(title=t(de="Anders", en="Trial")), base) == ["title/en"]
        assert places("translation", base.but(title=t(de="Anders", en="Different")), base) == []

    def test_a_programme_in_german_alone_asks_for_no_other_language(self):
        german = Programme("x", t(de="Nur deutsch"))
        assert places("translation", german.but(summary=t(de="Kurz")), german) == []


@pytest.mark.parametrize(
    "label",
    [t(de="<b>Name</b>", en="Name"), t(de="Wie heißt die Straße? " * 20, en="Street"), t(de="–", en="Street")],
    ids=["markup", "long", "no word"],
)
def test_a_label_that_is_none(label: Wording):
    assert places("label", with_field(Text("street", label))) == ["forms/intake/fields/street/label/de"]


def test_labels_that_shout():
    shouts = with_field(Text("street", t(de="BITTE UNBEDINGT AUSFÜLLEN", en="Street")))
    assert places("label", shouts) == ["forms/intake/fields/street/label/de"]


def test_two_questions_with_the_same_name():
    same = with_field(Text("other", t(de="Familienname", en="Family name")))
    assert places("label", same) == ["forms/intake/pages/person"]
    hidden = with_field(Text("other", t(de="Familienname", en="Family name"), hidden=True))
    assert places("label", hidden) == []


@pytest.mark.parametrize(
    ("label", "says"),
    [
        ("Mehr dazu: hier klicken", "say where it leads"),
        ("Das Feld, siehe oben", "a place or a colour"),
        ("Alles, was rot markiert ist", "a place or a colour"),
        ("Leistungen nach AsylbLG", "'AsylbLG' stands for"),
        ("Nummer beim BAMF", "'BAMF' stands for"),
        ("Name *", "marked by itself"),
    ],
)
def test_a_label_that_some_cannot_use(label: str, says: str):
    (one,) = (each for each in found(with_field(Text("street", t(de=label, en="Street")))) if each.sort == "label")
    assert says in one.fault.message
    assert not one.blocks


@pytest.mark.parametrize(
    "label", ["Straße und Nummer", "Haus-Nr.", "E-Mail", "Name der Mutter", "Ja", "IBAN-Nummer", "2. Telefon"]
)
def test_a_label_that_is_right(label: str):
    assert places("label", with_field(Text("street", t(de=label, en="Street")))) == []


def test_an_abbreviation_with_a_help_text_is_right():
    helped = Text(
        "bamf", t(de="Nummer beim BAMF", en="Number"), help=t(de="Bundesamt für Migration und Flüchtlinge", en="The office")
    )
    assert places("label", with_field(helped)) == []


def test_names_that_stand_twice_among_options_pages_steps_and_in_one_language():
    options = [Option("a", t(de="Ja", en="Yes")), Option("b", t(de="Ja", en="Yes, too"))]
    assert places("label", with_field(Choice("c", t(de="Wahl", en="Choice"), options=options))) == [
        "forms/intake/fields/c/options"
    ]
    options = [Option("a", t(de="Ja", en="Yes")), Option("b", t(de="Gewiss", en="Yes"))]
    assert places("label", with_field(Choice("c", t(de="Wahl", en="Choice"), options=options))) == [
        "forms/intake/fields/c/options"
    ]
    first, *others = BOTH.forms
    page, second, *pages = first.pages
    assert places("label", BOTH.but(forms=[first.but(pages=[page, second.but(title=page.title), *pages]), *others])) == [
        "forms/intake/pages"
    ]
    step, other, *steps = BOTH.steps
    assert places("label", BOTH.but(steps=[step, other.but(title=step.title), *steps])) == ["steps"]


def test_what_stood_twice_before_is_not_told_again():
    same = with_field(Text("other", t(de="Familienname", en="Family name")))
    assert places("label", same.but(summary=t(de="Kurz", en="Short")), same) == []


def criteria(*rules: str) -> list[Criterion]:
    return [Criterion(f"c{number}", rule, t(de=rule, en=rule)) for number, rule in enumerate(rules)]


CODES = vocabulary().type(vocabulary().fact("residence_title"))
assert isinstance(CODES, Code)
FIRST, SECOND = CODES.codes[:2]


@pytest.mark.parametrize(
    "rules",
    [
        ("age < 18", "age >= 27"),
        ("in_state_reception", "not(in_state_reception)"),
        (f'residence_title = "{FIRST}"', f'residence_title = "{SECOND}"'),
        ('contains(benefits, "sgb2")', 'not(contains(benefits, "sgb2"))'),
        ('entry_date < date("2020-01-01")', 'entry_date > date("2021-01-01")'),
    ],
)
def test_criteria_that_nobody_can_meet(rules: tuple[str, ...]):
    changed = BOTH.but(eligibility=criteria(*rules))
    assert list(nobody(changed, vocabulary(), TODAY)) == ["eligibility"]
    assert places("eligibility", changed) == ["eligibility"]


@pytest.mark.parametrize(
    "rules",
    [
        ("age >= 18", "age < 19"),
        ("years_unskilled > 3.9", "years_unskilled < 4"),
        ('district = "Kreis Unna" or in_state_reception',),
        ('entry_date in [date("2020-01-01")..date("2020-01-01")]', "age = 20"),
        ('german_level >= "b1"', "not(work_permitted)", 'sex != "male"'),
        (),
    ],
)
def test_criteria_that_somebody_meets(rules: tuple[str, ...]):
    assert list(nobody(BOTH.but(eligibility=criteria(*rules)), vocabulary(), TODAY)) == []


def test_a_criterion_that_allows_exceptions_shuts_nobody_out():
    rules = [each.but(exception=True) for each in criteria("age < 18", "age > 20")]
    assert list(nobody(BOTH.but(eligibility=rules), vocabulary(), TODAY)) == []

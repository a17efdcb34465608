"""Options: put in, renamed, merged and split, with what was stored in mind."""

from __future__ import annotations

import pytest

from core.definitions import Choice, ExitReason, Option, Programme, Role, Step, Text, YesNo, t, vocabulary
from forms.designing import options
from forms.designing.places import Refused, at, changed
from tests.forms.designing.samples import FORM, programme

SCHOOL = f"{FORM}/fields/school"


def school(made: Programme) -> Choice:
    found = at(made, SCHOOL)
    assert isinstance(found, Choice)
    return found


def ids(made: Programme) -> list[str]:
    return [option.id for option in school(made).options]


def test_an_option_comes_behind_another() -> None:
    assert ids(options.add_option(programme(), SCHOOL, "real", t(de="Real"), "haupt")) == ["none", "haupt", "real", "abitur"]


@pytest.mark.parametrize("id_", ["haupt", "Haupt", "", "1a", "a b", "a" * 64, "ä"])
def test_an_id_that_cannot_be_is_refused(id_: str) -> None:
    with pytest.raises(Refused, match=r"taken|small letters"):
        options.add_option(programme(), SCHOOL, id_, t(de="X"))


def test_a_renamed_option_remembers_its_former_ids() -> None:
    made = options.rename(programme(), f"{SCHOOL}/options/abitur", "a_levels")
    made = options.rename(made, f"{SCHOOL}/options/a_levels", "maturity")
    assert ids(made) == ["none", "haupt", "maturity"]
    assert school(made).options[-1].was == ("abitur", "a_levels")
    assert options.rename(made, f"{SCHOOL}/options/maturity", "abitur").forms[0].field("school") == Choice(
        "school",
        t(de="Schule"),
        options=[*school(programme()).options[:2], Option("abitur", t(de="Abitur"), was=["a_levels", "maturity"])],
    )


def test_what_nobody_can_have_answered_leaves_no_trace() -> None:
    assert school(options.rename(programme(), f"{SCHOOL}/options/abitur", "a", kept=False)).options[-1].was == ()


def test_a_merged_option_takes_over_the_answers() -> None:
    made = options.merge(programme(), f"{SCHOOL}/options/abitur", "haupt")
    assert ids(made) == ["none", "haupt"]
    made = options.merge(made, f"{SCHOOL}/options/haupt", "none")
    assert school(made).options[0].was == ("haupt", "abitur")
    with pytest.raises(Refused, match="takes over"):
        options.merge(made, f"{SCHOOL}/options/none", "none")


def test_both_halves_of_a_split_option_know_the_former_one() -> None:
    made = options.split(programme(), f"{SCHOOL}/options/haupt", ("haupt_9", t(de="9")), ("haupt_10", t(de="10")))
    assert ids(made) == ["none", "haupt_9", "haupt_10", "abitur"]
    assert [option.was for option in school(made).options[1:3]] == [("haupt",), ("haupt",)]
    with pytest.raises(Refused, match="two different"):
        options.split(programme(), f"{SCHOOL}/options/haupt", ("x", t(de="9")), ("x", t(de="10")))
    with pytest.raises(Refused, match="taken"):
        options.split(programme(), f"{SCHOOL}/options/haupt", ("x", t(de="9")), ("none", t(de="10")))


def test_a_field_that_is_renamed_takes_its_check_along() -> None:
    made = options.rename(programme(), f"{FORM}/fields/hours", "hours_a_week")
    field = made.forms[0].field("hours_a_week")
    assert field is not None
    assert field.was == ("hours",)
    assert made.forms[0].checks[0].field == "hours_a_week"
    with pytest.raises(Refused, match="taken"):
        options.rename(programme(), f"{FORM}/fields/hours", "name")
    assert options.rename(programme(), f"{FORM}/fields/hours", "hours") == programme()


def test_a_shared_list_becomes_the_questions_own() -> None:
    shared = changed(programme(), SCHOOL, lambda field: field.but(codes="german_level", options=()))
    with pytest.raises(Refused, match="shared list"):
        options.add_option(shared, SCHOOL, "x", t(de="X"))
    made = school(options.own_options(shared, SCHOOL))
    assert made.codes is None
    assert made.ids(vocabulary()) == vocabulary().list("german_level").codes
    assert options.own_options(programme(), SCHOOL) == programme()


ASKING = Text("why", t(de="Warum"), shown_if='school = "abitur"', required_if='not(school = "haupt")')


def asking() -> Programme:
    """With questions that hang on the options, one of them by denying."""
    form = programme().forms[0]
    both = YesNo("both", t(de="Beides?"), shown_if='school in ("abitur",  "haupt")')
    return programme().but(
        forms=[form.but(pages=[form.pages[0].but(fields=[*form.pages[0].fields, ASKING, both]), form.pages[1]])]
    )


def test_rules_follow_an_option_that_is_renamed() -> None:
    made = options.rename(asking(), f"{SCHOOL}/options/abitur", "a_levels").forms[0]
    assert [field.shown_if for field in made.fields[3:5]] == ['school = "a_levels"', 'school in ("a_levels",  "haupt")']


def test_rules_follow_what_was_merged_and_one_that_would_mean_another_thing_is_named() -> None:
    done = options.merged(asking(), f"{SCHOOL}/options/abitur", "haupt")
    form = done.programme.forms[0]
    assert [field.shown_if for field in form.fields[3:5]] == ['school = "haupt"', 'school = "haupt"']
    assert done.wider == (f"{FORM}/fields/why/shown_if",)
    assert done.left == (f"{FORM}/fields/why/required_if",)
    assert form.fields[3].required_if == ASKING.required_if


def test_rules_ask_for_either_half_of_what_was_split() -> None:
    done = options.halved(asking(), f"{SCHOOL}/options/haupt", ("nine", t(de="9")), ("ten", t(de="10")))
    form = done.programme.forms[0]
    assert form.fields[3].required_if == 'not(school in ("nine", "ten"))'
    assert form.fields[4].shown_if == 'school in ("abitur", "nine", "ten")'
    assert (done.wider, done.left) == ((), ())


def test_an_option_that_is_a_reason_to_leave_keeps_its_id() -> None:
    ends = Step("end", t(de="Ende"), role="r", form="intake", exit="school")
    leaving = programme().but(roles=[Role("r", t(de="R"))], exits=[ExitReason("abitur", t(de="A"))], steps=[ends])
    for act in (
        lambda: options.rename(leaving, f"{SCHOOL}/options/abitur", "x"),
        lambda: options.split(leaving, f"{SCHOOL}/options/abitur", ("x", t(de="X")), ("y", t(de="Y"))),
    ):
        with pytest.raises(Refused, match="reason to leave"):
            act()
    assert ids(options.merge(leaving, f"{SCHOOL}/options/abitur", "none")) == ["none", "haupt"]


def test_an_id_that_a_rule_uses_otherwise_is_refused() -> None:
    form = asking().forms[0]
    uses = asking().but(forms=[form.but(pages=[form.pages[0].but(shown_if="age > 3"), form.pages[1]])])
    with pytest.raises(Refused, match="mixed up"):
        options.rename(uses, f"{FORM}/fields/hours", "age")


def test_a_form_is_renamed_with_the_steps_that_name_it() -> None:
    fills = programme().but(roles=[Role("r", t(de="R"))], steps=[Step("s", t(de="S"), role="r", form="intake")])
    made = options.rename(fills, FORM, "entry")
    assert (made.steps[0].form, made.forms[0].was) == ("entry", ("intake",))

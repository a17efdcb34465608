"""Options: put in, renamed, merged and split, with what was stored in mind."""

from __future__ import annotations

import pytest

from core.definitions import Choice, Option, Programme, t, vocabulary
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

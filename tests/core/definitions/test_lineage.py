"""Former ids: what was called otherwise is found again."""

import pytest

from core.definitions import Choice, Group, ManyOf, Option, Programme, Scale, Text, read_yaml, t, write_yaml
from core.definitions.lineage import (
    answer_now,
    field_then,
    form_names,
    former_names,
    renamed,
    resolve_field,
    resolve_option,
    resolve_step,
    step_names,
    successors,
    undecided,
)
from tests.core.definitions.programmes import intake, leave, programme

SPLIT = Choice(
    "school",
    t(de="Schule"),
    options=[
        Option("general", t(de="Allgemein"), was=["abitur"]),
        Option("technical", t(de="Fach"), was=["abitur"]),
        Option("none", t(de="Keiner"), was=["nothing", "left_out"]),
    ],
)


def renaming() -> Programme:
    person, school = intake.pages
    fields = [renamed(school.fields[1], "school_name"), *school.fields[2:], *school.fields[:1]]
    form = intake.but(pages=[person, school.but(fields=fields)])
    steps = [renamed(programme().steps[0], "intake"), programme().steps[1].but(after=["intake"])]
    return programme(forms=[form, leave], steps=steps)


@pytest.mark.parametrize(
    ("stored", "now"),
    [
        ("none", ("none",)),
        ("nothing", ("none",)),
        ("left_out", ("none",)),
        ("abitur", ("general", "technical")),
        ("never_was", ()),
    ],
)
def test_a_stored_answer_is_found_after_rename_merge_and_split(stored, now):
    assert resolve_option(SPLIT, stored) == now


def test_a_stored_answer_is_taken_over_as_a_whole_or_not_at_all():
    many = ManyOf("school", t(de="Schule"), options=SPLIT.options)
    assert answer_now(SPLIT, "nothing") == "none"
    assert answer_now(SPLIT, "abitur") is None
    assert answer_now(many, frozenset({"nothing", "general"})) == frozenset({"none", "general"})
    assert answer_now(many, ["nothing", "abitur"]) is None
    assert answer_now(Text("a", t(de="A")), "nothing") == "nothing"


def test_the_codes_of_a_list_are_its_own():
    assert resolve_option(Scale("level", t(de="Stufe"), codes="german_level"), "b1") == ("b1",)


def test_fields_and_steps_are_found_by_former_ids():
    now = renaming()
    form = now.forms[0]
    assert resolve_field(form, "school").id == resolve_field(form, "school_name").id == "school_name"
    assert resolve_field(form, "schul") is None
    assert resolve_step(now, "welcome").id == "intake"
    assert resolve_step(now, "gone") is None
    assert former_names(now, now.fields.values()) == {"school": ("school_name",), "welcome": ("intake",)}


def test_an_id_in_use_is_nobodys_former_one():
    assert successors([Option("a", t(de="A")), Option("b", t(de="B"), was=["a", "c"])]) == {"c": ("b",)}


def test_a_name_that_was_given_back_is_not_remembered():
    twice = renamed(renamed(Text("a", t(de="A")), "b"), "a")
    assert (twice.id, twice.was) == ("a", ("b",))
    assert renamed(twice, "a") == twice


def test_former_ids_survive_yaml_and_are_not_written_where_there_are_none():
    now = renaming()
    assert read_yaml(write_yaml(now)) == now
    assert "was:" in write_yaml(now)
    assert "was" not in write_yaml(programme())
    assert "hidden" not in write_yaml(programme())


def test_what_is_undecided_is_told():
    assert undecided(SPLIT, "abitur") == ("abitur",)
    assert undecided(SPLIT, "never_was") == ("never_was",)
    assert undecided(SPLIT, "nothing") == undecided(SPLIT, None) == undecided(Text("a", t(de="A")), "abitur") == ()
    assert undecided(SPLIT, ["none", "abitur"]) == ("abitur",)


def test_rows_are_read_under_former_ids_of_their_questions_and_options():
    rows = Group("rows", t(de="Zeilen"), fields=[SPLIT.but(id="kind", was=["school"]), Text("name", t(de="Name"))])
    stored = ({"school": "nothing", "name": "A"}, {"school": "abitur"}, {"gone": 1})
    assert answer_now(rows, stored) == ({"kind": "none", "name": "A"}, {}, {})


def test_a_field_is_found_in_an_earlier_and_in_a_later_form():
    now = renaming().forms[0]
    assert field_then(intake, "school_name", now).id == field_then(intake, "school", now).id == "school"
    assert field_then(now, "school").id == "school_name"
    assert field_then(intake, "school_name") is None


def test_forms_and_steps_have_all_the_names_that_they_had():
    now = programme(forms=[intake.but(id="entry", was=["intake", "first"]), leave])
    assert set(form_names([now], "intake")) == set(form_names([now], "entry")) == {"entry", "intake", "first"}
    assert form_names([now], "other") == ("other",)
    assert set(step_names([renaming()], "welcome")) == set(step_names([renaming()], "intake")) == {"welcome", "intake"}

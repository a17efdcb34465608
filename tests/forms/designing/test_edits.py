"""Verbs on pages and fields: what they give, what they refuse, and that nothing else moves."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from core.definitions import Address, Field, Group, PartialDate, Programme, Text, check, t, vocabulary
from core.definitions.fields import field_classes
from forms.designing import edits
from forms.designing.places import Refused, at, below, find
from tests.forms.designing.samples import FORM, ids, programme

NEW = Text("new", t(de="Neu"))


@pytest.mark.parametrize(
    ("wish", "made"),
    [
        ("Schule", "schule"),
        ("Höchster Abschluß!", "hoechster_abschluss"),
        ("3 Jahre", "x_3_jahre"),
        ("", "x"),
        ("مدرسة", "x"),
        ("a" * 200, "a" * 40),
        ("<script>", "script"),
        ("name", "name_2"),
    ],
)
def test_an_id_says_what_is_meant_and_is_never_taken(wish: str, made: str) -> None:
    assert edits.fresh_id(wish, ["name"]) == made


def test_every_kind_can_be_put_in_and_taken_out() -> None:
    before = programme()
    for cls in field_classes():
        field = edits.new_field(cls.kind, "fresh", t(de="Frage"), texts=[t(de="A"), t(de="B")])
        made = edits.add_field(before, f"{FORM}/pages/main", field, "name")
        assert ids(made) == ["name", "fresh", "school", "works"]
        assert edits.remove(made, f"{FORM}/fields/fresh") == before


def test_an_unknown_kind_is_refused() -> None:
    with pytest.raises(Refused, match="no such kind"):
        edits.new_field("telepathy", "x", t(de="X"))


@pytest.mark.parametrize(
    ("after", "order"),
    [
        (edits.FIRST, ["new", "name", "school", "works"]),
        ("school", ["name", "school", "new", "works"]),
        (edits.LAST, ["name", "school", "works", "new"]),
    ],
    ids=["first", "behind", "last"],
)
def test_a_field_comes_where_it_is_put(after: str | None, order: list[str]) -> None:
    assert ids(edits.add_field(programme(), f"{FORM}/pages/main", NEW, after)) == order


@pytest.mark.parametrize("taken", ["name", "jobs"])
def test_a_taken_id_is_refused(taken: str) -> None:
    with pytest.raises(Refused, match="taken"):
        edits.add_field(programme(), f"{FORM}/pages/work", NEW.but(id=taken))


def test_a_field_goes_into_a_group_and_a_group_does_not() -> None:
    group = f"{FORM}/fields/jobs"
    made = edits.add_field(programme(), group, NEW, "company")
    jobs = at(made, group)
    assert isinstance(jobs, Group)
    assert [each.id for each in jobs.fields] == ["company", "new", "since"]
    with pytest.raises(Refused, match="Rows"):
        edits.add_field(programme(), group, edits.new_field("group", "rows", t(de="R")))


def test_what_something_was_to_stand_behind_is_gone() -> None:
    with pytest.raises(Refused, match="not there any more"):
        edits.add_field(programme(), f"{FORM}/pages/main", NEW, "hours")


def test_a_field_moves_on_its_page_and_to_another() -> None:
    address = f"{FORM}/fields/works"
    assert ids(edits.move(programme(), address, edits.FIRST)) == ["works", "name", "school"]
    moved = edits.move(programme(), address, "hours", "work")
    assert (ids(moved), ids(moved, "work")) == (["name", "school"], ["hours", "works", "jobs", "home"])
    assert edits.move(moved, address, "school", "main") == programme()
    with pytest.raises(Refused):
        edits.move(programme(), address, edits.LAST, "nowhere")


@pytest.mark.parametrize(
    ("address", "by"),
    [
        ("pages/main", 1),
        ("fields/name", 1),
        ("fields/school/options/none", 1),
        ("fields/jobs/fields/company", 1),
        ("pages/work", -1),
    ],
)
def test_a_step_and_the_way_back_is_nothing(address: str, by: int) -> None:
    before, where = programme(), below(FORM, address)
    there = edits.step(before, where, by)
    assert there != before
    assert edits.step(there, where, -by) == before
    with pytest.raises(Refused, match="end of its list"):
        edits.step(before, where, -by)


def test_the_questions_of_a_page_that_goes_are_not_lost() -> None:
    made = edits.remove(programme(), f"{FORM}/pages/work")
    assert ids(made) == ["name", "school", "works", "hours", "jobs", "home"]
    made = edits.remove(programme(), f"{FORM}/pages/main")
    assert ids(made, "work") == ["name", "school", "works", "hours", "jobs", "home"]
    with pytest.raises(Refused, match="at least one page"):
        edits.remove(made, f"{FORM}/pages/work")


def test_a_page_comes_behind_another() -> None:
    made = edits.add_page(programme(), FORM, "between", t(de="Dazwischen"), "main")
    assert [page.id for page in made.forms[0].pages] == ["main", "between", "work"]
    with pytest.raises(Refused, match="taken"):
        edits.add_page(made, FORM, "work", t(de="X"))


def test_the_last_question_of_a_group_stays() -> None:
    made = edits.remove(programme(), f"{FORM}/fields/jobs/fields/since")
    with pytest.raises(Refused, match="at least one question"):
        edits.remove(made, f"{FORM}/fields/jobs/fields/company")


def test_a_copy_stands_behind_and_writes_no_fact() -> None:
    before = edits.add_field(
        programme(), f"{FORM}/pages/main", PartialDate("born", t(de="Geboren"), fact="date_of_birth"), "name"
    )
    made = edits.copy_field(before, f"{FORM}/fields/born", "born_2")
    assert ids(made) == ["name", "born", "born_2", "school", "works"]
    copy = made.forms[0].field("born_2")
    assert copy is not None
    assert copy.fact is None
    bound = before.but(forms=[before.forms[0]])
    home = edits.changed(bound, f"{FORM}/fields/home", lambda field: field.but(facts={"street": "street"}))
    twin = edits.copy_field(home, f"{FORM}/fields/home", "home_2").forms[0].field("home_2")
    assert isinstance(twin, Address)
    assert twin.facts == {}
    inner = edits.copy_field(before, f"{FORM}/fields/jobs/fields/company", "company_2")
    assert find(inner, f"{FORM}/fields/jobs/fields/company_2") is not None


VERBS = {
    "remove": edits.remove,
    "step": lambda made, where: edits.step(made, where, 1),
    "copy": lambda made, where: edits.copy_field(made, where, "x"),
}


@pytest.mark.parametrize("verb", VERBS.values(), ids=VERBS)
@pytest.mark.parametrize(
    "address",
    ["forms/intake/fields/gone", "forms/gone/fields/name", "forms/intake", "no", "forms/intake/steps/x", "../etc", "a" * 9_000],
    ids=["field", "form", "form alone", "no address", "no list", "dots", "long"],
)
def test_what_is_not_there_is_refused_in_words(address: str, verb: Callable[[Programme, str], Programme]) -> None:
    with pytest.raises(Refused):
        verb(programme(), address)


def test_an_edited_form_has_no_new_faults() -> None:
    made: Programme = programme()
    for address in ("fields/name", "fields/works", "pages/work"):
        made = edits.step(made, below(FORM, address), 1 if address == "fields/name" else -1)
    before = {fault.path for fault in check(programme(), vocabulary())}
    assert {fault.path for fault in check(made, vocabulary())} == before
    assert all(isinstance(field, Field) for field in made.forms[0].fields)


def test_a_question_goes_into_rows_and_out_of_them_under_its_id() -> None:
    made = edits.rehome(programme(), f"{FORM}/fields/hours", f"{FORM}/fields/jobs", "company")
    jobs = at(made, f"{FORM}/fields/jobs")
    assert isinstance(jobs, Group)
    assert [field.id for field in jobs.fields] == ["company", "hours", "since"]
    assert jobs.fields[1].shown_if is None, "what stands in many rows has no condition"
    back = edits.rehome(made, f"{FORM}/fields/jobs/fields/hours", f"{FORM}/pages/main", "name")
    assert ids(back) == ["name", "hours", "school", "works"]
    with pytest.raises(Refused, match="rows"):
        edits.rehome(programme(), f"{FORM}/fields/jobs", f"{FORM}/fields/jobs")
    alone = edits.remove(programme(), f"{FORM}/fields/jobs/fields/since")
    with pytest.raises(Refused, match="at least one"):
        edits.rehome(alone, f"{FORM}/fields/jobs/fields/company", f"{FORM}/pages/main")

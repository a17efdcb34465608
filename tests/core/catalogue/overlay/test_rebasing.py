"""Two sides that met at one place: what each pair of changes comes to."""

from __future__ import annotations

from typing import Any

import pytest

from core.catalogue.overlay import Adjustment, Rebased, Unfit, apply, rebase, settled
from core.definitions import Choice, Criterion, Form, Option, Page, Programme, Text, load_programme, t
from core.definitions.lineage import renamed

A, B, C = (Text(each, t(de=each.upper(), en=each)) for each in "abc")
WAY = Choice("way", t(de="Weg"), options=[Option("x", t(de="X")), Option("y", t(de="Y")), Option("z", t(de="Z"))])
FIRST, SECOND = Page("first", t(de="Erste"), fields=[A, B]), Page("second", t(de="Zweite"), fields=[C, WAY])
AGE = Criterion("age", "age in [18..27]", t(de="Alter"))
BASE = Programme(
    "trial", t(de="Probe", en="Trial"), forms=[Form("sheet", t(de="Blatt"), pages=[FIRST, SECOND])], eligibility=[AGE]
)
SHEET = "forms/sheet"
TABLE = {"inputs": [{"rule": "age"}], "rows": [{"cells": ["< 30"], "gives": "true"}], "otherwise": "false"}


def put(address: str, name: str, value: Any = None) -> Adjustment:
    return Adjustment("set", address, name, value)


def gone(*addresses: str) -> list[Adjustment]:
    return [Adjustment("remove", each) for each in addresses]


def text(id: str, page: str, after: str = "") -> Adjustment:
    value = {"kind": "text", "id": id, "label": {"de": id}}
    return Adjustment("add", f"{SHEET}/fields/{id}", value=value, page=page, after=after)


def met(ours: list[Adjustment], theirs: list[Adjustment]) -> Rebased:
    return rebase(BASE, apply(ours, BASE), apply(theirs, BASE))


def states(done: Rebased) -> dict[tuple[str, str], str]:
    return {(item.address.removeprefix(f"{SHEET}/"), item.property): item.state for item in done.items}


def fields(programme: Programme) -> list[str]:
    return [" ".join([page.id, *(field.id for field in page.fields)]) for page in programme.forms[0].pages]


FIRST_GONE = gone(f"{SHEET}/pages/first", f"{SHEET}/fields/a", f"{SHEET}/fields/b")


@pytest.mark.parametrize(
    ("ours", "theirs", "said", "result"),
    [
        pytest.param(
            [put(f"{SHEET}/fields/a", "label/prs", "ا")],
            [put(f"{SHEET}/fields/a", "label/uk", "А")],
            {("fields/a", "label/prs"): "kept", ("fields/a", "label/uk"): "taken"},
            ["first a b", "second c way"],
            id="two languages of one text",
        ),
        pytest.param(
            [put(f"{SHEET}/fields/a", "label/prs", "ا")],
            FIRST_GONE,
            {("pages/first", "remove"): "conflict"},
            ["first a b", "second c way"],
            id="a text of ours on a page that has gone",
        ),
        pytest.param(
            [text("own", "first", "a")],
            FIRST_GONE,
            {("pages/first", "remove"): "conflict", ("fields/own", "add"): "kept"},
            ["first a own b", "second c way"],
            id="a question of ours on a page that has gone",
        ),
        pytest.param(
            FIRST_GONE,
            [text("new", "first", "a")],
            {("pages/first", "remove"): "conflict", ("fields/new", "add"): "taken"},
            ["second c way new"],
            id="a question of theirs on a page that ours took away",
        ),
        pytest.param(
            FIRST_GONE,
            [put(f"{SHEET}/fields/b", "required", True)],
            {("pages/first", "remove"): "conflict"},
            ["second c way"],
            id="a change of theirs on a page that ours took away",
        ),
        pytest.param(
            FIRST_GONE,
            [*gone(f"{SHEET}/fields/b")],
            {("fields/b", "remove"): "same", ("pages/first", "remove"): "kept", ("fields/a", "remove"): "kept"},
            ["second c way"],
            id="both took away, one of them more",
        ),
        pytest.param(
            [Adjustment("move", f"{SHEET}/fields/a", page="second", after="way")],
            [Adjustment("move", f"{SHEET}/fields/a", page="second")],
            {("fields/a", "move"): "conflict"},
            ["first b", "second c way a"],
            id="moved to two places",
        ),
        pytest.param(
            [Adjustment("move", f"{SHEET}/fields/a", page="second", after="c")],
            [text("new", "second", "c"), *gone(f"{SHEET}/fields/way")],
            {("fields/a", "move"): "kept", ("fields/new", "add"): "taken", ("fields/way", "remove"): "taken"},
            ["first b", "second c a new"],
            id="moved beside what is new",
        ),
        pytest.param(
            [text("own", "first", "a")],
            [text("own", "second")],
            {("fields/own", "add"): "same"},
            ["first a b", "second own c way"],
            id="the same question added by both",
        ),
        pytest.param(
            [text("own", "first", "a")],
            [text("own", "first", "b"), put(f"{SHEET}/fields/own", "required", True)],
            {("fields/own", "add"): "conflict"},
            ["first a b own", "second c way"],
            id="another question of the same name added by both",
        ),
        pytest.param(
            [put("eligibility/age", "rule", "age < 30")],
            [put("eligibility/age", "rule"), put("eligibility/age", "table", TABLE)],
            {("eligibility/age", "rule"): "conflict"},
            ["first a b", "second c way"],
            id="a rule of ours, a table of theirs",
        ),
        pytest.param(
            [put("", "title/de")],
            [put("", "title/en")],
            {("", "element"): "conflict"},
            ["first a b", "second c way"],
            id="a text emptied by halves",
        ),
        pytest.param(
            [put(f"{SHEET}/fields/a", "max_length", 90)],
            [put(f"{SHEET}/fields/a", "kind", "yes_no")],
            {("fields/a", "element"): "conflict"},
            ["first a b", "second c way"],
            id="a limit of ours in what is another kind of field now",
        ),
        pytest.param(
            [put(f"{SHEET}/fields/a", "max_length", 90)],
            [put(f"{SHEET}/fields/a", "kind", "long_text")],
            {("fields/a", "max_length"): "kept", ("fields/a", "kind"): "taken"},
            ["first a b", "second c way"],
            id="a limit that the other kind has as well",
        ),
    ],
)
def test_what_two_changes_come_to(ours, theirs, said, result):
    structure = apply([each for each in theirs if each.op != "set"], BASE)
    done = rebase(BASE, apply(ours, BASE), apply([each for each in theirs if each.op == "set"], structure))
    assert states(done) == said
    assert fields(done.programme) == result


def test_a_conflict_shows_all_three_sides():
    (item,) = met(
        [put("eligibility/age", "rule", "age < 30")], [put("eligibility/age", "table", TABLE), put("eligibility/age", "rule")]
    ).items
    assert (item.base, item.ours, item.theirs) == ({"rule": "age in [18..27]"}, {"rule": "age < 30"}, {"table": TABLE})


def test_a_page_that_comes_back_has_the_fields_that_went_with_it():
    (item,) = met([put(f"{SHEET}/pages/first", "title/de", "Anders")], FIRST_GONE).items
    assert [each["id"] for each in item.ours["fields"]] == ["a", "b"]
    assert item.theirs is None


def test_what_was_settled_for_theirs_is_theirs_and_what_stood_on_it_finds_a_place():
    three = BASE, apply([text("own", "first", "a")], BASE), apply(FIRST_GONE, BASE)
    done = settled(*three, {(f"{SHEET}/pages/first", "remove"): "theirs"})
    assert fields(done.programme) == ["second c way own"]
    assert not done.conflicts


def test_a_last_page_stays_while_a_field_needs_it():
    whole = [*FIRST_GONE, *gone(f"{SHEET}/pages/second", f"{SHEET}/fields/c", f"{SHEET}/fields/way")]
    three = BASE, apply([text("own", "first", "a")], BASE), apply(whole, BASE)
    done = settled(*three, {(f"{SHEET}/pages/first", "remove"): "theirs"})
    assert fields(done.programme) == ["first own"]


def test_a_choice_that_names_no_conflict_is_passed_over():
    three = BASE, apply([put("", "version", "2")], BASE), BASE
    assert settled(*three, {("steps/gone", "due"): "theirs"}).programme == three[1]


def test_options_merged_into_one_take_the_first_with_them_and_ask_about_the_second():
    ours = apply([put(f"{SHEET}/fields/way/options/{each}", "label/prs", each) for each in "xy"], BASE)
    merged = WAY.but(options=[Option("xy", t(de="X oder Y"), was=["x", "y"]), WAY.options[2]])
    theirs = BASE.but(forms=[BASE.forms[0].but(pages=[FIRST, SECOND.but(fields=[C, merged])])])
    done = rebase(BASE, ours, theirs)
    assert states(done)["fields/way/options/xy", "label/prs"] == "kept"
    assert [item.key for item in done.conflicts] == [(f"{SHEET}/fields/way/options/y", "remove")]


def test_a_form_and_a_field_in_it_that_were_renamed_take_adjustments_with_them():
    ours = apply([put(f"{SHEET}/fields/a", "label/prs", "ا"), text("own", "first", "a")], BASE)
    page = FIRST.but(fields=[renamed(A, "alpha"), B])
    done = rebase(BASE, ours, BASE.but(forms=[BASE.forms[0].but(pages=[page, SECOND])]))
    assert fields(done.programme) == ["first alpha own b", "second c way"]
    assert done.programme.forms[0].fields[0].label.text("prs") == "ا"


def test_what_cannot_be_read_on_either_side_is_refused():
    twice = BASE.but(forms=[*BASE.forms, Form("sheet", t(de="Nochmal"), pages=[])])
    with pytest.raises(Unfit, match="stands twice"):
        rebase(BASE, BASE, twice)


def test_a_field_of_a_kind_that_nobody_knows_any_more_keeps_its_adjustments():
    data = BASE.as_data()
    strange = {
        "kind": "stars",
        "id": "s",
        "label": {"de": "S"},
        "steps/per": 2,
        "marks": [{"id": "one", "label": {"de": "Eins"}}],
    }
    data["forms"][0]["pages"][0]["fields"].append(strange)
    base = load_programme(data)
    option = f"{SHEET}/fields/s/marks/one"
    ours = apply([put(option, "label", {"de": "Eins", "prs": "یک"}), put(f"{SHEET}/fields/s", "steps~1per", 3)], base)
    theirs = apply([put(f"{SHEET}/fields/s", "label/en", "S"), put(f"{SHEET}/fields/a", "required", True)], base)
    done = rebase(base, ours, theirs)
    kept = done.programme.as_data()["forms"][0]["pages"][0]["fields"][2]
    assert kept == strange | {
        "label": {"de": "S", "en": "S"},
        "steps/per": 3,
        "marks": [{"id": "one", "label": {"de": "Eins", "prs": "یک"}}],
    }


def test_a_number_of_ours_does_not_end_with_the_version_that_it_stands_in():
    ours = apply([put("eligibility/age", "rule", "age in [18..30]"), put("eligibility/age", "title/prs", "سن")], BASE)
    ended, newer = AGE.but(valid_to="2026-12-31"), AGE.but(valid_from="2027-01-01", source="§ 2")
    theirs = BASE.but(eligibility=[ended, newer])
    done = rebase(BASE, ours, theirs)
    assert [(item.key, item.base, item.ours, item.theirs) for item in done.conflicts] == [
        (
            ("eligibility/age@2027-01-01", "rule"),
            {"rule": "age in [18..27]"},
            {"rule": "age in [18..30]"},
            {"rule": "age in [18..27]"},
        )
    ]
    assert [each.rule for each in done.programme.eligibility] == ["age in [18..30]", "age in [18..30]"]
    assert done.programme.eligibility[1].title == t(de="Alter", prs="سن")
    assert done.programme.eligibility[1].source == "§ 2"
    settled_so = settled(BASE, ours, theirs, {("eligibility/age@2027-01-01", "rule"): "theirs"})
    assert [each.rule for each in settled_so.programme.eligibility] == ["age in [18..30]", "age in [18..27]"]
    assert not settled_so.conflicts

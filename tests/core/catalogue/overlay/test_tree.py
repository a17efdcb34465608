"""Addresses: every element of a definition has one, and a definition survives being taken apart."""

import pytest

from core.catalogue.overlay import Adjustment, Unfit, apply, diff
from core.catalogue.overlay.tree import Tree
from core.definitions import (
    Block,
    Choice,
    Combination,
    Criterion,
    Example,
    Form,
    Group,
    Money,
    Option,
    Page,
    PartForm,
    Programme,
    Text,
    Track,
    WholeNumber,
    t,
)  # fmt: skip
from tests.core.catalogue.overlay.drawn import shipped
from tests.core.definitions.programmes import programme

T = t(de="Text", en="Text")
EXAMPLE = Example.judged("one", T, "2026-01-01", "eligible", [], {"age": 20})  # type: ignore[arg-type]  # read from text
FULL = Programme(
    "full",
    T,
    eligibility=[Criterion("age", "age > 3", T), Criterion("age", "age > 4", T, valid_from="2023-01-01")],  # type: ignore[arg-type]
    combinations=[Combination("other", wording=T)],
    forms=[
        Form(
            "intake",
            T,
            pages=[
                Page(
                    "main",
                    T,
                    fields=[
                        Choice("school", T, options=[Option("abitur", T)]),
                        Group("jobs", T, fields=[Text("company", T)]),
                    ],
                )
            ],
        )
    ],
    blocks=[Block("f1", T, eligibility=[Criterion("level", "age > 3", T)])],
    tracks=[Track("mentors", T)],
    examples=[EXAMPLE],
)


def test_the_addresses_of_a_definition():
    assert list(Tree.of(FULL).nodes) == [
        "",
        "eligibility/age",
        "eligibility/age@2023-01-01",
        "combinations/other",
        "forms/intake",
        "forms/intake/pages/main",
        "forms/intake/fields/school",
        "forms/intake/fields/school/options/abitur",
        "forms/intake/fields/jobs",
        "forms/intake/fields/jobs/fields/company",
        "blocks/f1",
        "blocks/f1/eligibility/level",
        "tracks/mentors",
        "examples/one",
    ]


@pytest.mark.parametrize("one", shipped(), ids=lambda one: one.id)
def test_the_programmes_of_the_house_survive_being_taken_apart(one):
    assert Tree.of(one).programme().digest == one.digest


def test_a_property_that_is_said_to_be_empty_is_not_its_default():
    def paid(**more: object) -> Programme:
        return programme(forms=[Form("pay", T, fields=[Money("sum", T, **more)])])  # type: ignore[arg-type]

    none, usual = paid(minimum=None), paid()
    (there,) = diff(usual, none)
    assert there.value == {"nothing": True}
    assert apply([Adjustment.from_data(there.as_data())], usual).digest == none.digest
    (back,) = diff(none, usual)
    assert back.value is None
    assert apply([back], none).digest == usual.digest


def test_one_is_not_true():
    def known(value: object) -> Programme:
        return programme(examples=[EXAMPLE.but(facts={"age": value})])

    assert len(diff(known(1), known(True))) == 1
    assert diff(known(1), known(1)) == ()


def test_a_shared_part_that_has_no_place_yet_is_one_element():
    before, after = (programme(forms=[*programme().forms, PartForm(name)]) for name in ("one", "two"))
    assert [(each.op, each.address) for each in diff(before, after)] == [("remove", "forms/part:one"), ("add", "forms/part:two")]
    assert apply(diff(before, after), before).as_json() == after.as_json()


def test_an_empty_list_that_has_to_be_said_stays():
    empty = programme(forms=[Form("intake", T, pages=[Page("main", T, fields=[])])])
    full = programme(forms=[Form("intake", T, pages=[Page("main", T, fields=[WholeNumber("age", T)])])])
    assert apply(diff(full, empty), full).digest == empty.digest
    assert apply(diff(empty, full), empty).digest == full.digest


FIELD = "forms/intake/fields/new"


@pytest.mark.parametrize(
    ("adjustment", "said"),
    [
        (Adjustment("add", FIELD, value={"kind": "text", "id": "other"}, page="person"), "says that it is 'other'"),
        (Adjustment("add", "steps/welcome", value={"id": "welcome"}), "It is there already"),
        (Adjustment("add", "forms/intake/colours/red", value={"id": "red"}), "has no list 'colours'"),
        (Adjustment("add", FIELD, value={"kind": "text", "id": "new"}, page="person"), "'label' is missing"),
        (Adjustment("add", FIELD, value={"kind": "choice", "id": "new", "options": "x"}, page="person"), "options"),
        (Adjustment("add", FIELD, value={"kind": "choice", "id": "new", "options": ["x"]}, page="person"), "options"),
        (Adjustment("add", "steps/odd", value="text"), "is a mapping"),
        (Adjustment("add", "steps/odd"), "is a mapping"),
        (Adjustment("set", "forms/intake", "pages", []), "a list of elements"),
        (Adjustment("set", "eligibility/age", "valid_from", "2027-01-01"), "part of the address"),
        (Adjustment("set", "steps/welcome", "due", "soon"), "has to be a mapping"),
        (Adjustment("set", "steps/welcome", "due/days", 3), "'due' is one value"),
        (Adjustment("set", "steps/welcome", "title", {"de": "X"}), "'title' is said by language: 'title/de'"),
        (Adjustment("set", "steps/welcome", "title/de", {"de": "X"}), "has to be a text"),
        (Adjustment("set", "steps/welcome", "title/../../x", "X"), "title"),
        (Adjustment("move", "steps/gone"), "There is no such element"),
        (Adjustment("remove", "steps"), "There is no such element"),
        (Adjustment("remove", ""), "cannot be added, removed or moved"),
        (Adjustment("move", ""), "cannot be added, removed or moved"),
    ],
    ids=lambda each: f"{each.op} {each.path} {each.value}" if isinstance(each, Adjustment) else "",
)
def test_what_does_not_fit_is_named_with_its_place(adjustment, said):
    with pytest.raises(Unfit, match=said) as caught:
        apply([adjustment], programme())
    assert caught.value.faults[0].path.startswith(adjustment.address.rpartition("/")[0])


def test_a_field_for_a_page_that_is_not_there_is_told_the_nearest():
    field = {"kind": "text", "id": "new", "label": {"de": "X"}}
    with pytest.raises(Unfit, match="Did you mean 'forms/intake/pages/person'"):
        apply([Adjustment("add", FIELD, value=field, page="persons")], programme())


def test_what_is_given_is_left_as_it_was():
    texts = {"de": "X"}
    step = Adjustment("add", "steps/odd", value={"id": "odd", "title": texts, "role": "advisor"})
    apply([step, Adjustment("set", "steps/odd", "title/en", "Y")], programme())
    assert texts == {"de": "X"}


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {"op": "set"},
        {"op": "set", "address": "x"},
        {"op": "eat", "address": "x"},
        {"op": "add", "address": "x", "property": "y"},
        {"op": "move", "address": 3},
        {"op": "move", "address": "x", "after": None},
        {"op": "move", "address": "x", "colour": "red"},
    ],
    ids=str,
)
def test_what_is_no_adjustment_is_refused(data):
    with pytest.raises(Unfit):
        Adjustment.from_data(data)


def test_two_adjustments_of_one_place_are_refused():
    with pytest.raises(Unfit, match="Two adjustments say 'due'"):
        apply([Adjustment("set", "steps/welcome", "due", {"days": 3}), Adjustment("set", "steps/welcome", "due")], programme())

"""The WTForms sheet of a form judges as the compiled readers do."""

from random import Random

from werkzeug.datastructures import MultiDict

from core.definitions import Address, Form, Group, ManyOf, Option, Text, YesNo, t
from forms.build import sheet
from forms.fill import fill
from forms.kinds.registry import kind_of
from forms.plan import Plan
from tests.bench.bench_forms import LISTS, our_form, peer
from tests.bench.bench_forms import cases as bench_cases

L = t(de="Frage")


def judged_alike(plan: Plan, raw: dict[str, list[str]]) -> None:
    form = sheet(plan, "de")(MultiDict([(name, value) for name, values in raw.items() for value in values]))
    filled = fill(plan, None, raw, {}, "de")
    assert form.validate() == filled.ok
    assert form.filled.answers == filled.answers
    assert {name for name, found in form.errors.items() if found} == {path.partition(".")[0] for path in filled.errors}


def test_sixty_questions_are_judged_alike_by_sheet_readers_and_peers() -> None:
    plan = Plan(our_form())
    for raw in LISTS[:32]:
        judged_alike(plan, raw)
    assert peer()
    assert bench_cases()


def test_compound_fields_and_awkward_names_are_judged_alike() -> None:
    fields = [
        Text("data", L, required=True),
        YesNo("validate", L),
        ManyOf("errors", L, options=[Option("a", L)], shown_if="validate"),
        Address("language", L),
        Group("plan", L, fields=[Text("x", L, required=True)]),
    ]
    plan = Plan(Form("f", L, fields=fields))
    for seed in range(10):
        raw: dict[str, list[str]] = {}
        for field in fields:
            raw |= kind_of(field).raw(field, kind_of(field).example(field, Random(seed)))
        judged_alike(plan, raw)
        judged_alike(plan, {name: [value * 300 for value in values] for name, values in raw.items()})


def test_a_sheets_class_is_made_once() -> None:
    plan = Plan(our_form())
    assert sheet(plan, "de") is sheet(plan, "de")
    assert sheet(plan, "de") is not sheet(plan, "en")

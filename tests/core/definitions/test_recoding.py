"""Options that were merged or split: what a programme's rules, tables and computed questions make of it."""

from __future__ import annotations

from core.definitions import (
    Choice,
    Computed,
    DecisionTable,
    Form,
    Option,
    Programme,
    Step,
    TableInput,
    TableRow,
    Text,
    check,
    t,
    vocabulary,
)
from core.definitions.recoding import Recoded, recoded_everywhere
from tests.core.definitions.programmes import intake, leave, programme

FIELD = "forms/intake/fields/kind"
KINDS = [Option(name, t(de=name)) for name in ("high", "middle", "low")]
TABLE = DecisionTable(
    inputs=[TableInput("kind")],
    rows=[TableRow(['"high", "middle"'], "true"), TableRow(['"low"'], "false")],
)


def asking(**rules: str) -> Programme:
    fields = [
        Choice("kind", t(de="Art"), options=KINDS),
        Computed("tall", t(de="Hoch"), table=TABLE),
        Computed("worked", t(de="Ausgerechnet"), rule='kind = "high"'),
        Text("why", t(de="Warum"), **rules),
    ]
    form = intake.but(pages=[intake.pages[0], intake.pages[1].but(fields=[*intake.pages[1].fields, *fields])])
    return programme(forms=[form, leave])


def merged(before: Programme) -> Recoded:
    """Middle becomes high."""
    return recoded_everywhere(before, _with(before, [KINDS[0].but(was=["middle"]), KINDS[2]]), FIELD, {"middle": ["high"]})


def halved(before: Programme, old: str) -> Recoded:
    halves = [Option(f"{old}_{each}", t(de=each), was=[old]) for each in "ab"]
    options = [new for each in KINDS for new in (halves if each.id == old else [each])]
    return recoded_everywhere(before, _with(before, options), FIELD, {old: [each.id for each in halves]})


def _with(before: Programme, options: list[Option]) -> Programme:
    def field(each):
        return each.but(options=options) if each.id == "kind" else each

    forms = [
        form.but(pages=[page.but(fields=[field(each) for each in page.fields]) for page in form.pages]) for form in before.forms
    ]
    return before.but(forms=forms)


def field(of: Recoded, id: str):
    return of.programme.form("intake").field(id)


def test_a_table_follows_where_its_rows_ask_for_the_same():
    done = merged(asking())
    assert [row.cells for row in field(done, "tall").table.rows] == [('"high"',), ('"low"',)]
    done = halved(asking(), "low")
    assert [row.cells for row in field(done, "tall").table.rows] == [('"high", "middle"',), ('"low_a", "low_b"',)]
    assert check(done.programme, vocabulary()) == []


def test_a_table_whose_rows_tell_them_apart_is_left_and_named():
    apart = TABLE.but(rows=[TableRow(['"high"'], "true"), TableRow(['"middle", "low"'], "false")])
    before = asking()
    form = before.forms[0]
    fields = [each.but(table=apart) if each.id == "tall" else each for each in form.pages[1].fields]
    done = merged(before.but(forms=[form.but(pages=[form.pages[0], form.pages[1].but(fields=fields)]), leave]))
    assert "forms/intake/fields/tall/table" in done.left
    assert field(done, "tall").table == apart
    assert any("tall" in fault.path for fault in check(done.programme, vocabulary())), "the check of the whole names it, too"


def test_what_is_worked_out_is_never_wider():
    assert merged(asking()).left == ("forms/intake/fields/worked/rule",)
    assert field(halved(asking(), "high"), "worked").rule == 'kind in ("high_a", "high_b")'


def test_a_condition_may_hold_for_more_and_says_so():
    done = merged(asking(shown_if='kind  = "middle"', required_if='kind != "middle"'))
    assert field(done, "why").shown_if == 'kind = "high"'
    assert done.wider == ("forms/intake/fields/why/shown_if",)
    assert "forms/intake/fields/why/required_if" in done.left
    assert field(done, "why").required_if == 'kind != "middle"'


def test_steps_follow_too_and_a_rule_that_cannot_be_read_stays():
    before = asking(shown_if="kind = (")
    before = before.but(steps=[before.steps[0], before.steps[1].but(when='kind in ("high", "middle")')])
    done = merged(before)
    assert done.programme.steps[1].when == 'kind = "high"'
    assert field(done, "why").shown_if == "kind = ("


def test_another_form_that_asks_the_same_follows():
    other = Form(
        "other",
        t(de="Anders"),
        fields=[Choice("kind", t(de="Art"), options=KINDS), Text("x", t(de="X"), shown_if='kind = "low"')],
    )
    before = asking().but(
        forms=[*asking().forms, other], steps=[*asking().steps, Step("o", t(de="O"), role="advisor", form="other")]
    )
    done = halved(before, "low")
    assert done.programme.form("other").field("x").shown_if == 'kind in ("low_a", "low_b")'
    assert check(done.programme, vocabulary()) == []

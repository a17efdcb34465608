"""What is written correctly and cannot be meant is found all the same."""

import pytest

from core.actor import ROLES
from core.definitions import (
    Choice,
    Date,
    Deadline,
    Form,
    Group,
    Option,
    Page,
    Role,
    Step,
    Text,
    WholeNumber,
    YesNo,
    check,
    t,
    vocabulary,
)
from core.definitions.step import HOLDERS
from tests.core.definitions.programmes import intake, leave, programme


def found(**changes) -> dict[str, str]:
    return {fault.path: fault.message for fault in check(programme(**changes), vocabulary())}


def asking(*fields) -> dict:
    return {"forms": [Form("intake", t(de="Aufnahme"), fields=[*fields]), leave]}


def steps(*more: Step) -> dict:
    return {"steps": [*programme().steps, *more]}


def test_the_grants_are_those_that_there_are():
    assert set(HOLDERS) == ROLES.keys()


def test_a_role_is_held_by_somebody_that_there_is():
    assert (
        "Did you mean 'case_worker'?"
        in found(roles=[Role("advisor", t(de="B"), held_by=["case_wroker"])])["roles/advisor/held_by"]
    )
    assert "Nobody plays" in found(roles=[Role("advisor", t(de="B"), held_by=[])])["roles/advisor/held_by"]


def test_fields_that_wait_for_each_other_are_found():
    one, two = Text("one", t(de="1"), shown_if="is known(two)"), Text("two", t(de="2"), shown_if="is known(one)")
    faults = found(**asking(one, two, Text("self", t(de="S"), shown_if="is known(self)"), YesNo("free", t(de="F"))))
    assert {
        "forms/intake/fields/one/shown_if",
        "forms/intake/fields/two/shown_if",
        "forms/intake/fields/self/shown_if",
    } == faults.keys()


def test_a_page_that_waits_for_its_own_answer_is_found():
    page = Page("p", t(de="P"), fields=[YesNo("yes", t(de="Ja"))], shown_if="yes")
    assert "never" in found(forms=[Form("intake", t(de="A"), pages=[page]), leave])["forms/intake/fields/yes/shown_if"]


@pytest.mark.parametrize("text", ["", " "])
def test_blank_german_is_no_german(text):
    assert "German text is missing (there is en)" in found(summary=t(de=text, en="A trial"))["summary"]


def test_a_guard_that_never_holds_is_found():
    assert "never holds" in found(**steps(Step("a", t(de="A"), role="advisor", when="false")))["steps/a/when"]
    assert "never holds" in found(**asking(Text("a", t(de="A"), shown_if="1 > 2")))["forms/intake/fields/a/shown_if"]
    assert found(**steps(Step("a", t(de="A"), role="advisor", repeat="true"))) == {}


def test_a_guard_on_an_answer_that_comes_too_late_is_found():
    later = Step("later", t(de="S"), role="advisor", form="extra", after=["early"])
    extra = Form("extra", t(de="X"), fields=[YesNo("fits", t(de="Passt"))])
    early = Step("early", t(de="F"), role="advisor", when="fits")
    faults = found(forms=[intake, extra, leave], **steps(early, later))
    assert "asked only in later" in faults["steps/early/when"]
    beside = Step("later", t(de="S"), role="advisor", form="extra")
    assert found(forms=[intake, extra, leave], **steps(early, beside)) == {}


def test_a_deadline_counts_from_what_comes_before():
    late = Step("late", t(de="L"), role="advisor", after=["welcome"], due=Deadline(days=3, after="other"))
    other = Step("other", t(de="O"), role="advisor")
    assert "need not be done" in found(**steps(late, other))["steps/late/due/after"]


def test_a_programme_with_steps_has_reasons_to_end():
    assert "never be closed" in found(exits=[])["exits"]


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (Text("csrf_token", t(de="A")), "take another id"),
        (Text("enrolments", t(de="A")), "take another id"),
        (Text("done_steps", t(de="A")), "take another id"),
        (WholeNumber("a", t(de="A"), minimum=5, maximum=4), "No answer fits"),
        (Date("a", t(de="A"), earliest="today", latest="entry"), "No answer fits"),
        (Date("a", t(de="A"), earliest="birth", fact="date_of_birth"), "held against itself"),
        (Date("a", t(de="A"), earliest="2026-01-02", latest="2026-01-01"), "No answer fits"),
        (Group("a", t(de="A"), fields=[Text("b", t(de="B"))], min_rows=3, max_rows=2), "No answer fits"),
        (Group("a", t(de="A"), fields=[]), "asks nothing"),
    ],
)
def test_fields_that_nobody_can_answer(field, message):
    assert message in " ".join(found(**asking(field)).values())


def test_a_choice_between_things_is_fine():
    assert found(**asking(Choice("a", t(de="A"), options=[Option("x", t(de="X"))]))) == {}

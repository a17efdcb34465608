"""What rules may name, by the place where they stand."""

import pytest

from core.definitions import Form, Group, Note, Programme, Role, Step, Text, WholeNumber, t, vocabulary
from core.definitions.checks import case_scope, form_scope
from core.rules import NUMBER, TEXT, ListOf, Row, RuleError, check_rule

WORDS = t(de="Wort", en="Word")
JOBS = Group("jobs", WORDS, fields=[WholeNumber("months", WORDS), Text("place", WORDS), Note("hint", WORDS)])
FORM = Form("talk", WORDS, fields=[JOBS])
STEPS = [Step("talk", WORDS, role="worker", form="talk"), Step("plan", WORDS, role="worker", after=["talk"])]
PROGRAMME = Programme("sample", WORDS, roles=[Role("worker", WORDS)], forms=[FORM], steps=STEPS)


def test_a_group_is_a_list_of_rows_without_the_parts_that_ask_nothing():
    assert JOBS.type(vocabulary()) == ListOf(Row((("months", NUMBER), ("place", TEXT))))


@pytest.mark.parametrize(
    "scope", [form_scope(FORM, vocabulary()), form_scope(FORM, vocabulary(), PROGRAMME), case_scope(PROGRAMME, vocabulary())]
)
def test_forms_and_steps_may_ask_for_rows_enrolments_and_done_steps(scope):
    check_rule("some job in jobs satisfies job.months >= 6 and job.place != municipality", scope)
    check_rule('count(jobs) > 1 and enrolled("onnfit") and done("plan")', scope)


def test_a_step_that_the_programme_lacks_is_named_with_the_nearest():
    for scope in (form_scope(FORM, vocabulary(), PROGRAMME), case_scope(PROGRAMME, vocabulary())):
        with pytest.raises(RuleError, match=r"'plam' is not on the list 'steps'\. Did you mean 'plan'\?"):
            check_rule('done("plam")', scope)


def test_an_answer_that_the_row_lacks_is_named_with_the_nearest():
    with pytest.raises(RuleError, match=r"'job' has no answer 'month'. Did you mean 'job.months'?") as caught:
        check_rule("some job in jobs satisfies job.month >= 6", case_scope(PROGRAMME, vocabulary()))
    assert (caught.value.line, caught.value.column, caught.value.nearest) == (1, 28, "months")

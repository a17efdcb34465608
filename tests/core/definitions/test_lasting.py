"""Former ids and what is hidden: the checks lead on from the one and name what hangs on the other."""

import pytest

from core.definitions import (
    Choice,
    Counter,
    Date,
    Form,
    Option,
    Organisation,
    Step,
    Text,
    WholeNumber,
    YesNo,
    check,
    json_schema,
    t,
)
from core.definitions import vocabulary as shipped
from core.definitions.lineage import renamed
from tests.core.definitions.programmes import intake, leave, programme

PERSON, SCHOOL = intake.pages
AT_SCHOOL, NAME, SIBLINGS = SCHOOL.fields
REASON = leave.fields[0]


def found(**changes: object) -> dict[str, str]:
    return {fault.path: fault.message for fault in check(programme(**changes), shipped())}


def school(*fields: object) -> dict[str, object]:
    return {"forms": [intake.but(pages=[PERSON, SCHOOL.but(fields=fields)]), leave]}


def test_a_rule_on_a_former_name_is_told_the_one_of_now():
    message = found(**school(renamed(AT_SCHOOL, "pupil"), NAME, SIBLINGS))["forms/intake/fields/school/shown_if"]
    assert message.endswith("'at_school' is called 'pupil' now; write that.")


def test_a_rule_on_a_former_code_is_told_what_it_was_split_into():
    which = Choice("which", t(de="W"), options=[Option("a1", t(de="A1"), was=["a"]), Option("a2", t(de="A2"), was=["a"])])
    message = found(**school(which, Text("more", t(de="M"), shown_if='which = "a"')))["forms/intake/fields/more/shown_if"]
    assert message.endswith("'a' is split into 'a1' or 'a2' now; write that.")


def test_steps_and_checks_are_told_the_names_of_now():
    welcome, end = programme().steps
    faults = found(steps=[renamed(welcome, "first"), end.but(exit="why", when='done("welcome")')], forms=[intake, leave])
    assert faults["steps/leave/after"] == "There is no step 'welcome'. 'welcome' is called 'first' now; write that."
    assert faults["steps/leave/when"].endswith("'welcome' is called 'first' now; write that.")
    moved = leave.but(pages=[leave.pages[0].but(fields=[renamed(REASON, "why")])])
    assert found(forms=[intake, moved])["steps/leave/exit"].endswith("'reason' is called 'why' now; write that.")


def test_a_former_id_leads_one_way():
    assert "is in use" in found(**school(AT_SCHOOL, NAME.but(was=["at_school"])))["forms/intake/fields/school/was"]
    both = [NAME.but(was=["old"]), WholeNumber("number", t(de="N"), was=["old"])]
    assert "one of them takes over" in found(**school(AT_SCHOOL, *both))["forms/intake/fields/number/was"]
    options = [Option("a", t(de="A"), was=["b"]), Option("b", t(de="B"))]
    assert "is in use" in found(**school(Choice("c", t(de="C"), options=options)))["forms/intake/fields/c/options/a/was"]


def test_what_hangs_on_a_hidden_question_is_named():
    faults = found(**school(AT_SCHOOL.but(hidden=True), NAME, SIBLINGS))
    assert list(faults) == ["forms/intake/fields/school/shown_if", "forms/intake/fields/school/required_if"]
    assert "'at_school' is hidden and not asked" in faults["forms/intake/fields/school/shown_if"]
    assert found(**school(AT_SCHOOL.but(hidden=True), NAME.but(hidden=True), SIBLINGS)) == {}


def test_a_guard_on_a_hidden_question_is_named_unless_another_form_asks_it():
    step = Step("late", t(de="L"), role="advisor", after=["welcome"], when="fits")
    fits = YesNo("fits", t(de="Passt"), hidden=True)
    hidden = school(AT_SCHOOL, NAME, fits)
    steps = [*programme().steps, step]
    assert "would wait" in found(**hidden, steps=steps)["steps/late/when"]
    extra = Form("extra", t(de="X"), fields=[fits.but(hidden=False)])
    asks = Step("asks", t(de="A"), role="advisor", form="extra", after=["welcome"])
    assert found(forms=[*hidden["forms"], extra], steps=[*steps, asks]) == {}


def test_what_is_counted_or_says_where_a_task_stands_is_not_hidden():
    day, hours = Date("day", t(de="Tag")), WholeNumber("hours", t(de="Stunden"), hidden=True)
    where = Organisation("where", t(de="Wo"), hidden=True)
    forms = [intake.but(pages=[PERSON, SCHOOL.but(fields=[day, hours, where])]), leave]
    counter = Counter("time", t(de="Zeit"), form="intake", field="hours", on="day")
    faults = found(forms=forms, counters=[counter], steps=[programme().steps[0].but(at="where"), programme().steps[1]])
    assert "nothing would be counted" in faults["counters/time"]
    assert "where the task stands" in faults["steps/welcome/at"]


def test_the_schema_knows_what_is_hidden_and_what_was():
    known = json_schema()["$defs"]
    for name in ("Text", "Choice", "Option"):
        assert {"hidden", "was"} <= known[name]["properties"].keys()
    assert "was" in known["Step"]["properties"]
    assert "hidden" in known["Block"]["properties"]


@pytest.mark.parametrize(
    ("reason", "path", "message"),
    [
        (REASON.but(hidden=True), "steps/leave/exit", "no case be closed"),
        (REASON.but(hidden=True), "forms/leave", "nobody could fill it in"),
        (
            REASON.but(options=[option.but(hidden=True) for option in REASON.options]),
            "forms/leave/fields/reason",
            "each of its options is hidden",
        ),
    ],
    ids=["hidden exit", "hidden form", "hidden options"],
)
def test_what_nobody_could_answer_is_named(reason, path, message):
    assert message in found(forms=[intake, leave.but(pages=[leave.pages[0].but(fields=[reason])])])[path]

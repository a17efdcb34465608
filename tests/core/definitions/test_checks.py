"""The checks find each fault, name its place and the nearest right name."""

import pytest

from core.definitions import (
    Address,
    Block,
    Check,
    Choice,
    Computed,
    Counter,
    Criterion,
    Date,
    Deadline,
    ExitReason,
    Form,
    Group,
    ManyOf,
    Offering,
    Option,
    Page,
    Scale,
    Step,
    Text,
    Track,
    WholeNumber,
    YesNo,
    check,
    t,
)
from tests.core.definitions.programmes import intake, leave, programme


@pytest.fixture
def found(vocabulary):
    def find(**changes) -> dict[str, str]:
        return {fault.path: fault.message for fault in check(programme(**changes), vocabulary)}

    return find


def asking(*fields) -> dict:
    """The parts of a programme whose intake asks these fields."""
    return {"forms": [Form("intake", t(de="Aufnahme"), fields=[*fields]), leave]}


def steps(*more: Step) -> dict:
    return {"steps": [*programme().steps, *more]}


def test_a_sound_programme_has_no_fault(found):
    assert found() == {}


def test_a_missing_name_in_a_criterion_is_answered_with_the_nearest(found):
    faults = found(eligibility=[Criterion("age", "agee in [18..27]", t(de="Alter"))])
    assert "age" in faults["eligibility/age/rule"]
    assert "agee" in faults["eligibility/age/rule"]


def test_a_criterion_has_to_be_true_or_false(found):
    assert "eligibility/age/rule" in found(eligibility=[Criterion("age", "age + 1", t(de="Alter"))])


def test_a_block_has_criteria_of_its_own(found):
    block = Block("f1", t(de="F1"), eligibility=[Criterion("x", "nonsense", t(de="X"))])
    assert "blocks/f1/eligibility/x/rule" in found(blocks=[block])


def test_two_versions_of_a_criterion_may_follow_but_not_overlap(found):
    def versions(end: str, start: str) -> list[Criterion]:
        return [
            Criterion("age", "age >= 18", t(de="Alter"), valid_to=end),
            Criterion("age", "age >= 16", t(de="Alter"), valid_from=start),
        ]

    assert found(eligibility=versions("2022-06-30", "2022-07-01")) == {}
    assert "Two versions of 'age'" in found(eligibility=versions("2022-07-01", "2022-07-01"))["eligibility/age"]


def test_a_criterion_cannot_end_before_it_begins(found):
    criterion = Criterion("age", "age >= 18", t(de="Alter"), valid_from="2023-01-01", valid_to="2022-12-31")
    assert "before the start" in found(eligibility=[criterion])["eligibility/age"]


def test_german_must_not_be_missing(found):
    faults = found(phases=[*programme().phases, *[type(programme().phases[0])("end", t(en="End"))]])
    assert "German text is missing" in faults["phases/end/title"]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"forms": [intake, intake, leave]}, "forms/intake"),
        (steps(programme().steps[0]), "steps/welcome"),
        (asking(Text("a", t(de="A")), Text("a", t(de="A"))), "forms/intake/fields/a"),
        (
            asking(Choice("a", t(de="A"), options=[Option("x", t(de="X")), Option("x", t(de="Y"))])),
            "forms/intake/fields/a/options/x",
        ),
    ],
)
def test_double_ids_are_found(found, changes, path):
    assert "stands 2 times" in found(**changes)[path]


def test_a_form_that_nobody_fills_is_named(found):
    lonely = Form("lonely", t(de="Allein"), fields=[Text("a", t(de="A"))])
    assert "Nobody fills" in found(forms=[intake, leave, lonely])["forms/lonely"]


def test_an_empty_page_is_named(found):
    empty = Form("intake", t(de="A"), pages=[Page("p", t(de="P"), fields=[])])
    assert "no fields" in found(forms=[empty, leave])["forms/intake/pages/p"]


@pytest.mark.parametrize("name", ["shown_if", "required_if"])
def test_rules_of_fields_are_checked(found, name):
    faults = found(**asking(YesNo("school", t(de="Schule")), Text("name", t(de="Name"), **{name: "shool"})))
    assert "school" in faults[f"forms/intake/fields/name/{name}"]


def test_a_rule_of_a_field_may_name_facts_and_other_fields(found):
    assert found(**asking(YesNo("school", t(de="Schule")), Text("name", t(de="Name"), shown_if="school and age < 18"))) == {}


@pytest.mark.parametrize(
    ("field", "message"),
    [
        (Text("a", t(de="A"), fact="familyname"), "Did you mean 'family_name'?"),
        (Text("a", t(de="A"), fact="age"), "computed from 'date_of_birth'"),
        (Text("a", t(de="A"), fact="date_of_birth"), "The field gives a text, but the fact 'date_of_birth' is a date"),
        (Choice("a", t(de="A"), codes="residence_titel"), "Did you mean 'residence_title'?"),
        (Scale("a", t(de="A")), "nothing to choose"),
        (ManyOf("a", t(de="A")), "nothing to choose"),
        (Address("a", t(de="A"), facts={"street": "streett"}), "Did you mean 'street'?"),
        (Address("a", t(de="A"), facts={"street": "street"}), "give the field privacy: identity"),
        (Text("a", t(de="A"), fact="family_name"), "give the field privacy: identity"),
        (YesNo("a", t(de="A"), fact="disability", not_stated=True), "give the field privacy: sensitive"),
        (Date("age", t(de="A")), "a shared fact 'age' of another type"),
        (Group("g", t(de="G"), fields=[Text("a", t(de="A"), shown_if="age > 3")]), "it has no shown_if"),
        (Group("g", t(de="G"), fields=[Text("a", t(de="A"), fact="family_name", privacy="identity")]), "it has no fact"),
    ],
)
def test_what_fields_are_bound_to_is_checked(found, field, message):
    assert message in " ".join(found(**asking(field)).values())


def test_one_id_has_one_type(found):
    forms = [intake, Form("leave", t(de="Austritt"), fields=[*leave.fields, Date("at_school", t(de="Datum"))])]
    assert "rules need one type for one id" in found(forms=forms)["forms/leave/fields/at_school"]


@pytest.mark.parametrize(
    ("step", "path", "message"),
    [
        (Step("a", t(de="A"), role="adviser"), "steps/a/role", "Did you mean 'advisor'?"),
        (Step("a", t(de="A"), role="advisor", form="intakee"), "steps/a/form", "Did you mean 'intake'?"),
        (Step("a", t(de="A"), role="advisor", phase="strt"), "steps/a/phase", "Did you mean 'start'?"),
        (Step("a", t(de="A"), role="advisor", block="f1"), "steps/a/block", "There are: none."),
        (Step("a", t(de="A"), role="advisor", after=["welcom"]), "steps/a/after", "Did you mean 'welcome'?"),
        (Step("a", t(de="A"), role="advisor", due=Deadline(days=1, after="entri")), "steps/a/due/after", "Did you mean 'entry'?"),
        (Step("a", t(de="A"), role="advisor", when="at_shool"), "steps/a/when", "at_school"),
        (Step("a", t(de="A"), role="advisor", when="age"), "steps/a/when", "true"),
        (Step("a", t(de="A"), role="advisor", repeat="nothing_known"), "steps/a/repeat", "nothing_known"),
        (Step("a", t(de="A"), role="advisor", form="intake", exit="school"), "steps/a/exit", "has to be a choice"),
        (Step("a", t(de="A"), role="advisor", after=["leave"]), "steps/a/after", "which closes the case"),
        (Step("a", t(de="A"), role="advisor", after=["a"]), "steps/a/after", "for itself"),
    ],
)
def test_faults_of_steps(found, step, path, message):
    assert message in found(**steps(step))[path]


def test_a_reason_that_may_stay_empty_leaves_a_way_on(found):
    """A first talk may end a case; whoever stays goes on behind it."""
    reasons = [Option("work", t(de="Arbeit")), Option("moved", t(de="Umzug"))]
    for loose in (Choice("why", t(de="Grund"), options=reasons), Choice("why", t(de="Grund"), options=reasons, required=True)):
        ends = loose.required
        form = Form("talk", t(de="Gespräch"), fields=[loose])
        talk = Step("talk", t(de="Gespräch"), role="advisor", form="talk", exit="why")
        faults = found(
            forms=[*programme().forms, form], **steps(talk, Step("on", t(de="Weiter"), role="advisor", after=["talk"]))
        )
        assert ("steps/on/after" in faults) is ends
    hidden = Choice("why", t(de="Grund"), options=reasons, required=True, shown_if="age > 90")
    form = Form("talk", t(de="Gespräch"), fields=[hidden])
    assert "steps/on/after" not in found(
        forms=[*programme().forms, form], **steps(talk, Step("on", t(de="Weiter"), role="advisor", after=["talk"]))
    )


def test_a_circle_of_steps_is_found_in_each_of_them(found):
    faults = found(
        **steps(
            Step("a", t(de="A"), role="advisor", after=["c"]),
            Step("b", t(de="B"), role="advisor", after_any=["a"]),
            Step("c", t(de="C"), role="advisor", after=["b"]),
        )
    )
    assert {"steps/a/after", "steps/b/after", "steps/c/after"} <= faults.keys()


def test_reasons_of_exit_are_known(found):
    form = Form("leave", t(de="Austritt"), fields=[Choice("reason", t(de="Grund"), options=[Option("wrk", t(de="Arbeit"))])])
    assert "Did you mean 'work'?" in found(forms=[intake, form])["steps/leave/exit"]


def test_unreadable_types_do_not_hide_other_faults(found):
    faults = found(**asking(Choice("a", t(de="A"), codes="nowhere"), WholeNumber("b", t(en="B"))))
    assert faults.keys() == {"forms/intake/fields/a", "forms/intake/fields/b/label"}


def test_unknown_names_of_tracks_places_and_outcomes(found):
    step = Step("a", t(de="A"), role="advisor", form="intake", track="mentor", at="school", outcome="scool")
    faults = found(**steps(step), tracks=[Track("mentors", t(de="Mentoren"))])
    assert "Did you mean 'mentors'?" in faults["steps/a/track"]
    assert "asks for an organisation" in faults["steps/a/at"]
    assert "Did you mean 'school'?" in faults["steps/a/outcome"]


def test_a_step_waits_only_for_steps_of_its_own_track(found):
    faults = found(
        **steps(Step("a", t(de="A"), role="advisor", track="mentors", after=["welcome"])), tracks=[Track("mentors", t(de="M"))]
    )
    assert "another track" in faults["steps/a/after"]


def test_a_tracks_own_criteria_are_checked(found):
    track = Track("mentors", t(de="M"), eligibility=[Criterion("adult", "agee >= 18", t(de="Erwachsen"))])
    assert "tracks/mentors/eligibility/adult/rule" in found(tracks=[track])


def test_checks_across_answers_are_checked(found):
    form = Form(
        "intake",
        t(de="Aufnahme"),
        fields=[Date("from", t(de="Von")), Date("to", t(de="Bis"))],
        checks=[Check("order", "to >= form", t(de="Das Ende liegt vor dem Anfang"), field="too")],
    )
    faults = found(forms=[form, leave])
    assert "from" in faults["forms/intake/checks/order/rule"]
    assert "Did you mean 'to'?" in faults["forms/intake/checks/order/field"]


def test_a_computed_field_gives_what_it_says(found):
    sound = Computed("adult", t(de="Erwachsen"), rule="age >= 18")
    wrong = Computed("adult", t(de="Erwachsen"), rule="age >= 18", gives="number")
    assert found(**asking(sound)) == {}
    assert "forms/intake/fields/adult/rule" in found(**asking(wrong))


@pytest.mark.parametrize(
    ("counter", "path"),
    [
        ({"form": "intak"}, "counters/talk/form"),
        ({"field": "minuts"}, "counters/talk/field"),
        ({"field": "day"}, "counters/talk/field"),
        ({"on": "minutes"}, "counters/talk/on"),
        ({"budget": 1000}, "counters/talk/rate"),
    ],
)
def test_counters_speak_of_a_number_and_a_day(found, counter, path):
    form = asking(WholeNumber("minutes", t(de="Minuten")), Date("day", t(de="Tag")))
    sound = {"form": "intake", "field": "minutes", "on": "day"}
    assert found(**form, counters=[Counter("talk", t(de="Gespräche"), **sound)]) == {}
    assert path in found(**form, counters=[Counter("talk", t(de="Gespräche"), **(sound | counter))])


def test_offerings_name_a_role_and_a_form(found):
    faults = found(offerings=[Offering("course", t(de="Kurs"), role="advisr", form="leav", least_units=36, most_units=20)])
    assert {"offerings/course/role", "offerings/course/form", "offerings/course/least_units"} <= faults.keys()


def test_an_offerings_own_criteria_are_checked(found):
    course = Offering("course", t(de="Kurs"), role="advisor", eligibility=[Criterion("adult", "agee >= 18", t(de="Erwachsen"))])
    assert "offerings/course/eligibility/adult/rule" in found(offerings=[course])


def test_the_way_goes_back_to_a_step_before(found):
    back = Step("again", t(de="Noch einmal"), role="advisor", after=["welcome"], repeat="at_school", back_to="welcome")
    assert found(**steps(back)) == {}
    assert "no step that comes before" in found(**steps(back.but(back_to="leave")))["steps/again/back_to"]
    assert "say when" in found(**steps(back.but(repeat=None)))["steps/again/back_to"]


def test_a_track_ends_for_reasons_of_its_own(found):
    tracks = [Track("mentors", t(de="Mentoren"))]
    exits = [*programme().exits, ExitReason("tired", t(de="Müde"), track="mentors")]
    assert found(tracks=tracks, exits=exits) == {}
    assert "exits/tired/track" in found(exits=exits)
    of_mentors = [reason.but(track="mentors") for reason in programme().exits]
    assert "of this track" in found(tracks=tracks, exits=of_mentors)["steps/leave/exit"]


EARLIER = Computed("then", t(de="Damals"), rule="level", gives="text", earlier=True)
LEVEL = Computed("level", t(de="Stufe"), rule='if age >= 18 then "a" else "b"', gives="text")


def bringing(*fields, brings: Computed = EARLIER) -> dict:
    closing = leave.but(pages=[leave.pages[0].but(fields=[*leave.fields, brings])])
    return {"forms": [Form("intake", t(de="Aufnahme"), fields=[Text("name", t(de="Name")), *fields]), closing]}


def test_what_is_brought_along_is_asked_in_another_form(found):
    assert found(**bringing(LEVEL)) == {}
    path = f"forms/{leave.id}/fields/then"
    assert "level" in found(**bringing(LEVEL, brings=EARLIER.but(rule="lewel")))[f"{path}/rule"]
    assert f"{path}/rule" in found(**bringing())
    assert f"{path}/rule" in found(**bringing(LEVEL, brings=EARLIER.but(rule='if age > 3 then "a" else "b"')))
    assert f"{path}/gives" in found(**bringing(LEVEL.but(rule="age >= 18", gives="yes_no")))
    assert f"{path}/privacy" in found(**bringing(LEVEL.but(privacy="sensitive")))
    assert found(**bringing(LEVEL.but(privacy="sensitive"), brings=EARLIER.but(privacy="sensitive"))) == {}


def test_a_fact_is_not_brought_along_since_rules_see_what_is_known_of_it_now(found):
    asks = Text("municipality", t(de="Ort"), fact="municipality")
    assert f"forms/{leave.id}/fields/then/rule" in found(**bringing(asks, brings=EARLIER.but(rule="municipality")))

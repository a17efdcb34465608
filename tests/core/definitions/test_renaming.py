"""Another id for a field, an option, a step, a form: all that names it follows, and nothing means another thing than before."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from random import Random
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from core.definitions import Check as Across
from core.definitions import (
    Choice,
    CodeList,
    Computed,
    Counter,
    Criterion,
    DecisionTable,
    Entry,
    Form,
    Group,
    Letter,
    ManyOf,
    Offering,
    Option,
    Programme,
    Step,
    TableInput,
    TableRow,
    WholeNumber,
    YesNo,
    check,
    t,
    vocabulary,
)
from core.definitions.checks import DONE_STEPS, case_scope, form_scope
from core.definitions.fields import Optioned
from core.definitions.renaming import Taken, renamed_everywhere
from core.rules import BOOLEAN, NUMBER, TEXT, Code, ListOf, Row, RuleError, SetOf, check_rule, compile_rule
from tests.core.catalogue.overlay.drawn import shipped
from tests.core.definitions.programmes import intake, leave, programme

SCHOOL, JOBS = "forms/intake/fields/at_school", "forms/intake/fields/siblings"
PLACES = CodeList(
    id="places", title=t(de="Orte"), entries=[Entry(id="north", title=t(de="N")), Entry(id="south", title=t(de="S"))]
)


def whole() -> Programme:
    """The small programme with something of every sort that names a field, an option, a step or a form."""
    person, school = intake.pages
    kinds = Choice("type", t(de="Art"), options=[Option("high", t(de="Hoch")), Option("low", t(de="Tief"))])
    table = DecisionTable(
        inputs=[TableInput("type"), TableInput("at_school")],
        rows=[TableRow(['"high"', "true"], "true"), TableRow(['"low"', "-"], "false"), TableRow(['"high"', "false"], "false")],
    )
    more = [
        kinds,
        ManyOf("near", t(de="Wo"), codes="places", shown_if='type  = "high"'),
        Computed("sure", t(de="Sicher"), table=table),
        WholeNumber("minutes", t(de="Minuten"), shown_if='done("welcome") and (some s in siblings satisfies s.years > 3)'),
        *[field for field in person.fields if field.id == "date_of_birth"],
    ]
    form = intake.but(
        pages=[
            person.but(fields=person.fields[:1], shown_if="at_school or not(at_school)"),
            school.but(fields=[*school.fields, *more]),
        ],
        checks=[Across("fits", '"north" in near   or at_school', t(de="Passt nicht"), field="at_school")],
    )
    first, last = programme().steps
    steps = [
        first.but(outcome="at_school", repeat='type = "low"'),
        last.but(when='done("welcome") and "north" in near', due={"days": 3, "after": "welcome"}),
        Step("again", t(de="Noch"), role="advisor", form="intake", after_any=["welcome"], repeat="at_school", back_to="welcome"),
    ]
    return programme(
        forms=[form, leave],
        steps=steps,
        lists=[PLACES],
        offerings=[Offering("course", t(de="Kurs"), role="advisor", form="intake")],
        counters=[Counter("hours", t(de="Stunden"), form="intake", field="minutes", on="date_of_birth")],
        letters=[
            Letter("hello", t(de="Hallo"), subject=t(de="{answers.intake.school}"), text=t(de="{due.leave}"), steps=["welcome"])
        ],
    )


def test_a_field_is_followed_by_rules_tables_checks_and_steps():
    done = renamed_everywhere(whole(), SCHOOL, "pupil")
    form = done.programme.form("intake")
    assert form.field("pupil").was == ("at_school",)
    assert form.field("school").required_if == "pupil and age < 18"
    assert form.pages[0].shown_if == "pupil or not(pupil)"
    assert form.field("sure").table.inputs[1].rule == "pupil"
    assert (form.checks[0].rule, form.checks[0].field) == ('"north" in near   or pupil', "pupil")
    assert done.programme.step("welcome").outcome == done.programme.step("again").repeat == "pupil"
    assert check(done.programme, vocabulary()) == check(whole(), vocabulary()) == []
    assert "steps/again/repeat" in done.written
    assert not done.left


def test_counters_and_letters_follow_a_field():
    assert renamed_everywhere(whole(), "forms/intake/fields/minutes", "time").programme.counters[0].field == "time"
    made = renamed_everywhere(whole(), "forms/intake/fields/school", "house").programme
    assert made.letters[0].subject.text() == "{answers.intake.house}"


def test_an_option_is_followed_by_rules_and_cells_that_mean_it():
    made = renamed_everywhere(whole(), "forms/intake/fields/type/options/high", "upper").programme
    form = made.form("intake")
    assert form.field("near").shown_if == 'type  = "upper"'
    assert [row.cells[0] for row in form.field("sure").table.rows] == ['"upper"', '"low"', '"upper"']
    assert form.field("type").options[0].was == ("high",)
    assert renamed_everywhere(made, "forms/intake/fields/type/options/low", "x").programme.step("welcome").repeat == 'type = "x"'


def test_an_entry_of_a_list_is_followed_wherever_its_list_is_asked():
    done = renamed_everywhere(whole(), "lists/places/entries/north", "n")
    assert done.programme.form("intake").checks[0].rule == '"n" in near   or at_school'
    assert done.programme.step("leave").when == 'done("welcome") and "n" in near'
    assert done.programme.lists[0].entries[0].was == ("north",)
    assert check(done.programme, vocabulary()) == []


def test_an_answer_in_rows_is_followed():
    made = renamed_everywhere(whole(), f"{JOBS}/fields/years", "span").programme
    assert made.form("intake").field("minutes").shown_if.endswith("s.span > 3)")
    made = renamed_everywhere(whole(), JOBS, "family").programme
    assert "in family satisfies s.years" in made.form("intake").field("minutes").shown_if


def test_a_step_is_followed_by_steps_rules_and_letters():
    made = renamed_everywhere(whole(), "steps/welcome", "start").programme
    leave_, again = made.step("leave"), made.step("again")
    assert leave_.after == again.after_any == ("start",)
    assert (leave_.due.after, again.back_to, leave_.when) == ("start", "start", 'done("start") and "north" in near')
    assert 'done("start")' in made.form("intake").field("minutes").shown_if
    assert made.letters[0].steps == ("start",)
    assert check(made, vocabulary()) == []


def test_a_form_is_followed_by_steps_offerings_counters_and_letters():
    made = renamed_everywhere(whole(), "forms/intake", "entry").programme
    assert {made.step("welcome").form, made.offerings[0].form, made.counters[0].form} == {"entry"}
    assert made.letters[0].subject.text() == "{answers.entry.school}"
    assert made.form("entry").was == ("intake",)
    assert renamed_everywhere(whole(), "forms/intake/pages/person", "who").programme.form("intake").pages[0].id == "who"
    with pytest.raises(LookupError):
        renamed_everywhere(whole(), "forms/gone", "entry")


def test_rules_of_steps_are_left_and_named_where_another_form_asks_the_same():
    other = Form("other", t(de="Anders"), fields=[YesNo("at_school", t(de="Schule?"))])
    two = whole().but(forms=[*whole().forms, other], steps=[*whole().steps, Step("o", t(de="O"), role="advisor", form="other")])
    done = renamed_everywhere(two, SCHOOL, "pupil")
    assert done.left == ("steps/again/repeat",)
    assert done.programme.step("again").repeat == "at_school"
    assert done.programme.form("intake").field("school").shown_if == "pupil"


def test_what_two_forms_ask_alike_stays_alike():
    kinds = whole().form("intake").field("type")
    other = Form("other", t(de="Anders"), fields=[kinds.but(shown_if=None)])
    two = whole().but(forms=[*whole().forms, other], steps=[*whole().steps, Step("o", t(de="O"), role="advisor", form="other")])
    done = renamed_everywhere(two, "forms/other/fields/type/options/low", "deep").programme
    assert [option.id for option in done.form("intake").field("type").options] == ["high", "deep"]
    assert done.step("welcome").repeat == 'type = "deep"'
    assert check(done, vocabulary()) == []


def test_a_question_that_is_bound_to_a_fact_of_its_name_leaves_the_rules_to_the_fact():
    made = renamed_everywhere(whole(), "forms/intake/fields/date_of_birth", "born").programme
    assert made.counters[0].on == "born"
    bound = programme(
        forms=[
            intake.but(
                pages=[intake.pages[0], intake.pages[1].but(shown_if="own_migration", fields=[_bound(), *intake.pages[1].fields])]
            ),
            leave,
        ]
    )
    made = renamed_everywhere(bound, "forms/intake/fields/own_migration", "came").programme
    assert made.form("intake").pages[1].shown_if == "own_migration"
    with pytest.raises(Taken):
        renamed_everywhere(bound, "forms/intake/fields/at_school", "own_migration")


def _bound() -> YesNo:
    return YesNo("own_migration", t(de="Zugewandert"), fact="own_migration")


def test_an_id_that_a_rule_uses_for_something_else_is_refused_with_its_place():
    with pytest.raises(Taken) as refused:
        renamed_everywhere(whole(), SCHOOL, "age")
    assert (refused.value.path, refused.value.name) == ("forms/intake/fields/school/required_if", "age")


def test_a_rule_that_cannot_be_read_stays_as_it_is():
    broken = programme(forms=[intake.but(pages=[intake.pages[0], intake.pages[1].but(shown_if="at_school and (")]), leave])
    made = renamed_everywhere(broken, SCHOOL, "pupil").programme
    assert made.form("intake").pages[1].shown_if == "at_school and ("


def test_eligibility_speaks_of_facts_and_is_never_touched():
    asks = whole().but(eligibility=[Criterion("own", "own_migration  = true", t(de="Zugewandert"))])
    assert renamed_everywhere(asks, SCHOOL, "own").programme.eligibility == asks.eligibility


# laws, on the programmes of the house


def addresses(of: Programme) -> Iterator[str]:
    for form in of.forms:
        yield f"forms/{form.id}"
        for field in form.fields:
            here = f"forms/{form.id}/fields/{field.id}"
            yield here
            for inner in field.fields if isinstance(field, Group) else ():
                yield f"{here}/fields/{inner.id}"
            ends = field.id in {step.exit for step in of.steps if step.form == form.id}
            # options that end a case are reasons of the programme, and called as these are
            for option in field.options if isinstance(field, Optioned) and not ends else ():
                yield f"{here}/options/{option.id}"
    yield from (f"steps/{step.id}" for step in of.steps)


EVERY = [(number, address) for number, each in enumerate(shipped()) for address in addresses(each)]
CALM = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@CALM
@given(st.sampled_from(EVERY))
def test_there_and_back_gives_the_same_programme(where):
    number, address = where
    before = shipped()[number]
    there = renamed_everywhere(before, address, "called_otherwise", kept=False).programme
    back = renamed_everywhere(there, f"{address.rpartition('/')[0]}/called_otherwise", address.rpartition("/")[2], kept=False)
    assert there != before
    assert back.programme == before
    assert len(check(there, vocabulary())) == len(check(before, vocabulary())) or back.left


@CALM
@given(st.sampled_from(EVERY), st.integers(0, 9))
def test_rules_give_for_renamed_answers_what_they_gave_before(where, seed):
    number, address = where
    before = shipped()[number]
    done = renamed_everywhere(before, address, "called_otherwise")
    old, rng = address.rpartition("/")[2], Random(seed)
    for (path, rule, scope), (_path, now, later) in zip(ruled(before), ruled(done.programme), strict=True):
        if path in done.left:
            continue
        answers = drawn(scope, rng)
        renamed = answers_now(answers, address, old, scope)
        assert given_by(rule, scope, answers) == given_by(now, later, renamed), path


def ruled(of: Programme) -> Iterator[tuple[str, str, Any]]:
    """All rules of forms and steps, with their scopes."""
    for form in of.forms:
        scope = form_scope(form, vocabulary(), of)
        for page in form.pages:
            yield f"{page.id}", page.shown_if or "true", scope
            for field in page.fields:
                yield f"{field.id}", field.shown_if or "true", scope
                yield f"{field.id}", field.required_if or "true", scope
        yield from ((f"checks/{each.id}", each.rule, scope) for each in form.checks)
    for step in of.steps:
        yield f"steps/{step.id}/when", step.when or "true", case_scope(of, vocabulary())
        yield f"steps/{step.id}/repeat", step.repeat or "true", case_scope(of, vocabulary())


def drawn(scope: Any, rng: Random) -> dict[str, Any]:
    return {name: _value(kind, rng) for name, kind in scope.items() if rng.random() < 0.9}


def _value(kind: Any, rng: Random) -> Any:
    match kind:
        case SetOf(Code(codes=codes)):
            return frozenset(rng.sample(codes, rng.randint(0, min(3, len(codes)))))
        case Code(codes=codes):
            return rng.choice(codes)
        case ListOf(Row(fields)):
            return tuple({id_: _value(each, rng) for id_, each in fields} for _ in range(rng.randint(0, 2)))
    plain = {BOOLEAN: rng.random() < 0.5, NUMBER: Decimal(rng.randint(0, 40)), TEXT: rng.choice(["", "x"])}
    return plain.get(kind)


def answers_now(answers: dict[str, Any], address: str, old: str, scope: Any) -> dict[str, Any]:
    """The same answers as somebody gives them under the new ids; what is a fact keeps its name."""
    parts = address.split("/")
    new = "called_otherwise"
    if parts[0] == "steps":
        done = answers.get(DONE_STEPS)
        return answers if done is None else {**answers, DONE_STEPS: frozenset(new if each == old else each for each in done)}
    if len(parts) == 4:
        return {**answers, new: answers.get(old)}
    if parts[-2] == "options":
        return {name: _coded(value, scope[name], parts[3::2][:-1], name, old, new) for name, value in answers.items()}
    if len(parts) == 6:
        rows = answers.get(parts[3]) or ()
        return {**answers, parts[3]: tuple({new if id_ == old else id_: each for id_, each in row.items()} for row in rows)}
    return answers


def _coded(value: Any, kind: Any, way: list[str], name: str, old: str, new: str) -> Any:
    if name != way[0]:
        return value
    if len(way) > 1:
        return tuple({id_: new if id_ == way[1] and each == old else each for id_, each in row.items()} for row in value)
    if isinstance(value, frozenset):
        return frozenset(new if each == old else each for each in value)
    return new if value == old else value


def given_by(rule: str, scope: Any, answers: dict[str, Any]) -> Any:
    try:
        node = check_rule(rule, scope)
    except RuleError:
        return "unsound"
    return compile_rule(node, scope)(answers)


def test_an_answer_that_another_form_brings_along_is_followed():
    level = Computed("level", t(de="Stufe"), rule='if age >= 18 then "a" else "b"', gives="text")
    then = Computed("then", t(de="Damals"), rule="level", gives="text", earlier=True)
    pages = [intake.pages[0].but(fields=[*intake.pages[0].fields, level]), *intake.pages[1:]]
    closing = leave.but(pages=[leave.pages[0].but(fields=[*leave.pages[0].fields, then]), *leave.pages[1:]])
    made = renamed_everywhere(
        programme(forms=[intake.but(pages=pages), closing]), "forms/intake/fields/level", "height"
    ).programme
    brought = made.forms[1].field("then")
    assert isinstance(brought, Computed)
    assert brought.rule == "height"
    assert check(made, vocabulary()) == []

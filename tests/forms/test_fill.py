"""From raw input to answers: what is hidden, what is required, what nobody asked for."""

import re
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.definitions import Check, Date, Form, Group, ManyOf, Option, Page, PartialDate, Text, WholeNumber, YesNo, t
from forms import plugin
from forms.fill import fill
from forms.kinds.registry import to_json
from forms.plan import Plan
from forms.render import render_page

assert plugin
L = t(de="Frage")


def chain(length: int) -> Form:
    """Each question is asked only while the one before it is answered with yes."""
    return Form(
        "chain", L, fields=[YesNo("q0", L), *(YesNo(f"q{n}", L, shown_if=f"q{n - 1}", required=True) for n in range(1, length))]
    )


def filled(form: Form, raw: dict[str, str], page: str | None = None, **known: Any) -> Any:
    return fill(Plan(form), page, {name: [value] for name, value in raw.items()}, known, "de", on=date(2026, 3, 2))


def test_a_chain_of_hidden_answers_is_dropped_to_its_end() -> None:
    everything = {f"q{n}": "yes" for n in range(8)}
    assert len(filled(chain(8), everything).answers) == 8
    answers = filled(chain(8), everything | {"q2": "no"}, "main")
    assert set(answers.answers) == {"q0", "q1", "q2"}
    assert answers.hidden == {f"q{n}" for n in range(3, 8)}
    assert answers.ok


def test_what_is_hidden_is_not_required_and_what_is_shown_is() -> None:
    assert filled(chain(3), {}).ok
    assert list(filled(chain(3), {"q0": "yes"}).errors) == ["q1"]


def test_required_if_is_asked_of_answers_and_known_facts() -> None:
    form = Form("f", L, fields=[Date("born", L, fact="date_of_birth"), Text("guardian", L, required_if="age < 18")])
    assert filled(form, {"born": "2.3.2008"}).ok  # eighteen on this very day
    assert "guardian" in filled(form, {"born": "3.3.2008"}).errors
    assert "guardian" in filled(form, {}, date_of_birth=date(2010, 1, 1)).errors
    assert filled(form, {"born": "1.1.2000"}, date_of_birth=date(2010, 1, 1)).ok  # what is answered now counts more
    assert filled(form, {}).ok  # an unknown age demands nothing


def test_the_exit_is_held_against_the_entry_of_the_case_not_against_today() -> None:
    late = Check("late", "left >= entry_date", t(de="Vor dem Eintritt."), field="left")
    form = Form("f", L, fields=[Date("left", L)], checks=[late])
    assert filled(form, {"left": "1.2.2026"}, entry_date=date(2026, 2, 1)).ok
    assert filled(form, {"left": "31.1.2026"}, entry_date=date(2026, 2, 1)).errors == {"left": ["Vor dem Eintritt."]}


BORN, ENTERED = date(1990, 5, 17), date(2026, 2, 1)


def test_no_day_lies_before_the_birth_and_the_birth_itself_is_not_told() -> None:
    form = Form("f", L, fields=[Date("on", L), PartialDate("since", L), Group("g", L, fields=[Date("by", L)])])
    early = {"on": "16.5.1990", "since": "1989", "g.0.by": "16.5.1990"}
    told = filled(form, early, date_of_birth=BORN)
    assert told.errors.keys() == early.keys()
    assert told.answers == {}
    assert all("before the person's birth" in found[0] and "1990" not in found[0] for found in told.errors.values())
    assert filled(form, {"on": "17.5.1990", "since": "1990", "g.0.by": "17.5.1990"}, date_of_birth=BORN).ok
    assert filled(form, early).ok  # nothing is held against what nobody knows


def test_the_birth_that_is_answered_now_counts_more_than_the_known_one() -> None:
    form = Form("f", L, fields=[Date("born", L, fact="date_of_birth"), Date("on", L)])
    assert filled(form, {"born": "1.1.1980", "on": "16.5.1990"}, date_of_birth=BORN).ok
    assert filled(form, {"born": "1.1.1991", "on": "16.5.1990"}).errors.keys() == {"on"}


def test_a_day_may_be_held_against_the_entry() -> None:
    form = Form("f", L, fields=[Date("after", L, earliest="entry"), Date("before", L, latest="entry")])
    told = filled(form, {"after": "31.1.2026", "before": "2.2.2026"}, entry_date=ENTERED, date_of_birth=BORN)
    assert told.errors.keys() == {"after", "before"}
    assert all("01.02.2026" in found[0] for found in told.errors.values())
    assert filled(form, {"after": "1.2.2026", "before": "1.2.2026"}, entry_date=ENTERED).ok
    assert filled(form, {"after": "31.1.2026"}).ok
    assert "birth" in filled(form, {"after": "1.1.1990"}, date_of_birth=BORN).errors["after"][0]


def test_a_question_that_needs_an_answer_gives_an_example_of_one() -> None:
    form = Form(
        "f", L, fields=[Date("d", L, required=True), WholeNumber("n", L, required=True, maximum=8), YesNo("y", L, required=True)]
    )
    errors = filled(form, {}).errors
    assert re.search(r"\d\d\.\d\d\.\d{4}", errors["d"][0])
    assert "8" in errors["n"][0]
    assert not re.search(r"\d", errors["y"][0])


def test_a_field_that_could_not_be_asked_is_refused() -> None:
    form = Form(
        "f",
        L,
        pages=[
            Page("a", L, fields=[YesNo("x", L)]),
            Page("b", L, fields=[Text("y", L, shown_if="x"), YesNo("z", L), Text("w", L, shown_if="z")], shown_if="x"),
        ],
    )
    plan = Plan(form)

    def sent(x: str, **raw: str) -> Any:
        return fill(plan, "b", {name: [value] for name, value in raw.items()}, {}, "de", others={"x": [x]})

    assert sent("yes", y="1", z="yes", w="2").answers == {"x": True, "y": "1", "z": True, "w": "2"}
    refused = sent("no", y="1")
    assert refused.refused
    assert refused.unknown_keys == ("y",)
    dropped = sent("yes", z="no", w="2")
    assert dropped.ok
    assert "w" not in dropped.answers


@pytest.mark.parametrize(
    "key", ["nobody", "x.0", "x.0.y.z", "group", "group.0", "group.01.a", "group.0.b", "group.-1.a", "read", "note\0", "ſ"]
)
def test_unknown_and_read_only_keys_are_refused_with_their_names(key: str) -> None:
    form = Form(
        "f",
        L,
        fields=[Text("x", L), Group("group", L, fields=[Text("a", L)]), Text("read", L, read_only=True, fact="family_name")],
    )
    told = filled(form, {"x": "1", key: "evil"}, "main", family_name="Muster")
    if key == "group":
        assert "evil" not in str(told.answers)
        return
    assert told.refused
    assert told.unknown_keys == (key,)
    assert ascii(key)[1:-1] in told.errors[""][0]
    assert told.answers.get("read") == "Muster"


def test_a_fact_of_the_file_shows_a_field_until_an_answer_says_otherwise() -> None:
    form = Form("f", L, fields=[YesNo("ban", L, fact="seeking_work"), Text("why", L, shown_if="seeking_work")])
    assert "why" in filled(form, {"why": "x"}, seeking_work=True).answers
    assert "why" not in filled(form, {"ban": "no", "why": "x"}, "main", seeking_work=True).answers


@settings(max_examples=80, deadline=None)
@given(
    raw=st.dictionaries(
        st.one_of(st.sampled_from(["x", "y", "m", "g.0.a", "g.1.a"]), st.text(st.characters(exclude_categories=()), max_size=8)),
        st.lists(st.text(st.characters(exclude_categories=()), max_size=12), max_size=3),
        max_size=6,
    )
)
def test_whatever_is_sent_becomes_answers_or_messages(raw: dict[str, list[str]]) -> None:
    form = Form(
        "f",
        L,
        fields=[
            Text("x", L, required=True),
            YesNo("y", L, shown_if='x = "a"'),
            ManyOf("m", L, options=[Option("a", L)]),
            Group("g", L, fields=[Text("a", L)]),
        ],
    )
    plan = Plan(form)
    answered = fill(plan, "main", raw, {}, "de")
    assert answered.ok or all(messages for messages in answered.errors.values())
    to_json(form.fields, answered.answers)
    asked = {name: [value for value in values if value.isprintable()] for name, values in raw.items() if name in ("x", "y", "m")}
    assert render_page(plan, "main", asked, answered.errors, "de", hidden=answered.hidden)

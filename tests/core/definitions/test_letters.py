"""Letters as definitions: placeholders are names out of a closed table, and what is wrong is said at its place."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pytest

from core.definitions import (
    Choice,
    Deadline,
    Form,
    Group,
    Letter,
    LongText,
    Option,
    Programme,
    Role,
    Step,
    Text,
    YesNo,
    check,
    json_schema,
    load_programme,
    read_yaml,
    t,
    vocabulary,
    write_yaml,
)
from core.definitions.checks.letters import offered
from core.definitions.letter import PLAIN, BadBrace, Slot, filled, pieces, readable, rewritten, slots
from core.definitions.letters_renamed import letters_renamed


def fields(**changes: Any) -> list[Any]:
    return [
        Text("school", t(de="Schule"), **changes),
        Text("name", t(de="Name"), fact="family_name", privacy="identity"),
        YesNo("ill", t(de="Krank"), privacy="sensitive"),
        Group("jobs", t(de="Arbeit"), fields=[Text("company", t(de="Firma"))]),
        LongText("plan", t(de="Plan"), hidden=True),
        Choice("level", t(de="Niveau"), options=[Option("a", t(de="A"))], was=["stage"]),
    ]


def programme(text: str = "Guten Tag", *, steps: Sequence[str] = (), subject: str = "Betreff", **more: str) -> Programme:
    letter = Letter("hello", t(de="Gruß"), subject=t(de=subject), text=t(de=text, **more), steps=steps)
    return Programme(
        "p",
        t(de="P"),
        forms=[Form("intake", t(de="Aufnahme"), fields=fields())],
        roles=[Role("worker", t(de="Wer berät"))],
        steps=[
            Step("talk", t(de="Gespräch"), role="worker", form="intake", due=Deadline(days=14)),
            Step("end", t(de="Ende"), role="worker", after=["talk"]),
        ],
        letters=[letter],
    )


def found(one: Programme) -> list[tuple[str, str]]:
    return [(fault.path, str(fault.message)) for fault in check(one, vocabulary()) if fault.path.startswith("letters/")]


def test_a_letter_with_all_that_it_may_say_is_sound() -> None:
    text = "{person.given_name}, {today}: {due.talk}, {answers.intake.school}, {facts.german_level}, {{so}}"
    assert found(programme(text, steps=["talk"])) == []


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{persn.given_name}", "Did you mean {person.given_name}?"),
        ("{answers.intake.scool}", "Did you mean {answers.intake.school}?"),
        ("{answers.intake.stage}", "'stage' is called 'level' now"),
        ("{answers.other.school}", "There is no placeholder {answers.other.school}"),
        ("{answers}", "There is no placeholder {answers}"),
        ("{due.end}", "has no deadline"),
        ("{due.nowhere}", "There is no placeholder {due.nowhere}"),
        ("{facts.disability}", "specially protected"),
        ("{facts.email}", "tells who somebody is"),
        ("{facts.nothing_such}", "There is no placeholder"),
        ("{facts.entry_date}", "write {case.entered_on}"),
        ("{answers.intake.name}", "tells who somebody is"),
        ("{answers.intake.ill}", "specially protected"),
        ("{answers.intake.jobs}", "no line of text"),
        ("{answers.intake.plan}", "is hidden"),
        ("{}", "There is no placeholder {}"),
        ("{0}", "There is no placeholder {0}"),
        ("{person.__class__.__mro__}", "There is no placeholder"),
        ("{person.given_name.__class__}", "There is no placeholder"),
        ("{facts[disability]}", "There is no placeholder"),
        ("{person.given_name!r}", "no ':' and no '!'"),
        ("{person.given_name:>{today}}", "no ':' and no '!'"),
        ("{person.given_name", "A brace stands alone"),
        ("so }", "A brace stands alone"),
    ],
    ids=str,
)
def test_what_no_letter_may_say_is_named_at_its_place(text: str, says: str) -> None:
    (path, message), *others = found(programme(text))
    assert path == "letters/hello/text/de"
    assert says in message
    assert not others


def test_a_fault_of_the_subject_stands_at_the_subject() -> None:
    assert [path for path, _message in found(programme(subject="{nobody}"))] == ["letters/hello/subject/de"]


def test_each_language_has_the_placeholders_of_the_german_text() -> None:
    ((lost, _),) = found(programme("{today} {case.number}", en="{today}"))
    ((more, said),) = found(programme("Hallo", en="Hello {today}"))
    assert (lost, more) == ("letters/hello/text/en",) * 2
    assert "{today}" in said
    assert found(programme("{today} {case.number}", en="{case.number} {today} {today}")) == []


def test_a_text_that_cannot_be_read_is_told_once() -> None:
    assert [path for path, _message in found(programme("{today}", en="{today"))] == ["letters/hello/text/en"]


def test_german_is_missing() -> None:
    one = programme().but(letters=[Letter("hello", t(de="Gruß"), subject=t(en="Hello"), text=t(de="Tag"))])
    assert [path for path, _message in found(one)] == ["letters/hello/subject"]


def test_steps_that_are_not_there_and_ids_that_stand_twice() -> None:
    assert found(programme(steps=["tlk"])) == [("letters/hello/steps", "There is no step 'tlk'. Did you mean 'talk'?")]
    one = programme()
    assert any(path == "letters/hello" and "2 times" in said for path, said in found(one.but(letters=[*one.letters] * 2)))


def test_a_letter_to_an_office_tells_no_more_than_outsiders_may_know() -> None:
    one = programme("{facts.german_level} {facts.benefits} {answers.intake.school}")
    assert found(one) == []
    ((path, said),) = found(one.but(letters=[one.letters[0].but(recipient="unit")]))
    assert path == "letters/hello/text/de"
    assert "{facts.benefits} is told to nobody outside" in said


def test_pieces_tell_text_from_placeholders() -> None:
    assert pieces("a {today}{{x}} b") == ("a ", Slot("today"), "{", "x}", " b")
    assert pieces("") == ()
    assert slots("{today") == frozenset()
    assert not readable("}")
    with pytest.raises(BadBrace):
        pieces("{")


def test_what_is_put_in_is_never_read_again() -> None:
    assert filled("{today}, {{x}}", lambda _name: "{person.given_name} {") == "{person.given_name} {, {x}"


def test_rewriting_keeps_doubled_braces_and_what_cannot_be_read() -> None:
    assert rewritten("{{a}} {due.x}", str.upper) == "{{a}} {DUE.X}"
    assert rewritten("{due.x", str.upper) == "{due.x"


def test_renaming_forms_fields_and_steps_is_followed() -> None:
    one = programme("{answers.intake.school} {due.talk} {answers.intake.school_two}", steps=["talk"])
    assert letters_renamed(one, "fields", "school", "college", "intake").letters[0].text.text() == (
        "{answers.intake.college} {due.talk} {answers.intake.school_two}"
    )
    assert "{answers.entry.school}" in letters_renamed(one, "forms", "intake", "entry").letters[0].text.text()
    stepped = letters_renamed(one, "steps", "talk", "first_talk").letters[0]
    assert "{due.first_talk}" in stepped.text.text()
    assert list(stepped.steps) == ["first_talk"]
    assert letters_renamed(one, "fields", "school", "college", "other") is one


def test_a_letter_goes_to_files_and_back() -> None:
    one = programme("Zeile 1\n\n- {today}", steps=["talk"], en="Line 1\n\n- {today}")
    assert read_yaml(write_yaml(one)) == one
    assert load_programme(one.as_data()) == one
    assert "Letter" in json_schema()["$defs"]


def test_a_programme_without_letters_keeps_its_digest() -> None:
    assert "letters" not in programme().but(letters=()).as_data()


def test_the_palette_offers_what_the_check_takes() -> None:
    names = offered(programme(), vocabulary())
    assert names[: len(PLAIN)] == list(PLAIN)
    assert {"due.talk", "answers.intake.school", "facts.german_level"} <= set(names)
    assert not {"due.end", "answers.intake.ill", "answers.intake.plan", "facts.disability", "facts.email"} & set(names)

"""Sentences about rules in another language: patterns are translated, what was typed is not, and English stays what it was."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from core.rules import NUMBER, RuleError, SetOf, check_rule
from core.rules.message import joined, msg, said
from core.rules.types import Row, in_words
from core.web.i18n import FOLDER
from tests.core.rules.scope import SCOPE

ENGLISH = re.compile(r"\b(the|there|write|did you mean|expected|needs|is no|rule|row)\b", re.IGNORECASE)


def german(text: str) -> str:
    with (FOLDER / "de" / "LC_MESSAGES" / "messages.po").open("rb") as file:
        found = read_po(file, locale="de").get(text)
    assert found is not None, text
    return str(found.string)


def test_it_is_its_english_text() -> None:
    message = msg("There is no fact '{name}'. {hint}", name="agee", hint=msg("Did you mean '{nearest}'?", nearest="age"))
    assert message == "There is no fact 'agee'. Did you mean 'age'?"
    assert message.said(german) == "Es gibt keine Angabe „agee“. Meinten Sie „age“?"


def test_what_was_typed_is_no_pattern() -> None:
    assert msg("Found {found} here", found="{found} {hint}").said(str) == "Found {found} {hint} here"
    assert said("{name}", german) == "{name}"
    assert joined(("a", "", msg("a comma")), ", ").said(german) == "a, ein Komma"
    assert joined((), " ").said(german) == ""


def test_types_have_names() -> None:
    assert [in_words(each).said(german) for each in (NUMBER, SetOf(NUMBER), Row(()))] == [
        "eine Zahl",
        "eine Menge (Zahl)",
        "eine Zeile",
    ]


@pytest.mark.parametrize(
    "rule",
    [
        "",
        "age >",
        "age >= 18 nad sex",
        "agee > 3",
        "age == 3",
        'age = "x"',
        "age + 1",
        "age = null",
        'sex = "mail"',
        "not age",
        "today()",
        "some x in age satisfies x > 1",
        "arrived_on + age > arrived_on",
        "age in [27..18]",
        'date("2026-02-31") > arrived_on',
        "starts with(age)",
        "benefits > 3",
        "if age > 3 then 1 else true",
        "a" * 5000,
        "(" * 80 + "age > 1" + ")" * 80,
    ],
    ids=range(20),
)
def test_no_english_is_left_in_a_german_sentence(rule: str) -> None:
    with pytest.raises(RuleError) as wrong:
        check_rule(rule, SCOPE)
    told = said(wrong.value.message, german)
    assert told != wrong.value.message
    assert not ENGLISH.search(told), told


def test_each_sentence_can_be_said_in_german() -> None:
    """No RuleError is raised with a plain text or an f-string: those would stay English."""
    for floor in ("core/rules", "forms/ruling", "workflows/building"):
        for path in (FOLDER.parents[1] / Path(floor)).rglob("*.py"):
            plain = re.findall(r'(?:RuleError|TableError)\(\s*f?["\']', path.read_text("utf-8"))
            assert not plain, path

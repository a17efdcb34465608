"""Texts that read otherwise than they are stored are refused by place and character; honest marks of direction stay."""

from __future__ import annotations

import pytest

from core.catalogue.keeping import made
from core.definitions import DefinitionError, check, t, vocabulary
from core.definitions.unseen import unseen, unseen_faults
from tests.core.definitions.programmes import programme


@pytest.mark.parametrize(
    "text",
    [
        "Übergang",
        "Zeile eins\nZeile zwei\r\n\tdrei",
        "Silben\u00adtrennung",
        "رقم \u200eA-12\u200e و\u200fآخر",
        "الاسم \u2068Ada\u2069 هنا",
        "\u2067\u2068Ada\u2069\u2069",
        "می\u200cخواهم",
        "👩\u200d🏫 und ❤\ufe0f\u200d🔥",
        "\u061c12",
    ],
    ids=[
        "umlaut",
        "lines",
        "soft_hyphen",
        "marks",
        "isolate",
        "isolates_in_each_other",
        "dari_joiner",
        "emoji_joiner",
        "arabic_letter_mark",
    ],
)
def test_honest_texts_stay(text: str) -> None:
    assert unseen(text) is None


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("bis \u202e72\u202c Jahre", "202E", "turns the direction"),
        ("a\u202ab", "202A", "turns the direction"),
        ("a\x00b", "0000", "control"),
        ("rot \x1b[31m", "001B", "control"),
        ("a\x7fb", "007F", "control"),
        ("a\x85b", "0085", "control"),
        ("a\u2028b", "2028", "control"),
        ("Al\u200bter", "200B", "invisible"),
        ("\ufeffAlter", "FEFF", "invisible"),
        ("Al\u200cter", "200C", "invisible"),
        ("\u200dAlter", "200D", "invisible"),
        ("Alter\U000e0041", "E0041", "invisible"),
        ("\u2067offen", "2067", "other half"),
        ("zu\u2069", "2069", "other half"),
        ("\u2068über\nZeilen\u2069", "2068", "other half"),
    ],
    ids=lambda value: value if value.isalnum() and value.isascii() and len(value) < 6 else None,
)
def test_what_deceives_is_named(text: str, code: str, kind: str) -> None:
    said = unseen(text)
    assert said is not None
    assert f"U+{code}" in said
    assert kind in said
    assert "▯" in said
    assert not set(said) & set("\u202e\u200b\x1b")


def hostile():
    first, *others = programme().eligibility
    return programme().but(eligibility=[first.but(title=t(de="Bis \u202e72", en="Up to")), *others])


def test_the_place_is_said_and_the_check_finds_it() -> None:
    (fault,) = unseen_faults(hostile())
    assert fault.path == f"eligibility/{programme().eligibility[0].id}/title/de"
    assert fault in check(hostile(), vocabulary())
    assert unseen_faults(programme()) == []


def test_an_edit_that_brings_one_is_refused_and_what_stood_there_is_let_be() -> None:
    with pytest.raises(DefinitionError, match=r"U\+202E"):
        made(lambda _: hostile(), programme())
    assert made(lambda before: before.but(source="§ 2"), hostile()).source == "§ 2"
    with pytest.raises(DefinitionError, match=r"U\+200B"):
        made(lambda before: before.but(source="§\u200b2"), hostile())

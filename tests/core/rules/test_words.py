"""Rules in words: sentences thought out by hand, words for every part of the language, no two rules alike."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings

from core.rules import (
    FUNCTIONS,
    check_rule,
    parse,
    text,
)
from core.rules import tree as t
from core.rules.mutations import edits
from core.rules.wordings import wordings
from core.rules.words import in_words, languages, sentence
from tests.core.rules.called import SCOPE, called, said
from tests.core.rules.scope import RULES
from tests.core.rules.scope import SCOPE as RANDOM

GOLDEN = [
    (
        'age in [18..27] and residence_category in ("duldung", "gestattung")',
        "zwischen 18 und 27 Jahre alt und Duldung oder Aufenthaltsgestattung",
        "between 18 and 27 years old and toleration (Duldung) or permission to stay during the asylum procedure",
    ),
    ("age >= 18", "mindestens 18 Jahre alt", "at least 18 years old"),
    ("18 > age", "unter 18 Jahre alt", "under 18 years old"),
    ("not(age < 18)", "mindestens 18 Jahre alt", "at least 18 years old"),
    ("not(age in [18..27])", "nicht zwischen 18 und 27 Jahre alt", "not between 18 and 27 years old"),
    ("age in (17..28)", "über 17 und unter 28 Jahre alt", "over 17 and under 28 years old"),
    ("not(age in [18..28))", "unter 18 oder mindestens 28 Jahre alt", "under 18 or at least 28 years old"),
    ("years_unskilled = 1", "genau 1 Jahr in Hilfs- oder Anlerntätigkeit", "exactly 1 year in un- or semi-skilled work"),
    ('work_ban != "absolute"', "kein vollständiges Arbeitsverbot", "no complete ban on working"),
    ("not(in_state_reception)", "wohnt nicht in einer Einrichtung des Landes", "does not live in a reception centre of the Land"),
    ("own_migration = false", "ist nicht selbst nach Deutschland eingewandert", "did not come to Germany as an immigrant"),
    ('german_level >= "b1"', "Deutsch mindestens B1", "German at least B1"),
    ('german_level in ["a1".."b1"]', "Deutsch von A1 bis B1", "German from A1 to B1"),
    ('municipality = "Usingen"', "wohnt in Usingen", "lives in Usingen"),
    ('municipality != "Usingen"', "wohnt nicht in Usingen", "does not live in Usingen"),
    (
        'not(district in ("Kreis Unna", "Hilden"))',
        "Wohnsitz nicht: Kreis Unna oder Hilden",
        "does not live in: Kreis Unna or Hilden",
    ),
    (
        'not(contains(benefits, "sgb2") or "sgb12" in benefits)',
        "bekommt keine Grundsicherung vom Jobcenter (SGB II) und keine Sozialhilfe (SGB XII)",
        "receives no basic income support from the job centre (SGB II) and no social assistance (SGB XII)",
    ),
    ("count(benefits) = 0", "bekommt keine Leistungen zum Lebensunterhalt", "receives no benefits"),
    ("count(support_needs) >= 1", "mindestens ein Unterstützungsbedarf", "at least one need for support"),
    (
        "count(benefits) > 1",
        "Anzahl der Angaben bei „Leistungen zum Lebensunterhalt“: mehr als 1",
        "number of answers at “Benefits”: more than 1",
    ),
    ('entry_date >= date("2023-01-01")', "Eintritt ab dem 01.01.2023", "entry from 1 January 2023 on"),
    (
        'entry_date in [date("2019-07-01")..date("2022-06-30")]',
        "Eintritt vom 01.07.2019 bis zum 30.06.2022",
        "entry from 1 July 2019 to 30 June 2022",
    ),
    (
        'arrived_on + duration("P18M") <= entry_date',
        "Eintritt frühestens 18 Monate nach der Ankunft in Deutschland",
        "entry at the earliest 18 months after the arrival in Germany",
    ),
    (
        'entry_date - arrived_on > duration("P90D")',
        "Zeit von der Ankunft in Deutschland bis zu dem Eintritt: mehr als 90 Tage",
        "time from the arrival in Germany to the entry: more than 90 days",
    ),
    ("arrived_on >= date_of_birth", "Ankunft in Deutschland nicht vor der Geburt", "arrival in Germany not before the birth"),
    ("age_on(date_of_birth, entry_date) < 18", "beim Eintritt unter 18 Jahre alt", "on the day of entry under 18 years old"),
    ("is known(arrived_on)", "„In Deutschland seit“ angegeben", "“In Germany since” given"),
    ("not(agreed)", "„Sind beide einverstanden?“: nein", "“Do both agree?”: no"),
    ('kind != "full"', "„Umfang“: nicht „Vollzeit“", "“Hours”: not “Full time”"),
    ('kind = "part"', "„Umfang“: „Teilzeit, auch im Minijob“", "“Hours”: Part time"),
    ("costs <= 207000", "„Kosten“: höchstens 2.070,00 €", "“Costs”: at most €2,070.00"),
    ("costs <= units * 4000", "„Kosten“: höchstens „units“ mal 40,00 €", "“Costs”: at most “units” times €40.00"),
    ("units > 1000", "„units“: mehr als 1000 Stunden", "“units”: more than 1000 hours"),
    ('enrolled("wir")', "nimmt an „WIR“ teil", "takes part in “WIR”"),
    ('enrolled("my_turn")', "nimmt an „my turn“ teil", "takes part in “my turn”"),
    ('not(done("talk"))', "der Schritt „Gespräch“ ist nicht erledigt", "the step “Talk” is not done"),
    (
        "not(some job in jobs satisfies job.months >= 6)",
        "kein Eintrag bei „Arbeitsstellen“, für den gilt: „Dauer“: mindestens 6",
        "no entry of “Jobs” for which holds: “Length”: at least 6",
    ),
    (
        'not(every job in jobs satisfies job.kind = "full")',
        "mindestens ein Eintrag bei „Arbeitsstellen“, für den gilt: „Umfang“: nicht „Vollzeit“",
        "at least one entry of “Jobs” for which holds: “Hours”: not “Full time”",
    ),
    (
        "if own_migration then age >= 18 else age >= 21",
        "falls gilt: ist selbst nach Deutschland eingewandert, dann: mindestens 18 Jahre alt; sonst: mindestens 21 Jahre alt",
        "if this holds: came to Germany as an immigrant, then: at least 18 years old; otherwise: at least 21 years old",
    ),
    ("age >= 18 and true", "mindestens 18 Jahre alt", "at least 18 years old"),
    ("null", "unbekannt", "unknown"),
]


@pytest.mark.parametrize(("rule", "german", "english"), GOLDEN)
def test_a_case_worker_would_write_it_so(rule: str, german: str, english: str) -> None:
    check_rule(rule, SCOPE)
    assert said(rule) == german
    assert said(rule, "en") == english


def test_brackets_in_thought_stay_to_be_heard() -> None:
    either = said("age >= 18 and (own_migration or refugee_background) and seeking_work")
    assert either.count("; und ") == 2
    assert "entweder ist selbst nach Deutschland eingewandert oder ist nach Deutschland geflüchtet" in either
    assert said("age >= 18 and seeking_work or work_permitted") == "mindestens 18 Jahre alt und sucht Arbeit; oder darf arbeiten"
    deep = said("age >= 18 and (own_migration or work_permitted and seeking_work)")
    assert deep.startswith("alles davon: mindestens 18 Jahre alt; (ist selbst")


@pytest.mark.parametrize("language", languages())
def test_negation_is_de_morgans(language: str) -> None:
    assert said("not(age >= 18 and seeking_work)", language) == said("age < 18 or not(seeking_work)", language)
    assert said("not(if own_migration then age >= 18 else seeking_work)", language) == said(
        "if own_migration then age < 18 else not(seeking_work)", language
    )
    assert said("not(not(age >= 18))", language) == said("age >= 18", language)


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", [name for name, function in FUNCTIONS.items() if not function.constant])
def test_every_function_has_words(name: str, language: str) -> None:
    assert name in wordings(language)["functions"], f"wordings/{language}.yaml has no words for {name}"
    example = FUNCTIONS[name].example.replace('"onnfit"', '"wir"').replace('"first_talk"', '"talk"')
    for rule in (example, f"not({example})"):
        if name in ("count",):
            rule = f"{example} > 2"
        found = said(rule, language)
        assert found
        assert "_" not in found


@pytest.mark.parametrize("language", languages())
@settings(max_examples=300, deadline=None)
@given(node=RULES)
def test_every_rule_has_words(language: str, node: t.Node) -> None:
    found = in_words(node, RANDOM, language, called(language))
    taken_apart = sentence(node, RANDOM, language, called(language))
    assert found == taken_apart.text
    assert found.strip() == found != ""
    assert "{" not in re.sub(r"“[^”]*”|„[^“]*“", "", found) or "{" in str(node)


def test_a_sentence_comes_apart_where_it_is_joined() -> None:
    rule = parse('age >= 18 and (municipality = "Usingen" or seeking_work)')
    found = sentence(rule, SCOPE, "de", called("de"))
    assert (found.lead, found.joint) == ("alles davon", "und")
    assert [each.text for each in found.children] == ["mindestens 18 Jahre alt", "wohnt in Usingen oder sucht Arbeit"]
    assert [each.text for each in found.children[1].children] == ["wohnt in Usingen", "sucht Arbeit"]
    assert not found.short
    assert found.children[1].short


def test_a_long_list_is_counted() -> None:
    towns = ", ".join(f'"Ort {number}"' for number in range(9))
    found = sentence(parse(f"municipality in ({towns})"), SCOPE, "de", called("de"))
    assert found.lead == "wohnt in … (9 Möglichkeiten)"
    assert (found.listing, len(found.children)) == (True, 9)


def _speaks(node: t.Node) -> bool:
    """Whether none of its parts is a fixed answer, which an edit may leave as it is."""
    return not any(isinstance(part, t.Literal) and isinstance(part.value, bool | None) for part, _ in t.walk(node))


@pytest.mark.parametrize("language", languages())
@settings(max_examples=200, deadline=None)
@given(node=RULES.filter(_speaks))
def test_another_rule_is_another_sentence(language: str, node: t.Node) -> None:
    known = called(language)
    said = in_words(node, RANDOM, language, known)
    for edit in edits(node):
        assert in_words(edit.whole, RANDOM, language, known) != said, f"{text(edit.before)} or {text(edit.after)}?"


def test_what_is_joined_alike_stands_in_one_row() -> None:
    assert said("(age >= 18 and seeking_work) and work_permitted") == said("age >= 18 and seeking_work and work_permitted")
    assert said("not(own_migration or not(seeking_work)) and work_permitted") == (
        "ist nicht selbst nach Deutschland eingewandert, sucht Arbeit und darf arbeiten"
    )
    assert said("not(not(own_migration or seeking_work)) or work_permitted").count(" oder ") == 1


def test_a_day_may_stand_first() -> None:
    assert said('date("2020-01-01") in [arrived_on..entry_date]').startswith("01.01.2020: ")

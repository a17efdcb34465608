"""Each button of a part, sent as its form sends it."""

from __future__ import annotations

import html

import pytest

from tests.workflows.building.builder import Builder

RULE = "age > 1 and (age > 2 or own_migration)"
STEPS = [
    ({"_do": "set", "path": "0", "fact": "age", "operator": "<=", "value": "4,5"}, "age <= 4.5 and (age > 2 or own_migration)"),
    (
        {"_do": "set", "path": "0", "fact": "german_level", "operator": ">"},
        "is known(german_level) and (age > 2 or own_migration)",
    ),
    (
        {"_do": "set", "path": "0", "fact": "age", "operator": "range[]", "value": "3"},
        "age in [3..3] and (age > 2 or own_migration)",
    ),
    ({"_do": "set", "path": "1.1", "fact": "own_migration", "operator": "no"}, "age > 1 and (age > 2 or not(own_migration))"),
    ({"_do": "part", "path": "1.0", "text": "age / 2 > 3"}, "age > 1 and (age / 2 > 3 or own_migration)"),
    ({"_do": "add", "path": "", "fact": "age"}, "age > 1 and (age > 2 or own_migration) and is known(age)"),
    ({"_do": "add", "path": "1", "fact": "age"}, "age > 1 and (age > 2 or own_migration or is known(age))"),
    ({"_do": "any", "path": "0", "fact": "sex"}, "(age > 1 or is known(sex)) and (age > 2 or own_migration)"),
    ({"_do": "all", "path": "", "fact": "sex"}, "(age > 1 and (age > 2 or own_migration)) and is known(sex)"),
    ({"_do": "not", "path": "1"}, "age > 1 and not(age > 2 or own_migration)"),
    ({"_do": "turn", "path": "1"}, "age > 1 and (age > 2 and own_migration)"),
    ({"_do": "delete", "path": "1.0"}, "age > 1 and own_migration"),
    ({"_do": "delete", "path": "1"}, "age > 1"),
    ({"_do": "up", "path": "1"}, "(age > 2 or own_migration) and age > 1"),
    ({"_do": "in", "path": "1.1"}, "age > 1 and (age > 2 and own_migration)"),
    ({"_do": "out", "path": "1.1"}, "age > 1 and age > 2 and own_migration"),
    ({"_do": "carry", "path": "0", "group": "1", "place": "1"}, "age > 2 or age > 1 or own_migration"),
]
REFUSED = [
    {"_do": "unwrap", "path": ""},
    {"_do": "delete", "path": ""},
    {"_do": "turn", "path": "0"},
    {"_do": "set", "path": "0", "fact": "age", "operator": "x" * 50},
    {"_do": "set", "path": "0", "fact": "age", "operator": "has", "value": "3"},
    {"_do": "part", "path": "1.0", "text": "age / 2"},
    {"_do": "carry", "path": "1", "group": "1", "place": "0"},
    {"_do": "carry", "path": "0", "group": "0", "place": "0"},
    {"_do": "add", "path": "", "fact": "agee"},
    {"_do": "cells", "cell-0-0": "3"},
    {"_do": ""},
    {},
]


@pytest.mark.parametrize(("sent", "made"), STEPS, ids=[f"{sent['_do']} {sent['path']}" for sent, _made in STEPS])
def test_a_step(builder: Builder, sent: dict[str, str], made: str) -> None:
    url = builder.starts().url("age")
    builder.sends(url, _do="text", text=RULE)
    answer = builder.sends(url, **sent)
    # one about another fact begins with whether it is known: its operators are on the page then
    assert answer.status_code == 303, html.unescape(answer.text)
    assert builder.rule("age") == made
    page = builder.visitor.client.get(answer.location, base_url="http://127.0.0.1")
    assert made in html.unescape(page.text), "the text form says the same"


@pytest.mark.parametrize("sent", REFUSED, ids=range(len(REFUSED)))
def test_a_step_without_a_meaning_changes_nothing(builder: Builder, sent: dict[str, str]) -> None:
    url = builder.starts().url("age")
    builder.sends(url, _do="text", text=RULE)
    before = builder.version
    answer = builder.sends(url, **sent)
    assert answer.status_code == 422
    assert answer.text.count('id="wrong"') == 1, "it is said what is wrong, once"
    assert (builder.rule("age"), builder.version) == (RULE, before)


def test_a_group_in_a_group_is_dissolved(builder: Builder) -> None:
    url = builder.starts().url("age")
    builder.sends(url, _do="text", text=RULE)
    assert builder.sends(url, _do="unwrap", path="1").status_code == 303
    assert builder.rule("age") == "age > 1 and age > 2 and own_migration"


def test_a_rule_may_grow_to_the_limits_of_the_language_and_no_further(builder: Builder) -> None:
    url = builder.starts().url("age")
    for rule in ("not(" * 49 + "age > 1" + ")" * 49, " and ".join(["age > 1"] * 300), "age > " + "1" * 5000):
        assert builder.sends(url, _do="text", text=rule).status_code == 422
    nearly = "not(" * 40 + "own_migration" + ")" * 40
    assert builder.sends(url, _do="text", text=nearly).status_code == 303
    assert builder.visitor.get(url).status_code == 200

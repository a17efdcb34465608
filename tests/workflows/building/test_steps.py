"""Each button of a part, sent as its form sends it."""

from __future__ import annotations

import html

import pytest

from tests.workflows.building.builder import Builder

RULE = "age > 1 and (age > 2 or own_migration)"
REST = "(age > 2 or own_migration)"


def filled(path: str, **inputs: str) -> dict[str, str]:
    return {"_do": f"rule:rule:set:{path}", **{f"r::rule:{path}:{what}": value for what, value in inputs.items()}}


def pressed(what: str, path: str = "", *more: str) -> dict[str, str]:
    return {"_do": ":".join(("rule:rule", what, path, *more))}


STEPS = [
    (filled("0", fact="age", operator="<=", value="4,5"), f"age <= 4.5 and {REST}"),
    (filled("0", fact="german_level", operator=">"), f"is known(german_level) and {REST}"),
    (filled("0", fact="age", operator="range[]", value="3"), f"age in [3..3] and {REST}"),
    (filled("0", operator=">=", other="years_unskilled"), f"age >= years_unskilled and {REST}"),
    (filled("1.1", fact="own_migration", operator="no"), "age > 1 and (age > 2 or not(own_migration))"),
    ({**filled("0", value="5"), **filled("1.0", value="6")}, "age > 5 and (age > 6 or own_migration)"),
    ({**filled("0", value="5"), **pressed("turn", "1")}, "age > 5 and (age > 2 and own_migration)"),
    (pressed("add"), f"age > 1 and {REST} and is known(age)"),
    (pressed("add", "1"), "age > 1 and (age > 2 or own_migration or is known(age))"),
    (pressed("any", "0"), f"(age > 1 or is known(age)) and {REST}"),
    (pressed("all"), f"(age > 1 and {REST}) and is known(age)"),
    (pressed("not", "1"), "age > 1 and not(age > 2 or own_migration)"),
    (pressed("turn", "1"), "age > 1 and (age > 2 and own_migration)"),
    (pressed("delete", "1.0"), "age > 1 and own_migration"),
    (pressed("delete", "1"), "age > 1"),
    (pressed("up", "1"), "(age > 2 or own_migration) and age > 1"),
    (pressed("in", "1.1"), "age > 1 and (age > 2 and own_migration)"),
    (pressed("out", "1.1"), "age > 1 and age > 2 and own_migration"),
    (pressed("carry", "0", "1", "1"), "age > 2 or age > 1 or own_migration"),
]
REFUSED = [
    pressed("unwrap"),
    pressed("delete"),
    pressed("turn", "0"),
    filled("0", fact="age", operator="x" * 50),
    filled("0", fact="age", operator="has", value="3"),
    filled("0", other="district"),
    filled("7", value="3"),
    pressed("carry", "1", "1", "0"),
    pressed("carry", "0", "0", "0"),
    filled("", fact="agee"),
    {"_do": "rule:other:add:"},
    {"_do": "rule"},
    {"_do": "cells", "cell-0-0": "3"},
    {"_do": ""},
    {},
]


@pytest.mark.parametrize(("sent", "made"), STEPS, ids=range(len(STEPS)))
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
    assert answer.text.count('role="alert"') == 1, "it is said what is wrong, once"
    assert (builder.rule("age"), builder.version) == (RULE, before)


def test_a_group_in_a_group_is_dissolved(builder: Builder) -> None:
    url = builder.starts().url("age")
    builder.sends(url, _do="text", text=RULE)
    assert builder.sends(url, **pressed("unwrap", "1")).status_code == 303
    assert builder.rule("age") == "age > 1 and age > 2 and own_migration"


def test_a_rule_may_grow_to_the_limits_of_the_language_and_no_further(builder: Builder) -> None:
    url = builder.starts().url("age")
    for rule in ("not(" * 49 + "age > 1" + ")" * 49, " and ".join(["age > 1"] * 300), "age > " + "1" * 5000):
        assert builder.sends(url, _do="text", text=rule).status_code == 422
    nearly = "not(" * 40 + "own_migration" + ")" * 40
    assert builder.sends(url, _do="text", text=nearly).status_code == 303
    assert builder.visitor.get(url).status_code == 200

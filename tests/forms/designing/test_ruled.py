"""Rules of a form changed in the designer by hand: each press one step, what is wrong said at its part, text and parts at one."""

from __future__ import annotations

import html
import re

import pytest

from core.definitions import Field, YesNo
from tests.forms.designing.designer import Designer

PLACE = "fields/given_name"


def rule(designer: Designer, id: str = "given_name") -> str | None:
    found: Field = designer.field(id)
    return found.shown_if


def set_text(designer: Designer, text: str) -> None:
    assert designer.sends("set", PLACE, **{"p::shown_if": text}).status_code == 303
    assert rule(designer) == (text or None)


def test_a_rule_is_made_from_nothing(designer: Designer) -> None:
    page = designer.page(PLACE).text
    assert 'value="rule:shown_if:begin:"' in page
    answer = designer.sends("rule:shown_if:begin:", PLACE, **{"_fact:shown_if": "age"})
    assert answer.status_code == 303
    assert answer.location.endswith("#r--shown_if")
    assert rule(designer) == "is known(age)"
    sent = {"r::shown_if::fact": "age", "r::shown_if::operator": ">=", "r::shown_if::value": "18", "r::shown_if::value2": ""}
    assert designer.sends("set", PLACE, **sent).status_code == 303
    assert rule(designer) == "age >= 18"
    assert designer.sends("rule:shown_if:all:", PLACE).location.endswith("#r--shown_if-1")
    assert rule(designer) == "age >= 18 and is known(age)"
    page = html.unescape(designer.page(PLACE).text)
    assert "Alles davon trifft zu" in page
    before = designer.row[0]
    assert designer.sends("undo", PLACE).status_code == 303
    assert rule(designer) == "age >= 18"
    assert designer.sends("redo", PLACE).status_code == 303
    assert designer.row[0] == before + 2
    assert designer.sends("rule:shown_if:delete:", PLACE).status_code == 303
    assert rule(designer) is None


def test_a_button_takes_in_what_is_typed(designer: Designer) -> None:
    set_text(designer, "age > 3 and age < 9")
    answer = designer.sends("rule:shown_if:any:1", PLACE, **{"r::shown_if:0:value": "4", "w::label:de": "Rufname"})
    assert answer.status_code == 303
    assert rule(designer) == "age > 4 and (age < 9 or is known(age))"
    assert designer.field("given_name").label.text("de") == "Rufname"


def test_what_is_wrong_is_said_at_its_part(designer: Designer) -> None:
    set_text(designer, "age > 3 and age < 9")
    answer = designer.sends("set", PLACE, **{"r::shown_if:1:value": "neun"})
    assert answer.status_code == 422
    page = html.unescape(answer.text)
    assert 'id="r--shown_if-1--error"' in page
    assert 'value="neun"' in page, "what was typed is kept"
    assert "Das ist keine Zahl" in page
    assert re.search(r'<details[^>]+id="r--shown_if-1"[^>]+open>', page)
    assert rule(designer) == "age > 3 and age < 9"


def test_text_and_parts_are_not_changed_at_once(designer: Designer) -> None:
    set_text(designer, "age > 3")
    both = {"p::shown_if": "age > 5", "r::shown_if::value": "4"}
    assert designer.sends("set", PLACE, **both).status_code == 422
    assert rule(designer) == "age > 3"
    assert designer.sends("set", PLACE, **{**both, "r::shown_if::value": "3"}).status_code == 303
    assert rule(designer) == "age > 5", "a part that says what it said does not count"


def test_a_field_that_is_gone_is_named_with_the_nearest(designer: Designer) -> None:
    assert designer.sends("add:yes_no", PLACE).status_code == 303
    made = next(field for field in designer.form.fields if isinstance(field, YesNo) and "Neue Frage" in field.label.text("de"))
    set_text(designer, f"{made.id} and age > 3")
    assert made.label.text("de") in html.unescape(designer.page(PLACE).text)
    assert designer.sends(f"remove:fields/{made.id}").status_code == 303
    page = html.unescape(designer.page(PLACE).text)
    assert 'id="r--shown_if-0--bad"' in page
    assert f"„{made.id}“" in page
    assert designer.sends("rule:shown_if:add:", PLACE).status_code == 422, "it has to be mended first"
    assert (
        designer.sends("set", PLACE, **{"r::shown_if:0:fact": "in_state_reception", "r::shown_if:0:text": made.id}).status_code
        == 303
    )
    assert rule(designer) == "in_state_reception and age > 3"


@pytest.mark.parametrize(
    "do", ["rule", "rule:label:begin:", "rule:shown_if:begin:", "rule:shown_if:nothing:", "rule:shown_if:add:9", "rule:x:add:"]
)
def test_buttons_that_are_none(designer: Designer, do: str) -> None:
    assert designer.sends(do, PLACE).status_code == 422
    assert designer.sends(do).status_code == 422
    assert rule(designer) is None


def test_inputs_that_are_none(designer: Designer) -> None:
    set_text(designer, "age > 3")
    for name in (
        "r::label::value",
        "r:options/x:shown_if::value",
        "r::shown_if:x:value",
        "r::shown_if:9:value",
        "r::none::value",
    ):
        assert designer.sends("set", PLACE, **{name: "4"}).status_code == 422, name
    for name in ("r::shown_if::nothing", "r::shown_if", "r"):
        assert designer.sends("set", PLACE, **{name: "4"}).status_code == 303, name
    assert rule(designer) == "age > 3"


def test_checks_and_pages_have_it_too(designer: Designer) -> None:
    assert designer.sends("check").status_code == 303
    assert designer.sends("set", "checks/check", **{"r::rule::fact": "age"}).status_code == 303
    assert designer.form.checks[-1].rule == "is known(age)"
    assert designer.sends("rule:rule:delete:", "checks/check").status_code == 422, "a check needs a rule"
    page = f"pages/{designer.form.pages[-1].id}"
    assert designer.sends("rule:shown_if:begin:", page, **{"_fact:shown_if": "own_migration"}).status_code == 303
    assert designer.form.pages[-1].shown_if == "is known(own_migration)"


def test_what_stands_nearest_comes_first(designer: Designer) -> None:
    page = html.unescape(designer.page(PLACE).text)
    assert page.index('<optgroup label="Fragen dieses Formulars">') < page.index('<optgroup label="Angaben">')

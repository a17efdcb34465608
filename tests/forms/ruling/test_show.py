"""What a rule shows where it is edited: names in reach, inputs by type, what is wrong at which part."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel

from core.rules import BOOLEAN, DATE, NUMBER, TEXT, Code, Ordered, SetOf, parse
from core.rules.labels import Labels
from forms.ruling.shape import Block, shape
from forms.ruling.show import Rule, Ruling

SCOPE = {
    "works": BOOLEAN,
    "hours": NUMBER,
    "begins": DATE,
    "ends": DATE,
    "level": Ordered("level", ("a1", "b1")),
    "needs": SetOf(Code("needs", ("language", "housing"))),
    "town": TEXT,
    "unnamed": NUMBER,
    "enrolments": SetOf(TEXT),
    "done_steps": SetOf(Code("steps", ("talk", "exit"))),
}
LABELS = Labels(
    titles={
        "works": "Works",
        "hours": "Hours",
        "begins": "Begins",
        "ends": "Ends",
        "level": "Level",
        "needs": "Needs",
        "town": "Town",
    },
    codes={"needs": {"language": "Language"}},
    things={"done": {"talk": "First talk"}, "enrolled": {"wir": "WIR"}},
)


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    app = Flask(__name__)
    Babel(app, default_locale="en")
    with app.test_request_context():
        yield


def ruling(*own: str) -> Ruling:
    return Ruling(SCOPE, LABELS, "en", own, "Here")


def rule(text: str, **more: object) -> Rule:
    return Rule(ruling(), text, "when", "r::when", "rule:when", "x", **more)  # type: ignore[arg-type]  # the rest by name


def part(text: str) -> Block:
    return shape(parse(text), SCOPE)


def test_what_stands_nearest_comes_first_under_its_own_heading() -> None:
    near, far = ruling("town", "ends").groups()
    assert near == ("Here", [("ends", "Ends"), ("town", "Town")])
    assert ("works", "Works") in far[1]
    assert [title for title, _pairs in ruling().groups()] == [""], "without something near there is one list"


def test_what_has_no_title_is_offered_only_where_it_stands() -> None:
    assert "unnamed" not in dict(ruling().facts())
    assert "unnamed" in dict(ruling().facts("unnamed"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("works", "none"),
        ("hours > 3", "number"),
        ('begins = date("2024-01-01")', "date"),
        ('level >= "a1"', "codes"),
        ('level in ("a1", "b1")', "many"),
        ('contains(needs, "language")', "codes"),
        ('town = "Usingen"', "text"),
        ('town in ("Usingen", "Hilden")', "lines"),
        ('done("talk")', "codes"),
        ('enrolled("wir")', "codes"),
    ],
    ids=range(10),
)
def test_inputs_go_by_the_type(text: str, kind: str) -> None:
    condition = part(text).condition
    assert condition is not None
    assert ruling().input(condition) == kind


def test_codes_are_called_by_their_titles() -> None:
    def codes(text: str) -> list[tuple[str, str]]:
        condition = part(text).condition
        assert condition is not None
        return ruling().codes(condition)

    assert codes('contains(needs, "language")') == [("language", "Language"), ("housing", "housing")]
    assert codes('done("talk")') == [("talk", "First talk"), ("exit", "exit")]
    assert codes('enrolled("wir")') == [("wir", "WIR")]


def test_a_fact_is_held_against_its_like() -> None:
    ends, hours = part("ends >= begins").condition, part("hours > 3").condition
    assert ends is not None
    assert hours is not None
    assert (ends.other, ruling().others(ends)) == ("begins", [("begins", "Begins")])
    assert ruling().others(hours) == [], "what has no title is not offered"


def test_a_part_that_cannot_be_said_stands_as_its_text() -> None:
    gone = parse("gone > 3")
    assert ruling().say(gone) == "gone > 3"
    assert "gone" in ruling().wrong(gone)
    assert ruling().wrong(parse("hours > 3")) == ""


def test_what_was_typed_stays_at_the_part_that_was_refused() -> None:
    made = rule("works and hours > 3", blamed="1", told="no", typed={"r::when:1:value": ["x"]})
    assert made.root is not None
    works, hours = made.root.children
    assert (made.is_open(works), made.is_open(hours)) == (False, True)
    assert (made.sent(hours, "value", "3"), made.sent(works, "operator", "yes")) == ("x", "yes")
    assert (made.at(made.root), made.at(hours)) == ("x", "x-1")


def test_parts_that_there_are() -> None:
    assert rule("works and hours > 3").has("1")
    assert not rule("works and hours > 3").has("2")
    assert rule("").has(""), "the beginning of a rule"
    assert rule("works and").root is None
    assert not rule("works and").has("")

"""What was typed on a page of a form as it was, spread over the form as it is now."""

from __future__ import annotations

import pytest

from core.definitions import Choice, Form, Group, ManyOf, Option, Page, Text, YesNo, t
from forms import plugin
from forms.carry import ASIDE, spoken, spread_over
from forms.plan import Plan

assert plugin
W = t(de="Wort", en="Word")
JOBS = [Option("a", t(de="Büro")), Option("b", W), Option("c", W)]
JOBS_NOW = [Option("office", W, was=["a"]), Option("b", W), Option("c1", W, was=["c"]), Option("c2", W, was=["c"])]
OLD = Plan(
    Form("f", W, pages=[
        Page("one", W, fields=[Text("name", W), Choice("job", W, options=JOBS)]),
        Page("two", W, fields=[Group("jobs", W, fields=[Text("company", W)]), ManyOf("needs", W, options=[Option("x", W)])]),
    ])
)  # fmt: skip
NEW = Plan(
    Form("f", W, pages=[
        Page("first", W, fields=[Group("posts", W, fields=[Text("company", W)], was=["jobs"]), YesNo("new", W)]),
        Page("one", W, fields=[
            Choice("job", W, options=JOBS_NOW), ManyOf("wants", W, options=[Option("y", W, was=["x"])], was=["needs"]),
        ]),
    ])
)  # fmt: skip


@pytest.mark.parametrize(
    ("page", "raw", "there"),
    [
        ("one", {"name": ["Ada"]}, {ASIDE: {"name": ["Ada"]}}),
        ("one", {"name": [""]}, {}),
        ("one", {"job": ["a"]}, {"one": {"job": ["office"]}}),
        ("one", {"job": ["b"]}, {"one": {"job": ["b"]}}),
        ("one", {"job": ["c"]}, {"one": {"job": []}, ASIDE: {"job": ["c"]}}),
        ("two", {"jobs.0.company": ["Bau GmbH"]}, {"first": {"posts.0.company": ["Bau GmbH"]}}),
        ("two", {"needs": ["x"]}, {"one": {"wants": ["y"]}}),
        ("one", {"_seen": ["name"]}, {"one": {"_seen": ["name"]}}),
        ("two", {"_seen": ["needs"]}, {}),
    ],
    ids=["gone", "gone and empty", "renamed option", "kept", "split", "row on another page", "renamed set", "seen", "page gone"],
)
def test_each_input_goes_where_it_is_asked_now(page: str, raw: dict[str, list[str]], there: dict[str, dict[str, list[str]]]):
    assert spread_over(OLD, NEW, page, raw) == there


def test_the_way_back_gives_back_what_was_typed():
    typed = {"one": {"name": ["Ada"], "job": ["a"]}, "two": {"jobs.0.company": ["Bau GmbH"], "needs": ["x"]}}
    there: dict[str, dict[str, list[str]]] = {}
    for page, raw in typed.items():
        for other, spread in spread_over(OLD, NEW, page, raw).items():
            there.setdefault(other, {}).update(spread)
    back: dict[str, dict[str, list[str]]] = {}
    for page, raw in there.items():
        for other, spread in spread_over(NEW, OLD, page, raw).items():
            back.setdefault(other, {}).update(spread)
    assert back == typed


def test_what_is_put_aside_is_told_as_it_was_called():
    assert spoken(OLD, "job", ["a"], "de") == ("Wort", "Büro")
    assert spoken(OLD, "unknown", ["x", "y"], "de") == ("unknown", "x, y")

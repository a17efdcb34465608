"""The mutation check: counts, survivors in words, time, and the six programmes."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import date
from importlib import import_module
from itertools import count
from typing import Any

import pytest

from core.definitions import Block, Criterion, DecisionTable, Example, Programme, TableInput, TableRow
from core.definitions.mutated import Report, check_mutations
from core.definitions.mutations_told import told
from core.definitions.wording import t
from core.testing import resolved

ON = date(2024, 5, 1)
ADULT = Criterion("age", "age >= 18", t(de="Ist volljährig", en="Is of age"))
# equivalent edits, counted by hand: the day that begins a version and the day in its window say the same
EQUIVALENT = {
    "wir": 1,
    "wir_onnfit": 3,
    "my_turn": 2,
    "gemeinsam_durchstarten": 0,
    "drei_phasen_modell": 0,
    "wir_sind_usingen": 12,
}


def example(id: str, expects: Any, block: str | None = None, **facts: Any) -> Example:
    return Example(id, t(de=id, en=id), facts=facts, on=ON, expects=expects, block=block)


def programme(*examples: Example, eligibility: Any = (ADULT,), blocks: Any = ()) -> Programme:
    return Programme("sample", t(de="Probe", en="Sample"), eligibility=eligibility, blocks=blocks, examples=examples)


def looked_at(whole: Programme) -> Report:
    return check_mutations(whole, time.monotonic)


def lines(whole: Programme) -> list[str]:
    return [line.strip() for line in told(looked_at(whole), whole)]


TURNS_18 = example("turns_18", "eligible", date_of_birth=date(2006, 5, 1))
NOT_18 = example("not_18", "not eligible", date_of_birth=date(2006, 5, 2))


def test_without_examples_nothing_is_noticed() -> None:
    report = looked_at(programme())
    assert (report.killed, report.survived, report.untried) == (0, 5, 0)
    assert lines(programme()) == [
        "0 of 5 edits would be noticed by an example, 5 would not.",
        "For each of these, add an example that tells the two apart; an edit that changes nothing needs none.",
        "age “Is of age”: 0 of 5 noticed",
        "“at least 18 years old” could be “under 18 years old”",
        "“at least 18 years old” could be “over 18 years old”",
        "“at least 18 years old” could be “at least 19 years old”",
        "“at least 18 years old” could be “at least 17 years old”",
        "the strength could be should instead of must",
    ]


def test_the_two_sides_of_an_edge_notice_every_edit() -> None:
    assert lines(programme(TURNS_18, NOT_18)) == [
        "5 of 5 edits would be noticed by an example, 0 would not.",
        "age “Is of age”: 5 of 5 noticed",
    ]


def test_one_side_alone_lets_some_pass() -> None:
    assert lines(programme(TURNS_18))[3:] == [
        "“at least 18 years old” could be “at least 17 years old”",
        "the strength could be should instead of must",
    ]


def test_examples_of_a_block_guard_its_criteria_alone() -> None:
    block = Block("later", t(de="Später", en="Later"), eligibility=[ADULT])
    inside = [
        example("a", "eligible", "later", date_of_birth=date(2006, 5, 1)),
        example("b", "not eligible", "later", date_of_birth=date(2006, 5, 2)),
    ]
    report = looked_at(programme(*inside, blocks=[block]))
    assert [(score.owner, score.killed, len(score.survived)) for score in report.scores] == [
        (("", ""), 0, 5),
        (("block", "later"), 5, 0),
    ]


def test_a_list_says_what_it_could_lose() -> None:
    status = Criterion("status", 'residence_category in ("duldung", "gestattung")', t(de="Papier", en="Document"))
    said = lines(
        programme(
            example("d", "eligible", residence_title="d60a"),
            example("o", "not eligible", residence_title="eu"),
            eligibility=[status],
        )
    )
    assert said[0] == "2 of 3 edits would be noticed by an example, 1 would not."
    assert said[-1] == (
        "“toleration (Duldung) or permission to stay during the asylum procedure” could lose "
        "“permission to stay during the asylum procedure”"
    )


def test_examples_that_fail_come_first() -> None:
    whole = programme(example("wrong", "eligible", date_of_birth=date(2010, 1, 1)))
    report = looked_at(whole)
    assert (report.scores, len(report.findings)) == ((), 1)
    assert lines(whole)[0].startswith("1 examples fail; mend them first")


def test_a_table_is_edited_as_the_rule_that_it_is() -> None:
    table = DecisionTable(
        inputs=[TableInput("age", title=t(de="Alter", en="Age"))],
        rows=[TableRow([">= 18"], "true"), TableRow(["< 18"], "false")],
    )
    whole = programme(TURNS_18, NOT_18, eligibility=[Criterion("age", title=t(de="Alter", en="Age"), table=table)])
    report = looked_at(whole)
    assert report.killed > 4
    assert report.untried == 0


def ticking() -> Callable[[], float]:
    seconds = count()
    return lambda: float(next(seconds))


def test_time_is_bounded_and_what_was_not_tried_is_told() -> None:
    whole = programme(TURNS_18, NOT_18)
    report = check_mutations(whole, ticking(), seconds=3)
    assert (report.killed, report.survived, report.untried) == (2, 0, 3)
    assert list(told(report, whole))[1] == "The time was over: 3 edits were not tried. Give more time with --seconds."


@pytest.mark.parametrize(("id", "left"), EQUIVALENT.items())
def test_the_six_programmes_notice_all_that_can_be_noticed(id: str, left: int) -> None:
    whole = resolved(import_module(f"plugins.{id}").programme)
    report = looked_at(whole)
    assert not report.findings, [str(finding) for finding in report.findings]
    assert (report.survived, report.untried) == (left, 0), list(told(report, whole))
    assert not any("_" in line.split("could")[0] for line in told(report, whole) if "could" in line)

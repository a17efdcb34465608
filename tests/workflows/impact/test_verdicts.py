"""Whose verdict turns: the statement says what the two verdicts of each person say, on both databases."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.definitions import Block, Criterion, Programme, Role, Step
from core.people.registry import register
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, TODAY, enrolled, w
from workflows.eligibility import decider_of
from workflows.impact.verdicts import Count, Judged, counts, judged, turning
from workflows.run import open_case
from workflows.screening.known import known_of

MUST = [
    Criterion("age", "age in [18..27]", w("18 bis 27")),
    Criterion("level", 'german_level >= "a1"', w("Deutsch ab A1")),
    Criterion("title", 'residence_title in ("d60a", "a24")', w("Titel"), proof="document_seen"),
    Criterion("seeking", "seeking_work", w("Sucht Arbeit"), strength="should"),
]
LATER = [MUST[0].but(rule="age in [18..30]"), MUST[1].but(rule='german_level >= "a2"'), *MUST[3:], Criterion(
    "place", 'municipality = "Usingen"', w("In Usingen")
)]  # fmt: skip


def programme(criteria: list[Criterion], **more: Any) -> Programme:
    return Programme(
        "sample", w("P"), eligibility=criteria, roles=[Role("r", w("R"))], steps=[Step("a", w("A"), role="r")], **more
    )


@pytest.fixture
def people(session: Session, tree: Tree) -> list[str]:
    rng, found = random.Random(5), []
    choices: dict[str, list[Any]] = {
        "date_of_birth": [dt.date(1990, 1, 1), dt.date(1997, 5, 1), dt.date(2003, 1, 1), dt.date(2012, 1, 1), None],
        "german_level": ["none", "a1", "a2", "b1", None],
        "residence_title": ["d60a", "a24", "de", None],
        "municipality": ["Usingen", "Hilden", None],
        "seeking_work": [True, False, None],
    }
    for number in range(60):
        facts = {name: value for name, each in choices.items() if (value := rng.choice(each)) is not None}
        unit = tree.town if number % 3 else tree.south
        name = {"family_name": f"Muster{number}", "given_name": "Ada"}
        found.append(register(session, SYSTEM, unit, name, facts, source=rng.choice(["self", "document"]), now=NOW).id)
    session.flush()
    return found


@pytest.mark.parametrize("direction", ["there", "back"])
def test_the_statement_says_what_two_verdicts_say(session: Session, people: list[str], direction: str):
    sides = (MUST, LATER) if direction == "there" else (LATER, MUST)
    what = Judged(*sides, "sample", TODAY)
    known = known_of(session, people, TODAY)
    one, other = (decider_of(side) for side in sides)
    wanted = {}
    for id in people:
        verdicts = [each.decide(known[id].facts, TODAY, sources=known[id].sources).outcome for each in (one, other)]
        if verdicts[0] != verdicts[1]:
            wanted[id] = tuple(verdicts)
    found = turning(session, SYSTEM, what, limit=200)
    assert len(wanted) > 5
    assert {row.person_id: (row.before.outcome, row.after.outcome) for row in found.rows} == wanted
    counted: Counter[Any] = Counter()
    for each in counts(session, what):
        counted[each.before, each.after] += each.people
    assert counted == Counter(wanted.values())
    for row in found.rows:
        new = row.before.outcome == "eligible" or (row.before.outcome == "open" and row.after.outcome == "not eligible")
        by = row.after if new else row.before
        state = next(reason.state for reason in by.reasons if reason.id == row.criterion)
        assert state is (False if by.outcome == "not eligible" else None)


def test_pages_go_on_behind_the_last_person(session: Session, people: list[str]):
    what = Judged(MUST, LATER, "sample", TODAY)
    everybody = [row.person_id for row in turning(session, SYSTEM, what, limit=200).rows]
    first = turning(session, SYSTEM, what, limit=3)
    then = turning(session, SYSTEM, what, first.after, limit=200)
    assert [row.person_id for row in (*first.rows, *then.rows)] == everybody == sorted(everybody)
    assert (len(first.rows), then.after) == (3, "")


def test_names_are_for_who_may_see_them_and_numbers_for_all(session: Session, tree: Tree, people: list[str]):
    what = Judged(MUST, LATER, "sample", TODAY)
    mine = {row.person_id for row in turning(session, actor("case_worker", tree.south), what, limit=200).rows}
    assert mine
    assert mine < {row.person_id for row in turning(session, SYSTEM, what, limit=200).rows}
    assert turning(session, actor("programme_admin", tree.land), what, limit=200).rows == []


def test_who_is_in_the_programme_already_is_told_apart(session: Session, tree: Tree):
    person = enrolled(session, tree.town)
    case = open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)
    age = [Criterion("age", "age in [18..40]", w("Alt"))]
    what = Judged(age, [age[0].but(rule="age in [18..27]")], "sample", TODAY)
    assert counts(session, what) == [Count("eligible", "not eligible", "age", 1, 1)]
    assert turning(session, SYSTEM, what).rows[0].case_id == case.id


def test_only_what_is_judged_otherwise_is_looked_at():
    before = programme(MUST, blocks=[Block("b", w("B"), eligibility=MUST[:1])])
    assert judged(before, before, TODAY) == []
    reworded = programme([MUST[0].but(title=w("Anders")), *MUST[1:]], blocks=before.blocks)
    assert judged(before, reworded, TODAY) == []
    after = before.but(blocks=[Block("b", w("B"), eligibility=LATER[:1], starts_on=dt.date(2026, 9, 1))])
    assert [(each.block, each.on) for each in judged(before, after, TODAY)] == [("b", dt.date(2026, 9, 1))]

"""Whose verdict turns: the statement says what the two verdicts of each person say, on both databases."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from typing import Any

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.database import new_id
from core.definitions import Block, Criterion, Programme, Role, Step
from core.people.registry import register
from tests.core.organisations.rooms import Tree, actor
from tests.workflows.sample import NOW, TODAY, enrolled, w
from workflows.eligibility import decider_of
from workflows.impact.verdicts import Count, Judged, counts, judged, turning
from workflows.models import BlockPlace, Case
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


BORN = dt.date(1998, 3, 2)  # 28 on TODAY


def aged(limit: int, **more: Any) -> list[Criterion]:
    return [Criterion("age", f"age in [18..{limit}]", w("Alter"), **more)]


def entered(session: Session, tree: Tree, on: dt.date, born: dt.date = BORN, verdict: dict[str, Any] | None = None) -> Case:
    """Somebody who is in the programme since this day."""
    facts = {"date_of_birth": born}
    name = {"family_name": "Beispiel", "given_name": "Ada"}
    person = register(session, SYSTEM, tree.town, name, facts, source="self", now=NOW).id
    case = Case(
        number=new_id()[-12:], person_id=person, programme="sample", track="", revision="0" * 64, unit_id=tree.town.id,
        unit_path=tree.town.path, state={}, entered_on=on, verdict=verdict or {}, created_at=NOW,
    )  # fmt: skip
    session.add(case)
    session.flush()
    return case


@pytest.mark.parametrize(("days", "turns"), [(-1, False), (0, True), (1, True)])
def test_who_is_in_is_judged_as_of_her_entry_and_not_of_today(session: Session, tree: Tree, days: int, turns: bool):
    """The limit goes from 28 to 27. She turned 28 on a day: who came before it was 27, whatever day it is now."""
    birthday = dt.date(2026, 2, 10)
    case = entered(session, tree, birthday + dt.timedelta(days=days), birthday.replace(year=1998))
    what = Judged(aged(28), aged(27), "sample", TODAY)
    rows = turning(session, SYSTEM, what).rows
    assert [row.case_id for row in rows] == ([case.id] if turns else [])
    assert counts(session, what) == ([Count("eligible", "not eligible", "age", 1, 1)] if turns else [])
    if turns:
        assert (rows[0].before.on, rows[0].after.outcome) == (case.entered_on, "not eligible")


@pytest.mark.parametrize(("born", "turns"), [(TODAY, True), (TODAY + dt.timedelta(days=1), False)])
def test_who_is_not_in_is_judged_as_of_today(session: Session, tree: Tree, born: dt.date, turns: bool):
    """On her 28th birthday, and on the day before it."""
    name = {"family_name": "Beispiel", "given_name": "Eva"}
    facts = {"date_of_birth": born.replace(year=born.year - 28)}
    person = register(session, SYSTEM, tree.town, name, facts, source="self", now=NOW).id
    what = Judged(aged(28), aged(27), "sample", TODAY)
    assert [row.person_id for row in turning(session, SYSTEM, what).rows] == ([person] if turns else [])
    assert sum(each.people for each in counts(session, what)) == turns


def test_the_criteria_that_applied_at_her_entry_judge_her(session: Session, tree: Tree):
    """A version that begins this year is no matter for who came last year."""
    old, new = aged(28, valid_to=dt.date(2025, 12, 31)), aged(28, valid_from=dt.date(2026, 1, 1))
    narrower = aged(20, valid_from=dt.date(2026, 1, 1))
    last_year, this_year = (entered(session, tree, day) for day in (dt.date(2025, 12, 31), dt.date(2026, 1, 1)))
    what = Judged([*old, *new], [*old, *narrower], "sample", TODAY)
    assert [row.case_id for row in turning(session, SYSTEM, what).rows] == [this_year.id]
    all_of_last_year = Judged([*old, *new], [*aged(20, valid_to=dt.date(2025, 12, 31)), *new], "sample", TODAY)
    assert [row.case_id for row in turning(session, SYSTEM, all_of_last_year).rows] == [last_year.id]


def test_what_was_waived_for_her_turns_nothing(session: Session, tree: Tree):
    entered(session, tree, TODAY, verdict={"exemptions": [{"criterion": "age", "reason": "R", "second_person": "B"}]})
    strict = entered(session, tree, TODAY, verdict={"exemptions": []})
    what = Judged(aged(28, exception=True), aged(27, exception=True), "sample", TODAY)
    assert [row.case_id for row in turning(session, SYSTEM, what).rows] == [strict.id]
    assert counts(session, what) == [Count("eligible", "not eligible", "age", 1, 1)]
    # who may not be let in by an exception any more
    abolished = Judged(aged(27, exception=True), aged(27), "sample", TODAY)
    assert [row.before.outcome for row in turning(session, SYSTEM, abolished).rows] == ["eligible"]


def test_her_own_case_is_none_that_she_stood_in_when_she_came(session: Session, tree: Tree):
    entered(session, tree, TODAY - dt.timedelta(days=9))
    never = [Criterion("once", 'not(enrolled("sample"))', w("Noch nicht darin"))]
    assert counts(session, Judged(never, aged(28), "sample", TODAY)) == []
    assert turning(session, SYSTEM, Judged(never, aged(26), "sample", TODAY)).rows[0].before.outcome == "eligible"


def test_who_is_in_a_block_is_not_judged_anew(session: Session, tree: Tree):
    inside, outside, waiting = (entered(session, tree, TODAY) for _ in range(3))
    for case, status in ((inside, "entered"), (waiting, "waiting")):
        session.add(BlockPlace(case_id=case.id, block="b", programme="sample", status=status, since=NOW))
    session.flush()
    what = Judged(aged(28), aged(27), "sample", TODAY, block="b")
    assert {row.case_id for row in turning(session, SYSTEM, what).rows} == {outside.id, waiting.id}

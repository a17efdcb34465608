"""What was decided on a day with what was known then, and what later corrections of facts and rules change."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import publish
from core.definitions import Criterion
from core.people.models import Person
from core.people.registry import record
from tests.core.organisations.rooms import Tree
from tests.workflows.sample import NOW, PROGRAMME, TODAY, enrolled, w
from workflows.models import Case
from workflows.replay import replay
from workflows.run import open_case

LATER = NOW + dt.timedelta(days=40)


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    return enrolled(session, tree.town)


@pytest.fixture
def case(session: Session, tree: Tree, person: Person) -> Case:
    return open_case(session, SYSTEM, person.id, "sample", tree.town.id, now=NOW)


def test_where_nothing_was_corrected_both_are_the_same(session: Session, case: Case):
    found = replay(session, case, LATER)
    assert found.same
    assert (found.facts, found.criteria) == ((), ())
    assert found.then.verdict.as_data()["outcome"] == case.verdict["outcome"] == "eligible"
    assert found.then.revision.digest == case.verdict["revision"]


def test_a_correction_of_that_day_turns_the_verdict_of_now_and_not_the_one_of_then(session: Session, case: Case):
    born = {"date_of_birth": dt.date(1976, 1, 1)}
    record(session, SYSTEM, case.person_id, born, source="document", now=LATER, valid_from=TODAY)
    found = replay(session, case, LATER)
    assert (found.then.verdict.outcome, found.now.verdict.outcome) == ("eligible", "not eligible")
    assert not found.same
    (fact,) = found.facts
    assert (fact.fact, fact.then.value, fact.now.value, fact.now.source) == (
        "date_of_birth",
        "1996-03-02",
        "1976-01-01",
        "document",
    )
    (criterion,) = found.criteria
    assert (criterion.id, criterion.then, criterion.now, criterion.reworded) == ("age", True, False, False)


def test_what_became_otherwise_later_is_no_correction(session: Session, case: Case):
    record(session, SYSTEM, case.person_id, {"german_level": "b2"}, source="self", now=LATER)
    assert replay(session, case, LATER).facts == ()


def test_a_paper_that_was_seen_later_is_named(session: Session, case: Case):
    known = {"date_of_birth": dt.date(1996, 3, 2)}
    record(session, SYSTEM, case.person_id, known, source="document", now=LATER, valid_from=TODAY)
    found = replay(session, case, LATER)
    assert [(each.fact, each.then.source, each.now.source) for each in found.facts] == [("date_of_birth", "self", "document")]
    assert found.same


def test_a_new_revision_is_named_with_the_criteria_that_it_changes(session: Session, case: Case):
    narrower = Criterion("age", "age in [18..25]", w("18 bis 25"))
    more = Criterion("level", 'german_level >= "a2"', w("Ab A2"))
    revised = PROGRAMME.but(eligibility=[narrower, PROGRAMME.eligibility[1], more])
    publish(session, revised, actor=SYSTEM, now=NOW + dt.timedelta(days=2))
    found = replay(session, case, LATER)
    assert (found.then.revision.number, found.now.revision.number) == (1, 2)
    assert (found.then.verdict.outcome, found.now.verdict.outcome) == ("eligible", "not eligible")
    assert {each.id: (each.then, each.now, each.reworded) for each in found.criteria} == {
        "age": (True, False, True),
        "level": (None, None, True),
    }


def test_another_day_is_replayed_as_it_was_known_at_its_end(session: Session, case: Case):
    day = TODAY + dt.timedelta(days=10)
    record(session, SYSTEM, case.person_id, {"migration_background": False}, source="office", now=LATER, valid_from=day)
    found = replay(session, case, LATER, day)
    assert (found.then.verdict.outcome, found.now.verdict.outcome) == ("eligible", "not eligible")
    assert replay(session, case, LATER, day - dt.timedelta(days=1)).same


def test_before_the_programme_was_on_offer_there_is_nothing(session: Session, case: Case):
    with pytest.raises(LookupError, match="'sample'"):
        replay(session, case, LATER, TODAY - dt.timedelta(days=1))

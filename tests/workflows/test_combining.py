"""Two programmes at once: barred, warned of and acknowledged, allowed, or not spoken of."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.actor import SYSTEM
from core.catalogue import publish, ship
from core.definitions import Combination, Programme, check, vocabulary
from core.journal.models import Entry
from core.people.models import Person
from tests.core.organisations.rooms import Tree
from tests.workflows.sample import NOW, PROGRAMME, TODAY, enrolled, w
from workflows.combining import Combined, between, overlaps
from workflows.models import Case
from workflows.run import exit_case, open_case


def programme(id: str, *combinations: Combination, **changes: object) -> Programme:
    return PROGRAMME.but(id=id, combinations=combinations, **changes)


def said(with_: str, effect: str = "warning", **more: object) -> Combination:
    return Combination(with_, effect, wording=w("Steht im Bescheid."), **more)


def enter(session: Session, tree: Tree, person: Person, id: str, **more: object) -> Case:
    return open_case(session, SYSTEM, person.id, id, tree.town.id, now=NOW, **more)


@pytest.fixture
def person(session: Session, tree: Tree) -> Person:
    found = enrolled(session, tree.town)
    enter(session, tree, found, "sample")
    return found


def offer(session: Session, *programmes: Programme) -> None:
    for each in programmes:
        ship(session, [each], NOW)


def test_a_bar_lets_nobody_in_whatever_is_acknowledged(session: Session, tree: Tree, person: Person):
    offer(session, programme("other", said("sample", "bar")))
    with pytest.raises(Combined) as refused:
        enter(session, tree, person, "other", acknowledged=["sample"])
    assert refused.value.barred
    assert [each.programme.id for each in refused.value.overlaps] == ["sample"]


def test_a_warning_must_be_acknowledged_and_stands_in_the_journal(session: Session, tree: Tree, person: Person):
    offer(session, programme("other", said("sample")))
    with pytest.raises(Combined) as refused:
        enter(session, tree, person, "other")
    assert not refused.value.barred
    case = enter(session, tree, person, "other", acknowledged=["sample"])
    assert case.verdict["combinations"] == [
        {"with": "sample", "since": TODAY.isoformat(), "effect": "warning", "acknowledged": True}
    ]
    entry = session.scalars(select(Entry).where(Entry.case_id == case.id, Entry.event == "case_opened")).one()
    assert entry.data["acknowledged"] == ["sample"]


def test_the_programme_she_is_in_may_say_so_too(session: Session, tree: Tree, person: Person):
    offer(session, programme("other"))
    (overlap,) = overlaps(session, person.id, programme("other"), TODAY)
    assert (overlap.effect, overlap.said) == ("unknown", None)
    one, other = programme("one", said("other", "allowed")), programme("other", said("one", "bar"))
    assert between(one, other, TODAY)[0] == between(other, one, TODAY)[0] == "bar"


@pytest.mark.parametrize(
    ("first", "last", "effect"),
    [
        (TODAY, None, "bar"),
        (None, TODAY, "bar"),
        (TODAY + dt.timedelta(days=1), None, "unknown"),
        (None, TODAY - dt.timedelta(days=1), "unknown"),
    ],
)
def test_it_holds_on_its_days_alone(first: dt.date | None, last: dt.date | None, effect: str):
    one = programme("one", said("other", "bar", valid_from=first, valid_to=last))
    assert between(one, programme("other"), TODAY)[0] == effect


def test_who_has_left_the_other_programme_may_enter(session: Session, tree: Tree, person: Person):
    offer(session, programme("other", said("sample", "bar")))
    case = session.scalars(select(Case).where(Case.person_id == person.id)).one()
    exit_case(session, SYSTEM, case.id, "moved", NOW)
    assert "combinations" not in enter(session, tree, person, "other").verdict


def test_what_is_not_spoken_of_is_kept_with_the_case_and_asks_nobody(session: Session, tree: Tree, person: Person):
    offer(session, programme("other"))
    case = enter(session, tree, person, "other")
    assert [each["effect"] for each in case.verdict["combinations"]] == ["unknown"]
    assert case.verdict["revision"] == case.revision


def test_a_newer_revision_speaks_of_cases_that_began_on_an_older_one(session: Session, tree: Tree, person: Person):
    publish(session, programme("sample", said("other", "bar")), actor=SYSTEM, now=NOW)
    offer(session, programme("other"))
    with pytest.raises(Combined):
        enter(session, tree, person, "other", acknowledged=["sample"])


def test_the_check_finds_what_makes_no_sense():
    odd = programme(
        "one",
        said("one"),
        said("other", "bar", valid_to=dt.date(2025, 1, 1)),
        said("other", "allowed", valid_from=dt.date(2025, 1, 1)),
        said("third", valid_from=dt.date(2025, 1, 2), valid_to=dt.date(2025, 1, 1)),
    )
    found = [str(fault) for fault in check(odd, vocabulary()) if "combinations/" in str(fault)]
    assert len(found) == 3
    assert "itself" in found[0]
    assert "before the start" in found[1]
    assert "same days" in found[2]

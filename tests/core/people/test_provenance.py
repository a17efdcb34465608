"""What is known with its source: as valid on a day, and as somebody knew it at a moment."""

from __future__ import annotations

import datetime as dt

import pytest
from sqlalchemy.orm import Session

from core.actor import SYSTEM, NotFound
from core.people.provenance import held
from core.people.registry import known, record, register
from tests.core.organisations.rooms import Tree, session, tree

__all__ = ["session", "tree"]
MONDAY = dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
FRIDAY = dt.datetime(2026, 3, 6, 9, 0, tzinfo=dt.UTC)


@pytest.fixture
def person(session: Session, tree: Tree) -> str:
    facts = {"residence_title": "d60a", "german_level": "a1"}
    return register(session, SYSTEM, tree.town, {"family_name": "Beispiel"}, facts, source="self", now=MONDAY).id


def test_facts_and_identity_with_their_sources(session: Session, person: str):
    record(session, SYSTEM, person, {"residence_title": "d60a"}, source="document", now=FRIDAY)
    found = held(session, person, FRIDAY.date())
    assert found.facts == known(session, person, FRIDAY.date())
    assert found.sources == {"family_name": "self", "german_level": "self", "residence_title": "document"}
    assert held(session, person, MONDAY.date()).sources["residence_title"] == "self"


def test_what_was_written_later_was_not_known_then(session: Session, person: str):
    record(session, SYSTEM, person, {"german_level": "b1"}, source="document", now=FRIDAY, valid_from=MONDAY.date())
    assert held(session, person, MONDAY.date()).facts["german_level"] == "b1"
    then = held(session, person, MONDAY.date(), known_at=MONDAY)
    assert (then.facts["german_level"], then.sources["german_level"]) == ("a1", "self")
    assert held(session, person, MONDAY.date(), known_at=MONDAY - dt.timedelta(seconds=1)).facts == {}


def test_what_was_withdrawn_is_unknown(session: Session, person: str):
    record(session, SYSTEM, person, {"german_level": None}, source="self", now=FRIDAY)
    assert "german_level" not in held(session, person, FRIDAY.date()).facts


def test_nobody_is_nobody(session: Session):
    with pytest.raises(NotFound):
        held(session, "nobody", MONDAY.date())
